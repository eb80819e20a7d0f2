"""The compiled loop: ruin, recreate, and judge by simulated annealing, for some steps at one temperature.

Steps are judged by a blend: lost prize plus the seconds of soft cost at a price, since time saved is what further visits
are made of. The best routes are kept by the exact cost.
"""

import math

from solvers.compiled import compiled, pasted
from solvers.search.columns import SOFT, WEIGHT
from solvers.search.desk import NUM_REMOVED, NUM_TOUCHED, Desk, clear, take_back, write_down
from solvers.search.dice import draw, pick
from solvers.search.instance import Instance
from solvers.search.recreate import recreate
from solvers.search.ruin import ruin_around, ruin_route, ruin_strings
from solvers.search.scope import Scope
from solvers.search.state import State
from solvers.search.tuning import Tuning


@compiled
def anneal(inst: Instance, state: State, scope: Scope, desk: Desk, tune: Tuning, num_steps: int) -> None:
    """Make so many steps in the routes of one scope, which are those written down; `desk.tally` says what came of them."""
    current, best, accepted = 0, 0, 0
    for m in range(len(inst.shift)):
        desk.is_newer[m] = 0
    for _ in range(num_steps):
        clear(desk)
        seed = scope.members[pick(desk.dice, len(scope.members))]
        kind = draw(desk.dice)
        if kind < tune.share_routes:
            lawful = ruin_route(inst, state, scope, desk)
        elif kind < tune.share_routes + tune.share_strings:
            lawful = ruin_strings(inst, state, scope, desk, tune, seed)
        else:
            lawful = ruin_around(inst, state, scope, desk, seed, 1 + pick(desk.dice, tune.most_around))
        if not lawful:  # ways that are no shorter when a stop is left out
            take_back(state, desk)
            continue
        lost = _weight_removed(inst, desk) - recreate(inst, state, scope, desk, tune, seed)
        soft = _soft_added(state, desk)
        worse = lost / tune.unit + soft * tune.price
        if worse > 0.0 and worse >= -tune.temperature * math.log(draw(desk.dice) + 1e-300):
            take_back(state, desk)
            continue
        accepted += 1
        current += lost + soft
        for n in range(desk.num[NUM_TOUCHED]):
            desk.is_newer[desk.touched[n]] = 1
        if current < best:
            best = current
            write_down(state, desk)
    clear(desk)
    desk.tally[0], desk.tally[1], desk.tally[2] = current, best, accepted


@pasted
def _weight_removed(inst: Instance, desk: Desk) -> int:
    """Sum of the weights of the visits taken out in this step."""
    weight = 0
    for n in range(desk.num[NUM_REMOVED]):
        weight += inst.visit[desk.removed[n], WEIGHT]
    return weight


@pasted
def _soft_added(state: State, desk: Desk) -> int:
    """Soft cost of the touched routes against what it was."""
    soft = 0
    for n in range(desk.num[NUM_TOUCHED]):
        m = desk.touched[n]
        soft += state.sums[m, SOFT] - desk.before.sums[m, SOFT]
    return soft
