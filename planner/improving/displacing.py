"""What would have to go so that a visit fits: the stops of least weight of one route, by trying sets in order of their weight.

Sets of the stops of each route are made lazily, lightest first, over all routes together (each set from the one before by
adding the next heavier stop, or by exchanging the heaviest of it for that), and the first after whose removal the visit fits
is the answer: no lighter one exists. The other stops keep their order.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.explanation import Displacement
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.improving.insertions import Insertion, insertions, opened
from planner.improving.offers import offer_of
from planner.rules.cost import weights
from planner.rules.open_route import OpenRoute
from planner.rules.permission import may_make
from planner.rules.timing import schedule

MAX_TRIES = 8000
"""Sets tried at most: some seconds. On a day of 28 teams that is every set of two stops, and most sets of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A displacement with the route that it gives, and what it adds to the soft cost."""

    displacement: Displacement
    insertion: Insertion
    extra_soft: int


def least_displacement(problem: Problem, plan: Plan, position: int, *, max_tries: int = MAX_TRIES) -> Exchange | None:
    """The lightest set of stops of one route without which a visit fits into it, or a lightest one that pays.

    Sets as light as the visit itself may pay by their travel: all of them are tried before it is said that none does.

    Parameters
    ----------
    plan
        A sound plan in which the visit is left out.
    position
        In `Problem.visits`; the visit fits alone into some shift.

    Returns
    -------
    Exchange or None
        `None` if `max_tries` were not enough: nothing is known then.
    """
    weight = weights(problem).visits
    visit = problem.visits[position]
    routes = [
        route
        for route in opened(problem, plan)
        if may_make(problem, route.shift, visit) and schedule(problem, route.shift, [position]) is not None
    ]
    most_gain = max((route.soft_cost for route in routes), default=0)
    lightest: Exchange | None = None
    for number, (total, route, gone) in enumerate(_lightest_first(routes, weight)):
        if lightest is not None and total >= weight[position] + most_gain:
            return lightest
        if number >= max_tries:
            return None
        found = _exchange(problem, route, gone, position)
        if found is not None and total + found.extra_soft < weight[position]:
            return replace(found, displacement=replace(found.displacement, pays=True))
        lightest = lightest or found
    return lightest


def _exchange(problem: Problem, route: OpenRoute, gone: frozenset[int], position: int) -> Exchange | None:
    """The cheapest way to put a visit into a route without some stops."""
    shorter = route.holding([n for n in route.visits if n not in gone])
    found = next(insertions(shorter, position), None)
    if found is None:
        return None
    removed = tuple(n for n in route.visits if n in gone)
    displacement = Displacement(
        visit_ids=tuple(problem.visits[n].id for n in removed),
        offer=offer_of(problem, shorter, found, position),
        pays=False,
    )
    extra_soft = found.extra_cost + shorter.soft_cost - route.soft_cost
    return Exchange(displacement=displacement, insertion=found, extra_soft=extra_soft)


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
