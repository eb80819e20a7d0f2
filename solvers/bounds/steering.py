"""Where the multipliers go next: a guess, steps down the slope, then steps to the master's duals inside a box."""

import numpy as np

from planner.domain.arrays import Floats
from solvers.bounds.hunt import Hunt, Look
from solvers.bounds.multipliers import Multipliers, first_guess, marginal_value

_FACTORS = (1.0, 0.8, 1.25, 0.65, 1.5)
"""Values of time tried, as parts of the value of the last visit that fits."""

_AIM = 0.015
"""How far below the best value the steps aim: about what can still be gained after the guess."""

_IDLE = 6
"""Steps in the box without a gain worth speaking of, after which it is left."""

_GAIN = 2e-5
"""Part of the value that is worth speaking of."""


def guess(hunt: Hunt, seconds: Floats, available: float) -> None:
    """Try values of time around that of the last visit that fits."""
    prizes = hunt.prizes.astype(np.float64)
    middle = marginal_value(prizes, seconds, available)
    for factor in _FACTORS:
        if not hunt.goes_on():
            return
        hunt.look(first_guess(prizes, seconds, factor * middle, hunt.classes))


def descend(hunt: Hunt, most_steps: int, *, part: float) -> None:
    """Subgradient steps of Polyak's length, averaged over two (1969, doi 10.1016/0041-5553(69)90061-5)."""
    assert hunt.best is not None  # noqa: S101 (there was a guess)
    here, before = hunt.best, None
    boldness = 1.0
    for _ in range(most_steps):
        if not hunt.goes_on(part=part):
            return
        least = hunt.least
        look = hunt.look(here)
        boldness *= 1.0 if look.value < least else 0.9
        unused, unused_stops = _slopes(hunt, here, look)
        way = unused if before is None else 0.5 * (unused + before)
        before = way
        steepness = float((way**2).sum() + (unused_stops**2).sum()) + 1e-9
        length = boldness * max(0.0, look.value - (1 - _AIM) * hunt.least) / steepness
        here = Multipliers(
            visits=np.clip(here.visits - length * way, 0, hunt.prizes), stops=np.maximum(0, here.stops - length * unused_stops)
        )


def _slopes(hunt: Hunt, here: Multipliers, look: Look) -> tuple[Floats, Floats]:
    """How the value falls with each multiplier: what the best routes leave unused, 0 where a multiplier of 0 cannot fall."""
    made, stops = np.zeros(len(hunt.prizes)), np.zeros(len(hunt.classes))
    for number, (vehicle_class, proved) in enumerate(zip(hunt.classes, look.priced, strict=True)):
        route = list(proved.routes[0]) if proved.routes else []
        np.add.at(made, route, len(vehicle_class.shifts))
        stops[number] = len(vehicle_class.shifts) * (vehicle_class.max_visits - len(route))
    unused = 1 - made
    unused[(here.visits <= 0) & (unused > 0)] = 0
    stops[(here.stops <= 0) & (stops > 0)] = 0
    return unused, stops


def refine(hunt: Hunt, most_steps: int, *, part: float) -> bool:
    """Steps to the master's multipliers inside a box around the best ones; whether they ended by gaining nothing."""
    assert hunt.best is not None  # noqa: S101 (there was a guess)
    radius, idle = 0.1 * float(np.median(hunt.prizes[hunt.prizes > 0])), 0
    for _ in range(most_steps):
        solved = hunt.master.solve(hunt.best, radius) if hunt.goes_on(part=part) else None
        if solved is None:
            return False
        least = hunt.least
        look = hunt.look(hunt.best.mixed(solved, 0.8))
        idle = 0 if look.value < (1 - _GAIN) * least else idle + 1
        if look.value >= least:
            radius *= 0.8
        if idle == _IDLE:
            return True
    return False
