"""Guards the invented months: the same every time, lawful, and marked as invented."""

import datetime as dt

from inputs.example.history import HistoryDay, make_history
from planner.domain.outcome import Outcome
from planner.domain.records import Address, Facility, Household, Officer, Team
from planner.domain.visit import VisitKind

UNTIL = dt.date(2026, 11, 26)
VILLAGES = ("36.03.01.1001", "36.03.01.2005")


def _address(number: int) -> Address:
    return Address(village=VILLAGES[number % 2], rt=f"{number % 4 + 1:02d}", rw="01", latitude=-6.2, longitude=106.45)


HOUSEHOLDS = [
    Household(id=f"CTH-{number:05d}", address=_address(number), is_do_not_visit=number % 40 == 0) for number in range(1, 401)
]
TEAMS = [
    Team(
        id=f"T{n:02d}", unit="Binmas", officers=(Officer(rank="Aipda", name="A CONTOH"),), village=VILLAGES[n % 2] if n else ""
    )
    for n in range(4)
]
FACILITIES = [Facility(id=f"CTH-F{number}", kind="LPJ", name="Lampu", address=_address(number)) for number in range(5)]


def _history() -> list[HistoryDay]:
    return list(make_history(HOUSEHOLDS, TEAMS, FACILITIES, until=UNTIL))


def test_the_same_seed_is_the_same_history() -> None:
    """Made twice it is equal."""
    assert _history() == _history()


def test_it_ends_before_the_day_and_rests_on_sundays() -> None:
    """Days run from the first of the month two months before; nobody works on Sundays."""
    days = [day.date for day in _history()]
    assert (days[0], days[-1]) == (dt.date(2026, 9, 1), dt.date(2026, 11, 25))
    assert {day.weekday() for day in days} == set(range(6))


def test_lines_are_lawful() -> None:
    """Nobody is visited against their wish; complaints are visited after receipt, answered once; special referrals never."""
    history = _history()
    complaints = {complaint.id: complaint for day in history for complaint in day.complaints}
    lines = [line for day in history for line in day.visits]
    marked = {household.id for household in HOUSEHOLDS if household.is_do_not_visit}
    assert {line.household for line in lines if line.kind is not VisitKind.COMPLAINT}.isdisjoint(marked)
    answered = [line.complaint for line in lines if line.is_answered]
    assert len(answered) == len(set(answered))
    for line in lines:
        if line.complaint:
            assert complaints[line.complaint].received < line.date
            assert complaints[line.complaint].category != "RJK"
    assert {line.outcome for line in lines} >= {Outcome.MET, Outcome.NOT_HOME, Outcome.POSTPONED}


def test_one_sheet_is_missing_and_has_no_lines() -> None:
    """The list of missing sheets has something to show."""
    history = _history()
    missing = [sheet.id for day in history for sheet in day.sheets if sheet.returned_at is None]
    assert len(missing) == 1
    assert all(line.sheet_id != missing[0] for day in history for line in day.visits)


def test_everything_is_marked_as_invented() -> None:
    """Complaints bear the mark in id and text."""
    for day in _history():
        assert all(complaint.id.startswith("CTH-") and complaint.text in ("DATA CONTOH", "") for complaint in day.complaints)
