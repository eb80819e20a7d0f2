"""Changes by hand through the front door and on a loaded day: exactly that change, kept with who and when, taken back."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.hand_move import HandMove, Hindrance, MoveKind
from planner.domain.lock import Lock, LockKind
from planner.domain.plan import Plan, Reason
from planner.domain.replanning import News
from planner.formats.plan_file import read_plan
from planner.rules.check import check
from planner.terminal.main import run
from planner.usecases.changing.keeping import keep_changes, take_back
from planner.usecases.changing.loaded_day import LoadedDay
from planner.usecases.changing.opening import add_visit, newest_plan, open_day
from planner.usecases.changing.sentences import sentences
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from planner.words.language import words
from tests.usecases.desk import DATE
from tests.usecases.town import AT_DESK


@pytest.fixture
def folder(planned: Path, tmp_path: Path) -> Path:
    """A copy of it to work in."""
    shutil.copytree(planned, tmp_path / "ws")
    return tmp_path / "ws"


@pytest.fixture
def dds(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, object]]:
    """Run a change and give its result as data."""

    def call(*arguments: str, code: int = 0) -> dict[str, object]:
        capsys.readouterr()
        assert run(["--workspace", str(folder), "--json", "change", *arguments]) == code, capsys.readouterr().err
        out = capsys.readouterr().out
        found: dict[str, object] = json.loads(out) if out else {}
        return found

    return call


def _stops(folder: Path, version: int) -> dict[str, list[str]]:
    routes = read_plan(folder / "plans" / DATE / f"plan-v{version}.json").plan.routes
    return {route.shift_id: [stop.visit_id for stop in route.stops] for route in routes}


def _workspace(folder: Path) -> Workspace:
    return Workspace(folder, AT_DESK)


def _day(folder: Path, at: int | None = None) -> LoadedDay:
    workspace = _workspace(folder)
    return open_day(workspace, newest_plan(workspace, _date()).document.date, at=at)


def _date() -> dt.date:
    return dt.date.fromisoformat(DATE)


def test_two_visits_are_swapped_and_nothing_else(folder: Path, dds: Callable[..., dict[str, object]]) -> None:
    """A swap inside a team's route changes that order alone; the version knows its moves, the audit trail who and when."""
    before = _stops(folder, 1)
    one, other = before["T01"][1], before["T01"][2]
    found = dds("swap", DATE, one, other)
    assert (found["fits"], found["version"]) == (True, 2)
    after = _stops(folder, 2)
    assert after == before | {"T01": [other if v == one else one if v == other else v for v in before["T01"]]}
    replanned = read_plan(folder / "plans" / DATE / "plan-v2.json").replanned
    assert replanned is not None
    assert [move.kind for move in replanned.moves] == [MoveKind.SWAP]
    assert (replanned.from_version, replanned.time) == (1, None)
    with _workspace(folder).ledger() as ledger:
        entry = [entry for entry in ledger.audit_trail() if entry.action == "change"][-1]
        assert ledger.plans(_date())[-1].version == 2
    assert (entry.actor, entry.details["change"], entry.details["visit"]) == (AT_DESK.person, "swap", one)


def test_changes_are_taken_back_one_after_the_other(folder: Path, dds: Callable[..., dict[str, object]]) -> None:
    """Undo keeps the plan of before as a new version, twice for two changes, and then says that nothing is left."""
    first = _stops(folder, 1)
    dds("take-out", DATE, first["T01"][0])
    second = _stops(folder, 2)
    dds("take-out", DATE, first["T01"][1])
    assert dds("undo", DATE)["as_version"] == 2
    assert _stops(folder, 4) == second
    assert dds("undo", DATE)["as_version"] == 1
    assert _stops(folder, 5) == first
    dds("undo", DATE, code=3)
    assert run(["check", str(folder / "plans" / DATE / "plan-v5.json")]) == 0


