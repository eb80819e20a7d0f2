"""A plan of one day carried over to a changed day: of every route as much as is still lawful, in the same order."""

from planner.domain.plan import Plan, Route, Unassigned
from planner.domain.problem import Problem
from planner.rules.timing import schedule


def carried_over(problem: Problem, plan: Plan) -> Plan:
    """Routes of a plan on the shifts of a problem that have the same id.

    Stops of visits that are not offered any more are left out, and stops after which the route would break a law. The times are
    computed anew; no reasons, no reserves.
    """
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    stops_of = {route.shift_id: [stop.visit_id for stop in route.stops] for route in plan.routes}
    routes: list[Route] = []
    made: set[str] = set()
    for shift in problem.shifts:
        wanted = [position_of[id_] for id_ in stops_of.get(shift.id, ()) if id_ in position_of]
        route = schedule(problem, shift, wanted) if wanted else None
        kept: list[int] = []
        for position in wanted if route is None else ():
            longer = schedule(problem, shift, [*kept, position])
            if longer is not None:
                kept, route = [*kept, position], longer
        if route is not None:
            routes.append(route)
            made.update(stop.visit_id for stop in route.stops)
    left = tuple(Unassigned(visit_id=visit.id) for visit in problem.visits if visit.id not in made)
    return Plan(routes=tuple(routes), unassigned=left)
