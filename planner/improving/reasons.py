"""Why each visit is left out: a reason from the closed list, tested against every shift and route of the plan."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from planner.domain.orders import positions
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.improving.insertions import Places
from planner.rules.cost import weights
from planner.rules.open_route import NOWHERE
from planner.rules.permission import is_able, may_make
from planner.rules.timing import can_take_breaks, leg_duration, schedule


def with_reasons(problem: Problem, plan: Plan) -> Plan:
    """Give every unassigned visit of a sound plan its tested reason.

    Tested in this order, the first that holds is given: `NO_SKILL`, `OUTSIDE_SHIFTS`, `UNREACHABLE`, `VISIT_LIMIT`,
    `BREAKS_IMPOSSIBLE`, `OUTSIDE_HOURS`, `TOO_FAR` (these hold for any plan), then for this plan `NOT_ENOUGH_TIME` (no place
    in any route, nor in an unused shift), `NOT_WORTH_TRAVEL` (every place where it fits costs at least as much as leaving
    it out), `SEARCH_STOPPED` (some pays).
    """
    position_of, cost = positions(problem), weights(problem).visits
    left = [position_of[entry.visit_id] for entry in plan.unassigned]
    reasons = {position: reason_alone(problem, position) for position in left}
    places = Places(problem, plan, [position for position, reason in reasons.items() if reason is None])
    found = (reasons[position] or _reason_in_plan(places, position, cost[position]) for position in left)
    entries = (Unassigned(visit_id=problem.visits[n].id, reason=reason) for n, reason in zip(left, found, strict=True))
    return replace(plan, unassigned=tuple(entries))


def with_limits_named(problem: Problem, plan: Plan) -> Plan:
    """The plan with `VISIT_LIMIT` for each visit that has no room only since shifts make as many visits as they may."""
    made = {route.shift_id: len(route.stops) for route in plan.routes}
    is_full = [shift.max_visits is not None and made.get(shift.id, 0) >= shift.max_visits for shift in problem.shifts]
    position_of = positions(problem)
    left = [position_of[entry.visit_id] for entry in plan.unassigned if entry.reason is Reason.NOT_ENOUGH_TIME]
    if not left or not any(is_full):
        return plan
    shifts = tuple(
        replace(shift, max_visits=None) if is_one else shift for shift, is_one in zip(problem.shifts, is_full, strict=True)
    )
    places = Places(replace(problem, shifts=shifts), plan, left)
    named = {problem.visits[position].id for position in left if places.least_cost(position) < NOWHERE}
    entries = (replace(entry, reason=Reason.VISIT_LIMIT) if entry.visit_id in named else entry for entry in plan.unassigned)
    return replace(plan, unassigned=tuple(entries))


def reason_of(problem: Problem, plan: Plan, position: int) -> Reason:
    """Tested reason of one visit that a sound plan leaves out."""
    alone = reason_alone(problem, position)
    return alone or _reason_in_plan(Places(problem, plan, [position]), position, weights(problem).visits[position])


def insert_remaining(problem: Problem, plan: Plan, *, keep_on: Callable[[], bool] = lambda: True) -> Plan:
    """Insert visits that still fit and pay, highest weight first, until none is left; reasons and reserves are dropped.

    `keep_on` is asked before each; when it says no, the rest stays out.
    """
    position_of, cost = positions(problem), weights(problem).visits
    left = sorted((position_of[entry.visit_id] for entry in plan.unassigned), key=lambda n: (-cost[n], n))
    places = Places(problem, plan, left)
    changed: set[int] = set()
    is_over = False
    while not is_over:
        is_over = True
        for position in list(left):
            if not keep_on():
                is_over = True
                break
            if places.least_cost(position) < cost[position]:
                changed.add(places.insert(position))
                left.remove(position)
                is_over = False
    made = {route.shift_id: replace(route, reserves=(), reserve_after=()) for route in plan.routes}
    for number in changed:
        made[problem.shifts[number].id] = places.routes[number].timed()
    return Plan(
        routes=tuple(made[shift.id] for shift in problem.shifts if shift.id in made),
        unassigned=tuple(Unassigned(visit_id=problem.visits[n].id) for n in sorted(left)),
    )


def reason_alone(problem: Problem, position: int) -> Reason | None:
    """Why no shift could make a visit even alone; `None`: one could."""
    if not problem.shifts:
        return Reason.OUTSIDE_SHIFTS
    visit = problem.visits[position]
    able = [shift for shift in problem.shifts if may_make(problem, shift, visit)]
    going = [shift for shift in problem.shifts if shift.window.start < shift.window.end]  # the others make nothing more
    if not able or (going and not any(is_able(shift, visit) for shift in going)):
        return Reason.NO_SKILL
    if not any(_is_on_duty(shift, visit) for shift in able):
        return Reason.OUTSIDE_SHIFTS
    if not any(_has_way(problem, shift, visit) for shift in able):
        return Reason.UNREACHABLE
    if all(schedule(problem, shift, [position]) is None for shift in able):
        hindrance = next(filter(None, (_hindrance(problem, shift, position) for shift in able)), None)
        return hindrance or (Reason.OUTSIDE_HOURS if _fits_at_another_hour(problem, able, position) else Reason.TOO_FAR)
    return None


def _fits_at_another_hour(problem: Problem, able: Sequence[Shift], position: int) -> bool:
    """Whether a shift could make a visit alone if its door were open all day."""
    visit = problem.visits[position]
    if not visit.windows:
        return False
    always = Problem(
        visits=(replace(visit, windows=()),), shifts=tuple(able), travel=problem.travel, date=problem.date,
        time_zone=problem.time_zone,
    )  # fmt: skip
    return any(schedule(always, shift, [0]) is not None for shift in able)


def _hindrance(problem: Problem, shift: Shift, position: int) -> Reason | None:
    """What alone keeps a shift from a visit that it could make otherwise; `None`: it could not."""
    is_barred = shift.max_visits == 0
    if is_barred and schedule(problem, replace(shift, max_visits=None), [position]) is not None:
        return Reason.VISIT_LIMIT
    if not shift.breaks or schedule(problem, replace(shift, max_visits=None, breaks=()), [position]) is None:
        return None
    return Reason.VISIT_LIMIT if is_barred and can_take_breaks(shift) else Reason.BREAKS_IMPOSSIBLE


def _reason_in_plan(places: Places, position: int, weight: int) -> Reason:
    least = places.least_cost(position)
    if least >= NOWHERE:
        return Reason.NOT_ENOUGH_TIME
    return Reason.NOT_WORTH_TRAVEL if least >= weight else Reason.SEARCH_STOPPED


def _is_on_duty(shift: Shift, visit: Visit) -> bool:
    """Whether some window and the shift, if it has any duty, share a moment."""
    windows = visit.windows or (shift.window,)
    return shift.window.start < shift.window.end and any(
        window.start <= shift.window.end and window.end >= shift.window.start for window in windows
    )


def _has_way(problem: Problem, shift: Shift, visit: Visit) -> bool:
    there = leg_duration(problem, shift, shift.start, visit.place)
    return max(there, leg_duration(problem, shift, visit.place, shift.end)) < UNREACHABLE
