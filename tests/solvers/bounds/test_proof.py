"""Guards what the bounds promise: no plan beats them, whenever they are stopped."""

import itertools
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.solving import Bound, Limits
from planner.domain.visit import Tier
from planner.rules.cost import breakdown
from solvers.bounds.proof import prove
from solvers.insertion.solver import InsertionSolver
from tests.building import random_problem, random_travel
from tests.solvers.bench_days import bench_day
from tests.solvers.bounds.optimum import most_prize, most_prize_above, most_prize_by_cp_sat
from tests.solvers.oracle import lowest_cost


def prizes_of(problem: Problem, tier: Tier) -> list[int]:
    return [visit.prize * (visit.tier is tier) for visit in problem.visits]


def assert_proved(problem: Problem, bound: Bound) -> None:
    """No plan found by enumeration beats the bound."""
    assert bound.complaint_prize >= most_prize(problem, prizes_of(problem, Tier.COMPLAINT))
    assert bound.coverage_prize >= most_prize(problem, prizes_of(problem, Tier.COVERAGE))
    assert bound.lower_bound <= lowest_cost(problem)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), balance=st.sampled_from([None, None, 0.0, 0.3, 1.0]))
def test_no_plan_beats_the_bound(seed: int, balance: float | None) -> None:
    """With every feature in play and tiers strict or trading, the optimum of a tiny day stays inside the bound."""
    problem = random_problem(seed, num_visits=4, policy=Policy(balance=balance, overload_weight=seed % 2), with_promises=True)
    assert_proved(problem, prove(problem, Limits()))


def assert_proved_given(problem: Problem, seed: int) -> None:
    """No plan that does as much for complaints as the plan at hand beats what is proved of coverage."""
    engine = InsertionSolver() if seed % 3 else None
    plan = engine.solve(problem, Limits()).plan if engine else Plan()
    bound, terms = prove(problem, Limits(max_iterations=seed % 7), plan=plan), breakdown(problem, plan)
    assert bound.complaint_floor == (terms.complaint_prize or None)
    complaints, coverage = prizes_of(problem, Tier.COMPLAINT), prizes_of(problem, Tier.COVERAGE)
    known = most_prize_above(problem, coverage, complaints, terms.complaint_prize)
    assert known is not None
    assert bound.coverage_prize >= known
    assert bound.complaint_prize >= most_prize(problem, complaints)
    assert bound.lower_bound <= lowest_cost(problem)


@settings(max_examples=50)
@given(seed=st.integers(0, 10**6))
def test_coverage_given_the_complaints_of_a_plan(seed: int) -> None:
    """With strict tiers coverage is bounded for plans that do no less for complaints, wherever the proof is stopped."""
    assert_proved_given(random_problem(seed, num_visits=4, policy=Policy(), with_promises=True), seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_many_days_against_enumeration(block: int) -> None:
    """Thousands of tiny days of every feature: no plan beats a bound, wherever the proof was stopped."""
    for seed in range(block * 500, block * 500 + 500):
        problem = random_problem(seed, num_visits=3 + seed % 3, policy=Policy(), with_promises=True)
        assert_proved_given(problem, seed)


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_several_ways_of_moving(seed: int) -> None:
    """Shifts that move by different profiles are bounded each by its own."""
    problem = random_problem(seed, num_visits=4)
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    travel = {**problem.travel, "foot": random_travel(rng, problem.num_places, spread=3000)}
    shifts = (problem.shifts[0], replace(problem.shifts[1], profile="foot"))
    problem = replace(problem, travel=travel, shifts=shifts)
    assert_proved(problem, prove(problem, Limits()))


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_doors_without_service_time(seed: int) -> None:
    """Visits that take no time, at one place or far apart, are bounded too."""
    problem = random_problem(seed, num_visits=4, with_promises=True)
    visits = tuple(replace(visit, service_duration=0, place=2 + n % 2) for n, visit in enumerate(problem.visits))
    problem = replace(problem, visits=visits)
    assert_proved(problem, prove(problem, Limits()))


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), steps=st.sampled_from([0, 1, 2, 5]))
def test_stopped_at_any_time_it_is_proved(seed: int, steps: int) -> None:
    """A bound that was stopped early is a bound."""
    problem = random_problem(seed, num_visits=4)
    assert_proved(problem, prove(problem, Limits(max_iterations=steps)))
    assert_proved(problem, prove(problem, Limits(max_runtime=0)))


