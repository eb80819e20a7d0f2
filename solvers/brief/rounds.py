"""Ruin and recreate in plain Python, for problems so small and limits so short that compiled code would not be loaded in time.

Each step takes some visits near one of them out of their routes and puts what is left out back, each into its cheapest lawful
gap but for a few that are passed over by chance; worse plans are taken as in simulated annealing. Gaps are ranked by travel,
held lawful by the exact schedule, and plans are judged by their exact cost.

References
----------
Christiaens, J. and Vanden Berghe, G. (2020). Slack induction by string removals for vehicle routing problems. Transportation
Science 54(2). doi 10.1287/trsc.2019.0914
"""

import math
import random
from collections.abc import Sequence

from planner.domain.problem import Problem
from planner.rules.permission import may_make
from planner.rules.timing import schedule, travel_durations
from solvers.orders import Orders
from solvers.pricing import Pricing

_MOST_OUT = 10
"""Visits taken out at once at most; more are seldom put back better."""

_NEAR_SPREAD = 3.0
"""How far from the nearest ones visits are taken: the power of the random number that draws them by rank."""

_BLINK = 0.02
"""Chance that a gap is passed over, so that the same visits do not go back into the same gaps."""

_FEW_GAPS = 3
"""Lawful gaps judged by their exact cost, where travel is not all that a route costs."""

_HOT, _COLD = 600.0, 3.0
"""Seconds of travel by which a plan may well be worse, at the beginning and at the end."""

_Route = tuple[int, ...]


class BriefRounds:
    """Routes under improvement.

    Parameters
    ----------
    orders
        A lawful plan to begin with.
    """

    def __init__(self, problem: Problem, orders: Orders, *, seed: int) -> None:
        self._problem, self._random, self._pricing = problem, random.Random(seed), Pricing.of(problem)  # noqa: S311 (a search)
        self._weights = self._pricing.weights
        self._soft = max(1, self._pricing.soft * max(1, problem.policy.travel_weight))
        places = [visit.place for visit in problem.visits]
        self._places = places
        self._travel = [travel_durations(problem, shift).tolist() for shift in problem.shifts]
        ways = self._travel[0]
        self._near = [
            sorted(range(len(places)), key=lambda other, place=place: ways[place][places[other]])  # type: ignore[misc]
            for place in places
        ]
        self._able = [
            {position for position, visit in enumerate(problem.visits) if may_make(problem, shift, visit)}
            for shift in problem.shifts
        ]
        policy = problem.policy
        is_more = policy.overload_weight or policy.foreign_village_penalty or policy.disruption_penalty
        self._num_gaps = _FEW_GAPS if is_more or self._pricing.weighed.losses else 1
        self._costs: dict[tuple[int, _Route], int | None] = {}
        self._routes: list[_Route] = [tuple(order) for order in orders]
        self.best_cost = self._cost = self._pricing.orders(orders)
        self._best = list(self._routes)

    @property
    def best_orders(self) -> Orders:
        """The best plan so far."""
        return [list(route) for route in self._best]

    def step(self, progress: float) -> None:
        """One ruin and recreate; `progress` is the part of the search that is over, 0 to 1."""
        routes = self._recreated(self._ruined())
        costs = [self._route_cost(number, route) for number, route in enumerate(routes)]
        known = [cost for cost in costs if cost is not None]
        if len(known) < len(costs):  # without a stop a way may be longer than with it
            return
        made = sum(self._weights[position] for route in routes for position in route)
        cost = sum(self._weights) - made + sum(known)
        heat = self._soft * _HOT * (_COLD / _HOT) ** progress
        if cost <= self._cost or self._random.random() < math.exp((self._cost - cost) / heat):
            self._routes, self._cost = routes, cost
            if cost < self.best_cost:
                self.best_cost, self._best = cost, list(routes)

    def _ruined(self) -> list[_Route]:
        """The routes without some visits near one."""
        near = self._near[self._random.randrange(len(self._near))]
        num_out = self._random.randint(1, min(_MOST_OUT, len(near)))
        out: set[int] = set()
        while len(out) < num_out:
            out.add(near[int(len(near) * self._random.random() ** _NEAR_SPREAD)])
        return [tuple(position for position in route if position not in out) for route in self._routes]

    def _recreated(self, routes: list[_Route]) -> list[_Route]:
        made = {position for route in routes for position in route}
        left = [position for position in range(len(self._places)) if position not in made and self._weights[position] > 0]
        self._random.shuffle(left)
        if self._random.random() < 0.5:
            left.sort(key=self._weights.__getitem__, reverse=True)
        for position in left:
            found: list[tuple[int, int, _Route]] = []
            for added, number, gap in self._gaps(routes, position):
                if self._soft * added >= self._weights[position] or len(found) == self._num_gaps:
                    break
                route = (*routes[number][:gap], position, *routes[number][gap:])
                cost = None if self._random.random() < _BLINK else self._route_cost(number, route)
                if cost is not None:
                    found.append((cost - (self._route_cost(number, routes[number]) or 0), number, route))
            if found:
                _, number, route = min(found)
                routes[number] = route
        return routes

    def _gaps(self, routes: Sequence[_Route], position: int) -> list[tuple[int, int, int]]:
        """Added travel, route and gap of a visit, the cheapest first."""
        place, found = self._places[position], []
        for number, (route, shift, ways) in enumerate(zip(routes, self._problem.shifts, self._travel, strict=True)):
            if position not in self._able[number]:
                continue
            before, from_here = shift.start, ways[place]
            for gap, after in enumerate([*(self._places[stop] for stop in route), shift.end]):
                added = 0 if after is None else from_here[after]
                if before is not None:
                    added += ways[before][place]
                    if after is not None and route:  # a route without a stop is not driven
                        added -= ways[before][after]
                found.append((added, number, gap))
                before = after
        return sorted(found)

    def _route_cost(self, number: int, route: _Route) -> int | None:
        """Cost of a route; `None` where it breaks a law."""
        if not route:
            return 0
        key = number, route
        if key not in self._costs:
            is_lawful = schedule(self._problem, self._problem.shifts[number], route) is not None
            self._costs[key] = self._pricing.route(number, route) if is_lawful else None
        return self._costs[key]
