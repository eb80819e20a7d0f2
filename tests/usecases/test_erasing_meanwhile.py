"""Guards that an erasure holds against what others had begun, or did while it was waiting."""

import contextlib
import csv
import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.domain.change import ChangeKind
from planner.domain.errors import Fault, InputError
from planner.domain.plan_document import PlanDocument
from planner.domain.replanning import News
from planner.ledger.persons import is_nameless
from planner.ledger.store import Ledger
from planner.terminal.main import run
from planner.usecases import printing, reading
from planner.usecases.differences import difference
from planner.usecases.duty import set_team_day
from planner.usecases.jobs import steps
from planner.usecases.jobs.changing import changing
from planner.usecases.open_plans import OpenPlans
from planner.usecases.persons import correct_person, erase_person, person
from planner.usecases.printing import PrintWish, print_as, print_plan
from planner.usecases.progress import Silent
from planner.usecases.radio import radio_report
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.entry import read_entry
from planner.usecases.recording.planned import sheet_number
from planner.usecases.recording.session import SheetSession
from planner.usecases.recording.taking import Taking
from planner.usecases.replanning import ReplanWish, replan_day
from planner.usecases.searching import SearchWish
from planner.usecases.showing import show_plan
from planner.usecases.status import status
from planner.usecases.team_day_words import TeamDayWords
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.usecases.desk import DATE, make_day
from tests.usecases.town import AT_DESK

DATE_OF_DAY = dt.date.fromisoformat(DATE)
ERASED = "H002"


def test_a_print_that_waited_for_an_erasure_names_nobody_erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and addresses are read when the print has the lock, not before: what was erased meanwhile is on no paper."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)

    @contextlib.contextmanager
    def after_erasing(one: Workspace, **wishes: object) -> Iterator[object]:
        erase_person(workspace, ERASED)
        with changing(one, **wishes) as ledger:  # type: ignore[arg-type]
            yield ledger

    monkeypatch.setattr(printing, "changing", after_erasing)
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    with pytest.raises(InputError) as refused:
        print_plan(workspace, plan, reporter=Silent())
    assert [fault.code for fault in refused.value.faults] == ["E6106"]
    assert not any((workspace.folder / "sheets").rglob("*.pdf"))


