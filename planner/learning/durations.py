"""Learns what knocks take from the times on returned sheets, per purpose; until enough is recorded the settings hold.

With *n* recorded rows of mean *m*, at least `ENOUGH`, and the setting *s*, which counts as much as `PRIOR` rows,

    learned = (PRIOR · s + n · m) / (PRIOR + n).

Plans know three purposes: routine visits, first or not, complaints and facilities; and one duration of a door that stays shut,
which is that of routine visits.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

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


def with_learned(day: DaySettings, times: Sequence[DoorTime]) -> DaySettings:
    """The settings of a day with what knocks took in place of what was set, by purpose."""
    routine = (VisitKind.FIRST, VisitKind.REVISIT)
    shut = _together(times, routine, day, is_met=False) if day.shut_duration else 0
    return replace(
        day,
        routine_duration=_together(times, routine, day),
        complaint_duration=_together(times, (VisitKind.COMPLAINT,), day),
        facility_duration=_together(times, (VisitKind.FACILITY,), day),
        shut_duration=shut,
    )


def _together(times: Sequence[DoorTime], kinds: Collection[VisitKind], day: DaySettings, *, is_met: bool = True) -> int:
    """What visits of some kinds take, as if they were of one."""
    found = [one for one in times if one.kind in kinds and one.is_met == is_met]
    rows, seconds = sum(one.num_timed for one in found), sum(one.duration for one in found)
    whole = DoorTime(kind=next(iter(kinds)), is_met=is_met, num_timed=rows, duration=seconds)
    return _learned(whole, _planned(whole, day)).learned


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
