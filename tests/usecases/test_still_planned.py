"""Guards the word about a complaint that ends: only papers that are out, or will go out, are told as still going there."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from planner.usecases.still_planned import still_followed_up
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day

MORNING = dt.datetime(2025, 8, 26, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """A day printed, and nothing of it handed out."""
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: _workspace(run).acting)
    run("print", run.plan)
    return run


def _workspace(desk: DeskRun) -> Workspace:
    return Workspace(desk.folder, Acting(person="piket", clock=lambda: MORNING))


def _places(desk: DeskRun) -> list[str]:
    workspace = _workspace(desk)
    with workspace.ledger() as ledger:
        notes = still_followed_up(workspace, ledger, "C1")
    return [place.split(" (")[0] for note in notes for place in str(note.values["at"]).split(", ")]


def test_a_print_that_was_replaced_before_anybody_took_it_goes_nowhere(desk: DeskRun) -> None:
    """The newer print has the complaint no more: nobody is told; had the team taken the first, that one is."""
    team = "T01" if "C1" in desk.stops("T01") else "T02"
    sheet = SHEET.replace("T01", team)
    assert _places(desk) == [sheet]
    desk("handout", DATE)
    plan = desk("change", "take-out", DATE, "C1", "--waive")["plan"]
    desk("print", plan)
    assert _places(desk) == [sheet]
    desk("handout", DATE, sheet, "--undo")
    assert _places(desk) == []


def test_a_row_of_a_sheet_that_is_back_is_gone_to_no_more(desk: DeskRun) -> None:
    """Though the newest plan has it; one that is lost is known to its team."""
    team = "T01" if "C1" in desk.stops("T01") else "T02"
    desk("handout", DATE)
    desk("handback", DATE, team, "--lost")
    assert _places(desk) == [SHEET.replace("T01", team)]
    desk("handback", DATE, team)
    assert _places(desk) == []
