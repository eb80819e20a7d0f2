"""Proofs that take minutes: ten thousand small problems with every feature, and optima of a hundred by enumeration."""

import random

import pytest

from planner.domain.problem import Policy
from planner.domain.solving import Limits
from planner.domain.violation import Law
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.search.solver import SearchSolver
from tests.building import random_problem
from tests.solvers.oracle import lowest_cost

POLICIES = (None, Policy(balance=0.5), Policy(balance=0.1, overload_weight=3), Policy(foreign_village_penalty=900))


@pytest.mark.long
@pytest.mark.parametrize("block", range(100))
def test_no_plan_of_ten_thousand_breaks_a_law(block: int) -> None:
    """Whatever is asked, the stranger finds no broken law, and the cost is the one that it would compute."""
    for seed in range(100 * block, 100 * block + 100):
        rng = random.Random(seed)  # noqa: S311 (reproducible test data)
        problem = random_problem(
            seed, num_visits=rng.randint(1, 14), num_shifts=rng.randint(1, 9), policy=rng.choice(POLICIES), with_promises=True
        )
        result = SearchSolver().solve(problem, Limits(max_iterations=200), seed=seed)
        broken = [violation for violation in check(problem, result.plan) if violation.law is not Law.REQUIRED_MADE]
        assert broken == [], seed
        assert result.objective == breakdown(problem, result.plan)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100))
def test_optimum_of_seven_visits(seed: int) -> None:
    """Up to seven visits the cost is the least of all plans."""
    problem = random_problem(seed, num_visits=5 + seed % 3, policy=POLICIES[seed % len(POLICIES)], with_promises=True)
    result = SearchSolver().solve(problem, Limits(max_iterations=20_000), seed=seed)
    assert result.objective.cost == lowest_cost(problem)
