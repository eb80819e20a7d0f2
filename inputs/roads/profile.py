"""The roads as one profile may use them: arcs of its largest strongly connected part, and their weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from inputs.roads.contract import BOTH_WAYS_PROFILES, NO_TOLL_PROFILES
from inputs.roads.network import RoadNetwork
from inputs.roads.weights import Scale, choose_scale, ticks_of
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.errors import Fault, InputError


@dataclass(frozen=True, kw_only=True, eq=False)
class ProfileRoads:
    """Arcs of one profile. Nodes are numbered anew, 0 … `num_nodes` - 1.

    Attributes
    ----------
    network
        All roads.
    nodes
        Node of the network behind each of ours.
    segments
        Segments of the network that the profile may use, shape (s,), ascending.
    is_two_way
        Whether each may be travelled both ways, shape (s,).
    scale
        How weights are packed.
    ticks, metres
        Of each segment, shape (s,).
    tail, head, arc_segment, arc_is_backward
        Arcs, shape (a,): our nodes, position in `segments`, direction.
    """

    network: RoadNetwork
    nodes: Int64s
    segments: Int64s
    is_two_way: Bools
    scale: Scale
    ticks: Int64s
    metres: Int64s
    tail: Int64s
    head: Int64s
    arc_segment: Int64s
    arc_is_backward: Bools

    @property
    def num_nodes(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Segments as lines in local metres, to snap to."""
        return shapely.STRtree(segment_lines(self.network, self.segments))

    @cached_property
    def arc_weights(self) -> Int64s:
        """Packed weight of each arc."""
        return self.scale.pack(self.ticks, self.metres)[self.arc_segment]

    def cheapest_arc(self, tail: int, head: int, is_closed: Bools) -> int:
        """The cheapest open arc of those between two neighbours."""
        low, high = np.searchsorted(self._pair_keys, (self._pair_key(tail, head), self._pair_key(tail, head) + 1))
        arcs = self._pair_order[low:high]
        return int(next(arc for arc in arcs if not is_closed[self.arc_segment[arc]]))

    @cached_property
    def _pair_order(self) -> Int64s:
        return np.lexsort((self.arc_weights, self._pair_key(self.tail, self.head)))

    @cached_property
    def _pair_keys(self) -> Int64s:
        return self._pair_key(self.tail, self.head)[self._pair_order]

    def _pair_key(self, tail: Int64s | int, head: Int64s | int) -> Int64s:
        return np.asarray(np.asarray(tail) * np.int64(self.num_nodes) + np.asarray(head))

    def is_closed(self, closed_edges: Collection[int]) -> Bools:
        """Which of our segments are among the closed segments of the network, shape (s,)."""
        return np.isin(self.segments, np.fromiter(closed_edges, dtype=np.int64, count=len(closed_edges)))


def make_profile(network: RoadNetwork, profile: str, speeds: Mapping[str, Mapping[str, float]]) -> ProfileRoads:
    """Find the arcs that a profile may use.

    Raises
    ------
    InputError
        E2018 if there are none.
    """
    by_class = np.array([speeds.get(profile, {}).get(name, 0.0) for name in ROAD_CLASSES])
    is_open = (by_class[network.classes] > 0) & ~network.is_closed_to(profile)
    if profile in NO_TOLL_PROFILES:
        is_open &= ~network.is_toll
    is_two_way = np.full(network.num_segments, True) if profile in BOTH_WAYS_PROFILES else ~network.is_oneway
    in_part = _largest_part(network, is_open, is_two_way)
    segments = np.flatnonzero(is_open & in_part[network.tail] & in_part[network.head])
    if not len(segments):
        raise InputError([Fault(code="E2018", values={"profile": profile, "known": ", ".join(sorted(speeds)) or "–"})])
    nodes, ends = np.unique(np.concatenate([network.tail[segments], network.head[segments]]), return_inverse=True)
    start, end = ends[: len(segments)], ends[len(segments) :]
    back = np.flatnonzero(is_two_way[segments])
    tail, head = np.concatenate([start, end[back]]), np.concatenate([end, start[back]])
    lengths, at_speed = network.lengths[segments], by_class[network.classes[segments]]
    arc_segment = np.concatenate([np.arange(len(segments)), back])
    scale = choose_scale(tail, head, lengths[arc_segment], at_speed[arc_segment], len(nodes))
    return ProfileRoads(
        network=network,
        nodes=nodes,
        segments=segments,
        is_two_way=is_two_way[segments],
        scale=scale,
        ticks=ticks_of(lengths, at_speed, scale.ticks_per_second),
        metres=np.rint(lengths).astype(np.int64),
        tail=tail,
        head=head,
        arc_segment=arc_segment,
        arc_is_backward=np.arange(len(tail)) >= len(segments),
    )


def segment_lines(network: RoadNetwork, segments: Int64s) -> npt.NDArray[np.object_]:
    """Shapely lines of segments in local metres."""
    counts = np.diff(network.first_point)[segments]
    # One row of point numbers per segment, written without a Python loop.
    starts = np.repeat(network.first_point[segments] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    points: Floats = network.points[starts + np.arange(counts.sum())]
    owners = np.repeat(np.arange(len(segments)), counts)
    return np.asarray(shapely.linestrings(network.plane.project(points), indices=owners))


def _largest_part(network: RoadNetwork, is_open: Bools, is_two_way: Bools) -> Bools:
    """Nodes of the strongly connected part with the most nodes."""
    forward, back = np.flatnonzero(is_open), np.flatnonzero(is_open & is_two_way)
    tail = np.concatenate([network.tail[forward], network.head[back]])
    head = np.concatenate([network.head[forward], network.tail[back]])
    if not len(tail):
        return np.zeros(network.num_nodes, dtype=bool)
    graph = csr_array((np.ones(len(tail)), (tail, head)), shape=(network.num_nodes,) * 2)
    _, labels = connected_components(graph, directed=True, connection="strong")
    return np.asarray(labels == np.bincount(labels).argmax())
