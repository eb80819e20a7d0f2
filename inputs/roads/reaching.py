"""Which places have a way from one place and back, without the length of it: two walks over the open arcs."""

import numpy as np
import scipy

from inputs.roads.place_matrix import open_ways
from inputs.roads.profile import ProfileRoads
from inputs.roads.snapping import Places
from planner.domain.arrays import Bools, Int64s


def reached(roads: ProfileRoads, places: Places, origin: Places, is_closed: Bools) -> Bools:
    """Whether each place has a way from the first place of `origin` and back to it, shape (n,).

    Parameters
    ----------
    is_closed
        Closed segments of the profile, shape (segments,).
    """
    is_open = roads.open_arcs(is_closed)
    tail, head = roads.tail[is_open], roads.head[is_open]
    base, ways = open_ways(roads, origin, is_closed)[0], open_ways(roads, places, is_closed)
    there = _nodes_from(tail, head, roads.exit_nodes[origin.position[0]][base], roads.num_nodes)
    back = _nodes_from(head, tail, roads.entry_nodes[origin.position[0]][base], roads.num_nodes)
    can_come = (there[roads.entry_nodes[places.position]] & ways).any(axis=1)
    can_leave = (back[roads.exit_nodes[places.position]] & ways).any(axis=1)
    return np.asarray(can_come & can_leave)


def _nodes_from(tail: Int64s, head: Int64s, start: Int64s, num_nodes: int) -> Bools:
    """Nodes that some of the start nodes have a way to, shape (nodes,)."""
    graph = scipy.sparse.csr_array((np.ones(len(tail)), (tail, head)), shape=(num_nodes, num_nodes))
    found = np.zeros(num_nodes, dtype=bool)
    for node in np.unique(start).tolist():
        if not found[node]:
            found[scipy.sparse.csgraph.breadth_first_order(graph, node, return_predecessors=False)] = True
    return found
