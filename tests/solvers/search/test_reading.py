"""Guards the search's reading of the laws: compiled times, gaps and costs are those of the exact schedule."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Problem
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.orders import plan_of
from solvers.pricing import Pricing
from solvers.search.clockwork import refresh
from solvers.search.columns import LENGTH, SOFT, TRAVEL
from solvers.search.fitting import first_gap, is_open, last_gap, soft_if_lawful
from solvers.search.hours import lost_with
from solvers.search.instance import instance_of
from solvers.search.scope import whole
from solvers.search.state import empty_state, fill
from solvers.search.working_plan import WorkingPlan
from tests.building import random_problem, with_hours

MUCH = 10**9


def random_order(problem: Problem, rng: random.Random) -> list[int]:
    return rng.sample(range(len(problem.visits)), rng.randint(1, 5))


@settings(max_examples=300)
@given(seed=st.integers(0, 10**6))
def test_a_route_is_lawful_exactly_where_it_has_a_schedule(seed: int) -> None:
    """The compiled clock takes a route if and only if the exact schedule does, and sums the same travel."""
    problem, rng = random_problem(seed, num_visits=9), random.Random(seed)  # noqa: S311 (reproducible test data)
    instance = instance_of(problem, num_near=5)
    for m, shift in enumerate(problem.shifts):
        for _ in range(8):
            order = random_order(problem, rng)
            if not all(instance.extra[m, v] >= 0 for v in order) or len(order) > instance.rule[2]:
                assert schedule(problem, shift, order) is None
                continue
            state = empty_state(instance)
            fill(state, [order if number == m else [] for number in range(len(problem.shifts))])
            route = schedule(problem, shift, order)
            assert refresh(instance, state, m) == (route is not None)
            if route is not None:
                assert state.sums[m, TRAVEL] == route.travel_duration


@settings(max_examples=150)
@given(seed=st.integers(0, 10**6))
def test_a_gap_is_open_exactly_where_a_schedule_exists(seed: int) -> None:
    """In every gap of every route a visit costs what the breakdown says, or is refused where no schedule exists."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=9, with_promises=True)
    orders = lawful_orders(problem, rng)
    plan = WorkingPlan(instance_of(problem, num_near=5), orders)
    before = breakdown(problem, plan_of(problem, orders)).cost
    scope, weight = whole(plan.state), plan.instance.visit[:, 3]
    for v in set(range(9)) - {v for order in orders for v in order}:
        for m, shift in enumerate(problem.shifts):
            for g in range(len(orders[m]) + 1):
                longer = [*orders[m][:g], v, *orders[m][g:]]
                expected = None
                if schedule(problem, shift, longer) is not None:
                    changed = [longer if number == m else order for number, order in enumerate(orders)]
                    expected = breakdown(problem, plan_of(problem, changed)).cost - before + int(weight[v])
                assert judged(plan, scope, m, g, v) == expected


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_what_is_lost_by_hours_is_that_of_the_exact_schedule(seed: int) -> None:
    """In every lawful gap, and as the routes stand, waiting, breaks and windows included."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = with_hours(random_problem(seed, num_visits=9, with_promises=True), seed)
    orders, pricing = lawful_orders(problem, rng), Pricing.of(problem)
    plan = WorkingPlan(instance_of(problem, num_near=5), orders)
    assert plan.cost == pricing.orders(orders) == breakdown(problem, plan_of(problem, orders)).cost
    for v in set(range(9)) - {v for order in orders for v in order}:
        for m, shift in enumerate(problem.shifts):
            for g in range(len(orders[m]) + 1):
                longer = [*orders[m][:g], v, *orders[m][g:]]
                if schedule(problem, shift, longer) is not None:
                    assert lost_with(plan.instance, plan.state, m, g, v) == pricing.lost(m, longer)


def lawful_orders(problem: Problem, rng: random.Random) -> list[list[int]]:
    left, orders = list(range(len(problem.visits))), []
    for shift in problem.shifts:
        order: list[int] = []
        for v in rng.sample(left, min(len(left), 4)):
            if schedule(problem, shift, [*order, v]) is not None:
                order.append(v)
        orders.append(order)
        left = [v for v in left if v not in order]
    return orders


def judged(plan: WorkingPlan, scope: object, m: int, g: int, v: int) -> int | None:
    if not is_open(plan.instance, plan.state, scope, m, v):
        return None
    if not first_gap(plan.instance, plan.state, m, v) <= g <= last_gap(plan.instance, plan.state, m, v):
        return None
    soft = int(soft_if_lawful(plan.instance, plan.state, m, g, v, MUCH))
    return None if soft == MUCH else soft


@given(seed=st.integers(0, 10**6))
def test_the_cost_kept_is_the_cost_of_the_plan(seed: int) -> None:
    """A working plan's exact cost is the one that the breakdown recomputes."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=9, with_promises=True)
    orders = lawful_orders(problem, rng)
    plan = WorkingPlan(instance_of(problem, num_near=5), orders)
    assert plan.cost == breakdown(problem, plan_of(problem, orders)).cost
    assert plan.orders() == orders
    assert plan.state.sums[:, LENGTH].tolist() == [len(order) for order in orders]
    assert (plan.state.sums[:, SOFT] >= 0).all()
