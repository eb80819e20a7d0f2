"""What the visits of a route lose by their hours, compiled: with one more visit in a gap, or as it stands.

Forwards through the same dynamic programme as the times (`solvers.search.clockwork`): each set of breaks taken is reached at
its earliest time, and brings along what the stops before it lost on that way. So the loss is that of the exact schedule,
waiting and breaks included. Begun at a gap, it costs a look at each later stop.
"""

from planner.domain.units import NEVER
from solvers.compiled import compiled, woven
from solvers.search.columns import (
    END_PLACE,
    FREE,
    HOURS,
    LEAVING,
    LENGTH,
    LOST_BEFORE,
    LOST_FREE,
    LOST_READY,
    MODE,
    NUM_BREAKS,
    NUM_SETS,
    OVER,
    PAUSE_LENGTH,
    PAUSE_NUM_WINDOWS,
    PAUSE_WINDOWS,
    PLACE,
    PLACES,
    READY,
    SERVICE,
    SET_LENGTH,
    SETUP,
    STOPS,
)
from solvers.search.instance import Instance
from solvers.search.moments import breaks_over, earliest_over, earliest_start
from solvers.search.state import State

NOBODY = -1
"""In place of a visit: none is put in."""


@woven
def lost_at(inst: Instance, v: int, time: int) -> int:
    """What a visit loses of its weight if it starts at a time."""
    first = inst.rule[HOURS] + 1
    lost = inst.visit[v, first + 1]
    for column in range(first, first + 2 * inst.visit[v, first - 1], 2):
        if inst.visit[v, column] > time:
            break
        lost = inst.visit[v, column + 1]
    return lost


@compiled
def lost_with(inst: Instance, state: State, m: int, gap: int, v: int) -> int:
    """What the visits of a route lose with one more in a gap; `NOBODY`: as it stands, noted at each gap from that one on.

    The route is lawful with it, and what is lost before the gap has been noted.
    """
    if inst.shift[m, NUM_BREAKS] > 1:
        return _lost_with_breaks(inst, state, m, gap, v)
    return _lost_with_one_break(inst, state, m, gap, v)


@woven
def _lost_with_one_break(inst: Instance, state: State, m: int, gap: int, v: int) -> int:
    """The same for a shift with one break or none."""
    places, slack, length = state.line[m, PLACES], state.slack[m], state.sums[m, LENGTH]
    travel, has_break = inst.travel[inst.shift[m, MODE]], inst.shift[m, NUM_BREAKS] == 1
    free, lost, then, after = slack[gap, LEAVING, 0], slack[gap, LOST_BEFORE, 0], NEVER, 0  # without the break, and with it
    if has_break:
        then, after = slack[gap, LEAVING, 1], slack[gap, LOST_BEFORE, 1]
    place, g, is_new = places[gap], gap, v >= 0
    while g < length or is_new:
        u = v if is_new else state.line[m, STOPS, g]
        target = inst.visit[u, PLACE]
        leg = int(travel[place, target])
        if has_break:
            free, then, is_taken = _with_break(inst, m, free, then, leg)
            if is_taken:
                after = lost
        action = inst.visit[u, SERVICE] if place == target else inst.visit[u, SERVICE] + inst.visit[u, SETUP]
        free, lost = _made(inst, u, free + leg, lost, action)
        then, after = _made(inst, u, then, after, action)
        place = target
        g += int(not is_new)
        is_new = False
        if v < 0:
            slack[g, LOST_BEFORE, 0] = lost
            if has_break:
                slack[g, LOST_BEFORE, 1] = after
    if has_break:
        free, then, is_taken = _with_break(inst, m, free, then, int(travel[place, inst.shift[m, END_PLACE]]))
        return lost if is_taken else after
    return lost


@woven
def _with_break(inst: Instance, m: int, free: int, then: int, leg: int) -> tuple[int, int, bool]:
    """When a leg is left without the one break, when it is over with it, and whether the break is best taken on it."""
    pause = inst.pause
    if free > pause[m, 0, PAUSE_WINDOWS + 2 * pause[m, 0, PAUSE_NUM_WINDOWS] - 1]:
        return NEVER, then + leg, False  # too late for the break: nothing comes of going without it
    taken = max(earliest_over(pause, m, 0, free), free + leg + pause[m, 0, PAUSE_LENGTH])
    if taken <= then + leg:
        return free, taken, True
    return free, then + leg, False


@woven
def _made(inst: Instance, u: int, ready: int, lost: int, action: int) -> tuple[int, int]:
    """When a visit is done that a team is ready for at a time, and what is lost up to then."""
    start = NEVER if ready >= NEVER else earliest_start(inst.visit, u, ready)
    if start >= NEVER:
        return NEVER, lost
    return start + action, lost + lost_at(inst, u, start)


@compiled
def _lost_with_breaks(inst: Instance, state: State, m: int, gap: int, v: int) -> int:
    """The same for any number of breaks."""
    places, slack, times = state.line[m, PLACES], state.slack[m], state.leg_times
    travel, length, num_sets = inst.travel[inst.shift[m, MODE]], state.sums[m, LENGTH], inst.shift[m, NUM_SETS]
    for taken in range(num_sets):
        times[FREE, taken] = slack[gap, LEAVING, taken]
        times[LOST_FREE, taken] = slack[gap, LOST_BEFORE, taken]
    place, g, is_new = places[gap], gap, v >= 0
    while g < length or is_new:
        u = v if is_new else state.line[m, STOPS, g]
        target = inst.visit[u, PLACE]
        _cross(inst, state, m, int(travel[place, target]))
        action = inst.visit[u, SERVICE] if place == target else inst.visit[u, SERVICE] + inst.visit[u, SETUP]
        place = target
        g += int(not is_new)
        is_new = False
        for taken in range(num_sets):
            done, lost = _made(inst, u, times[READY, taken], times[LOST_READY, taken], action)
            times[FREE, taken], times[LOST_FREE, taken] = done, lost
            if v < 0:
                slack[g, LOST_BEFORE, taken] = lost
    _cross(inst, state, m, int(travel[place, inst.shift[m, END_PLACE]]))
    return times[LOST_READY, num_sets - 1]


@woven
def _cross(inst: Instance, state: State, m: int, leg: int) -> None:
    """A leg left at `FREE`, over at `READY`, each set of breaks with what was lost on its way."""
    num_sets, sets, times = inst.shift[m, NUM_SETS], inst.sets[m], state.leg_times
    for taken in range(num_sets):
        times[READY, taken], times[LOST_READY, taken] = NEVER, 0
    for before in range(num_sets):
        free = times[FREE, before]
        if free >= NEVER:
            continue
        breaks_over(inst, m, before, free, times[OVER])
        for taken in range(before, num_sets):
            if times[OVER, taken] < NEVER:
                time = max(times[OVER, taken], free + leg + sets[taken, SET_LENGTH] - sets[before, SET_LENGTH])
                if time < times[READY, taken]:
                    times[READY, taken], times[LOST_READY, taken] = time, times[LOST_FREE, before]
