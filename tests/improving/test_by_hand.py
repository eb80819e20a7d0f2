"""Guards changes by hand: each is exactly what was asked for, or the reason given is true, by trying everything."""

import random
from dataclasses import replace
from itertools import chain, combinations

import pytest

from planner.domain.hand_move import HandMove, Hindrance, MoveKind, Refusal
from planner.domain.lock import Lock, LockKind
from planner.domain.orders import orders_by_shift, positions
from planner.domain.plan import Plan, Reason
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Tier
from planner.improving.by_hand import problem_after, try_move
from planner.improving.offers import plan_with
from planner.improving.remedies import lets_in
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from tests.building import random_problem
from tests.rules.planning import random_plan

LIFTED = {Hindrance.SKILL, Hindrance.LOCK, Hindrance.VISIT_LIMIT, Hindrance.TRAVEL_LIMIT}


@pytest.mark.parametrize("seed", range(40))
def test_a_change_is_exactly_that_or_truly_refused(seed: int) -> None:
    """Other stops keep team and order, the checker agrees, no cheaper place exists; a hindrance taken away lets it in."""
    _judge(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 2000, 50))
def test_a_thousand_changes_are_exactly_that_or_truly_refused(first: int) -> None:
    """As above, a thousand times, on days with locks and without."""
    for seed in range(first, first + 50):
        _judge(seed)


def test_the_random_changes_reach_what_they_should() -> None:
    """The forty of the plain run have changes made and refused, of every kind of change."""
    found = {(_asked(seed)[2].kind, try_move(*_asked(seed)).plan is not None) for seed in range(40)}
    assert {(kind, made) for kind in (MoveKind.PUT, MoveKind.SWAP) for made in (True, False)} <= found
    assert (MoveKind.TAKE_OUT, True) in found


def _asked(seed: int) -> tuple[Problem, Plan, HandMove]:
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=9, num_shifts=3, with_promises=bool(seed % 2))
    plan = random_plan(problem, seed)
    visit, other = (one.id for one in rng.sample(problem.visits, 2))
    kind = rng.choice((MoveKind.PUT, MoveKind.PUT, MoveKind.PUT, MoveKind.SWAP, MoveKind.SWAP, MoveKind.TAKE_OUT))
    if kind is MoveKind.SWAP:
        return problem, plan, HandMove(kind=kind, visit_id=visit, other_id=other)
    if kind is MoveKind.TAKE_OUT:
        return problem, plan, HandMove(kind=kind, visit_id=visit, waives=rng.random() < 0.5)
    shift_id = rng.choice(("", *(shift.id for shift in problem.shifts)))
    place = rng.choice((None, None, 0, 1, 3)) if shift_id else None
    return problem, plan, HandMove(kind=kind, visit_id=visit, shift_id=shift_id, place=place)


def _judge(seed: int) -> None:
    problem, plan, move = _asked(seed)
    tried = try_move(problem, plan, move)
    if tried.plan is None:
        assert tried.refusal is not None
        _judge_refusal(problem, plan, move, tried.refusal)
        return
    before = {(found.law, found.where) for found in check(problem, plan)}
    broken = [found for found in check(problem_after(problem, move), tried.plan) if (found.law, found.where) not in before]
    assert not broken
    old, new = _orders(problem, plan), _orders(problem, tried.plan)
    assert new in _wanted(problem, old, move)
    for shift_id, order in old.items():
        if new[shift_id] == order:
            assert _route(tried.plan, shift_id) == _route(plan, shift_id) or _has_lost_reserve(tried.plan, plan, shift_id)
    if move.kind is MoveKind.PUT and move.place is None:
        assert breakdown(problem, tried.plan).cost == min(
            breakdown(problem, found).cost for found in _plans(problem, plan, _wanted(problem, old, move), move)
        )


def _wanted(problem: Problem, old: dict[str, list[int]], move: HandMove) -> list[dict[str, list[int]]]:
    """All orders that are exactly the change."""
    position_of = positions(problem)
    one = position_of[move.visit_id]
    rest = {shift_id: [n for n in order if n != one] for shift_id, order in old.items()}
    if move.kind is MoveKind.TAKE_OUT:
        return [rest]
    if move.kind is MoveKind.SWAP:
        other = position_of[move.other_id]
        names = {one: other, other: one}
        return [{shift_id: [names.get(n, n) for n in order] for shift_id, order in old.items()}]
    found = []
    for shift_id in [move.shift_id] if move.shift_id else old:
        order = rest[shift_id]
        places = range(len(order) + 1) if move.place is None else [min(move.place, len(order))]
        found += [rest | {shift_id: [*order[:place], one, *order[place:]]} for place in places]
    return found


