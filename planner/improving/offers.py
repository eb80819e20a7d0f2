"""Places for one more visit in a plan as it stands: the cheapest lawful one of each shift, or those that disturb nobody."""

from collections.abc import Mapping
from dataclasses import replace

from planner.domain.explanation import Offer
from planner.domain.orders import orders_by_shift
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.units import HOUR
from planner.improving.insertions import Insertion, insertions, opened, with_route, without_reserves
from planner.rules.open_route import OpenRoute
from planner.rules.timing import schedule

SLOT_APART = HOUR
"""Seconds between two offers of the same team that are different answers to a resident."""


def cheapest_offers(problem: Problem, plan: Plan, position: int) -> tuple[Offer, ...]:
    """The cheapest place in each shift where the visit fits, cheapest first.

    Parameters
    ----------
    plan
        A sound plan in which the visit is left out.
    position
        In `Problem.visits`.
    """
    found = []
    for route in opened(problem, plan):
        insertion = next(insertions(route, position), None)
        if insertion is not None:
            found.append(offer_of(problem, route, insertion, position))
    return tuple(sorted(found, key=_cost))


def quiet_offers(problem: Problem, plan: Plan, position: int, *, tolerance: int, most: int = 3) -> tuple[Offer, ...]:
    """The best places in which no planned stop starts later than its time plus a tolerance.

    Every stop keeps its team and its place in the order. Two offers differ in the team or by at least `SLOT_APART`.

    Raises
    ------
    ValueError
        If the tolerance is negative.
    """
    if tolerance < 0:
        raise ValueError(f"tolerance is {tolerance}, expected >= 0")
    time_of = {stop.visit_id: stop.start_time for route in plan.routes for stop in route.stops}
    found = [
        offer_of(problem, route, insertion, position)
        for route in opened(problem, plan)
        for insertion in insertions(route, position)
        if _is_quiet(insertion.route, time_of, tolerance)
    ]
    chosen: list[Offer] = []
    for offer in sorted(found, key=_cost):
        if len(chosen) < most and all(_differs(offer, other) for other in chosen):
            chosen.append(offer)
    return tuple(chosen)


def plan_with(problem: Problem, plan: Plan, position: int, offer: Offer) -> Plan:
    """The plan with an offer taken; reserves are dropped.

    Raises
    ------
    ValueError
        If the visit does not fit there.
    """
    number = next(number for number, shift in enumerate(problem.shifts) if shift.id == offer.shift_id)
    order = orders_by_shift(problem, plan)[number]
    route = schedule(problem, problem.shifts[number], [*order[: offer.position], position, *order[offer.position :]])
    if route is None:
        visit_id = problem.visits[position].id
        raise ValueError(f"visit {visit_id!r} does not fit into the route of shift {offer.shift_id!r} there")
    return with_route(problem, without_reserves(plan), route)


def offer_of(problem: Problem, route: OpenRoute, insertion: Insertion, position: int) -> Offer:
    """What an insertion means for the desk."""
    visit_id = problem.visits[position].id
    stop = next(stop for stop in insertion.route.stops if stop.visit_id == visit_id)
    return Offer(
        shift_id=route.shift.id,
        start_time=stop.start_time,
        position=insertion.position,
        extra_cost=insertion.extra_cost,
        extra_travel=insertion.route.travel_duration - route.travel,
    )


def without_visit(problem: Problem, plan: Plan, visit_id: str) -> Plan:
    """The plan with one visit taken out and its route timed anew."""
    orders = zip(problem.shifts, orders_by_shift(problem, plan), strict=True)
    order_of = {shift.id: (shift, [n for n in order if problem.visits[n].id != visit_id]) for shift, order in orders}
    routes = []
    for route in plan.routes:
        shift, rest = order_of[route.shift_id]
        timed = route if len(rest) == len(route.stops) else schedule(problem, shift, rest) if rest else None
        if timed is not None:
            routes.append(timed)
    return replace(plan, routes=tuple(routes))


def _is_quiet(route: Route, time_of: Mapping[str, int], tolerance: int) -> bool:
    return all(stop.start_time <= time_of.get(stop.visit_id, stop.start_time) + tolerance for stop in route.stops)


def _differs(offer: Offer, other: Offer) -> bool:
    return offer.shift_id != other.shift_id or abs(offer.start_time - other.start_time) >= SLOT_APART


def _cost(offer: Offer) -> tuple[int, str, int]:
    return offer.extra_cost, offer.shift_id, offer.position
