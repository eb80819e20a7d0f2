"""A quick search over sets of columns, to start CP-SAT from: take a few shifts' columns out, put in the best for what is left.

With *n_v* the number of chosen columns that hold visit *v*, a column is worth Σ w_v over its visits of n_v = 0, less its cost:
one pass over the stops of all columns judges them all. Some shifts, drawn with the seed, lose their columns and in a drawn
order choose anew; the outcome is kept if the sum is no lower.
"""

import random
from collections.abc import Callable, Sequence

import numpy as np

from planner.domain.arrays import Int64s
from solvers.recombination.route_pool import RoutePool

_MOST_REMOVED = 4
"""Shifts that choose anew at a time: with more, greed rarely finds back to as good a set."""

_MAX_IDLE_PER_SHIFT = 200
"""Rounds in a row without gain, for each shift, after which it ends: on 8 shifts the last gain came after fewer."""


class Exchange:
    """Columns as arrays, and the set that is chosen.

    Parameters
    ----------
    pool
        The columns.
    weights
        Cost of leaving out each visit of the problem.
    chosen
        Columns to start from, by number.
    """

    def __init__(self, pool: RoutePool, weights: Sequence[int], chosen: Sequence[int]) -> None:
        self._kind_of = pool.kind_of
        self._weights = np.array(weights, dtype=np.int64)
        self._columns = [
            np.array([n for n, column in enumerate(pool.columns) if column.kind == kind], dtype=np.int64)
            for kind in range(len(pool.shifts_of))
        ]
        self._stops, self._begins, self._costs = [], [], []
        for numbers in self._columns:
            lengths = np.array([len(pool.columns[n].order) for n in numbers], dtype=np.int64)
            stops = [position for n in numbers for position in pool.columns[n].order]
            self._stops.append(np.array(stops, dtype=np.int64))
            self._begins.append(np.cumsum(lengths) - lengths)
            self._costs.append(np.array([pool.columns[n].cost for n in numbers], dtype=np.int64))
        self._pool = pool
        self._held: Int64s = np.zeros(len(weights), dtype=np.int64)
        self._of_shift: list[int | None] = [None] * len(pool.kind_of)
        free = [list(numbers) for numbers in pool.shifts_of]
        for number in chosen:
            self._put(free[pool.columns[number].kind].pop(0), number)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The chosen columns, by number."""
        return tuple(sorted(number for number in self._of_shift if number is not None))

    @property
    def worth(self) -> int:
        """Weights of the visits that chosen columns hold, less the columns' costs."""
        costs = sum(self._pool.columns[number].cost for number in self._of_shift if number is not None)
        return int(self._weights[self._held > 0].sum()) - costs

    def run(self, rng: random.Random, keep_on: Callable[[], bool]) -> None:
        """Exchange until nothing has been gained for long, or `keep_on` says no."""
        worth, num_idle = self.worth, 0
        shifts = range(len(self._of_shift))
        while num_idle < _MAX_IDLE_PER_SHIFT * len(shifts) and keep_on():
            leaving = rng.sample(shifts, min(len(shifts), rng.randint(1, _MOST_REMOVED)))
            before = {shift: self._of_shift[shift] for shift in leaving}
            self._replace(leaving, dict.fromkeys(leaving))
            for shift in leaving:
                self._put(shift, self._best(shift))
            now = self.worth
            num_idle = 0 if now > worth else num_idle + 1
            if now < worth:
                self._replace(leaving, before)
            else:
                worth = now

    def _replace(self, shifts: Sequence[int], columns: dict[int, int | None]) -> None:
        for shift in shifts:
            number = self._of_shift[shift]
            if number is not None:
                np.subtract.at(self._held, list(self._pool.columns[number].order), 1)
            self._of_shift[shift] = None
            self._put(shift, columns[shift])

    def _put(self, shift: int, number: int | None) -> None:
        self._of_shift[shift] = number
        if number is not None:
            np.add.at(self._held, list(self._pool.columns[number].order), 1)

    def _best(self, shift: int) -> int | None:
        """The column of most worth for a shift, given the others; `None` where none is worth its cost."""
        kind = self._kind_of[shift]
        if not len(self._columns[kind]):
            return None
        open_worth = np.where(self._held == 0, self._weights, 0)
        worth = np.add.reduceat(open_worth[self._stops[kind]], self._begins[kind]) - self._costs[kind]
        best = int(worth.argmax())
        return int(self._columns[kind][best]) if worth[best] > 0 else None
