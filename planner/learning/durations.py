"""Learns what knocks take from the times on returned sheets, per purpose; until enough is recorded the settings hold.

With *n* recorded rows of mean *m*, at least `ENOUGH`, and the setting *s*, which counts as much as `PRIOR` rows,

    learned = (PRIOR · s + n · m) / (PRIOR + n).
"""

from collections.abc import Iterable

from planner.domain.minutes import DoorTime, LearnedDuration
from planner.domain.settings import DaySettings
from planner.domain.units import MINUTE
from planner.domain.visit import VisitKind

ENOUGH = PRIOR = 200
"""Rows: conversations differ by some five minutes, so the mean of so many is known to about twenty seconds."""

USUAL_SHUT = 3 * MINUTE
"""Seconds at a door that stays shut where the settings do not say it: knock, wait, note, go on."""


def learned_durations(times: Iterable[DoorTime], day: DaySettings) -> tuple[LearnedDuration, ...]:
    """What was recorded beside what is planned, and what follows."""
    return tuple(_learned(one, _planned(one, day)) for one in times)


def _learned(one: DoorTime, planned: int) -> LearnedDuration:
    learned = planned if one.num_timed < ENOUGH else round((PRIOR * planned + one.duration) / (PRIOR + one.num_timed))
    return LearnedDuration(
        kind=one.kind, is_met=one.is_met, num_timed=one.num_timed, recorded=one.duration, planned=planned, learned=learned
    )


def _planned(one: DoorTime, day: DaySettings) -> int:
    if not one.is_met:
        return day.shut_duration or USUAL_SHUT
    if one.kind is VisitKind.COMPLAINT:
        return day.complaint_duration
    return day.facility_duration if one.kind is VisitKind.FACILITY else day.routine_duration
