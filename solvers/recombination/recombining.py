"""Recombine the routes that searches have seen into a plan that none of them has found.

A quick exchange (`solvers.recombination.exchanging`), then a covering model (`solvers.recombination.choosing`) pick routes.
Visits that two of them hold are dropped from one, gaps are filled up. Of all that, the incumbent included, the plan of least
exact cost is returned. See `docs/concepts/recombination.md`.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.problem import Problem
from planner.domain.solving import StopReason
from solvers.frame import Run
from solvers.orders import Orders, plan_of
from solvers.pricing import Pricing
from solvers.recombination.choosing import ChoiceModel, Settings, choose
from solvers.recombination.exchanging import Exchange
from solvers.recombination.mending import filled_up, orders_of_choice
from solvers.recombination.route_pool import RoutePool, route_pool_of
from solvers.seen_routes import SeenRoute

_MOST_MENDED = 5
"""Sets of routes that are made into plans: the last few that CP-SAT found, each worth more than the one before."""

_MEND_PER_PAIR = 3e-6
"""Wall seconds per shift and visit to mend one set of routes (0.06 s were seen for 20 shifts and 1,000 visits)."""

_POOL_SHARE = 0.15
"""Most of the time for gathering routes; those that are not gathered by then are left out."""

_MODEL_PER_POOL, _READ_PER_POOL = 3.0, 1.0
"""Seconds per second of gathering that must be left for CP-SAT to be worth its while, and that it needs to read the model
before it looks at the clock: building the model takes about as long as gathering (1.2 s each for 50,000 routes of 20 stops)."""

_EXCHANGE_SHARE = 0.3
"""Part of the time for the quick search before CP-SAT: it found its best within a second where CP-SAT needed ten for less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recombination:
    """What was found.

    Attributes
    ----------
    orders, cost
        The best plan, and its exact cost: at most the incumbent's.
    num_columns
        Routes to choose from, after those alike were joined.
    is_proved
        Whether no set of the given routes has a lower cost before it is mended.
    stop_reason
        Why it ended.
    runtime
        Wall seconds.
    """

    orders: Orders
    cost: int
    num_columns: int
    is_proved: bool
    stop_reason: StopReason
    runtime: float


def recombine(
    problem: Problem,
    routes: Sequence[SeenRoute],
    *,
    incumbent: Orders,
    run: Run,
    num_workers: int = 2,
) -> Recombination:
    """Pick the best compatible routes.

    Parameters
    ----------
    problem
        The day.
    routes
        Position of a shift and positions of visits in order, each lawful for its shift, the most promising first:
        the last ones are left out where there are more than the time allows.
    incumbent
        Lawful orders to be at least as good as; their routes are among those to choose from.
    run
        Its limits, counted from when it was made. `max_runtime`: wall seconds of everything. `max_iterations`: units of
        CP-SAT's deterministic time, about seconds; with it, without `max_runtime`, and with one worker the same input gives the
        same orders. `max_idle_iterations` is refused. Progress: `num_iterations` counts the sets of routes found.
    num_workers
        Of CP-SAT.

    Raises
    ------
    ValueError
        If `max_idle_iterations` is given.
    TwoReadingsError
        If a route that was chosen has no schedule.
    """
    limits = run.limits
    if limits.max_idle_iterations is not None:
        raise ValueError("recombination cannot obey: max_idle_iterations")
    pricing = Pricing.of(problem)
    watch = _Watch(run, pricing, [list(order) for order in incumbent])
    own = [(number, tuple(order)) for number, order in enumerate(incumbent) if order]
    end = run.runtime() + _POOL_SHARE * run.remaining()
    pool = route_pool_of(problem, [*own, *routes], pricing, keep_on=lambda num: num < len(own) or run.runtime() < end)
    is_proved = False
    if pool.columns and limits.max_iterations != 0 and watch.keep_on():
        settings = Settings.of(limits, seed=run.seed, num_workers=num_workers)
        is_proved = _search(problem, pool, pricing, watch, first=_numbers(pool, own), settings=settings)
    return watch.result(pool, is_proved=is_proved)


