"""Exchanges that a search missed: a complaint goes in for visits that weigh less together, until none is left that pays.

Annealing that starts from a full plan seldom takes three stops out of one route at once to let one visit in; trying the
lightest sets of stops finds such an exchange in hundredths of a second, and proves where there is none.
"""

from dataclasses import replace

from planner.domain.orders import plan_of_routes, positions
from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.visit import Tier, Visit
from planner.improving.displacing import Exchange, least_displacement
from planner.improving.insertions import with_route, without_reserves
from planner.improving.reasons import insert_remaining, reason_alone
from planner.rules.cost import weights

MAX_TRIES = 600
"""Sets tried for one visit: tenths of a second, so that a day of many complaints is done in seconds."""


def make_exchanges(problem: Problem, plan: Plan) -> Plan:
    """Put complaints and required visits in for what weighs less, and fill up what that leaves open; reasons are dropped."""
    position_of, weight = positions(problem), weights(problem).visits
    before = Plan()
    while plan is not before:
        before = plan
        left = sorted((position_of[entry.visit_id] for entry in plan.unassigned), key=lambda n: (-weight[n], n))
        for position in left:
            if not _is_high(problem.visits[position]) or reason_alone(problem, position) is not None:
                continue
            found = least_displacement(problem, plan, position, max_tries=MAX_TRIES)
            if found is not None and found.displacement.pays:
                plan = insert_remaining(problem, exchanged(problem, plan, found))
                break
    return plan


def exchanged(problem: Problem, plan: Plan, exchange: Exchange) -> Plan:
    """The plan with an exchange made."""
    return plan_of_routes(problem, without_reserves(with_route(problem, plan, exchange.insertion.route)).routes)


def with_displacements(problem: Problem, plan: Plan) -> Plan:
    """Say of complaints and required visits that did not find time whether they fit only in place of what weighs more."""
    position_of = positions(problem)
    return replace(
        plan, unassigned=tuple(_deeper(problem, plan, entry, position_of[entry.visit_id]) for entry in plan.unassigned)
    )


def _deeper(problem: Problem, plan: Plan, entry: Unassigned, position: int) -> Unassigned:
    if entry.reason is not Reason.NOT_ENOUGH_TIME or not _is_high(problem.visits[position]):
        return entry
    found = least_displacement(problem, plan, position, max_tries=MAX_TRIES)
    if found is None:
        return entry
    return replace(entry, reason=Reason.SEARCH_STOPPED if found.displacement.pays else Reason.DISPLACES_HIGHER)


def _is_high(visit: Visit) -> bool:
    return visit.tier is Tier.COMPLAINT or visit.is_required
