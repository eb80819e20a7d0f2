"""Guards the prizes: they grow with waiting, and stay in their range."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.records import Urgency
from planner.domain.settings import ProgrammeSettings
from planner.rules.priority import (
    FULL_CYCLE_PRIZE,
    complaint_prize,
    facility_prize,
    inspection_due,
    routine_prize,
)
from tests.rules.records import TODAY, a_complaint

PROGRAMME = ProgrammeSettings()
DAYS = st.integers(0, 20_000)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@given(DAYS, st.integers(0, 400), st.integers(1, 1000))
def test_routine_prize_grows_with_waiting(days: int, more: int, cycle: int) -> None:
    """Who has waited longer is never worth less; prizes stay within 1 to 100."""
    earlier = routine_prize(ago(days + more), date=TODAY, cycle_days=cycle)
    assert 1 <= routine_prize(ago(days), date=TODAY, cycle_days=cycle) <= earlier <= 100


def test_never_visited_counts_as_a_full_cycle() -> None:
    """A door never visited is worth as much as one that waited for exactly one cycle."""
    assert routine_prize(None, date=TODAY, cycle_days=365) == routine_prize(ago(365), date=TODAY, cycle_days=365)
    assert routine_prize(None, date=TODAY, cycle_days=365) == FULL_CYCLE_PRIZE
    assert routine_prize(ago(-5), date=TODAY, cycle_days=365) == 1


@given(st.integers(-40, 40), st.integers(0, 20), st.sampled_from(Urgency))
def test_complaint_prize_grows_towards_and_past_its_due_day(remaining: int, later: int, urgency: Urgency) -> None:
    """Sooner due is never worth less, urgent is always above normal, 100 is the cap."""
    due = TODAY + dt.timedelta(days=remaining)
    sooner = a_complaint(due=due, urgency=urgency)
    relaxed = a_complaint(due=due + dt.timedelta(days=later), urgency=urgency)
    prize = complaint_prize(sooner, date=TODAY, programme=PROGRAMME)
    assert complaint_prize(relaxed, date=TODAY, programme=PROGRAMME) <= prize <= 100
    assert (prize >= 90) is (urgency is Urgency.URGENT)


def test_due_day_comes_from_settings_where_the_complaint_has_none() -> None:
    """A normal complaint received yesterday is due in six days by default."""
    complaint = a_complaint()
    assert complaint_prize(complaint, date=TODAY, programme=PROGRAMME) == 44


@given(DAYS)
def test_facility_prize_is_modest(days: int) -> None:
    """A facility is worth at most a third of a household that waited as long, and at least 1."""
    prize = facility_prize(ago(days), date=TODAY, cycle_days=90)
    assert 1 <= prize <= max(1, routine_prize(ago(days), date=TODAY, cycle_days=90) // 3)


def test_a_facility_is_due_again_after_its_cycle() -> None:
    """From that day on, not the day before; one that was never inspected has no such day."""
    assert inspection_due(dt.date(2025, 8, 26), cycle_days=90) == dt.date(2025, 11, 24)
    assert inspection_due(None, cycle_days=90) is None
