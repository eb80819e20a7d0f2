"""Guards the special case: doors that open for certain are planned as all visits always were."""

from dataclasses import replace

from planner.domain.opening import Opening
from planner.domain.solving import Limits
from solvers.search.solver import SearchSolver
from tests.building import random_problem


def test_certain_doors_change_no_plan() -> None:
    """With chance 1 everywhere the same seed and iterations give the same plan, time for time."""
    problem = random_problem(5, num_visits=30, num_shifts=3)
    certain = replace(
        problem,
        visits=tuple(
            replace(
                visit,
                opening=Opening(steps=((0, 1.0),), met_duration=visit.service_duration, shut_duration=0, hours=visit.windows),
            )
            for visit in problem.visits
        ),
    )
    limits = Limits(max_iterations=3000)
    assert SearchSolver().solve(certain, limits, seed=4).plan == SearchSolver().solve(problem, limits, seed=4).plan
