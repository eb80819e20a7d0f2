"""Guards the search in plain Python that answers small problems for which there is no time to load a compiled one."""

import subprocess
import sys

import pytest

from planner.domain.solving import Limits, Progress, StopReason
from planner.domain.violation import Law
from planner.rules.check import check
from solvers.brief.solver import BriefSolver, is_brief
from solvers.insertion.solver import InsertionSolver
from tests.building import random_problem
from tests.solvers.oracle import lowest_cost

FEW = Limits(max_iterations=60)


@pytest.mark.parametrize("seed", range(25))
def test_every_plan_is_lawful_and_no_worse_than_the_insertion(seed: int) -> None:
    """A stranger finds no broken law, with every feature in play, and the plan costs no more than the one it began with."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    found = BriefSolver().solve(problem, FEW, seed=seed)
    assert [broken for broken in check(problem, found.plan) if broken.law is not Law.REQUIRED_MADE] == []
    assert found.objective.cost <= InsertionSolver().solve(problem, Limits()).objective.cost
    assert found.plan == BriefSolver().solve(problem, FEW, seed=seed).plan


@pytest.mark.parametrize("seed", range(12))
def test_tiny_days_are_solved_to_the_optimum(seed: int) -> None:
    """What enumeration proves to be least is found, and never less."""
    problem = random_problem(seed, num_visits=4)
    assert BriefSolver().solve(problem, Limits(max_iterations=300)).objective.cost == lowest_cost(problem)


def test_it_ends_by_every_limit_and_when_told() -> None:
    """Steps, steps without gain, seconds, and a word of whoever waits."""
    problem = random_problem(3)
    assert BriefSolver().solve(problem, FEW).num_iterations == 60
    assert BriefSolver().solve(problem, Limits(max_idle_iterations=20)).stop_reason is StopReason.IDLE
    assert BriefSolver().solve(problem, Limits(max_runtime=0.05)).stop_reason is StopReason.RUNTIME
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return False

    assert BriefSolver().solve(problem, Limits(max_runtime=30.0), on_progress=stop).stop_reason is StopReason.INTERRUPTED
    assert len(told) == 1


_ANSWERED = """
import sys
from planner.domain.solving import Limits
from solvers.registry import make_engine
from tests.building import random_problem
result = make_engine("auto").solve(random_problem(3), Limits(max_runtime={seconds}), seed=1)
assert result.plan.num_stops and result.engine == "auto"
print("numba" in sys.modules)
"""


def test_auto_loads_no_compiled_code_where_there_is_no_time_for_it() -> None:
    """A small problem with a quarter of a second is answered in plain Python, one with a second by the compiled search."""
    for seconds, is_loaded in ((0.25, "False"), (1.0, "True")):
        program = _ANSWERED.format(seconds=seconds)
        answer = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)  # noqa: S603 (our own)
        assert answer.stdout.strip() == is_loaded
    assert not is_brief(random_problem(3), FEW)
    assert not is_brief(random_problem(3, num_visits=61), Limits(max_runtime=0.2))
