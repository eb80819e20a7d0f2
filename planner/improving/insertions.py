"""Where one more visit would go into a plan as it stands, cheapest place first, each verified by its exact schedule.

Most places are ruled out for all visits at once by conditions that every feasible insertion meets: the way and the action
must fit between the earliest end of the stop before and the latest start of the stop after, breaks left aside, and all the
work must fit into the shift without its breaks. What passes is judged by `planner.rules.timing.schedule`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Int64s
from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Visit
from planner.rules.cost import actions_duration, available_duration, stop_penalty
from planner.rules.permission import locks_of, may_make
from planner.rules.timing import (
    action_duration,
    earliest_in,
    latest_in,
    route_legs,
    schedule,
    travel_durations,
)

_TOO_LATE = 10**9
"""A time after every shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A visit put into a route at a position, and what that does to the soft cost."""

    route: Route
    position: int
    visits: tuple[int, ...]
    extra_cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRoute:
    """A shift with the visits that it makes, ready for questions about one more.

    Attributes
    ----------
    visits
        Positions in `Problem.visits`, in order; empty: the shift is not used so far.
    earliest_end, latest_start
        Per gap (before each stop, and before the end): earliest end of what is before it, latest start of what is after it;
        breaks left aside, shape (stops + 1,).
    work, travel
        Seconds of travel and actions, and of travel alone.
    share
        Fair share of work of the shift.
    """

    problem: Problem
    shift: Shift
    visits: tuple[int, ...]
    earliest_end: Int64s
    latest_start: Int64s
    work: int
    travel: int
    share: int

    def insertions(self, position: int) -> Iterator[Insertion]:
        """Feasible insertions of a visit, cheapest first."""
        visit = self.problem.visits[position]
        if not may_make(self.problem, self.shift, visit) or self._is_full():
            return
        detours = self._detours(visit)
        first, last = locks_of(self.problem).gaps(self.visits, position)
        gaps = first + np.flatnonzero(self._may_fit(visit, detours)[first : last + 1])
        costs = {int(gap): self._extra_cost(visit, int(gap), int(detours[gap])) for gap in gaps}
        for gap in sorted(costs, key=lambda gap: (costs[gap], gap)):
            visits = (*self.visits[:gap], position, *self.visits[gap:])
            route = schedule(self.problem, self.shift, visits)
            if route is not None:
                yield Insertion(route=route, position=gap, visits=visits, extra_cost=costs[gap])

    def _is_full(self) -> bool:
        return self.shift.max_visits is not None and len(self.visits) >= self.shift.max_visits

    def _ways(self, place: int) -> tuple[Int64s, Int64s]:
        """Seconds from what is before each gap to a place, and on to what is after it."""
        durations = travel_durations(self.problem, self.shift)
        stops = [self.problem.visits[n].place for n in self.visits]
        before, after = [self.shift.start, *stops], [*stops, self.shift.end]
        there = np.array([0 if p is None else durations[p, place] for p in before], dtype=np.int64)
        onward = np.array([0 if p is None else durations[place, p] for p in after], dtype=np.int64)
        return there, onward

    def _detours(self, visit: Visit) -> Int64s:
        there, onward = self._ways(visit.place)
        legs = route_legs(self.problem, self.shift, [self.problem.visits[n] for n in self.visits])
        return there + onward - (np.array(legs, dtype=np.int64) if self.visits else 0)

    def _may_fit(self, visit: Visit, detours: Int64s) -> Bools:
        there, onward = self._ways(visit.place)
        starts = np.array(
            [
                _TOO_LATE if (start := earliest_in(visit.windows, int(time))) is None else start
                for time in self.earliest_end + there
            ],
            dtype=np.int64,
        )
        most_setup = max((self.problem.visits[n].setup_duration for n in self.visits), default=0)
        in_order = starts + visit.service_duration + onward <= self.latest_start
        in_sum = self.work + detours + visit.service_duration - most_setup <= available_duration(self.shift)
        limit = self.shift.max_travel_duration
        in_limit = np.ones_like(in_order) if limit is None else self.travel + detours <= limit
        return np.asarray(in_order & in_sum & in_limit)

    def _extra_cost(self, visit: Visit, gap: int, detour: int) -> int:
        policy = self.problem.policy
        visits = [self.problem.visits[n] for n in self.visits]
        visits.insert(gap, visit)
        work = self.travel + detour + actions_duration(self.shift, visits)
        overload = max(0, work - self.share) - max(0, self.work - self.share)
        penalty = stop_penalty(self.problem, self.shift, visit)
        return policy.travel_weight * detour + policy.overload_weight * overload + penalty


def open_route(problem: Problem, shift: Shift, visits: Sequence[int], *, share: int) -> OpenRoute:
    """Prepare a route of given visits (none: an unused shift) for questions about one more."""
    chosen = [problem.visits[n] for n in visits]
    legs = route_legs(problem, shift, chosen) if chosen else []
    travel = sum(legs)
    return OpenRoute(
        problem=problem,
        shift=shift,
        visits=tuple(visits),
        earliest_end=_earliest_ends(shift, chosen, legs),
        latest_start=_latest_starts(shift, chosen, legs),
        work=travel + actions_duration(shift, chosen),
        travel=travel,
        share=share,
    )


def _earliest_ends(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> Int64s:
    times, place = [shift.window.start], shift.start
    for visit, leg in zip(visits, legs, strict=False):
        start = earliest_in(visit.windows, times[-1] + leg)
        times.append(_TOO_LATE if start is None else start + action_duration(visit, place))
        place = visit.place
    return np.array(times, dtype=np.int64)


def _latest_starts(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> Int64s:
    """Without setups, which an insertion can make unneeded: a bound, not a schedule."""
    times = [shift.window.end]
    for visit, leg in zip(reversed(visits), reversed(legs), strict=False):
        latest: int | None = times[-1] - leg - visit.service_duration
        if visit.windows and latest is not None:
            latest = latest_in(visit.windows, latest)
        times.append(-_TOO_LATE if latest is None else latest)
    return np.array(times[::-1], dtype=np.int64)
