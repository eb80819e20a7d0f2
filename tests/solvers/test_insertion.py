"""Guards regret insertion: it knows what its routes cost, and it plans real days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.solving import Limits
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.insertion.regret import RegretInsertion
from solvers.insertion.solver import InsertionSolver
from solvers.orders import plan_of
from tests.building import random_problem
from tests.solvers.bench_days import bench_day


@given(seed=st.integers(0, 10**6))
def test_cost_as_it_goes_is_the_cost_of_the_plan(seed: int) -> None:
    """The cost reported during construction is the one that the breakdown recomputes."""
    problem = random_problem(seed, num_visits=12, num_shifts=3, with_promises=True)
    state = RegretInsertion(problem, [[] for _ in problem.shifts])
    state.run(lambda _: True)
    assert state.cost == breakdown(problem, plan_of(problem, state.orders)).cost


@pytest.mark.parametrize(("full", "least"), [(False, 1690), (True, 1330)])
def test_real_day_is_planned_well(full: bool, least: int) -> None:
    """On a day of the benchmark insertion alone comes within three hundredths of what long searches find."""
    problem = bench_day("day-300", full=full)
    result = InsertionSolver().solve(problem, Limits())
    assert check(problem, result.plan) == ()
    assert result.objective.coverage_prize >= least
