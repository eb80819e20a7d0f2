"""Guards the checker: a sound plan passes, and each law catches the plan that breaks it, alone."""

from dataclasses import replace

import pytest

from planner.domain.lock import Lock, LockKind
from planner.domain.plan import Pause, Plan, Reason, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.violation import Law
from planner.domain.visit import Visit, Window
from planner.rules.check import check
from planner.words.language import words
from tests.building import line_travel

NOON = Break(id="noon", windows=(Window(start=3000, end=3600),), duration=900)


def a_day() -> Problem:
    """Five doors on a line, a minute a step; a team with a break, and a faster one without."""
    return Problem(
        visits=(
            Visit(id="near", place=1, service_duration=600, setup_duration=60),
            Visit(id="next", place=1, service_duration=600, setup_duration=60, windows=(Window(start=960, end=960),)),
            Visit(id="skilled", place=2, service_duration=300, skills=frozenset({"polwan"}), min_team_size=2),
            Visit(id="far", place=3, service_duration=600, windows=(Window(start=0, end=10), Window(start=1000, end=1600))),
            Visit(id="left", place=3, service_duration=600, is_required=True, skills=frozenset({"pilot"})),
            Visit(id="spare", place=2, service_duration=600),
        ),
        shifts=(
            Shift(
                id="s1",
                window=Window(start=0, end=4600),
                start=0,
                end=0,
                skills=frozenset({"polwan"}),
                breaks=(NOON,),
                max_visits=3,
                max_travel_duration=1200,
            ),
            Shift(id="s2", window=Window(start=0, end=2600), start=0, end=None, speed_factor=1.25, team_size=1),
        ),
        travel={"motorcycle": line_travel([0, 5, 10, 20])},
    )


def a_plan() -> Plan:
    """The tightest plan of that day: s1 does two doors at one place and a third, and rests on its way home."""
    return Plan(
        routes=(
            Route(
                shift_id="s1",
                start_time=0,
                end_time=4200,
                stops=(
                    Stop(visit_id="near", arrival_time=300, start_time=300, end_time=960),
                    Stop(visit_id="next", arrival_time=960, start_time=960, end_time=1560),
                    Stop(visit_id="skilled", arrival_time=1860, start_time=2400, end_time=2700),
                ),
                pauses=(Pause(break_id="noon", start_time=3000, end_time=3900),),
                travel_duration=1200,
                distance=2000,
                reserves=("spare",),
            ),
            Route(
                shift_id="s2",
                start_time=40,
                end_time=1600,
                stops=(Stop(visit_id="far", arrival_time=1000, start_time=1000, end_time=1600),),
                travel_duration=960,
                distance=2000,
            ),
        ),
        unassigned=(Unassigned(visit_id="left", reason=Reason.NO_SKILL), Unassigned(visit_id="spare")),
    )


def with_route(number: int, **changes: object) -> Plan:
    plan = a_plan()
    routes = list(plan.routes)
    routes[number] = replace(routes[number], **changes)  # type: ignore[arg-type]
    return replace(plan, routes=tuple(routes))


def with_stop(number: int, stop: int, **changes: object) -> Plan:
    stops = list(a_plan().routes[number].stops)
    stops[stop] = replace(stops[stop], **changes)  # type: ignore[arg-type]
    return with_route(number, stops=tuple(stops))


def with_pauses(*spans: tuple[int, int], end_time: int = 4200) -> Plan:
    pauses = tuple(Pause(break_id="noon", start_time=start, end_time=end) for start, end in spans)
    return with_route(0, end_time=end_time, pauses=pauses)


def with_far(start: int) -> Plan:
    stop = Stop(visit_id="far", arrival_time=1000, start_time=start, end_time=start + 600)
    return with_route(1, end_time=start + 600, stops=(stop,))


def far_twice() -> Plan:
    first = a_plan().routes[1].stops[0]
    again = Stop(visit_id="far", arrival_time=1600, start_time=1600, end_time=2200)
    return with_route(1, end_time=2200, stops=(first, again))