def _search(
    problem: Problem, pool: RoutePool, pricing: Pricing, watch: "_Watch", *, first: set[int], settings: Settings
) -> bool:
    """Exchange, choose, mend; whether CP-SAT proved its choice."""
    mend = _MEND_PER_PAIR * len(problem.shifts) * len(problem.visits)
    gathering = watch.run.runtime()
    reserve = _READ_PER_POOL * gathering + 2 * mend
    found, is_proved = [_exchanged(pool, pricing, sorted(first), watch, seed=settings.seed)], False
    if watch.run.remaining() > _MODEL_PER_POOL * gathering + 2 * mend and watch.keep_on():
        choice = ChoiceModel(problem, pool, pricing.weights)
        choice.hint(set(found[0]))
        better, is_proved = choose(choice, settings, watch.run.remaining() - reserve, watch.keep_on_counting)
        found += better
    _mend(problem, pool, pricing, watch, found=found, mend=mend)
    plan_of(problem, watch.best)
    return is_proved


def _exchanged(pool: RoutePool, pricing: Pricing, own: Sequence[int], watch: "_Watch", *, seed: int) -> tuple[int, ...]:
    """A quick search from the incumbent's columns; what it does not find at once it does not find."""
    end = watch.run.runtime() + _EXCHANGE_SHARE * watch.run.remaining()
    exchange = Exchange(pool, pricing.weights, own)
    rng = random.Random(seed)  # noqa: S311 (a search, no secret)
    exchange.run(rng, lambda: watch.run.runtime() < end and watch.keep_on())
    return exchange.chosen


def _mend(
    problem: Problem, pool: RoutePool, pricing: Pricing, watch: "_Watch", *, found: Sequence[tuple[int, ...]], mend: float
) -> None:
    """Make plans of the last sets of columns, each as it is and filled up."""
    for chosen in found[: -_MOST_MENDED - 1 : -1]:
        orders = orders_of_choice(problem, pool, pricing, chosen)
        watch.offer(orders)
        if watch.run.remaining() > mend:
            watch.offer(filled_up(problem, orders))
        if watch.run.remaining() <= mend:
            break


class _Watch:
    """The best orders so far, and whether to go on."""

    def __init__(self, run: Run, pricing: Pricing, incumbent: Orders) -> None:
        self.run, self._pricing = run, pricing
        self.best, self.cost = incumbent, pricing.orders(incumbent)
        self._num_found, self._num_stops = 0, sum(map(len, incumbent))
        run.reported = -math.inf

    def keep_on_counting(self) -> bool:
        self._num_found += 1
        return self.keep_on()

    def keep_on(self) -> bool:
        return self.run.tell_if_due(num_iterations=self._num_found, cost=self.cost, num_stops=self._num_stops)

    def offer(self, orders: Orders) -> None:
        cost = self._pricing.orders(orders)
        if cost < self.cost:
            self.best, self.cost, self._num_stops = orders, cost, sum(map(len, orders))

    def result(self, pool: RoutePool, *, is_proved: bool) -> Recombination:
        if self.run.is_interrupted:
            stop_reason = StopReason.INTERRUPTED
        elif is_proved or not pool.columns:
            stop_reason = StopReason.COMPLETED
        else:
            stop_reason = StopReason.RUNTIME if self.run.limits.max_iterations is None else StopReason.ITERATIONS
        return Recombination(
            orders=self.best,
            cost=self.cost,
            num_columns=len(pool.columns),
            is_proved=is_proved,
            stop_reason=stop_reason,
            runtime=self.run.runtime(),
        )


def _numbers(pool: RoutePool, own: Sequence[SeenRoute]) -> set[int]:
    """Columns that stand for the incumbent's routes."""
    number_of = {(column.kind, frozenset(column.order)): number for number, column in enumerate(pool.columns)}
    return {number_of[pool.kind_of[number], frozenset(order)] for number, order in own}
