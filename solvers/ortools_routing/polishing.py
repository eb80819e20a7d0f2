"""Improves a plan by guided local search of OR-Tools' routing library, a small day as a whole, a large one part by part.

Nothing is inserted first: the search starts from the plan as it is and returns one that costs no more.
"""

import time
from importlib.metadata import version

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Result, StopReason
from solvers.frame import Clock, Engine, Run, without_limit
from solvers.orders import Orders, orders_of
from solvers.ortools_routing.evening import evened
from solvers.ortools_routing.improving import improve_part
from solvers.ortools_routing.parts import Parts
from solvers.ortools_routing.watch import Watch
from solvers.pricing import Pricing

_FINISH_PER_VISIT = 0.0001
"""Wall seconds per visit kept for timing the plan and its cost."""

_BUILD_PER_PAIR = 0.4e-6
"""Wall seconds per pair of nodes to build and close a model (1.2 s were seen for 2,000 visits, 0.02 s for 300)."""

_LEAST_DURATION = 0.1
"""Least wall seconds worth starting a search for."""


class Polishing(Engine):
    """Guided local search from a given plan, never worse than it."""

    name = "ortools"

    @property
    def version(self) -> str:
        """Version of OR-Tools."""
        return version("ortools")

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Guided local search never ends by itself: some limit is needed. Every feature of a problem is obeyed."""
        return without_limit(limits)

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        pricing = Pricing.of(problem)
        given, run.stop_reason = self._first(problem, run, pricing, start)
        judged = evened(problem, given)
        orders, even = [list(order) for order in given], pricing if judged is problem else Pricing.of(judged)
        watch = Watch(run, cost=even.orders(orders), num_stops=sum(map(len, orders)))
        if run.stop_reason is StopReason.COMPLETED:
            run.stop_reason = _improve(judged, orders, even, watch, seed=run.seed)
        run.num_iterations = watch.num_solutions
        return orders if judged is problem or pricing.orders(orders) <= pricing.orders(given) else given

    def _first(self, problem: Problem, run: Run, pricing: Pricing, start: Plan | None) -> tuple[Orders, StopReason]:
        """Orders to start from, and why there is nothing to improve in them (`COMPLETED`: there is)."""
        return orders_of(problem, start), StopReason.COMPLETED


def polish(
    problem: Problem,
    plan: Plan,
    limits: Limits,
    *,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    clock: Clock = time.monotonic,
) -> Result:
    """Improve a plan, never worse, within limits that include everything from reading the plan to timing the result.

    Where the time is too short to build a model the plan comes back as it is, with `StopReason.RUNTIME`.

    Parameters
    ----------
    problem, plan
        The day, and a lawful plan of it. Nothing is inserted first.
    limits
        At least one; an iteration is a neighbour that guided local search accepts.
    seed
        Order in which the parts of a large day have their turn; a small day has one part.
    on_progress
        Told where the search is; returning `False` ends it.
    clock
        Seconds of a monotonic clock.

    Raises
    ------
    ValueError
        If there is no limit, or the plan breaks a law.
    TwoReadingsError
        If OR-Tools does not take the plan, or returns what has no schedule.
    """
    return Polishing(clock=clock).solve(problem, limits, seed=seed, start=plan, on_progress=on_progress)


def _improve(problem: Problem, orders: Orders, pricing: Pricing, watch: Watch, *, seed: int) -> StopReason:
    """Improve orders in place until a limit ends it."""
    if not problem.visits or not problem.shifts:
        return StopReason.COMPLETED
    parts = Parts(problem, pricing, seed=seed)
    reserve = _FINISH_PER_VISIT * len(problem.visits)
    num_fruitless = 0
    while not watch.is_over() and num_fruitless <= len(orders):
        part = parts.next(orders)
        size = len(part.visits) + len(part.shifts)
        if watch.run.remaining() - reserve < _BUILD_PER_PAIR * size**2 + _LEAST_DURATION:
            return StopReason.RUNTIME
        is_whole = len(part.shifts) == len(orders)
        before = watch.num_solutions
        improve_part(problem, part, orders, pricing, watch, reserve=reserve)
        if is_whole:
            break
        num_fruitless = 0 if watch.num_solutions > before else num_fruitless + 1
    return watch.stop_reason()
