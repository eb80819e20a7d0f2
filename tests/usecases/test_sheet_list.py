"""Guards the list of numbered sheets: printed, handed out, returned, missing, lost."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from planner.domain.month import Period
from planner.usecases.reading import read_kept_plan
from planner.usecases.sheet_list import register_sheets
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day
from tests.usecases.town import AT_DESK


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day whose sheets count as printed."""
    folder = make_day(tmp_path_factory.mktemp("sheets"))
    workspace = Workspace(folder, dataclasses.replace(AT_DESK, clock=lambda: dt.datetime(2025, 8, 25, 9, tzinfo=dt.UTC)))
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
    """When its day is over, a sheet that is out is missing, also on the list of all days; lost is an answer, listed as that."""
    desk("handout", DATE)
    assert not any(row["is_missing"] for row in desk("sheets")["sheets"])
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 28, 9, tzinfo=dt.UTC))
    assert [row["is_missing"] for row in desk("sheets", DATE)["sheets"]] == [True, True]
    desk("handback", DATE, SHEET, "--lost")
    assert "3x24" in desk.err
    assert [(row["team"], row["is_missing"], row["is_lost"]) for row in desk("sheets")["sheets"]] == [
        ("T01", False, True), ("T02", True, False),
    ]  # fmt: skip
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


def test_a_team_is_named_by_its_id_whatever_its_shift_is_called(desk: DeskRun) -> None:
    """`T01` means its papers of all shifts, there and back; a shift's own name only that one's."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        one = next(sheet for sheet in ledger.sheets() if sheet.team == "T01")
        more = [
            dataclasses.replace(one, id=f"DDS-20250827-T01-{name}-v1", date=dt.date(2025, 8, 27), shift=f"T01/{name}")
            for name in ("pagi", "sore")
        ]
        ledger.register_sheets(more, planned=(), **workspace.stamp())
    assert len(desk("handout", "2025-08-27", "T01")["sheets"]) == 2
    assert [row["shift"] for row in desk("handback", "2025-08-27", "T01/sore")["sheets"]] == ["T01/sore"]
    desk("handback", "2025-08-27", "T01")
    found = desk("handback", "2025-08-27", "T01", "--undo")["sheets"]
    assert [row["state"] for row in found] == ["handed_out", "handed_out"]


def test_a_number_stands_for_its_day(desk: DeskRun) -> None:
    """In place of the date a sheet's number, or a slip's, names its day and marks that paper alone, and those after it."""
    slip = SHEET.replace("DDS", "KK")
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        one = next(sheet for sheet in ledger.sheets() if sheet.id == SHEET)
        card = dataclasses.replace(one, id=slip, num_stops=0, num_reserves=0)
        ledger.register_sheets([card], planned=(), **workspace.stamp())
    assert [row["sheet"] for row in desk("handout", SHEET)["sheets"]] == [SHEET]
    assert {row["sheet"] for row in desk("handout", slip, "T02")["sheets"]} == {slip, SHEET.replace("T01", "T02")}
    assert [row["state"] for row in desk("handback", SHEET, "--lost")["sheets"]] == ["lost"]
    assert len(desk("sheets", slip)["sheets"]) == 3
    desk.text("handback", SHEET.replace("T01", "T99"), code=3)
    assert "E6030" in desk.err
    desk.text("handback", "DDS-20251399-T01-v1", code=3)
    assert "E7004" in desk.err


def test_what_a_partial_print_left_out_is_not_listed(desk: DeskRun) -> None:
    """A team that kept its paper has no second one; with nothing of a version printed, its sheets are still to be printed."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        later = [dataclasses.replace(one, id=one.id.replace("v1", "v2"), plan_version=2) for one in ledger.sheets()]
        blank = [dataclasses.replace(one, printed_at=None) for one in later]
        ledger.register_sheets(blank, planned=(), **workspace.stamp())
    assert len(desk("sheets", DATE)["sheets"]) == 4
    with workspace.ledger() as ledger:
        ledger.register_sheets([one for one in later if one.team == "T02"], planned=(), **workspace.stamp())
    other = SHEET.replace("T01", "T02")
    assert [row["sheet"] for row in desk("sheets", DATE)["sheets"]] == [SHEET, other, other.replace("v1", "v2")]
    assert [row["sheet"] for row in desk("handout", DATE)["sheets"]] == [SHEET, other.replace("v1", "v2")]


