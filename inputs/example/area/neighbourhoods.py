"""RT and RW of the example: lanes side by side until a neighbourhood has 30 to 150 households, a few RT to an RW."""

from collections.abc import Sequence

import numpy as np

from inputs.example.area.flat import FloatArray, IntArray

USUAL_RTS = (48, 96, 60, 78, 54, 108, 66)
"""Households of a usual RT, hamlet by hamlet in turn."""
SMALL_RT = 36
"""Households of an RT where a hamlet is small; a lane more or less must leave 30."""
MAX_RT_PER_RW = 6


def split_into_units(
    hamlet: IntArray, street: IntArray, middles: FloatArray, village_of: Sequence[int]
) -> tuple[IntArray, IntArray]:
    """RT and RW number of each household.

    Parameters
    ----------
    hamlet, street
        Of each household, shape (n,).
    middles
        Middle of each street, metres, shape (m, 2).
    village_of
        Village of each hamlet; RW are numbered through a village, RT within an RW.
    """
    rt, rw = np.zeros(len(hamlet), dtype=np.int64), np.zeros(len(hamlet), dtype=np.int64)
    last_rw: dict[int, int] = {}
    for number, village in enumerate(village_of):
        homes = np.flatnonzero(hamlet == number)
        lanes, weights = np.unique(street[homes], return_counts=True)
        parts = _halved(middles[lanes], weights, _num_units(len(homes), USUAL_RTS[number % len(USUAL_RTS)]))
        units = len(parts)
        num_rw = -(-units // MAX_RT_PER_RW)
        for index, part in enumerate(parts):
            block = index * num_rw // units
            first = -(-block * units // num_rw)
            members = homes[np.isin(street[homes], lanes[part])]
            rt[members] = index - first + 1
            rw[members] = last_rw.get(village, 0) + block + 1
        last_rw[village] = last_rw.get(village, 0) + num_rw
    return rt, rw


def _num_units(num_homes: int, usual: int) -> int:
    return max(1, num_homes // SMALL_RT if num_homes < 150 else round(num_homes / usual))


def _halved(points: FloatArray, weights: IntArray, num_parts: int) -> list[IntArray]:
    """Split weighted points by straight cuts across their longer side; parts of like weight, neighbours in order."""

    def split(members: IntArray, parts: int) -> list[IntArray]:
        if parts <= 1 or len(members) <= 1:
            return [members]
        spread = np.ptp(points[members], axis=0)
        ordered = members[np.argsort(points[members, int(spread[1] > spread[0])], kind="stable")]
        share = np.cumsum(weights[ordered]) / weights[ordered].sum()
        low = parts // 2
        cut = int(np.clip(np.abs(share - low / parts).argmin() + 1, 1, len(ordered) - 1))
        return [*split(ordered[:cut], low), *split(ordered[cut:], parts - low)]

    return split(np.arange(len(points)), num_parts)
