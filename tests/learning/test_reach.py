"""Guards the honest number: when everybody would have been visited, and how much more it would take."""

import datetime as dt

from planner.learning.reach import reach

MONDAY = dt.date(2025, 8, 25)


def weekdays(date: dt.date) -> float:
    return float(date.weekday() < 5)


def test_days_are_counted_as_they_are_worked() -> None:
    """Ten a day on working days: 60 doors are done on the Monday after; days without work count nothing."""
    found = reach(60, 10, date=MONDAY, by=dt.date(2025, 8, 29), share_of=weekdays)
    assert found.num_by == 50
    assert found.num_by < found.num_due
    assert found.done_on == dt.date(2025, 9, 1)
    assert found.strength == 60 / 5 / 10


def test_enough_is_enough() -> None:
    """Where the pace suffices the strength is at most 1, and no more doors are counted than are due."""
    found = reach(20, 10, date=MONDAY, by=dt.date(2025, 8, 29), share_of=weekdays)
    assert found.num_by >= found.num_due
    assert found.num_by == 20
    assert found.done_on == dt.date(2025, 8, 26)
    assert found.strength == 0.4


def test_nothing_a_day_never_ends() -> None:
    """Without a visit a day there is no date and no multiple that would help."""
    found = reach(20, 0, date=MONDAY, by=dt.date(2025, 8, 29), share_of=weekdays)
    assert (found.done_on, found.strength, found.num_by) == (None, None, 0)


def test_no_day_of_work_is_said() -> None:
    """A span without a day of duty needs a strength that nobody knows."""
    found = reach(20, 5, date=dt.date(2025, 8, 30), by=dt.date(2025, 8, 31), share_of=weekdays)
    assert found.strength is None
    assert found.done_on == dt.date(2025, 9, 4)
