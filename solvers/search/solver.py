"""The engine `search`: ruin and recreate under simulated annealing, compiled, on several threads.

One iteration is one step of one searcher: ruin, recreate, judge. With the same seed, iteration limit and number of searchers
the plan is the same every time; a limit on wall time is not reproducible. The first call after installation compiles.
"""

import time
from collections.abc import Callable

from planner import __version__
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, OperatorCount, Progress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, TwoReadingsError, orders_of, plan_of
from solvers.search.cooling import Cooling
from solvers.search.pace import Pace
from solvers.search.searchers import Searchers
from solvers.search.seen import Route, SeenRoutes
from solvers.search.tuning import first_temperature
from solvers.search.warming import is_warm, warm_up

NUM_SEARCHERS = 2
"""Searchers of every run, so that a plan does not depend on the machine; each wants a core."""

_REPORT_EVERY = 0.1
"""Wall seconds between two progress reports: smooth to the eye, no cost to the search."""

_FINISH_DURATION = 0.03
"""Wall seconds kept for timing the plan and its terms, on top of a share for every visit."""

_FINISH_PER_VISIT = 4e-5

_NUM_FALLS = 6
"""Falls of temperature where each searcher has a plan of its own: such days are small, and one fall may end in a dead end."""

_INSERTION_SHARE = 0.15
"""Most of the time that the first plan may take: what is not inserted by then the search inserts itself."""


_LEAST_STEPS_PER_VISIT = 6
"""Steps that every run makes, 0.2 s at 2,000 visits: with no time left for an insertion they make a plan of what there is."""

_SEEN_FROM = 0.5
"""Share of the search after which its routes are good enough to be remembered."""


