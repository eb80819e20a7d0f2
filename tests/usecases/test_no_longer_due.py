"""Guards papers against what has changed since their plan was made: what need not be visited any more is told and left out."""

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.domain.history import PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.visit import VisitKind
from planner.usecases.closed_doors import subjects_of
from planner.usecases.day_state import NextStep, next_of
from planner.usecases.no_longer_due import no_longer_due
from planner.usecases.reading import read_kept_plan
from planner.usecases.today import today
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun
from tests.usecases.town import AT_DESK

EVENING = dt.datetime(2025, 8, 25, 18, tzinfo=dt.UTC)
BEFORE = dt.date(2025, 8, 25)


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """The evening before the planned day."""
    monkeypatch.setattr(Workspace, "now", lambda _: EVENING)


def _met_before(desk: DeskRun, visit: str, outcome: Outcome = Outcome.MET, *, day: dt.date = BEFORE) -> None:
    """Record a visit on a sheet of the day before."""
    workspace = Workspace(desk.folder, AT_DESK)
    number = f"DDS-{day:%Y%m%d}-T01-v1"
    is_complaint = visit.startswith("C")
    with workspace.ledger() as ledger:
        ledger.register_sheets(
            [Sheet(id=number, date=day, plan_version=1, shift="T01", team="T01", num_stops=9, printed_at=EVENING)],
            **workspace.stamp(),
        )
        line = PastVisit(
            sheet_id=number, number=1 + len(ledger.visits_of_sheet(number)), date=day, plan_version=1, visit_id=visit,
            kind=VisitKind.COMPLAINT if is_complaint else VisitKind.FIRST, household="H003" if is_complaint else visit,
            complaint=visit if is_complaint else None, outcome=outcome, recorded_at=EVENING, actor="uji",
        )  # fmt: skip
        ledger.record([line], **workspace.stamp())


def _stops(path: str) -> list[str]:
    routes = json.loads(Path(path).read_text(encoding="utf-8"))["routes"]
    return [stop["visit"] for route in routes for stop in route["stops"]]


def _replanned(desk: DeskRun, *options: str) -> str:
    return str(desk("replan", desk.plan, "--at", "07:00", "--iterations", "100", *options)["plan"])


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("complaint", "C1", "closed"), "sudah selesai"),
        (("complaint", "C1", "referred"), "sudah selesai"),
        (("complaint", "C1", "waiting", "--for", "agency", "--until", "2025-09-20"), "menunggu"),
    ],
)
def test_a_complaint_that_wants_nobody_is_told_and_left_out(desk: DeskRun, command: tuple[str, ...], reason: str) -> None:
    """Ended or waiting since the plan was made: print says so and prints, replanning leaves it out and says why."""
    assert "C1" in _stops(desk.plan)
    assert desk("print", desk.plan)["notes"] == []
    desk(*command)
    (note,) = desk("print", desk.plan)["notes"]
    assert note.startswith("E3053")
    assert "C1" in note
    desk.text("print", desk.plan)
    assert reason in desk.err
    again = _replanned(desk, "--waive", "C1")
    assert "E8125" in desk.err
    assert "C1" not in _stops(again)
    assert desk("check", again)["is_valid"]
    assert desk("print", again)["notes"] == []


def test_whoever_was_met_on_another_day_is_told_and_left_out(desk: DeskRun) -> None:
    """A home met, a complaint gone about and a home that has moved, all recorded on the day before; one that was shut stays."""
    homes = [id_ for id_ in desk.stops("T01") if id_.startswith("H")]
    for visit, outcome in (
        (homes[0], Outcome.MET), ("C1", Outcome.NOT_HOME), (homes[1], Outcome.MOVED), (homes[2], Outcome.NOT_HOME)
    ):  # fmt: skip
        _met_before(desk, visit, outcome)
    notes = desk("print", desk.plan)["notes"]
    assert [note[:5] for note in notes] == ["E3053"] * 3
    again = _stops(_replanned(desk))
    assert not {homes[0], "C1", homes[1]} & set(again)
    assert homes[2] in again


