"""Where one more visit fits into the routes, compiled: cost and law of a gap in constant time, and the cheapest lawful gap."""

import numpy as np

from planner.domain.units import NEVER
from solvers.compiled import compiled, woven
from solvers.search.clockwork import extend_forward
from solvers.search.columns import (
    GAP,
    HAS_LOCKS,
    HOURS,
    IS_FIRST,
    IS_LAST,
    IS_PAIRED,
    LATEST,
    LATEST_SAME_PLACE,
    LEAVING,
    LENGTH,
    LOST,
    MODE,
    MOST_ROOM,
    MOST_STOPS,
    MOST_TRAVEL,
    MOST_VISITS,
    NEIGHBOUR,
    NUM_BREAKS,
    NUM_SETS,
    OVERLOAD_WEIGHT,
    PAUSE_LENGTH,
    PLACE,
    PLACES,
    ROOM,
    ROOM_AFTER,
    ROOM_BEFORE,
    ROUTE,
    SERVICE,
    SET_LENGTH,
    SETUP,
    SHARE,
    STOPS,
    TRAVEL,
    TRAVEL_WEIGHT,
    WAY,
    WEIGHT,
    WORK,
)
from solvers.search.dice import draw
from solvers.search.hours import lost_with
from solvers.search.instance import Instance
from solvers.search.moments import breaks_over, earliest_over, earliest_start
from solvers.search.scope import Scope
from solvers.search.scratch import COST, FOUND_GAP, FOUND_ROUTE, NUM_LOOKS, Scratch
from solvers.search.state import State
from solvers.search.tuning import Tuning

_MOST_COST = 2.0**61
"""Weights in units of soft cost end here: two of them stay inside 64 bits."""


@woven
def _overload(inst: Instance, state: State, m: int, g: int, v: int, detour: int) -> int:
    """Soft cost of the work above the fair share that a visit adds in a gap."""
    place, places, work = inst.visit[v, PLACE], state.line[m, PLACES], state.sums[m, WORK]
    more = detour + inst.visit[v, SERVICE]
    if places[g] != place:
        more += inst.visit[v, SETUP]
    if g < state.sums[m, LENGTH]:
        after = state.line[m, STOPS, g]
        more += inst.visit[after, SETUP] * (int(place != places[g + 1]) - int(places[g] != places[g + 1]))
    share = inst.shift[m, SHARE]
    return inst.rule[OVERLOAD_WEIGHT] * (max(0, work + more - share) - max(0, work - share))


@woven
def fits(inst: Instance, state: State, m: int, g: int, v: int, way_in: int, way_out: int) -> bool:
    """Whether the rest of a route still holds when a visit is put into a gap; limits on visits and travel aside."""
    num = inst.shift[m, NUM_BREAKS]
    if num == 0:
        start = earliest_start(inst.visit, v, state.slack[m, g, LEAVING, 0] + way_in)
        return start + _action(inst, state, m, g, v) + way_out <= state.slack[m, g, _row(inst, state, m, g, v), 0]
    if num == 1:
        return _fits_one_break(inst, state, m, g, v, way_in, way_out)
    return _fits_breaks(inst, state, m, g, v, way_in, way_out)


@woven
def _action(inst: Instance, state: State, m: int, g: int, v: int) -> int:
    """Seconds at the door of a visit put into a gap."""
    if state.line[m, PLACES, g] == inst.visit[v, PLACE]:
        return inst.visit[v, SERVICE]
    return inst.visit[v, SERVICE] + inst.visit[v, SETUP]


@woven
def _row(inst: Instance, state: State, m: int, g: int, v: int) -> int:
    """Which latest times count for what is after a gap when a visit is put into it."""
    return LATEST_SAME_PLACE if state.line[m, PLACES, g + 1] == inst.visit[v, PLACE] else LATEST


@woven
def _fits_one_break(inst: Instance, state: State, m: int, g: int, v: int, way_in: int, way_out: int) -> bool:
    """The same for a shift with one break, taken on the way in, on the way out, or on another leg."""
    action, row = _action(inst, state, m, g, v), _row(inst, state, m, g, v)
    before, latest = state.slack[m, g, LEAVING, 0], state.slack[m, g, row, 1]
    length, with_break = inst.pause[m, 0, PAUSE_LENGTH], NEVER
    if before < NEVER:
        done = earliest_start(inst.visit, v, before + way_in) + action
        if done < NEVER:
            if done + way_out <= state.slack[m, g, row, 0]:
                return True
            if max(earliest_over(inst.pause, m, 0, done), done + way_out + length) <= latest:
                return True
        with_break = max(earliest_over(inst.pause, m, 0, before), before + way_in + length)
    if state.slack[m, g, LEAVING, 1] < NEVER:
        with_break = min(with_break, state.slack[m, g, LEAVING, 1] + way_in)
    return with_break < NEVER and earliest_start(inst.visit, v, with_break) + action + way_out <= latest