class SearchSolver:
    """Ruin and recreate behind the common protocol.

    Parameters
    ----------
    num_searchers
        Threads.
    clock
        Seconds of a monotonic clock.
    """

    def __init__(self, *, num_searchers: int = NUM_SEARCHERS, clock: Callable[[], float] = time.monotonic) -> None:
        self._num_searchers = num_searchers
        self._clock = clock
        self.routes_seen: list[Route] = []
        """Routes of the last run, latest first, for recombination."""

    @property
    def name(self) -> str:
        """Name on the command line."""
        return "search"

    def is_ready(self) -> bool:
        """Whether machine code is at hand; see `planner.domain.solving.Preparing`."""
        return is_warm()

    def prepare(self) -> None:
        """Compile the search or load it from disk."""
        warm_up()

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Annealing never ends by itself: some limit is needed. Every feature of a problem is obeyed."""
        has_limit = any(value is not None for value in (limits.max_runtime, limits.max_iterations, limits.max_idle_iterations))
        return [] if has_limit else ["a search without any limit"]

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search from a start plan or a regret insertion, never worse than it; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused:
            raise ValueError(f"engine 'search' cannot obey: {', '.join(refused)}")
        if not self.is_ready():
            self.prepare()
        began = self._clock()
        run = SearchRun(problem, limits, clock=self._clock, began=began, on_progress=on_progress)
        first = start if start is not None else self._inserted(problem, limits, run)
        orders = orders_of(problem, first)
        if problem.visits and problem.shifts and run.stop_reason is not StopReason.INTERRUPTED:
            orders = run.search(orders, seed=seed, num_searchers=self._num_searchers)
        self.routes_seen = run.seen.latest()
        plan = plan_of(problem, orders)
        objective = breakdown(problem, plan)
        if not run.trace or objective.cost < run.trace[-1][1]:
            run.trace.append((self._clock() - began, objective.cost))
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=run.stop_reason,
            objective=objective,
            runtime=self._clock() - began,
            seed=seed,
            engine=self.name,
            engine_version=__version__,
            num_iterations=run.num_steps,
            trace=tuple(run.trace),
            operators=run.operators,
        )

    def _inserted(self, problem: Problem, limits: Limits, run: "SearchRun") -> Plan:
        """A regret insertion, cut short where the time is."""
        most = None if limits.max_runtime is None else _INSERTION_SHARE * limits.max_runtime
        insertion = InsertionSolver(clock=self._clock)
        inserted = insertion.solve(problem, Limits(max_runtime=most), on_progress=run.on_progress)
        if inserted.stop_reason is StopReason.INTERRUPTED:
            run.stop_reason = StopReason.INTERRUPTED
        return inserted.plan


class SearchRun:
    """One run of the searchers, from given orders to the best ones found, with what is to be told about it.

    Parameters
    ----------
    problem, limits, on_progress
        As in the protocol.
    clock
        Seconds of a monotonic clock.
    began
        What it said when the whole engine began: the limits count from there.
    """

    def __init__(
        self,
        problem: Problem,
        limits: Limits,
        *,
        clock: Callable[[], float],
        began: float,
        on_progress: OnProgress | None,
    ) -> None:
        self._problem, self._limits, self._clock, self._began = problem, limits, clock, began
        self.on_progress, self._reported, self._num_idle = on_progress, 0.0, 0
        self.num_steps, self.stop_reason = 0, StopReason.COMPLETED
        self.trace: list[tuple[float, int]] = []
        self.seen = SeenRoutes()
        self.operators: tuple[OperatorCount, ...] = ()

    def search(self, orders: Orders, *, seed: int, num_searchers: int) -> Orders:
        """Run until a limit is reached or the caller says stop.

        Raises
        ------
        TwoReadingsError
            If the cost kept by the compiled code is not the cost of the orders: one of the two misreads.
        """
        try:
            searchers = Searchers(self._problem, orders, seed=seed, num=num_searchers)
        except ValueError as error:
            raise TwoReadingsError(str(error)) from error
        num_falls = 1 if searchers.shares_one_plan else _NUM_FALLS
        cooling = Cooling(limits=self._limits, num_falls=num_falls, hot=first_temperature(len(self._problem.visits)))
        self.trace.append((self._runtime(), searchers.best_cost))
        pace = Pace(self._limits, num_searchers)
        with searchers:
            fall = 0
            while (reason := self._ended(searchers)) is None:
                progress = cooling.progress(self._runtime() + self._finish(), self.num_steps)
                if cooling.is_last(progress) or cooling.fall(progress) != fall:
                    fall = cooling.fall(progress)
                    searchers.gather()
                num_steps = pace.num_steps(self.num_steps, self._clock())
                is_better = searchers.round(cooling.temperature(progress), num_steps, is_exact=cooling.is_last(progress))
                self.num_steps += num_steps * num_searchers
                self._num_idle = 0 if is_better else self._num_idle + num_steps * num_searchers
                if is_better:
                    self.trace.append((self._runtime(), searchers.best_cost))
                if progress >= _SEEN_FROM:
                    self.seen.add(searchers.routes())
            searchers.gather()  # whatever ended the run: what it returns costs what was kept
            self.seen.add([searchers.best_orders])
            self.stop_reason, self.operators = reason, searchers.operators()
        return searchers.best_orders

    def _runtime(self) -> float:
        return self._clock() - self._began

    def _finish(self) -> float:
        return _FINISH_DURATION + _FINISH_PER_VISIT * len(self._problem.visits)

    def _is_late(self) -> bool:
        limits = self._limits
        if limits.max_runtime is None or self.num_steps < _LEAST_STEPS_PER_VISIT * len(self._problem.visits):
            return False
        return self._runtime() >= limits.max_runtime - self._finish()

    def _ended(self, searchers: Searchers) -> StopReason | None:
        limits, runtime = self._limits, self._runtime()
        if limits.max_iterations is not None and self.num_steps >= limits.max_iterations:
            return StopReason.ITERATIONS
        if limits.max_idle_iterations is not None and self._num_idle >= limits.max_idle_iterations:
            return StopReason.IDLE
        if self._is_late():
            return StopReason.RUNTIME
        if self.on_progress is not None and runtime - self._reported >= _REPORT_EVERY:
            self._reported = runtime
            num_stops = sum(map(len, searchers.best_orders))
            told = Progress(runtime=runtime, num_iterations=self.num_steps, cost=searchers.best_cost, num_stops=num_stops)
            if not self.on_progress(told):
                return StopReason.INTERRUPTED
        return None
