"""Guards papers of teams that are back: no new one is asked for or drawn where the plan has nothing new for them."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from planner.usecases.day_state import NextStep, next_of
from planner.usecases.today import today
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day, sure

MORNING = dt.datetime(2025, 8, 26, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A morning on which T02 is back and T01 is not."""
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="piket", clock=lambda: MORNING))
    run("print", run.plan)
    run("handout", DATE)
    run("handback", DATE, "T02")
    return run


def _state(desk: DeskRun, moment: dt.datetime = MORNING) -> tuple[frozenset[str], NextStep]:
    day = today(Workspace(desk.folder, Acting(person="piket", clock=lambda: moment))).day
    return day.outdated, next_of(day)


def test_only_the_team_that_is_out_and_changes_gets_a_paper(desk: DeskRun) -> None:
    """A change to T01 leaves T02's rows as they were: neither asked for nor drawn; taken back, nobody's is."""
    plan = desk("change", "take-out", DATE, desk.stops("T01")[-1], "--waive")["plan"]
    assert _state(desk) == ({"T01"}, NextStep.PRINT)
    desk("change", "undo", DATE)
    assert _state(desk) == (frozenset(), NextStep.RECORD)
    assert desk("print", plan)["unchanged"] == ["T02"]


def test_a_team_that_is_back_and_gets_other_rows_gets_a_paper(desk: DeskRun) -> None:
    """It goes out once more; after its duty it does not."""
    desk("change", "take-out", DATE, desk.stops("T02")[-1], "--waive")
    assert _state(desk) == ({"T02"}, NextStep.PRINT)
    assert _state(desk, MORNING.replace(hour=23))[0] == frozenset()


def test_a_finished_day_needs_no_paper_whatever_is_changed(desk: DeskRun) -> None:
    """All rows recorded, both teams back: a version that was never printed makes the day no less done."""
    plan = desk("change", "take-out", DATE, desk.stops("T01")[-1], "--waive")["plan"]
    desk("print", plan)
    desk("handout", DATE)
    desk("change", "undo", DATE)
    for number in (SHEET.replace("v1", "v2"), SHEET.replace("T01", "T02")):
        desk("record", number, typed=sure(*["b"] * 40))
    desk("record", SHEET, typed=f"g {len(desk.stops('T01'))}\n" + sure("b") + "q\n")
    desk("handback", DATE)
    assert _state(desk) == (frozenset(), NextStep.DONE)
