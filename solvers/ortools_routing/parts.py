"""Which shifts and visits go into one model: all of a small day, neighbouring routes of a large one in turn.

A model of a large day takes seconds to build and guided local search slows down with its size, so a large day is improved in
parts: the route of a shift, the routes nearest to it, and the visits left out that promise most there. Each shift has its turn
once before any has a second one; the order is drawn with the seed.
"""

import random
from collections.abc import Iterator, Sequence

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.rules.permission import may_make
from planner.rules.timing import travel_durations
from solvers.orders import Orders
from solvers.ortools_routing.nodes import Part
from solvers.pricing import Pricing

WHOLE_VISITS = 320
"""Most visits of a day that is one model: it is built in 0.03 s, and search as a whole did better than in parts there."""

PART_VISITS = 120
"""Visits of a part of a larger day: on 1,000 visits parts of 100 found more in the same time than parts of 160, 250 or 320."""

_MADE_SHARE = 0.5
"""Most of them that the plan makes already; the others are the choice that the search has."""


class Parts:
    """Parts of one problem, for a plan that changes under the search.

    Parameters
    ----------
    problem
        The day.
    pricing
        Its prices.
    seed
        For the order in which shifts have their turn.
    """

    def __init__(self, problem: Problem, pricing: Pricing, *, seed: int) -> None:
        self._problem, self._pricing = problem, pricing
        self._turns = self._shuffled(random.Random(seed))  # noqa: S311 (a search, no secret)
        self._places = np.array([visit.place for visit in problem.visits], dtype=np.int64)
        self._services = np.array([visit.service_duration for visit in problem.visits], dtype=np.int64)
        self._worths = np.array(pricing.weights, dtype=float)

    def next(self, orders: Orders) -> Part:
        """The next part of a plan."""
        made = {position for order in orders for position in order}
        left = [position for position, weight in enumerate(self._pricing.weights) if weight and position not in made]
        if len(made) + len(left) <= WHOLE_VISITS:
            return Part(shifts=tuple(range(len(orders))), visits=tuple(sorted([*made, *left])))
        shifts = self._neighbours(next(self._turns), orders)
        own = [position for number in shifts for position in orders[number]]
        promising = self._promising(shifts, own, left)[: max(0, PART_VISITS - len(own))]
        return Part(shifts=tuple(shifts), visits=tuple(sorted([*own, *promising])))

    def _shuffled(self, rng: random.Random) -> Iterator[int]:
        while True:
            numbers = list(range(len(self._problem.shifts)))
            rng.shuffle(numbers)
            yield from numbers

    def _neighbours(self, first: int, orders: Orders) -> list[int]:
        """A shift and those nearest to it, as many as there is room for; at least two."""
        durations = travel_durations(self._problem, self._problem.shifts[first])
        own = self._where(first, orders)
        ways = [
            (int(durations[np.ix_(own, where)].min()) if len(own) and len(where) else 0, number)
            for number in range(len(orders))
            if number != first
            for where in [self._where(number, orders)]
        ]
        chosen, room = [first], _MADE_SHARE * PART_VISITS - len(orders[first])
        for _, number in sorted(ways):
            room -= len(orders[number])
            if room < 0 and len(chosen) > 1:
                break
            chosen.append(number)
        return sorted(chosen)

    def _where(self, number: int, orders: Orders) -> Int64s:
        """Places of a route; the station of an unused shift; none where it has no station."""
        if orders[number]:
            return self._places[orders[number]]
        start = self._problem.shifts[number].start
        return np.array([] if start is None else [start], dtype=np.int64)

    def _promising(self, shifts: Sequence[int], own: Sequence[int], left: Sequence[int]) -> list[int]:
        """Visits left out that one of the shifts could make, most worth for its time first: service and the nearest way."""
        able = [
            p
            for p in left
            if any(may_make(self._problem, self._problem.shifts[number], self._problem.visits[p]) for number in shifts)
        ]
        if not able:
            return []
        durations = travel_durations(self._problem, self._problem.shifts[shifts[0]])
        near = durations[np.ix_(self._places[list(own)], self._places[able])].min(axis=0) if own else 0
        rates = self._worths[able] / np.maximum(1, self._services[able] + near)
        return [able[rank] for rank in np.argsort(-rates, kind="stable")]
