"""The peer `pyvrp`: PyVRP's iterated local search, prize-collecting, first with its own settings.

Its penalties end at 100,000 a second, which is less than many a prize is worth here. That serves it well where prizes differ
(day-300, 4,000 iterations, three seeds: 1731 against 1717 with a bound of 10⁹) and on days of even prizes it never finds a
feasible plan. So where there is none after a fifth of the time, it begins anew with the higher bound.

References
----------
Wouda, N. A., Lan, L. and Kool, W. (2024). PyVRP: a high-performance VRP solver package. INFORMS Journal on Computing 36(4).
doi 10.1287/ijoc.2023.0055
"""

import warnings
from importlib.metadata import version

import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, PeerRefusalError, StopReason
from solvers.frame import Engine, Run
from solvers.orders import Orders, orders_of, plan_of
from solvers.peer_prizes import better_of, unsupported_by_peers
from solvers.pyvrp_peer.pyvrp_data import PyvrpData, unsupported_by_data

_HIGHER_PENALTY = 1e9
"""More than any prize for each second of lateness, and small enough for sums in 64 bits."""

_PATIENCE = 0.2
"""Part of the time after which a search without a feasible plan is given up."""

_INFEASIBLE = 2**62
"""PyVRP's costs of infeasible plans are beyond it."""

_FINISH_PER_VISIT = 0.00002
"""Wall seconds per visit for reading the best solution and timing its routes."""


class PyvrpSolver(Engine):
    """PyVRP behind the common protocol. An iteration is one of its local searches; the seed is its random generator's."""

    name = "pyvrp"
    is_traced = False

    @property
    def version(self) -> str:
        """Version of PyVRP."""
        return version("pyvrp")

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """PyVRP has no breaks and one window a visit; its objective is prizes and travel alone."""
        return [*unsupported_by_peers(problem, limits), *unsupported_by_data(problem)]

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Search for the whole time; `start` is only a floor."""
        plan, run.num_iterations = plan_of(problem, [[] for _ in problem.shifts]), 0
        if problem.visits and problem.shifts:
            try:
                model = PyvrpData(problem)
            except (ValueError, OverflowError) as error:
                raise PeerRefusalError(str(error)) from error
            watch = _Watch(run, (run.limits.max_runtime or 0.0) - _FINISH_PER_VISIT * len(problem.visits))
            with warnings.catch_warnings():
                # of a penalty at its bound: no news to the caller, and begun anew below where it does harm
                warnings.simplefilter("ignore", PenaltyBoundWarning)
                found = pyvrp.solve(model.data, watch, seed=run.seed, collect_stats=False, display=False)
                if watch.begin_anew():
                    penalty = pyvrp.PenaltyParams(max_penalty=_HIGHER_PENALTY)
                    parameters = pyvrp.SolveParams(penalty=penalty)
                    found = pyvrp.solve(model.data, watch, seed=run.seed, collect_stats=False, display=False, params=parameters)
            if found.best.is_feasible():
                plan = plan_of(problem, model.orders(found.best))
            run.num_iterations = watch.num_iterations
            run.stop_reason = StopReason.INTERRUPTED if run.is_interrupted else StopReason.RUNTIME
        return orders_of(problem, better_of(problem, plan, start))


class _Watch:
    """PyVRP's question after each iteration: whether to stop."""

    def __init__(self, run: Run, limit: float) -> None:
        self._run, self._limit = run, limit
        self._patience: float | None = _PATIENCE * limit
        self._is_hopeless = False
        self.num_iterations = 0

    def begin_anew(self) -> bool:
        """Whether the search was given up for want of a feasible plan; the next one is not."""
        self._patience = None
        return self._is_hopeless

    def __call__(self, best_cost: float) -> bool:
        self.num_iterations += 1
        runtime = self._run.runtime()
        if runtime >= self._limit:
            return True
        if self._patience is not None and runtime >= self._patience:
            self._is_hopeless = best_cost >= _INFEASIBLE
            self._patience = None
            if self._is_hopeless:
                return True
        cost = int(min(best_cost, _INFEASIBLE))
        return not self._run.tell_if_due(num_iterations=self.num_iterations, cost=cost, num_stops=0)
