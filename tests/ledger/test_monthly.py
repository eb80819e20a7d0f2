"""Guards the month's counts: the ledger's equal an independent recount from the lines themselves."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.history import PastVisit
from planner.domain.month import MonthFigures, Period
from planner.domain.outcome import Outcome
from planner.domain.records import Condition
from planner.domain.units import HOUR
from planner.domain.visit import VisitKind
from planner.ledger.store import Ledger
from planner.rules.door_state import is_covered
from tests.ledger.records import NOW, address, household
from tests.ledger.visiting import a_line, a_sheet

OCTOBER = Period.month(2025, 10)
NOT_YET = dt.date(2025, 11, 20)


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    """A ledger of five homes, of which one was met long ago by the import, and sheets of five days."""
    ledger = Ledger.open(place, create=True)
    homes = [
        household(number, address=address(1), last_visit=dt.date(2023, 1, 5) if number == 5 else None) for number in range(1, 6)
    ]
    ledger.put_households(homes, source="homes.csv", now=NOW, actor="desk")
    ledger.register_sheets([a_sheet(day) for day in _DAYS], now=NOW, actor="desk")
    yield ledger
    ledger.close()


_DAYS = tuple(dt.date(2025, 9, 30) + dt.timedelta(days=number) for number in (0, 1, 8, 20, 32))


def _record(ledger: Ledger, *lines: PastVisit) -> MonthFigures:
    ledger.record(lines, now=NOW, actor="desk")
    return ledger.month(OCTOBER, cycle_days=365, today=NOT_YET)


def _results(figures: MonthFigures) -> Counter[Outcome]:
    return Counter({result.outcome: result.num_homes for result in figures.results})


def test_a_home_counts_once_by_its_best_or_latest_outcome(ledger: Ledger) -> None:
    """Met stands above all; otherwise the latest outcome; postponed is no try; other months do not count."""
    first, second, third = _DAYS[1:4]
    figures = _record(
        ledger,
        a_line(1, day=_DAYS[0], household="H000003"),
        a_line(1, day=first, household="H000001", outcome=Outcome.NOT_HOME),
        a_line(1, day=second, household="H000001", outcome=Outcome.MET),
        a_line(1, day=third, household="H000001", outcome=Outcome.REFUSED),
        a_line(2, day=first, household="H000002", outcome=Outcome.NOT_HOME),
        a_line(2, day=third, household="H000002", outcome=Outcome.MOVED),
        a_line(3, day=first, household="H000004", outcome=Outcome.POSTPONED),
        a_line(1, day=_DAYS[4], household="H000004"),
    )
    assert _results(figures) == {Outcome.MET: 1, Outcome.MOVED: 1}
    (count,) = figures.neighbourhoods
    assert (count.num_homes, count.num_reached, count.num_unanswered) == (5, 1, 1)
    assert (count.num_covered, count.num_never) == (2, 2)  # H3 in September; H5 long ago, so not in the cycle
    assert sum(visit.num_visits for visit in figures.visits) == 6


def test_days_teams_and_openings_are_counted_from_lines(ledger: Ledger) -> None:
    """Each day of the month is there; homes are distinct; a refusal opened the door; times make the minutes at doors."""
    first, second = _DAYS[1:3]
    figures = _record(
        ledger,
        a_line(1, day=first, time_in=30_000, time_out=30_900),
        a_line(2, day=first, outcome=Outcome.NOT_HOME, household="H000002"),
        a_line(1, day=second, outcome=Outcome.MET),
        a_line(2, day=second, outcome=Outcome.REFUSED, household="H000002"),
        a_line(3, day=second, household=None, facility="F1", kind=VisitKind.FACILITY, condition=Condition.GOOD),
    )
    assert len(figures.days) == 31
    assert {day.date: (day.num_planned, day.num_visits, day.num_reached) for day in figures.days if day.num_visits} == {
        first: (10, 2, 1), second: (10, 3, 1),
    }  # fmt: skip
    (team,) = figures.teams
    assert (team.num_days, team.num_visits, team.num_homes, team.num_timed, team.door_duration) == (2, 5, 1, 1, 900)
    assert [(count.slot, count.num_tried, count.num_opened) for count in figures.openings] == [("pagi", 4, 3)]
    assert (figures.num_sheets, figures.num_missing) == (3, 1)


def test_minutes_are_counted_at_doors_and_between(ledger: Ledger) -> None:
    """Open, shut, short gaps (ways) and long ones (pauses), inside a sheet; rows without times count nowhere."""
    first, second = _DAYS[1:3]
    eight = 8 * HOUR
    figures = _record(
        ledger,
        a_line(1, day=first, household="H000001", time_in=eight, time_out=eight + 900),
        a_line(2, day=first, household="H000002", time_in=eight + 960, time_out=eight + 1140, outcome=Outcome.NOT_HOME),
        a_line(3, day=first, household="H000003"),
        a_line(4, day=first, household="H000004", time_in=eight + 5000, time_out=eight + 5100, outcome=Outcome.REFUSED),
        a_line(1, day=second, household="H000002", time_in=eight, time_out=eight + 840),
    )
    (team,) = figures.minutes
    assert (team.team, team.num_timed) == ("T1", 4)
    assert (team.open_duration, team.shut_duration) == (900 + 100 + 840, 180)
    assert (team.road_duration, team.pause_duration) == (60, 5000 - 1140)
    times = {(one.kind, one.is_met): (one.num_timed, one.duration) for one in figures.door_times}
    assert times == {(VisitKind.REVISIT, True): (2, 1740), (VisitKind.REVISIT, False): (1, 180)}


def test_an_empty_month_says_that_nothing_is_known(tmp_path: Path) -> None:
    """No sheets is unknown, not none missing; no homes are no neighbourhoods."""
    with Ledger.open(tmp_path / "empty.sqlite", create=True) as empty:
        figures = empty.month(OCTOBER, cycle_days=365, today=NOT_YET)
    assert (figures.neighbourhoods, figures.visits, figures.teams, figures.num_sheets) == ((), (), (), None)


def test_counts_equal_an_independent_recount(ledger: Ledger) -> None:
    """Homes reached, covered and by outcome, recounted line by line in another way, are the ledger's."""
    outcomes = (*Outcome,)
    lines = [
        a_line(number, day=day, household=f"H{(number * 7 + position) % 5 + 1:06d}", outcome=outcomes[(number + position) % 6])
        for position, day in enumerate(_DAYS)
        for number in range(1, 10)
    ]
    figures = _record(ledger, *lines)
    tried: dict[str, list[PastVisit]] = defaultdict(list)
    for line in ledger.visits(OCTOBER.start, OCTOBER.end):
        if line.outcome is not Outcome.POSTPONED:
            tried[str(line.household)].append(line)
    reached = sum(any(line.outcome is Outcome.MET for line in found) for found in tried.values())
    assert figures.neighbourhoods[0].num_reached == reached
    assert sum(_results(figures).values()) == len(tried)
    assert sum(day.num_visits for day in figures.days) == len(ledger.visits(OCTOBER.start, OCTOBER.end))


def test_covered_homes_are_those_of_the_forecast(ledger: Ledger) -> None:
    """Met in the cycle counts, also where somebody asked for no more visits since; the report leaves out refusals only."""
    barred = household(1, address=address(1), is_do_not_visit=True)
    _record(
        ledger,
        a_line(1, day=_DAYS[1], household="H000001"),
        a_line(2, day=_DAYS[1], household="H000002", outcome=Outcome.REFUSED),
        a_line(3, day=_DAYS[1], household="H000003"),
        a_line(1, day=_DAYS[2], household="H000003", outcome=Outcome.MOVED),
    )
    ledger.put_households([barred], source="homes.csv", now=NOW, actor="desk")
    covered = {home.id for home in ledger.households() if is_covered(home, OCTOBER.end, 365)}
    assert covered == {"H000001", "H000002", "H000003"}
    figures = ledger.month(OCTOBER, cycle_days=365, today=NOT_YET)
    assert sum(count.num_covered for count in figures.neighbourhoods) == len(covered) - 1
