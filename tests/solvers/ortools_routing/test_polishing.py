"""Guards polishing: nothing inserted first, whole and in parts, never worse, its limits, its reasons to stop."""

from dataclasses import replace

import pytest

from planner.domain.problem import Problem
from planner.domain.solving import Limits, StopReason
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, plan_of
from solvers.ortools_routing import parts as parts_module
from solvers.ortools_routing.parts import Parts
from solvers.ortools_routing.polishing import polish
from solvers.pricing import Pricing
from tests.building import random_problem
from tests.solvers.bench_days import bench_day
from tests.solvers.odd_days import lawful_orders, odd_problem


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every day counts as large."""
    monkeypatch.setattr(parts_module, "WHOLE_VISITS", 0)
    monkeypatch.setattr(parts_module, "PART_VISITS", 12)


def optional(problem: Problem) -> Problem:
    return replace(problem, visits=tuple(replace(visit, is_required=False) for visit in problem.visits))


def test_without_iterations_the_plan_comes_back_as_it_is() -> None:
    """Polishing inserts nothing of its own: a plan with room stays as it is when nothing may be searched."""
    problem = random_problem(4, num_visits=12, num_shifts=3)
    plan = plan_of(problem, [[], [], []])
    result = polish(problem, plan, Limits(max_iterations=0))
    assert (result.plan, result.stop_reason, result.num_iterations) == (plan, StopReason.ITERATIONS, 0)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("seed", range(5))
def test_parts_are_lawful_better_and_the_same_twice(seed: int) -> None:
    """A day improved in parts is lawful, no worse, the same for the same seed, and the trace ends at its cost."""
    problem = optional(random_problem(seed, num_visits=30, num_shifts=5))
    plan = plan_of(problem, lawful_orders(problem, seed))
    first, second = (polish(problem, plan, Limits(max_iterations=150), seed=3) for _ in range(2))
    assert first.plan == second.plan
    assert check(problem, first.plan) == ()
    assert first.objective.cost < breakdown(problem, plan).cost
    assert first.trace[-1][1] >= first.objective.cost


@pytest.mark.usefixtures("small_parts")
def test_a_part_holds_its_own_routes_and_every_shift_has_a_turn() -> None:
    """All visits that a part's shifts make are in it, no others' are, and no shift waits for a second round."""
    problem = random_problem(2, num_visits=30, num_shifts=5)
    orders: Orders = lawful_orders(problem, 2)
    parts = Parts(problem, Pricing.of(problem), seed=1)
    seen: set[int] = set()
    for _ in range(5):
        part = parts.next(orders)
        seen.update(part.shifts)
        made = {position for number in part.shifts for position in orders[number]}
        elsewhere = {position for order in orders for position in order} - made
        assert made <= set(part.visits)
        assert not elsewhere & set(part.visits)
    assert seen == set(range(5))


@pytest.mark.usefixtures("small_parts")
def test_parts_stop_when_asked() -> None:
    """A wish to stop ends a day in parts, too, with its reason."""
    problem = random_problem(2, num_visits=30, num_shifts=5)
    plan = plan_of(problem, lawful_orders(problem, 2))
    result = polish(problem, plan, Limits(max_runtime=20), on_progress=lambda _: False)
    assert result.stop_reason is StopReason.INTERRUPTED
    assert result.objective.cost <= breakdown(problem, plan).cost


def test_where_nothing_can_be_moved_the_search_ends() -> None:
    """A day on which no neighbour is ever accepted ends by itself, even with a limit on iterations alone."""
    problem = odd_problem(100076)
    plan = plan_of(problem, lawful_orders(problem, 100076))
    result = polish(problem, plan, Limits(max_iterations=15))
    assert (result.stop_reason, result.num_iterations) == (StopReason.COMPLETED, 0)


def test_limits_are_needed() -> None:
    """Guided local search never ends by itself: without a limit it is refused."""
    problem = random_problem(2)
    with pytest.raises(ValueError, match="without any limit"):
        polish(problem, plan_of(problem, [[], []]), Limits())


@pytest.mark.long
@pytest.mark.parametrize("limit", [0.3, 3.0])
def test_a_very_large_day_is_stopped_by_its_limit(limit: float) -> None:
    """With 2,000 visits and 40 shifts the limit ends the search, and the plan is sound."""
    problem = bench_day("day-2000")
    start = InsertionSolver().solve(problem, Limits()).plan
    result = polish(problem, start, Limits(max_runtime=limit))
    assert result.stop_reason is StopReason.RUNTIME
    assert check(problem, result.plan) == ()