@compiled
def _fits_breaks(inst: Instance, state: State, m: int, g: int, v: int, way_in: int, way_out: int) -> bool:
    """The same for any number of breaks, over all choices of where to take them."""
    action, row = _action(inst, state, m, g, v), _row(inst, state, m, g, v)
    num_sets, sets, ready, over = inst.shift[m, NUM_SETS], inst.sets[m], state.leg_times[0], state.leg_times[1]
    leaving, latest = NEVER, -NEVER
    for taken in range(num_sets):
        leaving = min(leaving, state.slack[m, g, LEAVING, taken])
        latest = max(latest, state.slack[m, g, row, taken])
    if earliest_start(inst.visit, v, leaving + way_in) + action + way_out > latest:  # whatever breaks are taken
        return False
    extend_forward(inst, state, m, g, way_in)
    for taken in range(num_sets):
        if ready[taken] >= NEVER:
            continue
        done = earliest_start(inst.visit, v, ready[taken]) + action
        if done >= NEVER:
            continue
        least = done + way_out - sets[taken, SET_LENGTH]
        last = num_sets - 1
        while last >= taken and least + sets[last, SET_LENGTH] > state.slack[m, g, row, last]:
            last -= 1
        if last < taken:  # whatever breaks are taken on the way out
            continue
        breaks_over(inst, m, taken, done, over)
        for after in range(taken, last + 1):
            if max(over[after], least + sets[after, SET_LENGTH]) <= state.slack[m, g, row, after]:
                return True
    return False


@woven
def is_open(inst: Instance, state: State, scope: Scope, m: int, v: int) -> bool:
    """Whether a route may take a visit at all."""
    if not scope.is_mine[m] or inst.extra[m, v] < 0:
        return False
    return state.sums[m, LENGTH] < min(inst.shift[m, MOST_VISITS], inst.rule[MOST_STOPS])


@compiled
def first_gap(inst: Instance, state: State, m: int, v: int) -> int:
    """First gap of a route that the locks let a visit into."""
    length, first = state.sums[m, LENGTH], 0
    if length and inst.lock[state.line[m, STOPS, 0]] & IS_FIRST:
        first = 1
    if inst.lock[v] & IS_LAST:
        first = length
    if inst.lock[v] & IS_PAIRED:
        for n in range(len(inst.pair)):
            earlier = inst.pair[n, 0]
            if inst.pair[n, 1] == v and state.spot[earlier, ROUTE] == m:
                first = max(first, state.spot[earlier, GAP] + 1)
    return first


@compiled
def last_gap(inst: Instance, state: State, m: int, v: int) -> int:
    """Last gap of a route that the locks let a visit into; less than the first where there is none."""
    length = state.sums[m, LENGTH]
    last = length
    if length and inst.lock[state.line[m, STOPS, length - 1]] & IS_LAST:
        last = length - 1
    if inst.lock[v] & IS_FIRST:
        last = min(last, 0)
    if inst.lock[v] & IS_PAIRED:
        for n in range(len(inst.pair)):
            later = inst.pair[n, 1]
            if inst.pair[n, 0] == v and state.spot[later, ROUTE] == m:
                last = min(last, state.spot[later, GAP])
    return last


@woven
def soft_if_lawful(inst: Instance, state: State, m: int, g: int, v: int, most: int) -> int:
    """Soft cost that a visit adds in a gap; `most` if it would be so much or the gap breaks a law."""
    travel, places, place = inst.travel[inst.shift[m, MODE]], state.line[m, PLACES], inst.visit[v, PLACE]
    way_in, way_out = int(travel[places[g], place]), int(travel[place, places[g + 1]])
    detour = way_in + way_out
    if state.sums[m, LENGTH]:
        detour -= travel[places[g], places[g + 1]]
    soft = inst.rule[TRAVEL_WEIGHT] * detour + inst.extra[m, v]
    if inst.rule[OVERLOAD_WEIGHT]:
        soft += _overload(inst, state, m, g, v, detour)
    if soft >= most or state.sums[m, TRAVEL] + detour > inst.shift[m, MOST_TRAVEL]:
        return most
    if state.line[m, ROOM, g] < min(MOST_ROOM, way_in + inst.visit[v, SERVICE] + way_out):
        return most
    return soft if fits(inst, state, m, g, v, way_in, way_out) else most


