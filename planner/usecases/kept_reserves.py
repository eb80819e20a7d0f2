"""Reserves on the papers of teams under way: they stay with a team whose paper stays, and no other team is given them."""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.plan import Plan, Route
from planner.domain.shift import holds_of
from planner.rules.disruption import is_as_before
from planner.rules.permission import may_make
from planner.running.rest_of_day import RestOfDay


def on_papers(rest: RestOfDay, plan: Plan) -> dict[str, tuple[str, ...]]:
    """Reserves of a plan, by shift, to which its team may still go: it is not gone, and nobody has been there."""
    visits = {visit.id: visit for visit in rest.problem.visits if not visit.is_required}
    shifts = {shift.id: shift for shift in rest.problem.shifts if not rest.stands[shift.id].is_away}
    return {
        route.shift_id: tuple(
            id_ for id_ in route.reserves if id_ in visits and may_make(rest.problem, shifts[route.shift_id], visits[id_])
        )
        for route in plan.routes
        if route.shift_id in shifts
    }


def withheld(rest: RestOfDay, least: Plan, reserves: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Reserves of which the search is to make no stop: all but those that the desk locked, or that are stops already."""
    locked = {id_ for lock in rest.problem.locks for id_ in (lock.visit_id, lock.later_id)}
    planned = {stop.visit_id for one in (rest.before, least) for route in one.routes for stop in route.stops}
    return frozenset(id_ for ids in reserves.values() for id_ in ids if id_ not in planned and id_ not in locked)


def kept_on_paper(
    rest: RestOfDay, whole: Plan, before: Plan, reserves: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Reserves of the teams whose paper says what a new plan of the whole day says."""
    made = {stop.visit_id for route in whole.routes for stop in route.stops}
    routes, holds = {route.shift_id: route for route in before.routes}, holds_of(*rest.day.shifts)
    return {
        route.shift_id: tuple(id_ for id_ in reserves[route.shift_id] if id_ not in made)
        for route in whole.routes
        if route.shift_id in reserves and is_as_before(route, routes[route.shift_id], holds=holds)
    }


def with_kept(rest: RestOfDay, whole: Plan, before: Plan, kept: Mapping[str, tuple[str, ...]]) -> Plan:
    """A plan of the whole day with the reserves that stay, each behind the stop behind which it was, but not among facts."""
    places = {one.shift_id: dict(zip(one.reserves, one.reserve_after, strict=False)) for one in before.routes}

    def with_own(route: Route) -> Route:
        ids, after = kept[route.shift_id], places[route.shift_id]
        done = len(rest.stands[route.shift_id].stops)
        return replace(route, reserves=ids, reserve_after=tuple(max(done, after[id_]) for id_ in ids) if after else ())

    return replace(whole, routes=tuple(with_own(one) if one.shift_id in kept else one for one in whole.routes))
