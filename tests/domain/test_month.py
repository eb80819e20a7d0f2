"""Guards periods: months are whole, and the period before is what people expect beside a month."""

import datetime as dt

import pytest

from planner.domain.month import Period


def test_the_month_before_a_month_is_a_month() -> None:
    """Beside March stands the whole of February, beside January December; in a leap year it has 29 days."""
    assert Period.month(2026, 3).before == Period.month(2026, 2)
    assert Period.month(2026, 1).before == Period.month(2025, 12)
    assert Period.month(2028, 3).before.num_days == 29


def test_as_many_days_before_any_other_period() -> None:
    """Ten days are compared with the ten days right before them."""
    period = Period(start=dt.date(2026, 10, 11), end=dt.date(2026, 10, 20))
    assert not period.is_month
    assert period.before == Period(start=dt.date(2026, 10, 1), end=dt.date(2026, 10, 10))


def test_a_period_does_not_end_before_it_starts() -> None:
    """Exchanged days are refused."""
    with pytest.raises(ValueError, match="before it starts"):
        Period(start=dt.date(2026, 10, 2), end=dt.date(2026, 10, 1))


def test_one_day_is_a_period() -> None:
    """A report of a single day is asked for by its date twice."""
    day = dt.date(2026, 10, 1)
    assert Period(start=day, end=day).num_days == 1