def _printed_again(desk: DeskRun, *, version: int, teams: tuple[str, ...]) -> None:
    """Sheets of some teams as if a later version of the plan had been printed."""
    workspace = Workspace(desk.folder, AT_DESK)
    with workspace.ledger() as ledger:
        first = [sheet for sheet in ledger.sheets() if sheet.plan_version == 1 and sheet.team in teams]
        later = [dataclasses.replace(one, id=one.id.replace("v1", f"v{version}"), plan_version=version) for one in first]
        fresh = [dataclasses.replace(one, handed_out_at=None, returned_at=None, replaced_by=None) for one in later]
        ledger.register_sheets(fresh, planned=(), **workspace.stamp())


def test_a_paper_that_was_replaced_before_anybody_took_it_is_not_missing(
    desk: DeskRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the list, not at the day's next step, not in the report; nor is a later print that stayed at the desk."""
    _printed_again(desk, version=2, teams=("T01", "T02"))
    desk("handout", DATE, "T01")
    _printed_again(desk, version=3, teams=("T01",))
    now = dt.datetime(2025, 8, 28, 9, tzinfo=dt.UTC)
    monkeypatch.setattr(Workspace, "now", lambda _: now)
    missing = ["DDS-20250826-T01-v2", "DDS-20250826-T02-v2"]
    assert [row["sheet"] for row in desk("sheets")["sheets"]] == missing
    assert desk("today")["missing_sheets"] == missing
    with Workspace(desk.folder, AT_DESK).ledger() as ledger:
        month = ledger.month(Period.month(2025, 8), cycle_days=365, today=now.date())
    assert (month.num_sheets, month.num_missing) == (2, 2)
    desk("handback", DATE, "T02")
    desk("handback", DATE)
    assert desk("sheets")["sheets"] == []


def test_what_was_handed_out_comes_back_though_a_newer_print_replaced_it(desk: DeskRun) -> None:
    """Without names all that are out come back, an older paper too; one said to be lost stays lost."""
    desk("handout", DATE)
    desk("handback", DATE, "T02", "--lost")
    _printed_again(desk, version=2, teams=("T01",))
    desk("handout", DATE, "T01")
    desk("handback", DATE)
    found = {row["sheet"]: row["state"] for row in desk("sheets", DATE)["sheets"]}
    assert found == {SHEET: "returned", SHEET.replace("T01", "T02"): "lost", SHEET.replace("v1", "v2"): "returned"}


def test_sheets_that_nobody_handed_out_do_not_come_back_by_themselves(desk: DeskRun) -> None:
    """What to do is said (E6038) instead of that there are no sheets; named, they are noted as there."""
    desk.text("handback", DATE, code=3)
    assert "E6038" in desk.err
    assert f"dds handback {DATE} T01 T02" in desk.err
    assert states(desk) == {"T01": "printed", "T02": "printed"}
    desk("handback", DATE, "T01", "T02")
    assert states(desk) == {"T01": "returned", "T02": "returned"}
    desk("handback", DATE)


def test_without_a_day_the_sheets_of_today_and_later_are_listed_too(desk: DeskRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evening before, on the day itself, and afterwards only while one is missing."""
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 25, 9, tzinfo=dt.UTC))
    assert [row["team"] for row in desk("sheets")["sheets"]] == ["T01", "T02"]
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 9, tzinfo=dt.UTC))
    assert [row["is_missing"] for row in desk("sheets")["sheets"]] == [False, False]
    desk("handout", DATE)
    desk("handback", DATE)
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 27, 9, tzinfo=dt.UTC))
    assert desk("sheets")["sheets"] == []