def second_route() -> Plan:
    stop = Stop(visit_id="spare", arrival_time=480, start_time=480, end_time=1080)
    route = Route(shift_id="s2", start_time=0, end_time=1080, stops=(stop,), travel_duration=480, distance=1000)
    plan = with_route(0, reserves=())
    return replace(plan, routes=(*plan.routes, route), unassigned=plan.unassigned[:1])


def without_far(**changes: object) -> Plan:
    return replace(with_route(1, **changes), unassigned=(*a_plan().unassigned, Unassigned(visit_id="far")))


def stating(*entries: tuple[str, Reason | None]) -> Plan:
    unassigned = (Unassigned(visit_id=visit_id, reason=reason) for visit_id, reason in entries)
    return replace(a_plan(), unassigned=tuple(unassigned))


def test_a_sound_plan_passes() -> None:
    """A plan that keeps every law has no violation, to the second: waits, breaks on the way, setup at a new place only."""
    assert check(a_day(), a_plan()) == ()


NO_SKILL = ("left", Reason.NO_SKILL)
BROKEN_PLANS: dict[str, tuple[Law, Plan]] = {
    "unknown shift": (Law.KNOWN_IDS, with_route(1, shift_id="s9")),
    "unknown stop": (Law.KNOWN_IDS, without_far(stops=(replace(a_plan().routes[1].stops[0], visit_id="nobody"),))),
    "unknown break": (
        Law.KNOWN_IDS,
        with_route(
            0, end_time=4300, pauses=(*a_plan().routes[0].pauses, Pause(break_id="tea", start_time=4200, end_time=4300))
        ),
    ),
    "unknown unassigned visit": (Law.KNOWN_IDS, stating(NO_SKILL, ("spare", None), ("nobody", None))),
    "second route": (Law.ONE_ROUTE_PER_SHIFT, second_route()),
    "visit made twice": (Law.VISIT_AT_MOST_ONCE, far_twice()),
    "forgotten": (Law.NOTHING_FORGOTTEN, stating(NO_SKILL)),
    "made and unassigned": (Law.NOTHING_FORGOTTEN, stating(NO_SKILL, ("spare", None), ("far", None))),
    "unassigned twice": (Law.NOTHING_FORGOTTEN, stating(NO_SKILL, ("spare", None), ("spare", None))),
    "required without a reason": (Law.REQUIRED_MADE, stating(("left", None), ("spare", None))),
    "required, no time left": (Law.REQUIRED_MADE, stating(("left", Reason.NOT_ENOUGH_TIME), ("spare", None))),
    "route without a stop": (Law.ROUTE_NOT_EMPTY, without_far(stops=())),
    "leaves before its shift": (Law.SHIFT_WINDOW, with_route(0, start_time=-1)),
    "comes home after its shift": (Law.SHIFT_WINDOW, with_route(0, end_time=4601)),
    "starts between two windows": (Law.VISIT_WINDOW, with_far(1601)),
    "service cut short": (Law.SERVICE_DURATION, with_stop(0, 2, end_time=2699)),
    "arrives too soon": (Law.TRAVEL_TIME, with_stop(0, 2, arrival_time=1859)),
    "leaves too late": (Law.TRAVEL_TIME, with_route(0, start_time=1)),
    "home too soon, rest not counted": (Law.TRAVEL_TIME, with_route(0, end_time=4199)),
    "arrives after it starts": (Law.ARRIVAL_BEFORE_START, with_stop(0, 2, arrival_time=2401)),
    "no break": (Law.BREAK_TAKEN, with_pauses()),
    "break cut short": (Law.BREAK_TAKEN, with_pauses((3000, 3899))),
    "break in two parts": (Law.BREAK_TAKEN, with_pauses((3000, 3100), (3200, 4000), end_time=4300)),
    "break too soon": (Law.BREAK_WINDOW, with_pauses((2999, 3899))),
    "break too late": (Law.BREAK_WINDOW, with_pauses((3601, 4501), end_time=4501)),
    "break after the route": (Law.BREAK_APART, with_pauses((3400, 4300), end_time=3300)),
    "travel total": (Law.TOTALS, with_route(0, travel_duration=1199)),
    "travel total at plain speed": (Law.TOTALS, with_route(1, travel_duration=1200)),
    "distance total": (Law.TOTALS, with_route(0, distance=1999)),
    "distance not stated": (Law.TOTALS, with_route(0, distance=None)),
    "reserve unknown": (Law.RESERVES, with_route(0, reserves=("nobody",))),
    "reserve planned": (Law.RESERVES, with_route(0, reserves=("far",))),
    "reserve twice": (Law.RESERVES, with_route(0, reserves=("spare", "spare"))),
    "reserve in two routes": (Law.RESERVES, with_route(1, reserves=("spare",))),
    "reserve behind the route": (Law.RESERVES, with_route(0, reserves=("spare",), reserve_after=(9,))),
    "reserve beyond the team": (Law.RESERVES, with_route(0, reserves=("left",))),
}


