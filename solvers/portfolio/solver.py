"""The engine `auto`: regret insertion, parallel searches, recombination of their routes, polishing by OR-Tools.

The searches get most of the time. What they saw last becomes a choice of routes for CP-SAT; then the routing model of OR-Tools
takes the plan as its start: it must accept it, or the run fails, since then two independent readings of the laws differ. One
iteration is one step of a search; recombination and polishing get a fixed effort then, so that the plan can be made again.
"""

import time
from collections.abc import Callable

from planner import __version__
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Progress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.orders import Orders, orders_of, plan_of
from solvers.ortools_routing.polishing import polish
from solvers.pricing import Pricing
from solvers.recombination.recombining import recombine
from solvers.search.solver import NUM_SEARCHERS, SearchSolver
from solvers.search.warming import is_warm, warm_up

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


class PortfolioSolver:
    """All engines of the house behind the common protocol.

    Parameters
    ----------
    num_searchers
        Threads of the search, and workers of recombination where time is the limit.
    clock
        Seconds of a monotonic clock.
    """

    def __init__(self, *, num_searchers: int = NUM_SEARCHERS, clock: Callable[[], float] = time.monotonic) -> None:
        self._num_searchers = num_searchers
        self._clock = clock

    @property
    def name(self) -> str:
        """Name on the command line."""
        return "auto"

    def is_ready(self) -> bool:
        """Whether machine code is at hand; see `planner.domain.solving.Preparing`."""
        return is_warm()

    def prepare(self) -> None:
        """Compile the search or load it from disk."""
        warm_up()

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """As the search: some limit is needed, every feature of a problem is obeyed."""
        return SearchSolver().unsupported(problem, limits)

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search, recombine, polish; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused:
            raise ValueError(f"engine 'auto' cannot obey: {', '.join(refused)}")
        if not self.is_ready():
            self.prepare()
        run = _Run(problem, limits, seed=seed, clock=self._clock, on_progress=on_progress)
        search = SearchSolver(num_searchers=self._num_searchers, clock=self._clock)
        found = search.solve(problem, run.search_limits(), seed=seed, start=start, on_progress=run.told)
        run.begin_with(found)
        if problem.visits and problem.shifts and not run.is_interrupted:
            run.recombine(search.routes_seen, num_workers=self._num_searchers)
            run.polish()
        return run.result(found)


class _Run:
    """One run: limits, the best orders so far, and what is told of them."""

    def __init__(
        self, problem: Problem, limits: Limits, *, seed: int, clock: Callable[[], float], on_progress: OnProgress | None
    ) -> None:
        self._problem, self._limits, self._seed, self._clock = problem, limits, seed, clock
        self._on_progress, self._began, self._before = on_progress, clock(), 0.0
        self._pricing = Pricing.of(problem)
        self._orders: Orders = []
        self._trace: list[tuple[float, int]] = []
        self._stop_reason = StopReason.COMPLETED
        self.is_interrupted = False

    def search_limits(self) -> Limits:
        """What the search is given of the limits."""
        if self._limits.max_runtime is None:
            return self._limits
        runtime = self._limits.max_runtime
        rest = (1 - _SEARCH_SHARE) * runtime
        share = runtime - rest if rest >= _LEAST_REST else runtime
        return Limits(
            max_runtime=max(0.0, share - self._runtime()),
            max_iterations=self._limits.max_iterations,
            max_idle_iterations=self._limits.max_idle_iterations,
        )

    def told(self, progress: Progress) -> bool:
        """Hand progress on, counted from the beginning of the run; whether to go on."""
        if self._on_progress is None:
            return True
        cost = min(progress.cost, *(cost for _, cost in self._trace)) if self._trace else progress.cost
        num_stops = sum(map(len, self._orders)) or progress.num_stops
        told = Progress(runtime=self._runtime(), num_iterations=progress.num_iterations, cost=cost, num_stops=num_stops)
        self.is_interrupted = self.is_interrupted or not self._on_progress(told)
        return not self.is_interrupted

    def begin_with(self, found: Result) -> None:
        """Take over what the search found."""
        self._orders = orders_of(self._problem, found.plan)
        self._trace = list(found.trace)
        self._stop_reason = found.stop_reason
        self.is_interrupted = found.stop_reason is StopReason.INTERRUPTED

    def recombine(self, routes: list[tuple[int, tuple[int, ...]]], *, num_workers: int) -> None:
        """Choose among the routes seen."""
        limits = self._rest(_RECOMBINATION_SHARE, _FEW_ITERATIONS)
        if limits is not None:
            is_timed = limits.max_runtime is not None
            found = recombine(
                self._problem, routes, incumbent=self._orders, limits=limits, seed=self._seed,
                num_workers=num_workers if is_timed else 1, on_progress=self.told, clock=self._clock,
            )  # fmt: skip
            self._take(found.orders)

    def polish(self) -> None:
        """Let OR-Tools take the plan and improve it."""
        limits = self._rest(1.0, _FEW_NEIGHBOURS)
        if limits is not None and any(self._orders) and not self.is_interrupted:
            plan = plan_of(self._problem, self._orders)
            found = polish(self._problem, plan, limits, seed=self._seed, on_progress=self.told, clock=self._clock)
            self._take(orders_of(self._problem, found.plan))

    def result(self, found: Result) -> Result:
        """The best plan, timed anew."""
        plan = plan_of(self._problem, self._orders)
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=StopReason.INTERRUPTED if self.is_interrupted else self._stop_reason,
            objective=breakdown(self._problem, plan),
            runtime=self._runtime(),
            seed=self._seed,
            engine="auto",
            engine_version=__version__,
            num_iterations=found.num_iterations,
            trace=tuple(self._trace),
            operators=found.operators,
        )

    def _runtime(self) -> float:
        return self._clock() - self._began

    def _rest(self, share: float, fixed: Limits) -> Limits | None:
        """Limits of what comes next; `None` where no time is left for it."""
        if self._limits.max_runtime is None:
            return None if self._limits.max_iterations == 0 else fixed
        rest = (self._limits.max_runtime - self._runtime()) * share
        return Limits(max_runtime=rest) if rest >= _LEAST_REST / 2 else None

    def _take(self, orders: Orders) -> None:
        cost = self._pricing.orders(orders)
        if cost < self._pricing.orders(self._orders):
            self._orders = orders
            self._trace.append((self._runtime(), cost))
