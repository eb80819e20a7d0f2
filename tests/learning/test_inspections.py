"""Guards the forecast of inspections."""

import datetime as dt

from planner.learning.inspections import forecast_inspections

TODAY = dt.date(2026, 11, 30)


def test_a_quota_of_one_takes_a_day_each() -> None:
    """Ten never inspected, one a day: the tenth day; with a cycle of 90 days nothing is late afterwards."""
    found = forecast_inspections([None] * 10, today=TODAY, cycle_days=90, quota_on=lambda _: 1)
    assert (found.num_due, found.done_on, found.most_late) == (10, TODAY + dt.timedelta(days=10), 0)


def test_free_days_inspect_nothing() -> None:
    """Without Sundays ten take eleven days and more."""
    found = forecast_inspections([None] * 10, today=TODAY, cycle_days=90, quota_on=lambda day: int(day.weekday() != 6))
    assert found.done_on == TODAY + dt.timedelta(days=11)


def test_too_many_for_the_quota() -> None:
    """A hundred in a cycle of 30 days at one a day are never all in time; nothing is promised."""
    found = forecast_inspections([None] * 100, today=TODAY, cycle_days=30, quota_on=lambda _: 1)
    assert (found.done_on, found.most_late) == (None, None)


def test_nothing_due_is_done() -> None:
    """Inspected yesterday, all in time."""
    found = forecast_inspections([TODAY - dt.timedelta(days=1)], today=TODAY, cycle_days=30, quota_on=lambda _: 1)
    assert (found.num_due, found.done_on, found.most_late) == (0, TODAY, 0)
