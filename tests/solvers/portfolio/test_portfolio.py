"""Guards the portfolio: each part has its turn, never worse than the search alone, loud where two readings differ, in time."""

import pytest

from planner.domain.solving import Limits, Preparing, Progress, StopReason
from planner.rules.check import check
from solvers.orders import TwoReadingsError
from solvers.ortools_routing import polishing
from solvers.portfolio.solver import PortfolioSolver
from solvers.recombination import recombining
from solvers.search.solver import SearchSolver
from tests.building import random_problem
from tests.solvers.bench_days import bench_day
from tests.solvers.oracle import lowest_cost


@pytest.mark.parametrize("seed", range(12))
def test_tiny_days_are_solved_to_the_optimum(seed: int) -> None:
    """With every feature in play the cost is the least that enumeration finds."""
    problem = random_problem(seed, num_visits=5)
    assert PortfolioSolver().solve(problem, Limits(max_iterations=2000), seed=seed).objective.cost == lowest_cost(problem)


def test_never_worse_than_the_search_alone() -> None:
    """Recombination and polishing only take what costs less."""
    for seed in range(4):
        problem = random_problem(seed, num_visits=25, num_shifts=4)
        limits = Limits(max_iterations=1000)
        alone = SearchSolver().solve(problem, limits, seed=seed)
        assert PortfolioSolver().solve(problem, limits, seed=seed).objective.cost <= alone.objective.cost


def test_recombination_and_polishing_have_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are called with what the search left, and OR-Tools refusing the plan is not kept quiet."""
    problem = random_problem(7, num_visits=15, num_shifts=3)
    called: list[str] = []
    recombine = recombining.recombine

    def counting(*args: object, **options: object) -> object:
        called.append("recombine")
        assert args[1]
        return recombine(*args, **options)  # type: ignore[arg-type]

    def refusing(*_: object, **__: object) -> None:
        called.append("polish")
        raise TwoReadingsError("route refused")

    monkeypatch.setattr(recombining, "recombine", counting)
    monkeypatch.setattr(polishing, "polish", refusing)
    with pytest.raises(TwoReadingsError):
        PortfolioSolver().solve(problem, Limits(max_iterations=1000))
    assert called == ["recombine", "polish"]


def test_a_wish_to_stop_skips_what_is_left() -> None:
    """After the caller said stop nothing else begins, and the best plan so far comes back."""
    problem = random_problem(3, num_visits=40, num_shifts=4)
    told: list[Progress] = []

    def stop_later(progress: Progress) -> bool:
        told.append(progress)
        return len(told) < 3

    result = PortfolioSolver().solve(problem, Limits(max_runtime=30), on_progress=stop_later)
    assert result.stop_reason is StopReason.INTERRUPTED
    assert len(told) == 3
    assert [violation for violation in check(problem, result.plan) if violation.law.value != "required_made"] == []


def test_it_says_when_it_has_to_prepare() -> None:
    """The search compiles once: the engine can be asked, and is ready afterwards."""
    engine = PortfolioSolver()
    assert isinstance(engine, Preparing)
    engine.prepare()
    assert engine.is_ready()


def test_real_day_in_two_seconds() -> None:
    """A day of the benchmark with breaks, two windows and visit limits: more than the peers' best in their whole time."""
    problem = bench_day("day-300", full=True)
    result = PortfolioSolver().solve(problem, Limits(max_iterations=60_000), seed=1)
    assert check(problem, result.plan) == ()
    assert result.objective.coverage_prize >= 1421
