"""Guards overbooking: blocks hardly ever run out of doors, and what is added belongs to one block of one team."""

from dataclasses import replace

import pytest

from planner.domain.plan import Plan, Unassigned
from planner.domain.problem import Problem
from planner.domain.violation import Law
from planner.domain.visit import Visit, Window
from planner.improving.expectation import expectation
from planner.improving.limits import talks_told
from planner.improving.overbooking import overbooked
from planner.rules.blocks import blocks_of
from planner.rules.check import check
from tests.rules.doors import door_day, one_route
from tests.rules.planning import random_plan


@pytest.mark.parametrize("seed", range(20))
def test_added_doors_keep_their_law_and_make_running_out_rarer(seed: int) -> None:
    """Added doors are reserves that the checker accepts; no block runs out more often than without them."""
    problem = door_day(seed, num_visits=40)
    plan = random_plan(problem, seed, num_tries=20)
    booked = overbooked(problem, plan, run_out=0.1)
    assert Law.RESERVES not in {violation.law for violation in check(problem, booked)}
    shifts = {shift.id: shift for shift in problem.shifts}
    for before, after in zip(plan.routes, booked.routes, strict=True):
        shift = shifts[before.shift_id]
        bare = expectation(problem, shift, blocks_of(problem, shift, before))
        full = expectation(problem, shift, blocks_of(problem, shift, after))
        assert full.met >= bare.met - 0.35  # a farther door may bring forward the time to leave
        if after.reserves and len(full.run_out) == 1:
            assert full.run_out[0] <= bare.run_out[0]


def test_enough_neighbours_bring_the_chance_below_the_wish() -> None:
    """With many doors next to each other every block is filled until it runs out in a tenth of the days at most."""
    problem = door_day(1, num_visits=60, num_shifts=1)
    doors = [visit for visit in problem.visits if visit.opening is not None]
    assert doors[0].opening is not None
    opening = replace(doors[0].opening, hours=(), steps=((0, 0.4),))
    visits = tuple(
        replace(visit, id=f"d{n}", place=2, windows=(), opening=opening, is_required=False, skills=frozenset(), min_team_size=1)
        for n, visit in enumerate(doors)
    )
    shift = replace(problem.shifts[0], breaks=(), max_visits=None, max_travel_duration=None)
    problem = replace(problem, visits=visits, shifts=(shift,))
    plan = random_plan(problem, 1, num_tries=3)
    rest = Plan(routes=plan.routes, unassigned=tuple(Unassigned(visit_id=entry.visit_id) for entry in plan.unassigned))
    (route,) = overbooked(problem, rest, run_out=0.1).routes
    assert route.reserves
    run_out = expectation(problem, shift, blocks_of(problem, shift, route)).run_out
    assert run_out[-1] <= 0.1 or len(route.reserves) == 15


def _neighbours(num_doors: int, **limits: int | None) -> tuple[Problem, Plan]:
    """One team of eight hours among doors next to each other that open in two of five tries, three of them planned."""
    problem = door_day(1, num_visits=num_doors, num_shifts=1)
    door = next(visit for visit in problem.visits if visit.opening is not None)
    visits = tuple(_near(door, f"d{n}", ((0, 0.4),), ()) for n in range(num_doors))
    free = replace(problem.shifts[0], breaks=(), max_visits=None, max_travel_duration=None)
    bare = replace(problem, visits=visits, shifts=(free,), locks=())
    left = tuple(Unassigned(visit_id=visit.id) for visit in visits[3:])
    plan = Plan(routes=(one_route(bare, [0, 1, 2]),), unassigned=left)
    return replace(bare, shifts=(replace(free, **limits),)), plan  # type: ignore[arg-type]


def test_doors_if_time_allows_end_with_the_rows_of_the_sheet() -> None:
    """Three doors and seven rows: four more, though there is time; the checker refuses a fifth."""
    problem, plan = _neighbours(30, max_rows=7)
    booked = overbooked(problem, plan, run_out=0.01)
    assert len(booked.routes[0].reserves) == 4
    assert Law.MAX_ROWS not in {violation.law for violation in check(problem, booked)}
    fewer = replace(problem, shifts=(replace(problem.shifts[0], max_rows=6),))
    assert Law.MAX_ROWS in {violation.law for violation in check(fewer, booked)}


def test_doors_if_time_allows_end_with_the_conversations() -> None:
    """Three doors at two of five are 1.2 conversations; two more reach two; what the limit keeps from being met is told."""
    problem, plan = _neighbours(30, max_talks=2)
    (route,) = overbooked(problem, plan, run_out=0.01).routes
    assert len(route.reserves) == 2
    told = talks_told(problem, overbooked(problem, plan, run_out=0.01), run_out=0.01)
    assert told is not None
    assert (told.limit, told.num_shifts) == (2, 1)
    assert told.enough > 2
    assert 1 < told.num_met < 0.4 * 13, "fifteen doors may be added to a block, two are"
    free = replace(problem, shifts=(replace(problem.shifts[0], max_talks=99),))
    assert talks_told(free, overbooked(free, plan, run_out=0.01), run_out=0.01) is None
    full = replace(problem, shifts=(replace(problem.shifts[0], max_talks=1),))
    assert overbooked(full, plan, run_out=0.01).routes[0].reserves == ()


def test_last_doors_of_a_block_are_those_likeliest_to_open_then() -> None:
    """What the plan aims at keeps no door out of another hour's block; what is knocked at there counts as it opens then."""
    problem = door_day(1, num_visits=40, num_shifts=1)
    door = next(visit for visit in problem.visits if visit.opening is not None)
    assert door.opening is not None
    shift = replace(problem.shifts[0], breaks=(), max_visits=None, max_travel_duration=None)
    noon = (shift.window.start + shift.window.end) // 2
    early, late = ((0, 0.7), (noon, 0.2)), ((0, 0.2), (noon, 0.7))
    made = [_near(door, f"m{n}", late, ()) for n in range(2)]
    shut = [_near(door, f"s{n}", early, ()) for n in range(3)]
    aimed = [_near(door, f"o{n}", late, (Window(start=0, end=noon),)) for n in range(3)]
    problem = replace(problem, visits=(*made, *shut, *aimed), shifts=(shift,))
    plan = Plan(
        routes=(one_route(problem, [0, 1]),), unassigned=tuple(Unassigned(visit_id=visit.id) for visit in (*shut, *aimed))
    )
    (route,) = overbooked(problem, plan, run_out=0.1).routes
    assert set(route.reserves[:3]) == {"o0", "o1", "o2"}


def _near(door: Visit, id_: str, steps: tuple[tuple[int, float], ...], windows: tuple[Window, ...]) -> Visit:
    assert door.opening is not None
    opening = replace(door.opening, hours=(), steps=steps)
    return replace(
        door,
        id=id_,
        place=2,
        windows=windows,
        opening=opening,
        is_required=False,
        skills=frozenset(),
        min_team_size=1,
        prize=60,
    )
