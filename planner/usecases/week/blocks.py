"""Doors of a week in blocks: of each RT as many as half a shift makes, best first; small ones join their neighbour.

A block is what a day takes as a whole (`planner.domain.week`). Half a shift, as a part of the pool: whole RTs would leave days
half empty, single doors would scatter an RT over the week. Joined blocks stay within a short walk.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Floats
from planner.domain.candidate import Candidate
from planner.domain.week import Block

_JOINED = 600.0
"""Metres between the middles of blocks that may be one: two minutes on a motorcycle."""


@dataclass(slots=True)
class _Growing:
    group: str
    village: str
    members: list[int]
    middle: Floats


def blocks_of(
    candidates: Sequence[Candidate], worths: Sequence[Mapping[str, float]], metres: Floats, *, size: int
) -> tuple[Block, ...]:
    """Put doors into blocks of at most so many.

    Parameters
    ----------
    candidates
        Doors, on any day of the week.
    worths
        By day the worth of each id that may be visited on it.
    metres
        Where the doors are, east and north of the station, shape (n, 2).
    """
    best = [max((day.get(one.visit.id, 0.0) for day in worths), default=0.0) for one in candidates]
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(candidates):
        groups[one.visit.group or f"#{one.visit.id}"].append(n)
    whole: list[_Growing] = []
    small: defaultdict[str, list[_Growing]] = defaultdict(list)
    for group, members in groups.items():
        ordered = sorted(members, key=lambda n: (-best[n], candidates[n].visit.id))
        number = math.ceil(len(ordered) / size)
        for part in range(number):  # of equal length, so that no rest of two doors is a day's errand
            chosen = ordered[part * len(ordered) // number : (part + 1) * len(ordered) // number]
            made = _Growing(group, candidates[chosen[0]].visit.village, chosen, metres[chosen].mean(axis=0))
            (small[made.village] if 2 * len(chosen) <= size and number == 1 else whole).append(made)
    for village in sorted(small):
        whole += _joined(small[village], size)
    return tuple(
        Block(
            group=one.group,
            village=one.village,
            members=tuple(candidates[n].visit.id for n in one.members),
            worths=tuple(sum(day.get(candidates[n].visit.id, 0.0) for n in one.members) for day in worths),
            middle=(float(one.middle[0]), float(one.middle[1])),
        )
        for one in whole
    )


def _joined(small: Sequence[_Growing], size: int) -> list[_Growing]:
    """Small blocks of a village, each taking its nearest neighbours in until it is full."""
    left, found = list(small), []
    while left:
        one = left.pop(0)
        while left:
            away = [float(np.hypot(*(other.middle - one.middle))) for other in left]
            nearest = int(np.argmin(away))
            if away[nearest] > _JOINED or len(one.members) + len(left[nearest].members) > size:
                break
            other = left.pop(nearest)
            weights = [len(one.members), len(other.members)]
            one.middle = np.average([one.middle, other.middle], axis=0, weights=weights)
            one.members += other.members
        found.append(one)
    return found
