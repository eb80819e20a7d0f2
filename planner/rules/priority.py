"""What a visit is worth: prizes from dates alone.

Routine visit, *d* days since the last visit, cycle of *c* days (never visited counts as d = c):

    prize = 1 + floor(59 · min(d, c) / c) + floor(40 · (1 - c / max(d, c)))

so it grows from 1 on the day of a visit to 60 after a full cycle, and on towards 100 the more cycles are missed.
Complaint, *r* days until it is due (negative: overdue):

    urgent   90 + min(10, max(0, 1 - r))       normal   40 + min(40, max(0, 7 - r) · 4)

Facility: a third of what a household as late would be worth, at least 1. Attempts, refusals and everything about a person
stay out of it. Chances that doors open are put on top by `planner.learning.aiming`. See `docs/concepts/priority.md`.
"""

import datetime as dt

from planner.domain.records import Complaint, Urgency
from planner.domain.settings import ProgrammeSettings

FULL_CYCLE_PRIZE = 60
"""Prize after exactly one cycle; what is left up to 100 ranks those who have waited for longer."""

_LATE_SPAN = 40
"""What waiting beyond the cycle can add, never fully reached: 60 + 40 is the top of the scale."""

_URGENT_BASE, _URGENT_SPAN = 90, 10
"""An urgent complaint is worth 90 to 100: `Policy.urgent_prize` is 100, and the span lets an overdue one go first."""

_NORMAL_BASE, _NORMAL_SPAN, _NORMAL_STEP, _NORMAL_DAYS = 40, 40, 4, 7
"""A normal complaint grows by 4 a day from a week before its due day: 40, 68 on that day, 80 from three days later."""

_FACILITY_PART = 3
"""A facility counts for a third of a household: its inspection takes less time and nobody waits at the door."""


def routine_prize(last_visit: dt.date | None, *, date: dt.date, cycle_days: int) -> int:
    """Prize of a routine visit, 1 to 99, growing with the days since the last visit."""
    cycle = max(1, cycle_days)
    days = cycle if last_visit is None else max(0, (date - last_visit).days)
    beyond = max(days, cycle)
    return 1 + (FULL_CYCLE_PRIZE - 1) * min(days, cycle) // cycle + _LATE_SPAN * (beyond - cycle) // beyond


def complaint_prize(complaint: Complaint, *, date: dt.date, programme: ProgrammeSettings) -> int:
    """Prize of following a complaint up: 90 to 100 if urgent, 40 to 80 otherwise, growing as its due day comes and goes."""
    remaining = (due_date(complaint, programme) - date).days
    if complaint.urgency is Urgency.URGENT:
        return _URGENT_BASE + min(_URGENT_SPAN, max(0, 1 - remaining))
    return _NORMAL_BASE + min(_NORMAL_SPAN, max(0, _NORMAL_DAYS - remaining) * _NORMAL_STEP)


def inspection_due(last_inspection: dt.date | None, *, cycle_days: int) -> dt.date | None:
    """First day on which a facility is due again; `None`: it was never inspected, so it is due."""
    return None if last_inspection is None else last_inspection + dt.timedelta(days=cycle_days)


def facility_prize(last_inspection: dt.date | None, *, date: dt.date, cycle_days: int) -> int:
    """Prize of an inspection, 1 to 33, growing with the days since the last one."""
    return max(1, routine_prize(last_inspection, date=date, cycle_days=cycle_days) // _FACILITY_PART)


def due_date(complaint: Complaint, programme: ProgrammeSettings) -> dt.date:
    """Day by which a complaint should be answered: its own, or so many days after receipt as settings say."""
    if complaint.due is not None:
        return complaint.due
    return complaint.received + dt.timedelta(days=programme.due_days(complaint.category, complaint.urgency))
