"""Days whose doors may stay shut, for tests: random doors and anchors, and a team that follows the rule in minutes."""

import random
from dataclasses import replace

from planner.domain.opening import Opening
from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.rules.blocks import Block
from planner.rules.timing import leg_duration, schedule
from planner.rules.walk import Walk, walk
from tests.building import random_problem
from tests.rules.planning import random_plan


def door_day(seed: int, *, num_visits: int = 24, num_shifts: int = 2) -> Problem:
    """A random day in whole minutes: two visits of three are doors, the others anchors."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    problem = random_problem(seed, num_visits=num_visits, num_shifts=num_shifts)
    visits = tuple(_with_opening(rng, replace(visit, setup_duration=0)) for visit in problem.visits)
    return replace(problem, visits=visits)


def _with_opening(rng: random.Random, visit: Visit) -> Visit:
    if rng.random() < 0.33 or visit.is_required:
        return visit
    opening = Opening(
        steps=((0, rng.random()), (rng.randrange(1, 6) * HOUR, rng.random())),
        met_duration=rng.choice((10, 15, 20)) * MINUTE,
        shut_duration=rng.choice((2, 3)) * MINUTE,
        hours=tuple(Window(start=w.start, end=w.end // MINUTE * MINUTE) for w in visit.windows),
    )
    service = opening.expected_duration(opening.steps[0][1])
    return replace(visit, opening=opening, service_duration=service, kind=VisitKind.FIRST, tier=Tier.COVERAGE)


def routes_of(problem: Problem, seed: int, *, num_tries: int = 60) -> list[tuple[Shift, Route]]:
    """Random routes of a day; some doors left out are reserves of a block."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    plan = random_plan(problem, seed, num_tries=num_tries)
    shifts = {shift.id: shift for shift in problem.shifts}
    doors = {visit.id for visit in problem.visits if visit.opening is not None}
    left = [entry.visit_id for entry in plan.unassigned if entry.visit_id in doors]
    found = []
    for route in plan.routes:
        taken = [left.pop() for _ in range(min(len(left), rng.randrange(4)))]
        after = sorted(rng.randint(0, len(route.stops)) for _ in taken)
        found.append((shifts[route.shift_id], replace(route, reserves=tuple(taken), reserve_after=tuple(after))))
    return found


def one_route(problem: Problem, order: list[int]) -> Route:
    """The route of the first shift in a given order."""
    route = schedule(problem, problem.shifts[0], order)
    assert route is not None
    return route


def minute_walk(problem: Problem, shift: Shift, blocks: tuple[Block, ...], rng: random.Random) -> tuple[Walk, int]:
    """A drawn day by the rule, legs and stays in whole minutes; how many doors opened."""
    met = 0

    def leg(origin: int | None, destination: int | None) -> int:
        return (leg_duration(problem, shift, origin, destination) + MINUTE // 2) // MINUTE * MINUTE

    def stay(visit: Visit, time: int) -> int:
        nonlocal met
        if visit.opening is None:
            return visit.service_duration
        is_open = rng.random() < visit.opening.chance_at(time)
        met += is_open
        return visit.opening.met_duration if is_open else visit.opening.shut_duration

    return walk(shift, blocks, expected=leg, way=leg, stay=stay), met


def exact_walk(problem: Problem, shift: Shift, blocks: tuple[Block, ...], rng: random.Random) -> Walk:
    """A drawn day by the rule to the second, as the model has ways and durations."""

    def leg(origin: int | None, destination: int | None) -> int:
        return leg_duration(problem, shift, origin, destination)

    def stay(visit: Visit, time: int) -> int:
        if visit.opening is None:
            return visit.service_duration
        return visit.opening.met_duration if rng.random() < visit.opening.chance_at(time) else visit.opening.shut_duration

    return walk(shift, blocks, expected=leg, way=leg, stay=stay)
