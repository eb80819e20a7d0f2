"""Prices put on visits and stops, and where the search for good ones begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Floats, Int32s
from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE
from solvers.bounds.vehicle_classes import VehicleClass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Multipliers:
    """Prices of making a visit a second time, shape (visits,), and of a stop of each class, shape (classes,); none below 0."""

    visits: Floats
    stops: Floats

    def mixed(self, other: "Multipliers", part: float) -> "Multipliers":
        """On the way to others."""
        return Multipliers(
            visits=(1 - part) * self.visits + part * other.visits,
            stops=(1 - part) * self.stops + part * other.stops,
        )


def times_taken(problem: Problem, between: Int32s) -> Floats:
    """Seconds that each visit takes in a good route: its service and a way from near by."""
    ways = between.astype(np.float64)
    np.fill_diagonal(ways, UNREACHABLE)
    nearest = np.sort(ways, axis=1)[:, : min(3, max(1, len(ways) - 1))].mean(axis=1)
    nearest[nearest >= UNREACHABLE / 4] = 0
    seconds: Floats = nearest + np.array([visit.service_duration for visit in problem.visits])
    return seconds


def first_guess(prizes: Floats, seconds: Floats, value_of_time: float, classes: Sequence[VehicleClass]) -> Multipliers:
    """What a visit is worth above the time that it takes."""
    return Multipliers(visits=np.maximum(0.0, prizes - value_of_time * seconds), stops=np.zeros(len(classes)))


def marginal_value(prizes: Floats, seconds: Floats, available: float) -> float:
    """Prize per second of the last visit made when the densest are made first until the time is used up."""
    density = prizes / np.maximum(1.0, seconds)
    order = np.argsort(-density, kind="stable")
    used = np.cumsum(seconds[order])
    last = int(np.searchsorted(used, available))
    return float(density[order[min(last, len(order) - 1)]]) if last < len(order) else 0.0
