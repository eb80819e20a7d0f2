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
from planner.domain.solving import OperatorCount
from solvers.orders import Orders, TwoReadingsError
from solvers.search.anneal import anneal
from solvers.search.instance import instance_of
from solvers.search.numbering import Numbering
from solvers.search.operators import counts_of
from solvers.search.scope import Scope, is_idle, shares, whole
from solvers.search.scratch import scratch_of
from solvers.search.tuning import NUM_NEAR, apart, tuning_of
from solvers.search.working_plan import WorkingPlan

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
    numbering
        Numbers of the visits in the arrays; all orders that come or go hold positions in `Problem.visits`.
    shares_one_plan
        Whether all search in one plan.
    best_cost, best_orders
        Exact cost and orders of the best plan so far.
    """

    def __init__(self, problem: Problem, orders: Sequence[Sequence[int]], *, seed: int, num: int) -> None:
        self.numbering = Numbering.by_nearness(problem)
        self.instance = instance_of(problem, num_near=NUM_NEAR, numbering=self.numbering)
        self.shares_one_plan = num > 1 and len(problem.shifts) >= _ROUTES_EACH * num
        self._plans = [
            WorkingPlan(self.instance, self.numbering.inward(orders)) for _ in range(1 if self.shares_one_plan else num)
        ]
        self._rng = np.random.default_rng([abs(seed), 1])
        self.best_cost, self.best_orders = self._plans[0].cost, [list(order) for order in orders]
        tuning = tuning_of(problem, self.instance, sum(map(len, self.best_orders)))
        self.tuning = tuning if self.shares_one_plan else apart(tuning, len(problem.shifts))
        self._scratches = [scratch_of(self.instance, seed, number) for number in range(num)]
        self._leg_times = [np.zeros_like(self._plans[0].state.leg_times) for _ in range(num)]
        self._threads = ThreadPoolExecutor(num)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._threads.shutdown()

    @property
    def num(self) -> int:
        """Number of searchers."""
        return len(self._scratches)

    def round(self, temperatures: Sequence[float], num_steps: int, *, is_exact: bool = False) -> bool:
        """Let every searcher make so many steps; whether the best plan became better.

        Parameters
        ----------
        temperatures
            Of each searcher, the last one of those that are not named.
        is_exact
            A step is judged by the exact cost instead of the blend with priced time.
        """
        tuning = self.tuning
        if is_exact:
            temperatures = [0.0]
            tuning = tuning._replace(price=1.0 / tuning.unit, exchange=1.0)
        jobs = self._jobs()
        for plan in self._plans:
            plan.write_down()

        def run(number: int) -> None:
            plan, scope = jobs[number]
            scratch = self._scratches[number]._replace(best_line=plan.best_line, best_length=plan.best_length)
            state = plan.state._replace(leg_times=self._leg_times[number])
            temperature = temperatures[min(number, len(temperatures) - 1)]
            anneal(self.instance, state, scope, scratch, tuning._replace(temperature=temperature), num_steps)

        list(self._threads.map(run, range(self.num)))
        before = self.best_cost
        for plan in self._plans:
            tallies = [scratch.tally for scratch, (where, _) in zip(self._scratches, jobs, strict=True) if where is plan]
            cost = plan.judge(np.array(tallies))
            if cost < self.best_cost:
                self._keep(cost, self.numbering.outward(plan.best_orders()))
        return self.best_cost < before

    def gather(self, numbers: slice = slice(None), *, anew: bool = False) -> None:
        """Let all, or the plans of these numbers, go on from the best plan; `anew`: from nothing.

        Raises
        ------
        TwoReadingsError
            If its exact cost is not the one that was kept, or it is not lawful.
        """
        for plan in self._plans[numbers]:
            if anew:
                plan.settle([[] for _ in self.best_orders])
                continue
            try:
                plan.settle(self.numbering.inward(self.best_orders))
            except ValueError as error:
                raise TwoReadingsError(str(error)) from error
            if plan.cost != self.best_cost:
                raise TwoReadingsError(f"the search kept {self.best_cost} as the cost of a plan that costs {plan.cost}")

    def routes(self) -> list[list[list[int]]]:
        """Orders as they stand, one plan for all or one for each searcher."""
        return [self.numbering.outward(plan.orders()) for plan in self._plans]

    def costs(self) -> list[int]:
        """Exact cost of each of them."""
        return [plan.cost for plan in self._plans]

    def operators(self) -> tuple[OperatorCount, ...]:
        """What became of the operators in all rounds."""
        counts = np.sum([scratch.counts for scratch in self._scratches], axis=0)
        return counts_of(self.tuning.ruin_weights, self.tuning.recreate_weights, counts)

    def _jobs(self) -> list[tuple[WorkingPlan, Scope]]:
        """What each searcher searches in the next round; copies are dropped as soon as the cheapest has work for all."""
        if self.shares_one_plan:
            first = min(self._plans, key=lambda plan: plan.cost)
            scopes = shares(self.instance, first.state, self.num, self._rng)
            if not any(map(is_idle, scopes)):
                self._plans = [first]
                return [(first, scope) for scope in scopes]
            while len(self._plans) < self.num:
                self._plans.append(WorkingPlan(self.instance, first.orders()))
        return [(plan, whole(plan.state)) for plan in self._plans]

    def _keep(self, cost: int, orders: Orders) -> None:
        if cost < self.best_cost:
            self.best_cost, self.best_orders = cost, orders