def test_what_is_taken_out_stays_out(
    folder: Path, dds: Callable[..., dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason says that somebody took it out, also in plans made from it, which bring it back only if asked to."""
    gone = _stops(folder, 1)["T01"][-1]
    dds("take-out", DATE, gone)
    plan = folder / "plans" / DATE / "plan-v2.json"
    assert {left.visit_id: left.reason for left in read_plan(plan).plan.unassigned}[gone] is Reason.TAKEN_OUT
    assert run(["--workspace", str(folder), "replan", str(plan), "--at", "09:30", "--iterations", "100"]) == 0
    assert gone not in {visit for stops in _stops(folder, 3).values() for visit in stops}
    later = read_plan(folder / "plans" / DATE / "plan-v3.json").plan
    assert {left.visit_id: left.reason for left in later.unassigned}[gone] is Reason.TAKEN_OUT
    again = folder / "plans" / DATE / "plan-v3.json"
    capsys.readouterr()
    assert run(["--workspace", str(folder), "--json", "explain", str(again), gone]) == 0
    assert json.loads(capsys.readouterr().out)["reason"] == "taken_out"
    assert run(["--workspace", str(folder), "replan", str(again), "--at", "09:45", "--iterations", "50", "--add", gone]) == 0
    assert gone in {visit for stops in _stops(folder, 4).values() for visit in stops}


def test_a_try_keeps_nothing(folder: Path, dds: Callable[..., dict[str, object]]) -> None:
    """--try tells the consequences; no version, no entry."""
    found = dds("take-out", DATE, _stops(folder, 1)["T01"][0], "--try")
    assert found["fits"]
    assert "plan" not in found
    assert not (folder / "plans" / DATE / "plan-v2.json").exists()


def test_a_door_of_the_ledger_is_put_in(folder: Path, dds: Callable[..., dict[str, object]]) -> None:
    """What the day does not know is brought in; asked for at a place, it is that stop; a team without skill is said so."""
    made = {visit for stops in _stops(folder, 1).values() for visit in stops}
    dds("take-out", DATE, min(made))
    found = dds("put", DATE, min(made), "--team", "T02", "--position", "1")
    assert _stops(folder, 3)["T02"][0] == min(made)
    assert found["changes"]
    dds("put", DATE, "H999", code=3)
    dds("put", DATE, min(made), "--team", "T09", code=3)


def test_a_refusal_is_an_exit_code_with_its_reason(
    folder: Path, dds: Callable[..., dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    """A locked visit is refused to another team with the lock as the reason, in words too; unlocked it goes."""
    visit = _stops(folder, 1)["T01"][0]
    dds("lock", DATE, f"{visit}=T01")
    found = dds("put", DATE, visit, "--team", "T02", code=4)
    assert found["refusal"]["hindrances"] == ["lock"]  # type: ignore[index]
    assert run(["--workspace", str(folder), "--lang", "en", "change", "put", DATE, visit, "--team", "T02"]) == 4
    assert "does not go to T02" in capsys.readouterr().out
    dds("unlock", DATE, visit)
    assert dds("put", DATE, visit, "--team", "T02", "--try")["fits"]


def test_a_loaded_day_tries_makes_and_undoes_in_memory(folder: Path) -> None:
    """An attempt changes nothing; a change made can be undone; what is kept is the whole of it, the checker agreeing."""
    workspace, day = _workspace(folder), _day(folder)
    before = day.now.whole
    ids = [stop.visit_id for route in before.routes for stop in route.stops if route.shift_id == "T01"]
    out = HandMove(kind=MoveKind.TAKE_OUT, visit_id=ids[0], waives=True)
    report = day.attempt(out)
    assert report.fits
    assert day.now.whole is before
    assert [effect.shift_id for effect in report.teams] == ["T01"]
    assert report.teams[0].num_stops == (len(ids), len(ids) - 1)
    day.make(out)
    day.make(HandMove(kind=MoveKind.SWAP, visit_id=ids[1], other_id=ids[2]))
    assert day.undo()
    assert [stop.visit_id for route in day.now.whole.routes for stop in route.stops if route.shift_id == "T01"] == ids[1:]
    kept = keep_changes(workspace, day)
    read = newest_plan(workspace, _date())
    assert read.document.plan_version == kept.version
    assert not check(read.problem, read.document.plan)
    assert day.undo()
    assert not day.undo()


def test_a_day_that_was_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    """Of two officers who loaded the same version the second is told (E8120)."""
    workspace, first, second = _workspace(folder), _day(folder), _day(folder)
    visits = [stop.visit_id for route in first.now.whole.routes for stop in route.stops]
    first.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=visits[0], waives=True))
    second.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=visits[1], waives=True))
    keep_changes(workspace, first)
    with pytest.raises(InputError, match="E8120"):
        keep_changes(workspace, second)


def test_a_running_day_keeps_what_has_happened(folder: Path) -> None:
    """What a team has set out for is not moved; what is to come is, and facts keep their times."""
    workspace, day = _workspace(folder), _day(folder, at=10 * 3600)
    old = next(route for route in day.document.plan.routes if route.shift_id == "T01")
    first = HandMove(kind=MoveKind.TAKE_OUT, visit_id=old.stops[0].visit_id, waives=True)
    refusal = day.attempt(first).refusal
    assert refusal is not None
    assert refusal.hindrances == (Hindrance.DONE,)
    report = day.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=old.stops[-1].visit_id, waives=True))
    assert report.fits
    keep_changes(workspace, day)
    new = next(route for route in newest_plan(workspace, _date()).document.plan.routes if route.shift_id == "T01")
    assert new.stops[0] == old.stops[0]
    assert [stop.visit_id for stop in new.stops] == [stop.visit_id for stop in old.stops[:-1]]
    again = _day(folder)
    assert again.time == 10 * 3600
    assert again.attempt(first).refusal is not None
    assert take_back(workspace, _date()).as_version == 1


def test_a_visit_comes_into_a_running_day_beside_changes_made(folder: Path) -> None:
    """Adding what the day does not offer keeps the changes in memory."""
    workspace = _workspace(folder)
    read = newest_plan(workspace, _date())
    plan, problem = read.document.plan, read.problem
    lost = plan.routes[-1].stops[-1].visit_id
    less = replace(
        read,
        document=replace(read.document, plan=Plan(routes=plan.routes[:-1])),
        problem=replace(problem, visits=tuple(visit for visit in problem.visits if visit.id != lost)),
    )
    day = LoadedDay(less, settings=workspace.settings, time=9 * 3600, news=News(time=9 * 3600))
    some = next((s.visit_id for r in day.now.plan.routes for s in r.stops), None)
    if some is not None:
        assert day.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=some, waives=True)).fits
    assert not day.knows(lost)
    add_visit(workspace, day, lost, reporter=Silent())
    assert day.knows(lost)
    assert day.make(HandMove(kind=MoveKind.PUT, visit_id=lost)).fits
    assert lost in {s.visit_id for r in day.now.whole.routes for s in r.stops}
    assert some is None or some not in {s.visit_id for r in day.now.whole.routes for s in r.stops}


@pytest.mark.parametrize("language", ["id", "en"])
def test_consequences_are_said_in_sentences(folder: Path, language: str) -> None:
    """Who moves, what it costs, which promise breaks; a lock moves nobody."""
    day = _day(folder)
    ids = [stop.visit_id for route in day.now.whole.routes for stop in route.stops]
    say = words(language)
    told = sentences(day.attempt(HandMove(kind=MoveKind.TAKE_OUT, visit_id=ids[0], waives=True)), say=say)
    assert told[0].startswith(f"{ids[0]}: ")
    where = next(route.shift_id for route in day.now.whole.routes if ids[0] in {stop.visit_id for stop in route.stops})
    lock = Lock(kind=LockKind.SHIFT, visit_id=ids[0], shift_id=where)
    assert len(sentences(day.attempt(HandMove(kind=MoveKind.LOCK, visit_id=ids[0], lock=lock)), say=say)) == 1


def test_what_was_set_for_the_day_since_counts(folder: Path, dds: Callable[..., dict[str, object]]) -> None:
    """T02 goes home at 10 and T01 starts at a post: the change is made on the day as it is now, and what fell is told."""
    before = _stops(folder, 1)
    set_ = ["--workspace", str(folder), "day", "set", DATE]
    assert run([*set_, "T02", "--hours", "08:00-10:00"]) == 0
    assert run([*set_, "T01", "--post", "-6.192, 106.458"]) == 0
    found = dds("take-out", DATE, before["T01"][3], "--waive")
    assert found["as_set"] == ["T01", "T02"]
    read, after = newest_plan(_workspace(folder), _date()), _stops(folder, 2)
    shifts = {shift.id: shift for shift in read.problem.shifts}
    assert shifts["T02"].window.end == 10 * 3600
    assert shifts["T01"].start != shifts["T01"].end
    gone = {id_ for stops in before.values() for id_ in stops} - {id_ for stops in after.values() for id_ in stops}
    assert found["fallen"]
    assert gone == {*found["fallen"], before["T01"][3]}  # type: ignore[misc]
    assert not check(read.problem, read.document.plan)
    again = dds("take-out", DATE, after["T01"][0], "--waive", "--try")
    assert (again["as_set"], again["fallen"]) == ([], [])


def test_a_promise_that_lost_its_place_is_told(folder: Path) -> None:
    """T02 is off since: its visits are left out, promised ones too, and can be put to the other team by hand."""
    workspace = _workspace(folder)
    lost = _stops(folder, 1)["T02"]
    assert run(["--workspace", str(folder), "day", "set", DATE, "T02", "--off"]) == 0
    opened = newest_plan(workspace, _date())
    visits = tuple(replace(visit, is_required=visit.id == lost[0]) for visit in opened.problem.visits)
    required = replace(opened, problem=replace(opened.problem, visits=visits))
    day = open_day(workspace, _date(), reading=lambda _: required)
    assert (day.as_set, set(day.fallen)) == (("T02",), set(lost))
    first = day.now.plan.routes[0].stops[0].visit_id
    report = day.make(HandMove(kind=MoveKind.TAKE_OUT, visit_id=first, waives=True))
    assert report.fits
    assert any(lost[1] in line for line in sentences(report, say=words("en")))
