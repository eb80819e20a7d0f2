"""Why each visit is left out: a reason from the closed list, tested against every shift and route of the plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.domain.arrays import Bools
from planner.domain.plan import Plan, Reason, Route, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.improving.insertions import Insertion, OpenRoute, open_route
from planner.improving.screening import VisitColumns, may_fit
from planner.rules.cost import fair_shares, weights
from planner.rules.permission import may_make
from planner.rules.timing import leg_duration, schedule


def with_reasons(problem: Problem, plan: Plan) -> Plan:
    """Give every unassigned visit of a sound plan its tested reason.

    Tested in this order, the first that holds is given: `NO_SKILL`, `OUTSIDE_SHIFTS`, `UNREACHABLE`, `TOO_FAR` (these
    hold for any plan), then for this plan `NOT_ENOUGH_TIME` (no place in any route, nor in an unused shift),
    `NOT_WORTH_TRAVEL` (every place where it fits costs at least as much as leaving it out), `SEARCH_STOPPED` (some pays).
    """
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    columns = VisitColumns.of(problem.visits)
    hopes = [_Hope.of(route, columns) for route in _open_routes(problem, plan)]
    cost = weights(problem).visits
    found = []
    for entry in plan.unassigned:
        position = position_of[entry.visit_id]
        reason = reason_alone(problem, position) or _reason_in_plan(hopes, position, cost[position])
        found.append(Unassigned(visit_id=entry.visit_id, reason=reason))
    return replace(plan, unassigned=tuple(found))


def reason_of(problem: Problem, plan: Plan, position: int) -> Reason:
    """Tested reason of one visit that a sound plan leaves out."""
    columns = VisitColumns.of(problem.visits)
    hopes = [_Hope.of(route, columns) for route in _open_routes(problem, plan)]
    return reason_alone(problem, position) or _reason_in_plan(hopes, position, weights(problem).visits[position])


def insert_remaining(problem: Problem, plan: Plan, *, keep_on: Callable[[], bool] = lambda: True) -> Plan:
    """Insert visits that still fit and pay, highest weight first, until none is left; reasons and reserves are dropped.

    `keep_on` is asked before each; when it says no, the rest stays out.
    """
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    cost = weights(problem).visits
    columns = VisitColumns.of(problem.visits)
    hopes = [_Hope.of(route, columns) for route in _open_routes(problem, plan)]
    made: dict[str, Route] = {route.shift_id: route for route in plan.routes}
    left = sorted((position_of[entry.visit_id] for entry in plan.unassigned), key=lambda n: (-cost[n], n))
    changed = True
    while changed:
        changed = False
        for position in list(left):
            if not keep_on():
                changed = False
                break
            best = _cheapest(hopes, position)
            if best is None or best.extra_cost >= cost[position]:
                continue
            shift_id = best.route.shift_id
            made[shift_id] = best.route
            number = next(n for n, hope in enumerate(hopes) if hope.route.shift.id == shift_id)
            before = hopes[number].route
            hopes[number] = _Hope.of(open_route(problem, before.shift, best.visits, share=before.share), columns)
            left.remove(position)
            changed = True
    return Plan(
        routes=tuple(replace(made[shift.id], reserves=()) for shift in problem.shifts if shift.id in made),
        unassigned=tuple(Unassigned(visit_id=problem.visits[n].id) for n in sorted(left)),
    )


def reason_alone(problem: Problem, position: int) -> Reason | None:
    """Why no shift could make a visit even alone; `None`: one could."""
    visit = problem.visits[position]
    able = [shift for shift in problem.shifts if may_make(problem, shift, visit)]
    if not able:
        return Reason.NO_SKILL
    if not any(_is_on_duty(shift, visit) for shift in able):
        return Reason.OUTSIDE_SHIFTS
    if not any(_has_way(problem, shift, visit) for shift in able):
        return Reason.UNREACHABLE
    if all(schedule(problem, shift, [position]) is None for shift in able):
        return Reason.TOO_FAR
    return None


@dataclass(frozen=True, slots=True)
class _Hope:
    """A route, and which visits may fit into it: most of the others are ruled out at once."""

    route: OpenRoute
    visits: Bools

    @classmethod
    def of(cls, route: OpenRoute, columns: VisitColumns) -> "_Hope":
        return cls(route, may_fit(route, columns))


def _reason_in_plan(hopes: list[_Hope], position: int, weight: int) -> Reason:
    best = _cheapest(hopes, position)
    if best is None:
        return Reason.NOT_ENOUGH_TIME
    return Reason.NOT_WORTH_TRAVEL if best.extra_cost >= weight else Reason.SEARCH_STOPPED


def _cheapest(hopes: list[_Hope], position: int) -> Insertion | None:
    routes = (hope.route for hope in hopes if hope.visits[position])
    firsts = [found for route in routes if (found := next(route.insertions(position), None)) is not None]
    return min(firsts, key=lambda insertion: insertion.extra_cost, default=None)


def _open_routes(problem: Problem, plan: Plan) -> list[OpenRoute]:
    """Every shift of the day, also those that the plan leaves unused."""
    position_of = {visit.id: position for position, visit in enumerate(problem.visits)}
    stops_of = {route.shift_id: [position_of[stop.visit_id] for stop in route.stops] for route in plan.routes}
    return [
        open_route(problem, shift, stops_of.get(shift.id, []), share=share)
        for shift, share in zip(problem.shifts, fair_shares(problem), strict=True)
    ]


def _is_on_duty(shift: Shift, visit: Visit) -> bool:
    """Whether some window and the shift share a moment."""
    windows = visit.windows or (shift.window,)
    return any(window.start <= shift.window.end and window.end >= shift.window.start for window in windows)


def _has_way(problem: Problem, shift: Shift, visit: Visit) -> bool:
    there = leg_duration(problem, shift, shift.start, visit.place)
    return max(there, leg_duration(problem, shift, visit.place, shift.end)) < UNREACHABLE
