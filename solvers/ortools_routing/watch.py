"""Watches a running OR-Tools search: trace of improvements, progress reports, idle limit, the wish to stop."""

import math
from collections.abc import Callable

from ortools.constraint_solver import pywrapcp

from planner.domain.solving import Limits, OnProgress, Progress, Result, StopReason

_REPORT_EVERY = 0.1
"""Wall seconds between two progress reports: smooth to the eye, no cost to the search."""

_RESERVE_SHARE = 0.1
"""Most of the allowed seconds that the engine keeps for its own finish: a search that ends later ran out of time."""


class Watch:
    """State of one search, kept by callbacks."""

    def __init__(
        self, limits: Limits, clock: Callable[[], float], began: float, on_progress: OnProgress | None, first: Result
    ) -> None:
        self._limits, self._clock, self._began, self._on_progress = limits, clock, began, on_progress
        self._num_stops = first.plan.num_stops
        self.trace: list[tuple[float, int]] = [(self._runtime(), first.objective.cost)]
        self.num_solutions = -1  # the first one is where the search starts from
        self._num_idle = 0
        self._reported = -math.inf
        self._is_interrupted = False
        self._error: BaseException | None = None

    def remaining(self) -> float:
        """Wall seconds left."""
        return math.inf if self._limits.max_runtime is None else self._limits.max_runtime - self._runtime()

    def attach(self, routing: pywrapcp.RoutingModel) -> None:
        """Listen to a model's search; before the model is closed."""
        # the cost variable does not exist before the model is closed, and OR-Tools hides errors in callbacks
        routing.AddAtSolutionCallback(lambda: self._at_solution(int(routing.CostVar().Max())))
        routing.AddSearchMonitor(routing.solver().CustomLimit(self._keep_error))

    def raise_error(self) -> None:
        """Raise what went wrong in a callback, which OR-Tools would have swallowed."""
        if self._error is not None:
            raise self._error

    def stop_reason(self) -> StopReason:
        """Why the search ended, the wish of the caller first."""
        if self._is_interrupted:
            return StopReason.INTERRUPTED
        if self._is_idle():
            return StopReason.IDLE
        most = self._limits.max_iterations
        if most is not None and self.num_solutions >= most:
            return StopReason.ITERATIONS
        reserve = max(_REPORT_EVERY, _RESERVE_SHARE * (self._limits.max_runtime or 0.0))
        return StopReason.COMPLETED if self.remaining() > reserve else StopReason.RUNTIME

    def _runtime(self) -> float:
        return self._clock() - self._began

    def _at_solution(self, cost: int) -> None:
        self.num_solutions += 1
        self._num_idle += 1
        if cost < self.trace[-1][1]:
            self.trace.append((self._runtime(), cost))
            self._num_idle = 0

    def _is_idle(self) -> bool:
        most = self._limits.max_idle_iterations
        return most is not None and self._num_idle >= most

    def _keep_error(self) -> bool:
        try:
            return self._has_to_stop()
        except BaseException as error:  # noqa: BLE001 (raised again by `raise_error`)
            self._error = error
            return True

    def _has_to_stop(self) -> bool:
        if self._on_progress is not None and not self._is_interrupted:
            runtime = self._runtime()
            if runtime - self._reported >= _REPORT_EVERY:
                self._reported = runtime
                progress = Progress(
                    runtime=runtime, num_iterations=self.num_solutions, cost=self.trace[-1][1], num_stops=self._num_stops
                )
                self._is_interrupted = not self._on_progress(progress)
        return self._is_interrupted or self._is_idle()
