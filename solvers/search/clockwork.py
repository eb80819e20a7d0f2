"""Times of a route, compiled: how early each stop can be left, how late the next one may be reached, per set of breaks taken.

The same dynamic programme as `planner.rules.timing`, forwards and backwards. The resource extension of a leg of duration *d*
left at *t*, on which the breaks *B* are taken: it is over at max(f(t, B), t + d + length of B). With both directions at hand,
whether a visit fits into a gap is a comparison in constant time (forward time slack, per set of breaks).

References
----------
Savelsbergh, M. W. P. (1992). The vehicle routing problem with time windows: minimizing route duration. ORSA Journal on
Computing 4(2). doi 10.1287/ijoc.4.2.146
"""

from planner.domain.travel import UNREACHABLE
from planner.domain.units import NEVER
from solvers.compiled import compiled, woven
from solvers.search.columns import (
    DUTY_END,
    DUTY_START,
    END_PLACE,
    GAP,
    HOURS,
    LATEST,
    LATEST_SAME_PLACE,
    LEAVING,
    LENGTH,
    LOST,
    MODE,
    MOST_ROOM,
    MOST_TRAVEL,
    MOST_VISITS,
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
    SET_BITS,
    SET_LENGTH,
    SETUP,
    SHARE,
    SOFT,
    START_PLACE,
    STOPS,
    TRAVEL,
    TRAVEL_WEIGHT,
    WORK,
)
from solvers.search.hours import NOBODY, lost_with
from solvers.search.instance import Instance
from solvers.search.moments import breaks_before, breaks_over, earliest_over, earliest_start, latest_before, latest_start
from solvers.search.state import State


@woven
def extend_forward(inst: Instance, state: State, m: int, g: int, leg: int) -> None:
    """Earliest end of a leg from what is before a gap, with each set of breaks taken by then, into `leg_times[0]`."""
    num_sets, sets = inst.shift[m, NUM_SETS], inst.sets[m]
    ready, over = state.leg_times[0], state.leg_times[1]
    for taken in range(num_sets):
        ready[taken] = NEVER
    for before in range(num_sets):
        leaving = state.slack[m, g, LEAVING, before]
        if leaving >= NEVER:
            continue
        breaks_over(inst, m, before, leaving, over)
        for after in range(before, num_sets):
            if over[after] < NEVER:
                time = max(over[after], leaving + leg + sets[after, SET_LENGTH] - sets[before, SET_LENGTH])
                ready[after] = min(ready[after], time)


@woven
def extend_backward(inst: Instance, state: State, m: int, g: int, row: int, leg: int) -> None:
    """Latest leaving for a leg to what is after a gap, with each set of breaks taken, into `leg_times[0]`.

    `row` says which of the latest times count: `LATEST` or `LATEST_SAME_PLACE`.
    """
    num_sets, sets = inst.shift[m, NUM_SETS], inst.sets[m]
    leave, before = state.leg_times[0], state.leg_times[1]
    for taken in range(num_sets):
        leave[taken] = -NEVER
    for after in range(num_sets):
        latest = state.slack[m, g, row, after]
        if latest <= -NEVER:
            continue
        breaks_before(inst, m, after, latest, before)
        for taken in range(after + 1):
            if before[taken] > -NEVER:
                time = min(before[taken], latest - leg - sets[after, SET_LENGTH] + sets[taken, SET_LENGTH])
                leave[taken] = max(leave[taken], time)


