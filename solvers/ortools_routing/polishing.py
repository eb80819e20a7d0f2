"""Improves a plan by guided local search of OR-Tools' routing library, a small day as a whole, a large one part by part.

Nothing is inserted first: the search starts from the plan as it is and returns one that costs no more.
"""

import time
from collections.abc import Callable
from importlib.metadata import version

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.orders import Orders, orders_of, plan_of
from solvers.ortools_routing.improving import improve_part
from solvers.ortools_routing.parts import Parts
from solvers.ortools_routing.watch import Watch
from solvers.pricing import Pricing

ENGINE = "ortools"
"""Name of the engine in results."""

_FINISH_PER_VISIT = 0.0001
"""Wall seconds per visit kept for timing the plan and its cost."""

_BUILD_PER_PAIR = 0.4e-6
"""Wall seconds per pair of nodes to build and close a model (1.2 s were seen for 2,000 visits, 0.02 s for 300)."""

_LEAST_DURATION = 0.1
"""Least wall seconds worth starting a search for."""

_MAX_PART_IDLE = 20
"""Solutions without improvement after which another part of a large day has its turn."""


def polish(
    problem: Problem,
    plan: Plan,
    limits: Limits,
    *,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    clock: Callable[[], float] = time.monotonic,
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
    require_limit(limits)
    began = clock()
    orders, pricing = orders_of(problem, plan), Pricing.of(problem)
    watch = watch_of(orders, pricing, limits, clock=clock, began=began, on_progress=on_progress)
    stop_reason = improve(problem, orders, pricing, watch, seed=seed)
    return result_of(problem, orders, watch, stop_reason=stop_reason, seed=seed)


def require_limit(limits: Limits) -> None:
    """Guided local search never ends by itself.

    Raises
    ------
    ValueError
        If nothing would stop it.
    """
    if limits == Limits():
        raise ValueError("engine 'ortools' cannot obey: a search without any limit")


def watch_of(
    orders: Orders,
    pricing: Pricing,
    limits: Limits,
    *,
    clock: Callable[[], float],
    began: float,
    on_progress: OnProgress | None,
) -> Watch:
    """Watch a search that starts from given orders."""
    num_stops = sum(len(order) for order in orders)
    return Watch(limits, clock, began, on_progress, cost=pricing.orders(orders), num_stops=num_stops)


def improve(problem: Problem, orders: Orders, pricing: Pricing, watch: Watch, *, seed: int) -> StopReason:
    """Improve orders in place until a limit ends it."""
    if not problem.visits or not problem.shifts:
        return StopReason.COMPLETED
    parts = Parts(problem, pricing, seed=seed)
    reserve = _FINISH_PER_VISIT * len(problem.visits)
    num_fruitless = 0
    while not watch.is_over() and num_fruitless <= len(orders):
        part = parts.next(orders)
        size = len(part.visits) + len(part.shifts)
        if watch.remaining() - reserve < _BUILD_PER_PAIR * size**2 + _LEAST_DURATION:
            return StopReason.RUNTIME
        is_whole = len(part.shifts) == len(orders)
        before = watch.num_solutions
        max_idle = None if is_whole else _MAX_PART_IDLE
        improve_part(problem, part, orders, pricing, watch, reserve=reserve, max_idle=max_idle)
        if is_whole:
            break
        num_fruitless = 0 if watch.num_solutions > before else num_fruitless + 1
    return watch.stop_reason()


def result_of(problem: Problem, orders: Orders, watch: Watch, *, stop_reason: StopReason, seed: int) -> Result:
    """Time the routes and recompute the cost."""
    plan = plan_of(problem, orders)
    objective = breakdown(problem, plan)
    watch.note(objective.cost)
    return Result(
        plan=plan,
        status=Status.FEASIBLE,
        stop_reason=stop_reason,
        objective=objective,
        runtime=watch.runtime(),
        seed=seed,
        engine=ENGINE,
        engine_version=version("ortools"),
        num_iterations=watch.num_solutions,
        trace=tuple(watch.trace),
    )
