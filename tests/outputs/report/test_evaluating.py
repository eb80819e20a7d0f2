"""Guards the evaluation: targets, quantiles, and counts of complaints that add up."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from outputs.report.evaluating import age_classes, count_cases, quantile, state_at, target_homes
from planner.domain.history import ComplaintLife
from planner.domain.month import Period
from planner.domain.records import ComplaintStatus, Urgency

OCTOBER = Period.month(2026, 10)
DAYS = st.dates(dt.date(2026, 8, 1), dt.date(2026, 11, 30))


def _life(received: dt.date, *, answered: dt.date | None = None, status: ComplaintStatus | None = None) -> ComplaintLife:
    known = ComplaintStatus.OPEN if answered is None else ComplaintStatus.SOLVED
    return ComplaintLife(
        id="C", category="LPJ", urgency=Urgency.NORMAL, status=status or known, received=received,
        due=received + dt.timedelta(days=7), answered_on=answered,
    )  # fmt: skip


def test_the_target_is_the_pace_of_the_cycle() -> None:
    """31 days of a cycle of 365 ask for 31/365 of the homes, rounded up, and never for more than there are."""
    assert target_homes(365, OCTOBER, 365) == 31
    assert target_homes(366, OCTOBER, 365) == 32
    assert target_homes(10, OCTOBER, 7) == 10
    assert target_homes(0, OCTOBER, 365) == 0


def test_quantiles_are_days_that_occurred() -> None:
    """Half, and nine in ten, of the answers came within these days; of nothing there is none."""
    assert quantile([5, 1, 3], 0.5) == 3
    assert quantile(range(1, 11), 0.9) == 9
    assert quantile([4], 0.9) == 4
    assert quantile([], 0.5) is None


def test_classes_of_age_hold_their_upper_end() -> None:
    """A complaint of one day is in the first class, of eight days in the third."""
    assert age_classes([0, 1, 2, 7, 8, 30, 31]) == [2, 2, 2, 1]


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 60)), max_size=30))
def test_open_before_and_received_are_answered_or_open_after(drawn: list[tuple[dt.date, int | None]]) -> None:
    """No complaint is lost between two periods, and the next begins with what this one leaves."""
    cases = [_life(received, answered=None if days is None else received + dt.timedelta(days=days)) for received, days in drawn]
    now, after = count_cases(cases, OCTOBER), count_cases(cases, Period.month(2026, 11))
    assert now.num_open_before + now.num_received == now.num_answered + now.num_open_after
    assert after.num_open_before == now.num_open_after
    assert sum(now.ages) == now.num_open_after
    assert now.num_answered_of_received + now.num_open_of_received == now.num_received
    assert now.num_in_time <= now.num_answered
    assert now.num_overdue <= now.num_open_after


def test_an_answer_after_the_period_is_none_in_it() -> None:
    """The report of October is the same whether it is made in November or a year later."""
    life = _life(dt.date(2026, 10, 20), answered=dt.date(2026, 11, 3))
    counts = count_cases([life], OCTOBER)
    assert (counts.num_answered, counts.num_open_after, counts.num_overdue) == (0, 1, 1)
    assert state_at(life, OCTOBER.end) is ComplaintStatus.OPEN
    assert state_at(life, dt.date(2026, 11, 3)) is ComplaintStatus.SOLVED


def test_an_answer_on_an_unknown_day_counts_and_has_no_duration() -> None:
    """A complaint that an import called closed is answered, but nobody knows how fast."""
    counts = count_cases([_life(dt.date(2026, 10, 20), status=ComplaintStatus.CLOSED)], OCTOBER)
    assert (counts.num_answered, counts.num_in_time, counts.answer_days) == (1, 0, ())
