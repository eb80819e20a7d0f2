"""Improves the least change of a plan visit by visit, as far as a number of changes allows.

Visits that are left out go in, highest weight first, each at its cheapest place at which the changes stay within the number;
that place may be one where nobody else is re-timed, though it costs more. What the number allows is decided by counting all
changes of the whole plan, so it holds whatever an insertion does to the times of others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.domain.change import Change
from planner.domain.plan import Plan, Route, Unassigned
from planner.domain.problem import Problem
from planner.improving.insertions import Insertion, OpenRoute, open_route
from planner.improving.screening import VisitColumns, may_fit
from planner.rules.cost import fair_shares, weights
from planner.rules.disruption import changes, num_free, with_forced


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much may change, and against what.

    Attributes
    ----------
    before
        The plan so far.
    least
        Changes that cannot be avoided (`planner.improving.least_change`).
    max_changes
        Most changes beyond these; `None`: as many as pay.
    tolerance
        Seconds within which a stop is not re-timed.
    """

    before: Plan
    least: tuple[Change, ...]
    max_changes: int | None
    tolerance: int

    def changes(self, plan: Plan) -> tuple[Change, ...]:
        """All changes of a plan, the forced ones marked."""
        return with_forced(changes(self.before, plan, tolerance=self.tolerance), self.least)

    def allows(self, plan: Plan) -> bool:
        """Whether a plan changes no more than it may."""
        return self.max_changes is None or num_free(self.changes(plan)) <= self.max_changes


def insert_within(problem: Problem, plan: Plan, budget: Budget) -> Plan:
    """Insert what fits, pays, and leaves the changes within the budget.

    Parameters
    ----------
    plan
        A plan that the budget allows.
    """
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    weight = weights(problem).visits
    columns = VisitColumns.of(problem.visits)
    stops_of = {route.shift_id: [position_of[stop.visit_id] for stop in route.stops] for route in plan.routes}
    opened = [
        open_route(problem, shift, stops_of.get(shift.id, []), share=share)
        for shift, share in zip(problem.shifts, fair_shares(problem), strict=True)
    ]
    fits = [may_fit(route, columns) for route in opened]
    for position in sorted((position_of[entry.visit_id] for entry in plan.unassigned), key=lambda n: (-weight[n], n)):
        hopes = [route for route, may in zip(opened, fits, strict=True) if may[position]]
        for found in _cheapest_first(hopes, position):
            if found.extra_cost >= weight[position]:
                break
            tried = _with(problem, plan, found)
            if budget.allows(tried):
                number = next(n for n, route in enumerate(opened) if route.shift.id == found.route.shift_id)
                opened[number] = open_route(problem, opened[number].shift, found.visits, share=opened[number].share)
                fits[number] = may_fit(opened[number], columns)
                plan = tried
                break
    return plan


def _cheapest_first(routes: Sequence[OpenRoute], position: int) -> Iterator[Insertion]:
    found = [insertion for route in routes for insertion in route.insertions(position)]
    yield from sorted(found, key=lambda insertion: (insertion.extra_cost, insertion.route.shift_id, insertion.position))


def _with(problem: Problem, plan: Plan, found: Insertion) -> Plan:
    """The plan with one route replaced."""
    made: dict[str, Route] = {route.shift_id: route for route in plan.routes}
    made[found.route.shift_id] = found.route
    visit_ids = {stop.visit_id for stop in found.route.stops}
    return replace(
        plan,
        routes=tuple(made[shift.id] for shift in problem.shifts if shift.id in made),
        unassigned=tuple(Unassigned(visit_id=left.visit_id) for left in plan.unassigned if left.visit_id not in visit_ids),
    )
