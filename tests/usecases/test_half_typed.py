"""Guards that no sheet that came back is forgotten, and that none is told of which nothing is left to type."""

import datetime as dt
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from tests.usecases.desk import DATE, SHEET, DeskRun, sure

MORNING = dt.datetime(2025, 8, 26, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
OTHER = "DDS-20250826-T02-v1"


class LaterDesk(DeskRun):
    """A desk whose clock a test sets on."""

    moment = MORNING

    def half_typed(self) -> list[str]:
        """Numbers of the sheets that `dds today` names."""
        return [row["sheet"] for row in self("today")["half_typed_sheets"]]


@pytest.fixture
def desk(running: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> LaterDesk:
    """A desk on that day."""
    made = LaterDesk(running, tmp_path, capsys, monkeypatch)
    acting = Acting(person="petugas", clock=lambda: made.moment.astimezone(dt.UTC))
    monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: acting)
    return made


def test_sheets_typed_in_by_half_or_not_at_all_are_named(desk: LaterDesk) -> None:
    """What came back is told until each planned row has its result: for a week where some have, else for four weeks."""
    rows, others = len(desk.stops("T01")), len(desk.stops("T02"))
    assert desk.half_typed() == [], "both are out"
    desk("handback", DATE, "T02")
    desk("record", SHEET, typed=sure("b") + "q\n")
    for later in (0, 6):
        desk.moment = MORNING + dt.timedelta(days=later)
        assert desk("today")["half_typed_sheets"] == [
            {"sheet": SHEET, "num_stops": rows, "num_recorded": 1}, {"sheet": OTHER, "num_stops": others, "num_recorded": 0},
        ]  # fmt: skip
    told = desk.text("today")
    assert f"{SHEET} (1/{rows}), {OTHER} (0/{others})\n  Teruskan: dds record {SHEET}\n  Bila baris yang masih kosong" in told
    assert "ketik d (ditunda) pada salah satunya sebagai ketikan terakhir" in told
    assert "bila lembarnya belum diisi sama sekali, pada baris 1." in told
    for later, named in ((7, [OTHER]), (28, [OTHER]), (29, [])):
        desk.moment = MORNING + dt.timedelta(days=later)
        assert desk.half_typed() == named
    desk.moment = MORNING
    desk("record", SHEET, typed=sure(*["b"] * (rows + 8)))
    assert desk.half_typed() == [OTHER]


def test_a_row_to_which_nobody_went_leaves_the_rest_open(desk: LaterDesk) -> None:
    """`d` typed last says that nobody went to the blank rows, as planning takes them; typed before others it does not."""
    desk("record", SHEET, typed=sure("d", "b") + "q\n")
    desk("record", OTHER, typed=sure("b", "d") + "q\n")
    assert desk.half_typed() == [SHEET], "typed within one moment by this clock: the row further down was last"
    desk.moment = MORNING + dt.timedelta(minutes=5)
    desk("record", SHEET, typed=sure("d") + "q\n")
    assert desk.half_typed() == []


def test_a_sheet_that_nobody_went_out_with_is_done_by_its_first_row(desk: LaterDesk) -> None:
    """Back with nothing on it: `d` in row 1 is all that is typed; every home of the sheet is due as if nobody had gone."""
    desk("handback", DATE, "T02")
    assert desk.half_typed() == [OTHER]
    desk("record", OTHER, typed=sure("d") + "q\n")
    assert desk.half_typed() == []
    report = desk("sheets", DATE)
    assert [row["num_recorded"] for row in report["sheets"] if row["sheet"] == OTHER] == [1]


def test_a_newer_paper_tells_the_rest(desk: LaterDesk) -> None:
    """Replanned, the old paper is not named once its team took the new one; one that nobody took tells nothing."""
    plan = desk("change", "take-out", DATE, desk.stops("T01")[-1], "--waive", "--at", "09:30")["plan"]
    desk("handback", DATE, "T01")
    assert desk.half_typed() == [SHEET]
    desk("print", plan)
    assert desk.half_typed() == [SHEET]
    desk("handout", DATE, "DDS-20250826-T01-v2")
    assert desk.half_typed() == []
    desk("handback", DATE, "DDS-20250826-T01-v2")
    assert desk.half_typed() == ["DDS-20250826-T01-v2"]


def test_a_row_that_another_team_took_over_is_its_to_tell(desk: LaterDesk) -> None:
    """T01 is back with its last door left, which goes to T02 on a new paper: T01's sheet wants no more typing."""
    *done, last = desk.stops("T01")
    desk.moment = MORNING + dt.timedelta(hours=1)
    desk("record", SHEET, typed=sure(*["b"] * len(done)) + "q\n")
    assert desk.half_typed() == [SHEET]
    plan = desk("change", "put", DATE, last, "--team", "T02", "--at", "10:00")["plan"]
    desk("print", plan)
    desk("handout", DATE, "DDS-20250826-T02-v2")
    assert desk.half_typed() == []
