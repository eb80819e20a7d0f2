"""The engine `ortools`: guided local search of OR-Tools' routing library, from a regret insertion or a given plan.

An iteration is a solution as OR-Tools counts them (`solution_limit`): each neighbour that guided local search accepts. The
search is deterministic: with the same iteration limit it returns the same plan; the seed is handed to OR-Tools' random
generator, which these operators do not draw from, so it changes nothing today. A limit on wall time is not reproducible.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import ortools
from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, OnProgress, Result, Status, StopReason
from planner.rules.cost import breakdown
from solvers.insertion.solver import InsertionSolver
from solvers.orders import Orders, orders_of, plan_of
from solvers.ortools_routing.model import RoutingModel
from solvers.ortools_routing.watch import Watch

_FINISH_DURATION = 0.05
"""Wall seconds kept for reading the plan and timing it."""

_LATE_PER_VISIT = 0.0013
"""Wall seconds per visit that OR-Tools was seen to overrun its limit by (1.2 to 1.5 s at 1,000 visits): it looks at the clock
only now and then while no neighbour is accepted."""

_LATE_SHARE = 0.05
"""Most of the remaining time that is set aside for that: short searches were not late."""

_RESTORE_DURATION = 0.3
"""Least wall seconds worth starting a search for; OR-Tools needs some to take a start plan in."""


_LONGEST_DURATION = 86_400
"""Wall seconds of a search without a limit on them: OR-Tools wants some number."""


class OrtoolsRoutingSolver:
    """OR-Tools' routing library behind the common protocol.

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
        return "ortools"

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        """Guided local search never ends by itself: some limit is needed. Every feature of a problem is obeyed."""
        has_limit = any(value is not None for value in (limits.max_runtime, limits.max_iterations, limits.max_idle_iterations))
        return [] if has_limit else ["a search without any limit"]

    def solve(
        self,
        problem: Problem,
        limits: Limits,
        *,
        seed: int = 0,
        start: Plan | None = None,
        on_progress: OnProgress | None = None,
    ) -> Result:
        """Improve `start` filled up by regret insertion, never worse; see `planner.domain.solving.Solver`."""
        refused = self.unsupported(problem, limits)
        if refused:
            raise ValueError(f"engine 'ortools' cannot obey: {', '.join(refused)}")
        began = self._clock()
        first = self._first(problem, limits, start, on_progress)
        watch = Watch(limits, self._clock, began, on_progress, first)
        if first.stop_reason is StopReason.INTERRUPTED or not problem.visits or not problem.shifts:
            stop_reason, plan = first.stop_reason, first.plan
        else:
            stop_reason, plan = self._search(problem, limits, seed, first, watch)
        objective = breakdown(problem, plan)
        if objective.cost < watch.trace[-1][1]:
            watch.trace.append((self._clock() - began, objective.cost))
        return Result(
            plan=plan,
            status=Status.FEASIBLE,
            stop_reason=stop_reason,
            objective=objective,
            runtime=self._clock() - began,
            seed=seed,
            engine=self.name,
            engine_version=ortools.__version__,
            num_iterations=max(0, watch.num_solutions),
            trace=tuple(watch.trace),
        )

    def _first(self, problem: Problem, limits: Limits, start: Plan | None, on_progress: OnProgress | None) -> Result:
        """The start plan or a better one filled up by insertion."""
        insertion = InsertionSolver(clock=self._clock)
        filled = insertion.solve(problem, Limits(max_runtime=limits.max_runtime), start=start, on_progress=on_progress)
        if start is not None:
            given = plan_of(problem, orders_of(problem, start))
            terms = breakdown(problem, given)
            if terms.cost < filled.objective.cost:
                return replace(filled, plan=given, objective=terms, trace=((filled.runtime, terms.cost),))
        return filled

    def _search(self, problem: Problem, limits: Limits, seed: int, first: Result, watch: Watch) -> tuple[StopReason, Plan]:
        if limits.max_iterations == 0:
            return StopReason.ITERATIONS, first.plan
        if watch.remaining() < _RESTORE_DURATION:
            return StopReason.RUNTIME, first.plan
        model = RoutingModel(problem)
        model.routing.solver().ReSeed(seed)
        watch.attach(model.routing)
        remaining = watch.remaining() - _FINISH_DURATION
        remaining -= min(_LATE_SHARE * remaining, _LATE_PER_VISIT * len(problem.visits))
        if remaining < _RESTORE_DURATION:
            return StopReason.RUNTIME, first.plan
        parameters = _parameters(limits, remaining)
        model.routing.CloseModelWithParameters(parameters)  # whatever is set after this is ignored
        assignment = _solve(model, parameters, orders_of(problem, first.plan))
        watch.raise_error()
        if assignment is None:
            return watch.stop_reason(), first.plan
        plan = plan_of(problem, model.orders(assignment))
        is_better = breakdown(problem, plan).cost <= first.objective.cost
        return watch.stop_reason(), plan if is_better else first.plan


def _parameters(limits: Limits, remaining: float) -> RoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(min(remaining, _LONGEST_DURATION) * 1000))
    # times and breaks of a start plan are filled in under this limit; its default of 0.1 s fails on 26 teams with breaks
    parameters.lns_time_limit.CopyFrom(parameters.time_limit)
    if limits.max_iterations is not None:
        parameters.solution_limit = max(1, limits.max_iterations)
    return parameters


def _solve(model: RoutingModel, parameters: RoutingSearchParameters, orders: Orders) -> pywrapcp.Assignment | None:
    """Search from given orders; from nothing where the model, stricter than the law by a setup, does not take them."""
    start = model.routing.ReadAssignmentFromRoutes(model.indices(orders), True)
    if start is not None:
        return model.routing.SolveFromAssignmentWithParameters(start, parameters)
    return model.routing.SolveWithParameters(parameters)
