"""First and last moments that windows of visits and breaks leave, compiled."""

from planner.domain.arrays import Int64s
from planner.domain.units import NEVER
from solvers.compiled import woven
from solvers.search.columns import (
    NEXT_SETS,
    NUM_BREAKS,
    NUM_SETS,
    NUM_WINDOWS,
    PAUSE_LENGTH,
    PAUSE_NUM_WINDOWS,
    PAUSE_WINDOWS,
    WINDOWS,
)
from solvers.search.instance import Instance


@woven
def earliest_start(visit: Int64s, v: int, time: int) -> int:
    """First moment at or after a time that lies in a window of a visit; `NEVER` if there is none."""
    for w in range(WINDOWS, WINDOWS + 2 * visit[v, NUM_WINDOWS], 2):
        if time <= visit[v, w + 1]:
            return max(time, visit[v, w])
    return NEVER


@woven
def latest_start(visit: Int64s, v: int, time: int) -> int:
    """Last moment at or before a time that lies in a window of a visit; `-NEVER` if there is none."""
    for w in range(WINDOWS + 2 * visit[v, NUM_WINDOWS] - 2, WINDOWS - 2, -2):
        if time >= visit[v, w]:
            return min(time, visit[v, w + 1])
    return -NEVER


@woven
def earliest_over(pause: Int64s, m: int, b: int, time: int) -> int:
    """Earliest end of one break taken from a time on; `NEVER` if no window is left."""
    for w in range(PAUSE_WINDOWS, PAUSE_WINDOWS + 2 * pause[m, b, PAUSE_NUM_WINDOWS], 2):
        if time <= pause[m, b, w + 1]:
            return max(time, pause[m, b, w]) + pause[m, b, PAUSE_LENGTH]
    return NEVER


@woven
def latest_before(pause: Int64s, m: int, b: int, time: int) -> int:
    """Latest moment from which one break can be over by a time; `-NEVER` if there is none."""
    start = time - pause[m, b, PAUSE_LENGTH]
    for w in range(PAUSE_WINDOWS + 2 * pause[m, b, PAUSE_NUM_WINDOWS] - 2, PAUSE_WINDOWS - 2, -2):
        if start >= pause[m, b, w]:
            return min(start, pause[m, b, w + 1])
    return -NEVER


@woven
def breaks_over(inst: Instance, m: int, taken: int, time: int, over: Int64s) -> None:
    """Earliest time at which the breaks beyond a set are over, for each set from it on, into `over`; `NEVER` outside it."""
    num_sets, sets = inst.shift[m, NUM_SETS], inst.sets[m]
    for after in range(taken, num_sets):
        over[after] = NEVER
    over[taken] = time
    for before in range(taken, num_sets):  # a superset has a larger number: each is complete when its turn comes
        if over[before] < NEVER:
            for b in range(inst.shift[m, NUM_BREAKS]):
                after = sets[before, NEXT_SETS + b]
                if after >= 0:
                    over[after] = min(over[after], earliest_over(inst.pause, m, b, over[before]))


@woven
def breaks_before(inst: Instance, m: int, after: int, time: int, before: Int64s) -> None:
    """Latest moment from which a set's missing breaks can be over by a time, for each set up to it, into `before`.

    `-NEVER` outside it.
    """
    sets = inst.sets[m]
    before[after] = time
    for taken in range(after - 1, -1, -1):
        before[taken] = -NEVER
        for b in range(inst.shift[m, NUM_BREAKS]):
            more = sets[taken, NEXT_SETS + b]
            if 0 <= more <= after and before[more] > -NEVER:
                before[taken] = max(before[taken], latest_before(inst.pause, m, b, before[more]))
