"""Recreate, compiled: puts the removed visits, and some that nobody makes near them, into their cheapest gaps one by one.

The order decides who gets the room: by chance, by prize, by prize per second, by the end of the window, or by the way from the
station. Unmade neighbours stand in the same queue as the removed, which is how a low prize gives way to a higher one.
"""

from solvers.compiled import pasted
from solvers.search.clockwork import refresh
from solvers.search.columns import LENGTH, NUM_WINDOWS, PLACE, ROUTE, SERVICE, START_PLACE, STOPS, WEIGHT, WINDOWS
from solvers.search.desk import NUM_REMOVED, Desk, remember
from solvers.search.dice import draw, pick
from solvers.search.fitting import cheapest_gap
from solvers.search.instance import Instance
from solvers.search.scope import Scope
from solvers.search.state import State
from solvers.search.tuning import Tuning

_NUM_ORDERS = 6


@pasted
def recreate(inst: Instance, state: State, scope: Scope, desk: Desk, tune: Tuning, seed: int) -> int:
    """Offer removed visits and unmade neighbours of the seed to the routes.

    Returns
    -------
    int
        Sum of the weights of the visits put in.
    """
    num = _offer(inst, state, scope, desk, seed, pick(desk.dice, tune.most_unmade + 1))
    _sort(inst, desk, num)
    return _insert(inst, state, scope, desk, tune, num)


@pasted
def _insert(inst: Instance, state: State, scope: Scope, desk: Desk, tune: Tuning, num: int) -> int:
    """Put the queue into its cheapest gaps; the sum of the weights put in."""
    gained = 0
    for n in range(num):
        v = desk.offered[n]
        if cheapest_gap(inst, state, scope, desk, tune, v) >= inst.visit[v, WEIGHT]:
            continue
        m, gap = desk.found[0], desk.found[1]
        remember(state, desk, m)
        for g in range(state.sums[m, LENGTH], gap, -1):
            state.line[m, STOPS, g] = state.line[m, STOPS, g - 1]
        state.line[m, STOPS, gap] = v
        state.sums[m, LENGTH] += 1
        refresh(inst, state, m)
        gained += inst.visit[v, WEIGHT]
    return gained


@pasted
def _offer(inst: Instance, state: State, scope: Scope, desk: Desk, seed: int, num_unmade: int) -> int:
    """Line up the removed visits, then unmade ones near the seed; how many there are."""
    num = desk.num[NUM_REMOVED]
    for n in range(num):
        desk.offered[n] = desk.removed[n]
    most = min(num + num_unmade, len(desk.offered))
    for n in range(num):
        desk.key[desk.removed[n]] = -1.0
    for k in range(-1, inst.near.shape[1]):
        if num >= most:
            break
        u = seed if k < 0 else inst.near[seed, k]
        if state.spot[u, ROUTE] < 0 and scope.owns[u] and inst.visit[u, WEIGHT] > 0 and desk.key[u] != -1.0:
            desk.offered[num] = u
            num += 1
    for n in range(desk.num[NUM_REMOVED]):
        desk.key[desk.removed[n]] = 0.0
    return num


@pasted
def _sort(inst: Instance, desk: Desk, num: int) -> None:
    """Sort the queue by an order drawn by chance, smallest key first."""
    order = pick(desk.dice, _NUM_ORDERS)
    key = desk.key
    for n in range(num):
        v = desk.offered[n]
        if order <= 1:
            key[v] = draw(desk.dice)
        elif order == 2:
            key[v] = -float(inst.visit[v, WEIGHT]) * (0.8 + 0.4 * draw(desk.dice))
        elif order == 3:
            key[v] = -float(inst.visit[v, WEIGHT]) / (inst.visit[v, SERVICE] + 60.0) * (0.8 + 0.4 * draw(desk.dice))
        elif order == 4:
            last = WINDOWS + 2 * inst.visit[v, NUM_WINDOWS] - 1
            key[v] = float(inst.visit[v, last] - inst.visit[v, WINDOWS]) * (0.9 + 0.2 * draw(desk.dice))
        else:
            key[v] = -float(inst.travel[0, inst.shift[0, START_PLACE], inst.visit[v, PLACE]])
    for n in range(1, num):
        v = desk.offered[n]
        value, k = key[v], n - 1
        while k >= 0 and key[desk.offered[k]] > value:
            desk.offered[k + 1] = desk.offered[k]
            k -= 1
        desk.offered[k + 1] = v
    for n in range(num):
        key[desk.offered[n]] = 0.0
