"""The engine `search`: ruin and recreate under simulated annealing, compiled, on several threads.

One iteration is one step of one searcher: ruin, recreate, judge. With the same seed, iteration limit and number of searchers
the plan is the same every time; a limit on wall time is not reproducible. The first call after installation compiles.
"""

import time
from dataclasses import replace

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, StopReason
from solvers.frame import NUM_SEARCHERS, Clock, Engine, Run, without_limit
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, TwoReadingsError, orders_of
from solvers.search.cooling import Cooling
from solvers.search.pace import Pace
from solvers.search.searchers import Searchers
from solvers.search.tuning import first_temperature
from solvers.search.warming import CODE, is_warm, warm_up
from solvers.seen_routes import SeenRoute, SeenRoutes

_FINISH_DURATION, _FINISH_PER_VISIT = 0.03, 4e-5
"""Wall seconds kept for timing the plan and its terms: in any case, and for every visit."""

_NUM_FALLS = 6
"""Falls of temperature where each searcher has a plan of its own: such days are small, and one fall may end in a dead end."""

_ANEW = (2, 4)
"""Falls that all searchers but the first begin with nothing then: what is far from the best plan is hardly found from there."""

_FEW_VISITS, _NUM_SHORT, _NUM_SHORT_ANEW = 60, 48, 43
"""Up to so many visits these searchers make so many short falls instead, but for the last few from nothing: many tries find
more. On six of the problems of `tuning._POWER_APART` 39 of 120 runs of 6,000 to 20,000 steps ended below VROOM instead of 51,
with four times the steps 15 instead of 26. On instances with 100 to 288 visits thirty such falls ended up to 0.5 % worse."""

_WHO = (slice(1), slice(1, None))
"""The first searcher, and the others."""

_INSERTION_SHARE = 0.15
"""Most of the time that the first plan may take: what is not inserted by then the search inserts itself."""

_LEAST_STEPS_PER_VISIT = 6
"""Steps that every run makes, 0.2 s at 2,000 visits: with no time left for an insertion they make a plan of what there is."""

_LEAST_DURATION = 1.0
"""Wall seconds of searching after which these are given up at the limit: with many breaks a step may take a second."""

_WORTH_LOADING = 0.1
"""Wall seconds of searching that a run gets at least for which machine code was loaded: it would hardly search otherwise."""

_SEEN_FROM = 0.5
"""Share of the search after which its routes are good enough to be remembered."""


class SearchSolver(Engine):
    """Ruin and recreate behind the common protocol.

    Parameters
    ----------
    num_searchers
        Threads.
    clock
        Seconds of a monotonic clock.
    """

    name = "search"

    def __init__(self, *, num_searchers: int = NUM_SEARCHERS, clock: Clock = time.monotonic) -> None:
        super().__init__(clock=clock)
        self._num_searchers = num_searchers
        self.routes_seen: list[SeenRoute] = []
        """Routes of the last run, latest first, for recombination."""

    def is_ready(self) -> bool:
        """Whether machine code is at hand; see `planner.domain.solving.Preparing`."""
        return is_warm()

    def prepare(self) -> None:
        """Compile the search or load it from disk."""
        warm_up()

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Annealing never ends by itself: some limit is needed. Every feature of a problem is obeyed."""
        return without_limit(limits)

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Search from a start plan or a regret insertion, never worse than it."""
        search = _Search(problem, run)
        orders = orders_of(problem, start if start is not None else self._inserted(problem, run))
        if problem.visits and problem.shifts and run.stop_reason is not StopReason.INTERRUPTED:
            orders = search.run(orders, num_searchers=self._num_searchers)
        self.routes_seen, run.num_iterations = search.seen.latest(), search.num_steps
        return orders

    def _inserted(self, problem: Problem, run: Run) -> Plan:
        """A regret insertion, cut short where the time is."""
        most = None if run.limits.max_runtime is None else _INSERTION_SHARE * run.limits.max_runtime
        inserted = InsertionSolver(clock=self._clock).solve(problem, Limits(max_runtime=most), on_progress=run.on_progress)
        if inserted.stop_reason is StopReason.INTERRUPTED:
            run.stop_reason = StopReason.INTERRUPTED
        return inserted.plan


