"""The peer `vroom`: VROOM's heuristics and local searches on all cores, as thorough as the time allows.

An exploration level that does not end in the time gives poor plans (heuristics fill the whole of it), a low one leaves time
over. So the first level is the highest that is expected to end, and while at least twice what it took is left, the highest
level follows. The best plan counts.
"""

import datetime as dt
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import vroom

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, PeerRefusalError, StopReason
from planner.rules.cost import breakdown
from planner.rules.timing import can_take_breaks
from solvers.frame import Clock, Engine, Run
from solvers.orders import Orders, orders_of, plan_of
from solvers.peer_prizes import better_of, unsupported_by_peers
from solvers.vroom_peer.vroom_input import VroomInput, unsupported_by_input

HIGHEST = 5
"""VROOM's highest exploration level."""

_LEVEL_DURATION = 0.00002
"""Wall seconds per level and square of the number of visits: on two cores level 5 took 9 s with 300 visits and 23 s with 500,
level 1 took 22 s with 1,000."""

_FINISH_PER_VISIT = 0.0001
"""Wall seconds per visit for reading the solution and timing its routes."""

_LEAST_DURATION = 0.05
"""Wall seconds below which another search is not begun."""


class VroomSolver(Engine):
    """VROOM behind the common protocol. It counts no iterations, has no seed, and can be interrupted only between two levels.

    Parameters
    ----------
    clock
        Seconds of a monotonic clock.
    exploration
        1 to 5, this level alone; `None`: chosen by time and size.
    num_threads
        Threads; `None`: one for each core.
    """

    name = "vroom"
    is_traced = False

    def __init__(
        self, *, clock: Clock = time.monotonic, exploration: int | None = None, num_threads: int | None = None
    ) -> None:
        super().__init__(clock=clock)
        self._exploration, self._num_threads = exploration, num_threads or os.cpu_count() or 1

    @property
    def version(self) -> str:
        """Version of VROOM's Python package."""
        return version("pyvroom")

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """VROOM knows no required visits, wants a station for each vehicle, and its priorities end at 100."""
        return [*unsupported_by_peers(problem, limits), *unsupported_by_input(problem)]

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Search until VROOM has done all it means to, or the time is over."""
        plan = plan_of(problem, [[] for _ in problem.shifts])
        if problem.visits and any(shift.max_visits != 0 and can_take_breaks(shift) for shift in problem.shifts):
            plan = self._explored(problem, run)
        return orders_of(problem, better_of(problem, plan, start))

    def _explored(self, problem: Problem, run: Run) -> Plan:
        """Levels one after the other while time is left; between them the caller may stop it."""
        end = run.began + (run.limits.max_runtime or 0.0) - _FINISH_PER_VISIT * len(problem.visits)
        began = self._clock()
        with _refusals():
            model = VroomInput(problem)
        expected = _LEVEL_DURATION * len(problem.visits) ** 2
        level = self._exploration or max(1, min(HIGHEST, int((end - began) / max(expected, 1e-9))))
        plan: Plan | None = None
        while True:
            searching = self._clock()
            limit = dt.timedelta(milliseconds=max(1, int(1000 * (end - searching))))
            with _refusals():
                solution = model.input.solve(level, self._num_threads, timeout=limit)
            found = plan_of(problem, model.orders(solution))
            plan = better_of(problem, found, plan)
            now = self._clock()
            if now >= end:
                run.stop_reason = StopReason.RUNTIME
                return plan
            if self._exploration is not None or level == HIGHEST or end - now < max(2 * (now - searching), _LEAST_DURATION):
                return plan
            cost = breakdown(problem, plan).cost
            if not run.tell(num_iterations=level, cost=cost, num_stops=plan.num_stops):
                run.stop_reason = StopReason.INTERRUPTED
                return plan
            level = HIGHEST


@contextmanager
def _refusals() -> Iterator[None]:
    """VROOM's own refusals, which share no class but `Exception`, as refusals of this house."""
    try:
        yield
    except Exception as error:
        is_vrooms = type(error).__module__.partition(".")[0] == vroom.__name__
        if not is_vrooms and not isinstance(error, ValueError | OverflowError | TypeError):
            raise
        raise PeerRefusalError(str(error).rstrip(".") or type(error).__name__) from error
