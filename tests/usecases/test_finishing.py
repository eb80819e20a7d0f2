"""Guards the steps between a search and a plan, each by its name, and that nothing unlawful is finished."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan, Reason, Unassigned
from planner.domain.problem import Problem
from planner.domain.violation import Law
from planner.rules.check import check
from planner.usecases.finishing import Finish, finish_plan, with_last_steps
from planner.usecases.refusing import CheckFailedError, RequiredMissedError
from tests.building import random_problem
from tests.rules.running import without_locks


def a_day(seed: int = 3) -> tuple[Problem, Plan]:
    """A day on which nothing is promised, and the plan that makes nothing."""
    problem = without_locks(random_problem(seed, num_visits=14, num_shifts=3))
    problem = replace(problem, visits=tuple(replace(visit, is_required=False) for visit in problem.visits))
    return problem, Plan(unassigned=tuple(Unassigned(visit_id=visit.id) for visit in problem.visits))


def promised(problem: Problem, visit_id: str) -> Problem:
    """The day on which one visit is promised."""
    return replace(problem, visits=tuple(replace(one, is_required=one.id == visit_id) for one in problem.visits))


def test_a_plan_is_filled_up_explained_and_given_reserves() -> None:
    """Without a word every step is taken, and the checker has nothing to say."""
    problem, empty = a_day()
    plan = finish_plan(problem, empty, Finish(num_reserves=2)).plan
    assert plan.num_stops
    assert not check(problem, plan)
    assert all(entry.reason for entry in plan.unassigned)
    assert all(len(route.reserves) <= 2 for route in plan.routes)
    assert Reason.SEARCH_STOPPED not in {entry.reason for entry in plan.unassigned}


def test_each_step_can_be_left_out() -> None:
    """Nothing is inserted where inserting is off or no longer wanted; reserves that were there go where none are wanted."""
    problem, empty = a_day()
    bare = Finish(inserts=False, exchanges=False, tells_displacements=False)
    assert not finish_plan(problem, empty, bare).plan.routes
    assert not finish_plan(problem, empty, replace(bare, inserts=True, keep_on=lambda: False)).plan.routes
    full = finish_plan(problem, empty, Finish(num_reserves=2)).plan
    assert not any(route.reserves for route in finish_plan(problem, full, bare).plan.routes)


def test_what_the_desk_holds_back_is_called_so() -> None:
    """A visit that pays and stays out by the desk's wish is held back, not missed by the search."""
    problem, empty = a_day()
    quiet = Finish(inserts=False, exchanges=False)
    free = with_last_steps(problem, empty, quiet)
    held = with_last_steps(problem, empty, replace(quiet, is_held_back=True))
    stopped = {entry.visit_id for entry in free.unassigned if entry.reason is Reason.SEARCH_STOPPED}
    assert stopped
    assert {entry.visit_id for entry in held.unassigned if entry.reason is Reason.HELD_BACK} == stopped


def test_a_promise_is_refused_or_told() -> None:
    """A promised visit that is left out stops a plan, and is only told of where plans are compared."""
    problem, empty = a_day()
    made = finish_plan(problem, empty, Finish()).plan.routes[0].stops[0].visit_id
    problem, bare = promised(problem, made), Finish(inserts=False, exchanges=False)
    with pytest.raises(RequiredMissedError) as caught:
        finish_plan(problem, empty, bare)
    assert list(caught.value.missed) == [made]
    told = finish_plan(problem, empty, replace(bare, refuses_missed=False))
    assert [violation.law for violation in told.broken] == [Law.REQUIRED_MADE]


def test_no_other_law_may_be_broken() -> None:
    """A plan that breaks another law is refused, whatever is told of promises."""
    problem, empty = a_day()
    plan = finish_plan(problem, empty, Finish()).plan
    route = max(plan.routes, key=lambda one: len(one.stops))
    turned = replace(plan, routes=tuple(replace(one, stops=one.stops[::-1]) if one is route else one for one in plan.routes))
    for refuses in (True, False):
        how = Finish(inserts=False, exchanges=False, tells_displacements=False, refuses_missed=refuses)
        with pytest.raises(CheckFailedError):
            finish_plan(problem, turned, how)