@pytest.mark.parametrize("name", BROKEN_PLANS)
def test_a_broken_plan_is_caught_by_its_law_alone(name: str) -> None:
    """Each law has a plan that breaks it and no other."""
    law, plan = BROKEN_PLANS[name]
    assert {violation.law for violation in check(a_day(), plan)} == {law}


def on_another_day(shift: dict[str, object], travel: Travel | None = None) -> Problem:
    day = a_day()
    first = replace(day.shifts[0], **shift)  # type: ignore[arg-type]
    return replace(day, shifts=(first, *day.shifts[1:]), travel={"motorcycle": travel} if travel else day.travel)


def cut_between(start: int, end: int) -> Travel:
    travel = line_travel([0, 5, 10, 20])
    durations = travel.durations.copy()
    durations[start, end] = UNREACHABLE
    return Travel(durations=durations, distances=travel.distances)


def locked(kind: LockKind, visit_id: str, *, shift_id: str = "", later_id: str = "") -> Problem:
    return replace(a_day(), locks=(Lock(kind=kind, visit_id=visit_id, shift_id=shift_id, later_id=later_id),))


WIDE = replace(NOON, windows=(Window(start=0, end=4500),))
OTHER_DAYS: dict[str, tuple[Law, Problem, Plan]] = {
    "skill missing": (Law.SKILLS, on_another_day({"skills": frozenset()}), a_plan()),
    "too few officers": (Law.TEAM_SIZE, on_another_day({"team_size": 1}), a_plan()),
    "too many visits": (Law.MAX_VISITS, on_another_day({"max_visits": 2}), a_plan()),
    "too many rows": (Law.MAX_ROWS, on_another_day({"max_rows": 2}), a_plan()),
    "too much travel": (Law.MAX_TRAVEL, on_another_day({"max_travel_duration": 1199}), a_plan()),
    "no way between two stops": (Law.REACHABLE, on_another_day({}, cut_between(1, 2)), a_plan()),
    "no way home": (Law.REACHABLE, on_another_day({}, cut_between(2, 0)), a_plan()),
    "break in an action": (Law.BREAK_APART, on_another_day({"breaks": (WIDE,)}), with_pauses((2600, 3500))),
    "break before the shift": (
        Law.BREAK_APART,
        on_another_day({"window": Window(start=0, end=4600), "breaks": (replace(WIDE, windows=(Window(start=-900, end=0),)),)}),
        with_pauses((-900, 0)),
    ),
    "locked to another shift": (Law.LOCKS, locked(LockKind.SHIFT, "far", shift_id="s1"), a_plan()),
    "locked first": (Law.LOCKS, locked(LockKind.FIRST, "next"), a_plan()),
    "locked last": (Law.LOCKS, locked(LockKind.LAST, "next"), a_plan()),
    "locked before": (Law.LOCKS, locked(LockKind.ORDER, "skilled", later_id="near"), a_plan()),
    "breaks in each other": (
        Law.BREAK_APART,
        on_another_day({"breaks": (NOON, replace(WIDE, id="tea", duration=60))}),
        with_route(
            0, pauses=(*a_plan().routes[0].pauses, Pause(break_id="tea", start_time=3840, end_time=3900)), end_time=4260
        ),
    ),
}


