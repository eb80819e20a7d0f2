"""Reserve visits: unplanned doors near a route, for when planned ones stay shut."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Tier, Visit
from planner.rules.permission import may_make
from planner.rules.timing import travel_durations

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})
"""No paper that stays as it is."""


def with_reserves(problem: Problem, plan: Plan, *, num_reserves: int, kept: Mapping[str, Collection[str]] = NOTHING) -> Plan:
    """Give each route up to so many reserve visits, nearest to one of its stops first.

    A reserve is an unassigned coverage visit that the team is able to make in the time of its route; it belongs to one route
    only. Routes choose in turn, so that no route takes all the doors that it shares with a neighbour.

    Parameters
    ----------
    kept
        By shift the reserves on papers that stay as they are: its route gets no others, and nobody else gets these.

    Raises
    ------
    ValueError
        If `num_reserves` is negative.
    """
    if num_reserves < 0:
        raise ValueError(f"num_reserves is {num_reserves}, expected >= 0")
    left = {entry.visit_id for entry in plan.unassigned}.difference(*kept.values())
    offers = [visit for visit in problem.visits if visit.id in left and visit.tier is Tier.COVERAGE and not visit.is_required]
    places = {visit.id: visit.place for visit in problem.visits}
    shifts = {shift.id: shift for shift in problem.shifts}
    wishes = [
        []
        if route.shift_id in kept
        else _nearest(problem, shifts[route.shift_id], route, [places[stop.visit_id] for stop in route.stops], offers)
        for route in plan.routes
    ]
    chosen = _in_turn(wishes, num_reserves)
    return replace(plan, routes=tuple(replace(r, reserves=ids) for r, ids in zip(plan.routes, chosen, strict=True)))


def _in_turn(wishes: Sequence[Sequence[str]], num_reserves: int) -> list[tuple[str, ...]]:
    taken: set[str] = set()
    chosen: list[list[str]] = [[] for _ in wishes]
    remaining = [iter(wish) for wish in wishes]
    for _ in range(num_reserves):
        for own, wish in zip(chosen, remaining, strict=True):
            visit_id = next((candidate for candidate in wish if candidate not in taken), None)
            if visit_id is not None:
                own.append(visit_id)
                taken.add(visit_id)
    return [tuple(own) for own in chosen]


def _nearest(problem: Problem, shift: Shift, route: Route, stops: Sequence[int], offers: Sequence[Visit]) -> list[str]:
    """Ids of suitable visits, the shortest way there and back to one of the stops first."""
    suitable = [visit for visit in offers if may_make(problem, shift, visit) and _is_open(visit, route)]
    if not suitable or not stops:
        return []
    durations = travel_durations(problem, shift)
    doors = [visit.place for visit in suitable]
    there = durations[np.ix_(stops, doors)].astype(np.int64)
    back = durations[np.ix_(doors, stops)].astype(np.int64).T
    ways = (there + back).min(axis=0)
    order = sorted(range(len(suitable)), key=lambda n: (int(ways[n]), -suitable[n].prize, suitable[n].id))
    return [suitable[n].id for n in order if ways[n] < UNREACHABLE]


def _is_open(visit: Visit, route: Route) -> bool:
    """Whether the door may be tried while the route is under way."""
    return not visit.windows or any(w.start <= route.end_time and w.end >= route.start_time for w in visit.windows)


def within_rows(shift: Shift, route: Route) -> Route:
    """The route with as many of its reserves as its sheet has rows, the first of them."""
    most = len(route.reserves) if shift.max_rows is None else max(0, shift.max_rows - len(route.stops))
    if len(route.reserves) <= most:
        return route
    return replace(route, reserves=route.reserves[:most], reserve_after=route.reserve_after[:most])
