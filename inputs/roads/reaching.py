"""Which places have a way from one place and back, without the length of it: two walks over the open arcs."""

from collections.abc import Callable

import numpy as np
import scipy

from inputs.roads.place_matrix import open_ways
from inputs.roads.profile import ProfileRoads
from inputs.roads.snapping import Places
from planner.domain.arrays import Bools, Int64s

Walk = Callable[[Int64s, Int64s, Int64s, int], Bools]
"""Tails and heads of arcs, start nodes and the number of nodes give which nodes the start nodes have a way to; `nodes_from`."""


def reached(
    roads: ProfileRoads,
    places: Places,
    origin: Places,
    is_closed: Bools,
    *,
    there: Walk | None = None,
    back: Walk | None = None,
) -> Bools:
    """Whether each place has a way from the first place of `origin` and back to it, shape (n,).

    Parameters
    ----------
    is_closed
        Closed segments of the profile, shape (segments,).
    there, back
        What walks from the origin, and against all arcs back to it (`None`: `nodes_from`).
    """
    is_open = roads.open_arcs(is_closed)
    tail, head = roads.tail[is_open], roads.head[is_open]
    base, ways = open_ways(roads, origin, is_closed)[0], open_ways(roads, places, is_closed)
    at = origin.position[0]
    comes = (there or nodes_from)(tail, head, roads.exit_nodes[at][base], roads.num_nodes)
    leaves = (back or nodes_from)(head, tail, roads.entry_nodes[at][base], roads.num_nodes)
    can_come = (comes[roads.entry_nodes[places.position]] & ways).any(axis=1)
    can_leave = (leaves[roads.exit_nodes[places.position]] & ways).any(axis=1)
    return np.asarray(can_come & can_leave)


def nodes_from(tail: Int64s, head: Int64s, start: Int64s, num_nodes: int) -> Bools:
    """Nodes that some of the start nodes have a way to, shape (nodes,)."""
    graph = scipy.sparse.csr_array((np.ones(len(tail)), (tail, head)), shape=(num_nodes, num_nodes))
    found = np.zeros(num_nodes, dtype=bool)
    for node in np.unique(start).tolist():
        if not found[node]:
            found[scipy.sparse.csgraph.breadth_first_order(graph, node, return_predecessors=False)] = True
    return found
