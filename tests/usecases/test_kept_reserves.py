"""Guards reserves when a day is planned anew: those of a paper that stays are nobody else's, as a stop or in reserve."""

import dataclasses
import random

from outputs.itinerary.context import HeldSheet
from outputs.itinerary.held import is_changed
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.solving import Limits
from planner.improving.reserves import with_reserves
from planner.rules.check import check
from planner.rules.disruption import is_as_before
from planner.running.standing import standings
from planner.usecases.progress import Silent
from planner.usecases.refusing import RequiredMissedError
from planner.usecases.replan_run import Choices, replan
from planner.usecases.searching import Search
from solvers.insertion.solver import InsertionSolver
from tests.building import random_problem
from tests.rules.running import at, overbooked_days, random_news, without_locks

CHOICES = Choices(
    search=Search(engine="insertion", limits=Limits(), seed=0), kept_bonus=25, disruption=600, tolerance=900, num_reserves=2
)


def _on_paper(before: Plan, after: Plan) -> list[str]:
    """Shifts whose paper stays; none of its reserves is anybody else's in the new plan."""
    now, stay = {route.shift_id: route for route in after.routes}, []
    for old in before.routes:
        route = now.get(old.shift_id)
        if route is None or not is_as_before(route, old):
            continue
        stay.append(old.shift_id)
        others = [one for one in after.routes if one is not route]
        given = {id_ for one in others for id_ in (*(stop.visit_id for stop in one.stops), *one.reserves)}
        assert not given & set(old.reserves)
        assert route.reserves == old.reserves
        assert len(route.reserve_after) == len(old.reserve_after)
        assert all(new >= place for new, place in zip(route.reserve_after, old.reserve_after, strict=True))
    return stay


def _stay(problem: Problem, plan: Plan, news: News) -> list[str] | None:
    """Shifts whose paper stays when a day is planned anew; `None`: a promised visit cannot be made any more."""
    away = {id_ for id_, stand in standings(problem, plan, news).items() if stand.is_away}
    try:
        found = replan(problem, plan, news, (), CHOICES, reporter=Silent())
    except RequiredMissedError:
        return None
    assert not check(found.problem, found.result.plan)
    there = tuple(route for route in plan.routes if route.shift_id not in away)
    return _on_paper(dataclasses.replace(plan, routes=there), found.result.plan)


def test_reserves_of_a_paper_that_stays_are_frozen() -> None:
    """On many days, whatever has happened: the others choose among what stands on no paper in the field."""
    num_kept = 0
    for seed in range(60):
        problem = without_locks(random_problem(seed, num_visits=22, num_shifts=3))
        plan = InsertionSolver().solve(problem, Limits()).plan
        if check(problem, plan):
            continue
        plan = with_reserves(problem, plan, num_reserves=2)
        news = dataclasses.replace(
            random_news(random.Random(seed), problem),  # noqa: S311 (reproducible test data)
            untouched=frozenset(), delays={},
        )  # fmt: skip
        stay = _stay(problem, plan, news) or ()
        num_kept += sum(len(route.reserves) for route in plan.routes if route.shift_id in stay)
    assert num_kept >= 20


def test_doors_if_time_allows_stay_where_they_were() -> None:
    """Where doors may stay shut: behind the same stop, if that is still to come."""
    assert sum(len(_stay(problem, plan, at(5400)) or ()) for problem, plan in overbooked_days(12)) >= 3


def test_a_reserve_that_another_team_is_given_makes_another_paper() -> None:
    """By hand it may be put anywhere: the sheet on which it stood is made anew, so that it is on no two papers."""
    problem = without_locks(random_problem(4, num_visits=22, num_shifts=3))
    plan = with_reserves(problem, InsertionSolver().solve(problem, Limits()).plan, num_reserves=2)
    route, other, *_ = (one for one in plan.routes if one.reserves)
    shift = next(shift for shift in problem.shifts if shift.id == route.shift_id)
    visits = {visit.id: visit for visit in problem.visits}
    held = HeldSheet(version=1, sheet_id="DDS-1", slip_id="", shift=shift, route=route, visits=visits)
    assert not is_changed(held, route, plan, shift)
    given = dataclasses.replace(other, reserves=(*other.reserves, route.reserves[0]), reserve_after=())
    assert is_changed(
        held, dataclasses.replace(route, reserves=route.reserves[1:]), dataclasses.replace(plan, routes=(route, given)), shift
    )
