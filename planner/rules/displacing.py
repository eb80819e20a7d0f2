"""What would have to go so that a visit fits: the stops of least weight of one route, by trying sets in order of their weight.

Sets of the stops of each route are made lazily, lightest first, over all routes together (each set from the one before by adding
the next heavier stop, or by exchanging the heaviest of it for that), and the first after whose removal the visit fits is the
answer: no lighter one exists. The other stops keep their order.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.domain.explanation import Displacement
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules.cost import stop_penalty, weights
from planner.rules.insertions import Insertion, OpenRoute, open_route
from planner.rules.offers import offer_of, open_routes
from planner.rules.permission import may_make
from planner.rules.timing import schedule

MAX_TRIES = 8000
"""Sets tried at most: some seconds. On a day of 28 teams that is every set of two stops, and most sets of three."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A displacement with all that is needed to make it."""

    displacement: Displacement
    insertion: Insertion
    removed: tuple[int, ...]


def least_displacement(problem: Problem, plan: Plan, position: int, *, max_tries: int = MAX_TRIES) -> Exchange | None:
    """The lightest set of stops of one route without which a visit fits into it.

    Parameters
    ----------
    plan
        A sound plan in which the visit is left out.
    position
        In `Problem.visits`; the visit fits alone into some shift.

    Returns
    -------
    Exchange or None
        `None` if none was found in `max_tries`: nothing is known then.
    """
    weight = weights(problem).visits
    visit = problem.visits[position]
    routes = [
        route
        for route in open_routes(problem, plan)
        if may_make(problem, route.shift, visit) and schedule(problem, route.shift, [position]) is not None
    ]
    for number, (total, route, gone) in enumerate(_lightest_first(routes, weight)):
        if number >= max_tries:
            return None
        kept = [n for n in route.visits if n not in gone]
        shorter = open_route(problem, route.shift, kept, share=route.share)
        found = next(shorter.insertions(position), None)
        if found is not None:
            removed = tuple(n for n in route.visits if n in gone)
            soft = found.extra_cost + _soft(shorter) - _soft(route)
            displacement = Displacement(
                visit_ids=tuple(problem.visits[n].id for n in removed),
                offer=offer_of(problem, shorter, found, position),
                pays=total + soft < weight[position],
            )
            return Exchange(displacement, found, removed)
    return None


def _soft(route: OpenRoute) -> int:
    """Soft cost of a route."""
    problem, policy = route.problem, route.problem.policy
    penalties = sum(stop_penalty(problem, route.shift, problem.visits[n]) for n in route.visits)
    return policy.travel_weight * route.travel + policy.overload_weight * max(0, route.work - route.share) + penalties


def _lightest_first(routes: Sequence[OpenRoute], weight: Sequence[int]) -> Iterator[tuple[int, OpenRoute, frozenset[int]]]:
    """Every set of stops of one route, over all routes, in order of weight."""
    sorted_stops = [sorted(route.visits, key=lambda n: (weight[n], n)) for route in routes]
    heap: list[tuple[int, int, tuple[int, ...]]] = [(0, number, ()) for number in range(len(routes))]
    heapq.heapify(heap)
    while heap:
        total, number, chosen = heapq.heappop(heap)
        stops = sorted_stops[number]
        yield total, routes[number], frozenset(stops[n] for n in chosen)
        last = chosen[-1] if chosen else -1
        if last + 1 < len(stops):
            following = weight[stops[last + 1]]
            heapq.heappush(heap, (total + following, number, (*chosen, last + 1)))
            if chosen:
                heapq.heappush(heap, (total + following - weight[stops[last]], number, (*chosen[:-1], last + 1)))
