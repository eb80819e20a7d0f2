"""One more visit in a plan as it stands: the routes of the day opened, insertions with their times, plans that have them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.orders import orders_by_shift
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.rules.open_route import NOWHERE, OpenRoute, open_routes


@dataclass(frozen=True, slots=True, kw_only=True)
class Insertion:
    """A visit put into a route at a position, and what that does to the soft cost."""

    route: Route
    position: int
    extra_cost: int


class Places:
    """The cheapest lawful place of each of some visits in every route of a plan, kept while routes change.

    Parameters
    ----------
    visits
        Positions in `Problem.visits`; the plan leaves them out.

    Attributes
    ----------
    routes
        One for each shift of the problem.
    """

    def __init__(self, problem: Problem, plan: Plan, visits: Sequence[int]) -> None:
        self.routes = opened(problem, plan)
        self._visits = np.array(visits, dtype=np.int64)
        self._column_of = {position: column for column, position in enumerate(visits)}
        self._is_left = np.ones(len(visits), dtype=bool)
        shape = (len(self.routes), len(visits))
        self._cost, self._gap = np.full(shape, NOWHERE, dtype=np.int64), np.zeros(shape, dtype=np.int64)
        for number, route in enumerate(self.routes):
            self.change(number, route)

    def change(self, number: int, route: OpenRoute) -> None:
        """Put another route in the place of a shift's; visits that it makes are not asked about any more."""
        self.routes[number] = route
        self._is_left[[self._column_of[position] for position in route.visits if position in self._column_of]] = False
        columns = np.flatnonzero(self._is_left)
        fits = route.fits(self._visits[columns])
        self._cost[number, columns], self._gap[number, columns] = fits.soft, fits.gap

    def least_cost(self, position: int) -> int:
        """What the cheapest place of a visit adds to the soft cost, `NOWHERE` if there is none."""
        return int(self._cost[:, self._column_of[position]].min(initial=NOWHERE))

    def insert(self, position: int) -> int:
        """Put a visit into its cheapest place, which is there; answers whose route it is in now."""
        column = self._column_of[position]
        number = int(self._cost[:, column].argmin())
        route = self.routes[number]
        self.change(number, route.holding(route.inserted(position, int(self._gap[number, column]))))
        return number

    def paying_routes(self, position: int, weight: int) -> list[int]:
        """Shifts in whose routes a visit adds less than a weight."""
        return [int(number) for number in np.flatnonzero(self._cost[:, self._column_of[position]] < weight)]


def opened(problem: Problem, plan: Plan) -> list[OpenRoute]:
    """Every shift of the day, also those that the plan leaves unused."""
    return open_routes(problem, orders_by_shift(problem, plan))


def insertions(route: OpenRoute, position: int) -> Iterator[Insertion]:
    """Lawful insertions of a visit into a route, cheapest first, each with its exact times."""
    costs = route.costs(position)
    for gap in costs.argsort(kind="stable").tolist():
        if costs[gap] >= NOWHERE:
            return
        longer = route.holding(route.inserted(position, gap))
        yield Insertion(route=longer.timed(), position=gap, extra_cost=int(costs[gap]))


def with_route(problem: Problem, plan: Plan, route: Route) -> Plan:
    """The plan with one route replaced or added; what it makes is left out no more."""
    made = {other.shift_id: other for other in plan.routes} | {route.shift_id: route}
    visit_ids = {stop.visit_id for stop in route.stops}
    return replace(
        plan,
        routes=tuple(made[shift.id] for shift in problem.shifts if shift.id in made),
        unassigned=tuple(entry for entry in plan.unassigned if entry.visit_id not in visit_ids),
    )


def without_reserves(plan: Plan) -> Plan:
    """The plan with routes that are still to change: reserves suit final ones."""
    return replace(plan, routes=tuple(replace(route, reserves=(), reserve_after=()) for route in plan.routes))
