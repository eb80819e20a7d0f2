"""Ruin, compiled: takes visits of one neighbourhood out of their routes.

Most of the time adjacent strings of stops go, one string a route, as in "slack induction by string removals"; else the nearest
stops around a place, whatever their route; now and then all of one route.

References
----------
Christiaens, J. and Vanden Berghe, G. (2020). Slack induction by string removals for vehicle routing problems. Transportation
Science 54(2). doi 10.1287/trsc.2019.0914
"""

from solvers.compiled import pasted
from solvers.search.clockwork import refresh
from solvers.search.columns import GAP, LENGTH, ROUTE, STOPS
from solvers.search.desk import NUM_REMOVED, NUM_TOUCHED, Desk, remember
from solvers.search.dice import draw, pick
from solvers.search.instance import Instance
from solvers.search.scope import Scope
from solvers.search.state import State
from solvers.search.tuning import Tuning


@pasted
def ruin_strings(inst: Instance, state: State, scope: Scope, desk: Desk, tune: Tuning, seed: int) -> bool:
    """Remove a string of stops near a visit from each of some routes; False if a route without them breaks a law."""
    stops = 0
    for m in range(len(inst.shift)):
        if scope.is_mine[m]:
            stops += state.sums[m, LENGTH]
    most_length = max(1.0, min(float(tune.longest_string), stops / max(1, scope.num_routes)))
    most_strings = 4.0 * tune.mean_removed / (1.0 + most_length) - 1.0
    num_strings = int(1.0 + draw(desk.dice) * max(0.0, most_strings))
    done = 0
    for k in range(-1, inst.near.shape[1]):
        if done >= num_strings:
            break
        u = seed if k < 0 else inst.near[seed, k]
        m = state.spot[u, ROUTE]
        if m < 0 or not scope.is_mine[m] or desk.is_touched[m]:
            continue
        most = min(float(state.sums[m, LENGTH]), most_length)
        length = int(1.0 + draw(desk.dice) * most)
        remember(state, desk, m)
        if not _remove_string(inst, state, desk, m, state.spot[u, GAP], length):
            return False
        done += 1
    return True


@pasted
def _remove_string(inst: Instance, state: State, desk: Desk, m: int, g: int, length: int) -> bool:
    """Remove so many stops around gap *g*, at times keeping some in their midst."""
    kept = 0
    if length > 1 and draw(desk.dice) < 0.5:
        while length + kept < state.sums[m, LENGTH] and draw(desk.dice) > 0.5:
            kept += 1
    span = length + kept
    first = max(0, g - span + 1)
    last = min(g, state.sums[m, LENGTH] - span)
    begin = first + pick(desk.dice, last - first + 1)
    keep_from = begin + 1 + pick(desk.dice, max(1, length - 1)) if kept else begin + span
    write = begin
    for read in range(begin, state.sums[m, LENGTH]):
        v = state.line[m, STOPS, read]
        if read < begin + span and not keep_from <= read < keep_from + kept:
            state.spot[v, ROUTE] = -1
            desk.removed[desk.num[NUM_REMOVED]] = v
            desk.num[NUM_REMOVED] += 1
        else:
            state.line[m, STOPS, write] = v
            write += 1
    state.sums[m, LENGTH] = write
    return refresh(inst, state, m)


@pasted
def ruin_around(inst: Instance, state: State, scope: Scope, desk: Desk, seed: int, num: int) -> bool:
    """Remove so many stops, the nearest to a visit with gaps left by chance; False if a route without them breaks a law."""
    for k in range(-1, inst.near.shape[1]):
        if desk.num[NUM_REMOVED] >= num:
            break
        u = seed if k < 0 else inst.near[seed, k]
        m = state.spot[u, ROUTE]
        if m < 0 or not scope.is_mine[m] or (k >= 0 and draw(desk.dice) < 0.2):
            continue
        remember(state, desk, m)
        for g in range(state.spot[u, GAP], state.sums[m, LENGTH] - 1):
            state.line[m, STOPS, g] = state.line[m, STOPS, g + 1]
            state.spot[state.line[m, STOPS, g], GAP] = g
        state.sums[m, LENGTH] -= 1
        state.spot[u, ROUTE] = -1
        desk.removed[desk.num[NUM_REMOVED]] = u
        desk.num[NUM_REMOVED] += 1
    for n in range(desk.num[NUM_TOUCHED]):  # noqa: SIM110 (generators are not compiled)
        if not refresh(inst, state, desk.touched[n]):
            return False
    return True


@pasted
def ruin_route(inst: Instance, state: State, scope: Scope, desk: Desk) -> bool:
    """Empty a route drawn by chance, so that its team may go where unmade visits lie far from every route."""
    drawn = pick(desk.dice, scope.num_routes)
    for m in range(len(inst.shift)):
        if not scope.is_mine[m]:
            continue
        if drawn == 0:
            remember(state, desk, m)
            for g in range(state.sums[m, LENGTH]):
                v = state.line[m, STOPS, g]
                state.spot[v, ROUTE] = -1
                desk.removed[desk.num[NUM_REMOVED]] = v
                desk.num[NUM_REMOVED] += 1
            state.sums[m, LENGTH] = 0
            return refresh(inst, state, m)
        drawn -= 1
    return True
