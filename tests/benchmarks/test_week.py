"""Guards that the benchmark of the week faults a day too far below the day alone, and a door knocked at twice."""

import datetime as dt
from dataclasses import replace

import pytest

from benchmarks.week import knocked_twice, too_far_below
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.rules.cost import breakdown
from tests.building import random_problem
from tests.rules.planning import random_plan

MONDAY = dt.date(2026, 11, 30)


@pytest.fixture(scope="module")
def day() -> tuple[Problem, Plan]:
    """A day that visits somebody."""
    problem = random_problem(3, num_visits=9, num_shifts=3)
    return problem, random_plan(problem, 3)


def test_a_day_far_below_the_day_alone_is_told(day: tuple[Problem, Plan]) -> None:
    """Complaints come before coverage, of which a share of 1.5 % may be missing."""
    alone = replace(breakdown(*day), complaint_prize=70, coverage_prize=1000)

    def told(complaint_prize: int, coverage_prize: int) -> int:
        week = replace(alone, complaint_prize=complaint_prize, coverage_prize=coverage_prize)
        return len(too_far_below(MONDAY, week, alone))

    assert (told(70, 985), told(70, 984), told(69, 2000), told(71, 10)) == (0, 1, 1, 0)


def test_a_door_on_two_days_is_told(day: tuple[Problem, Plan]) -> None:
    """The same door again, and the home of a complaint."""
    problem, plan = day
    one, *_ = [stop.visit_id for route in plan.routes for stop in route.stops]
    nobody = replace(plan, routes=())
    assert knocked_twice([day, (problem, nobody)], {}) == []
    assert f"{one} on 2 days" in knocked_twice([day, day], {})
    named = replace(problem, visits=tuple(replace(visit, id=f"K-{visit.id}", subject="") for visit in problem.visits))
    stops = {
        route.shift_id: tuple(replace(stop, visit_id=f"K-{stop.visit_id}") for stop in route.stops) for route in plan.routes
    }
    routes = tuple(replace(route, stops=stops[route.shift_id]) for route in plan.routes)
    other = (named, replace(plan, routes=routes))
    assert knocked_twice([day, other], {}) == []
    assert knocked_twice([day, other], {f"K-{one}": one}) == [f"{one} on 2 days"]
