"""Improves the least change of a plan visit by visit, as far as a number of changes allows.

Visits that are left out go in, highest weight first, each at its cheapest place at which the changes stay within the number;
that place may be one where nobody else is re-timed, though it costs more. What the number allows is decided by counting all
changes of the whole plan, so it holds whatever an insertion does to the times of others.
"""

from dataclasses import dataclass

import numpy as np

from planner.domain.change import Change
from planner.domain.orders import positions
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.improving.insertions import Places, with_route
from planner.rules.cost import weights
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
    position_of, weight = positions(problem), weights(problem).visits
    left = sorted((position_of[entry.visit_id] for entry in plan.unassigned), key=lambda n: (-weight[n], n))
    places = Places(problem, plan, left)
    for position in left:
        for number, gap in _cheapest_first(problem, places, position, weight[position]):
            longer = places.routes[number].holding(places.routes[number].inserted(position, gap))
            tried = with_route(problem, plan, longer.timed())
            if budget.allows(tried):
                places.change(number, longer)
                plan = tried
                break
    return plan


def _cheapest_first(problem: Problem, places: Places, position: int, weight: int) -> list[tuple[int, int]]:
    """Shifts and gaps in which a visit pays."""
    found = []
    for number in places.paying_routes(position, weight):
        costs = places.routes[number].costs(position)
        found += [(int(costs[gap]), problem.shifts[number].id, int(gap), number) for gap in np.flatnonzero(costs < weight)]
    return [(number, gap) for _, _, gap, number in sorted(found)]
