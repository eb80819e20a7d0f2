"""What would let a visit in, each way verified: the day is changed as it says, the visit inserted, and the checker asked.

For every team that could get there, the least that it lacks to make the visit beside all its stops, in their order: minutes
of duty at the end or at the beginning, skills, officers, one more visit, travel. And another time of the visit, at which it
fits as things are. A remedy may need several of these together; the fewest wishes come first, then the fewest minutes.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planner.domain.explanation import Remedy
from planner.domain.orders import orders_by_shift
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Visit, Window
from planner.improving.insertions import with_route, without_reserves
from planner.improving.offers import cheapest_offers
from planner.rules.check import check
from planner.rules.open_route import open_route

MOST_EXTRA = 3 * HOUR
"""Seconds by which a duty is stretched at most: nobody works half a day more for one visit."""

STEP = 5 * MINUTE
"""Duties are stretched in steps of five minutes: what a desk agrees with a team."""

MOST_REMEDIES = 4


def remedies(
    problem: Problem, plan: Plan, position: int, *, hours: Window | None = None, shift_id: str = ""
) -> tuple[Remedy, ...]:
    """Ways to let a visit in, the fewest wishes first, one for each kind of wish.

    Parameters
    ----------
    plan
        A sound plan in which the visit is left out.
    position
        In `Problem.visits`.
    hours
        When doors may be knocked at; another time of the visit lies within. `None`: any time.
    shift_id
        The only team asked; empty: all are.
    """
    teams = tuple(shift for shift in problem.shifts if shift_id in ("", shift.id))
    found = [*_of_teams(problem, plan, position, teams), *_other_time(problem, plan, position, hours)]
    found = [remedy for remedy in found if shift_id in ("", remedy.shift_id)]
    found.sort(key=lambda one: (one.num_wishes, one.end_later + one.start_earlier, one.shift_id))
    chosen: dict[tuple[bool, ...], Remedy] = {}
    for remedy in found:
        if len(chosen) < MOST_REMEDIES and _kind(remedy) not in chosen and lets_in(problem, plan, position, remedy):
            chosen[_kind(remedy)] = remedy
    return tuple(chosen.values())


def still_possible(found: Sequence[Remedy], shifts: Sequence[Shift], *, time: int | None) -> tuple[Remedy, ...]:
    """Ways that can still be taken at a moment of the day: nobody starts duty, or is at a door, before it (`None`: all can)."""
    starts = {shift.id: shift.window.start for shift in shifts}

    def is_past(remedy: Remedy) -> bool:
        if remedy.date is not None or time is None:
            return False
        begins = starts.get(remedy.shift_id, time) - remedy.start_earlier
        return remedy.start_time < time or (remedy.start_earlier > 0 and begins < time)

    return tuple(remedy for remedy in found if not is_past(remedy))


def changed_problem(problem: Problem, position: int, remedy: Remedy) -> Problem:
    """The day as a remedy wants it."""
    visit = problem.visits[position]
    visits = list(problem.visits)
    if remedy.window is not None:
        visits[position] = replace(visit, windows=(remedy.window,))
    shifts = tuple(_changed(shift, remedy) if shift.id == remedy.shift_id else shift for shift in problem.shifts)
    return replace(problem, visits=tuple(visits), shifts=shifts)


def lets_in(problem: Problem, plan: Plan, position: int, remedy: Remedy) -> bool:
    """Whether the changed day has a lawful plan with the visit in the named team's route, all else as it is."""
    changed = changed_problem(problem, position, remedy)
    route = _shortest(changed, plan, position, remedy.shift_id)
    if route is None:
        return False
    before = {violation.where for violation in check(problem, plan)}
    tried = with_route(problem, without_reserves(plan), route)
    return all(violation.where in before for violation in check(changed, tried))


def _changed(shift: Shift, remedy: Remedy) -> Shift:
    most, limit = shift.max_visits, shift.max_travel_duration
    return replace(
        shift,
        window=Window(start=shift.window.start - remedy.start_earlier, end=shift.window.end + remedy.end_later),
        skills=shift.skills | remedy.skills,
        team_size=shift.team_size + remedy.extra_officers,
        max_visits=None if most is None else most + remedy.extra_visits,
        max_travel_duration=None if limit is None else limit + remedy.extra_travel,
    )


