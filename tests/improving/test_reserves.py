"""Guards the reserve visits of a route."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.violation import Law
from planner.domain.visit import Tier, Visit, Window
from planner.improving.reserves import with_reserves
from planner.rules.check import check
from tests.building import line_travel, random_problem
from tests.rules.planning import random_plan


@settings(max_examples=100)
@given(st.integers(0, 10**6), st.integers(0, 5))
def test_reserves_keep_their_law(seed: int, num_reserves: int) -> None:
    """Reserves are unplanned, suit the team, belong to one route, are no complaints, and no more than asked for."""
    problem = random_problem(seed, num_visits=12, num_shifts=3, with_promises=True)
    plan = with_reserves(problem, random_plan(problem, seed, num_tries=8), num_reserves=num_reserves)
    assert plan == with_reserves(problem, plan, num_reserves=num_reserves)
    assert Law.RESERVES not in {violation.law for violation in check(problem, plan)}
    tiers = {visit.id: visit.tier for visit in problem.visits}
    for route in plan.routes:
        assert len(route.reserves) <= num_reserves
        assert all(tiers[visit_id] is Tier.COVERAGE for visit_id in route.reserves)


def _street() -> tuple[Problem, Plan]:
    visits = (
        Visit(id="made", place=1),
        Visit(id="far", place=4),
        Visit(id="near", place=2),
        Visit(id="late", place=2, windows=(Window(start=5000, end=6000),)),
        Visit(id="middle", place=3),
    )
    problem = Problem(
        visits=visits,
        shifts=(Shift(id="s", window=Window(start=0, end=7200), start=0, end=0),),
        travel={"motorcycle": line_travel([0, 5, 6, 8, 20])},
    )
    stop = Stop(visit_id="made", arrival_time=300, start_time=300, end_time=300)
    route = Route(shift_id="s", start_time=0, end_time=600, stops=(stop,), travel_duration=600, distance=1000)
    return problem, Plan(routes=(route,), unassigned=tuple(Unassigned(visit_id=v.id) for v in visits[1:]))


def test_nearest_open_doors_come_first() -> None:
    """Reserves are the nearest doors to the route that are open while it is under way."""
    problem, plan = _street()
    assert with_reserves(problem, plan, num_reserves=2).routes[0].reserves == ("near", "middle")


def test_a_negative_number_is_refused() -> None:
    """Fewer than no reserves is a mistake of the caller."""
    with pytest.raises(ValueError, match="expected >= 0"):
        with_reserves(*_street(), num_reserves=-1)
