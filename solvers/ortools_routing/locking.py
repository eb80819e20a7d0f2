"""Where locked visits may lie in a route, as constraints of a routing model: first, last, one before the other."""

from ortools.constraint_solver import pywrapcp

from planner.rules.permission import Locks
from solvers.ortools_routing.nodes import Nodes


def add_places(routing: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager, nodes: Nodes, locks: Locks) -> None:
    """Let routes have locked visits only where the locks say; a visit outside the part is not in the model."""
    indices: dict[int, list[int]] = {}
    for node, position in enumerate(nodes.visits):
        indices.setdefault(position, []).append(manager.NodeToIndex(node))
    calls = [index for own in indices.values() for index in own]
    for position in locks.first & indices.keys():
        for index in indices[position]:
            for before in calls:
                if before != index:  # its own successor is what a visit left out has
                    routing.NextVar(before).RemoveValue(index)
    ends = [routing.End(vehicle) for vehicle in range(routing.vehicles())]
    for position in locks.last & indices.keys():
        for index in indices[position]:
            routing.NextVar(index).SetValues([index, *ends])
    pairs = [pair for pair in locks.pairs if indices.keys() >= set(pair)]
    if pairs:
        _add_order(routing, [(a, b) for earlier, later in pairs for a in indices[earlier] for b in indices[later]])


def _add_order(routing: pywrapcp.RoutingModel, pairs: list[tuple[int, int]]) -> None:
    """Where one vehicle makes both, the count of stops grows from the first to the second."""
    most = routing.Size() + routing.vehicles()
    routing.AddConstantDimension(1, most, True, "stops")
    count, solver = routing.GetDimensionOrDie("stops"), routing.solver()
    for earlier, later in pairs:
        is_one_route = routing.VehicleVar(earlier) == routing.VehicleVar(later)
        is_in_order = count.CumulVar(earlier) < count.CumulVar(later)
        solver.Add(is_in_order >= is_one_route * routing.ActiveVar(earlier))
