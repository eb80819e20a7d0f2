"""Recreate, compiled: puts the removed visits, and some that nobody makes near them, into their cheapest gaps one by one.

The order decides who gets the slack: by chance, by prize, by prize per second of service, the narrowest window first (from its
first opening to its last closing), or the farthest from the first shift's station first. Unmade neighbours stand in the same
queue as the removed, which is how a low prize gives way to a higher one.
"""

from solvers.compiled import pasted, woven
from solvers.search.clockwork import refresh
from solvers.search.columns import LENGTH, NEIGHBOUR, NUM_WINDOWS, PLACE, ROUTE, SERVICE, START_PLACE, STOPS, WEIGHT, WINDOWS
from solvers.search.dice import Dice, draw, pick
from solvers.search.fitting import cheapest_gap
from solvers.search.instance import Instance
from solvers.search.operators import BY_CHANCE, BY_PRIZE, BY_PRIZE_PER_SECOND, BY_WINDOW, draw_operator
from solvers.search.scope import Scope
from solvers.search.scratch import FOUND_GAP, FOUND_ROUTE, NUM_REMOVED, ORDER, Scratch, remember
from solvers.search.state import State
from solvers.search.tuning import Tuning


@pasted
def recreate(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, seed: int) -> int:
    """Offer removed visits and unmade neighbours of the seed to the routes, in an order whose row `Scratch.num[ORDER]` says.

    Returns
    -------
    int
        Sum of the weights of the visits put in.
    """
    num = _offer(inst, state, scope, scratch, seed, pick(scratch.dice, tune.most_unmade + 1))
    scratch.num[ORDER] = draw_operator(scratch.dice, tune.recreate_weights)
    _sort(inst, scratch, tune, num)
    return _insert(inst, state, scope, scratch, tune, num)


@pasted
def _insert(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, num: int) -> int:
    """Put the queue into its cheapest gaps; the sum of the weights put in."""
    gained = 0
    for n in range(num):
        v = scratch.offered[n]
        if not cheapest_gap(inst, state, scope, scratch, tune, v):
            continue
        m, gap = scratch.found[FOUND_ROUTE], scratch.found[FOUND_GAP]
        remember(state, scratch, m)
        for g in range(state.sums[m, LENGTH], gap, -1):
            state.line[m, STOPS, g] = state.line[m, STOPS, g - 1]
        state.line[m, STOPS, gap] = v
        state.sums[m, LENGTH] += 1
        refresh(inst, state, m)
        gained += inst.visit[v, WEIGHT]
    return gained


@pasted
def _offer(inst: Instance, state: State, scope: Scope, scratch: Scratch, seed: int, num_unmade: int) -> int:
    """Line up the removed visits, then unmade ones near the seed; how many there are."""
    num = scratch.num[NUM_REMOVED]
    for n in range(num):
        scratch.offered[n] = scratch.removed[n]
    most = min(num + num_unmade, len(scratch.offered))
    for n in range(num):
        scratch.key[scratch.removed[n]] = -1.0
    for k in range(-1, inst.near.shape[1]):
        if num >= most:
            break
        u = seed if k < 0 else inst.near[seed, k, NEIGHBOUR]
        if state.spot[u, ROUTE] < 0 and scope.owns[u] and inst.visit[u, WEIGHT] > 0 and scratch.key[u] != -1.0:
            scratch.offered[num] = u
            num += 1
    for n in range(scratch.num[NUM_REMOVED]):
        scratch.key[scratch.removed[n]] = 0.0
    return num


@pasted
def _sort(inst: Instance, scratch: Scratch, tune: Tuning, num: int) -> None:
    """Sort the queue by the order drawn, smallest key first."""
    order, key, dice = scratch.num[ORDER], scratch.key, scratch.dice
    for n in range(num):
        v = scratch.offered[n]
        if order == BY_CHANCE:
            key[v] = draw(dice)
        elif order == BY_PRIZE:
            key[v] = -float(inst.visit[v, WEIGHT]) * _blurred(dice, tune.prize_blur)
        elif order == BY_PRIZE_PER_SECOND:
            seconds = inst.visit[v, SERVICE] + tune.way_duration
            key[v] = -float(inst.visit[v, WEIGHT]) / seconds * _blurred(dice, tune.prize_blur)
        elif order == BY_WINDOW:
            last = WINDOWS + 2 * inst.visit[v, NUM_WINDOWS] - 1
            key[v] = float(inst.visit[v, last] - inst.visit[v, WINDOWS]) * _blurred(dice, tune.window_blur)
        else:
            key[v] = -float(inst.travel[0, inst.shift[0, START_PLACE], inst.visit[v, PLACE]])
    for n in range(1, num):
        v = scratch.offered[n]
        value, k = key[v], n - 1
        while k >= 0 and key[scratch.offered[k]] > value:
            scratch.offered[k + 1] = scratch.offered[k]
            k -= 1
        scratch.offered[k + 1] = v
    for n in range(num):
        key[scratch.offered[n]] = 0.0


@woven
def _blurred(dice: Dice, blur: float) -> float:
    """A factor around 1, so that near equals change places."""
    return 1.0 - blur + 2.0 * blur * draw(dice)
