"""Guards regret insertion: its vectorised judgement of every gap equals the exact schedule's, and it plans real days."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.insertion.fitting import OpenRoute
from solvers.insertion.margins import NEVER
from solvers.insertion.regret import RegretInsertion
from solvers.insertion.solver import InsertionSolver
from solvers.orders import plan_of
from tests.building import random_problem
from tests.solvers.bench_days import bench_day


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_fits_are_those_of_the_exact_schedule(seed: int) -> None:
    """A visit fits exactly where a schedule exists, at exactly the cost that it adds."""
    problem = random_problem(seed, num_visits=9, with_promises=True)
    state = RegretInsertion(problem, partial_orders(problem, seed))
    for number, route in enumerate(state.routes):
        others = np.array([position for position in range(9) if position not in route.visits])
        got = [None if cost >= NEVER else int(cost) for cost in route.fits(others).soft]
        assert got == [cheapest(problem, number, route, int(position)) for position in others]


def partial_orders(problem: Problem, seed: int) -> list[list[int]]:
    """Some of what insertion plans, so that room is left."""
    state = RegretInsertion(problem, [[] for _ in problem.shifts])
    state.run(lambda _: True)
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    orders = [[position for position in order if rng.random() < 0.7] for order in state.orders]
    return [
        order if order and schedule(problem, shift, order) else [] for shift, order in zip(problem.shifts, orders, strict=True)
    ]


def cheapest(problem: Problem, number: int, route: OpenRoute, position: int) -> int | None:
    """Least added soft cost by timing every gap."""
    others: list[list[int]] = [[] for _ in problem.shifts]
    costs = []
    for gap in range(len(route.visits) + 1):
        order = [*route.visits[:gap], position, *route.visits[gap:]]
        if schedule(problem, problem.shifts[number], order) is not None:
            costs.append(soft(problem, [*others[:number], order, *others[number + 1 :]]))
    return min(costs) - soft(problem, [*others[:number], list(route.visits), *others[number + 1 :]]) if costs else None


def soft(problem: Problem, orders: list[list[int]]) -> int:
    terms, policy = breakdown(problem, plan_of(problem, orders)), problem.policy
    travel = policy.travel_weight * terms.travel_duration + policy.overload_weight * terms.overload_duration
    made = {problem.visits[position].id for order in orders for position in order}
    changes_made = terms.num_changes - len(problem.kept.keys() - made)  # one left out is part of its weight
    return travel + policy.foreign_village_penalty * terms.num_foreign_stops + policy.disruption_penalty * changes_made


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
