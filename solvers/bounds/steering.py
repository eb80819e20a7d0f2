"""Where the multipliers go next: a guess, steps down the slope, then steps to the master's duals inside a box."""

import numpy as np

from planner.domain.arrays import Floats
from planner.domain.problem import Problem
from solvers.bounds.counting import count
from solvers.bounds.hunt import Hunt, Look
from solvers.bounds.multipliers import Floor, Multipliers

_FACTORS = (1.0, 1.1, 0.9)
"""Times that visits take, tried as parts of what they take in a good route."""

_AIM = 0.015
"""How far below the best value the steps aim: about what can still be gained after the guess."""

_REACH = 0.2
"""Part of the way to the master's multipliers that the first step goes."""

_IDLE = 12
"""Steps in the box without a gain worth speaking of, after which it is left."""

_GAIN = 2e-5
"""Part of the value that is worth speaking of."""


def guess(hunt: Hunt, problem: Problem, seconds: Floats) -> None:
    """Try what counting says where visits take about so long."""
    for factor in _FACTORS:
        if not hunt.goes_on():
            return
        hunt.look(count(problem, hunt.classes, hunt.prizes, floor=hunt.floor, seconds=factor * seconds).multipliers)


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
        unused, unused_stops, beyond = _slopes(hunt, here, look)
        way = unused if before is None else 0.5 * (unused + before)
        before = way
        steepness = float((way**2).sum() + (unused_stops**2).sum()) + beyond**2 + 1e-9
        length = boldness * max(0.0, look.value - (1 - _AIM) * hunt.least) / steepness
        here = Multipliers(
            visits=np.clip(here.visits - length * way, 0, hunt.most),
            stops=np.maximum(0, here.stops - length * unused_stops),
            floor=min(max(0.0, here.floor - length * beyond / _scale(hunt.floor)), hunt.floor.most_price),
        )


def _slopes(hunt: Hunt, here: Multipliers, look: Look) -> tuple[Floats, Floats, float]:
    """How the value falls with each multiplier: what the best routes leave unused, 0 where a multiplier of 0 cannot fall.

    For the floor: what they make beyond it, in typical prizes that count towards it.
    """
    made, stops = np.zeros(len(hunt.prizes)), np.zeros(len(hunt.classes))
    for number, (vehicle_class, proved) in enumerate(zip(hunt.classes, look.priced, strict=True)):
        routes, num = proved.routes[: len(vehicle_class.shifts)], len(vehicle_class.shifts)
        for route in routes:
            np.add.at(made, list(route), num / len(routes))
        stops[number] = vehicle_class.most_stops - num * sum(len(route) for route in routes) / max(1, len(routes))
    beyond = float(made @ hunt.floor.values - hunt.floor.least) / _scale(hunt.floor) if hunt.floor.is_set else 0.0
    unused = 1 - made
    unused[(here.visits <= 0) & (unused > 0)] = 0
    stops[(here.stops <= 0) & (stops > 0)] = 0
    return unused, stops, 0.0 if here.floor <= 0 and beyond > 0 else beyond


def _scale(floor: Floor) -> float:
    """A typical prize towards the floor: its multiplier is for one unit of prize, and moves that much less than others."""
    return float(np.median(floor.values[floor.values > 0])) if floor.is_set else 1.0


def refine(hunt: Hunt, most_steps: int, *, part: float) -> bool:
    """Steps from the best multipliers towards the master's, shorter where the value rises on the way, else longer.

    Smoothing as in Wentges 1997 (doi 10.1111/1475-3995.00014), its weight adapted as in Pessoa, Sadykov, Uchoa and Vanderbeck
    2018 (doi 10.1287/ijoc.2017.0784). Whether the steps ended by gaining nothing.
    """
    assert hunt.best is not None  # noqa: S101 (there was a guess)
    reach, idle = _REACH, 0
    for _ in range(most_steps):
        solved = hunt.master.solve() if hunt.goes_on(part=part) else None
        if solved is None:
            return False
        least, centre = hunt.least, hunt.best
        here = centre.mixed(solved, reach)
        look = hunt.look(here)
        unused, stops, beyond = _slopes(hunt, here, look)
        rise = (
            unused @ (solved.visits - centre.visits)
            + stops @ (solved.stops - centre.stops)
            + beyond * _scale(hunt.floor) * (solved.floor - centre.floor)
        )
        reach = min(1.0, reach + 0.05) if rise < 0 else max(0.02, reach * 0.8)
        idle = 0 if look.value < (1 - _GAIN) * least else idle + 1
        if idle == _IDLE:
            return True
    return False
