"""Random numbers inside compiled code: a state of 64 bits per searcher, the same numbers everywhere.

References
----------
Marsaglia, G. (2003). Xorshift RNGs. Journal of Statistical Software 8(14). doi 10.18637/jss.v008.i14
"""

import numpy as np

from planner.domain.arrays import Uint64s
from solvers.compiled import woven

Dice = Uint64s

_LEFT, _RIGHT, _LAST, _DROP = np.uint64(13), np.uint64(7), np.uint64(17), np.uint64(11)
_SHARE = 2.0**-53


def dice_of(*seeds: int) -> Dice:
    """A state from whole numbers; nearby numbers give unrelated states."""
    return np.random.SeedSequence([abs(seed) for seed in seeds]).generate_state(1, np.uint64) | np.uint64(1)


@woven
def draw(dice: Dice) -> float:
    """Draw a number in [0, 1) and move the state on."""
    x = dice[0]
    x ^= x << _LEFT
    x ^= x >> _RIGHT
    x ^= x << _LAST
    dice[0] = x
    return float(x >> _DROP) * _SHARE


@woven
def pick(dice: Dice, num: int) -> int:
    """Draw a whole number in [0, num)."""
    return min(num - 1, int(draw(dice) * num))
