"""Guards the search: exact costs, optima of tiny days, same plan twice, shares that never overlap, better than insertion."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Policy
from planner.domain.solving import Limits, StopReason
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.insertion.solver import InsertionSolver
from solvers.orders import TwoReadingsError, orders_of, plan_of
from solvers.search.columns import ROUTE
from solvers.search.cooling import Cooling
from solvers.search.instance import instance_of
from solvers.search.scope import shares
from solvers.search.searchers import Searchers
from solvers.search.solver import SearchSolver
from solvers.search.tuning import COLD, HOT
from solvers.search.working_plan import WorkingPlan
from tests.building import random_problem, with_hours
from tests.solvers.bench_days import bench_day
from tests.solvers.oracle import lowest_cost


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_tiny_days_are_solved_to_the_optimum(seed: int) -> None:
    """With every feature in play the cost is the least that enumeration finds."""
    problem = random_problem(seed, num_visits=5, with_promises=True)
    assert SearchSolver().solve(problem, Limits(max_iterations=2000), seed=seed).objective.cost == lowest_cost(problem)


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_tiny_days_of_hours_are_solved_to_the_optimum(seed: int) -> None:
    """Where prizes depend on the hour the plan is the best of all orders, each timed by enumeration."""
    problem = with_hours(random_problem(seed, num_visits=5, with_promises=True), seed)
    found = SearchSolver().solve(problem, Limits(max_iterations=3000), seed=seed)
    assert found.objective.cost == lowest_cost(problem)


def test_without_time_there_is_still_a_plan() -> None:
    """A limit too short for a whole insertion gives a plan of what there is, not of the first visit."""
    problem = random_problem(3, num_visits=60, num_shifts=12)
    inserted = InsertionSolver().solve(problem, Limits()).plan.num_stops
    found = SearchSolver().solve(problem, Limits(max_runtime=0)).plan
    assert check(problem, found) == ()
    assert found.num_stops >= 0.8 * inserted


@pytest.mark.parametrize("policy", [Policy(balance=0.5), Policy(balance=0.2, overload_weight=2), Policy(travel_weight=0)])
def test_every_policy_is_solved_to_the_optimum(policy: Policy) -> None:
    """Trading tiers, overload and free travel are weighed as the cost says."""
    for seed in range(5):
        problem = random_problem(seed, num_visits=5, policy=policy, with_promises=True)
        assert SearchSolver().solve(problem, Limits(max_iterations=2000)).objective.cost == lowest_cost(problem)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), num=st.integers(1, 3))
def test_the_cost_is_exact_through_all_rounds(seed: int, num: int) -> None:
    """After rounds of several searchers the cost kept is that of the routes, and the best cost that of the best plan."""
    problem = random_problem(seed, num_visits=30, num_shifts=9, with_promises=True)
    with Searchers(problem, [[] for _ in problem.shifts], seed=seed, num=num) as searchers:
        for _ in range(4):
            searchers.round([HOT], 50)
        searchers.round([COLD], 50, is_exact=True)
        best = plan_of(problem, searchers.best_orders)
        assert breakdown(problem, best).cost == searchers.best_cost
        for orders, cost in zip(searchers.routes(), searchers.costs(), strict=True):
            assert breakdown(problem, plan_of(problem, orders)).cost == cost


@pytest.mark.parametrize("num", [1, 2, 3])
def test_same_seed_and_steps_same_plan_on_threads(num: int) -> None:
    """Threads race, plans do not differ: shares never read what others write."""
    problem = random_problem(3, num_visits=60, num_shifts=12, with_promises=True)
    limits = Limits(max_iterations=6000)
    first, second = (SearchSolver(num_searchers=num).solve(problem, limits, seed=9) for _ in range(2))
    assert first.plan == second.plan
    assert first.num_iterations == second.num_iterations
    assert first.plan != SearchSolver(num_searchers=num).solve(problem, limits, seed=10).plan


@given(seed=st.integers(0, 10**6), num=st.integers(1, 4))
def test_shares_divide_everything(seed: int, num: int) -> None:
    """Each route and each visit belongs to exactly one share, a made visit to that of its route."""
    problem = random_problem(seed, num_visits=30, num_shifts=9, with_promises=True)
    orders = orders_of(problem, InsertionSolver().solve(problem, Limits(max_iterations=12)).plan)
    plan = WorkingPlan(instance_of(problem, num_near=8), orders)
    scopes = shares(plan.instance, plan.state, num, np.random.default_rng(seed))
    assert (sum(scope.is_mine.astype(int) for scope in scopes) == 1).all()
    assert (sum(scope.owns.astype(int) for scope in scopes) == 1).all()
    for scope in scopes:
        for v in scope.members:
            route = plan.state.spot[v, ROUTE]
            assert route < 0 or scope.is_mine[route]


def test_limits_end_the_search() -> None:
    """Each limit ends it with its reason, and steps are counted."""
    problem = random_problem(7, num_visits=15, num_shifts=3)
    engine = SearchSolver()
    steps = engine.solve(problem, Limits(max_iterations=1000))
    assert (steps.num_iterations, steps.stop_reason) == (1000, StopReason.ITERATIONS)
    assert engine.solve(problem, Limits(max_idle_iterations=2000)).stop_reason is StopReason.IDLE
    assert engine.solve(problem, Limits(max_runtime=0.3)).stop_reason is StopReason.RUNTIME
    assert engine.unsupported(problem, Limits())


def test_an_unlawful_start_fails_loudly() -> None:
    """Orders that break a law are never searched from."""
    problem = random_problem(5)
    with pytest.raises(ValueError, match="not lawful"):
        Searchers(problem, [list(range(8)), []], seed=1, num=1)
    assert issubclass(TwoReadingsError, AssertionError)


def test_cooling_falls_and_ends_exact() -> None:
    """The temperature goes from hot to cold once for each fall, and the last share of the search is exact."""
    cooling = Cooling(limits=Limits(max_runtime=10.0), num_falls=2)
    assert cooling.temperature(0.0) == pytest.approx(HOT)
    assert cooling.temperature(0.25) < HOT / 2
    assert cooling.fall(0.6) == 1
    assert cooling.temperature(0.999) == pytest.approx(COLD)
    assert cooling.is_last(0.99)
    assert cooling.progress(5.0, 0) == pytest.approx(0.5)
    assert Cooling(limits=Limits(max_idle_iterations=100)).progress(5.0, 75) == pytest.approx(0.5)


@pytest.mark.parametrize("full", [False, True])
def test_real_day_becomes_better_than_its_insertion(full: bool) -> None:
    """On a day of the benchmark some thousand steps find more prize than regret insertion, and every law holds."""
    problem = bench_day("day-300", full=full)
    inserted = InsertionSolver().solve(problem, Limits())
    result = SearchSolver().solve(problem, Limits(max_iterations=20_000), seed=1)
    assert check(problem, result.plan) == ()
    assert result.objective.coverage_prize >= inserted.objective.coverage_prize + 15