def _plans(problem: Problem, plan: Plan, wanted: list[dict[str, list[int]]], move: HandMove) -> list[Plan]:
    """Every lawful plan that is exactly the change."""
    found = []
    for orders in wanted:
        timed = {s.id: schedule(problem, s, orders[s.id]) for s in problem.shifts if orders[s.id]}
        if all(timed.values()):
            made = {problem.visits[n].id for order in orders.values() for n in order}
            left = tuple(entry for entry in plan.unassigned if entry.visit_id not in made)
            found.append(Plan(routes=tuple(route for route in timed.values() if route), unassigned=left))
    return found


def _judge_refusal(problem: Problem, plan: Plan, move: HandMove, refusal: Refusal) -> None:
    old = _orders(problem, plan)
    wanted = _wanted(problem, old, move)
    position = positions(problem)[refusal.visit_id]
    made = {n for order in old.values() for n in order}
    hindrances = set(refusal.hindrances)
    if hindrances == {Hindrance.NOT_PLANNED}:
        assert position not in made
        return
    if hindrances == {Hindrance.PROMISED}:
        assert problem.visits[position].is_required
        assert not move.waives
        return
    assert not _plans(problem, plan, wanted, move)
    _judge_ways(problem, plan, move, refusal)
    if hindrances == {Hindrance.PLACE}:
        assert move.place is not None
        assert _plans(problem, plan, _wanted(problem, old, replace(move, place=None)), move)
        return
    shift = next(shift for shift in problem.shifts if shift.id == refusal.shift_id)
    anywhere = _wanted(problem, old, replace(move, place=None))  # the team's reason holds for each place in its order
    orders = [order for found in anywhere if position in (order := found[shift.id])]
    orders = orders or [[n for n in old[shift.id] if n != positions(problem)[move.visit_id]]]  # the route that it leaves
    if hindrances <= LIFTED:
        assert _some_fits(problem, shift, orders, hindrances)
        for fewer in chain.from_iterable(combinations(hindrances, size) for size in range(len(hindrances))):
            assert not _some_fits(problem, shift, orders, set(fewer))
        return
    assert not _some_fits(problem, shift, orders, LIFTED)
    alone = _some_fits(problem, shift, [[position]], LIFTED)
    assert alone is (Hindrance.TIME in hindrances)


def _judge_ways(problem: Problem, plan: Plan, move: HandMove, refusal: Refusal) -> None:
    """Every way out that is named is one."""
    position = positions(problem)[refusal.visit_id]
    number_of = positions(problem)
    less = _without(problem, plan, {position, *(number_of[id_] for id_ in (move.visit_id, move.other_id) if id_)})
    for offer in refusal.offers:
        assert len(_orders(problem, plan_with(problem, less, position, offer))[offer.shift_id]) > 0
    for remedy in refusal.remedies:
        assert lets_in(problem, less, position, remedy)
    gone = refusal.displacement
    if gone is not None:
        removed = {number_of[id_] for id_ in gone.visit_ids}
        order = [n for n in _orders(problem, less)[refusal.shift_id] if n not in removed]
        shift = next(shift for shift in problem.shifts if shift.id == refusal.shift_id)
        assert schedule(problem, shift, [*order[: gone.offer.position], position, *order[gone.offer.position :]]) is not None


def _some_fits(problem: Problem, shift: Shift, orders: list[list[int]], lifted: set[Hindrance]) -> bool:
    """Whether one of some orders is lawful once some laws are taken away."""
    team = replace(
        shift,
        skills=frozenset({*shift.skills, "polwan", "reskrim"}) if Hindrance.SKILL in lifted else shift.skills,
        team_size=9 if Hindrance.SKILL in lifted else shift.team_size,
        max_visits=None if Hindrance.VISIT_LIMIT in lifted else shift.max_visits,
        max_travel_duration=None if Hindrance.TRAVEL_LIMIT in lifted else shift.max_travel_duration,
    )
    shifts = tuple(team if one.id == shift.id else one for one in problem.shifts)
    free = replace(problem, shifts=shifts, locks=() if Hindrance.LOCK in lifted else problem.locks)
    return any(schedule(free, team, order) is not None for order in orders)


