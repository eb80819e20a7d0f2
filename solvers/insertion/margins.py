"""Room in a route: how early each stop can be left and how late each next one can be reached, per set of breaks taken.

With both at hand, whether one more visit fits between two stops is a comparison: reach it from the stop before, act, go on,
and arrive no later than the stop after allows. The same dynamic programme as `planner.rules.timing`, forwards and backwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.domain.shift import Break, Shift
from planner.domain.visit import Visit
from planner.rules.timing import action_duration, earliest_in, latest_in

NEVER = 10**10
"""A time after every other, `-NEVER` one before; sums of a few stay far inside 64 bits."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """Times around the gaps of a route; gap *g* lies before stop *g*, the last one before the end.

    Attributes
    ----------
    leaving
        Earliest leaving of what is before each gap with a set of breaks taken, shape (stops + 1, sets).
    breaks_over
        `breaks_over[g, s, t]`: earliest time at which the breaks of *t* not in *s* are over, taken from `leaving[g, s]` on.
    latest, latest_same_place
        Latest time to be ready for what is after each gap with a set of breaks taken, if the place before is another one, or
        the same one (no setup), shape (stops + 1, sets).
    """

    leaving: Ints
    breaks_over: Ints
    latest: Ints
    latest_same_place: Ints


def margins(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> Margins:
    """Margins of a feasible route; `legs` has one entry more than there are visits."""
    num_sets = 1 << len(shift.breaks)
    leaving = _leaving(shift, visits, legs)
    over = np.full((len(visits) + 1, num_sets, num_sets), NEVER, dtype=np.int64)
    for gap, times in enumerate(leaving):
        for before, time in enumerate(times):
            if time < NEVER:
                for taken, (end, _) in breaks_after(shift.breaks, time, before).items():
                    over[gap, before, taken] = end
    latest, same_place = _latest(shift, visits, legs)
    return Margins(
        leaving=np.array(leaving, dtype=np.int64),
        breaks_over=over,
        latest=np.array(latest, dtype=np.int64),
        latest_same_place=np.array(same_place, dtype=np.int64),
    )


def breaks_after(breaks: Sequence[Break], time: int, taken: int) -> dict[int, tuple[int, int]]:
    """Set of breaks taken → (earliest time at which the new ones are over, sum of their durations)."""
    everything = (1 << len(breaks)) - 1
    found = {taken: (time, 0)}
    for subset in range(taken, everything):  # a superset has a larger number: each is complete when its turn comes
        if subset not in found:
            continue
        over, length = found[subset]
        for index, pause in enumerate(breaks):
            bit = 1 << index
            start = None if subset & bit else earliest_in(pause.windows, over)
            if start is not None and start + pause.duration < found.get(subset | bit, (NEVER, 0))[0]:
                found[subset | bit] = (start + pause.duration, length + pause.duration)
    return found


def supersets(taken: int, num_sets: int) -> Iterator[int]:
    """Sets of breaks that contain a set, itself included."""
    return (other for other in range(taken, num_sets) if other & taken == taken)


def length_of(breaks: Sequence[Break], subset: int) -> int:
    """Sum of the durations in a set of breaks."""
    return sum(pause.duration for index, pause in enumerate(breaks) if subset >> index & 1)


def _leaving(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> list[list[int]]:
    num_sets = 1 << len(shift.breaks)
    rows = [[shift.window.start] + [NEVER] * (num_sets - 1)]
    place = shift.start
    for visit, leg in zip(visits, legs, strict=False):
        row = [NEVER] * num_sets
        for before, time in enumerate(rows[-1]):
            if time >= NEVER:
                continue
            for taken, (over, length) in breaks_after(shift.breaks, time, before).items():
                start = earliest_in(visit.windows, max(over, time + leg + length))
                if start is not None:
                    row[taken] = min(row[taken], start + action_duration(visit, place))
        rows.append(row)
        place = visit.place
    return rows


def _latest(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
    num_sets = 1 << len(shift.breaks)
    end = [-NEVER] * (num_sets - 1) + [shift.window.end]
    latest, same_place, ready = [end], [end], end
    before = [shift.start, *(visit.place for visit in visits)]
    for position in range(len(visits) - 1, -1, -1):
        visit, leg = visits[position], legs[position + 1]
        leave = [_latest_leaving(shift.breaks, ready, leg, taken) for taken in range(num_sets)]
        other = [_latest_ready(visit, time - visit.service_duration - visit.setup_duration) for time in leave]
        same = [_latest_ready(visit, time - visit.service_duration) for time in leave]
        latest.append(other)
        same_place.append(same)
        ready = same if before[position] == visit.place else other
    return latest[::-1], same_place[::-1]


def _latest_ready(visit: Visit, start: int) -> int:
    if start <= -NEVER // 2 or not visit.windows:
        return start
    found = latest_in(visit.windows, start)
    return -NEVER if found is None else found


def _latest_leaving(breaks: Sequence[Break], ready: Sequence[int], leg: int, taken: int) -> int:
    """Latest leaving with a set of breaks taken, over all choices of the breaks on the leg."""
    found = -NEVER
    for after in supersets(taken, len(ready)):
        if ready[after] > -NEVER // 2:
            new = after ^ taken
            by_way = ready[after] - leg - length_of(breaks, new)
            found = max(found, min(by_way, _latest_before(breaks, ready[after], new)))
    return found


def _latest_before(breaks: Sequence[Break], time: int, subset: int) -> int:
    """Latest time from which a set of breaks can be over by a time."""
    if not subset:
        return time
    found = -NEVER
    for index, pause in enumerate(breaks):
        if subset >> index & 1:
            start = latest_in(pause.windows, time - pause.duration)
            if start is not None:
                found = max(found, _latest_before(breaks, start, subset & ~(1 << index)))
    return found
