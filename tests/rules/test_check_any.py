"""Guards the checker on random days: sound plans pass, touched plans are caught, nothing makes it raise."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.violation import Law
from planner.domain.visit import Visit, Window
from planner.improving.reasons import reason_alone, with_reasons
from planner.rules.check import check
from planner.words.language import words
from tests.building import line_travel, random_problem
from tests.rules.planning import random_plan
from tests.rules.test_check import a_day, a_plan

SEEDS = st.integers(0, 10**6)


@settings(max_examples=150)
@given(SEEDS)
def test_exact_schedules_are_sound(seed: int) -> None:
    """Two independent readings of the laws agree: what the timing rules call feasible passes the checker."""
    problem = random_problem(seed, num_visits=8, num_shifts=2, with_promises=True)
    plan = with_reasons(problem, random_plan(problem, seed))
    assert {violation.law for violation in check(problem, plan)} <= {Law.REQUIRED_MADE}


@settings(max_examples=150)
@given(SEEDS)
def test_proved_reasons_agree(seed: int) -> None:
    """The checker's own proof that no shift could make a visit alone agrees with the exact schedule."""
    problem = random_problem(seed, num_visits=8, num_shifts=2, with_promises=True)
    problem = replace(problem, visits=tuple(replace(visit, is_required=True) for visit in problem.visits))
    reasons = [reason_alone(problem, position) for position in range(len(problem.visits))]
    stated = [Unassigned(visit_id=visit.id, reason=r) for visit, r in zip(problem.visits, reasons, strict=True)]
    caught = {str(violation.where) for violation in check(problem, Plan(unassigned=tuple(stated)))}
    assert caught == {f"visit {entry.visit_id}" for entry in stated if entry.reason is None}
    too_far = tuple(replace(entry, reason=Reason.TOO_FAR) for entry in stated)
    assert {str(violation.where) for violation in check(problem, Plan(unassigned=too_far))} == caught


@pytest.mark.parametrize("reason", [None, *Reason])
def test_a_required_visit_that_a_team_could_make_has_no_excuse(reason: Reason | None) -> None:
    """No stated reason lets a required visit go that some shift could make alone."""
    problem = Problem(
        visits=(Visit(id="v", place=1, is_required=True, service_duration=60),),
        shifts=(
            Shift(
                id="s",
                window=Window(start=0, end=3600),
                start=0,
                end=0,
                breaks=(Break(id="b", windows=(Window(start=100, end=200),), duration=600),),
            ),
        ),
        travel={"motorcycle": line_travel([0, 5])},
    )
    (violation,) = check(problem, Plan(unassigned=(Unassigned(visit_id="v", reason=reason),)))
    assert violation.law is Law.REQUIRED_MADE


def _touch_time(plan: Plan, number: int, by: int) -> Plan:
    """Move the number-th stated time of the tight plan."""
    slots: list[tuple[int, str, int, str]] = []
    for r, route in enumerate(plan.routes):
        slots += [(r, "route", 0, "travel_duration"), (r, "route", 0, "distance"), (r, "route", 0, "end_time")]
        slots += [(r, "stops", s, name) for s in range(len(route.stops)) for name in ("start_time", "end_time")]
        slots += [(r, "pauses", s, name) for s in range(len(route.pauses)) for name in ("start_time", "end_time")]
    r, kind, s, name = slots[number % len(slots)]
    route = plan.routes[r]
    if kind == "route":
        touched = replace(route, **{name: getattr(route, name) + by})
    else:
        parts: list[Any] = list(getattr(route, kind))
        parts[s] = replace(parts[s], **{name: getattr(parts[s], name) + by})
        touched = replace(route, **{kind: tuple(parts)})
    return replace(plan, routes=(*plan.routes[:r], touched, *plan.routes[r + 1 :]))


@given(st.integers(0, 40), st.integers(-5000, -1))
def test_no_time_of_a_tight_plan_can_be_earlier(number: int, by: int) -> None:
    """In a plan whose every action is as early as it can be, moving any start, end or total forward is caught."""
    assert check(a_day(), _touch_time(_tight_plan(), number, by))


def _tight_plan() -> Plan:
    plan = a_plan()
    stops = list(plan.routes[0].stops)
    stops[2] = replace(stops[2], start_time=1860, end_time=2160)
    early = replace(plan.routes[0], stops=tuple(stops), end_time=3900, pauses=plan.routes[0].pauses)
    return replace(plan, routes=(early, plan.routes[1]))


def test_the_tight_plan_is_sound() -> None:
    """The plan of the test above breaks no law before it is touched: home first, then the rest."""
    assert check(a_day(), _tight_plan()) == ()


@given(st.randoms(use_true_random=False))
def test_no_stop_can_be_swapped_dropped_or_doubled(rng: random.Random) -> None:
    """Whoever swaps two stops, drops one or makes one twice, times untouched, is caught."""
    plan = a_plan()
    stops = list(plan.routes[0].stops)
    one, other = rng.sample(range(3), 2)
    act = rng.choice(("swap", "drop", "double", "rename"))
    if act == "swap":
        stops[one], stops[other] = (
            replace(stops[one], visit_id=stops[other].visit_id),
            replace(stops[other], visit_id=stops[one].visit_id),
        )
    elif act == "drop":
        del stops[one]
    elif act == "double":
        stops.insert(one, stops[one])
    else:
        stops[one] = replace(stops[one], visit_id=rng.choice(("spare", "far", "left", "nobody")))
    assert check(a_day(), replace(plan, routes=(replace(plan.routes[0], stops=tuple(stops)), plan.routes[1])))


TIMES = st.integers(-(10**9), 10**9)
IDS = st.sampled_from(("near", "next", "far", "left", "spare", "s1", "s2", "noon", "nobody", ""))
STOPS = st.lists(st.builds(Stop, visit_id=IDS, arrival_time=TIMES, start_time=TIMES, end_time=TIMES), max_size=3)
PAUSES = st.lists(st.builds(Pause, break_id=IDS, start_time=TIMES, end_time=TIMES), max_size=2)
ROUTES = st.builds(
    Route,
    shift_id=IDS,
    start_time=TIMES,
    end_time=TIMES,
    stops=STOPS.map(tuple),
    pauses=PAUSES.map(tuple),
    travel_duration=TIMES,
    distance=TIMES | st.none(),
    reserves=st.lists(IDS, max_size=2).map(tuple),
)
UNASSIGNED = st.builds(Unassigned, visit_id=IDS, reason=st.sampled_from(Reason) | st.none())
PLANS = st.builds(Plan, routes=st.lists(ROUTES, max_size=3).map(tuple), unassigned=st.lists(UNASSIGNED, max_size=3).map(tuple))


@settings(max_examples=300)
@given(PLANS)
def test_it_never_raises(plan: Plan) -> None:
    """Unknown ids, absurd times, routes and visits named twice: all of it is data, and none of it passes."""
    violations = check(a_day(), plan)
    assert violations
    assert all(all(words("id").parts(violation).values()) for violation in violations)
