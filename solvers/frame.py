"""The frame of every engine: what is done around a search, in one way.

    refuse what cannot be obeyed → prepare → the clock runs → search → time the routes anew → result

An engine gives its name, what it cannot obey, and a search from a start plan to orders of visits; `Run` is what the search may
ask meanwhile: the time left, and whether the caller wants it to go on.
"""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from planner import __version__
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, OperatorCount, Preparing, Progress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.orders import Orders, plan_of

REPORT_EVERY = 0.1
"""Wall seconds between two progress reports: smooth to the eye, no cost to the search."""

NUM_SEARCHERS = 2
"""Searchers of every run, so that a plan does not depend on the machine; each wants a core."""

Clock = Callable[[], float]
"""Seconds of a monotonic clock."""


class Run:
    """One run of an engine: its limits against the clock, what is told of it, and what came of it.

    Parameters
    ----------
    limits, seed, on_progress
        As in the protocol.
    clock
        Seconds of a monotonic clock.

    Attributes
    ----------
    trace
        (wall seconds, cost) of each improvement.
    stop_reason, num_iterations, operators
        What the result says of them.
    is_interrupted
        Whether the caller asked to stop.
    reported
        When progress was last told; minus infinity: the first report is due at once.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        seed: int = 0,
        on_progress: OnProgress | None = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.limits, self.seed, self.on_progress, self.clock = limits, seed, on_progress, clock
        self.began = clock()
        self.trace: list[tuple[float, int]] = []
        self.stop_reason = StopReason.COMPLETED
        self.num_iterations: int | None = None
        self.operators: tuple[OperatorCount, ...] = ()
        self.is_interrupted = False
        self.reported = 0.0

    def runtime(self) -> float:
        """Wall seconds since it began."""
        return self.clock() - self.began

    def remaining(self) -> float:
        """Wall seconds left."""
        return math.inf if self.limits.max_runtime is None else self.limits.max_runtime - self.runtime()

    def note(self, cost: int) -> None:
        """Note the first cost, and each that is lower than all before."""
        if not self.trace or cost < self.trace[-1][1]:
            self.trace.append((self.runtime(), cost))

    def tell(self, *, num_iterations: int, cost: int, num_stops: int) -> bool:
        """Tell the caller where the search is; whether to go on."""
        if self.on_progress is not None and not self.is_interrupted:
            progress = Progress(runtime=self.runtime(), num_iterations=num_iterations, cost=cost, num_stops=num_stops)
            self.is_interrupted = not self.on_progress(progress)
        return not self.is_interrupted

    def tell_if_due(self, *, num_iterations: int, cost: int, num_stops: int) -> bool:
        """The same, no more often than is of use."""
        if self.on_progress is None or self.is_interrupted:
            return not self.is_interrupted
        runtime = self.runtime()
        if runtime - self.reported < REPORT_EVERY:
            return True
        self.reported = runtime
        return self.tell(num_iterations=num_iterations, cost=cost, num_stops=num_stops)


class Engine(ABC):
    """An engine behind the protocol of `planner.domain.solving.Solver`.

    Parameters
    ----------
    clock
        Seconds of a monotonic clock.
    """

    name: ClassVar[str]
    """Name on the command line."""

    is_traced: ClassVar[bool] = True
    """Whether its improvements are noted."""

    def __init__(self, *, clock: Clock = time.monotonic) -> None:
        self._clock = clock

    @property
    def version(self) -> str:
        """Version of what searches."""
        return __version__

    @abstractmethod
    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """What it cannot obey, by name; see `planner.domain.solving.Solver`."""

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search for the best plan; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused:
            raise ValueError(f"engine {self.name!r} cannot obey: {', '.join(refused)}")
        if isinstance(self, Preparing) and not self.is_ready():
            self.prepare()
        run = Run(limits, seed=seed, on_progress=on_progress, clock=self._clock)
        plan = plan_of(problem, self._search(problem, run, start))
        objective = breakdown(problem, plan)
        if self.is_traced:
            run.note(objective.cost)
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=run.stop_reason,
            objective=objective,
            runtime=run.runtime(),
            seed=seed,
            engine=self.name,
            engine_version=self.version,
            num_iterations=run.num_iterations,
            trace=tuple(run.trace),
            operators=run.operators,
        )

    @abstractmethod
    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        """Orders of the best plan found; what else is to be told of the search stands in the run."""


def without_limit(limits: Limits) -> list[str]:
    """What an engine has to refuse that never ends by itself: nothing, or a search without any limit."""
    return ["a search without any limit"] if limits == Limits() else []