@compiled
def refresh(inst: Instance, state: State, m: int) -> bool:
    """Recompute all of one route from its stops; whether the route is lawful (an unused one always is)."""
    stops, places, length = state.line[m, STOPS], state.line[m, PLACES], state.sums[m, LENGTH]
    travel = inst.travel[inst.shift[m, MODE]]
    places[0] = inst.shift[m, START_PLACE]
    work = extra = on_road = longest = 0
    for g in range(length):
        v = stops[g]
        places[g + 1] = inst.visit[v, PLACE]
        extra += inst.extra[m, v]
        work += inst.visit[v, SERVICE]
        if places[g] != places[g + 1]:
            work += inst.visit[v, SETUP]
        leg = int(travel[places[g], places[g + 1]])
        on_road += leg
        longest = max(longest, leg)
    places[length + 1] = inst.shift[m, END_PLACE]
    if length:
        leg = travel[places[length], places[length + 1]]
        on_road += leg
        longest = max(longest, leg)
    work += on_road
    overload = inst.rule[OVERLOAD_WEIGHT] * max(0, work - inst.shift[m, SHARE])
    state.sums[m, TRAVEL] = on_road
    state.sums[m, WORK] = work
    state.sums[m, SOFT] = inst.rule[TRAVEL_WEIGHT] * on_road + overload + extra
    if inst.shift[m, NUM_BREAKS] == 0:
        in_time = _times(inst, state, m)
    elif inst.shift[m, NUM_BREAKS] == 1:
        in_time = _times_one_break(inst, state, m)
    else:
        in_time = _times_with_breaks(inst, state, m)
    _measure_rooms(inst, state, m)
    settle_spots(state, m)
    if inst.rule[HOURS]:
        state.sums[m, LOST] = lost_with(inst, state, m, 0, NOBODY)
    if length == 0:
        return True
    return in_time and longest < UNREACHABLE and length <= inst.shift[m, MOST_VISITS] and on_road <= inst.shift[m, MOST_TRAVEL]


@woven
def _measure_rooms(inst: Instance, state: State, m: int) -> None:
    """How long anything put into each gap may take, ways included: never less than what `fitting.fits` would find."""
    line, slack, num_sets, sets = state.line[m], state.slack[m], inst.shift[m, NUM_SETS], inst.sets[m]
    for g in range(state.sums[m, LENGTH] + 1):
        room = slack[g, LATEST_SAME_PLACE, 0] - slack[g, LEAVING, 0]
        for after in range(1, num_sets):
            latest = slack[g, LATEST_SAME_PLACE, after] - sets[after, SET_LENGTH]
            for taken in range(after + 1):
                if sets[taken, SET_BITS] & ~sets[after, SET_BITS] == 0:
                    room = max(room, latest - slack[g, LEAVING, taken] + sets[taken, SET_LENGTH])
        line[ROOM, g] = min(room, MOST_ROOM)


@woven
def settle_spots(state: State, m: int) -> None:
    """Tell each stop of a route where it stands and how much room is on either side of it."""
    line, spot = state.line[m], state.spot
    for g in range(state.sums[m, LENGTH]):
        v = line[STOPS, g]
        spot[v, ROUTE] = m
        spot[v, GAP] = g
        before, after = max(0, line[ROOM, g]), max(0, line[ROOM, g + 1])
        spot[v, ROOM_BEFORE] = before
        spot[v, ROOM_AFTER] = after
        state.room[v] = max(before, after)


@woven
def _times(inst: Instance, state: State, m: int) -> bool:
    """Fill the slack of a route without breaks; whether the end is reached in time."""
    stops, places, length = state.line[m, STOPS], state.line[m, PLACES], state.sums[m, LENGTH]
    travel, slack, visit = inst.travel[inst.shift[m, MODE]], state.slack[m], inst.visit
    time = inst.shift[m, DUTY_START]
    slack[0, LEAVING, 0] = time
    for g in range(length):
        v = stops[g]
        time = earliest_start(visit, v, time + travel[places[g], places[g + 1]]) + visit[v, SERVICE]
        if places[g] != places[g + 1]:
            time += visit[v, SETUP]
        slack[g + 1, LEAVING, 0] = time
    latest = inst.shift[m, DUTY_END]
    in_time = time + travel[places[length], places[length + 1]] <= latest
    slack[length, LATEST, 0] = slack[length, LATEST_SAME_PLACE, 0] = latest
    for g in range(length - 1, -1, -1):
        v = stops[g]
        start = latest - travel[places[g + 1], places[g + 2]] - visit[v, SERVICE]
        same = other = latest_start(visit, v, start)
        if visit[v, SETUP]:
            other = latest_start(visit, v, start - visit[v, SETUP])
        slack[g, LATEST_SAME_PLACE, 0] = same
        slack[g, LATEST, 0] = other
        latest = same if places[g] == places[g + 1] else other
    return in_time