def _kind(remedy: Remedy) -> tuple[bool, ...]:
    return (
        bool(remedy.end_later),
        bool(remedy.start_earlier),
        bool(remedy.skills or remedy.extra_officers),
        bool(remedy.extra_visits or remedy.extra_travel),
        remedy.window is not None,
    )


def _of_teams(problem: Problem, plan: Plan, position: int, teams: Sequence[Shift]) -> Iterator[Remedy]:
    """The least that each team lacks."""
    visit = problem.visits[position]
    num_stops_of = {route.shift_id: len(route.stops) for route in plan.routes}
    for shift in teams:
        if shift.max_visits == 0 or shift.window.start >= shift.window.end:
            continue  # a team that is away
        wish = _wish(shift, visit, num_stops_of.get(shift.id, 0))
        for longer in (replace(wish, end_later=MOST_EXTRA), replace(wish, start_earlier=MOST_EXTRA)):
            found = _least(problem, plan, position, longer)
            if found is not None:
                yield found
                if not found.end_later:
                    break


def _wish(shift: Shift, visit: Visit, num_stops: int) -> Remedy:
    """What a team lacks apart from time; the limit of travel is seen to once a route is known."""
    is_full = shift.max_visits is not None and num_stops >= shift.max_visits
    return Remedy(
        shift_id=shift.id,
        start_time=0,
        skills=visit.skills - shift.skills,
        extra_officers=max(0, visit.min_team_size - shift.team_size),
        extra_visits=int(is_full),
        extra_travel=24 * HOUR if shift.max_travel_duration is not None else 0,
    )


def _least(problem: Problem, plan: Plan, position: int, wish: Remedy) -> Remedy | None:
    """The wish cut down to what is needed; `None`: it would not do."""
    shift = next(shift for shift in problem.shifts if shift.id == wish.shift_id)
    route = _shortest(changed_problem(problem, position, wish), plan, position, shift.id)
    if route is None:
        return None
    limit, visit_id = shift.max_travel_duration, problem.visits[position].id
    over = 0 if limit is None else max(0, route.travel_duration - limit)
    needed = replace(wish, extra_travel=math.ceil(over / MINUTE) * MINUTE)
    if wish.end_later:
        late = max(0, route.end_time - shift.window.end)
        needed = replace(needed, end_later=math.ceil(late / STEP) * STEP)
    else:
        needed = _earliest_start(problem, plan, position, needed)
        route = _shortest(changed_problem(problem, position, needed), plan, position, shift.id) or route
    start = next(stop.start_time for stop in route.stops if stop.visit_id == visit_id)
    return replace(needed, start_time=start)


def _earliest_start(problem: Problem, plan: Plan, position: int, wish: Remedy) -> Remedy:
    """The least number of steps earlier that does, by halving: what does with less does with more."""
    low, high = 0, wish.start_earlier // STEP
    while low < high:
        middle = (low + high) // 2
        tried = replace(wish, start_earlier=middle * STEP)
        if _shortest(changed_problem(problem, position, tried), plan, position, wish.shift_id) is not None:
            high = middle
        else:
            low = middle + 1
    return replace(wish, start_earlier=high * STEP)


def _shortest(problem: Problem, plan: Plan, position: int, shift_id: str) -> Route | None:
    """Of all places in the shift's route the one by which it ends earliest."""
    number = next(number for number, shift in enumerate(problem.shifts) if shift.id == shift_id)
    route = open_route(problem, number, orders_by_shift(problem, plan)[number])
    tried = (route.holding(route.inserted(position, gap)).timed() for gap in route.gaps(position))
    return min(tried, key=lambda route: route.end_time, default=None)


def _other_time(problem: Problem, plan: Plan, position: int, hours: Window | None) -> Iterator[Remedy]:
    """The cheapest moment at which a visit fits as things are, were its door open then."""
    visit = problem.visits[position]
    if not visit.windows:
        return
    free = replace(visit, windows=() if hours is None else (hours,))
    visits = (*problem.visits[:position], free, *problem.visits[position + 1 :])
    for offer in cheapest_offers(replace(problem, visits=visits), plan, position)[:1]:
        moment = Window(start=offer.start_time, end=offer.start_time)
        yield Remedy(shift_id=offer.shift_id, start_time=offer.start_time, window=moment)