def test_nobody_is_erased_between_a_look_and_its_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are one transaction: the other desk waits, and says so where that takes too long."""
    workspace, told, noting = Workspace(make_day(tmp_path), AT_DESK), [], Ledger.audit

    def noted(ledger: Ledger, **entry: Any) -> None:
        with pytest.raises(InputError) as caught, Ledger.open(workspace.folder / "ledger.sqlite", busy_timeout=0) as other:
            other.erase_person(ERASED, nameless="erased-0", **workspace.stamp())
        told.extend(fault.code for fault in caught.value.faults)
        noting(ledger, **entry)

    monkeypatch.setattr(Ledger, "audit", noted)
    person(workspace, ERASED)
    assert told == ["E6005"]


@pytest.mark.parametrize("typed", ["b", "b CRM"])
def test_a_row_of_a_home_erased_while_its_sheet_was_open_is_refused(tmp_path: Path, typed: str) -> None:
    """The sheet was opened before: its row may not bring the id back into the ledger; opened again, it counts nameless."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)
    with workspace.ledger() as ledger:
        opened = Taking.open(workspace, ledger, str(workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"))
        planned, line = next((sheet, line) for sheet in opened.chosen for line in sheet.lines if line.household == ERASED)
        session = SheetSession.resume(planned, ledger, opened.recorder)
        erase_person(workspace, ERASED)
        with pytest.raises(InputError) as refused:
            session.keep(read_entry(typed, line, sheet_id=planned.sheet.id), is_sure=True)
        assert [fault.code for fault in refused.value.faults] == ["E7030"]
        assert not ledger.visits(DATE_OF_DAY, DATE_OF_DAY)
        again = Taking.open(workspace, ledger, planned.sheet.id)
        session = SheetSession.resume(again.chosen[0], ledger, again.recorder)
        row = again.chosen[0].lines[line.number - 1]
        session.keep(read_entry("b", row, sheet_id=planned.sheet.id), is_sure=True)
        (visit,) = ledger.visits(DATE_OF_DAY, DATE_OF_DAY)
    assert is_nameless(str(visit.household))


def test_what_was_made_while_an_erasure_waited_is_cleared_when_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be written holds the erasure up; papers and plans that others make meanwhile go with it."""
    told: list[Fault] = []
    workspace = Workspace(make_day(tmp_path), dataclasses.replace(AT_DESK, tell=told.append))
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"

    def refuse(*_: object, **__: object) -> None:
        raise InputError.of("E6023", file="x", reason="y")

    with monkeypatch.context() as held:
        held.setattr(steps, "forget_in_plan", refuse)
        with pytest.raises(InputError):
            erase_person(workspace, ERASED)
        assert print_plan(workspace, plan, reporter=Silent()).files
        status(workspace)
        assert [fault.code for fault in told] == ["E6132"]
        assert "E6023 x tidak dapat ditulis: y." in words("id").fault(told[0])
        another = plan.with_name("plan-v2.json")
        another.write_bytes(plan.read_bytes())
        papers = workspace.sheet_folder(DATE_OF_DAY, 2)
        papers.mkdir(parents=True)
    status(workspace)
    with workspace.ledger() as ledger:
        assert not ledger.open_jobs()
    assert not any((workspace.folder / "sheets").rglob("*.pdf"))
    assert not papers.exists()
    assert f'"{ERASED}"' not in another.read_text(encoding="utf-8")


def test_a_door_that_is_shut_before_anything_is_printed_is_told_of_the_plan_alone(tmp_path: Path) -> None:
    """No team has a paper, so none is to be told: the plan is named, by day and version."""
    morning = dt.datetime.combine(DATE_OF_DAY, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    workspace = Workspace(make_day(tmp_path), dataclasses.replace(AT_DESK, clock=lambda: morning))
    routes = read_kept_plan(workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json").document.plan.routes
    home = next(stop.visit_id for route in routes for stop in route.stops if stop.visit_id.startswith("H"))
    (note,) = correct_person(workspace, home, is_do_not_visit=True)
    assert (note.code, note.values["where"], note.values["date"]) == ("E6181", f"{DATE_OF_DAY} v1", str(DATE_OF_DAY))


@pytest.mark.parametrize("wish", ["shut", "erased"])
def test_a_running_day_goes_on_without_a_door_that_was_shut_or_erased(tmp_path: Path, wish: str) -> None:
    """Who corrects is told which sheets still go there; replanning leaves the door out and says so, and prints."""
    told: list[Fault] = []
    morning = dt.datetime.combine(DATE_OF_DAY, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    acting = dataclasses.replace(AT_DESK, tell=told.append, clock=lambda: morning)
    workspace = Workspace(make_day(tmp_path), acting)
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    kept = read_kept_plan(plan)
    route = kept.document.plan.routes[0]
    home = next(stop.visit_id for stop in reversed(route.stops) if stop.visit_id.startswith("H"))
    print_plan(workspace, plan, reporter=Silent())
    if wish == "shut":
        (note,) = correct_person(workspace, home, is_do_not_visit=True)
        assert (note.code, note.values["where"]) == ("E6058", sheet_number(DATE_OF_DAY, route.shift_id, 1))
        assert correct_person(workspace, home, is_do_not_visit=True) == ()
    else:
        erase_person(workspace, home)
    news, search = News(time=9 * 3600), SearchWish(engine="insertion", max_iterations=5)
    report = replan_day(workspace, read_kept_plan(plan), news, ReplanWish(), search, reporter=Silent())
    assert [fault.code for fault in told] == ["E8124"]
    assert report.replan.result.plan.num_stops == kept.document.plan.num_stops - 1
    assert [one.is_forced for one in report.replan.changes if one.kind is ChangeKind.DROPPED] == [True], "counted"
    found = difference(workspace, read_kept_plan(report.kept.path))
    assert (found.kinds["dropped"], route.shift_id in found.teams) == (1, True)
    assert wish == "erased" or home not in {change.visit_id for change in found.changes}, "and never named on the page"
    assert print_plan(workspace, report.kept.path, reporter=Silent()).files


def test_a_reserve_that_was_visited_and_shut_then_is_not_told(tmp_path: Path) -> None:
    """Who is met at the door and asks for no more visits is not gone to any more: neither told of, nor left out of anything."""
    told: list[Fault] = []
    morning = dt.datetime.combine(DATE_OF_DAY, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    workspace = Workspace(make_day(tmp_path), dataclasses.replace(AT_DESK, tell=told.append, clock=lambda: morning))
    for team in ("T01", "T02"):  # more doors than two hours are enough for
        set_team_day(workspace, DATE_OF_DAY, team, TeamDayWords(hours="08:00-10:00"))
    quick = ("--engine", "insertion", "--iterations", "5", "--prove", "0")
    assert run(["--workspace", str(workspace.folder), "plan", "--date", DATE, *quick]) == 0
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v2.json"
    route = next(route for route in read_kept_plan(plan).document.plan.routes if route.reserves)
    print_plan(workspace, plan, reporter=Silent())
    with workspace.ledger() as ledger:
        sheet = sheet_number(DATE_OF_DAY, route.shift_id, 2)
        opened = Taking.open(workspace, ledger, sheet)
        session = SheetSession.resume(opened.chosen[0], ledger, opened.recorder)
        session.keep(read_entry("m", opened.chosen[0].lines[len(route.stops)], sheet_id=sheet), is_sure=True)
    assert correct_person(workspace, route.reserves[0], is_do_not_visit=True) == ()
    news, search = News(time=9 * 3600), SearchWish(engine="insertion", max_iterations=5)
    after = replan_day(workspace, read_kept_plan(plan), news, ReplanWish(), search, reporter=Silent()).replan.result.plan
    assert told == []
    assert route.reserves[0] not in {left.visit_id for left in after.unassigned}
    assert not any(route.reserves[0] in way.reserves for way in after.routes)


def test_the_cure_names_a_day_that_goes_there(tmp_path: Path) -> None:
    """A later version of today that leaves a home out does not: the plan of tomorrow does, and it is the one to be changed."""
    morning = dt.datetime.combine(DATE_OF_DAY, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    workspace = Workspace(make_day(tmp_path), dataclasses.replace(AT_DESK, clock=lambda: morning))
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    home = next(stop.visit_id for stop in read_kept_plan(plan).document.plan.routes[0].stops if stop.visit_id.startswith("H"))
    assert run(["--workspace", str(workspace.folder), "change", "take-out", DATE, home]) == 0
    tomorrow = DATE_OF_DAY + dt.timedelta(days=1)
    with workspace.ledger() as ledger:
        (before, _) = ledger.plans(DATE_OF_DAY)
        ledger.record_plan(dataclasses.replace(before, date=tomorrow))
    (note,) = correct_person(workspace, home, is_do_not_visit=True)
    assert (note.values["where"], note.values["date"]) == (f"{tomorrow} v1", tomorrow.isoformat())


@pytest.mark.parametrize("wish", ["shut", "erased", "referred"])
def test_papers_are_made_of_a_day_whose_visited_door_was_shut_or_erased(tmp_path: Path, wish: str) -> None:
    """What was done stays a row of the new version, which says neither whose nor where; it is printed, read out and shown."""
    morning = dt.datetime.combine(DATE_OF_DAY, dt.time(8), tzinfo=dt.UTC) - dt.timedelta(hours=7)
    workspace = Workspace(make_day(tmp_path), dataclasses.replace(AT_DESK, clock=lambda: morning))
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    routes = read_kept_plan(plan).document.plan.routes
    wanted = "C1" if wish == "referred" else "H"
    route, at = next((one, n) for one in routes for n, stop in enumerate(one.stops) if stop.visit_id.startswith(wanted))
    visit = route.stops[at].visit_id
    print_plan(workspace, plan, reporter=Silent())
    if wish == "shut":
        correct_person(workspace, visit, is_do_not_visit=True)
    elif wish == "erased":
        erase_person(workspace, visit)
    else:
        with changing(workspace) as ledger:
            (complaint,) = ledger.complaints([visit])
            ledger.put_complaints([dataclasses.replace(complaint, category="RJK", text="")], source="test", **workspace.stamp())
    news = News(time=route.stops[at].end_time, num_done={route.shift_id: at + 1})
    search = SearchWish(engine="insertion", max_iterations=5)
    report = replan_day(workspace, read_kept_plan(plan), news, ReplanWish(), search, reporter=Silent())
    wishes = PrintWish(name_mode="full", forms=frozenset({"csv"}), is_whole=True)
    paper = print_as(workspace, report.kept.path, wishes, reporter=Silent())
    rows = list(csv.DictReader((paper.folder / "itinerary.csv").read_text(encoding="utf-8-sig").splitlines()))
    told = {(row["team"], row["number"]): row for row in rows if row["row"] == "stop"}
    row = told[route.shift_id, str(at + 1)]
    assert (row["place"], row["address"]) == ("", "")
    assert all(one["address"] or one["place"] for one in told.values() if one is not row)
    radio_report(workspace, report.kept.path)
    view = show_plan(workspace, DATE_OF_DAY, None, language="id", plans=OpenPlans())
    assert not view.closed
    assert "C1" not in {line.complaint_id for line in view.day.complaints} or wish != "referred"


def test_a_plan_of_which_an_erasure_has_written_one_file_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan and problem are two files: one read before the erasure and the other after it are no damage."""
    workspace = Workspace(make_day(tmp_path), AT_DESK)
    plan = workspace.plan_folder(DATE_OF_DAY) / "plan-v1.json"
    home = next(stop.visit_id for stop in read_kept_plan(plan).document.plan.routes[0].stops if stop.visit_id.startswith("H"))
    read, times = reading.read_plan, []

    def erased_then(path: Path) -> PlanDocument:
        document = read(path)
        if not times:
            erase_person(workspace, home)
        times.append(path)
        return document

    monkeypatch.setattr(reading, "read_plan", erased_then)
    kept = read_kept_plan(plan)
    assert len(times) == 2
    assert home not in {visit.id for visit in kept.problem.visits}
