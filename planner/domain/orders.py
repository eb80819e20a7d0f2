"""A plan as orders of visits, and routes as a plan of the whole problem."""

from collections.abc import Sequence

from planner.domain.plan import Plan, Route, Unassigned
from planner.domain.problem import Problem


def positions(problem: Problem) -> dict[str, int]:
    """Id of each visit → its position in `Problem.visits`."""
    return {visit.id: position for position, visit in enumerate(problem.visits)}


def orders_by_shift(problem: Problem, plan: Plan) -> list[list[int]]:
    """Positions of the visits that each shift of the problem makes, in order; empty for a shift without a route.

    Raises
    ------
    KeyError
        If a visit of such a route is not in the problem.
    """
    position_of = positions(problem)
    stops_of = {route.shift_id: route.stops for route in plan.routes}
    return [[position_of[stop.visit_id] for stop in stops_of.get(shift.id, ())] for shift in problem.shifts]


def plan_of_routes(problem: Problem, routes: Sequence[Route]) -> Plan:
    """A plan of given routes that leaves out all other visits of the problem, for reasons not looked into."""
    made = {stop.visit_id for route in routes for stop in route.stops}
    left = tuple(Unassigned(visit_id=visit.id) for visit in problem.visits if visit.id not in made)
    return Plan(routes=tuple(routes), unassigned=left)
