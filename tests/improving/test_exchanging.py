"""Guards exchanges: a complaint goes in for what weighs less, and what is said of those left out holds."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.violation import Law
from planner.domain.visit import Tier, Visit, Window
from planner.improving.displacing import least_displacement
from planner.improving.exchanging import make_exchanges, with_displacements
from planner.improving.reasons import with_reasons
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from tests.building import line_travel, random_problem
from tests.rules.plain_reasons import plain_reason
from tests.rules.planning import random_plan
from tests.rules.running import without_locks


def test_three_doors_make_room_for_a_complaint() -> None:
    """A complaint for which three coverage visits of one route have to go is put in, and they are left out."""
    doors = tuple(Visit(id=f"d{n}", place=n, prize=5, service_duration=1800) for n in range(1, 4))
    complaint = Visit(id="c", place=4, tier=Tier.COMPLAINT, prize=1, service_duration=5400)
    problem = Problem(
        visits=(*doors, complaint),
        shifts=(Shift(id="s", window=Window(start=0, end=6300), start=0, end=0),),
        travel={"motorcycle": line_travel([0, 1, 2, 3, 4])},
    )
    route = schedule(problem, problem.shifts[0], [0, 1, 2])
    assert route is not None
    plan = make_exchanges(problem, Plan(routes=(route,), unassigned=(Unassigned(visit_id="c"),)))
    assert [stop.visit_id for stop in plan.routes[0].stops] == ["c"]
    assert {left.visit_id for left in plan.unassigned} == {"d1", "d2", "d3"}


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_no_exchange_that_pays_is_left(seed: int) -> None:
    """After exchanging, the plan is lawful, costs no more, and no complaint could be had for less."""
    problem = without_locks(random_problem(seed, num_visits=9))
    plan = random_plan(problem, seed, num_tries=20)
    better = make_exchanges(problem, plan)
    assert {violation.law for violation in check(problem, better)} <= {Law.REQUIRED_MADE}
    assert breakdown(problem, better).cost <= breakdown(problem, plan).cost
    told = with_displacements(problem, with_reasons(problem, better))
    high = {visit.id for visit in problem.visits if visit.tier is Tier.COMPLAINT or visit.is_required}
    for entry in told.unassigned:
        if entry.visit_id in high and max((len(route.stops) for route in better.routes), default=0) <= 5:
            assert entry.reason is plain_reason(problem, better, entry.visit_id)[0]


def test_nothing_is_said_after_too_few_tries() -> None:
    """Where the tries do not suffice, nothing is known, and the reason stays what it was."""
    problem = without_locks(random_problem(11, num_visits=9))
    plan = with_reasons(problem, random_plan(problem, 11, num_tries=60))
    for entry in plan.unassigned:
        position = next(n for n, visit in enumerate(problem.visits) if visit.id == entry.visit_id)
        if entry.reason is Reason.NOT_ENOUGH_TIME:
            assert least_displacement(problem, plan, position, max_tries=0) is None
    cheap = replace(problem, visits=tuple(replace(visit, tier=Tier.COVERAGE, is_required=False) for visit in problem.visits))
    assert with_displacements(cheap, plan) == plan
