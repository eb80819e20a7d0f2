"""Guards what is told of a limit of visits: only where it binds and there is time, and no more than would fit."""

from dataclasses import replace

import pytest

from planner.domain.opening import Opening
from planner.domain.plan import Plan, Unassigned
from planner.domain.problem import Problem
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Tier, Window
from planner.improving.limits import limit_told
from planner.rules.timing import schedule
from tests.building import random_problem


def _day(num_visits: int, most: int) -> tuple[Problem, Plan]:
    """Doors of 15 minutes next to each other, one shift of four hours, its route as long as its limit."""
    problem = random_problem(1, num_visits=num_visits, num_shifts=1)
    visits = tuple(
        replace(
            visit, place=2, tier=Tier.COVERAGE, prize=50, windows=(), service_duration=15 * MINUTE, setup_duration=0,
            is_required=False, skills=frozenset(), min_team_size=1,
        )
        for visit in problem.visits
    )  # fmt: skip
    window = Window(start=8 * HOUR, end=12 * HOUR)
    shift = replace(problem.shifts[0], window=window, breaks=(), max_visits=most, max_travel_duration=None, start=2, end=2)
    problem = replace(problem, visits=visits, shifts=(shift,), locks=())
    route = schedule(problem, shift, list(range(most)))
    assert route is not None
    return problem, Plan(routes=(route,), unassigned=tuple(Unassigned(visit_id=visit.id) for visit in visits[most:]))


def test_limit_that_binds_is_told_with_what_would_fit() -> None:
    """Ten doors of 16 that fit: six more at even chances are three homes, in an hour and a half."""
    problem, plan = _day(30, 10)
    told = limit_told(problem, plan, talks={problem.shifts[0].id: 10}, chance=0.5)
    assert told is not None
    assert (told.limit, told.num_shifts, told.enough) == (10, 1, 16)
    assert told.time_left == 90 * MINUTE
    assert told.num_met == pytest.approx(3.0)


def test_limit_of_knocks_is_told_as_one_of_conversations() -> None:
    """Where ten knocks stand for five conversations, sixteen of them are eight."""
    problem, plan = _day(30, 10)
    told = limit_told(problem, plan, talks={problem.shifts[0].id: 5}, chance=0.5)
    assert told is not None
    assert (told.limit, told.enough) == (5, 8)


def test_doors_if_time_allows_take_the_time_that_is_left() -> None:
    """What a team of shut doors is given beside its limit is neither told as time left nor as homes more."""
    problem, plan = _day(30, 10)
    opening = Opening(steps=((0, 0.5),), met_duration=27 * MINUTE, shut_duration=3 * MINUTE)
    problem = replace(problem, visits=tuple(replace(visit, opening=opening) for visit in problem.visits))
    spare = tuple(visit.id for visit in problem.visits[10:14])
    booked = replace(plan, routes=(replace(plan.routes[0], reserves=spare, reserve_after=(10,) * 4),))
    told = limit_told(problem, booked, talks={problem.shifts[0].id: 10}, chance=0.9)
    assert told is not None
    assert told.time_left == 30 * MINUTE
    assert told.num_met == pytest.approx(1.0)


@pytest.mark.parametrize(("most", "talks"), [(16, 16), (10, None)])
def test_full_or_free_teams_are_not_told_of(most: int, talks: int | None) -> None:
    """Nothing is told of a shift without time left, nor of one without a limit."""
    problem, plan = _day(30, most)
    assert limit_told(problem, plan, talks={problem.shifts[0].id: talks}, chance=0.5) is None
