"""The engine `ortools`: guided local search of OR-Tools' routing library, from a regret insertion or a given plan.

An iteration is a solution as OR-Tools counts them (`solution_limit`): each neighbour that guided local search accepts. With the
same iteration limit and seed it returns the same plan; the seed draws the order in which parts of a large day have their turn,
and changes nothing on a small day. A limit on wall time is not reproducible.
"""

import time
from collections.abc import Callable

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Result, StopReason
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, orders_of
from solvers.ortools_routing.polishing import ENGINE, improve, require_limit, result_of, watch_of
from solvers.pricing import Pricing


class OrtoolsRoutingSolver:
    """OR-Tools' routing library behind the common protocol.

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
        return ENGINE

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Guided local search never ends by itself: some limit is needed. Every feature of a problem is obeyed."""
        return ["a search without any limit"] if limits == Limits() else []

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Improve `start` filled up by regret insertion, never worse; see `planner.domain.solving.Solver`."""
        require_limit(limits)
        began = self._clock()
        pricing = Pricing.of(problem)
        orders, stop_reason = self._first(problem, limits, pricing, start, on_progress)
        watch = watch_of(orders, pricing, limits, clock=self._clock, began=began, on_progress=on_progress)
        if stop_reason is StopReason.COMPLETED:
            stop_reason = improve(problem, orders, pricing, watch, seed=seed)
        return result_of(problem, orders, watch, stop_reason=stop_reason, seed=seed)

    def _first(
        self, problem: Problem, limits: Limits, pricing: Pricing, start: Plan | None, on_progress: OnProgress | None
    ) -> tuple[Orders, StopReason]:
        """The start plan or a better one filled up by insertion, and why the insertion ended."""
        insertion = InsertionSolver(clock=self._clock)
        filled = insertion.solve(problem, Limits(max_runtime=limits.max_runtime), start=start, on_progress=on_progress)
        orders = orders_of(problem, filled.plan)
        if start is not None:
            given = orders_of(problem, start)
            if pricing.orders(given) < pricing.orders(orders):
                return given, filled.stop_reason
        return orders, filled.stop_reason