@woven
def _times_one_break(inst: Instance, state: State, m: int) -> bool:
    """Fill the slack of a route with one break; whether the end is reached in time with it taken."""
    stops, places, length = state.line[m, STOPS], state.line[m, PLACES], state.sums[m, LENGTH]
    travel, slack, visit, pause = inst.travel[inst.shift[m, MODE]], state.slack[m], inst.visit, inst.pause
    rest = pause[m, 0, PAUSE_LENGTH]
    without, after = inst.shift[m, DUTY_START], NEVER
    for g in range(length + 1):
        slack[g, LEAVING, 0], slack[g, LEAVING, 1] = without, after
        leg = int(travel[places[g], places[g + 1]])
        if after < NEVER:
            after += leg
        if without < NEVER:
            after = min(after, max(earliest_over(pause, m, 0, without), without + leg + rest))
            without += leg
        if g == length:
            break
        v = stops[g]
        action = visit[v, SERVICE] if places[g] == places[g + 1] else visit[v, SERVICE] + visit[v, SETUP]
        without = NEVER if without >= NEVER else min(NEVER, earliest_start(visit, v, without) + action)
        after = NEVER if after >= NEVER else min(NEVER, earliest_start(visit, v, after) + action)
    end = inst.shift[m, DUTY_END]
    slack[length, LATEST, 0] = slack[length, LATEST_SAME_PLACE, 0] = -NEVER
    slack[length, LATEST, 1] = slack[length, LATEST_SAME_PLACE, 1] = end
    for g in range(length - 1, -1, -1):
        v = stops[g]
        row = LATEST_SAME_PLACE if places[g + 1] == places[g + 2] else LATEST
        leg = int(travel[places[g + 1], places[g + 2]])
        lone, taken = slack[g + 1, row, 0], slack[g + 1, row, 1]
        if lone > -NEVER:
            lone -= leg
        if taken > -NEVER:
            lone = max(lone, min(latest_before(pause, m, 0, taken), taken - leg - rest))
            taken -= leg
        lone, taken = lone - visit[v, SERVICE], taken - visit[v, SERVICE]
        slack[g, LATEST_SAME_PLACE, 0] = max(-NEVER, latest_start(visit, v, lone))
        slack[g, LATEST_SAME_PLACE, 1] = max(-NEVER, latest_start(visit, v, taken))
        slack[g, LATEST, 0] = max(-NEVER, latest_start(visit, v, lone - visit[v, SETUP]))
        slack[g, LATEST, 1] = max(-NEVER, latest_start(visit, v, taken - visit[v, SETUP]))
    return after <= end


@compiled
def _times_with_breaks(inst: Instance, state: State, m: int) -> bool:
    """Fill the slack of a route with breaks; whether the end is reached in time with all of them taken."""
    stops, places, length = state.line[m, STOPS], state.line[m, PLACES], state.sums[m, LENGTH]
    travel, slack, visit = inst.travel[inst.shift[m, MODE]], state.slack[m], inst.visit
    num_sets, leg_times = inst.shift[m, NUM_SETS], state.leg_times[0]
    for taken in range(num_sets):
        slack[0, LEAVING, taken] = NEVER
        slack[length, LATEST, taken] = slack[length, LATEST_SAME_PLACE, taken] = -NEVER
    slack[0, LEAVING, 0] = inst.shift[m, DUTY_START]
    slack[length, LATEST, num_sets - 1] = slack[length, LATEST_SAME_PLACE, num_sets - 1] = inst.shift[m, DUTY_END]
    for g in range(length):
        v = stops[g]
        extend_forward(inst, state, m, g, int(travel[places[g], places[g + 1]]))
        action = visit[v, SERVICE] if places[g] == places[g + 1] else visit[v, SERVICE] + visit[v, SETUP]
        for taken in range(num_sets):
            start = NEVER if leg_times[taken] >= NEVER else earliest_start(visit, v, leg_times[taken])
            slack[g + 1, LEAVING, taken] = NEVER if start >= NEVER else start + action
    extend_forward(inst, state, m, length, int(travel[places[length], places[length + 1]]))
    in_time = leg_times[num_sets - 1] <= inst.shift[m, DUTY_END]
    for g in range(length - 1, -1, -1):
        v = stops[g]
        row = LATEST_SAME_PLACE if places[g + 1] == places[g + 2] else LATEST
        extend_backward(inst, state, m, g + 1, row, int(travel[places[g + 1], places[g + 2]]))
        for taken in range(num_sets):
            if leg_times[taken] <= -NEVER:
                slack[g, LATEST, taken] = slack[g, LATEST_SAME_PLACE, taken] = -NEVER
            else:
                start = leg_times[taken] - visit[v, SERVICE]
                slack[g, LATEST_SAME_PLACE, taken] = latest_start(visit, v, start)
                slack[g, LATEST, taken] = latest_start(visit, v, start - visit[v, SETUP])
    return in_time
