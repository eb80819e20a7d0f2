"""The graph that a profile is routed on: destination-only roads as layers around the open ones, barriers as split nodes.

A way is *leave* (destination-only arcs), *through* (open arcs), *arrive* (destination-only arcs). Each part is a layer with
nodes of its own; arcs without length lead from a layer to the next, never back, so nobody drives through a gated estate, and
whoever lives there is reached by its gate. An open street that only destination-only ones lead to belongs to the estate.
At a node that a barrier shuts each segment ends for itself.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import scipy

from inputs.roads.access import CLOSED, OPEN
from inputs.roads.network import RoadNetwork
from planner.domain.arrays import Bools, Int64s

LINK = -1
"""`segment` of an arc without length."""

_LEAVE, _THROUGH, _ARRIVE = range(3)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arcs:
    """Arcs between routing nodes.

    Attributes
    ----------
    nodes
        Node of the network behind each routing node, shape (r,).
    tail, head
        Routing nodes, shape (a,).
    segment
        Segment of the network, `LINK` for an arc without length, shape (a,).
    is_backward
        Whether it runs from the segment's head to its tail, shape (a,).
    exit_arc, entry_arc
        Arc by which a place on each segment of the network leaves, and is come to, forward and backward; -1 where the
        direction is not travelled, shape (m, 2).
    part
        Connected part of each segment of the network, -1 where it is not travelled, shape (m,); the largest is 0.
    """

    nodes: Int64s
    tail: Int64s
    head: Int64s
    segment: Int64s
    is_backward: Bools
    exit_arc: Int64s
    entry_arc: Int64s
    part: Int64s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Hops:
    """One row per segment and direction that may be travelled; ids of its ends where barriers split nodes.

    `tail`, `head` are split where nobody passes; `open_tail`, `open_head` also where one passes only to get to something.
    """

    segment: Int64s
    is_backward: Bools
    is_open: Bools
    tail: Int64s
    head: Int64s
    open_tail: Int64s
    open_head: Int64s
    num_ids: int

    def only(self, keep: Bools) -> "_Hops":
        columns = ("segment", "is_backward", "is_open", "tail", "head", "open_tail", "open_head")
        return replace(self, **{name: getattr(self, name)[keep] for name in columns})


def make_arcs(network: RoadNetwork, states: Int64s, node_states: Int64s) -> Arcs:
    """Arcs of a profile; each connected part is cut down to where every point reaches every other.

    Parameters
    ----------
    states
        Of each segment, forward and backward, shape (m, 2).
    node_states
        Whether each node lets the profile through, shape (n,).
    """
    hops = _hops(network, states, node_states)
    parts = _components(hops.tail, hops.head, hops.num_ids, "weak")
    hops = _opened(hops, parts)
    part = np.full(network.num_segments, -1, dtype=np.int64)
    part[hops.segment] = _by_size(parts[hops.tail])
    return _layered(network, hops, part)


def _hops(network: RoadNetwork, states: Int64s, node_states: Int64s) -> _Hops:
    segment, way = np.nonzero(states != CLOSED)
    is_backward = way == 1
    ends = np.column_stack([network.tail, network.head])
    own = network.num_nodes + 2 * np.arange(network.num_segments)[:, None] + np.arange(2)
    full = np.where(node_states[ends] == CLOSED, own, ends)
    through = np.where(node_states[ends] == OPEN, ends, own)
    first, last = way, 1 - way
    return _Hops(
        segment=segment,
        is_backward=is_backward,
        is_open=states[segment, way] == OPEN,
        tail=full[segment, first],
        head=full[segment, last],
        open_tail=through[segment, first],
        open_head=through[segment, last],
        num_ids=network.num_nodes + 2 * network.num_segments,
    )


def _opened(hops: _Hops, parts: Int64s) -> _Hops:
    """Hops of the core of each part, open where through traffic may go.

    The open core of a part is the largest set of nodes that open hops join strongly; what reaches it and is reached by it over
    any hops is the part's core, and its hops outside the open core are for those who visit somebody there.
    """
    has_open = np.zeros(parts.max(initial=0) + 1, dtype=bool)
    has_open[parts[hops.tail[hops.is_open]]] = True
    is_open = hops.is_open | ~has_open[parts[hops.tail]]  # where all is private there is no through traffic to keep out
    labels = _components(hops.open_tail[is_open], hops.open_head[is_open], hops.num_ids, "strong")
    is_inner = is_open & (labels[hops.open_tail] == labels[hops.open_head])
    chosen = _largest(parts[hops.tail[is_inner]], labels[hops.open_tail[is_inner]], len(has_open))
    is_main = is_inner & (labels[hops.open_tail] == chosen[parts[hops.tail]])
    whole = _components(hops.tail, hops.head, hops.num_ids, "strong")
    core = np.full(len(has_open), -1, dtype=np.int64)
    core[parts[hops.tail[is_main]]] = whole[hops.tail[is_main]]
    wanted = core[parts[hops.tail]]
    keep = (whole[hops.tail] == wanted) & (whole[hops.head] == wanted)
    return replace(hops, is_open=is_main).only(keep)


def _largest(groups: Int64s, labels: Int64s, num_groups: int) -> Int64s:
    """Most frequent label of each group, -2 where there is none."""
    chosen = np.full(num_groups, -2, dtype=np.int64)
    if len(labels):
        pairs, counts = np.unique(np.column_stack([groups, labels]), axis=0, return_counts=True)
        order = np.argsort(counts, kind="stable")
        chosen[pairs[order, 0]] = pairs[order, 1]
    return chosen


def _by_size(labels: Int64s) -> Int64s:
    """The same labels numbered from the most frequent on."""
    _, numbers, counts = np.unique(labels, return_inverse=True, return_counts=True)
    rank = np.empty(len(counts), dtype=np.int64)
    rank[np.argsort(-counts, kind="stable")] = np.arange(len(counts))
    return rank[numbers]


def _components(tail: Int64s, head: Int64s, num_nodes: int, connection: Literal["weak", "strong"]) -> Int64s:
    graph = scipy.sparse.csr_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(num_nodes, num_nodes))
    _, labels = scipy.sparse.csgraph.connected_components(graph, directed=True, connection=connection)
    return labels.astype(np.int64)


def _layered(network: RoadNetwork, hops: _Hops, part: Int64s) -> Arcs:
    size = hops.num_ids
    through, aside = hops.only(hops.is_open), hops.only(~hops.is_open)
    shared = np.unique(np.concatenate([aside.tail, aside.head]))
    ends = np.concatenate(
        [np.column_stack([through.tail, through.open_tail]), np.column_stack([through.head, through.open_head])]
    )
    gates = np.unique(ends[np.isin(ends[:, 0], shared)], axis=0) if len(shared) else np.empty((0, 2), dtype=np.int64)
    links_tail = [_LEAVE * size + gates[:, 0], _THROUGH * size + gates[:, 1], _LEAVE * size + shared]
    links_head = [_THROUGH * size + gates[:, 1], _ARRIVE * size + gates[:, 0], _ARRIVE * size + shared]
    sides = (_LEAVE * size, _ARRIVE * size)
    tail = np.concatenate([_THROUGH * size + through.open_tail, *(side + aside.tail for side in sides), *links_tail])
    head = np.concatenate([_THROUGH * size + through.open_head, *(side + aside.head for side in sides), *links_head])
    num_links = sum(map(len, links_tail))
    segment = np.concatenate([through.segment, aside.segment, aside.segment, np.full(num_links, LINK)])
    is_backward = np.concatenate([through.is_backward, aside.is_backward, aside.is_backward, np.zeros(num_links, dtype=bool)])
    keys, numbers = np.unique(np.concatenate([tail, head]), return_inverse=True)
    exit_arc, entry_arc = (np.full((network.num_segments, 2), -1, dtype=np.int64) for _ in range(2))
    at = np.arange(len(through.segment))
    beside = len(at) + np.arange(len(aside.segment))
    for arcs, first, second in ((through, at, at), (aside, beside, beside + len(beside))):
        exit_arc[arcs.segment, arcs.is_backward.astype(int)] = first
        entry_arc[arcs.segment, arcs.is_backward.astype(int)] = second
    return Arcs(
        nodes=_network_nodes(network, keys % size),
        tail=numbers[: len(tail)],
        head=numbers[len(tail) :],
        segment=segment,
        is_backward=is_backward,
        exit_arc=exit_arc,
        entry_arc=entry_arc,
        part=part,
    )


def _network_nodes(network: RoadNetwork, ids: Int64s) -> Int64s:
    """Node of the network behind an id, split or not."""
    ends = np.column_stack([network.tail, network.head]).ravel()
    is_split = ids >= network.num_nodes
    nodes = ids.copy()
    nodes[is_split] = ends[ids[is_split] - network.num_nodes]
    return nodes
