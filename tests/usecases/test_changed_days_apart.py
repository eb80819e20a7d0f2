"""Guards that a plan changed by hand, taken back or replanned takes nothing silently that another day has already."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.usecases.acting import Acting
from tests.usecases.desk import DATE, DeskRun, make_day
from tests.usecases.test_sheets_out import NEXT, WISH, at_the_time, reserves, stops

EVENING = dt.datetime(2025, 8, 25, 9, tzinfo=dt.UTC)
QUICK = ("--iterations", "50")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> DeskRun:
    """Four doors a team: Tuesday planned and one of its visits taken out since, then Wednesday planned; it is Monday."""
    at_the_time(monkeypatch, EVENING)
    run = DeskRun(make_day(tmp_path / "made"), tmp_path, capsys, monkeypatch)
    settings = run.folder / "dds.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("max_visits = 18", "max_visits = 4"), encoding="utf-8")
    run("plan", "--date", DATE, *WISH)
    run("change", "take-out", DATE, next(id_ for id_ in stops(run, DATE, 2) if id_.startswith("H")))
    run("plan", "--date", NEXT, *WISH)
    return run


def _rows(desk: DeskRun, date: str, version: int) -> set[str]:
    return {*stops(desk, date, version), *reserves(desk, date, version)}


def _plan(desk: DeskRun, version: int) -> str:
    return str(desk.folder / "plans" / DATE / f"plan-v{version}.json")


def _told(found: dict[str, list[str]]) -> list[str]:
    return [note for note in found["notes"] if note.startswith("E4091")]


def test_replanning_takes_nothing_that_another_day_has(desk: DeskRun) -> None:
    """Tuesday has room again, and what it left out in the morning is Wednesday's since: it is neither made nor in reserve."""
    found = desk("replan", _plan(desk, 3), "--at", "07:00", *QUICK)
    assert not _rows(desk, DATE, 4) & _rows(desk, NEXT, 1)
    assert stops(desk, DATE, 4)
    assert not _told(found)


def test_a_day_to_come_is_replanned_from_its_first_duty(desk: DeskRun, at: Callable[[int, int], None]) -> None:
    """Nothing of it has happened, so no moment has to be named; of a day that is over nobody knows which is meant."""
    assert desk("replan", _plan(desk, 3), *QUICK)["at"] == "08:00"
    at(40, 0)
    desk("replan", _plan(desk, 4), *QUICK, code=3)
    assert "E8103" in desk.err


def test_rows_that_a_day_has_stay_and_are_told(desk: DeskRun) -> None:
    """Undo brought back what Wednesday has: told then, and told again by the replan, which leaves the row where it is."""
    back = desk("change", "undo", DATE)
    assert len(_told(back)) == 1
    assert "E4091" in desk.err
    (twice,) = _rows(desk, DATE, 4) & set(stops(desk, NEXT, 1))
    assert twice in _told(back)[0]
    found = desk("replan", _plan(desk, 4), "--at", "07:00", *QUICK)
    assert twice in stops(desk, DATE, 5)
    assert twice in _told(found)[0]
    assert "E4091" in desk.err


def test_what_the_desk_asks_for_comes_and_is_told(desk: DeskRun) -> None:
    """By `--add`, put, swap and redo, known to the day or not: it is made, and E4091 says who else has it."""
    known = next(id_ for id_ in stops(desk, NEXT, 1) if id_.startswith("H") and id_ not in _rows(desk, DATE, 3))
    found = desk("replan", _plan(desk, 3), "--at", "07:00", "--add", known, "--lock", f"{known}=T01", *QUICK)
    assert known in stops(desk, DATE, 4)
    assert known in _told(found)[0]
    desk("change", "take-out", DATE, known, "--waive")
    for command in (("put", DATE, known), ("undo", DATE), ("redo", DATE)):
        found = desk("change", *command)
        assert bool(_told(found)) is (command[0] != "undo")
    other = next(id_ for id_ in stops(desk, DATE, 8) if id_.startswith("H") and id_ != known)
    desk("change", "take-out", DATE, known, "--waive")
    assert known in _told(desk("change", "swap", DATE, other, known, "--try"))[0]
    assert "E4091" in desk.text("change", "swap", DATE, other, known)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Sets the clock on the wall, in hours and minutes of the planned day at the station."""

    def set_to(hour: int, minute: int) -> None:
        moment = dt.datetime(2025, 8, 26, tzinfo=dt.timezone(dt.timedelta(hours=7))) + dt.timedelta(hours=hour, minutes=minute)
        monkeypatch.setattr("planner.terminal.acting.account_at_work", lambda: Acting(person="petugas", clock=lambda: moment))

    return set_to


def test_nothing_comes_back_into_the_past(desk: DeskRun, at: Callable[[int, int], None]) -> None:
    """A first stop taken out in the early morning: undone at once it is there; at noon, when it would count as made, not."""
    first = stops(desk, DATE, 3)[0]
    at(6, 0)
    desk("change", "take-out", DATE, first, "--waive")
    desk("change", "undo", DATE)
    assert first in stops(desk, DATE, 5)
    at(13, 0)
    desk("change", "redo", DATE, code=3)
    assert "E8130" in desk.err
    assert first in desk.err
    at(6, 1)
    desk("change", "redo", DATE)
    at(13, 0)
    desk("change", "undo", DATE, code=3)
    assert "E8130" in desk.err
    assert not (desk.folder / "plans" / DATE / "plan-v7.json").exists()