def test_a_visit_left_out_is_not_brought_in_when_it_is_not_due_any_more(desk: DeskRun) -> None:
    """Replanning offers what the plan left out: not who was met since, nor who asked for no visits since."""
    plan = json.loads(Path(desk.plan).read_text(encoding="utf-8"))
    homes = desk.stops("T01")
    first, second = [id_ for id_ in homes if id_.startswith("H")][:2]
    for visit in (first, second):
        desk("change", "take-out", DATE, visit, "--waive")
    newest = desk.folder / "plans" / DATE / "plan-v3.json"
    assert plan["routes"]
    text = newest.read_text(encoding="utf-8").replace('"taken_out"', '"search_stopped"')
    newest.write_text(text, encoding="utf-8")
    assert {first, second} <= set(_stops(str(desk("replan", str(newest), "--at", "07:00", "--iterations", "100")["plan"])))
    _met_before(desk, first)
    desk("person", "correct", second, "--do-not-visit")
    assert not {first, second} & set(_stops(str(desk("replan", str(newest), "--at", "07:00", "--iterations", "100")["plan"])))


def test_what_the_day_itself_recorded_undoes_nothing(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed again after its own rows were recorded, a day has nothing to be told; nor has one that is over."""
    desk("print", desk.plan)
    desk("handout", DATE)
    monkeypatch.setattr(Workspace, "now", lambda _: EVENING + dt.timedelta(hours=16))
    desk("record", SHEET, typed="b\n" * len(desk.stops("T01")) + "q\n")
    assert desk("print", desk.plan)["notes"] == []
    desk("complaint", "C1", "closed")
    monkeypatch.setattr(Workspace, "now", lambda _: EVENING + dt.timedelta(days=3))
    assert desk("print", desk.plan)["notes"] == []


def test_what_the_desk_asks_for_all_the_same_stays(desk: DeskRun) -> None:
    """A complaint that waits and is brought in by hand is on every later plan and untold, until it is ended."""
    desk("complaint", "C1", "waiting", "--for", "agency", "--until", "2025-09-20")
    again = _replanned(desk, "--add", "C1")
    assert "C1" in _stops(again)
    assert "E8125" not in desk.err
    assert desk("print", again)["notes"] == []
    later = desk("replan", again, "--at", "07:00", "--iterations", "50")["plan"]
    assert "C1" in _stops(later)
    desk("change", "take-out", DATE, "C1", "--waive")
    by_hand = desk("change", "put", DATE, "C1")["plan"]
    assert desk("print", by_hand)["notes"] == []
    desk("complaint", "C1", "closed")
    assert [note[:5] for note in desk("print", by_hand)["notes"]] == ["E3053"]


def test_today_counts_them(desk: DeskRun) -> None:
    """A visit that need not be made keeps the plan from paper as long as it is to be planned anew, reserves too."""
    workspace = Workspace(desk.folder, AT_DESK)

    def tomorrow() -> tuple[int, NextStep]:
        day = today(workspace).tomorrow
        return day.num_closed, next_of(day)

    settings = desk.folder / "dds.toml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    settings.write_text("\n".join("max_visits = 5" if line.startswith("max_visits = ") else line for line in lines) + "\n")
    plan = Path(desk("plan", "--date", DATE, "--iterations", "50", "--prove", "0")["plan"])
    assert tomorrow() == (0, NextStep.PRINT)
    reserve = next(id_ for route in json.loads(plan.read_text())["routes"] for id_ in route["reserves"] if id_ > "H")
    _met_before(desk, reserve)
    assert tomorrow() == (1, NextStep.PLAN)
    kept = read_kept_plan(plan)
    assert no_longer_due(workspace, kept, subjects_of(kept)) == {reserve: "visited"}