class _Search:
    """The searchers of one run, from given orders to the best ones found."""

    def __init__(self, problem: Problem, run: Run) -> None:
        self._problem, self._run, self._num_idle, self._began = problem, run, 0, run.runtime()
        self._is_loading = not CODE.is_loaded
        self.num_steps = 0
        self.seen = SeenRoutes()

    def run(self, orders: Orders, *, num_searchers: int) -> Orders:
        """Search until a limit is reached or the caller says stop.

        Raises
        ------
        TwoReadingsError
            If the cost kept by the compiled code is not the cost of the orders: one of the two misreads.
        """
        run, problem = self._run, self._problem
        try:
            searchers = Searchers(problem, orders, seed=run.seed, num=num_searchers)
        except ValueError as error:
            raise TwoReadingsError(str(error)) from error
        self._began = run.runtime()
        coolings = self._coolings(searchers)
        run.trace.append((run.runtime(), searchers.best_cost))
        pace = Pace(run.limits, num_searchers)
        with searchers:
            begun = [0] * len(coolings)
            while (reason := self._ended(searchers)) is None:
                progress = coolings[0].progress(run.runtime() + self._finish(), self.num_steps)
                is_last = coolings[0].is_last(progress)
                falls = [cooling.fall(progress) for cooling in coolings]
                if is_last:
                    searchers.gather()
                for cooling, who, fall, then in zip(coolings, _WHO, falls, begun, strict=False):
                    if fall != then and not is_last:
                        searchers.gather(who, anew=fall in cooling.anew)
                begun = falls
                num_steps = pace.num_steps(self.num_steps, run.clock())
                is_better = searchers.round([one.temperature(progress) for one in coolings], num_steps, is_exact=is_last)
                self.num_steps += num_steps * num_searchers
                self._num_idle = 0 if is_better else self._num_idle + num_steps * num_searchers
                if is_better:
                    run.trace.append((run.runtime(), searchers.best_cost))
                if progress >= _SEEN_FROM:
                    self.seen.add(searchers.routes())
            searchers.gather()  # whatever ended the run: what it returns costs what was kept
            self.seen.add([searchers.best_orders])
            run.stop_reason, run.operators = reason, searchers.operators()
        return searchers.best_orders

    def _coolings(self, searchers: Searchers) -> list[Cooling]:
        """Of the first searcher, and of the others where each has a plan of its own."""
        hot, limits = first_temperature(len(self._problem.visits)), self._run.limits
        if searchers.shares_one_plan:
            return [Cooling(limits=limits, hot=hot)]
        first = Cooling(limits=limits, num_falls=_NUM_FALLS, hot=hot)
        if len(self._problem.visits) <= _FEW_VISITS:
            others = replace(first, num_falls=_NUM_SHORT, anew=range(1, _NUM_SHORT_ANEW + 1))
        else:
            others = replace(first, anew=_ANEW)
        return [first, others][: searchers.num]

    def _finish(self) -> float:
        return _FINISH_DURATION + _FINISH_PER_VISIT * len(self._problem.visits)

    def _is_late(self) -> bool:
        is_short = self.num_steps < _LEAST_STEPS_PER_VISIT * len(self._problem.visits)
        least = _LEAST_DURATION if is_short else _WORTH_LOADING if self._is_loading else 0.0
        if self._run.runtime() - self._began < least:
            return False
        return self._run.remaining() <= self._finish()

    def _ended(self, searchers: Searchers) -> StopReason | None:
        limits = self._run.limits
        if limits.max_iterations is not None and self.num_steps >= limits.max_iterations:
            return StopReason.ITERATIONS
        if limits.max_idle_iterations is not None and self._num_idle >= limits.max_idle_iterations:
            return StopReason.IDLE
        if self._is_late():
            return StopReason.RUNTIME
        num_stops = sum(map(len, searchers.best_orders))
        is_on = self._run.tell_if_due(num_iterations=self.num_steps, cost=searchers.best_cost, num_stops=num_stops)
        return None if is_on else StopReason.INTERRUPTED
