"""The networkx graph that people hold, made from the arrays and back; attributes as in `contract`."""

from dataclasses import replace
from typing import Any

import numpy as np

from inputs.roads.access import from_signs
from inputs.roads.contract import PROFILES_WITH_ACCESS
from inputs.roads.network import RoadNetwork, Segment, Turns, build_network

RoadGraph = Any
"""A `networkx.MultiDiGraph` with the attribute contract."""


def to_graph(network: RoadNetwork) -> RoadGraph:
    """Every segment as an edge from tail to head, and one back where it is two-way."""
    import networkx as nx  # noqa: PLC0415 (a tenth of a second, for a graph that no plan asks for)

    graph: RoadGraph = nx.MultiDiGraph(
        crs="epsg:4326",
        waters=network.waters,
        obstacles=network.obstacles,
        landmarks=network.landmarks,
        turns=network.turns.tolist(),
        long_turns=network.long_turns,
        unread=dict(network.unread),
    )
    for node, (longitude, latitude) in enumerate(network.nodes.tolist()):
        graph.add_node(node, lon=longitude, lat=latitude, node_access=int(network.node_access[node]))
    for segment in range(network.num_segments):
        tail, head, points = int(network.tail[segment]), int(network.head[segment]), network.geometry(segment)
        closed = int(network.closed[segment])
        attributes = {
            "length": float(network.lengths[segment]),
            "road_class": network.class_name(segment),
            "name": network.name(segment),
            "oneway": bool(network.is_oneway[segment]),
            "is_toll": bool(network.is_toll[segment]),
            "closed_to": tuple(name for bit, name in enumerate(PROFILES_WITH_ACCESS) if closed >> bit & 1),
            "access": int(network.access[segment]),
            "sailing": float(network.sailing[segment]),
            "segment": segment,
        }
        graph.add_edge(tail, head, **attributes, geometry=points, is_backward=False)
        if not network.is_oneway[segment]:
            graph.add_edge(head, tail, **attributes, geometry=points[::-1], is_backward=True)
    return graph


def from_graph(graph: RoadGraph) -> RoadNetwork:
    """Arrays of a graph that keeps the contract; backward twins are left to their forward edge."""
    numbers = {node: number for number, node in enumerate(graph)}
    nodes = np.array([(data["lon"], data["lat"]) for _, data in graph.nodes(data=True)], dtype=np.float64)
    edges = sorted(graph.edges(data=True), key=lambda edge: edge[2]["segment"])
    segments = [
        Segment(
            tail=numbers[tail],
            head=numbers[head],
            points=np.asarray(data["geometry"], dtype=np.float64),
            length=float(data["length"]),
            road_class=data["road_class"],
            name=data["name"],
            access=data["access"] if "access" in data else _signs(data),
            is_toll=data["is_toll"],
            sailing=float(data.get("sailing", 0.0)),
        )
        for tail, head, data in edges
        if not data["is_backward"]
    ]
    turns = [(origin, numbers[node], target, bits) for origin, node, target, bits in graph.graph.get("turns", ())]
    long_turns = (
        tuple(numbers[value] if at > 1 and at % 2 == 0 else value for at, value in enumerate(turn))
        for turn in graph.graph.get("long_turns", ())
    )
    network = build_network(
        nodes,
        segments,
        lines=(*graph.graph.get("waters", ()), *graph.graph.get("obstacles", ())),
        node_access=np.array([data.get("node_access", 0) for _, data in graph.nodes(data=True)], dtype=np.int64),
        turns=Turns(short=np.array(turns, dtype=np.int64).reshape(-1, 4), long=tuple(long_turns)),
        unread=graph.graph.get("unread", {}),
    )
    return replace(network, landmarks=tuple(graph.graph.get("landmarks", ())))


def _signs(data: dict[str, Any]) -> int:
    """Access of an edge made by hand, from `oneway` and `closed_to` alone."""
    closed = sum(1 << PROFILES_WITH_ACCESS.index(profile) for profile in data["closed_to"])
    return from_signs(is_oneway=data["oneway"], closed=closed)
