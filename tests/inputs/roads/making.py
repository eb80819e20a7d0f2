"""Small road networks by hand: a grid of metres near the equator."""

import numpy as np

from inputs.roads.access import from_signs
from inputs.roads.facade import Roads
from inputs.roads.graph import RoadGraph
from inputs.roads.network import RoadNetwork, Segment, build_network
from planner.domain.arrays import Floats
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.road_settings import RoadSettings

SPEEDS = {"motorcycle": {"residential": 18.0, "primary": 36.0}, "foot": {"residential": 4.5}}


def degrees(*metres: tuple[float, float]) -> Floats:
    """(x, y) metres around (0, 0) as degrees."""
    return np.array(metres, dtype=float) / METRES_PER_DEGREE


def road(nodes: Floats, tail: int, head: int, **options: object) -> Segment:
    """A straight segment."""
    signs = from_signs(is_oneway=bool(options.pop("is_oneway", False)), closed=int(options.pop("closed", 0)))  # type: ignore[call-overload]
    row = {"road_class": "residential", "access": signs, **options}
    return Segment(tail=tail, head=head, points=nodes[[tail, head]], **row)  # type: ignore[arg-type]


def square(**options: object) -> RoadNetwork:
    """Four corners of 100 m; nodes 0 to 3 around, road 3-0 one-way from 3."""
    nodes = degrees((0, 0), (100, 0), (100, 100), (0, 100))
    names = ("Jl. A", "Jl. B", "Jl. C", "Jl. D")
    rows = [road(nodes, k, (k + 1) % 4, name=names[k], is_oneway=k == 3, **options) for k in range(4)]
    return build_network(nodes, rows)


def roads_of(network: RoadNetwork) -> Roads:
    """Façade without parking, with a walk of 3.6 km/h to the door."""
    return Roads(network, RoadSettings(speeds=SPEEDS, access_speed=3.6, parking_duration=0, max_access_distance=100))


def profile_graph(roads: Roads, profile: str) -> RoadGraph:
    """The strongly connected part that a profile travels; edges carry `weight`, packed as in `weights`."""
    arcs = roads.profile(profile)
    rows = np.flatnonzero(arcs.arc_segment >= 0)
    rows = rows[arcs.part[arcs.arc_segment[rows]] == 0]
    keys = zip(arcs.segments[arcs.arc_segment[rows]].tolist(), arcs.arc_is_backward[rows].tolist(), strict=True)
    weights = dict(zip(keys, arcs.arc_weights[rows].tolist(), strict=True))
    graph = roads.graph.subgraph(arcs.nodes[np.concatenate([arcs.tail[rows], arcs.head[rows]])].tolist()).copy()
    for tail, head, key, data in list(graph.edges(keys=True, data=True)):
        weight = weights.get((data["segment"], data["is_backward"]))
        if weight is None:
            graph.remove_edge(tail, head, key)
        else:
            data["weight"] = weight
    return graph
