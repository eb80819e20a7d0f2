"""Guards the reasons of visits left out against a brute force over every route and position."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan, Reason, Route, Unassigned
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.visit import Visit, Window
from planner.improving.reasons import insert_remaining, with_reasons
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from tests.building import line_travel, random_problem
from tests.rules.planning import random_plan

SEEDS = st.integers(0, 10**6)


def _inserted(problem: Problem, plan: Plan, position: int) -> list[Plan]:
    """Every sound plan that has the visit at one more place and all else unchanged."""
    position_of = {visit.id: n for n, visit in enumerate(problem.visits)}
    routes = {route.shift_id: route for route in plan.routes}
    left = tuple(entry for entry in plan.unassigned if entry.visit_id != problem.visits[position].id)
    found = []
    for shift in problem.shifts:
        before = [position_of[stop.visit_id] for stop in routes[shift.id].stops] if shift.id in routes else []
        for gap in range(len(before) + 1):
            route: Route | None = schedule(problem, shift, [*before[:gap], position, *before[gap:]])
            if route is not None:
                found.append(Plan(routes=tuple({**routes, shift.id: route}.values()), unassigned=left))
    return found


@settings(max_examples=200)
@given(SEEDS, st.integers(0, 12))
def test_reasons_are_confirmed_by_brute_force(seed: int, num_tries: int) -> None:
    """No reason is guessed: trying every place of every route, and the cost of each, says the same."""
    problem = random_problem(seed, num_visits=9, num_shifts=2, with_promises=True)
    if seed % 3 == 0:  # prizes so small that the way may not be worth it
        problem = replace(problem, policy=Policy(balance=1.0, foreign_village_penalty=500))
    plan = random_plan(problem, seed, num_tries=num_tries)
    position_of = {visit.id: n for n, visit in enumerate(problem.visits)}
    cost = breakdown(problem, plan).cost
    for entry in with_reasons(problem, plan).unassigned:
        position = position_of[entry.visit_id]
        could = _inserted(problem, plan, position)
        alone = any(schedule(problem, shift, [position]) for shift in problem.shifts)
        if could:
            pays = min(breakdown(problem, other).cost for other in could) < cost
            assert entry.reason is (Reason.SEARCH_STOPPED if pays else Reason.NOT_WORTH_TRAVEL)
        elif alone:
            assert entry.reason is Reason.NOT_ENOUGH_TIME
        else:
            assert entry.reason in {
                Reason.NO_SKILL,
                Reason.OUTSIDE_SHIFTS,
                Reason.UNREACHABLE,
                Reason.OUTSIDE_HOURS,
                Reason.TOO_FAR,
            }


@settings(max_examples=100)
@given(SEEDS)
def test_inserting_what_remains_leaves_nothing_that_pays(seed: int) -> None:
    """After `insert_remaining` the plan is sound, costs no more, and no visit is left because the search stopped."""
    problem = random_problem(seed, num_visits=9, num_shifts=2, with_promises=True)
    plan = random_plan(problem, seed, num_tries=4)
    fuller = with_reasons(problem, insert_remaining(problem, plan))
    assert Reason.SEARCH_STOPPED not in {entry.reason for entry in fuller.unassigned}
    assert breakdown(problem, fuller).cost <= breakdown(problem, plan).cost
    required = {visit.id for visit in problem.visits if visit.is_required}
    assert all(any(name in str(violation.where) for name in required) for violation in check(problem, fuller))


def _one_door(visit: Visit, shift: Shift | None = None, travel: Travel | None = None) -> Reason | None:
    problem = Problem(
        visits=(visit,),
        shifts=(shift or Shift(id="s", window=Window(start=0, end=7200), start=0, end=0),),
        travel={"motorcycle": travel or line_travel([0, 5, 100])},
    )
    (entry,) = with_reasons(problem, Plan(unassigned=(Unassigned(visit_id=visit.id),))).unassigned
    return entry.reason


CUT = Travel(durations=[[0, UNREACHABLE], [300, 0]])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "visit", "travel"),
    [
        (Reason.NO_SKILL, Visit(id="v", place=1, skills=frozenset({"polwan"})), None),
        (Reason.NO_SKILL, Visit(id="v", place=1, min_team_size=3), None),
        (Reason.OUTSIDE_SHIFTS, Visit(id="v", place=1, windows=(Window(start=7201, end=9000),)), None),
        (Reason.UNREACHABLE, Visit(id="v", place=1), CUT),
        (Reason.OUTSIDE_HOURS, Visit(id="v", place=1, windows=(Window(start=7200, end=9000),)), None),
        (Reason.TOO_FAR, Visit(id="v", place=2, windows=(Window(start=7200, end=9000),)), None),
        (Reason.TOO_FAR, Visit(id="v", place=2), None),
        (Reason.NOT_WORTH_TRAVEL, Visit(id="v", place=1, prize=0), None),
        (Reason.SEARCH_STOPPED, Visit(id="v", place=1), None),
    ],
)
def test_each_reason_has_its_case(reason: Reason, visit: Visit, travel: Travel | None) -> None:
    """Each reason of the closed list is given where it, and nothing before it, holds."""
    assert _one_door(visit, travel=travel) is reason


def test_who_makes_nothing_more_has_no_skill_to_give() -> None:
    """A team that was stopped is no team with the skill, however near the door; without any team on duty it is the hours."""
    over = Window(start=3600, end=3600)
    stopped = Shift(id="A", window=over, skills=frozenset({"polwan"}), max_visits=0)
    on = Shift(id="B", window=Window(start=0, end=7200))
    visit = Visit(id="v", place=1, service_duration=60, skills=frozenset({"polwan"}), windows=(Window(start=600, end=7200),))
    problem = Problem(visits=(visit,), shifts=(stopped, on), travel={on.profile: line_travel([0, 1])})
    plan = Plan(unassigned=(Unassigned(visit_id="v"),))
    (left,) = with_reasons(problem, plan).unassigned
    assert left.reason is Reason.NO_SKILL
    (left,) = with_reasons(replace(problem, shifts=(stopped,)), plan).unassigned
    assert left.reason is Reason.OUTSIDE_SHIFTS
    free = replace(visit, skills=frozenset())
    (left,) = with_reasons(replace(problem, visits=(free,), shifts=(stopped,)), plan).unassigned
    assert left.reason is Reason.OUTSIDE_SHIFTS
