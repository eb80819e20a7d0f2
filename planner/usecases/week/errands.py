"""The days of a week on which complaints are followed up and facilities inspected.

A complaint goes to the day, of those on which it may be followed up and somebody able is on duty, that is not after it is due
and on which its door is likeliest to open; each day of waiting has to be worth three in a hundred doors. One that is pressing,
promised or overdue goes to the first. Complaints fill at most half of a day's hours while another day before they are due has
time: the rest of the day is its doors'. Those of one door go together where some day allows it, since a door is visited once a
week; else each goes on a day of its own, as another errand.

Facilities, those long overdue first, go to the day that is nearest to them anyway, no day more than its quota and its share.
"""

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Floats

_PATIENCE = 0.03
"""Chance that a day of waiting has to bring: a resident would rather have two tries than the better one."""

_PART = 0.5
"""Of a day's hours that complaints take while others have time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Complaints of one door.

    Attributes
    ----------
    ids
        Of the complaints.
    chances
        Day's index to the chance that the door opens then; only days on which all of them may be followed up.
    deadline
        The day by which the first of them is due.
    is_urgent
        Goes to the first day, whatever the chance.
    duration
        Seconds at the door.
    """

    ids: tuple[str, ...]
    chances: Mapping[int, float]
    deadline: dt.date
    is_urgent: bool
    duration: int


def days_of_errands(errands: Sequence[Errand], days: Sequence[dt.date], hours: Sequence[int]) -> dict[str, int]:
    """Complaint id to the index of its day; one without any day is not in it.

    Parameters
    ----------
    hours
        By day the seconds that all teams have.
    """
    left = [_PART * seconds for seconds in hours]
    found: dict[str, int] = {}
    for errand in sorted(errands, key=lambda one: (not one.is_urgent, one.deadline, one.ids)):
        allowed = sorted(errand.chances)
        if not allowed:
            continue
        in_time = [day for day in allowed if days[day] <= errand.deadline] or allowed[:1]
        free = [day for day in in_time if left[day] >= errand.duration] or in_time
        first = days[allowed[0]]
        if errand.is_urgent:
            chosen = allowed[0]
        else:
            chosen = max(free, key=lambda day: (errand.chances[day] - _PATIENCE * (days[day] - first).days, -day))
        left[chosen] -= errand.duration
        found |= dict.fromkeys(errand.ids, chosen)
    return found


def days_of_inspections(
    ids: Sequence[str],
    prizes: Sequence[int],
    metres: Floats,
    *,
    open_on: Sequence[Collection[str]],
    places: Sequence[Floats],
    quotas: Sequence[int],
) -> dict[str, int]:
    """Facility id to the index of its day, as far as the quotas go.

    Parameters
    ----------
    ids, prizes, metres
        Of the facilities; metres of shape (n, 2).
    open_on
        By day the facilities that are due and that somebody on duty could inspect.
    places
        By day where its teams go anyway, shape (m, 2).
    quotas
        By day the most facilities.
    """
    total = sum(quotas)
    if not total:
        return {}
    wanted = min(total, len(ids))
    found: dict[str, int] = {}
    even = [math.ceil(wanted * quota / total) for quota in quotas]
    for most in (even, quotas):  # spread evenly; what its days have no room for then, as far as their quotas go
        left = [number - list(found.values()).count(day) for day, number in enumerate(most)]
        for n in sorted(range(len(ids)), key=lambda n: (-prizes[n], ids[n])):
            free = [day for day, number in enumerate(left) if number > 0 and ids[n] in open_on[day] and ids[n] not in found]
            if free:
                ways = {day: _way(places[day], metres[n]) for day in free}
                chosen = min(free, key=lambda day: (ways[day], -left[day], day))
                left[chosen] -= 1
                found[ids[n]] = chosen
    return found


def _way(places: Floats, position: Floats) -> float:
    return float(np.hypot(*(places - position).T).min()) if len(places) else math.inf
