"""Laying a drawn line into the network: junctions where it meets streets, bridges where it passes barriers."""

import itertools
import math

import numpy as np

from inputs.example.network import Network
from inputs.example.plane import Spot
from planner.domain.arrays import Floats

_JOIN = 70.0  # metres; a drawn road whose end lies this near to a street is meant to meet it
_MERGE = 9.0  # metres; a point this near to a street lies on it


def lay_barrier(network: Network, street: int, line: Floats) -> list[int]:
    """Lay a river or a carriageway: it joins nothing and crosses everything. Returns its nodes."""
    nodes = [network.add_node(float(x), float(y)) for x, y in line]
    for a, b in itertools.pairwise(nodes):
        network.add_edge(a, b, street)
    return nodes


def lay_road(network: Network, street: int, line: Floats) -> list[int]:
    """Lay a road: its ends join streets near by, its crossings become junctions, barriers are bridged. Returns its nodes."""
    points: list[Spot] = [(float(x), float(y)) for x, y in line]
    first = joint(network, points[0], _JOIN)
    last = joint(network, points[-1], _JOIN)
    nodes = [first if first is not None else network.add_node(*points[0])]
    inner = [p for p in points[1:-1] if _is_clear(p, network.xy[nodes[0]]) and (last is None or _is_clear(p, network.xy[last]))]
    for point in inner:
        _go(network, street, nodes, point)
    if last is None:
        _go(network, street, nodes, points[-1])
    else:
        _go_to_node(network, street, nodes, last)
    return nodes


def joint(network: Network, point: Spot, reach: float) -> int | None:
    """Node on the nearest street within `reach` metres, made if need be; `None` where there is no street."""
    barriers = [edge for edge in network.near(point, point, reach) if network.is_barrier(edge)]
    found = network.nearest(point, reach, leave_out=barriers)
    return None if found is None else network.split(found[1], found[2])


def _is_clear(p: Spot, q: Spot) -> bool:
    return math.dist(p, q) > 12


def _go(network: Network, street: int, nodes: list[int], target: Spot) -> None:
    """Lay to a point; where the point all but touches a street, to the street."""
    here = network.xy[nodes[-1]]
    barred = {edge for edge in network.near(target, target, _MERGE) if network.is_barrier(edge)} | set(
        network.at_node[nodes[-1]]
    )
    touched = network.nearest(target, _MERGE, leave_out=barred)
    if touched is not None and network.streets[network.ends(touched[1])[2]] is not network.streets[street]:
        _go_to_node(network, street, nodes, network.split(touched[1], touched[2]))
    elif math.dist(here, target) > 1:
        _cross(network, street, nodes, target)
        node = network.add_node(*target)
        network.add_edge(nodes[-1], node, street)
        nodes.append(node)


def _go_to_node(network: Network, street: int, nodes: list[int], node: int) -> None:
    if node != nodes[-1]:
        _cross(network, street, nodes, network.xy[node], goal=node)
        network.add_edge(nodes[-1], node, street)
        nodes.append(node)


def _cross(network: Network, street: int, nodes: list[int], target: Spot, *, goal: int = -1) -> None:
    """Make a junction at each street between the last node and the target."""
    while True:
        here = nodes[-1]
        own = set(network.at_node[here]) | (set(network.at_node[goal]) if goal >= 0 else set())
        hits = [
            (share, edge)
            for share, edge in network.crossings(network.xy[here], target, leave_out=own)
            if not network.is_barrier(edge) and network.ends(edge)[2] != street
        ]
        if not hits:
            return
        share, edge = hits[0]
        (x, y), (to_x, to_y) = network.xy[here], target
        node = network.split(edge, (x + share * (to_x - x), y + share * (to_y - y)))
        if node in (here, goal):
            return
        network.add_edge(here, node, street)
        nodes.append(node)


def straight(p: Spot, q: Spot, *, step: float) -> Floats:
    """Points about `step` metres apart on the straight way."""
    count = max(2, round(math.dist(p, q) / step) + 1)
    return np.column_stack([np.linspace(p[0], q[0], count), np.linspace(p[1], q[1], count)])