@pytest.mark.parametrize("name", OTHER_DAYS)
def test_a_plan_of_another_day_is_caught_by_its_law_alone(name: str) -> None:
    """Laws about the day: the same plan breaks exactly one when the team or the roads are other than it thought."""
    law, day, plan = OTHER_DAYS[name]
    assert {violation.law for violation in check(day, plan)} == {law}


def test_locks_that_hold_are_no_violation() -> None:
    """A lock binds visits that are made, in the route that makes them; the order of two routes is free."""
    kept = (
        Lock(kind=LockKind.SHIFT, visit_id="far", shift_id="s2"),
        Lock(kind=LockKind.SHIFT, visit_id="spare", shift_id="s2"),
        Lock(kind=LockKind.FIRST, visit_id="near"),
        Lock(kind=LockKind.FIRST, visit_id="far"),
        Lock(kind=LockKind.LAST, visit_id="skilled"),
        Lock(kind=LockKind.ORDER, visit_id="near", later_id="skilled"),
        Lock(kind=LockKind.ORDER, visit_id="far", later_id="near"),
        Lock(kind=LockKind.ORDER, visit_id="spare", later_id="near"),
    )
    assert check(replace(a_day(), locks=kept), a_plan()) == ()


def test_a_required_visit_locked_to_a_team_without_its_skill_has_no_skill() -> None:
    """That another team could make it proves nothing where the lock keeps it for this one."""
    day = a_day()
    first = replace(day.visits[2], is_required=True)
    visits = (*day.visits[:2], first, *day.visits[3:])
    plan = with_route(0, stops=a_plan().routes[0].stops[:2], travel_duration=600, distance=1000)
    plan = replace(plan, unassigned=(*plan.unassigned, Unassigned(visit_id="skilled", reason=Reason.NO_SKILL)))
    lock = Lock(kind=LockKind.SHIFT, visit_id="skilled", shift_id="s2")
    assert {v.law for v in check(replace(day, visits=visits), plan)} == {Law.REQUIRED_MADE}
    assert check(replace(day, visits=visits, locks=(lock,)), plan) == ()


def test_every_law_has_a_broken_plan() -> None:
    """No law is without a test that shows it at work; that of doors has a file of its own."""
    shown = {law for law, _ in BROKEN_PLANS.values()} | {law for law, _, _ in OTHER_DAYS.values()} | {Law.ANCHORS_KEPT}
    assert shown == set(Law)


def test_violations_say_where_and_what() -> None:
    """A violation names the shift, the stop and the visit, what it found and what it expected, to the second."""
    (violation,) = check(a_day(), with_stop(0, 2, arrival_time=1859))
    assert str(violation.where) == "shift s1, stop 3 (visit skilled)"
    assert str(violation.got) == "reached 00:30:59"
    assert str(violation.expected).startswith("not before 00:31:00")


@pytest.mark.parametrize("name", BROKEN_PLANS)
def test_violations_are_said_in_every_language(name: str) -> None:
    """What is broken is said in words of the language, by the same parts; English is what a program reads in an answer."""
    for found in check(a_day(), BROKEN_PLANS[name][1]):
        spoken, read = words("id").parts(found), found.told(str.format)
        assert spoken.keys() == read.keys() == {"law", "where", "got", "expected"}
        assert spoken["law"] == read["law"]
        assert spoken["where"] != read["where"]
        assert words("id").violation(found).startswith(f"{found.law.value}: {spoken['where']}: {spoken['got']}; seharusnya ")
