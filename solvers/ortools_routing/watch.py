"""Watches a running OR-Tools search: trace of improvements, progress reports, idle limits, the wish to stop."""

import math
from collections.abc import Callable

from ortools.constraint_solver import pywrapcp

from planner.domain.solving import Limits, OnProgress, Progress, StopReason

_REPORT_EVERY = 0.1
"""Wall seconds between two progress reports: smooth to the eye, no cost to the search."""

_RESERVE_SHARE = 0.1
"""Most of the allowed seconds that the engine keeps for its own finish: a search that ends later ran out of time."""


class Watch:
    """State of one search over any number of models, kept by callbacks.

    Parameters
    ----------
    limits
        Of the whole search.
    clock, began
        Seconds of a monotonic clock, and when the search began.
    on_progress
        Who is told, and asked whether to go on.
    cost, num_stops
        Of the plan that the search starts from.
    """

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        began: float,
        on_progress: OnProgress | None,
        *,
        cost: int,
        num_stops: int,
    ) -> None:
        self._limits, self._clock, self._began, self._on_progress = limits, clock, began, on_progress
        self.num_stops = num_stops
        self.trace: list[tuple[float, int]] = [(self.runtime(), cost)]
        self.num_solutions = 0
        self._num_idle = 0
        self._part: _PartWatch | None = None
        self._reported = -math.inf
        self._is_interrupted = False
        self._error: BaseException | None = None

    def runtime(self) -> float:
        """Wall seconds since the search began."""
        return self._clock() - self._began

    def remaining(self) -> float:
        """Wall seconds left."""
        return math.inf if self._limits.max_runtime is None else self._limits.max_runtime - self.runtime()

    def remaining_solutions(self) -> int | None:
        """Solutions left; `None`: no limit."""
        most = self._limits.max_iterations
        return None if most is None else max(0, most - self.num_solutions)

    def attach(self, routing: pywrapcp.RoutingModel, *, elsewhere: int, max_idle: int | None) -> None:
        """Listen to a model's search; before the model is closed.

        Parameters
        ----------
        elsewhere
            Cost of what is not in the model.
        max_idle
            Solutions without improvement after which the model's search ends; `None`: no such limit.
        """
        part = self._part = _PartWatch(elsewhere, max_idle)  # not searching yet: OR-Tools calls while it takes orders over, too
        # the cost variable does not exist before the model is closed, and OR-Tools hides errors in callbacks
        routing.AddAtSolutionCallback(lambda: self._kept(lambda: self._at_solution(part, int(routing.CostVar().Max()))))
        routing.AddSearchMonitor(routing.solver().CustomLimit(lambda: self._stops(routing)))

    def begin(self) -> None:
        """Count, report and stop from now on."""
        if self._part is not None:
            self._part.is_searching = True

    def raise_error(self) -> None:
        """Raise what went wrong in a callback, which OR-Tools would have swallowed."""
        if self._error is not None:
            raise self._error

    def note(self, cost: int) -> None:
        """Note an improvement that was found outside the callbacks."""
        if cost < self.trace[-1][1]:
            self.trace.append((self.runtime(), cost))

    def is_over(self) -> bool:
        """Whether a limit of the whole search is reached, or the caller wants it to end."""
        return self._is_interrupted or self._is_idle() or self.remaining_solutions() == 0

    def stop_reason(self) -> StopReason:
        """Why the search ended, the wish of the caller first."""
        if self._is_interrupted:
            return StopReason.INTERRUPTED
        if self._is_idle():
            return StopReason.IDLE
        if self.remaining_solutions() == 0:
            return StopReason.ITERATIONS
        reserve = max(_REPORT_EVERY, _RESERVE_SHARE * (self._limits.max_runtime or 0.0))
        return StopReason.COMPLETED if self.remaining() > reserve else StopReason.RUNTIME

    def _at_solution(self, part: "_PartWatch", cost: int) -> bool:
        if not part.is_searching:
            return False
        if part.lowest is None:  # where the model's search starts from
            part.lowest = cost
            return False
        self.num_solutions += 1
        part.num_idle += 1
        self._num_idle += 1
        if cost < part.lowest:
            part.lowest, part.num_idle, self._num_idle = cost, 0, 0
            self.note(part.elsewhere + cost)
        return False

    def _is_idle(self) -> bool:
        most = self._limits.max_idle_iterations
        return most is not None and self._num_idle >= most

    def _kept(self, callback: Callable[[], bool]) -> bool:
        """Call back; keep what goes wrong for `raise_error` and stop."""
        if self._error is not None:
            return True
        try:
            return callback()
        except BaseException as error:  # noqa: BLE001 (raised again by `raise_error`)
            self._error = error
            return True

    def _stops(self, routing: pywrapcp.RoutingModel) -> bool:
        is_over = self._kept(self._has_to_stop)
        if is_over:
            routing.CancelSearch()  # the limit alone ends one neighbourhood, and was seen to let the search go on for seconds
        return is_over

    def _has_to_stop(self) -> bool:
        if self._part is None or not self._part.is_searching:
            return False
        if self._on_progress is not None and not self._is_interrupted:
            runtime = self.runtime()
            if runtime - self._reported >= _REPORT_EVERY:
                self._reported = runtime
                progress = Progress(
                    runtime=runtime, num_iterations=self.num_solutions, cost=self.trace[-1][1], num_stops=self.num_stops
                )
                self._is_interrupted = not self._on_progress(progress)
        return self._is_interrupted or self._is_idle() or self._part.is_idle()


class _PartWatch:
    """State of the search of one model."""

    def __init__(self, elsewhere: int, max_idle: int | None) -> None:
        self.elsewhere, self._max_idle = elsewhere, max_idle
        self.lowest: int | None = None
        self.num_idle = 0
        self.is_searching = False

    def is_idle(self) -> bool:
        return self._max_idle is not None and self.num_idle >= self._max_idle
