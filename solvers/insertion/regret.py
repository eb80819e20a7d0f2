"""Regret insertion: again and again the visit that is worth most for its time, or would suffer most from waiting, goes in.

For each visit left, with *c1 ≤ c2* its added seconds (travel and action) in the best two routes,

    score = worth / c1 · (1 + min(c2 − c1, cap) / cap),

and the highest score is inserted at its cheapest place. The regret term c2 − c1 is that of Potvin and Rousseau; the prize per
second makes it fit days on which not everything can be done.

References
----------
Potvin, J.-Y. and Rousseau, J.-M. (1993). A parallel route building algorithm for the vehicle routing and scheduling problem
with time windows. European Journal of Operational Research 66(3). doi 10.1016/0377-2217(93)90221-8
"""

from collections.abc import Callable, Sequence

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.rules.cost import weights
from planner.rules.open_route import NOWHERE, open_routes

REGRET_CAP = 900
"""Seconds beyond which more regret says nothing more: a quarter of an hour, about one visit."""


class RegretInsertion:
    """Builds routes by regret insertion, from nothing or from given ones.

    Parameters
    ----------
    problem
        The day.
    routes
        Positions in `Problem.visits` for each shift, feasible.
    """

    def __init__(self, problem: Problem, routes: Sequence[Sequence[int]]) -> None:
        self.routes = open_routes(problem, routes)
        weight = weights(problem)
        self._weight = np.array(weight.visits, dtype=np.int64)
        self._worth = self._weight.astype(float) / max(1, weight.soft)
        self._soft_weight = weight.soft
        is_left = self._weight > 0
        is_left[[position for visits in routes for position in visits]] = False
        self._left: Int64s = np.flatnonzero(is_left)
        shape = (len(self.routes), len(problem.visits))
        self._soft = np.full(shape, NOWHERE, dtype=np.int64)
        self._seconds = np.full(shape, NOWHERE, dtype=np.int64)
        self._gap = np.zeros(shape, dtype=np.int64)

    @property
    def orders(self) -> list[list[int]]:
        """Positions in `Problem.visits` for each shift."""
        return [list(route.visits) for route in self.routes]

    @property
    def cost(self) -> int:
        """Cost of the routes as they stand."""
        made = [position for route in self.routes for position in route.visits]
        left_out = sum(map(int, self._weight)) - sum(int(self._weight[position]) for position in made)
        return left_out + self._soft_weight * sum(route.soft_cost for route in self.routes)

    def run(self, keep_on: Callable[[int], bool]) -> bool:
        """Insert until nothing fits; `keep_on` is asked after each insertion, with their number.

        Returns
        -------
        bool
            Whether it came to its end (`False`: `keep_on` stopped it).
        """
        for number in range(len(self.routes)):
            self._judge(number)
        num_inserted = 0
        while len(self._left):
            choice = self._choose()
            if choice is None:
                return True
            number, position = choice
            route = self.routes[number]
            self.routes[number] = route.holding(route.inserted(position, int(self._gap[number, position])))
            self._left = self._left[self._left != position]
            self._judge(number)
            num_inserted += 1
            if not keep_on(num_inserted):
                return False
        return True

    def _judge(self, number: int) -> None:
        """Find the best place of each visit left in one route."""
        fits = self.routes[number].fits(self._left)
        self._soft[number, self._left] = np.where(fits.soft < self._weight[self._left], fits.soft, NOWHERE)
        self._seconds[number, self._left] = fits.seconds
        self._gap[number, self._left] = fits.gap

    def _choose(self) -> tuple[int, int] | None:
        """Route and visit of the highest score; ties go to the first visit, then the first route."""
        soft = self._soft[:, self._left]
        can = (soft < NOWHERE).any(axis=0)
        if not can.any():
            return None
        self._left = self._left[can]  # what fits nowhere now will fit nowhere later: routes only grow
        soft = soft[:, can]
        best = soft.argmin(axis=0)
        columns = np.arange(soft.shape[1])
        first = soft[best, columns]
        if len(self.routes) > 1:
            second = np.partition(soft, 1, axis=0)[1]
            regret = np.minimum(second - first, REGRET_CAP) / REGRET_CAP
        else:
            regret = np.zeros(len(columns))
        seconds = np.maximum(1, self._seconds[best, self._left])
        chosen = int((self._worth[self._left] / seconds * (1 + regret)).argmax())
        return int(best[chosen]), int(self._left[chosen])
