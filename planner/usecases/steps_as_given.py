"""Times of a route as given, whether it keeps the laws or not: each visit and break in its order, as early as it can be.

A visit or break that comes too late for its last window begins at once; the checker says what is broken. Where some choice of
times keeps every law in this order, this one does: nothing is gained by waiting.
"""

from collections.abc import Mapping, Sequence

from planner.domain.given_route import GivenStep
from planner.domain.plan import Pause, Plan, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.rules.timing import action_durations, earliest_in, route_distance, route_legs


def route_as_given(problem: Problem, shift: Shift, steps: Sequence[GivenStep]) -> Route:
    """Times of a route of at least one visit; ways that do not exist take no time."""
    visit_of = {visit.id: visit for visit in problem.visits}
    breaks = {pause.id: pause for pause in shift.breaks}
    visits = [visit_of[step.id] for step in steps if not step.is_break]
    legs = [0 if leg >= UNREACHABLE else leg for leg in route_legs(problem, shift, visits)]
    actions = action_durations(shift, visits)
    walk = _Walk(shift.window.start)
    walk.begin_leg(legs[0])
    for step in steps:
        if step.is_break:
            walk.rest(breaks[step.id])
        else:
            number = len(walk.stops)
            walk.make(visits[number], actions[number])
            walk.begin_leg(legs[number + 1])
    walk.arrive()
    start = shift.window.start
    if not steps[0].is_break:
        start = max(start, walk.stops[0].start_time - legs[0])
        first = walk.stops[0]
        arrival = start + legs[0]
        walk.stops[0] = Stop(
            visit_id=first.visit_id, arrival_time=arrival, start_time=first.start_time, end_time=first.end_time
        )
    return Route(
        shift_id=shift.id,
        start_time=start,
        end_time=walk.now,
        stops=tuple(walk.stops),
        pauses=tuple(walk.pauses),
        travel_duration=sum(legs),
        distance=route_distance(problem, shift, visits),
    )


def plan_as_given(problem: Problem, given: Mapping[str, Sequence[GivenStep]]) -> Plan:
    """A plan of routes as given; shifts without a visit stay at home, visits that no route makes are unassigned."""
    routes = tuple(
        route_as_given(problem, shift, given[shift.id])
        for shift in problem.shifts
        if any(not step.is_break for step in given.get(shift.id, ()))
    )
    made = {stop.visit_id for route in routes for stop in route.stops}
    left = (Unassigned(visit_id=visit.id) for visit in problem.visits if visit.id not in made)
    return Plan(routes=routes, unassigned=tuple(left))


class _Walk:
    """Where a route is: the time, the way still to go, and what was done."""

    def __init__(self, start: int) -> None:
        self.now, self._left, self._arrival = start, 0, start
        self.stops: list[Stop] = []
        self.pauses: list[Pause] = []

    def begin_leg(self, leg: int) -> None:
        self._left, self._arrival = leg, self.now + leg

    def rest(self, pause: Break) -> None:
        """Take a break as early as it can be; the way goes on until then."""
        start = earliest_in(pause.windows, self.now)
        start = self.now if start is None else start
        self._left -= min(self._left, start - self.now)
        self.now = start + pause.duration
        if self._left:
            self._arrival = self.now + self._left
        self.pauses.append(Pause(break_id=pause.id, start_time=start, end_time=self.now))

    def arrive(self) -> None:
        """Go the rest of the way."""
        self.now, self._left = self.now + self._left, 0

    def make(self, visit: Visit, action: int) -> None:
        """Arrive and make a visit as early as it may start."""
        arrival = self._arrival
        self.arrive()
        start = earliest_in(visit.windows, self.now)
        start = self.now if start is None else start
        self.now = start + action
        self.stops.append(Stop(visit_id=visit.id, arrival_time=arrival, start_time=start, end_time=self.now))
