"""Several searchers at once: in shares of one plan where it has routes enough, else each in a plan of its own.

They meet after each round, a short run of steps at one temperature; then shares are drawn anew. Where the visits fill few of
the routes, a share may be without visits: then each searcher goes on in a copy of the plan, until the cheapest can be shared.
What they do depends on the seeds and the number of steps alone, never on which thread is quicker.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

import numpy as np

from planner.domain.problem import Problem
from solvers.orders import Orders, TwoReadingsError
from solvers.search.anneal import anneal
from solvers.search.desk import desk_of
from solvers.search.ground import Ground
from solvers.search.instance import instance_of
from solvers.search.scope import Scope, is_idle, shares, whole
from solvers.search.tuning import NUM_NEAR, apart, tuning_of

_ROUTES_EACH = 4
"""Routes that a searcher needs for a share of one plan: with fewer there is too little to exchange."""


class Searchers:
    """A plan under search.

    Parameters
    ----------
    problem
        The day, with at least one visit and one shift.
    orders
        Orders to start from.
    seed
        Of everything random.
    num
        Searchers; each runs in a thread.

    Attributes
    ----------
    shares_one_plan
        Whether all search in one plan.
    best_cost, best_orders
        Exact cost and orders of the best plan so far.
    """

    def __init__(self, problem: Problem, orders: Sequence[Sequence[int]], *, seed: int, num: int) -> None:
        self.instance = instance_of(problem, num_near=NUM_NEAR)
        self.shares_one_plan = num > 1 and len(problem.shifts) >= _ROUTES_EACH * num
        self._grounds = [Ground(self.instance, orders) for _ in range(1 if self.shares_one_plan else num)]
        self._rng = np.random.default_rng([abs(seed), 1])
        self.best_cost, self.best_orders = self._grounds[0].cost, [list(order) for order in orders]
        tuning = tuning_of(problem, self.instance, sum(map(len, self.best_orders)))
        self.tuning = tuning if self.shares_one_plan else apart(tuning, len(problem.shifts))
        self._desks = [desk_of(self.instance, seed, number) for number in range(num)]
        self._scratch = [np.zeros_like(self._grounds[0].state.scratch) for _ in range(num)]
        self._pool = ThreadPoolExecutor(num)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown()

    @property
    def num(self) -> int:
        """Number of searchers."""
        return len(self._desks)

    def round(self, temperature: float, num_steps: int, *, is_exact: bool = False) -> bool:
        """Let every searcher make so many steps; whether the best plan became better.

        `is_exact`: a step is judged by the exact cost instead of the blend with priced time.
        """
        tuning = self.tuning._replace(temperature=temperature)
        if is_exact:
            tuning = tuning._replace(temperature=0.0, price=1.0 / tuning.unit)
        jobs = self._jobs()
        for ground in self._grounds:
            ground.write_down()

        def run(number: int) -> None:
            ground, scope = jobs[number]
            desk = self._desks[number]._replace(best_line=ground.best_line, best_length=ground.best_length)
            state = ground.state._replace(scratch=self._scratch[number])
            anneal(self.instance, state, scope, desk, tuning, num_steps)

        list(self._pool.map(run, range(self.num)))
        before = self.best_cost
        for ground in self._grounds:
            tallies = [desk.tally for desk, (where, _) in zip(self._desks, jobs, strict=True) if where is ground]
            cost = ground.judge(np.array(tallies))
            if cost < self.best_cost:
                self._keep(cost, ground.best_orders())
        return self.best_cost < before

    def gather(self) -> None:
        """Let all go on from the best plan.

        Raises
        ------
        TwoReadingsError
            If its exact cost is not the one that was kept, or it is not lawful.
        """
        for ground in self._grounds:
            try:
                ground.settle(self.best_orders)
            except ValueError as error:
                raise TwoReadingsError(str(error)) from error
            if ground.cost != self.best_cost:
                raise TwoReadingsError(f"the search kept {self.best_cost} as the cost of a plan that costs {ground.cost}")

    def routes(self) -> list[list[list[int]]]:
        """Orders as they stand, one plan for all or one for each searcher."""
        return [ground.orders() for ground in self._grounds]

    def costs(self) -> list[int]:
        """Exact cost of each of them."""
        return [ground.cost for ground in self._grounds]

    def _jobs(self) -> list[tuple[Ground, Scope]]:
        """What each searcher searches in the next round; copies are dropped as soon as the cheapest has work for all."""
        if self.shares_one_plan:
            first = min(self._grounds, key=lambda ground: ground.cost)
            scopes = shares(self.instance, first.state, self.num, self._rng)
            if not any(map(is_idle, scopes)):
                self._grounds = [first]
                return [(first, scope) for scope in scopes]
            while len(self._grounds) < self.num:
                self._grounds.append(Ground(self.instance, first.orders()))
        return [(ground, whole(ground.state)) for ground in self._grounds]

    def _keep(self, cost: int, orders: Orders) -> None:
        if cost < self.best_cost:
            self.best_cost, self.best_orders = cost, orders
