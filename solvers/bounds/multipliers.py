"""Prices put on visits and stops, and where the search for good ones begins."""

from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Floats, Int32s, Int64s
from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Floor:
    """What the plans that are bounded collect at least of other prizes, and the most that one of those is priced at.

    Attributes
    ----------
    values
        The other prizes, by position in `Problem.visits`.
    least
        Sum of them that every plan to be bounded makes.
    most_price
        No multiplier of the floor is above it.
    """

    values: Int64s
    least: int
    most_price: float = 0.0

    @property
    def is_set(self) -> bool:
        """Whether anything is asked."""
        return self.least > 0


NO_FLOOR = Floor(values=np.zeros(0, dtype=np.int64), least=0)
"""Every plan is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Multipliers:
    """Prices, none below 0.

    Attributes
    ----------
    visits
        Of making a visit a second time, shape (visits,).
    stops
        Of a stop of each class, shape (classes,).
    floor
        Of a prize that counts towards the floor.
    """

    visits: Floats
    stops: Floats
    floor: float = 0.0

    def mixed(self, other: "Multipliers", part: float) -> "Multipliers":
        """On the way to others."""
        return Multipliers(
            visits=(1 - part) * self.visits + part * other.visits,
            stops=(1 - part) * self.stops + part * other.stops,
            floor=(1 - part) * self.floor + part * other.floor,
        )


def times_taken(problem: Problem, between: Int32s) -> Floats:
    """Seconds that each visit takes in a good route: its service and a way from near by."""
    ways = between.astype(np.float64)
    np.fill_diagonal(ways, UNREACHABLE)
    nearest = np.sort(ways, axis=1)[:, : min(3, max(1, len(ways) - 1))].mean(axis=1)
    nearest[nearest >= UNREACHABLE / 4] = 0
    seconds: Floats = nearest + np.array([visit.service_duration for visit in problem.visits])
    return seconds


def highest(prizes: Floats, floor: Floor) -> Floats:
    """Multipliers of visits above which nothing is gained."""
    return prizes + floor.most_price * floor.values if floor.is_set else prizes
