"""Guards what is asked about a line that can be read: a team at two doors at once, a facility without what it needs."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.domain.records import Condition
from planner.domain.visit import VisitKind
from planner.ledger.store import Ledger
from planner.usecases.recording.same_knock import at_two_doors, is_said_of_people, is_without_condition
from tests.usecases.desk import DATE, SHEET, DeskRun

NINE = 9 * 3600


def _line(**values: object) -> PastVisit:
    usual = {
        "sheet_id": SHEET, "number": 1, "date": dt.date.fromisoformat(DATE), "plan_version": 1, "visit_id": "H001",
        "kind": VisitKind.FIRST, "household": "H001", "team": "T01", "outcome": Outcome.MET, "time_in": NINE,
        "time_out": NINE + 900, "recorded_at": dt.datetime(2025, 8, 26, tzinfo=dt.UTC), "actor": "desk",
    }  # fmt: skip
    return PastVisit(**{**usual, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        ({"time_in": NINE + 600, "time_out": NINE + 1500}, True),
        ({"time_in": NINE - 600, "time_out": NINE + 1}, True),
        ({"time_in": NINE + 300, "time_out": None}, True),
        ({"time_in": NINE, "time_out": None}, True),
        ({"time_in": NINE + 900, "time_out": NINE + 1800}, False),
        ({"time_in": NINE - 900, "time_out": NINE}, False),
        ({"time_in": NINE - 900, "time_out": None}, False),
        ({"time_in": None, "time_out": None}, False),
        ({"team": "T02"}, False),
        ({"outcome": Outcome.POSTPONED}, False),
        ({"visit_id": "C7", "household": "H001"}, False),
    ],
)
def test_a_team_is_at_one_door_at_a_time(other: dict[str, object], clashes: bool) -> None:
    """Doors that follow each other touch; another team, a row put off, and two errands at one home are no contradiction."""
    said, found = _line(), _line(**{"number": 2, "visit_id": "H002", "household": "H002", **other})
    assert (at_two_doors(said, [found]) is found) is clashes
    assert (at_two_doors(found, [said]) is said) is clashes


def test_only_facilities_are_asked_for_a_condition() -> None:
    """A facility is not at home, does not refuse and does not move; inspected, it has a condition."""
    lamp = {"visit_id": "F1", "household": None, "facility": "F1", "kind": VisitKind.FACILITY}
    asked = {outcome for outcome in Outcome if is_said_of_people(_line(**lamp, outcome=outcome))}
    assert asked == {Outcome.NOT_HOME, Outcome.REFUSED, Outcome.MOVED}
    assert not any(is_said_of_people(_line(outcome=outcome)) for outcome in Outcome)
    assert is_without_condition(_line(**lamp))
    assert not is_without_condition(_line(**lamp, condition=Condition.GOOD))
    assert not is_without_condition(_line())


def _facility(desk: DeskRun) -> tuple[str, int]:
    """Sheet and row of the facility."""
    team = next(team for team in ("T01", "T02") if "F1" in desk.stops(team))
    return SHEET.replace("T01", team), desk.stops(team).index("F1") + 1


def _lines(desk: DeskRun) -> dict[int, PastVisit]:
    with Ledger.open(desk.folder / "ledger.sqlite") as ledger:
        return {visit.number: visit for visit in ledger.visits()}


def test_two_doors_at_once_are_asked_about(desk: DeskRun) -> None:
    """E7032's words with both rows; no keeps nothing, yes keeps the row, and it is not asked about again."""
    desk("record", SHEET, typed="g 3\nb 0900 0915\ng 4\nb 0910 0930\n\nq\n")
    assert set(_lines(desk)) == {3}
    assert "09.10 – 09.30" in desk.err
    assert f"baris 3 lembar {SHEET}" in desk.err
    desk("record", SHEET, typed="g 4\nb 0910 0930\nya\ng 4\nb 0910 0930\nq\n")
    assert set(_lines(desk)) == {3, 4}
    assert desk.err.count("dua pintu sekaligus") == 1


def test_a_facility_is_asked_about(desk: DeskRun) -> None:
    """Not at home, and inspected without a condition, are kept only after a yes; with its condition nothing is asked."""
    sheet, number = _facility(desk)
    desk("record", sheet, typed=f"g {number}\nt\n\nb=\n\nq\n")
    assert _lines(desk) == {}
    assert "adalah fasilitas, dan hasilnya: tidak di rumah" in desk.err
    assert "tidak menyebut keadaannya" in desk.err
    desk("record", sheet, typed=f"g {number}\nb= k2\nq\n")
    assert _lines(desk)[number].condition is Condition.LIGHT_DAMAGE
    desk("record", sheet, typed=f"g {number}\nb=\n\nq\n")
    assert _lines(desk)[number].condition is Condition.LIGHT_DAMAGE, "a condition is not lost unasked"
    desk("record", sheet, typed=f"g {number}\nb=\nya\ng {number}\nb=\nq\n")
    assert _lines(desk)[number].condition is None
    assert desk.err.count("tidak menyebut keadaannya") == 1


def test_a_table_says_the_same(desk: DeskRun, tmp_path: Path) -> None:
    """In a file they are faults with their rows, rows of one file against each other too, and nothing is kept."""
    sheet, number = _facility(desk)
    stops = desk.stops(sheet.split("-")[2])
    homes = [place for place, stop in enumerate(stops, 1) if stop.startswith("H")][:2]
    rows = [(number, "bertemu", "", ""), (homes[0], "bertemu", "09.00", "09.15"), (homes[1], "bertemu", "09.05", "09.20")]
    path = tmp_path / "meja.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Lembar", "No", "ID", "Hasil", "Jam masuk", "Jam keluar"])
        writer.writerows([sheet, row, stops[row - 1], *cells] for row, *cells in rows)
    desk.text("record", desk.plan, "--file", str(path), code=3)
    assert "E7034" in desk.err
    assert "E7032" in desk.err
    assert _lines(desk) == {}
