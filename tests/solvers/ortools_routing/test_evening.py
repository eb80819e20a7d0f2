"""Guards the day of even prizes that OR-Tools judges: the plan stays as it is, and no hour in it is worse than now."""

import random

import pytest

from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.orders import plan_of
from solvers.ortools_routing.evening import evened
from solvers.ortools_routing.polishing import polish
from tests.building import random_problem, with_hours
from tests.solvers.search.test_reading import lawful_orders


def _day(seed: int) -> tuple[Problem, list[list[int]]]:
    problem = with_hours(random_problem(seed, num_visits=9), seed)
    return problem, lawful_orders(problem, random.Random(seed))  # noqa: S311 (reproducible test data)


def test_a_day_without_hours_is_judged_as_it_is() -> None:
    """No copy is made of a day whose prizes are the same at any hour."""
    problem = random_problem(1, num_visits=6)
    assert evened(problem, [[] for _ in problem.shifts]) is problem


@pytest.mark.parametrize("seed", range(40))
def test_the_plan_holds_and_every_hour_left_is_as_good(seed: int) -> None:
    """Stops stand where they stood; wherever they may start then, they are worth no less."""
    problem, orders = _day(seed)
    even = evened(problem, orders)
    assert not any(visit.prize_steps for visit in even.visits)
    for shift, order in zip(problem.shifts, orders, strict=True):
        route = schedule(problem, shift, order) if order else None
        assert route is None or schedule(even, shift, order) == route
        for position, stop in zip(order, route.stops if route else (), strict=True):
            visit, now = problem.visits[position], problem.visits[position].prize_at(stop.start_time)
            moments = [moment for window in even.visits[position].windows for moment in (window.start, window.end)]
            assert all(visit.prize_at(moment) >= now for moment in moments)


@pytest.mark.parametrize("seed", range(6))
def test_polishing_is_never_worse_by_the_hours(seed: int) -> None:
    """What OR-Tools thinks better with even prizes is taken only where it is so with prizes by the hour."""
    problem, orders = _day(seed)
    plan = plan_of(problem, orders)
    assert polish(problem, plan, Limits(max_iterations=10)).objective.cost <= breakdown(problem, plan).cost