def _without(problem: Problem, plan: Plan, gone: set[int]) -> Plan:
    orders = {id_: [n for n in order if n not in gone] for id_, order in _orders(problem, plan).items()}
    routes = [schedule(problem, shift, orders[shift.id]) for shift in problem.shifts if orders[shift.id]]
    return Plan(routes=tuple(route for route in routes if route is not None), unassigned=plan.unassigned)


def _orders(problem: Problem, plan: Plan) -> dict[str, list[int]]:
    return {shift.id: order for shift, order in zip(problem.shifts, orders_by_shift(problem, plan), strict=True)}


def _route(plan: Plan, shift_id: str) -> object:
    return next((route for route in plan.routes if route.shift_id == shift_id), None)


def _has_lost_reserve(plan: Plan, before: Plan, shift_id: str) -> bool:
    new, old = (next(route for route in one.routes if route.shift_id == shift_id) for one in (plan, before))
    return replace(new, reserves=()) == replace(old, reserves=()) and set(new.reserves) < set(old.reserves)


def test_what_is_taken_out_is_said_to_be() -> None:
    """A visit taken out by hand carries that reason, not one of the search's; the routes of others are the same objects."""
    problem = random_problem(3, num_visits=9, num_shifts=3)
    plan = random_plan(problem, 3)
    stop = next(stop for route in plan.routes for stop in route.stops)
    tried = try_move(problem, plan, HandMove(kind=MoveKind.TAKE_OUT, visit_id=stop.visit_id, waives=True))
    assert tried.plan is not None
    assert next(left.reason for left in tried.plan.unassigned if left.visit_id == stop.visit_id) is Reason.TAKEN_OUT


def test_a_lock_is_taken_only_where_the_plan_keeps_it() -> None:
    """A promise about another team or another place in the order is refused: the plan would break it at once."""
    problem = next(
        found for seed in range(50) if len(_longest(random_plan(found := random_problem(seed, num_shifts=2), seed)).stops) > 1
    )
    plan = next(random_plan(problem, seed) for seed in range(50) if len(_longest(random_plan(problem, seed)).stops) > 1)
    route = _longest(plan)
    first = route.stops[0].visit_id
    kept = Lock(kind=LockKind.SHIFT, visit_id=first, shift_id=route.shift_id)
    move = HandMove(kind=MoveKind.LOCK, visit_id=first, lock=kept)
    assert try_move(problem, plan, move).plan is plan
    assert kept in problem_after(problem, move).locks
    last = replace(move, lock=Lock(kind=LockKind.LAST, visit_id=first))
    refusal = try_move(problem, plan, last).refusal
    assert refusal is not None
    assert refusal.hindrances == (Hindrance.PLACE,)
    unlocked = problem_after(problem_after(problem, move), HandMove(kind=MoveKind.UNLOCK, visit_id=first))
    assert kept not in unlocked.locks


def _longest(plan: Plan):  # type: ignore[no-untyped-def]
    return max(plan.routes, key=lambda route: len(route.stops))


@pytest.mark.parametrize("wrong", [{"other_id": "v1"}, {"place": -1, "shift_id": "s0"}, {"place": 1}])
def test_a_move_that_says_too_much_is_refused(wrong: dict[str, object]) -> None:
    """A place needs its team, and only a swap names another visit."""
    with pytest.raises(ValueError, match="v0"):
        HandMove(kind=MoveKind.PUT, visit_id="v0", **wrong)  # type: ignore[arg-type]


def test_a_coverage_visit_may_give_its_place_to_one_left_out() -> None:
    """A swap with a visit left out is an exchange: one goes in at the other's place."""
    problem = random_problem(8, num_visits=9, num_shifts=3)
    plan = random_plan(problem, 8)
    out = next(one for one in plan.unassigned)
    made = [stop.visit_id for route in plan.routes for stop in route.stops]
    routine = [visit.id for visit in problem.visits if visit.id in made and visit.tier is Tier.COVERAGE]
    tried = [try_move(problem, plan, HandMove(kind=MoveKind.SWAP, visit_id=out.visit_id, other_id=id_)) for id_ in routine]
    assert any(found.plan is not None for found in tried)
