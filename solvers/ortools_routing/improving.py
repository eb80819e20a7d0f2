"""Guided local search of one model from given orders: handed over, searched, read back, kept if it costs no more.

The orders are handed over as they are: a model that does not take lawful routes misreads a law, and that is never passed over.
What comes back is judged by the exact schedule.
"""

import math
import time

from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters

from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.rules.timing import schedule
from solvers.orders import Orders, TwoReadingsError
from solvers.ortools_routing.nodes import Part
from solvers.ortools_routing.routing_model import RoutingModel
from solvers.ortools_routing.watch import Watch
from solvers.pricing import Pricing

_TIMING_DURATION, _TIMING_PER_SHIFT = 0.5, 0.02
"""Wall seconds that OR-Tools may take for the times and breaks of one solution (0.16 s were seen for 20 shifts on a busy
machine, and its default of 0.1 s to fail); without a limit one awkward neighbour eats the whole search."""

_LONGEST_DURATION = 86_400.0
"""Wall seconds of a search without a limit on them: OR-Tools wants some number."""

_MAX_PART_IDLE = 20
"""Solutions without improvement after which another part of a large day has its turn."""


def improve_part(
    problem: Problem,
    part: Part,
    orders: Orders,
    pricing: Pricing,
    watch: Watch,
    *,
    reserve: float,
) -> None:
    """Improve the orders of a part in place.

    Parameters
    ----------
    problem, part
        The day, and what the model is about; visits that the part's routes make belong to it.
    orders
        Of all shifts.
    pricing, watch
        Costs, and limits of the whole search.
    reserve
        Wall seconds that the caller needs afterwards.

    Raises
    ------
    TwoReadingsError
        If the model refuses a route, or a route that it found has no schedule.
    """
    own = [orders[number] for number in part.shifts]
    max_idle = None if len(own) == len(orders) else _MAX_PART_IDLE
    before = _cost(part, own, pricing)
    model = RoutingModel(problem, part, pricing, led_by=_routes(problem, part, own))
    watch.attach(model.routing, elsewhere=pricing.orders(orders) - before, max_idle=max_idle)
    parameters = _parameters(watch.run.remaining() - reserve, watch.remaining_solutions(), num_shifts=len(own))
    model.routing.CloseModelWithParameters(parameters)  # whatever is set after this is ignored
    start = handed_over(model, own, parameters)
    duration = watch.run.remaining() - reserve
    if start is None or duration <= 0:
        return
    parameters.time_limit.FromMilliseconds(_milliseconds(duration))
    watch.begin()
    assignment = model.routing.SolveFromAssignmentWithParameters(start, parameters)
    watch.raise_error()
    if assignment is None:
        return
    found = model.orders(assignment)
    is_lawful = all(_is_lawful(problem, number, order) for number, order in zip(part.shifts, found, strict=True))
    if is_lawful and _cost(part, found, pricing) <= before:
        for number, order in zip(part.shifts, found, strict=True):
            orders[number] = order


def _routes(problem: Problem, part: Part, own: Orders) -> list[Route]:
    """Timed routes; what has no schedule is left to OR-Tools to refuse."""
    routes = (schedule(problem, problem.shifts[n], order) for n, order in zip(part.shifts, own, strict=True) if order)
    return [route for route in routes if route is not None]


def _is_lawful(problem: Problem, number: int, order: list[int]) -> bool:
    shift = problem.shifts[number]
    if not order or schedule(problem, shift, order) is not None:
        return True
    if not all(pause.duration for pause in shift.breaks):
        return False  # the model does not know of breaks without length
    raise TwoReadingsError(_sentence(problem, number, order, "were planned by OR-Tools and the exact schedule refuses them"))


def handed_over(model: RoutingModel, own: Orders, parameters: RoutingSearchParameters) -> pywrapcp.Assignment | None:
    """Given orders as a solution of a closed model; `None` if OR-Tools' time for it was too short to tell.

    Raises
    ------
    TwoReadingsError
        If the model refuses them.
    """
    problem, limit = model.problem, parameters.lns_time_limit.ToMilliseconds() / 1000
    start, is_in_time = _read(model, own, limit)
    if start is not None or not is_in_time:
        return start
    refused = []
    for vehicle, (number, order) in enumerate(zip(model.part.shifts, own, strict=True)):
        alone: Orders = [[] for _ in own]
        alone[vehicle] = order
        assignment, is_in_time = _read(model, alone, limit)
        if assignment is None and is_in_time:
            refused.append(_sentence(problem, number, order, "are lawful and OR-Tools refuses them"))
    raise TwoReadingsError("; ".join(refused) or "OR-Tools refuses routes together that it takes one by one")


def _read(model: RoutingModel, own: Orders, limit: float) -> tuple[pywrapcp.Assignment | None, bool]:
    """Solution with given orders or `None`, and whether the answer is one (`False`: time ran out)."""
    began = time.monotonic()
    # with True, visits that can never be made would be left out in silence
    assignment = model.routing.ReadAssignmentFromRoutes(model.indices(own), False)
    return assignment, time.monotonic() - began < 0.9 * limit


def _sentence(problem: Problem, number: int, order: list[int], what: str) -> str:
    ids = [problem.visits[position].id for position in order]
    return f"shift {problem.shifts[number].id!r}: the visits {ids} {what}"


def _cost(part: Part, own: Orders, pricing: Pricing) -> int:
    """Cost of what a part's model is about."""
    made = sum(pricing.weights[position] for order in own for position in order)
    routes = sum(pricing.route(number, order) for number, order in zip(part.shifts, own, strict=True))
    return sum(pricing.weights[position] for position in part.visits) - made + routes


def _parameters(remaining: float, num_solutions: int | None, *, num_shifts: int) -> RoutingSearchParameters:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(_milliseconds(remaining))
    timing = min(remaining, _TIMING_DURATION + _TIMING_PER_SHIFT * num_shifts)
    parameters.lns_time_limit.FromMilliseconds(_milliseconds(timing))
    if num_solutions is not None:
        parameters.solution_limit = num_solutions + 1  # the start counts as one
    return parameters


def _milliseconds(duration: float) -> int:
    return math.ceil(1000 * min(max(0.0, duration), _LONGEST_DURATION))
