"""Guards that a plan carried over to a changed day is lawful there and keeps what it can."""

from dataclasses import replace

import pytest

from planner.domain.problem import Problem
from planner.domain.records import Team
from planner.domain.visit import Window
from planner.improving.warm_start import carried_over
from planner.rules.check import check
from tests.building import random_problem
from tests.rules.planning import random_plan


@pytest.mark.parametrize("seed", range(40))
def test_the_same_day_keeps_every_stop(seed: int) -> None:
    """Carried over to its own problem a plan makes the same visits by the same shifts."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    plan = random_plan(problem, seed)
    again = carried_over(problem, plan, before=problem.shifts)
    stops = {route.shift_id: [stop.visit_id for stop in route.stops] for route in plan.routes}
    assert {route.shift_id: [stop.visit_id for stop in route.stops] for route in again.routes} == stops


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_day_gets_a_lawful_plan(seed: int) -> None:
    """Shifts gone, hours cut and visits no longer offered: what is left breaks no law."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    problem = replace(problem, visits=tuple(replace(visit, is_required=False) for visit in problem.visits))
    shorter = [
        replace(shift, window=Window(start=shift.window.start, end=shift.window.end - 2700), breaks=())
        for shift in problem.shifts[1:]
    ]
    changed = replace(problem, visits=problem.visits[2:], shifts=tuple(shorter))
    assert check(changed, carried_over(changed, random_plan(problem, seed), before=problem.shifts)) == ()


def _with_team(problem: Problem, team: str) -> Problem:
    return replace(problem, shifts=tuple(replace(shift, team=team, breaks=(), skills=frozenset()) for shift in problem.shifts))


def test_split_teams_share_the_route_of_their_team() -> None:
    """Each officer takes over stops of the team's route, no stop twice, none lost that both have time for."""
    problem = _with_team(random_problem(3, num_visits=8, num_shifts=1), "T01")
    open_day = replace(
        problem,
        visits=tuple(replace(v, windows=(), skills=frozenset(), min_team_size=1, is_required=False) for v in problem.visits),
    )
    plan = random_plan(open_day, 3)
    halves = [replace(open_day.shifts[0], id=f"T01{letter}", team=f"T01{letter}", max_visits=2) for letter in "ab"]
    split = replace(open_day, shifts=tuple(halves))
    teams = [Team(id=half.team, unit="", officers=(), part_of="T01") for half in halves]
    found = carried_over(split, plan, before=open_day.shifts, teams=teams)
    made = [stop.visit_id for route in found.routes for stop in route.stops]
    assert len(made) == len(set(made)) == min(4, plan.num_stops)
    strangers = [replace(team, part_of="") for team in teams]
    assert carried_over(split, plan, before=open_day.shifts, teams=strangers).num_stops == 0
