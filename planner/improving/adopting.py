"""Takes over from another plan the parts that are worth it: groups of routes that can be exchanged without touching the others.

Two plans of a day differ in some routes. Routes that give a visit to one another have to be taken over together; every such
group can be taken over, or not, for itself. One group after the other is, the best first, where that lowers the cost and stays
within what may change.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from planner.domain.plan import Plan, Unassigned


def adopt(plan: Plan, other: Plan, *, cost: Callable[[Plan], int], allows: Callable[[Plan], bool] = lambda _plan: True) -> Plan:
    """The plan with the parts of another that pay.

    Parameters
    ----------
    plan
        An allowed plan of the same visits and shifts; the answer costs no more.
    cost
        What a plan costs.
    allows
        Whether a plan may be taken.
    """
    groups = independent_groups(plan, other)
    groups.sort(key=lambda group: (cost(spliced(plan, other, group)), sorted(group)))
    best, best_cost = plan, cost(plan)
    for group in groups:
        tried = spliced(best, other, group)
        tried_cost = cost(tried)
        if tried_cost < best_cost and allows(tried):
            best, best_cost = tried, tried_cost
    return best


def independent_groups(plan: Plan, other: Plan) -> list[frozenset[str]]:
    """Ids of the shifts whose routes differ, in the smallest groups that give no visit to another group."""
    old, new = _stops(plan), _stops(other)
    group_of = {id_: {id_} for id_ in old.keys() | new.keys() if old.get(id_) != new.get(id_)}
    before = {visit_id: shift_id for shift_id, ids in old.items() for visit_id in ids}
    for shift_id, ids in new.items():
        for visit_id in ids:
            origin = before.get(visit_id, shift_id)
            if origin != shift_id and group_of[origin] is not group_of[shift_id]:
                merged = group_of[origin] | group_of[shift_id]
                for member in merged:
                    group_of[member] = merged
    return sorted({frozenset(group) for group in group_of.values()}, key=sorted)


def spliced(plan: Plan, other: Plan, shift_ids: Collection[str]) -> Plan:
    """The plan with the routes of some shifts taken from another."""
    routes = {route.shift_id: route for route in plan.routes if route.shift_id not in shift_ids}
    routes |= {route.shift_id: route for route in other.routes if route.shift_id in shift_ids}
    made = {stop.visit_id for route in routes.values() for stop in route.stops}
    everybody = {left.visit_id: left for left in (*other.unassigned, *plan.unassigned)}
    known = {stop.visit_id for route in (*plan.routes, *other.routes) for stop in route.stops} | everybody.keys()
    left = tuple(everybody.get(id_, Unassigned(visit_id=id_)) for id_ in sorted(known - made))
    return replace(plan, routes=tuple(routes[id_] for id_ in sorted(routes)), unassigned=left)


def _stops(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {route.shift_id: tuple(stop.visit_id for stop in route.stops) for route in plan.routes}
