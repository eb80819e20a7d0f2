"""Guards messages that name what there is, or what comes first, where something was typed that is not there."""

import datetime as dt
from pathlib import Path

import pytest

from planner.domain.masking import listed
from planner.usecases.workspace import Workspace
from tests.usecases.desk import DATE, SHEET, DeskRun, make_day


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planned day, nothing printed; not to be written to."""
    return make_day(tmp_path_factory.mktemp("there"))


@pytest.fixture
def desk(planned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    monkeypatch.setattr(Workspace, "now", lambda _: dt.datetime(2025, 8, 26, 9, tzinfo=dt.UTC))
    return DeskRun(planned, tmp_path, capsys, monkeypatch)


def test_a_number_without_its_version_is_told_with_those_there_are(desk: DeskRun) -> None:
    """Nobody is told that a file cannot be read who typed the number of a sheet as it is said aloud."""
    desk("record", SHEET, typed="q\n")  # the sheets are known from now on
    short = SHEET.rpartition("-v")[0]
    for command in (("record", short), ("handback", short), ("sheets", short)):
        desk.text(*command, code=3)
        assert "E7036" in desk.err, command
        assert SHEET in desk.err
    desk.text("record", "DDS-20250826-T77", code=3)
    assert "E7001" in desk.err


def test_what_is_not_printed_cannot_be_handed_out(desk: DeskRun) -> None:
    """The command that comes first is named; a day without a plan needs one."""
    desk.text("handout", DATE, code=3)
    assert f"E6090 Belum ada lembar {DATE} yang dicetak. Cetak dahulu: dds print plans/{DATE}/plan-v1.json" in desk.err
    desk.text("handout", "2025-09-30", code=3)
    assert "E8114" in desk.err


def test_without_any_week_that_is_said(desk: DeskRun) -> None:
    """No empty date where a day should stand."""
    desk.text("week", "show", code=6)
    assert "E6083 Belum ada pekan yang disusun." in desk.err


def test_teams_that_there_are_are_all_named(desk: DeskRun) -> None:
    """Not only those that look alike: the likely one first, and of very many the first."""
    desk.text("day", "set", DATE, "T03", "--off", code=3)
    assert "T01" in desk.err
    assert "T02" in desk.err
    teams = [f"T{number:02d}" for number in range(1, 9)]
    assert set(listed("T09", teams).split(", ")) == set(teams)
    assert listed("binnmas", ["Samapta", "Binmas"]) == "Binmas, Samapta"
    assert listed("x", [str(n) for n in range(30)]).endswith("19…")
