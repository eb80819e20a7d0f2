"""A bound in no time: visits as goods, the stops and the time of each vehicle class as its two sacks, parts allowed.

    maximise   Σ p_v · x_vd
    subject to each visit at most once, stops and seconds of each class within what its shifts have,
               and the prizes held to a floor, if there is one, at least that

Each stop takes its service and at least the shortest way to it; each route needs a way back. Whatever multipliers the linear
programme ends with, they are rounded to whole units and what they prove is summed in integers, so the bound holds even where
the solver's arithmetic is off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from planner.domain.arrays import Floats, Int64s
from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE
from planner.rules.cost import available_duration
from solvers.bounds.multipliers import NO_FLOOR, Floor, Multipliers
from solvers.bounds.vehicle_classes import VehicleClass

_UNIT = 2.0**20
"""Units in a prize: seconds have prices far below one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What counting proves.

    Attributes
    ----------
    bound
        No plan (above the floor) makes more.
    multipliers
        Prices that prove it: where a closer search may begin.
    """

    bound: int
    multipliers: Multipliers


def count(
    problem: Problem, classes: Sequence[VehicleClass], prizes: Int64s, *, floor: Floor = NO_FLOOR, seconds: Floats | None = None
) -> Counted:
    """Bound a sum of prizes, by position in `Problem.visits`.

    Parameters
    ----------
    classes
        All of the day.
    seconds
        Time that each visit takes in a good route, instead of the least: better prices, but then the bound is none.
    """
    values = floor.values if floor.is_set else np.zeros_like(prizes)
    options = [_options(problem, each, seconds) for each in classes]
    if not options:
        return Counted(bound=0, multipliers=Multipliers(visits=np.zeros(len(prizes)), stops=np.zeros(0)))
    visits, owner = np.concatenate([own for own, _, _ in options]), np.repeat(range(len(options)), [len(o[0]) for o in options])
    taken = np.concatenate([own for _, own, _ in options])
    stops, time = np.array([each.most_stops for each in classes]), np.array([own for _, _, own in options])
    prices = _prices(prizes, values, floor, (visits, owner, taken), (stops, time))
    stop_price, time_price, floor_price = prices[: len(classes)], prices[len(classes) : -1], int(prices[-1])
    worth = (prizes * int(_UNIT) + floor_price * values)[visits] - stop_price[owner] - time_price[owner] * taken
    best = np.zeros(len(prizes), dtype=np.int64)
    np.maximum.at(best, visits, worth)
    rest = sum(int(price) * int(room) for price, room in zip(prices[:-1], np.concatenate([stops, time]), strict=True))
    total = sum(best.tolist()) + rest - floor_price * floor.least
    return Counted(
        bound=min(int(prizes.sum()), total // int(_UNIT)),
        multipliers=Multipliers(visits=best / _UNIT, stops=stop_price / _UNIT, floor=floor_price / _UNIT),
    )


def _options(problem: Problem, vehicle_class: VehicleClass, seconds: Floats | None) -> tuple[Int64s, Int64s, int]:
    """Visits that a class can make, the seconds that each takes of it, and the seconds that it has."""
    visits, row = np.unique(vehicle_class.visits, return_index=True)
    places, services = vehicle_class.places[row], vehicle_class.services[row].astype(np.int64)
    ways = vehicle_class.durations[np.ix_(places, places)].astype(np.int64)
    np.fill_diagonal(ways, UNREACHABLE)
    least = ways.min(axis=0)
    least[least >= UNREACHABLE] = 0
    shifts = [problem.shifts[number] for number in vehicle_class.shifts]
    free = 0
    if any(shift.start is None for shift in shifts):
        free = int(least.max())  # the first visit takes no way at all
    else:
        least = np.minimum(least, vehicle_class.resources.first_travel[row])
    back = int(vehicle_class.resources.last_travel.min())
    room = sum(max(0, available_duration(shift) + free - back) for shift in shifts)
    return visits.astype(np.int64), services + least if seconds is None else np.ceil(seconds[visits]).astype(np.int64), room


def _prices(
    prizes: Int64s, values: Int64s, floor: Floor, options: tuple[Int64s, Int64s, Int64s], room: tuple[Int64s, Int64s]
) -> Int64s:
    """Prices of stops, of seconds (both by class) and of the floor, in whole units: duals of the programme, 0 if it fails."""
    (visits, owner, taken), (stops, time) = options, room
    num_visits, num, column = len(prizes), len(stops), np.arange(len(visits))
    rows = [visits, num_visits + owner, num_visits + num + owner, np.full_like(visits, num_visits + 2 * num)]
    parts = [np.ones_like(visits), np.ones_like(visits), taken, -values[visits]]
    matrix = coo_array((np.concatenate(parts), (np.concatenate(rows), np.tile(column, 4))))
    most = np.concatenate([np.ones(num_visits), stops, time, [-floor.least]])
    solved = linprog(-prizes[visits], A_ub=cast("Any", matrix.tocsr()), b_ub=most, method="highs") if len(visits) else None
    if solved is None or solved.status != 0:
        return np.zeros(2 * num + 1, dtype=np.int64)
    duals: Floats = np.maximum(0.0, -solved.ineqlin.marginals[num_visits:])
    return np.rint(duals * _UNIT).astype(np.int64)
