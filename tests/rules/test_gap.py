"""Guards the reading of a bound: gaps per tier and for the plan."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan
from planner.domain.problem import Policy
from planner.domain.solving import Bound, Limits
from planner.rules.cost import Gaps, breakdown, gaps, weights
from solvers.insertion.solver import InsertionSolver
from tests.building import random_problem


def bound_of(lower_bound: int, complaint: int, coverage: int) -> Bound:
    return Bound(
        lower_bound=lower_bound,
        complaint_prize=complaint,
        coverage_prize=coverage,
        runtime=0.0,
        num_iterations=1,
        is_complete=True,
    )


def test_parts_of_what_is_possible() -> None:
    """A gap is the part of the proved possible that was not made."""
    problem = random_problem(3, num_visits=12, num_shifts=3)
    terms = InsertionSolver().solve(problem, Limits()).objective
    bound = bound_of(terms.cost - 100, terms.complaint_prize + 10, 2 * terms.coverage_prize)
    found = gaps(problem, terms, bound)
    assert found.complaint == pytest.approx(10 / (terms.complaint_prize + 10))
    assert found.coverage == pytest.approx(0.5)
    offered = sum(weights(problem).visits)
    assert found.plan == pytest.approx(100 / (offered - terms.cost + 100))


@pytest.mark.parametrize("balance", [None, 0.5])
def test_an_optimal_plan_has_no_gap(balance: float | None) -> None:
    """Where the bound is reached the gap is 0, and where nothing can be made too."""
    problem = random_problem(3, policy=Policy(balance=balance))
    terms = InsertionSolver().solve(problem, Limits()).objective
    reached = bound_of(terms.cost, terms.complaint_prize, terms.coverage_prize)
    assert gaps(problem, terms, reached) == Gaps(complaint=0.0, coverage=0.0, plan=0.0)
    nothing = bound_of(sum(weights(problem).visits), 0, 0)
    assert gaps(problem, breakdown(problem, Plan()), nothing).coverage == 0.0


def test_a_plan_that_does_less_for_complaints_has_no_gap_of_coverage() -> None:
    """What is proved given some complaints says nothing of plans that do less for them."""
    problem = random_problem(3, num_visits=12, num_shifts=3)
    terms = InsertionSolver().solve(problem, Limits()).objective
    bound = bound_of(terms.cost - 100, terms.complaint_prize + 10, 2 * terms.coverage_prize)
    assert gaps(problem, terms, replace(bound, complaint_floor=terms.complaint_prize)).coverage == pytest.approx(0.5)
    assert gaps(problem, terms, replace(bound, complaint_floor=terms.complaint_prize + 1)).coverage is None