def simple_day(seed: int, num_visits: int) -> Problem:
    """A day without breaks, setups and second windows, with three shifts of two hours."""
    problem = random_problem(seed, num_visits=num_visits, num_shifts=3, policy=Policy())
    visits = tuple(replace(visit, windows=visit.windows[:1], setup_duration=0, tier=Tier.COVERAGE) for visit in problem.visits)
    shifts = tuple(
        replace(
            shift,
            breaks=(),
            max_travel_duration=None,
            window=replace(shift.window, end=shift.window.start + 7200),
        )
        for shift in problem.shifts
    )
    return replace(problem, visits=visits, shifts=shifts)


@pytest.mark.parametrize("seed", range(6))
def test_close_to_the_optimum_of_small_days(seed: int) -> None:
    """On days that CP-SAT solves the bound is never below the optimum, and on the whole not far above it."""
    problem = simple_day(seed, 10 + seed % 3)
    prizes = prizes_of(problem, Tier.COVERAGE)
    optimum = most_prize_by_cp_sat(problem, prizes)
    bound = prove(problem, Limits())
    assert optimum <= bound.coverage_prize <= 1.08 * optimum + 1
    assert bound.is_complete


def test_incumbent_changes_nothing_but_the_way() -> None:
    """A plan to start from may be any lawful one, the bound stays above it."""
    problem = simple_day(3, 20)
    result = InsertionSolver().solve(problem, Limits())
    bound = prove(problem, Limits(max_iterations=10), plan=result.plan)
    assert bound.coverage_prize >= result.objective.coverage_prize
    assert bound.lower_bound <= result.objective.cost
    with pytest.raises(ValueError, match="start plan"):
        prove(problem, Limits(), plan=replace(result.plan, routes=result.plan.routes[:1] * 2))


def test_stops_when_asked() -> None:
    """The first report that returns False ends the work; what was proved is returned."""
    seen: list[Bound] = []

    def stop(bound: Bound) -> bool:
        seen.append(bound)
        return False

    problem = simple_day(5, 12)
    bound = prove(problem, Limits(), on_progress=stop)
    assert len(seen) == 1
    assert not bound.is_complete
    assert bound.coverage_prize >= most_prize_by_cp_sat(problem, prizes_of(problem, Tier.COVERAGE))


def test_same_work_same_bound() -> None:
    """With the same iteration limit the bound is the same, twice."""
    problem = simple_day(8, 14)
    first, second = (replace(prove(problem, Limits(max_iterations=12)), runtime=0.0) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("change", [lambda p: replace(p, visits=()), lambda p: replace(p, shifts=())])
def test_nothing_to_do(change: Callable[[Problem], Problem]) -> None:
    """Without visits or without shifts no prize can be made."""
    bound = prove(change(random_problem(1)), Limits())
    assert (bound.complaint_prize, bound.coverage_prize, bound.is_complete) == (0, 0, True)


@pytest.mark.parametrize("full", [False, True])
def test_real_day_is_bounded_well(full: bool) -> None:
    """On a day of the benchmark a short proof lies above the best plan known and within a tenth of it."""
    problem = bench_day("day-300", full=full)
    known = 1421 if full else 1755
    bound = prove(problem, Limits(max_iterations=3))
    assert known <= bound.coverage_prize <= 1.1 * known
    plan = InsertionSolver().solve(problem, Limits()).plan
    assert bound.lower_bound <= breakdown(problem, plan).cost


def test_optima_agree() -> None:
    """The two oracles of these tests know the same optimum."""
    for seed in range(4):
        problem = simple_day(seed, 5)
        prizes = list(np.arange(1, 6))
        assert most_prize(problem, prizes) == most_prize_by_cp_sat(problem, prizes)


@pytest.mark.parametrize("is_mixed", [False, True])
def test_time_is_kept(is_mixed: bool) -> None:
    """The work ends soon after the runtime limit, whether the day has one tier or two."""
    problem = random_problem(4, num_visits=60, num_shifts=5, policy=Policy())
    tiers = (Tier.COMPLAINT, Tier.COVERAGE) if is_mixed else (Tier.COVERAGE,)
    visits = tuple(replace(visit, tier=tiers[n % len(tiers)]) for n, visit in enumerate(problem.visits))
    ticks = itertools.count()
    bound = prove(replace(problem, visits=visits), Limits(max_runtime=200), clock=lambda: float(next(ticks)))
    assert 100 < bound.runtime < 260
