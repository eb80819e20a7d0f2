"""RT and RW: the houses of a village in compact groups of 30 to 150, a few groups to an RW.

RW are numbered from 01 in each village, RT from 01 in each RW, as on real address plates.
"""

import math

import numpy as np

from inputs.example.plane import Spot
from planner.domain.arrays import Floats, Int64s

_MIN_SETTLEMENT = 42  # houses; fewer make no RT of their own and go to the next settlement
_MAX_MEAN = 112  # houses an RT; with the spread of sizes none passes 150
_RT_IN_RW = 5


def neighbourhoods(points: Floats, settlements: Int64s, centres: list[Spot], rng: np.random.Generator) -> tuple[Int64s, Int64s]:
    """RT and RW number of each house of one village.

    Parameters
    ----------
    points
        Houses, shape (n, 2).
    settlements
        Index into `centres` for each house.
    centres
        Middles of all settlements.
    """
    groups = _merged(settlements, centres)
    parts: list[Int64s] = []
    for number in _tour(sorted(set(groups.tolist())), centres):
        members = np.flatnonzero(groups == number)
        target = float(rng.uniform(55, 105))
        count = max(1, round(len(members) / target), math.ceil(len(members) / _MAX_MEAN))
        parts += _split(members, points, rng.uniform(0.8, 1.2, count))
    rt, rw = np.zeros(len(points), dtype=np.int64), np.zeros(len(points), dtype=np.int64)
    for rw_number, chunk in enumerate(np.array_split(np.arange(len(parts)), max(1, round(len(parts) / _RT_IN_RW)))):
        for rt_number, part in enumerate(chunk):
            rt[parts[part]], rw[parts[part]] = rt_number + 1, rw_number + 1
    return rt, rw


def _merged(settlements: Int64s, centres: list[Spot]) -> Int64s:
    """Settlement of each house, where those with too few houses are given to their nearest neighbour."""
    merged = settlements.copy()
    while True:
        numbers, counts = np.unique(merged, return_counts=True)
        if len(numbers) == 1 or counts.min() >= _MIN_SETTLEMENT:
            return merged
        small = int(numbers[counts.argmin()])
        nearest = min((n for n in numbers.tolist() if n != small), key=lambda n: math.dist(centres[n], centres[small]))
        merged[merged == small] = nearest


def _tour(numbers: list[int], centres: list[Spot]) -> list[int]:
    """The settlements in an order that goes from neighbour to neighbour, from the north-west."""
    left = sorted(numbers, key=lambda n: centres[n][0] - centres[n][1])
    tour = [left.pop(0)]
    while left:
        tour.append(left.pop(min(range(len(left)), key=lambda i: math.dist(centres[left[i]], centres[tour[-1]]))))
    return tour


def _split(members: Int64s, points: Floats, weights: Floats) -> list[Int64s]:
    """Compact parts in proportion to the weights: cut across the longest direction, again and again."""
    if len(weights) == 1:
        return [members]
    middle = len(weights) // 2
    at = points[members] - points[members].mean(axis=0)
    _, _, axes = np.linalg.svd(at, full_matrices=False)
    axis = axes[0] * (1 if abs(axes[0]).max() == axes[0].max() else -1)  # the sign of an axis is arbitrary
    order = members[np.argsort(at @ axis, kind="stable")]
    cut = round(len(members) * float(weights[:middle].sum() / weights.sum()))
    return _split(order[:cut], points, weights[:middle]) + _split(order[cut:], points, weights[middle:])
