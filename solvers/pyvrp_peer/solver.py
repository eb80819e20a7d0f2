"""The peer `pyvrp`: PyVRP's iterated local search, prize-collecting, first with its own settings.

Its penalties end at 100,000 a second, which is less than many a prize is worth here. That serves it well where prizes differ
(day-300, 4,000 iterations, three seeds: 1731 against 1717 with a bound of 10⁹) and on days of even prizes it never finds a
feasible plan. So where there is none after a fifth of the time, it begins anew with the higher bound.

References
----------
Wouda, N. A., Lan, L. and Kool, W. (2024). PyVRP: a high-performance VRP solver package. INFORMS Journal on Computing 36(4).
doi 10.1287/ijoc.2023.0055
"""

import time
import warnings
from collections.abc import Callable
from importlib.metadata import version

import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Progress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.orders import plan_of
from solvers.peer_prizes import better_of, unsupported_by_peers
from solvers.pyvrp_peer.model import PeerModel, unsupported_by_model

_REPORT_EVERY = 0.1
"""Wall seconds between two progress reports."""

_HIGHER_PENALTY = 1e9
"""More than any prize for each second of lateness, and small enough for sums in 64 bits."""

_PATIENCE = 0.2
"""Part of the time after which a search without a feasible plan is given up."""

_INFEASIBLE = 2**62
"""PyVRP's costs of infeasible plans are beyond it."""

_FINISH_PER_VISIT = 0.00002
"""Wall seconds per visit for reading the best solution and timing its routes."""


class PyvrpSolver:
    """PyVRP behind the common protocol. An iteration is one of its local searches; the seed is its random generator's.

    Parameters
    ----------
    clock
        Seconds of a monotonic clock.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock

    @property
    def name(self) -> str:
        """Name on the command line."""
        return "pyvrp"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """PyVRP has no breaks and one window a visit; its objective is prizes and travel alone."""
        return [*unsupported_by_peers(problem, limits), *unsupported_by_model(problem)]

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search for the whole time; `start` is only a floor; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused or limits.max_runtime is None:
            raise ValueError(f"engine 'pyvrp' cannot obey: {', '.join(refused)}")
        began = self._clock()
        plan, watch = plan_of(problem, [[] for _ in problem.shifts]), None
        if problem.visits and problem.shifts:
            model = PeerModel(problem)
            limit = limits.max_runtime - _FINISH_PER_VISIT * len(problem.visits)
            watch = _Watch(limit, self._clock, began, on_progress)
            with warnings.catch_warnings():
                # of a penalty at its bound: no news to the caller, and begun anew below where it does harm
                warnings.simplefilter("ignore", PenaltyBoundWarning)
                found = pyvrp.solve(model.data, watch, seed=seed, collect_stats=False, display=False)
                if watch.begin_anew():
                    penalty = pyvrp.PenaltyParams(max_penalty=_HIGHER_PENALTY)
                    parameters = pyvrp.SolveParams(penalty=penalty)
                    found = pyvrp.solve(model.data, watch, seed=seed, collect_stats=False, display=False, params=parameters)
            if found.best.is_feasible():
                plan = plan_of(problem, model.orders(found.best))
        plan = better_of(problem, plan, start)
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=StopReason.COMPLETED if watch is None else watch.stop_reason,
            objective=breakdown(problem, plan),
            runtime=self._clock() - began,
            seed=seed,
            engine=self.name,
            engine_version=version("pyvrp"),
            num_iterations=0 if watch is None else watch.num_iterations,
        )


class _Watch:
    """PyVRP's question after each iteration: whether to stop."""

    def __init__(self, limit: float, clock: Callable[[], float], began: float, on_progress: OnProgress | None) -> None:
        self._end, self._clock, self._began, self._on_progress = began + limit, clock, began, on_progress
        self._patience_end: float | None = began + _PATIENCE * limit
        self._is_hopeless = False
        self._reported = began
        self.num_iterations = 0
        self.stop_reason = StopReason.RUNTIME

    def begin_anew(self) -> bool:
        """Whether the search was given up for want of a feasible plan; the next one is not."""
        self._patience_end = None
        return self._is_hopeless

    def __call__(self, best_cost: float) -> bool:
        self.num_iterations += 1
        now = self._clock()
        if now >= self._end:
            return True
        if self._patience_end is not None and now >= self._patience_end:
            self._is_hopeless = best_cost >= _INFEASIBLE
            self._patience_end = None
            if self._is_hopeless:
                return True
        if self._on_progress is not None and now - self._reported >= _REPORT_EVERY:
            self._reported = now
            cost = int(min(best_cost, _INFEASIBLE))
            progress = Progress(runtime=now - self._began, num_iterations=self.num_iterations, cost=cost, num_stops=0)
            if not self._on_progress(progress):
                self.stop_reason = StopReason.INTERRUPTED
                return True
        return False
