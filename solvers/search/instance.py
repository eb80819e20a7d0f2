"""A problem as plain arrays for the compiled search: visits, shifts, breaks, ways and who lies near whom."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from planner.domain.break_sets import BreakSets
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import NEVER
from planner.rules.cost import available_duration, fair_shares, stop_penalty, weights
from planner.rules.permission import locks_of, may_make
from planner.rules.timing import travel_durations
from solvers.search.columns import (
    IS_FIRST,
    IS_LAST,
    IS_PAIRED,
    NEXT_SETS,
    NO_LIMIT,
    NUM_SETS,
    PAUSE_WINDOWS,
    PLACE,
    SERVICE,
    SET_BITS,
    SET_LENGTH,
    WINDOWS,
)
from solvers.search.nearness import near_visits
from solvers.search.numbering import Numbering


class Instance(NamedTuple):
    """What stays the same during a search; index *v* is a visit's number (`Numbering`), *m* a position in `Problem.shifts`.

    Few arrays of many columns: compiled functions hand them on at every call.

    Attributes
    ----------
    travel
        Seconds between places by mode (a pair of profile and speed), shape (modes, places + 1, places + 1); the last place
        stands for "no such place", no seconds from anywhere.
    visit
        Per visit its place, service, setup, weight, number of windows (at least one), then start and end of each window; where
        any prize depends on the hour, from column `rule[HOURS]` on the number of its steps, then a time and what is lost of the
        weight from then on, for each.
    shift
        Per shift its duty, places, mode, limits (`NO_LIMIT` where there is none), fair share, numbers of breaks and their sets.
    sets
        Per shift and set of its breaks (`BreakSets.sets`; the search names a set by its place there): its bits, the sum of its
        durations, and for each break the set with it as well, -1 where it may not be taken next; shape (shifts, sets, columns).
    pause
        Duration, number of windows, start and end of each window of each break, shape (shifts, most breaks, columns).
    extra
        Soft cost of a visit in a shift (foreign village, change), -1 where the shift may not make it, shape (shifts, visits).
    near
        Visits near each visit, nearest first, and the ways to them, shape (visits, number of neighbours, 2).
    rule
        Soft cost of a second of travel, of a second of work above the share, most stops of a route, whether locks say where in
        a route some visits lie, and the column of `visit` from which on prizes by the hour stand (0: there are none).
    lock
        Per visit: whether it is locked first, last, or to an order (`IS_FIRST`, `IS_LAST`, `IS_PAIRED`), shape (visits,).
    pair
        Visits of which the first comes before the second where one route makes both, shape (pairs, 2).
    """

    travel: Int32s
    visit: Int64s
    shift: Int64s
    sets: Int64s
    pause: Int64s
    extra: Int64s
    near: Int32s
    rule: Int64s
    lock: Int64s
    pair: Int64s


def instance_of(problem: Problem, *, num_near: int, numbering: Numbering | None = None) -> Instance:
    """Turn a problem into arrays; at least one visit and one shift are needed. Without a numbering numbers are positions."""
    shifts, policy = problem.shifts, problem.policy
    numbering = numbering or Numbering.as_given(problem)
    place_numbers = numbering.place_numbers(problem.num_places)
    modes: dict[tuple[str, float], int] = {}
    mode = [modes.setdefault((shift.travel_name, shift.speed_factor), len(modes)) for shift in shifts]
    travel = _travel(problem, [shifts[mode.index(number)] for number in range(len(modes))], numbering.places)
    visit = _visits(problem)[numbering.visits]
    visit[:, PLACE] = place_numbers[visit[:, PLACE]]
    extra = np.ascontiguousarray(_extra(problem)[:, numbering.visits])
    lock, pair = _locks(problem)
    lock, pair = lock[numbering.visits], numbering.visit_numbers()[pair]
    windows, hours = visit, 0
    if losses := weights(problem).losses:
        hours = visit.shape[1]
        visit = np.hstack([visit, _hours(losses, numbering.visits)])
    return Instance(
        travel=travel,
        visit=visit,
        shift=_shifts(problem, mode, place_numbers, nowhere=travel.shape[1] - 1),
        sets=_break_sets(shifts),
        pause=_pauses(shifts),
        extra=extra,
        near=near_visits(travel, windows, num_near=num_near),
        rule=np.array(
            [policy.travel_weight, policy.overload_weight, _most_stops(problem, visit, extra), lock.any(), hours],
            dtype=np.int64,
        ),
        lock=lock,
        pair=pair,
    )


def _visits(problem: Problem) -> Int64s:
    most = max(1, *(len(visit.windows) for visit in problem.visits))
    rows = np.zeros((len(problem.visits), WINDOWS + 2 * most), dtype=np.int64)
    for row, visit, weight in zip(rows, problem.visits, weights(problem).visits, strict=True):
        spans = [(window.start, window.end) for window in visit.windows] or [(-NEVER, NEVER)]
        row[:WINDOWS] = visit.place, visit.service_duration, visit.setup_duration, weight, len(spans)
        spans += [spans[-1]] * (most - len(spans))  # the last one fills up: a repeated window changes nothing
        row[WINDOWS:] = np.array(spans).ravel()
    return rows


def _hours(losses: Mapping[int, tuple[tuple[int, int], ...]], visits: Int64s) -> Int64s:
    """Columns of prizes by the hour, a row for each visit."""
    rows = np.zeros((len(visits), 1 + 2 * max(map(len, losses.values()))), dtype=np.int64)
    for position, steps in losses.items():
        rows[position, 0] = len(steps)
        rows[position, 1 : 1 + 2 * len(steps)] = np.array(steps, dtype=np.int64).ravel()
    return rows[visits]


def _shifts(problem: Problem, mode: list[int], place_numbers: Int64s, *, nowhere: int) -> Int64s:
    rows = np.zeros((len(problem.shifts), NUM_SETS + 1), dtype=np.int64)
    for m, (shift, share) in enumerate(zip(problem.shifts, fair_shares(problem), strict=True)):
        rows[m] = (
            shift.window.start,
            shift.window.end,
            nowhere if shift.start is None else place_numbers[shift.start],
            nowhere if shift.end is None else place_numbers[shift.end],
            mode[m],
            _limit(shift.max_visits),
            _limit(shift.max_travel_duration),
            share,
            len(shift.breaks),
            len(BreakSets.of(shift.breaks).sets),
        )
    return rows


def _break_sets(shifts: tuple[Shift, ...]) -> Int64s:
    orders = [BreakSets.of(shift.breaks) for shift in shifts]
    most_breaks, most_sets = (max(map(len, lists)) for lists in zip(*((o.ahead, o.sets) for o in orders), strict=True))
    rows = np.zeros((len(shifts), most_sets, NEXT_SETS + most_breaks), dtype=np.int64)
    for row, shift, order in zip(rows, shifts, orders, strict=True):
        position = {taken: number for number, taken in enumerate(order.sets)}
        for number, taken in enumerate(order.sets):
            length = sum(pause.duration for b, pause in enumerate(shift.breaks) if taken >> b & 1)
            larger = [order.after(taken, b) for b in range(len(shift.breaks))]
            row[number, SET_BITS], row[number, SET_LENGTH] = taken, length
            row[number, NEXT_SETS : NEXT_SETS + len(larger)] = [-1 if more is None else position[more] for more in larger]
    return rows


def _pauses(shifts: tuple[Shift, ...]) -> Int64s:
    most = max(1, *(len(shift.breaks) for shift in shifts))
    widest = max((len(pause.windows) for shift in shifts for pause in shift.breaks), default=1)
    rows = np.zeros((len(shifts), most, PAUSE_WINDOWS + 2 * widest), dtype=np.int64)
    for m, shift in enumerate(shifts):
        for b, pause in enumerate(shift.breaks):
            spans = [bound for window in pause.windows for bound in (window.start, window.end)]
            rows[m, b, :PAUSE_WINDOWS] = pause.duration, len(pause.windows)
            rows[m, b, PAUSE_WINDOWS : PAUSE_WINDOWS + len(spans)] = spans
    return rows


def _extra(problem: Problem) -> Int64s:
    """Abilities, shifts locked to, foreign villages and changes; many visits ask for the same, so each wish is judged once."""
    extra = np.full((len(problem.shifts), len(problem.visits)), -1, dtype=np.int64)
    locked = locks_of(problem).shifts_of
    known: dict[tuple[object, ...], Int64s] = {}
    for v, visit in enumerate(problem.visits):
        wish = (visit.skills, visit.min_team_size, visit.village, locked.get(visit.id), problem.kept.get(visit.id))
        if wish not in known:
            costs = [stop_penalty(problem, shift, visit) if may_make(problem, shift, visit) else -1 for shift in problem.shifts]
            known[wish] = np.array(costs, dtype=np.int64)
        extra[:, v] = known[wish]
    return extra


def _locks(problem: Problem) -> tuple[Int64s, Int64s]:
    locks, lock = locks_of(problem), np.zeros(len(problem.visits), dtype=np.int64)
    lock[list(locks.first)] += IS_FIRST
    lock[list(locks.last)] += IS_LAST
    lock[sorted({position for pair in locks.pairs for position in pair})] += IS_PAIRED
    return lock, np.array(locks.pairs, dtype=np.int64).reshape(-1, 2)


def _travel(problem: Problem, shifts: list[Shift], places: Int64s) -> Int32s:
    """Matrices of one shift of each mode between some places, with the place that is nowhere added."""
    num = len(places)
    travel = np.zeros((len(shifts), num + 1, num + 1), dtype=np.int32)
    for number, shift in enumerate(shifts):
        travel[number, :num, :num] = travel_durations(problem, shift)[np.ix_(places, places)]
    return travel


def _limit(limit: int | None) -> int:
    return NO_LIMIT if limit is None else min(limit, NO_LIMIT)


def _most_stops(problem: Problem, visit: Int64s, extra: Int64s) -> int:
    """How long the longest route can be: the shortest services of a shift's visits, one after the other."""
    most = 0
    for m, shift in enumerate(problem.shifts):
        total = np.cumsum(np.sort(visit[extra[m] >= 0, SERVICE]))
        num_fit = int(np.searchsorted(total, available_duration(shift), side="right"))
        most = max(most, min(num_fit, _limit(shift.max_visits)))
    return max(1, most)
