"""Tells a day what its doors cost: routine visits may stay shut, and limits of conversations become limits of knocks.

A routine visit with known chances takes, on average over the hours in which the teams on duty may knock there,

    chance · met duration + (1 − chance) · shut duration.

Complaints, required visits and facilities stay anchors with their full duration. `Shift.max_visits` is what a team may *talk*;
it becomes so many knocks as lead to that many conversations on average, at the better half of the doors that are due (those a
plan goes to), and never more than the sheet has rows. Doors *if time allows* are added up to those rows and that many
conversations.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.domain.candidate import Candidate
from planner.domain.copying import changed
from planner.domain.door import Slot
from planner.domain.opening import Opening
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.rules.day_slots import slots_of


def expecting(
    candidates: Sequence[Candidate], aimed: Sequence[Candidate], shifts: Sequence[Shift], *, settings: Settings
) -> tuple[Candidate, ...]:
    """The aimed candidates of a day, the routine ones as doors that may stay shut; without chances they stay as they are.

    Parameters
    ----------
    candidates
        The same ones, before their windows were aimed: when their residents may be disturbed.
    """
    if not settings.day.shut_duration:
        return tuple(aimed)
    slots = slots_of(settings.day)
    seconds = np.array([sum(_overlap(slot.window, shift.window) for shift in shifts) for slot in slots], dtype=np.float64)
    ways = _Knocks(slots, seconds.tolist(), settings)
    return tuple(ways.door(after, before.visit.windows) for before, after in zip(candidates, aimed, strict=True))


def with_knocks(shifts: Sequence[Shift], candidates: Sequence[Candidate], settings: Settings) -> tuple[Shift, ...]:
    """Shifts whose limit of conversations is one of knocks, as the doors of the day are, aimed or not."""
    doors = np.array([candidate.chances for candidate in candidates if candidate.chances and _is_routine(candidate.visit)])
    if not (doors.size and settings.day.shut_duration):
        return tuple(shifts)
    slots = slots_of(settings.day)
    return tuple(_knocking(shift, doors, slots, settings) for shift in shifts)


def _knocking(
    shift: Shift, doors: np.ndarray[tuple[int, ...], np.dtype[np.float64]], slots: Sequence[Slot], settings: Settings
) -> Shift:
    if shift.max_visits is None:
        return replace(shift, max_visits=settings.day.max_knocks, max_rows=settings.day.max_knocks)
    seconds = np.array([_overlap(slot.window, shift.window) for slot in slots], dtype=np.float64)
    chances = doors @ (seconds / max(1.0, seconds.sum()))
    better = float(chances[chances >= np.median(chances)].mean())
    return knocking(shift, better, settings)


def knocking(shift: Shift, chance: float, settings: Settings) -> Shift:
    """The shift with its limit of conversations as one of knocks that are answered with a chance."""
    if shift.max_visits is None or not settings.day.shut_duration:
        return shift
    knocks = min(settings.day.max_knocks, int(shift.max_visits / max(0.05, chance)))
    most = max(shift.max_visits, knocks)
    return replace(shift, max_visits=most, max_rows=max(most, settings.day.max_knocks), max_talks=shift.max_visits)


class _Knocks:
    """How doors of a day behave: few distinct ones among many households, so each is worked out once."""

    def __init__(self, slots: Sequence[Slot], seconds: Sequence[float], settings: Settings) -> None:
        self._slots, self._seconds, self._shut_duration = slots, seconds, settings.day.shut_duration
        self._known: dict[tuple[object, ...], tuple[Opening, int]] = {}

    def door(self, candidate: Candidate, hours: tuple[Window, ...]) -> Candidate:
        """The candidate as a door that may stay shut; anchors and what has no chances stay as they are."""
        visit = candidate.visit
        if not candidate.chances or not _is_routine(visit):
            return candidate
        key = (candidate.chances, visit.service_duration, visit.windows, hours)
        if key not in self._known:
            self._known[key] = self._knock(candidate.chances, visit, hours)
        opening, expected = self._known[key]
        return changed(candidate, visit=changed(visit, opening=opening, service_duration=expected))

    def _knock(self, chances: tuple[float, ...], visit: Visit, hours: tuple[Window, ...]) -> tuple[Opening, int]:
        """What is drawn at the door, and how long a knock takes on average."""
        opening = Opening(
            steps=tuple((slot.window.start, min(1.0, chance)) for slot, chance in zip(self._slots, chances, strict=True)),
            met_duration=visit.service_duration,
            shut_duration=min(self._shut_duration, visit.service_duration),
            hours=hours,
        )
        weights = [
            weight * any(_overlap(window, slot.window) for window in visit.windows or (slot.window,))
            for slot, weight in zip(self._slots, self._seconds, strict=True)
        ]
        if not any(weights):  # nobody could knock: as long as it may last
            return opening, opening.expected_duration(1.0)
        return opening, opening.expected_duration(min(1.0, float(np.average(chances, weights=weights))))


def _is_routine(visit: Visit) -> bool:
    return visit.tier is Tier.COVERAGE and visit.kind is not VisitKind.FACILITY and not visit.is_required


def _overlap(one: Window, other: Window) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
