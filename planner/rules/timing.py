"""Times of a route: the exact earliest schedule of given visits in a given order, with breaks and windows.

A leg of duration *d* left at time *t*, on which a set *B* of breaks is taken, ends at

    max(f(t, B), t + d + sum of the durations in B),

where *f(t, B)* is the earliest time at which all of *B* can be over when none starts before *t*: the way may be
interrupted at any moment, so nothing else binds. Both terms grow with *t* (first in, first out), therefore the earliest time
per (number of stops made, set of breaks taken) is all that a dynamic programme has to keep. It is exact, and takes
O(stops · 3^breaks) steps at worst; breaks that follow each other make few sets (`planner.domain.break_sets`). In the words of
the field, `after_leg` and `done_after` are the *resource extension functions* of time. See `docs/concepts/times.md`.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from operator import attrgetter

import numpy as np

from planner.domain.arrays import IntMatrix
from planner.domain.break_sets import BreakSets
from planner.domain.plan import Pause, Route, Stop
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.units import NEVER
from planner.domain.visit import Visit, Window
from planner.rules.permission import locks_of, may_make

Taken = dict[int, tuple[int, int, tuple[int, ...]]]
"""Set of breaks → when the last of them is over, the sum of the durations of the new ones, and their order."""

Reached = tuple[int, int, tuple[int, ...]]
"""When a leg is over, the set of breaks taken before it, and the order of those taken on it."""


def travel_durations(problem: Problem, shift: Shift) -> IntMatrix:
    """Seconds from place *i* to place *j* as this shift moves, shape (n, n): divided by its speed factor, rounded up.

    Pairs without a way stay `UNREACHABLE`.
    """
    return _scaled(problem.travel[shift.travel_name], shift.speed_factor)


def leg_duration(problem: Problem, shift: Shift, origin: int | None, destination: int | None) -> int:
    """One entry of `travel_durations`; 0 where the route has no such place (`None`)."""
    if origin is None or destination is None:
        return 0
    duration = int(problem.travel[shift.travel_name].durations[origin, destination])
    return duration if duration >= UNREACHABLE or shift.speed_factor == 1 else math.ceil(duration / shift.speed_factor)


def action_duration(visit: Visit, previous_place: int | None) -> int:
    """Seconds of setup and service at the door, coming from a place (`None`: the route begins here)."""
    return visit.service_duration + (visit.setup_duration if previous_place != visit.place else 0)


def action_durations(shift: Shift, visits: Sequence[Visit]) -> list[int]:
    """Seconds of setup and service at each door of a route."""
    before = [shift.start, *(visit.place for visit in visits)]
    return [action_duration(visit, place) for visit, place in zip(visits, before, strict=False)]


def schedule(problem: Problem, shift: Shift, visits: Sequence[int]) -> Route | None:
    """Times of a route, each action as early as it can be, the departure as late as that allows.

    Of all choices of where to take the breaks it takes one by which the route ends earliest.

    Parameters
    ----------
    problem, shift
        The day, and who goes.
    visits
        Positions in `Problem.visits`, in the order of the route; at least one.

    Returns
    -------
    Route or None
        `None` if the shift can not make these visits in this order under every law: skills, team size, `max_visits`,
        `max_travel_duration`, locks, ways, windows, breaks, the shift's own window.

    Raises
    ------
    ValueError
        If there are no visits: a shift without a stop has no route.
    """
    if not visits:
        raise ValueError(f"shift {shift.id!r}: a route needs at least one visit")
    chosen = [problem.visits[position] for position in visits]
    if shift.max_visits is not None and len(chosen) > shift.max_visits:
        return None
    if not all(may_make(problem, shift, visit) for visit in chosen):
        return None
    if problem.locks and not locks_of(problem).hold(visits):
        return None
    legs = route_legs(problem, shift, chosen)
    limit = shift.max_travel_duration
    if max(legs) >= UNREACHABLE or (limit is not None and sum(legs) > limit):
        return None
    timetable = Timetable(shift, chosen, legs)
    if timetable.end_time > shift.window.end:
        return None
    return timetable.route(route_distance(problem, shift, chosen))


def route_legs(problem: Problem, shift: Shift, visits: Sequence[Visit]) -> list[int]:
    """Seconds of each leg, from the start place over the stops to the end place: one more than there are visits."""
    places = [shift.start, *(visit.place for visit in visits), shift.end]
    return [leg_duration(problem, shift, *pair) for pair in pairwise(places)]


def route_distance(problem: Problem, shift: Shift, visits: Sequence[Visit]) -> int | None:
    """Metres of the whole way; `None` where the matrices have none."""
    distances = problem.travel[shift.travel_name].distances
    if distances is None:
        return None
    places = [place for place in (shift.start, *(visit.place for visit in visits), shift.end) if place is not None]
    return sum(int(distances[pair]) for pair in pairwise(places))


def earliest_in(windows: Sequence[Window], time: int) -> int | None:
    """First moment at or after a time that lies in one of the windows (none given: any moment); `None` if there is none."""
    if not windows:
        return time
    position = bisect_left(windows, time, key=attrgetter("end"))
    return max(time, windows[position].start) if position < len(windows) else None


def done_after(reached: Mapping[int, Reached], visit: Visit, action: int) -> dict[int, int]:
    """Earliest end of an action for each set of breaks with which its door is reached while it may start."""
    starts = {taken: earliest_in(visit.windows, time) for taken, (time, _, _) in reached.items()}
    return {taken: start + action for taken, start in starts.items() if start is not None}


def latest_in(windows: Sequence[Window], time: int) -> int | None:
    """Last moment at or before a time that lies in one of the windows (none given: any moment); `None` if there is none."""
    if not windows:
        return time
    found = [min(time, window.end) for window in windows if window.start <= time]
    return found[-1] if found else None


@lru_cache(maxsize=8)  # shifts of one day share few pairs of profile and speed
def _scaled(travel: Travel, speed_factor: float) -> IntMatrix:
    if speed_factor == 1:
        return travel.durations
    scaled = np.ceil(travel.durations / speed_factor)
    scaled[travel.durations >= UNREACHABLE] = UNREACHABLE
    matrix: IntMatrix = scaled.astype(np.int32)
    matrix.setflags(write=False)
    return matrix


def breaks_after(breaks: Sequence[Break], order: BreakSets, time: int, taken: int) -> Taken:
    """What sets of breaks can be over when none of the new ones starts before a time: the earliest end of each.

    Parameters
    ----------
    order
        `BreakSets.of` the breaks.
    taken
        Set of breaks taken before, as bits by position in `breaks`.
    """
    found: Taken = {taken: (time, 0, ())}
    waiting = [taken]
    while waiting:
        subset = heappop(waiting)  # a superset has a larger number: each is complete when its turn comes
        over, length, taken_so_far = found[subset]
        for index, pause in enumerate(breaks):
            larger = order.after(subset, index)
            start = None if larger is None else earliest_in(pause.windows, over)
            if larger is None or start is None:
                continue
            if larger not in found:
                heappush(waiting, larger)
            if start + pause.duration < found.get(larger, (NEVER, 0, ()))[0]:
                found[larger] = (start + pause.duration, length + pause.duration, (*taken_so_far, index))
    return found


def can_take_breaks(shift: Shift) -> bool:
    """Whether a shift has time for all its breaks, visits and ways aside; one that has not stays at home."""
    everything = (1 << len(shift.breaks)) - 1
    over, _, _ = breaks_after(shift.breaks, BreakSets.of(shift.breaks), shift.window.start, 0).get(everything, (NEVER, 0, ()))
    return over <= shift.window.end


def after_leg(leaving: Mapping[int, Taken], leg: int) -> dict[int, Reached]:
    """Earliest end of a leg for each set of breaks taken by then, and how it came about.

    Parameters
    ----------
    leaving
        Set of breaks taken before the leg to `breaks_after` its earliest start.
    """
    reached: dict[int, Reached] = {}
    if leg >= UNREACHABLE:
        return reached
    for before, sets in leaving.items():
        since = sets[before][0]
        for taken, (over, length, order) in sets.items():
            time = max(over, since + leg + length)
            if taken not in reached or time < reached[taken][0]:
                reached[taken] = (time, before, order)
    return reached


class Timetable:
    """The dynamic programme over (stops made, breaks taken) for one route.

    Parameters
    ----------
    legs
        See `route_legs`.

    Attributes
    ----------
    leaving
        Per leg: set of breaks taken before it → `breaks_after` its earliest start.
    end_time
        When the route ends, all breaks taken; `NEVER` if it has no schedule.
    """

    def __init__(self, shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> None:
        self._shift, self._visits, self._legs = shift, visits, legs
        self._all, self._order = (1 << len(shift.breaks)) - 1, BreakSets.of(shift.breaks)
        self._actions = action_durations(shift, visits)
        self._done: list[dict[int, int]] = [{0: shift.window.start}]
        """Per number of stops made: set of breaks taken → earliest end of the last action."""
        self._ways: list[dict[int, Reached]] = []
        self.leaving: list[dict[int, Taken]] = []
        for visit, action in zip(visits, self._actions, strict=True):
            self._done.append(done_after(self._cross(), visit, action))
        self.end_time = self._cross().get(self._all, (NEVER, 0, ()))[0]

    def _cross(self) -> dict[int, Reached]:
        breaks, order = self._shift.breaks, self._order
        leaving = {taken: breaks_after(breaks, order, time, taken) for taken, time in self._done[-1].items()}
        reached = after_leg(leaving, self._legs[len(self._ways)])
        self.leaving.append(leaving)
        self._ways.append(reached)
        return reached

    def route(self, distance: int | None) -> Route:
        """Walk back from the end, then write the times down forwards."""
        num_stops = len(self._visits)
        taken, times = self._all, [0] * (num_stops + 1)
        orders: list[tuple[int, ...]] = [()] * (num_stops + 1)
        for position in range(num_stops, -1, -1):
            _, taken, orders[position] = self._ways[position][taken]
            times[position] = self._done[position][taken]
        leaving, pauses = self._leave_late(times[1] - self._actions[0], orders[0])
        start_time = min(leaving, *(pause.start_time for pause in pauses)) if pauses else leaving
        stops: list[Stop] = []
        for position, visit in enumerate(self._visits):
            if position:
                pauses += self._pauses_after(times[position], orders[position])
            end = times[position + 1]
            stops.append(
                Stop(
                    visit_id=visit.id,
                    arrival_time=_arrival(leaving if position == 0 else times[position], self._legs[position], pauses),
                    start_time=end - self._actions[position],
                    end_time=end,
                )
            )
        pauses += self._pauses_after(times[-1], orders[-1])
        return Route(
            shift_id=self._shift.id,
            start_time=start_time,
            end_time=self.end_time,
            stops=tuple(stops),
            pauses=tuple(pauses),
            travel_duration=sum(self._legs),
            distance=distance,
        )

    def _pauses_after(self, time: int, order: Sequence[int]) -> list[Pause]:
        pauses = []
        for index in order:
            pause = self._shift.breaks[index]
            start = earliest_in(pause.windows, time)
            assert start is not None  # noqa: S101 (the programme took this way)
            time = start + pause.duration
            pauses.append(Pause(break_id=pause.id, start_time=start, end_time=time))
        return pauses

    def _leave_late(self, first_start: int, order: Sequence[int]) -> tuple[int, list[Pause]]:
        """Latest departure, and latest breaks of the first leg, that keep the first action where it is."""
        pauses: list[Pause] = []
        limit, remaining, leaving = first_start, self._legs[0], None
        for index in reversed(order):
            pause = _latest_pause(self._shift.breaks[index], limit)
            if leaving is None and limit - pause.end_time >= remaining:
                leaving = limit - remaining
            remaining -= limit - pause.end_time
            limit = pause.start_time
            pauses.insert(0, pause)
        return limit - remaining if leaving is None else leaving, pauses


def _latest_pause(pause: Break, limit: int) -> Pause:
    start = latest_in(pause.windows, limit - pause.duration)
    assert start is not None  # noqa: S101 (it fits at its earliest, so it fits at its latest)
    return Pause(break_id=pause.id, start_time=start, end_time=start + pause.duration)


def _arrival(leaving: int, remaining: int, pauses: Sequence[Pause]) -> int:
    """When a way left at a time is over, interrupted by the breaks that start on it."""
    time = leaving
    for pause in pauses:
        if pause.start_time < leaving:
            continue
        if pause.start_time - time >= remaining:
            break
        remaining -= pause.start_time - time
        time = pause.end_time
    return time + remaining
