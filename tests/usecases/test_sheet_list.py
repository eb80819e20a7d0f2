"""Guards the list of numbered sheets: printed, handed out, returned, missing, lost."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.reading import read_kept_plan
from planner.usecases.sheet_list import register_sheets
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day
from tests.usecases.town import AT_DESK


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day whose sheets count as printed."""
    folder = make_day(tmp_path_factory.mktemp("sheets"))
    workspace = Workspace(folder, AT_DESK)
    with workspace.ledger() as ledger:
        register_sheets(workspace, ledger, read_kept_plan(folder / "plans" / DATE / "plan-v1.json"), is_printed=True)
    return folder


@pytest.fixture
def desk(printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 9, tzinfo=dt.UTC))
    return DeskRun(printed, tmp_path, capsys, monkeypatch)


def states(desk: DeskRun) -> dict[str, str]:
    return {row["team"]: row["state"] for row in desk("sheets", DATE)["sheets"]}


def test_out_and_back(desk: DeskRun) -> None:
    """Without names all sheets go out; those named by team come back; the rest stay out."""
    assert states(desk) == {"T01": "printed", "T02": "printed"}
    desk("handout", DATE)
    assert states(desk) == {"T01": "handed_out", "T02": "handed_out"}
    desk("handback", desk.plan, "T02")
    assert states(desk) == {"T01": "handed_out", "T02": "returned"}
    desk("handback", DATE, "T02", "--undo")
    assert states(desk)["T02"] == "handed_out"


def test_what_was_noted_of_all_is_taken_back_of_all(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without names the last such note of the day: what was noted before stays."""
    desk("handout", DATE)
    desk("handback", DATE, "T01")
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 10, tzinfo=dt.UTC))
    desk("handback", DATE)
    assert states(desk) == {"T01": "returned", "T02": "returned"}
    desk("handback", DATE, "--undo")
    assert states(desk) == {"T01": "returned", "T02": "handed_out"}
    desk("handout", DATE, "--undo")
    assert states(desk) == {"T01": "returned", "T02": "printed"}
    desk("handout", DATE, "--undo")
    assert states(desk) == {"T01": "returned", "T02": "printed"}


def test_what_was_never_printed_does_not_go_out(desk: DeskRun) -> None:
    """A sheet is on the list before it is drawn, and one that somebody typed from: it would count as missing for ever."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        sheets = [dataclasses.replace(one, id=one.id.replace("v1", "v2"), plan_version=2) for one in ledger.sheets()]
        new = [dataclasses.replace(one, printed_at=None, replaced_by=None) for one in sheets]
        ledger.register_sheets(new, planned=(), **workspace.stamp())
    desk("handout", DATE, "T01")
    desk("handout", DATE)
    found = {row["sheet"]: row["state"] for row in desk("sheets", DATE)["sheets"]}
    assert {sheet for sheet, state in found.items() if state == "handed_out"} == {SHEET, SHEET.replace("T01", "T02")}
    assert {sheet for sheet, state in found.items() if state != "handed_out"} == {one.id for one in new}


def test_missing_until_accounted_for(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """When its day is over, a sheet that is out is missing, also on the list of all days; lost or returned is an answer."""
    desk("handout", DATE)
    assert desk("sheets")["sheets"] == []
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 28, 9, tzinfo=dt.UTC))
    assert [row["is_missing"] for row in desk("sheets", DATE)["sheets"]] == [True, True]
    desk("handback", DATE, SHEET, "--lost")
    assert "3x24" in desk.err
    assert [row["team"] for row in desk("sheets")["sheets"]] == ["T02"]
    assert "BELUM KEMBALI" in desk.text("sheets")


def test_planned_complaints_know_it(desk: DeskRun) -> None:
    """A complaint on a printed sheet is planned, and stays open for the next plan."""
    life = desk("complaint", "C1")
    assert (life["status"], life["planned_on"]) == ("planned", DATE)


def test_unknown_sheets_are_refused_whole(desk: DeskRun) -> None:
    """One name that no sheet has, and nothing is noted (E6030)."""
    desk.text("handout", DATE, "T01", "T99", code=3)
    assert "E6030" in desk.err
    assert states(desk)["T01"] == "printed"


def test_day_or_plan(desk: DeskRun) -> None:
    """What names no day is E7004."""
    desk.text("sheets", "kemarin", code=3)
    assert "E7004" in desk.err
