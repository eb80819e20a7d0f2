"""The engine `auto`: regret insertion, parallel searches, recombination of their routes, polishing by OR-Tools.

A small problem with less time than the searches take to load is answered by `solvers.brief`.

The searches get most of the time. What they saw last becomes a choice of routes for CP-SAT; then the routing model of OR-Tools
takes the plan as its start: it must accept it, or the run fails, since then two independent readings of the laws differ. One
iteration is one step of a search; recombination and polishing get a fixed effort then, so that the plan can be made again.
"""

import threading
import time
from dataclasses import replace

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Progress, Result, StopReason
from solvers.brief.solver import BriefSolver, is_brief
from solvers.frame import NUM_SEARCHERS, Clock, Engine, Run, without_limit
from solvers.orders import Orders, orders_of, plan_of
from solvers.pricing import Pricing
from solvers.seen_routes import SeenRoute

_SEARCH_SHARE = 0.88
"""Part of the time for the searches; recombination and polishing share the rest."""

_LEAST_REST = 0.15
"""Wall seconds below which what follows the search is left out: models could not be built."""

_RECOMBINATION_SHARE = 0.5
"""Part of the rest for recombination."""

_FEW_ITERATIONS = Limits(max_iterations=1)
"""Effort of recombination where iterations are limited: one unit of CP-SAT's deterministic time."""

_FEW_NEIGHBOURS = Limits(max_iterations=30)
"""Effort of polishing then: neighbours accepted by OR-Tools."""


class PortfolioSolver(Engine):
    """All engines of the house behind the common protocol.

    Parameters
    ----------
    num_searchers
        Threads of the search, and workers of recombination where time is the limit.
    clock
        Seconds of a monotonic clock.
    """

    name = "auto"

    def __init__(self, *, num_searchers: int = NUM_SEARCHERS, clock: Clock = time.monotonic) -> None:
        super().__init__(clock=clock)
        self._num_searchers = num_searchers

    def is_ready(self) -> bool:
        """Whether machine code is at hand; see `planner.domain.solving.Preparing`."""
        from solvers.search.warming import is_warm  # noqa: PLC0415 (numba, half a second, which a brief search does without)

        return is_warm()

    def prepare(self) -> None:
        """Compile the search or load it from disk."""
        from solvers.search.warming import warm_up  # noqa: PLC0415 (as above)

        warm_up()

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search for the best plan, without compiled code where there is no time to load it."""
        if not is_brief(problem, limits):
            return super().solve(problem, limits, seed=seed, start=start, on_progress=on_progress)
        brief = BriefSolver(clock=self._clock)
        found = brief.solve(problem, limits, seed=seed, start=start, on_progress=on_progress)
        return replace(found, engine=self.name)

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """As the search: some limit is needed, every feature of a problem is obeyed."""
        return without_limit(limits)

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Search, recombine, polish."""
        from solvers.search.solver import SearchSolver  # noqa: PLC0415 (as above)

        stages = _Stages(problem, run)
        if stages.has_rest():
            threading.Thread(target=_load_rest).start()
        search = SearchSolver(num_searchers=self._num_searchers, clock=self._clock)
        found = search.solve(problem, stages.search_limits(), seed=run.seed, start=start, on_progress=stages.told)
        stages.orders, run.trace = orders_of(problem, found.plan), list(found.trace)
        run.stop_reason, run.num_iterations, run.operators = found.stop_reason, found.num_iterations, found.operators
        run.is_interrupted = found.stop_reason is StopReason.INTERRUPTED
        if problem.visits and problem.shifts and not run.is_interrupted:
            stages.recombine(search.routes_seen, num_workers=self._num_searchers)
            stages.polish()
        if run.is_interrupted:
            run.stop_reason = StopReason.INTERRUPTED
        return stages.orders


class _Stages:
    """The stages of one run, their parts of the limits, and the best orders so far."""

    def __init__(self, problem: Problem, run: Run) -> None:
        self._problem, self._run = problem, run
        self._pricing = Pricing.of(problem)
        self.orders: Orders = []

    def search_limits(self) -> Limits:
        """What the search is given of the limits."""
        limits = self._run.limits
        if limits.max_runtime is None:
            return limits
        share = _SEARCH_SHARE * limits.max_runtime if self.has_rest() else limits.max_runtime
        return replace(limits, max_runtime=max(0.0, share - self._run.runtime()))

    def has_rest(self) -> bool:
        """Whether anything follows the search."""
        limits = self._run.limits
        if limits.max_runtime is None:
            return limits.max_iterations != 0
        return (1 - _SEARCH_SHARE) * limits.max_runtime >= _LEAST_REST

    def told(self, progress: Progress) -> bool:
        """Hand progress on, counted from the beginning of the run; whether to go on."""
        cost = min(progress.cost, *(cost for _, cost in self._run.trace)) if self._run.trace else progress.cost
        num_stops = sum(map(len, self.orders)) or progress.num_stops
        return self._run.tell(num_iterations=progress.num_iterations, cost=cost, num_stops=num_stops)

    def recombine(self, routes: list[SeenRoute], *, num_workers: int) -> None:
        """Choose among the routes seen."""
        limits, run = self._rest(_RECOMBINATION_SHARE, _FEW_ITERATIONS), self._run
        if limits is not None:
            from solvers.recombination.recombining import recombine  # noqa: PLC0415 (see `_load_rest`)

            is_timed = limits.max_runtime is not None
            part = Run(limits, seed=run.seed, on_progress=self.told, clock=run.clock)
            workers = num_workers if is_timed else 1
            found = recombine(self._problem, routes, incumbent=self.orders, run=part, num_workers=workers)
            self._take(found.orders)

    def polish(self) -> None:
        """Let OR-Tools take the plan and improve it."""
        limits, run = self._rest(1.0, _FEW_NEIGHBOURS), self._run
        if limits is not None and any(self.orders) and not run.is_interrupted:
            from solvers.ortools_routing.polishing import polish  # noqa: PLC0415 (see `_load_rest`)

            plan = plan_of(self._problem, self.orders)
            found = polish(self._problem, plan, limits, seed=run.seed, on_progress=self.told, clock=run.clock)
            self._take(orders_of(self._problem, found.plan))

    def _rest(self, share: float, fixed: Limits) -> Limits | None:
        """Limits of what comes next; `None` where no time is left for it."""
        if self._run.limits.max_runtime is None:
            return None if self._run.limits.max_iterations == 0 else fixed
        rest = self._run.remaining() * share
        return Limits(max_runtime=rest) if rest >= _LEAST_REST / 2 else None

    def _take(self, orders: Orders) -> None:
        cost = self._pricing.orders(orders)
        if cost < self._pricing.orders(self.orders):
            self.orders = orders
            self._run.trace.append((self._run.runtime(), cost))


def _load_rest() -> None:
    """Load OR-Tools, a quarter of a second, beside the compiled loop; a search of less than a second never needs it."""
    import solvers.ortools_routing.polishing  # noqa: PLC0415
    import solvers.recombination.recombining  # noqa: F401, PLC0415
