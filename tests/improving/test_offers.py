"""Guards offers of slots: nobody is moved, nobody is late, and no cheaper quiet place exists."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.violation import Law
from planner.improving.offers import SLOT_APART, plan_with, quiet_offers
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from tests.building import random_problem
from tests.rules.planning import random_plan
from tests.rules.running import without_locks

SEEDS = st.integers(0, 10**6)


def _quiet_costs(problem: Problem, plan: Plan, position: int, tolerance: int) -> list[int]:
    """Cost of every plan with the visit put anywhere and nobody later than the tolerance allows."""
    position_of = {visit.id: n for n, visit in enumerate(problem.visits)}
    time_of = {stop.visit_id: stop.start_time for route in plan.routes for stop in route.stops}
    found = []
    for shift in problem.shifts:
        order = [position_of[stop.visit_id] for route in plan.routes if route.shift_id == shift.id for stop in route.stops]
        for gap in range(len(order) + 1):
            route = schedule(problem, shift, [*order[:gap], position, *order[gap:]])
            if route and all(s.start_time <= time_of.get(s.visit_id, s.start_time) + tolerance for s in route.stops):
                others = tuple(other for other in plan.routes if other.shift_id != shift.id)
                left = tuple(entry for entry in plan.unassigned if entry.visit_id != problem.visits[position].id)
                found.append(breakdown(problem, Plan(routes=(*others, route), unassigned=left)).cost)
    return sorted(found)


@settings(max_examples=100)
@given(SEEDS, st.sampled_from([0, 900, 3600]))
def test_offers_disturb_nobody_and_are_the_best(seed: int, tolerance: int) -> None:
    """Every stop keeps team, order and, within the tolerance, its time; the first offer is the cheapest there is."""
    problem = without_locks(random_problem(seed, num_visits=9))
    plan = random_plan(problem, seed, num_tries=8)
    for entry in itertools.islice(plan.unassigned, 3):
        position = next(n for n, visit in enumerate(problem.visits) if visit.id == entry.visit_id)
        offers = quiet_offers(problem, plan, position, tolerance=tolerance)
        costs = _quiet_costs(problem, plan, position, tolerance)
        assert bool(offers) is bool(costs)
        if offers:
            assert breakdown(problem, plan_with(problem, plan, position, offers[0])).cost == costs[0]
        for offer in offers:
            with_it = plan_with(problem, plan, position, offer)
            assert {v.law for v in check(problem, with_it)} <= {Law.REQUIRED_MADE}
            assert any(stop.start_time == offer.start_time for route in with_it.routes for stop in route.stops)
            _nobody_moves(plan, with_it, entry.visit_id, tolerance)
        for one, other in itertools.combinations(offers, 2):
            assert one.shift_id != other.shift_id or abs(one.start_time - other.start_time) >= SLOT_APART


def _nobody_moves(before: Plan, after: Plan, visit_id: str, tolerance: int) -> None:
    old = {route.shift_id: route.stops for route in before.routes}
    for route in after.routes:
        stops = [stop for stop in route.stops if stop.visit_id != visit_id]
        assert [stop.visit_id for stop in stops] == [stop.visit_id for stop in old.get(route.shift_id, ())]
        for stop, was in zip(stops, old.get(route.shift_id, ()), strict=True):
            assert stop.start_time <= was.start_time + tolerance


def test_a_negative_tolerance_is_refused() -> None:
    """There is no such tolerance."""
    problem = without_locks(random_problem(1))
    with pytest.raises(ValueError, match="tolerance"):
        quiet_offers(problem, Plan(), 0, tolerance=-1)
