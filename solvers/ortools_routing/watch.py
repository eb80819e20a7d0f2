"""Watches a running OR-Tools search: trace of improvements, progress reports, idle limits, the wish to stop."""

import math
from collections.abc import Callable

from ortools.constraint_solver import pywrapcp

from planner.domain.solving import StopReason
from solvers.frame import REPORT_EVERY, Run

_RESERVE_SHARE = 0.1
"""Most of the allowed seconds that the engine keeps for its own finish: a search that ends later ran out of time."""

_MAX_CHECKS, _MAX_PART_CHECKS = 1_000_000, 200_000
"""Checks of the limits without any solution after which the search of a whole day, or of a part, ends: about one for each
neighbour. Where nothing can be moved guided local search goes on for ever; 190,000 were seen between solutions of real days."""


class Watch:
    """State of one search over any number of models, kept by callbacks.

    Parameters
    ----------
    run
        What the whole search has to obey; its first report is due at once.
    cost, num_stops
        Of the plan that the search starts from.
    """

    def __init__(self, run: Run, *, cost: int, num_stops: int) -> None:
        self.run, self._num_stops = run, num_stops
        run.note(cost)
        run.reported = -math.inf
        self.num_solutions = 0
        self._num_idle = 0
        self._part: _PartWatch | None = None
        self._error: BaseException | None = None

    def remaining_solutions(self) -> int | None:
        """Solutions left; `None`: no limit."""
        most = self.run.limits.max_iterations
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

    def is_over(self) -> bool:
        """Whether a limit of the whole search is reached, or the caller wants it to end."""
        return self.run.is_interrupted or self._is_idle() or self.remaining_solutions() == 0

    def stop_reason(self) -> StopReason:
        """Why the search ended, the wish of the caller first."""
        if self.run.is_interrupted:
            return StopReason.INTERRUPTED
        if self._is_idle():
            return StopReason.IDLE
        if self.remaining_solutions() == 0:
            return StopReason.ITERATIONS
        reserve = max(REPORT_EVERY, _RESERVE_SHARE * (self.run.limits.max_runtime or 0.0))
        return StopReason.COMPLETED if self.run.remaining() > reserve else StopReason.RUNTIME

    def _at_solution(self, part: "_PartWatch", cost: int) -> bool:
        if not part.is_searching:
            return False
        if part.lowest is None:  # where the model's search starts from
            part.lowest = cost
            return False
        self.num_solutions += 1
        part.num_idle += 1
        part.num_checks = 0
        self._num_idle += 1
        if cost < part.lowest:
            part.lowest, part.num_idle, self._num_idle = cost, 0, 0
            self.run.note(part.elsewhere + cost)
        return False

    def _is_idle(self) -> bool:
        most = self.run.limits.max_idle_iterations
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
        self._part.num_checks += 1
        self.run.tell_if_due(num_iterations=self.num_solutions, cost=self.run.trace[-1][1], num_stops=self._num_stops)
        return self.run.is_interrupted or self._is_idle() or self._part.is_idle()


class _PartWatch:
    """State of the search of one model."""

    def __init__(self, elsewhere: int, max_idle: int | None) -> None:
        self.elsewhere, self._max_idle = elsewhere, max_idle
        self.lowest: int | None = None
        self.num_idle = self.num_checks = 0
        self.is_searching = False

    def is_idle(self) -> bool:
        if self._max_idle is None:
            return self.num_checks >= _MAX_CHECKS
        return self.num_idle >= self._max_idle or self.num_checks >= _MAX_PART_CHECKS
