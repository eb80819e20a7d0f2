"""The compiled loop: ruin, recreate, and judge by simulated annealing, for some steps at one temperature.

Steps are judged by a blend: lost prize, worse hours included, plus the seconds of soft cost at a price, since time saved is
what further visits are made of. Where prizes are of several ranks (jobs below priorities), a power of the lost prize keeps the
low ones from being lost in the noise and the high ones from freezing. The best routes are kept by the exact cost.
"""

import math

from solvers.compiled import compiled, pasted
from solvers.search.columns import HOURS, LOST, SOFT, WEIGHT
from solvers.search.dice import draw, pick
from solvers.search.instance import Instance
from solvers.search.operators import ACCEPTED, IMPROVED, NUM_RUINS, ROUTE_REMOVAL, STRING_REMOVAL, TRIED, draw_operator
from solvers.search.recreate import recreate
from solvers.search.ruin import radial_removal, route_removal, string_removal
from solvers.search.scope import Scope
from solvers.search.scratch import NUM_REMOVED, NUM_TOUCHED, ORDER, Scratch, clear, take_back, write_down
from solvers.search.state import State
from solvers.search.tuning import Tuning

_LEAST_CHANCE = 1e-300
"""Added to what is drawn, which may be 0: its logarithm is finite then, and no other is changed."""


@compiled
def anneal(inst: Instance, state: State, scope: Scope, scratch: Scratch, tune: Tuning, num_steps: int) -> None:
    """Make so many steps in the routes of one scope, which are those written down; `scratch.tally` says what came of them."""
    current, best, accepted = 0, 0, 0
    for m in range(len(inst.shift)):
        scratch.is_newer[m] = 0
    for _ in range(num_steps):
        clear(scratch)
        seed = scope.members[pick(scratch.dice, len(scope.members))]
        ruin = draw_operator(scratch.dice, tune.ruin_weights)
        scratch.counts[ruin, TRIED] += 1
        if ruin == ROUTE_REMOVAL:
            lawful = route_removal(inst, state, scope, scratch)
        elif ruin == STRING_REMOVAL:
            lawful = string_removal(inst, state, scope, scratch, tune, seed)
        else:
            lawful = radial_removal(inst, state, scope, scratch, tune, seed)
        if not lawful:  # ways that are no shorter when a stop is left out
            take_back(state, scratch)
            continue
        lost = _weight_removed(inst, scratch) - recreate(inst, state, scope, scratch, tune, seed)
        if inst.rule[HOURS]:
            lost += _sum_added(state, scratch, LOST)
        soft, order = _sum_added(state, scratch, SOFT), NUM_RUINS + scratch.num[ORDER]
        scratch.counts[order, TRIED] += 1
        worse = lost / tune.unit
        if tune.power != 1.0 and lost != 0:
            worse = math.copysign(abs(worse) ** tune.power, worse)
        worse += soft * tune.price
        if worse > 0.0 and worse >= -tune.temperature * math.log(draw(scratch.dice) + _LEAST_CHANCE):
            take_back(state, scratch)
            continue
        accepted += 1
        for operator in (ruin, order):
            scratch.counts[operator, ACCEPTED] += 1
            scratch.counts[operator, IMPROVED] += int(lost + soft < 0)
        current += lost + soft
        for n in range(scratch.num[NUM_TOUCHED]):
            scratch.is_newer[scratch.touched[n]] = 1
        if current < best:
            best = current
            write_down(state, scratch)
    clear(scratch)
    scratch.tally[0], scratch.tally[1], scratch.tally[2] = current, best, accepted


@pasted
def _weight_removed(inst: Instance, scratch: Scratch) -> int:
    """Sum of the weights of the visits taken out in this step."""
    weight = 0
    for n in range(scratch.num[NUM_REMOVED]):
        weight += inst.visit[scratch.removed[n], WEIGHT]
    return weight


@pasted
def _sum_added(state: State, scratch: Scratch, column: int) -> int:
    """A sum of the touched routes against what it was."""
    added = 0
    for n in range(scratch.num[NUM_TOUCHED]):
        m = scratch.touched[n]
        added += state.sums[m, column] - scratch.before.sums[m, column]
    return added
