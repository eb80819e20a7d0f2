"""Guards what is kept of a plan, what is taken over from another, and what is put in within a number of changes."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.lock import Lock, LockKind
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.violation import Law
from planner.improving.adopting import adopt, independent_groups, spliced
from planner.improving.few_changes import Budget, insert_within
from planner.improving.least_change import least_change
from planner.improving.reasons import insert_remaining
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.disruption import changes, num_free
from planner.rules.timing import schedule
from planner.running.loyalty import favouring_kept, keeping_orders, keeping_times, timed_anew
from tests.rules.planning import random_plan
from tests.rules.running import Running, random_running

SEEDS = st.integers(0, 10**6)


def _sound(problem: Problem, plan: Plan) -> bool:
    return not [violation for violation in check(problem, plan) if violation.law is not Law.REQUIRED_MADE]


def _order(plan: Plan, shift_id: str) -> list[str]:
    return [stop.visit_id for route in plan.routes if route.shift_id == shift_id for stop in route.stops]


def _day(seed: int) -> Running | None:
    day = random_running(seed)
    return day if day is not None and day.rest.problem.visits else None


@settings(max_examples=150)
@given(SEEDS)
def test_the_fewest_stops_go(seed: int) -> None:
    """Every team keeps its order, and no set of more stops would have a schedule."""
    day = _day(seed)
    if day is None:
        return
    problem, before = day.rest.problem, day.rest.before
    least = least_change(problem, before)
    assert _sound(problem, least)
    position_of = {visit.id: n for n, visit in enumerate(problem.visits)}
    for shift in problem.shifts:
        old, new = _order(before, shift.id), _order(least, shift.id)
        assert new == [id_ for id_ in old if id_ in new]
        for more in itertools.combinations(old, len(new) + 1):
            assert schedule(problem, shift, [position_of[id_] for id_ in more]) is None


def test_locks_that_the_old_order_breaks_are_obeyed() -> None:
    """A stop locked to be first, last or before another is put there, and the others keep their order."""
    day = next(day for seed in itertools.count() if (day := _day(seed)) and max(len(r.stops) for r in day.plan.routes) > 5)
    problem, before = day.problem, day.plan
    route = max(before.routes, key=lambda route: len(route.stops))
    a, *_, b = [stop.visit_id for stop in route.stops]
    for lock in (
        Lock(kind=LockKind.FIRST, visit_id=b),
        Lock(kind=LockKind.LAST, visit_id=a),
        Lock(kind=LockKind.ORDER, visit_id=b, later_id=a),
    ):
        locked = replace(problem, locks=(lock,))
        assert _sound(locked, least_change(locked, before))


@settings(max_examples=100)
@given(SEEDS, st.integers(0, 4))
def test_insertions_stay_within_the_number(seed: int, most: int) -> None:
    """Whatever an insertion does to the times of others, the changes of the whole plan stay within the number."""
    day = _day(seed)
    if day is None:
        return
    problem, before = day.rest.problem, day.rest.before
    least = least_change(problem, before)
    budget = Budget(before=before, least=changes(before, least), max_changes=most, tolerance=900)
    plan = insert_within(problem, least, budget)
    assert _sound(problem, plan)
    assert num_free(budget.changes(plan)) <= most
    assert breakdown(problem, plan).cost <= breakdown(problem, least).cost


@settings(max_examples=100)
@given(SEEDS)
def test_parts_of_another_plan_are_taken_where_they_pay(seed: int) -> None:
    """What is taken over is lawful and costs no more than either whole; groups give no visit to one another."""
    day = _day(seed)
    if day is None:
        return
    problem = day.rest.problem
    plan = least_change(problem, day.rest.before)
    other = insert_remaining(problem, random_plan(problem, seed, num_tries=10))
    if not _sound(problem, other):
        return
    cost = {id(one): breakdown(problem, one).cost for one in (plan, other)}
    found = adopt(plan, other, cost=lambda one: breakdown(problem, one).cost)
    assert _sound(problem, found)
    assert breakdown(problem, found).cost <= min(cost.values())
    for group in independent_groups(plan, other):
        assert _sound(problem, spliced(plan, other, group))


@settings(max_examples=60)
@given(SEEDS)
def test_narrower_problems_allow_the_plan_that_they_keep(seed: int) -> None:
    """A plan keeps its own orders, teams and times, and is the same plan with the windows as they were."""
    day = _day(seed)
    if day is None:
        return
    problem, before = day.rest.problem, day.rest.before
    least = least_change(problem, before)
    narrow = keeping_times(keeping_orders(problem, least), least, before=before, tolerance=900)
    assert _sound(narrow, timed_anew(narrow, least))
    assert timed_anew(problem, least).routes == least.routes


def test_kept_visits_are_worth_more() -> None:
    """So many per cent more, rounded up, and only those that need not be disturbed."""
    day = next(day for seed in itertools.count() if (day := _day(seed)) and day.rest.problem.kept)
    problem = day.rest.problem
    least = least_change(problem, day.rest.before)
    still = {stop.visit_id for route in least.routes for stop in route.stops}
    for before, after in zip(problem.visits, favouring_kept(problem, 25, plan=least).visits, strict=True):
        assert after.prize == (-(-before.prize * 5 // 4) if before.id in still else before.prize)
    with pytest.raises(ValueError, match="bonus"):
        favouring_kept(problem, -1, plan=least)
