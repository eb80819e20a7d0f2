"""A plain second reading of why a visit is left out: every order of breaks, every gap, every set of stops taken out.

Shares no code with the rules that it judges but the cost of a whole plan (`breakdown`, `weights`); for a few short routes.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.plan import Plan, Reason, Route, Stop, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.rules.cost import breakdown, weights

NEVER = 10**9


def end_time(problem: Problem, shift: Shift, visits: Sequence[Visit]) -> int:
    """Earliest end of a route, `NEVER` where it breaks a law: all orders of the breaks, spread over the legs in all ways."""
    if len(visits) > (NEVER if shift.max_visits is None else shift.max_visits):
        return NEVER
    if any(not visit.skills <= shift.skills or visit.min_team_size > shift.team_size for visit in visits):
        return NEVER
    legs = _legs(problem, shift, visits)
    if max(legs) >= UNREACHABLE or sum(legs) > (NEVER if shift.max_travel_duration is None else shift.max_travel_duration):
        return NEVER
    best = NEVER
    for order in itertools.permutations(shift.breaks):
        for cuts in itertools.combinations_with_replacement(range(len(order) + 1), len(legs) - 1):
            edges = (0, *cuts, len(order))
            parts = [order[a:b] for a, b in itertools.pairwise(edges)]
            best = min(best, _walk(problem, shift, visits, legs, parts))
    return best if best <= shift.window.end else NEVER


def _legs(problem: Problem, shift: Shift, visits: Sequence[Visit]) -> list[int]:
    places = [shift.start, *(visit.place for visit in visits), shift.end]
    found = []
    for a, b in itertools.pairwise(places):
        seconds = 0 if a is None or b is None else int(problem.travel[shift.profile].durations[a, b])
        found.append(seconds if seconds >= UNREACHABLE else math.ceil(seconds / shift.speed_factor))
    return found


def _walk(
    problem: Problem, shift: Shift, visits: Sequence[Visit], legs: Sequence[int], parts: Sequence[Sequence[Break]]
) -> int:
    del problem
    now, place = shift.window.start, shift.start
    for visit, leg, rests in zip((*visits, None), legs, parts, strict=True):
        over, slept = now, 0
        for rest in rests:
            start = min((max(over, w.start) for w in rest.windows if over <= w.end), default=NEVER)
            over, slept = start + rest.duration, slept + rest.duration
        now = max(over, now + leg + slept)
        if visit is None or now >= NEVER:
            break
        if visit.windows:
            now = min((max(now, w.start) for w in visit.windows if now <= w.end), default=NEVER)
        now += visit.service_duration + (visit.setup_duration if place != visit.place else 0)
        place = visit.place
    return now


def plain_reason(problem: Problem, plan: Plan, visit_id: str) -> tuple[Reason, int | None]:  # noqa: PLR0911 (a list of cases)
    """The reason, and, where stops would have to go, their least weight together."""
    visit = next(visit for visit in problem.visits if visit.id == visit_id)
    able = [s for s in problem.shifts if visit.skills <= s.skills and visit.min_team_size <= s.team_size]
    going = [shift for shift in problem.shifts if shift.window.end > shift.window.start]
    if not able or (going and not any(shift in going for shift in able)):
        return Reason.NO_SKILL, None
    on_duty = [
        shift
        for shift in able
        for w in visit.windows or (shift.window,)
        if shift in going and w.start <= shift.window.end and w.end >= shift.window.start
    ]
    if not on_duty:
        return Reason.OUTSIDE_SHIFTS, None
    if all(max(_legs(problem, shift, [visit])) >= UNREACHABLE for shift in able):
        return Reason.UNREACHABLE, None
    if all(end_time(problem, shift, [visit]) == NEVER for shift in able):
        always = replace(visit, windows=())
        is_late = visit.windows and any(end_time(problem, shift, [always]) < NEVER for shift in able)
        return (Reason.OUTSIDE_HOURS if is_late else Reason.TOO_FAR), None
    weight = dict(zip((one.id for one in problem.visits), weights(problem).visits, strict=True))
    before = breakdown(problem, plan).cost
    found = list(_exchanges(problem, plan, visit))
    inserted = [cost for gone, cost in found if not gone]
    if inserted:
        return (Reason.SEARCH_STOPPED if min(inserted) < before else Reason.NOT_WORTH_TRAVEL), None
    if min(cost for _, cost in found) < before:
        return Reason.SEARCH_STOPPED, None
    return Reason.DISPLACES_HIGHER, min(sum(weight[id_] for id_ in gone) for gone, _ in found)


def _exchanges(problem: Problem, plan: Plan, visit: Visit) -> Iterator[tuple[tuple[str, ...], int]]:
    """Stops taken out of one route, and the cost of the plan with the visit in it instead."""
    visit_of = {one.id: one for one in problem.visits}
    for shift in problem.shifts:
        stops = next((route.stops for route in plan.routes if route.shift_id == shift.id), ())
        order = [visit_of[stop.visit_id] for stop in stops]
        for size in range(len(order) + 1):
            for gone in itertools.combinations(order, size):
                rest = [one for one in order if one not in gone]
                for gap in range(len(rest) + 1):
                    tried = [*rest[:gap], visit, *rest[gap:]]
                    if end_time(problem, shift, tried) < NEVER:
                        yield tuple(one.id for one in gone), _cost(problem, plan, shift, tried)


def _cost(problem: Problem, plan: Plan, shift: Shift, visits: Sequence[Visit]) -> int:
    """Cost of a plan by its orders alone: `breakdown` reads no times."""
    stops = tuple(Stop(visit_id=visit.id, arrival_time=0, start_time=0, end_time=0) for visit in visits)
    others = tuple(route for route in plan.routes if route.shift_id != shift.id)
    routes = (*others, Route(shift_id=shift.id, start_time=0, end_time=0, stops=stops))
    made = {stop.visit_id for route in routes for stop in route.stops}
    left = tuple(Unassigned(visit_id=visit.id) for visit in problem.visits if visit.id not in made)
    return breakdown(problem, replace(plan, routes=routes, unassigned=left)).cost
