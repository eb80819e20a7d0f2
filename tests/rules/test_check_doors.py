"""Guards the law of doors that may stay shut: promises are kept whatever the doors do."""

from dataclasses import replace

from planner.domain.opening import Opening
from planner.domain.plan import Plan, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import Travel
from planner.domain.violation import Law
from planner.domain.visit import Visit, Window
from planner.rules.blocks import blocks_of
from planner.rules.check import check
from planner.rules.timing import schedule
from tests.rules.doors import door_day, routes_of

OPENING = Opening(steps=((0, 0.5),), met_duration=900, shut_duration=180)


def _day() -> tuple[Problem, Shift]:
    """The straight way to the promise takes 50 minutes, that over the door 20: a shortcut that only the door gives."""
    durations = [[0, 600, 3000], [600, 0, 600], [3000, 600, 0]]
    shift = Shift(id="s", window=Window(start=0, end=9000), start=0, end=None)
    door = Visit(id="door", place=1, service_duration=540, opening=OPENING)
    promise = Visit(id="promise", place=2, service_duration=600, windows=(Window(start=0, end=2700),))
    return Problem(visits=(door, promise), shifts=(shift,), travel={"motorcycle": Travel(durations=durations)}), shift


def test_a_promise_that_hangs_on_a_door_breaks_the_law() -> None:
    """A promise that is in time only by way of a door is not kept for certain when that door is passed by."""
    problem, shift = _day()
    route = schedule(problem, shift, [0, 1])
    assert route is not None
    assert [one.law for one in check(problem, Plan(routes=(route,)))] == [Law.ANCHORS_KEPT]
    wide = replace(problem, visits=(problem.visits[0], replace(problem.visits[1], windows=(Window(start=0, end=3000),))))
    assert check(wide, Plan(routes=(route,))) == ()


def test_where_the_law_holds_the_first_block_can_be_left_in_time() -> None:
    """The checker and the leave-by times, which share no arithmetic, agree on random days without doors on the way."""
    for seed in range(80):
        problem = door_day(seed)
        for shift, route in routes_of(problem, seed):
            left = tuple(Unassigned(visit_id=v.id) for v in problem.visits if v.id not in {s.visit_id for s in route.stops})
            laws = {one.law for one in check(problem, Plan(routes=(route,), unassigned=left))}
            bare = replace(
                route, stops=tuple(s for s in route.stops if _is_anchor(problem, s.visit_id)), reserves=(), reserve_after=()
            )
            if blocks_of(problem, shift, bare)[0].safe >= shift.window.start:
                assert Law.ANCHORS_KEPT not in laws, (seed, shift.id)


def _is_anchor(problem: Problem, visit_id: str) -> bool:
    return next(visit for visit in problem.visits if visit.id == visit_id).opening is None
