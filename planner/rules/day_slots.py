"""Slots of the day: the parts of the visit hours in which a door is more or less likely to open."""

import datetime as dt
from collections.abc import Collection, Sequence

from planner.domain.door import Slot
from planner.domain.settings import DaySettings
from planner.domain.units import HOUR
from planner.domain.visit import Window

SATURDAY = 5
"""`datetime.date.weekday` counts from Monday 0."""

_BROAD_PART = 2
"""A shift longer than 1/2 of the visit hours says too little about when a door was tried to be a slot."""

_GRID = (("pagi", 8 * HOUR), ("siang", 12 * HOUR), ("sore", 16 * HOUR))
"""Slots where the settings have no short shift: morning, noon and afternoon of census practice."""


def slots_of(day: DaySettings) -> tuple[Slot, ...]:
    """Slots of a day: each begins with a short shift of the settings and ends where the next begins.

    Together they are the visit hours. Of shifts that begin together the first named counts.
    """
    hours = day.visit_hours
    short = [
        (shift.name, shift.window.start)
        for shift in day.shifts
        if (shift.window.end - shift.window.start) * _BROAD_PART <= hours.end - hours.start
        and shift.window.end > hours.start
        and shift.window.start < hours.end
    ]
    starts: dict[int, str] = {}
    for name, start in short or _GRID:
        starts.setdefault(max(start, hours.start), name)
    times = sorted(time for time in starts if time < hours.end) or [hours.start]
    ends = [*(time - 1 for time in times[1:]), hours.end]
    firsts = [hours.start, *times[1:]]
    return tuple(
        Slot(name=starts.get(time, _GRID[0][0]), window=Window(start=first, end=end))
        for time, first, end in zip(times, firsts, ends, strict=True)
    )


def name_of_slot(time: int, slots: Sequence[Slot]) -> str:
    """Name of the slot of a time; before the first it is the first, after the last the last."""
    return next((slot.name for slot in slots if time <= slot.window.end), slots[-1].name)


def is_weekend(date: dt.date, holidays: Collection[dt.date] = ()) -> bool:
    """Whether people are at home as on a Saturday, Sunday or holiday."""
    return date.weekday() >= SATURDAY or date in holidays
