"""Ruin, compiled: takes visits of one neighbourhood out of their routes.

Most of the time adjacent stops go, one string a route, as in "slack induction by string removals" (string removal); else the
nearest stops around a place, whatever their route (radial removal); now and then all of one route (route removal).

References
----------
Christiaens, J. and Vanden Berghe, G. (2020). Slack induction by string removals for vehicle routing problems. Transportation
Science 54(2). doi 10.1287/trsc.2019.0914
"""

from solvers.compiled import pasted
from solvers.search.clockwork import refresh
from solvers.search.columns import GAP, LENGTH, NEIGHBOUR, ROUTE, STOPS
from solvers.search.dice import draw, pick
from solvers.search.instance import Instance
from solvers.search.scope import Scope
from solvers.search.scratch import NUM_REMOVED, NUM_TOUCHED, Scratch, remember, take_out
from solvers.search.state import State
from solvers.search.tuning import Tuning


@pasted
def string_removal(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, seed: int) -> bool:
    """Remove a string of stops near a visit from each of some routes; False if a route without them breaks a law."""
    stops = 0
    for m in range(len(inst.shift)):
        if scope.is_mine[m]:
            stops += state.sums[m, LENGTH]
    most_length = max(1.0, min(float(tune.longest_string), stops / max(1, scope.num_routes)))
    most_strings = 4.0 * tune.mean_removed / (1.0 + most_length) - 1.0  # formula 6 of the paper: the mean comes out as wanted
    num_strings = int(1.0 + draw(scratch.dice) * max(0.0, most_strings))
    done = 0
    for k in range(-1, inst.near.shape[1]):
        if done >= num_strings:
            break
        u = seed if k < 0 else inst.near[seed, k, NEIGHBOUR]
        m = state.spot[u, ROUTE]
        if m < 0 or not scope.is_mine[m] or scratch.is_touched[m]:
            continue
        most = min(float(state.sums[m, LENGTH]), most_length)
        length = int(1.0 + draw(scratch.dice) * most)
        remember(state, scratch, m)
        if not _remove_string(inst, state, scratch, tune, u, length):
            return False
        done += 1
    return True


@pasted
def _remove_string(inst: Instance, state: State, scratch: Scratch, tune: Tuning, u: int, length: int) -> bool:
    """Remove so many stops around a visit, at times keeping some in their midst."""
    m, g, kept = state.spot[u, ROUTE], state.spot[u, GAP], 0
    if length > 1 and draw(scratch.dice) < tune.split_share:
        while length + kept < state.sums[m, LENGTH] and draw(scratch.dice) > tune.split_end:
            kept += 1
    span = length + kept
    first = max(0, g - span + 1)
    last = min(g, state.sums[m, LENGTH] - span)
    begin = first + pick(scratch.dice, last - first + 1)
    keep_from = begin + 1 + pick(scratch.dice, max(1, length - 1)) if kept else begin + span
    write = begin
    for read in range(begin, state.sums[m, LENGTH]):
        v = state.line[m, STOPS, read]
        if read < begin + span and not keep_from <= read < keep_from + kept:
            take_out(state, scratch, v)
        else:
            state.line[m, STOPS, write] = v
            write += 1
    state.sums[m, LENGTH] = write
    return refresh(inst, state, m)


@pasted
def radial_removal(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, seed: int) -> bool:
    """Remove some stops, the nearest to a visit, others passed over by chance; False if a route without them breaks a law."""
    num = 1 + pick(scratch.dice, tune.most_around)
    for k in range(-1, inst.near.shape[1]):
        if scratch.num[NUM_REMOVED] >= num:
            break
        u = seed if k < 0 else inst.near[seed, k, NEIGHBOUR]
        m = state.spot[u, ROUTE]
        if m < 0 or not scope.is_mine[m] or (k >= 0 and draw(scratch.dice) < tune.pass_over):
            continue
        remember(state, scratch, m)
        for g in range(state.spot[u, GAP], state.sums[m, LENGTH] - 1):
            state.line[m, STOPS, g] = state.line[m, STOPS, g + 1]
            state.spot[state.line[m, STOPS, g], GAP] = g
        state.sums[m, LENGTH] -= 1
        take_out(state, scratch, u)
    for n in range(scratch.num[NUM_TOUCHED]):  # noqa: SIM110 (generators are not compiled)
        if not refresh(inst, state, scratch.touched[n]):
            return False
    return True


@pasted
def route_removal(inst: Instance, state: State, scope: Scope, scratch: Scratch) -> bool:
    """Empty a route drawn by chance, so that its team may go where unmade visits lie far from every route."""
    drawn = pick(scratch.dice, scope.num_routes)
    for m in range(len(inst.shift)):
        if not scope.is_mine[m]:
            continue
        if drawn == 0:
            remember(state, scratch, m)
            for g in range(state.sums[m, LENGTH]):
                take_out(state, scratch, state.line[m, STOPS, g])
            state.sums[m, LENGTH] = 0
            return refresh(inst, state, m)
        drawn -= 1
    return True
