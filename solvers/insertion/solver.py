"""The engine `insertion`: regret insertion behind the common protocol."""

import time
from collections.abc import Callable

from planner import __version__
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Progress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.insertion.regret import RegretInsertion
from solvers.orders import orders_of, plan_of

_REPORT_EVERY = 10
"""Insertions between two reports: some milliseconds."""


class InsertionSolver:
    """Regret insertion. Deterministic: the seed changes nothing. One iteration is one insertion.

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
        return "insertion"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """A limit on idle iterations has no meaning where each insertion improves; everything else is obeyed."""
        return [] if limits.max_idle_iterations is None else ["max_idle_iterations"]

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Insert until nothing fits; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused:
            raise ValueError(f"engine 'insertion' cannot obey: {', '.join(refused)}")
        began = self._clock()
        insertion = RegretInsertion(problem, orders_of(problem, start))
        watch = _Watch(insertion, limits, self._clock, began, on_progress)
        stop_reason = StopReason.COMPLETED
        if limits.max_iterations == 0:
            stop_reason = StopReason.ITERATIONS
        elif not insertion.run(watch.keep_on):
            stop_reason = watch.stop_reason
        plan = plan_of(problem, insertion.orders)
        objective = breakdown(problem, plan)
        runtime = self._clock() - began
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=stop_reason,
            objective=objective,
            runtime=runtime,
            seed=seed,
            engine=self.name,
            engine_version=__version__,
            num_iterations=watch.num_inserted,
            trace=((runtime, objective.cost),),
        )


class _Watch:
    """Says after each insertion whether to go on, and remembers why not."""

    def __init__(
        self,
        insertion: RegretInsertion,
        limits: Limits,
        clock: Callable[[], float],
        began: float,
        on_progress: OnProgress | None,
    ) -> None:
        self._insertion, self._limits, self._clock = insertion, limits, clock
        self._began, self._on_progress = began, on_progress
        self.num_inserted = 0
        self.stop_reason = StopReason.COMPLETED

    def keep_on(self, num_inserted: int) -> bool:
        """Whether to insert another visit."""
        self.num_inserted = num_inserted
        runtime = self._clock() - self._began
        if self._limits.max_iterations is not None and num_inserted >= self._limits.max_iterations:
            self.stop_reason = StopReason.ITERATIONS
        elif self._limits.max_runtime is not None and runtime >= self._limits.max_runtime:
            self.stop_reason = StopReason.RUNTIME
        elif self._on_progress is not None and num_inserted % _REPORT_EVERY == 0:
            progress = Progress(
                runtime=runtime,
                num_iterations=num_inserted,
                cost=self._insertion.cost,
                num_stops=sum(map(len, self._insertion.orders)),
            )
            if not self._on_progress(progress):
                self.stop_reason = StopReason.INTERRUPTED
        return self.stop_reason is StopReason.COMPLETED