@compiled
def cheapest_gap(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, v: int) -> bool:
    """Find the lawful gap in which a visit adds least, of those looked at.

    It adds soft cost and, where prizes depend on the hour, what it and all later stops lose, at the rate at which steps are
    judged. A gap whose way alone costs more than the best one found is passed over, also if later stops would gain by waiting.

    Parameters
    ----------
    inst, state, scope
        The instance, the routes, and what may be touched.
    scratch
        Its dice are drawn from, and its `found` is written.
    tune
        Its `blink`, `most_beside` and `exchange`.
    v
        The visit, not in any route.

    Returns
    -------
    bool
        Whether there is one in which it adds less than it weighs.
    """
    found, weight = scratch.found, inst.visit[v, WEIGHT]
    most = _exchanged(tune, weight) if inst.rule[HOURS] else weight
    found[COST] = most
    scratch.num[NUM_LOOKS] += 1
    for n in range(_line_up(inst, state, scope, scratch, tune, v)):
        _look(inst, state, scope, scratch, tune, v, scratch.around[n])
    return found[COST] < most


@woven
def _exchanged(tune: Tuning, weight: int) -> int:
    """Weight in units of soft cost, as steps are judged."""
    return int(min(weight * tune.exchange, _MOST_COST))


@woven
def _line_up(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, v: int) -> int:
    """Line up where to look into `Scratch.around`: routes as a whole, and near visits that have room for it and the way there.

    Nearly all near visits have none. What is asked of each is one number, and nothing but the count depends on the answer: that
    leaves the processor nothing to foresee.
    """
    around, num, beside = scratch.around, 0, 0
    for m in range(len(inst.shift)):
        around[num] = -1 - m
        num += int(scope.scans_all or not state.sums[m, LENGTH])
    if scope.scans_all:
        return num
    near, room, owns, service, most = inst.near[v], state.room, scope.owns, inst.visit[v, SERVICE], tune.most_beside
    for k in range(len(near)):
        u = np.uint32(near[k, NEIGHBOUR])  # not below 0: an index that might be is looked at twice
        is_own, has = int(owns[u]), int(room[u])
        beside += is_own & int(has >= 0)
        if beside > most:
            break
        around[num] = k
        num += is_own & int(has >= near[k, WAY] + service)
    return num


@woven
def _look(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, v: int, where: int) -> None:
    """Look into the gaps of a route or beside a near visit that nobody looked into yet; the best goes into `Scratch.found`.

    Woven into its one caller: handing on all arrays would take as long as the looks.
    """
    spot, service = state.spot, inst.visit[v, SERVICE]
    if where < 0:
        m, first = -1 - where, 0
        last = state.sums[m, LENGTH]
    else:
        u, least = inst.near[v, where, NEIGHBOUR], inst.near[v, where, WAY] + service
        m, gap = int(spot[u, ROUTE]), int(spot[u, GAP])
        first, last = gap + int(spot[u, ROOM_BEFORE] < least), gap + int(spot[u, ROOM_AFTER] >= least)
    if not is_open(inst, state, scope, m, v):
        return
    if inst.rule[HAS_LOCKS]:
        first, last = max(first, first_gap(inst, state, m, v)), min(last, last_gap(inst, state, m, v))
    look, found, room = scratch.num[NUM_LOOKS], scratch.found, state.line[m, ROOM]
    for g in range(first, last + 1):
        if room[g] < service or scratch.looked[m, g] == look:
            continue
        scratch.looked[m, g] = look
        cost = soft_if_lawful(inst, state, m, g, v, found[COST])
        if cost < found[COST] and inst.rule[HOURS]:
            cost += _exchanged(tune, lost_with(inst, state, m, g, v) - state.sums[m, LOST])
        if cost < found[COST] and draw(scratch.dice) >= tune.blink:
            found[COST], found[FOUND_ROUTE], found[FOUND_GAP] = cost, m, g
