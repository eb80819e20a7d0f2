"""The one protocol of all engines: limits in, result out."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from planner.domain.objective import CostBreakdown
from planner.domain.plan import Plan
from planner.domain.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop; the first limit reached counts, `None` means no such limit.

    Attributes
    ----------
    max_runtime
        Wall seconds of the whole search.
    max_iterations
        Iterations, counted as the engine counts them.
    max_idle_iterations
        Iterations in a row without improvement.
    """

    max_runtime: float | None = None
    max_iterations: int | None = None
    max_idle_iterations: int | None = None

    def __post_init__(self) -> None:
        for name in ("max_runtime", "max_iterations", "max_idle_iterations"):
            value = getattr(self, name)
            if value is not None and not value >= 0:  # nor what is not a number
                raise ValueError(f"{name} is {value}, expected >= 0")


class Status(enum.Enum):
    """What is known about the plan."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class StopReason(enum.Enum):
    """Why the search ended."""

    COMPLETED = "completed"
    """The engine had nothing left to do."""
    RUNTIME = "runtime"
    ITERATIONS = "iterations"
    IDLE = "idle"
    INTERRUPTED = "interrupted"
    """The caller asked to stop; the best plan so far is returned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a running search is: wall seconds so far, iterations, cost and visits of the best plan."""

    runtime: float
    num_iterations: int
    cost: int
    num_stops: int


OnProgress = Callable[[Progress], bool]
"""Called now and then with the state of the search; returning False asks it to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What no plan of a problem can beat, proved.

    Attributes
    ----------
    lower_bound
        No plan costs less.
    complaint_prize, coverage_prize
        No plan makes visits of more prize in the tier.
    complaint_floor
        The coverage bound is for plans that make at least this prize of complaints; `None`: for all.
    runtime
        Wall seconds.
    num_iterations
        Times that all shifts were priced.
    is_complete
        Whether the work came to its end; otherwise a limit ended it, and more time may prove more.
    """

    lower_bound: int
    complaint_prize: int
    coverage_prize: int
    runtime: float
    num_iterations: int
    is_complete: bool
    complaint_floor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorCount:
    """What became of one operator of a search by ruin and recreate.

    Attributes
    ----------
    name
        Its table and its name there.
    weight
        What it was drawn by, against the others of its table.
    num_tried, num_accepted, num_improved
        Steps that drew it; of these, steps that were kept; of these, steps after which the plan cost less than before.
    """

    name: str
    weight: float
    num_tried: int
    num_accepted: int
    num_improved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an engine found.

    Attributes
    ----------
    plan
        Feasible by the engine's own reading; the checker judges it independently.
    status, stop_reason
        What is known, and why the search ended.
    objective
        Terms of the plan's cost, recomputed by `planner.rules.cost`, not by the engine.
    bound
        What is proved that no plan can beat; `None`: unknown.
    runtime
        Wall seconds.
    seed, engine, engine_version
        What is needed to run it again.
    num_iterations
        As the engine counts them; `None` where it does not.
    trace
        (wall seconds, cost) of each improvement.
    operators
        What became of the operators of a search that has such; empty: none are counted.
    """

    plan: Plan
    status: Status
    stop_reason: StopReason
    objective: CostBreakdown
    runtime: float
    seed: int
    engine: str
    engine_version: str
    bound: Bound | None = None
    num_iterations: int | None = None
    trace: tuple[tuple[float, int], ...] = ()
    operators: tuple[OperatorCount, ...] = ()

    @property
    def lower_bound(self) -> int | None:
        """Proved lower bound on `objective.cost`; `None`: unknown."""
        return None if self.bound is None else self.bound.lower_bound


@runtime_checkable
class Preparing(Protocol):
    """An engine that has something to do once after installation, before any limit counts."""

    def is_ready(self) -> bool:
        """Whether `prepare` would be over at once."""
        ...

    def prepare(self) -> None:
        """Do it."""
        ...


class PeerRefusalError(Exception):
    """A peer refuses a problem that its model was thought to express; the text is its own reason."""


class Solver(Protocol):
    """An engine: one room in `solvers/`."""

    @property
    def name(self) -> str:
        """Name on the command line."""
        ...

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Features of the problem or the limits that the engine cannot obey, by name; empty: none."""
        ...

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Search for the best plan.

        Raises
        ------
        ValueError
            If the problem or a limit is unsupported, or `start` breaks a law.
        PeerRefusalError
            If a foreign program behind the engine refuses the problem.
        """
        ...
