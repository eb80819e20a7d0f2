"""A plan of one day carried over to a changed day: of every route as much as is still lawful, in the same order."""

from collections.abc import Iterable, Sequence

from planner.domain.orders import plan_of_routes, positions
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.records import Team
from planner.domain.shift import Shift
from planner.rules.timing import schedule


def carried_over(problem: Problem, plan: Plan, *, before: Sequence[Shift], teams: Iterable[Team] = ()) -> Plan:
    """Routes of a plan on the shifts of a changed problem.

    A shift takes over the route of the shift with its id, else those of its team, else those of the team that it was split from
    or joined with; what one shift takes the next one does not. Stops of visits that are not offered any more are left out, and
    stops after which the route would break a law. The times are computed anew; no reasons, no reserves.

    Parameters
    ----------
    before
        Shifts of the problem that the plan answers.
    teams
        Teams of the changed problem, which know what they were split from or joined of.
    """
    team_of = {team.id: team for team in teams}
    position_of = positions(problem)
    stops_of = {route.shift_id: [stop.visit_id for stop in route.stops] for route in plan.routes}
    routes: list[Route] = []
    made: set[str] = set()
    for shift in problem.shifts:
        ids = [id_ for old in _inherited(shift, team_of.get(shift.team), before) for id_ in stops_of.get(old, ())]
        route = _longest(problem, shift, [position_of[id_] for id_ in ids if id_ in position_of and id_ not in made])
        if route is not None:
            routes.append(route)
            made.update(stop.visit_id for stop in route.stops)
    return plan_of_routes(problem, routes)


def _inherited(shift: Shift, team: Team | None, before: Sequence[Shift]) -> list[str]:
    """Ids of the shifts whose stops a shift takes over."""
    if any(old.id == shift.id for old in before):
        return [shift.id]
    parents = {shift.team} if team is None else {team.id, team.part_of, *team.joins}
    return [old.id for old in before if old.team and old.team in parents]


def _longest(problem: Problem, shift: Shift, wanted: Sequence[int]) -> Route | None:
    """As many of the stops as stay lawful, in their order: each is kept if the route with it is."""
    whole = schedule(problem, shift, wanted) if wanted else None
    if whole is not None:
        return whole
    kept: list[int] = []
    route: Route | None = None
    for position in wanted:
        longer = schedule(problem, shift, [*kept, position])
        if longer is not None:
            kept, route = [*kept, position], longer
    return route
