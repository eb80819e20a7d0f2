"""Guards the day under way: facts stay as they are, and the rest with them is a lawful whole."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Pause, Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.shift import Break, Shift
from planner.domain.violation import Law
from planner.domain.visit import Visit, Window
from planner.improving.least_change import least_change
from planner.improving.reasons import insert_remaining
from planner.rules.check import check
from planner.rules.timing import schedule
from planner.running.rest_of_day import joined, rest_of_day
from planner.running.standing import standings
from planner.running.whole_day import whole_day
from tests.building import line_travel
from tests.rules.running import random_running

SEEDS = st.integers(0, 10**6)
NOON = Break(id="noon", windows=(Window(start=4 * 3600, end=4 * 3600),), duration=1800)


def _day(**shift: object) -> tuple[Problem, Plan]:
    """A team with six doors on a line, ten minutes each, a minute apart."""
    problem = Problem(
        visits=tuple(Visit(id=f"v{n}", place=n, service_duration=600) for n in range(1, 7)),
        shifts=(Shift(**{"id": "s", "window": Window(start=0, end=4 * 3600), "start": 0, "end": 0, **shift}),),  # type: ignore[arg-type]
        travel={"motorcycle": line_travel(list(range(7)))},
    )
    route = schedule(problem, problem.shifts[0], range(6))
    assert route is not None
    return problem, Plan(routes=(route,))


def _stops(problem: Problem, plan: Plan, news: News) -> int:
    return len(standings(problem, plan, news)["s"].stops)


@settings(max_examples=150)
@given(SEEDS)
def test_facts_and_rest_are_one_lawful_day(seed: int) -> None:
    """The rest of any running day, put behind its facts, keeps every law of the whole day, at the times it had alone."""
    day = random_running(seed)
    if day is None:
        return
    least = least_change(day.rest.problem, day.rest.before)
    for plan in (least, insert_remaining(day.rest.problem, least)):
        whole = joined(day.rest, plan)
        assert [v for v in check(day.rest.day, whole) if v.law is not Law.REQUIRED_MADE] == []
        times = {stop.visit_id: stop.start_time for route in whole.routes for stop in route.stops}
        facts = {stop.visit_id: stop.start_time for stand in day.stands.values() for stop in stand.stops}
        alone = {stop.visit_id: stop.start_time for route in plan.routes for stop in route.stops}
        assert times == {**facts, **alone}


@settings(max_examples=100)
@given(SEEDS)
def test_no_other_plan_of_the_day_moves_a_fact(seed: int) -> None:
    """A plan of the whole day in which a fact is missing, moved or later breaks a law: a hand cannot change the past."""
    day = random_running(seed)
    if day is None:
        return
    whole = joined(day.rest, least_change(day.rest.problem, day.rest.before))
    facts = [(id_, stop) for id_, stand in day.stands.items() for stop in stand.stops]
    if not facts:
        return
    shift_id, fact = random.Random(seed).choice(facts)  # noqa: S311
    routes = {route.shift_id: route for route in whole.routes}
    late = replace(fact, start_time=fact.start_time + 60, end_time=fact.end_time + 60)
    for stops in (
        tuple(stop for stop in routes[shift_id].stops if stop.visit_id != fact.visit_id),
        tuple(late if stop.visit_id == fact.visit_id else stop for stop in routes[shift_id].stops),
    ):
        others = tuple(route for route in whole.routes if route.shift_id != shift_id)
        assert check(day.rest.day, replace(whole, routes=(*others, replace(routes[shift_id], stops=stops))))


def test_a_team_on_the_road_is_not_turned_back() -> None:
    """What a team has set out for is a fact; what it has not is open."""
    problem, plan = _day()
    leaving = plan.routes[0].stops[1].end_time
    assert _stops(problem, plan, News(time=leaving)) == 2
    assert _stops(problem, plan, News(time=leaving + 1)) == 3


def test_the_desk_knows_better_than_the_plan() -> None:
    """A count of stops done stands against the clock, and a late team has done less than its plan says."""
    problem, plan = _day()
    time = plan.routes[0].stops[3].start_time
    assert _stops(problem, plan, News(time=time)) == 4
    assert _stops(problem, plan, News(time=time, num_done={"s": 2})) == 2
    assert _stops(problem, plan, News(time=time, delays={"s": 1320})) == 2
    assert _stops(problem, plan, News(time=time, done_through=time)) == 3


def test_a_delay_is_held_after_the_last_fact() -> None:
    """A team that is 20 minutes late goes on 20 minutes later, and the plan says what it does meanwhile."""
    problem, plan = _day()
    news = News(time=plan.routes[0].stops[1].end_time, num_done={"s": 2}, delays={"s": 1200})
    stands = standings(problem, plan, news)
    day = whole_day(problem, plan, stands, time=news.time, policy=problem.policy)
    rest = rest_of_day(day, plan, stands)
    whole = joined(rest, least_change(rest.problem, rest.before))
    assert check(day, whole) == ()
    before, after = plan.routes[0].stops, whole.routes[0].stops
    assert [stop.start_time for stop in after[:2]] == [stop.start_time for stop in before[:2]]
    assert [b.start_time - a.start_time for a, b in zip(before[2:], after[2:], strict=True)] == [1200] * 4
    assert whole.routes[0].pauses == (Pause(break_id=f"hold-{news.time}", start_time=news.time, end_time=news.time + 1200),)


def test_a_team_away_keeps_its_facts_and_makes_nothing_more() -> None:
    """A team that is called away has no way home to make and no break to take; what it did stays done."""
    problem, plan = _day(breaks=(replace(NOON, windows=(Window(start=7200, end=7200),)),))
    news = News(time=1500, away=frozenset({"s"}))
    stands = standings(problem, plan, news)
    day = whole_day(problem, plan, stands, time=news.time, policy=problem.policy)
    rest = rest_of_day(day, plan, stands)
    whole = joined(rest, insert_remaining(rest.problem, least_change(rest.problem, rest.before)))
    assert check(day, whole) == ()
    assert [stop.visit_id for stop in whole.routes[0].stops] == ["v1", "v2"] + ["v3"] * (len(whole.routes[0].stops) - 2)
    assert whole.routes[0].pauses == ()
    assert whole.routes[0].end_time == whole.routes[0].stops[-1].end_time


def test_a_break_that_was_missed_is_taken_when_the_team_is_free() -> None:
    """A delay over the time of a break does not lose the break."""
    problem, plan = _day(breaks=(replace(NOON, windows=(Window(start=2400, end=2700),)),))
    news = News(time=2000, num_done={"s": 2}, delays={"s": 3000})
    stands = standings(problem, plan, news)
    day = whole_day(problem, plan, stands, time=news.time, policy=problem.policy)
    rest = rest_of_day(day, plan, stands)
    whole = joined(rest, least_change(rest.problem, rest.before))
    assert check(day, whole) == ()
    noon = next(pause for pause in whole.routes[0].pauses if pause.break_id == "noon")
    assert noon.start_time == stands["s"].free_time


def test_nothing_can_be_put_into_the_past() -> None:
    """A door whose hours are over before the moment is in nobody's duty any more."""
    problem, plan = _day()
    late = Visit(id="late", place=3, windows=(Window(start=0, end=600),))
    problem = replace(problem, visits=(*problem.visits, late))
    stands = standings(problem, plan, News(time=1500))
    day = whole_day(problem, plan, stands, time=1500, policy=problem.policy)
    assert schedule(day, day.shifts[0], [6]) is None


def test_unknown_teams_are_refused() -> None:
    """News of a team that the day does not have are no news."""
    problem, plan = _day()
    with pytest.raises(ValueError, match="not in the problem"):
        standings(problem, plan, News(time=0, away=frozenset({"x"})))


def test_a_plan_made_during_the_day_can_be_changed_again() -> None:
    """The second replanning takes what the first one fixed as facts, its holds included."""
    problem, plan = _day()
    for time, num_done in ((1500, 1), (2600, 2), (3600, 3)):
        stands = standings(problem, plan, News(time=time, num_done={"s": num_done}))
        day = whole_day(problem, plan, stands, time=time, policy=problem.policy)
        rest = rest_of_day(day, plan, stands)
        plan, problem = joined(rest, least_change(rest.problem, rest.before)), day
        assert check(problem, plan) == ()
    assert [stop.visit_id for stop in plan.routes[0].stops] == [f"v{n}" for n in range(1, 7)]
