"""The rest of a running day as a problem of its own, and its plan put back behind what has happened.

Every shift starts at the door of its last fact, at the time from which it is free, with the breaks, visits and seconds of
travel that are left to it. Facts are not in this problem, so no engine can touch them. A shift that makes nothing more is in it
with no duty: a visit of its that another team takes over is a change either way, so that neither choice is favoured.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from planner.domain.lock import Lock, LockKind
from planner.domain.orders import plan_of_routes, positions
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import HOLD, Shift
from planner.domain.visit import Window
from planner.rules.timing import route_legs, schedule
from planner.running.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RestOfDay:
    """A day (`planner.running.whole_day`), and the problem of what is left of it.

    Attributes
    ----------
    day, stands
        The whole day, and where its shifts stand.
    problem
        What is left: visits that are no facts, shifts as they stand.
    before
        What the plan so far says about these visits.
    """

    day: Problem
    stands: Mapping[str, Standing]
    problem: Problem
    before: Plan


def rest_of_day(day: Problem, plan: Plan, stands: Mapping[str, Standing]) -> RestOfDay:
    """Take the facts out of a day.

    Parameters
    ----------
    plan
        The plan so far.
    """
    facts = {stop.visit_id for stand in stands.values() for stop in stand.stops}
    visits = tuple(visit for visit in day.visits if visit.id not in facts)
    problem = replace(
        day,
        visits=visits,
        shifts=tuple(_rest(day, shift, stands[shift.id]) for shift in day.shifts),
        locks=tuple(lock for lock in day.locks if lock.visit_id not in facts and lock.later_id not in facts),
        kept={visit_id: shift_id for visit_id, shift_id in day.kept.items() if visit_id not in facts},
    )
    return RestOfDay(day=day, stands=stands, problem=problem, before=_before(plan, problem, facts))


def without_shifts(rest: RestOfDay, plan: Plan, shift_ids: Collection[str]) -> RestOfDay:
    """The rest of a day without some shifts and the visits that a plan of it gives them: nobody is offered these.

    Raises
    ------
    ValueError
        If a lock keeps a visit of the others for one of these shifts.
    """
    taken = {stop.visit_id for route in plan.routes if route.shift_id in shift_ids for stop in route.stops}
    gone = set(shift_ids)
    problem = replace(
        rest.problem,
        visits=tuple(visit for visit in rest.problem.visits if visit.id not in taken),
        shifts=tuple(shift for shift in rest.problem.shifts if shift.id not in gone),
        locks=tuple(
            lock
            for lock in rest.problem.locks
            if lock.visit_id not in taken and lock.later_id not in taken and lock.shift_id not in gone
        ),
        kept={
            visit_id: shift_id
            for visit_id, shift_id in rest.problem.kept.items()
            if visit_id not in taken and shift_id not in gone
        },
    )
    return replace(rest, problem=problem, before=_before(rest.before, problem, taken))


def without_visits(rest: RestOfDay, ids: Collection[str]) -> RestOfDay:
    """The rest of a day without some visits: nobody is offered these."""
    problem = replace(
        rest.problem,
        visits=tuple(visit for visit in rest.problem.visits if visit.id not in ids),
        kept={visit_id: shift_id for visit_id, shift_id in rest.problem.kept.items() if visit_id not in ids},
    )
    return replace(rest, problem=problem, before=_before(rest.before, problem, ids))


def joined(rest: RestOfDay, plan: Plan) -> Plan:
    """The plan of the whole day: facts, then the rest; reasons and reserves are those of the rest.

    Raises
    ------
    ValueError
        If a shift has no schedule for both together: the two problems differ (our bug).
    """
    rest_of = {route.shift_id: route for route in plan.routes}
    day = with_places_kept(rest, plan)
    position_of = positions(day)
    routes = []
    for shift in day.shifts:
        after = rest_of.get(shift.id)
        ids = [stop.visit_id for stop in (*rest.stands[shift.id].stops, *(after.stops if after else ()))]
        if not ids:
            continue
        route = schedule(day, shift, [position_of[id_] for id_ in ids])
        if route is None:
            raise ValueError(f"shift {shift.id!r}: facts and rest have no schedule together")
        num_done = len(rest.stands[shift.id].stops)
        reserves = () if after is None else after.reserves
        places = () if after is None else tuple(num_done + place for place in after.reserve_after)
        routes.append(replace(route, reserves=reserves, reserve_after=places))
    reason_of = {entry.visit_id: entry.reason for entry in plan.unassigned}
    whole = plan_of_routes(day, routes)
    return replace(whole, unassigned=tuple(replace(left, reason=reason_of.get(left.visit_id)) for left in whole.unassigned))


def with_places_kept(rest: RestOfDay, plan: Plan) -> Problem:
    """The day with the locks that say "first" turned into orders: first of what is left is not first of the day."""
    firsts = {lock.visit_id for lock in rest.problem.locks if lock.kind is LockKind.FIRST}
    orders: list[Lock] = []
    for route in plan.routes:
        ids = [stop.visit_id for stop in route.stops]
        if ids and ids[0] in firsts:
            orders += [Lock(kind=LockKind.ORDER, visit_id=ids[0], later_id=id_) for id_ in ids[1:]]
    others = (lock for lock in rest.day.locks if not (lock.kind is LockKind.FIRST and lock.visit_id in firsts))
    return replace(rest.day, locks=(*others, *orders))


def _rest(day: Problem, shift: Shift, stand: Standing) -> Shift:
    if stand.is_away or stand.free_time >= shift.window.end:
        over = Window(start=shift.window.end, end=shift.window.end)
        return replace(shift, window=over, breaks=(), max_visits=0)
    if not stand.stops:
        return shift
    taken = {pause.break_id for pause in stand.pauses}
    visit_of = {visit.id: visit for visit in day.visits}
    chosen = [visit_of[stop.visit_id] for stop in stand.stops]
    used = sum(route_legs(day, replace(shift, end=None), chosen))
    limit, num_done = shift.max_travel_duration, len(stand.stops)
    return replace(
        shift,
        start=chosen[-1].place,
        window=Window(start=stand.free_time, end=shift.window.end),
        breaks=tuple(rest for rest in shift.breaks if rest.id not in taken and rest.label != HOLD),
        max_visits=_left(shift.max_visits, num_done),
        max_rows=_left(shift.max_rows, num_done),
        max_talks=_left(shift.max_talks, math.ceil(sum(visit.mean_chance for visit in chosen))),
        max_travel_duration=None if limit is None else max(0, limit - used),
    )


def _left(most: int | None, used: int) -> int | None:
    return None if most is None else max(0, most - used)


def _before(plan: Plan, problem: Problem, taken: Collection[str]) -> Plan:
    """The plan's stops that a problem knows, with their times, and the rest of its visits as left out."""
    known = {visit.id for visit in problem.visits}
    shifts = {shift.id for shift in problem.shifts}
    routes: list[Route] = []
    for route in plan.routes:
        stops = tuple(stop for stop in route.stops if stop.visit_id in known and stop.visit_id not in taken)
        if stops and route.shift_id in shifts:
            routes.append(replace(route, stops=stops, reserves=(), reserve_after=()))
    return plan_of_routes(problem, routes)
