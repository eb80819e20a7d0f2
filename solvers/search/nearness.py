"""Who lies near whom: for each visit the others that may sensibly stand beside it in a route."""

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from solvers.search.columns import NEIGHBOUR, PLACE, SERVICE, WAY, WINDOWS

_CHUNK = 2**19
"""Pairs judged at once: what a processor keeps near."""


def near_visits(travel: Int32s, visit: Int64s, *, num_near: int) -> Int32s:
    """Nearest visits of each visit.

    Nearness of *u* to *v* is the quicker of the two ways between them, plus the waiting that their windows force at least.
    Pairs of which neither can follow the other come last.

    Parameters
    ----------
    travel
        Seconds between places by mode, shape (modes, places, places); the first mode says who is near.
    visit
        Rows of `solvers.search.instance.Instance.visit`.
    num_near
        Neighbours wanted.

    Returns
    -------
    array
        Nearest first, each as `NEIGHBOUR` and the seconds of the quickest `WAY` from or to it in any mode, shape
        (visits, min(num_near, visits - 1), 2).
    """
    num = len(visit)
    num_near = min(num_near, num - 1)
    near = np.empty((num, max(0, num_near), 2), dtype=np.int32)
    if num_near <= 0:
        return near
    place, service = visit[:, PLACE], visit[:, SERVICE].astype(np.int32)
    first, last = (np.clip(visit[:, column], -_AGES, _AGES).astype(np.int32) for column in (WINDOWS, -1))
    # where no window makes anybody wait, or shuts anybody out, the ways alone count: a third of the time
    are_open, longest = first.max() <= (last + service).min(), last.min() - (first + service).max()
    ways, ways_back = travel[0], np.ascontiguousarray(travel[0].T)
    quickest = np.minimum(ways, ways_back)
    step = max(1, _CHUNK // num)
    for begin in range(0, num, step):
        rows = np.arange(begin, min(begin + step, num))
        if are_open and ways.max() <= longest:
            nearness = quickest[place[rows]].take(place, axis=1)
        else:
            there, back = (table[place[rows]].take(place, axis=1) for table in (ways, ways_back))
            nearness = np.minimum(
                _with_wait(there, first[rows, None], last[rows, None], service[rows, None], first[None, :], last[None, :]),
                _with_wait(back, first[None, :], last[None, :], service[None, :], first[rows, None], last[rows, None]),
            )
        nearness[np.arange(len(rows)), rows] = np.iinfo(np.int32).max
        chosen = np.argpartition(nearness, num_near - 1, axis=1)[:, :num_near]
        order = np.argsort(np.take_along_axis(nearness, chosen, axis=1), axis=1, kind="stable")
        near[rows, :, NEIGHBOUR] = np.take_along_axis(chosen, order, axis=1)
        here, beside = place[rows, None], place[near[rows, :, NEIGHBOUR]]
        near[rows, :, WAY] = np.minimum(travel[:, beside, here], travel[:, here, beside]).min(axis=0)
    return near


_AGES = 5 * 10**8
"""Seconds that stand for a window without a bound: sums of a few stay inside 32 bits."""

_IMPOSSIBLE = 10**9
"""Seconds added to a pair of which neither can follow the other: more than any way, `UNREACHABLE` included."""


def _with_wait(
    way: Int32s, first_before: Int32s, last_before: Int32s, service: Int32s, first_after: Int32s, last_after: Int32s
) -> Int32s:
    """Seconds from the end of one action to the start of the next, waiting that no timing avoids included."""
    latest = way + (last_before + service)
    nearness: Int32s = np.subtract(first_after, latest, out=latest)
    np.maximum(nearness, 0, out=nearness)
    nearness += way
    np.add(way, _IMPOSSIBLE, out=nearness, where=way > last_after - (first_before + service))
    return nearness
