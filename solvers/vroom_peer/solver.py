"""The peer `vroom`: VROOM's heuristics and local searches on all cores, at its highest exploration level, within the time."""

import datetime as dt
import os
import time
from collections.abc import Callable
from importlib.metadata import version

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.orders import plan_of
from solvers.peer_prizes import better_of, unsupported_by_peers
from solvers.vroom_peer.model import PeerModel, unsupported_by_model

EXPLORATION = 5
"""VROOM's highest level: the most starts and the deepest search."""

_FINISH_PER_VISIT = 0.0001
"""Wall seconds per visit for reading the solution and timing its routes."""


class VroomSolver:
    """VROOM behind the common protocol. It counts no iterations, has no seed and cannot be interrupted.

    Parameters
    ----------
    clock
        Seconds of a monotonic clock.
    exploration
        1 to 5.
    num_threads
        Threads; `None`: one for each core.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        exploration: int = EXPLORATION,
        num_threads: int | None = None,
    ) -> None:
        self._clock, self._exploration = clock, exploration
        self._num_threads = num_threads or os.cpu_count() or 1

    @property
    def name(self) -> str:
        """Name on the command line."""
        return "vroom"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """VROOM knows no required visits, wants a station for each vehicle, and its priorities end at 100."""
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
        """Search until VROOM has done all it means to, or the time is over; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused or limits.max_runtime is None:
            raise ValueError(f"engine 'vroom' cannot obey: {', '.join(refused)}")
        began = self._clock()
        plan, stop_reason = plan_of(problem, [[] for _ in problem.shifts]), StopReason.COMPLETED
        if problem.visits and problem.shifts:
            model = PeerModel(problem)
            limit = began + limits.max_runtime - _FINISH_PER_VISIT * len(problem.visits) - self._clock()
            searching = self._clock()
            solution = model.input.solve(
                self._exploration, self._num_threads, timeout=dt.timedelta(milliseconds=max(1, int(limit * 1000)))
            )
            if self._clock() - searching >= limit:
                stop_reason = StopReason.RUNTIME
            plan = plan_of(problem, model.orders(solution))
        plan = better_of(problem, plan, start)
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=stop_reason,
            objective=breakdown(problem, plan),
            runtime=self._clock() - began,
            seed=seed,
            engine=self.name,
            engine_version=version("pyvroom"),
        )
