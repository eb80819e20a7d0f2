"""The law of required visits: made, or left out for a reason that is proved here, team by team.

Proofs that count are about a visit alone in a route: no skill, off duty in all its windows, no way there and back, or no
time for it in a whole empty shift. "The other visits left no time" is no proof: the planner could have left them out.
"""

import itertools
import math
from collections.abc import Iterable, Iterator

from planner.domain.lock import LockKind
from planner.domain.plan import Reason
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.violation import Law, Phrase, Violation
from planner.domain.visit import Visit, Window
from planner.rules.check.reading import Reading
from planner.rules.check.words import broken, of_visit

MAX_BREAKS = 5
"""Breaks whose every order is tried (5! orders, split at 6 points, are instant); a shift with more is
taken at its word, as no station has such a day."""


def required_made(reading: Reading) -> Iterator[Violation]:
    """A required visit is a stop, or its stated reason is proved for every shift."""
    made = {stop.visit_id for route in reading.routes for stop in route.stops}
    stated = dict(reading.unassigned)
    for visit in reading.visits.values():
        if not visit.is_required or visit.id in made:
            continue
        reason = stated.get(visit.id)
        if reason is None or not _is_proved(reading.problem, visit, reason):
            got = Phrase("left out, reason {reason}", reason=reason.value if reason else "not stated")
            expected = Phrase("a stop, or a reason that holds for every shift alone")
            yield broken(Law.REQUIRED_MADE, of_visit(visit.id), got, expected)


def _is_proved(problem: Problem, visit: Visit, reason: Reason) -> bool:
    kept_for = [lock.shift_id for lock in problem.locks if lock.visit_id == visit.id and lock.kind is LockKind.SHIFT]
    able = [
        shift
        for shift in problem.shifts
        if visit.skills <= shift.skills and visit.min_team_size <= shift.team_size and all(id_ == shift.id for id_ in kept_for)
    ]
    if reason is Reason.NO_SKILL:  # a team that was stopped has no duty left, and does nothing with its skill
        return not any(shift.window.start < shift.window.end for shift in able)
    if reason is Reason.OUTSIDE_SHIFTS:
        return not any(_is_on_duty(shift, visit) for shift in able)
    if reason is Reason.UNREACHABLE:
        return all(_ways(problem, shift, visit) is None for shift in able)
    if reason in (Reason.OUTSIDE_HOURS, Reason.TOO_FAR, Reason.VISIT_LIMIT, Reason.BREAKS_IMPOSSIBLE):
        return not any(_fits_alone(problem, shift, visit) for shift in able)
    return False


def _is_on_duty(shift: Shift, visit: Visit) -> bool:
    windows = visit.windows or (shift.window,)
    has_duty = shift.window.start < shift.window.end
    return has_duty and any(window.start <= shift.window.end and window.end >= shift.window.start for window in windows)


def _ways(problem: Problem, shift: Shift, visit: Visit) -> tuple[int, int] | None:
    """Seconds there and back at the shift's speed; `None`: no way."""
    durations = problem.travel[shift.travel_name].durations
    there = 0 if shift.start is None else int(durations[shift.start, visit.place])
    back = 0 if shift.end is None else int(durations[visit.place, shift.end])
    if max(there, back) >= UNREACHABLE:
        return None
    return math.ceil(there / shift.speed_factor), math.ceil(back / shift.speed_factor)


def _fits_alone(problem: Problem, shift: Shift, visit: Visit) -> bool:
    ways = _ways(problem, shift, visit)
    if ways is None or (shift.max_visits is not None and shift.max_visits < 1):
        return False
    if shift.max_travel_duration is not None and sum(ways) > shift.max_travel_duration:
        return False
    if len(shift.breaks) > MAX_BREAKS:
        return False
    action = visit.service_duration + (0 if shift.start == visit.place else visit.setup_duration)
    return any(
        _ends_in_time(shift, visit.windows, (ways[0], action, ways[1]), order[:num_before], order[num_before:])
        for order in itertools.permutations(shift.breaks)
        for num_before in range(len(order) + 1)
    )


def _ends_in_time(
    shift: Shift, windows: tuple[Window, ...], lengths: tuple[int, int, int], before: Iterable[Break], after: Iterable[Break]
) -> bool:
    """Whether way, action and way fit, with these breaks taken before and after the action, all as early as can be."""
    there, action, back = lengths
    reached = _worked_off(shift.window.start, there, before)
    begun = None if reached is None else _next_inside(windows, reached)
    home = None if begun is None else _worked_off(begun + action, back, after)
    return home is not None and home <= shift.window.end


def _worked_off(since: int, way: int, rests: Iterable[Break]) -> int | None:
    """Earliest time by which a way is done and breaks are over, from `since` on; `None`: a break has no window left."""
    now, rested = since, 0
    for rest in rests:
        start = _next_inside(rest.windows, now)
        if start is None:
            return None
        now, rested = start + rest.duration, rested + rest.duration
    return max(now, since + way + rested)


def _next_inside(windows: tuple[Window, ...], time: int) -> int | None:
    """First time from `time` on inside one of the windows (none given: any time)."""
    return time if not windows else min((max(time, w.start) for w in windows if time <= w.end), default=None)
