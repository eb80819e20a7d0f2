"""From plans to orders of visits and back: engines search over orders, `planner.rules.timing` alone gives them times."""

from collections.abc import Sequence

from planner.domain.orders import plan_of_routes, positions
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules.timing import schedule

Orders = list[list[int]]
"""Positions in `Problem.visits` in the order of the route, one list for each shift (empty: not used)."""


class TwoReadingsError(AssertionError):
    """An engine holds a route to be feasible and the exact schedule does not: one of them misreads the laws (our bug)."""


def orders_of(problem: Problem, plan: Plan | None) -> Orders:
    """Orders of a plan to start from (`None`: empty ones).

    Raises
    ------
    ValueError
        If the plan names what the problem does not have, makes a visit twice, or a route breaks a law.
    """
    orders: Orders = [[] for _ in problem.shifts]
    if plan is None:
        return orders
    number_of = {shift.id: number for number, shift in enumerate(problem.shifts)}
    position_of = positions(problem)
    seen: set[str] = set()
    for route in plan.routes:
        ids = [stop.visit_id for stop in route.stops]
        unknown = [id_ for id_ in ids if id_ not in position_of]
        if route.shift_id not in number_of or unknown:
            raise ValueError(f"start plan: shift {route.shift_id!r} or visits {unknown} are not in the problem")
        if seen.intersection(ids) or len(set(ids)) != len(ids) or orders[number_of[route.shift_id]]:
            raise ValueError(f"start plan: shift {route.shift_id!r} or one of its visits appears twice")
        seen.update(ids)
        order = [position_of[id_] for id_ in ids]
        if not order or schedule(problem, problem.shifts[number_of[route.shift_id]], order) is None:
            raise ValueError(f"start plan: the route of shift {route.shift_id!r} is empty or breaks a law")
        orders[number_of[route.shift_id]] = order
    return orders


def plan_of(problem: Problem, orders: Sequence[Sequence[int]]) -> Plan:
    """Plan of given orders, every route timed anew.

    Raises
    ------
    TwoReadingsError
        If a route has no schedule.
    """
    routes = []
    for shift, order in zip(problem.shifts, orders, strict=True):
        if order:
            route = schedule(problem, shift, order)
            if route is None:
                ids = [problem.visits[position].id for position in order]
                raise TwoReadingsError(f"shift {shift.id!r}: no schedule for the visits {ids} that the engine planned")
            routes.append(route)
    return plan_of_routes(problem, routes)
