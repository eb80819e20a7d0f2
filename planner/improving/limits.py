"""Tells where the limit of visits binds while teams stand idle: the same plan without the limit, filled with what then fits.

A shift counts if its route is as long as its limit lets it be and there is time for another typical door. What more it would
meet is not estimated but put in, from the visits offered to the day, so it is at least so much: a search would find more.

Where doors may stay shut, lists also end where a team has its conversations, and it then stands idle on a mean day before its
anchors: what it would meet is that of the doors *if time allows* which are added without the limit.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from planner.domain.limit import LimitTold
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Tier, Visit
from planner.improving.expectation import expected_day
from planner.improving.overbooking import overbooked
from planner.improving.reasons import insert_remaining
from planner.rules.cost import actions_duration, available_duration, typical_leg


def limit_told(problem: Problem, plan: Plan, *, talks: Mapping[str, int | None], chance: float) -> LimitTold | None:
    """What the limit keeps from being done; `None`: it keeps nothing from anybody who has time.

    Parameters
    ----------
    talks
        Shift to the limit as the settings or its team have it; that of the problem may be one of knocks.
    chance
        That a door opens of which the problem does not say it.
    """
    visits, shifts = {visit.id: visit for visit in problem.visits}, {shift.id: shift for shift in problem.shifts}
    least = _typical_door(problem)
    idle = {route.shift_id: _time_left(shifts[route.shift_id], route, visits) for route in plan.routes}
    bound = [
        route
        for route in plan.routes
        if talks.get(route.shift_id) and len(route.stops) >= (shifts[route.shift_id].max_visits or math.inf)
        if idle[route.shift_id] >= least
    ]
    if not bound:
        return None
    limit = Counter(talks[route.shift_id] or 0 for route in bound).most_common(1)[0][0]
    bound = [route for route in bound if talks[route.shift_id] == limit]
    free = {route.shift_id for route in bound}
    freed = replace(problem, shifts=tuple(replace(s, max_visits=None) if s.id in free else s for s in problem.shifts))
    before = {route.shift_id: {stop.visit_id for stop in route.stops} for route in bound}
    more = [route for route in insert_remaining(freed, plan).routes if route.shift_id in free]
    added = [visits[stop.visit_id] for route in more for stop in route.stops if stop.visit_id not in before[route.shift_id]]
    longest = max(len(route.stops) / len(before[route.shift_id]) for route in more)
    return LimitTold(
        limit=limit,
        num_shifts=len(bound),
        time_left=sum(idle[id_] for id_ in free),
        enough=math.ceil(limit * longest - 1e-9),
        num_met=sum(_chance(visit, chance) for visit in added) - sum(_chance(visit, chance) for visit in _spare(bound, visits)),
    )


def talks_told(problem: Problem, plan: Plan, *, run_out: float) -> LimitTold | None:
    """What a limit of conversations keeps from being done where doors may stay shut; `None`: no list ends because of it."""
    limits = {shift.id: shift.max_talks for shift in problem.shifts if shift.max_talks is not None}
    now = expected_day(problem, plan) if limits else None
    if now is None:
        return None
    freed = replace(problem, shifts=tuple(replace(shift, max_talks=None) for shift in problem.shifts))
    more = expected_day(freed, overbooked(freed, plan, run_out=run_out))
    assert more is not None  # noqa: S101 (the same doors as above)
    longer = [
        (before, after)
        for before, after in zip(now.routes, more.routes, strict=True)
        if before.shift_id in limits and after.num_doors > before.num_doors
    ]
    if not longer:
        return None
    limit = Counter(limits[before.shift_id] for before, _ in longer).most_common(1)[0][0]
    longer = [(before, after) for before, after in longer if limits[before.shift_id] == limit]
    return LimitTold(
        limit=limit,
        num_shifts=len(longer),
        time_left=round(sum(after.knocked - before.knocked for before, after in longer) * _typical_door(problem)),
        enough=math.ceil(max(after.talks for _, after in longer)),
        num_met=sum(after.met - before.met for before, after in longer),
    )


def _typical_door(problem: Problem) -> float:
    """Seconds that one more door takes."""
    services = [visit.service_duration for visit in problem.visits if visit.tier is Tier.COVERAGE]
    return float(np.median(services)) + typical_leg(problem) if services else math.inf


def _time_left(shift: Shift, route: Route, visits: Mapping[str, Visit]) -> int:
    at_doors = actions_duration(shift, [visits[stop.visit_id] for stop in route.stops])
    return (
        available_duration(shift) - at_doors - route.travel_duration - sum(v.service_duration for v in _spare([route], visits))
    )


def _spare(routes: Iterable[Route], visits: Mapping[str, Visit]) -> list[Visit]:
    """Doors *if time allows*: the team knocks there on an average day. Other reserves are for unlucky ones."""
    return [visits[id_] for route in routes for id_ in route.reserves if visits[id_].opening is not None]


def _chance(visit: Visit, chance: float) -> float:
    """That somebody is met: of a door, what its time on average says of it."""
    return chance if visit.opening is None else visit.mean_chance
