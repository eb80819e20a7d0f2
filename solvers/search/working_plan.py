"""One set of routes under search, with its exact cost and the best that was found from it."""

from collections.abc import Sequence

import numpy as np

from planner.domain.arrays import Int64s
from solvers.search.clockwork import refresh
from solvers.search.columns import LENGTH, LOST, MOST_STOPS, ROUTE, SOFT, STOPS, WEIGHT
from solvers.search.instance import Instance
from solvers.search.state import empty_state, fill, orders_in


class WorkingPlan:
    """Routes that one searcher changes, or several at once in shares of their own.

    Parameters
    ----------
    instance
        What stays the same.
    orders
        Orders of visits to start from.
    """

    def __init__(self, instance: Instance, orders: Sequence[Sequence[int]]) -> None:
        self.instance = instance
        self.state = empty_state(instance)
        self.best_line = self.state.line.copy()
        self.best_length = np.zeros(len(instance.shift), dtype=np.int64)
        self.settle(orders)

    def settle(self, orders: Sequence[Sequence[int]]) -> None:
        """Go on from given orders.

        Raises
        ------
        ValueError
            If a route breaks a law as the compiled clock reads it, or a visit stands twice: the compiled code, which checks no
            bounds, would then remove more visits than there are.
        """
        is_short = [len(order) <= self.instance.rule[MOST_STOPS] for order in orders]
        if all(is_short):
            fill(self.state, orders)
        for m, order in enumerate(orders):
            if not is_short[m] or not refresh(self.instance, self.state, m):
                raise ValueError(f"route {m} with the visits {list(order)} is not lawful as the search reads the laws")
        if len({v for order in orders for v in order}) < sum(map(len, orders)):
            raise ValueError("a visit stands twice in the routes")
        self.cost = self._exact_cost()

    def write_down(self) -> None:
        """Keep all routes as they stand as the best found; searchers write over those that they better, and no others.

        Every round begins with this, whoever searches in it: a route of an earlier round must not stay among the best.
        """
        self.best_length[:] = self.state.sums[:, LENGTH]
        most = self.best_length.max(initial=0)
        self.best_line[:, STOPS, :most] = self.state.line[:, STOPS, :most]

    def orders(self) -> list[list[int]]:
        """Orders of visits as they stand."""
        return orders_in(self.state.line, self.state.sums[:, LENGTH])

    def best_orders(self) -> list[list[int]]:
        """Orders of visits as last written down."""
        return orders_in(self.best_line, self.best_length)

    def judge(self, tallies: Int64s) -> int:
        """Take over what searchers did to the cost, shape (searchers, 3); the cost of what they wrote down."""
        best = self.cost + int(tallies[:, 1].sum())
        self.cost += int(tallies[:, 0].sum())
        return best

    def _exact_cost(self) -> int:
        unmade = self.state.spot[:, ROUTE] < 0
        soft, lost = self.state.sums[:, SOFT].sum(), self.state.sums[:, LOST].sum()
        return int(self.instance.visit[unmade, WEIGHT].sum()) + int(soft) + int(lost)
