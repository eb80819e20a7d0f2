"""Explains one visit: why it is where it is and what the next best would cost, or why it is out and what would let it in.

Nothing is guessed. For a visit left out the reasons of `planner.improving.reasons` are tested first; one for which there is no
time is then tried in place of others (`planner.improving.displacing`): either visits that weigh at least as much would have to
go (`DISPLACES_HIGHER`, they are named), or the exchange pays, and the search stopped before it found it. Every remedy is
planned and checked before it is named.
"""

from dataclasses import replace

from planner.domain.explanation import Displacement, Explanation, Offer
from planner.domain.orders import positions
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.visit import Window
from planner.improving.displacing import least_displacement
from planner.improving.insertions import opened
from planner.improving.offers import cheapest_offers, without_visit
from planner.improving.reasons import reason_of
from planner.improving.remedies import remedies
from planner.rules.permission import may_make


def explain(problem: Problem, plan: Plan, visit_id: str, *, hours: Window | None = None) -> Explanation:
    """Explain a visit of a sound plan.

    Parameters
    ----------
    hours
        When doors may be knocked at; see `planner.improving.remedies.remedies`.

    Raises
    ------
    ValueError
        If the problem has no such visit.
    """
    position = positions(problem).get(visit_id)
    if position is None:
        raise ValueError(f"visit {visit_id!r} is not in the problem")
    is_made = any(stop.visit_id == visit_id for route in plan.routes for stop in route.stops)
    return _planned(problem, plan, position) if is_made else _left_out(problem, plan, position, hours)


def _planned(problem: Problem, plan: Plan, position: int) -> Explanation:
    visit_id = problem.visits[position].id
    here = _where(problem, plan, position)
    rest = without_visit(problem, plan, visit_id)
    rest = Plan(routes=rest.routes, unassigned=(*plan.unassigned, Unassigned(visit_id=visit_id)))
    offers = tuple(offer for offer in cheapest_offers(problem, rest, position) if offer.shift_id != here.shift_id)
    num_unable, num_full = _counts(problem, position, offers, here.shift_id)
    return Explanation(
        visit_id=visit_id,
        here=here,
        others=offers,
        displacement=None if offers else _elsewhere(problem, rest, position, here.shift_id),
        num_unable=num_unable,
        num_full=num_full,
    )


def _elsewhere(problem: Problem, rest: Plan, position: int, here: str) -> Displacement | None:
    """What would have to go from another team's route to let in the visit."""
    others = replace(
        problem,
        shifts=tuple(shift for shift in problem.shifts if shift.id != here),
        locks=tuple(lock for lock in problem.locks if lock.shift_id != here),
        kept={visit_id: shift_id for visit_id, shift_id in problem.kept.items() if shift_id != here},
    )
    if any(lock.visit_id == problem.visits[position].id and lock.shift_id for lock in problem.locks):
        return None  # the desk keeps it for its team
    routes = tuple(route for route in rest.routes if route.shift_id != here)
    exchange = least_displacement(others, replace(rest, routes=routes), position)
    return None if exchange is None else exchange.displacement


def _where(problem: Problem, plan: Plan, position: int) -> Offer:
    """Where a visit is, and what its stop costs: the route with it against the route without it."""
    visit = problem.visits[position]
    route = next(route for route in plan.routes if any(stop.visit_id == visit.id for stop in route.stops))
    number = next(n for n, stop in enumerate(route.stops) if stop.visit_id == visit.id)
    whole = next(one for one in opened(problem, plan) if one.shift.id == route.shift_id)
    less = whole.holding([other for other in whole.visits if other != position])
    return Offer(
        shift_id=route.shift_id,
        start_time=route.stops[number].start_time,
        position=number,
        extra_cost=whole.soft_cost - less.soft_cost,
        extra_travel=whole.travel - less.travel,
    )


def _left_out(problem: Problem, plan: Plan, position: int, hours: Window | None) -> Explanation:
    reason = reason_of(problem, plan, position)
    offers = cheapest_offers(problem, plan, position)
    exchange = least_displacement(problem, plan, position) if reason is Reason.NOT_ENOUGH_TIME else None
    if exchange is not None:
        reason = Reason.SEARCH_STOPPED if exchange.displacement.pays else Reason.DISPLACES_HIGHER
    is_open = reason not in {Reason.SEARCH_STOPPED, Reason.NOT_WORTH_TRAVEL}
    num_unable, num_full = _counts(problem, position, offers, "")
    return Explanation(
        visit_id=problem.visits[position].id,
        reason=reason,
        others=offers,
        displacement=None if exchange is None else exchange.displacement,
        remedies=remedies(problem, plan, position, hours=hours) if is_open else (),
        num_unable=num_unable,
        num_full=num_full,
    )


def _counts(problem: Problem, position: int, offers: tuple[Offer, ...], here: str) -> tuple[int, int]:
    """Shifts, but for one, that may not make a visit, and those that may and in whose routes it does not fit."""
    visit = problem.visits[position]
    others = [shift for shift in problem.shifts if shift.id != here]
    num_able = sum(may_make(problem, shift, visit) for shift in others)
    return len(others) - num_able, num_able - len(offers)
