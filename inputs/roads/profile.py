"""The roads as one profile may use them: arcs of its connected parts, and their weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from inputs.roads.access import CLOSED, NO_STOP, is_named, node_states_of, states_of
from inputs.roads.binding_turns import binding_turns
from inputs.roads.contract import NO_TOLL_PROFILES
from inputs.roads.layers import make_arcs
from inputs.roads.network import RoadNetwork
from inputs.roads.turning import obey_turns
from inputs.roads.weights import Scale, choose_scale, ticks_of
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.errors import Fault, InputError

_Values = TypeVar("_Values", Int64s, Bools)

FERRY_SPEED = 8.0
"""km/h of a ferry that names no duration: a raft or a small boat."""

_SLOW_FROM = ROAD_CLASSES.index("living_street")
"""Classes from this one on that a profile has no speed for are taken at its slowest where they are opened by name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ProfileRoads:
    """Arcs of one profile. Nodes are numbered anew, 0 … `num_nodes` - 1.

    Attributes
    ----------
    network
        All roads.
    nodes
        Node of the network behind each of ours; some stand for the same one (see `layers`).
    segments
        Segments of the network that the profile may travel, shape (s,), ascending.
    part
        Connected part of each; the largest is 0, shape (s,).
    speeds
        km/h of each, shape (s,).
    may_use
        Whether tags and speeds let the profile onto each segment of the network, in some direction, shape (m,).
    given_scale
        How weights are packed, where it is not to be chosen anew.
    tail, head, arc_segment, arc_is_backward
        Arcs, shape (a,): our nodes, position in `segments` (-1: a link without length), direction.
    exit_nodes, entry_nodes
        Where a place on each segment leaves to, and is come to from: forward, backward, shape (s, 2).
    is_travelled
        Whether each segment is travelled forward, backward, shape (s, 2).
    is_destination
        Whether each segment is for those who visit something there, shape (s,).
    passed_over
        Ways (segment, node, …) after which an `only_…` turn leads into a road that the profile may not enter.
    """

    network: RoadNetwork
    nodes: Int64s
    segments: Int64s
    part: Int64s
    speeds: Floats
    may_use: Bools
    tail: Int64s
    head: Int64s
    arc_segment: Int64s
    arc_is_backward: Bools
    exit_nodes: Int64s
    entry_nodes: Int64s
    is_travelled: Bools
    is_destination: Bools
    passed_over: frozenset[tuple[int, ...]] = frozenset()
    given_scale: Scale | None = None

    @property
    def num_nodes(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @cached_property
    def scale(self) -> Scale:
        """How weights are packed; chosen when it is first asked for, since reaching and counting need no weights."""
        if self.given_scale is not None:
            return self.given_scale
        lengths = self.network.lengths[self.segments]
        return choose_scale(self.tail, self.head, self.arc_segment, lengths, self.speeds, self.num_nodes)

    @cached_property
    def ticks(self) -> Int64s:
        """Of each segment, shape (s,)."""
        return ticks_of(self.network.lengths[self.segments], self.speeds, self.scale.ticks_per_second)

    @cached_property
    def metres(self) -> Int64s:
        """Of each segment, shape (s,)."""
        return np.rint(self.network.lengths[self.segments]).astype(np.int64)

    @cached_property
    def positions(self) -> Int64s:
        """Position of each segment of the network among ours, -1 where it is not one, shape (m,)."""
        positions = np.full(self.network.num_segments, -1, dtype=np.int64)
        positions[self.segments] = np.arange(len(self.segments))
        return positions

    @cached_property
    def arc_weights(self) -> Int64s:
        """Packed weight of each arc."""
        return of_arcs(self.scale.pack(self.ticks, self.metres), self.arc_segment)

    def open_arcs(self, is_closed: Bools) -> Bools:
        """Which arcs are open when some of our segments, shape (s,), are closed."""
        return ~of_arcs(is_closed, self.arc_segment)

    def cheapest_arc(self, tail: int, head: int, is_closed: Bools) -> int:
        """The cheapest open arc of those between two neighbours."""
        low, high = np.searchsorted(self._pair_keys, (self._pair_key(tail, head), self._pair_key(tail, head) + 1))
        arcs = self._pair_order[low:high]
        return int(next(arc for arc in arcs if self.arc_segment[arc] < 0 or not is_closed[self.arc_segment[arc]]))

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


def of_arcs(values: _Values, arc_segment: Int64s) -> _Values:
    """Values of segments as values of arcs; 0 for a link, whose segment -1 finds what is added at the end."""
    found: _Values = np.append(values, np.zeros(1, dtype=values.dtype))[arc_segment]
    return found


def make_profile(network: RoadNetwork, profile: str, speeds: Mapping[str, Mapping[str, float]]) -> ProfileRoads:
    """Find the arcs that a profile may use.

    Raises
    ------
    InputError
        E2018 if there are none.
    """
    of_all = segment_speeds(network, profile, speeds.get(profile, {}))
    states = states_of(network.access, profile)
    of_class = _class_speeds(network, speeds.get(profile, {}))
    needs_name = (of_class <= 0) | network.is_toll & (profile in NO_TOLL_PROFILES)
    states[(of_all <= 0)[:, None] | needs_name[:, None] & ~is_named(network.access, profile)] = CLOSED
    arcs = make_arcs(network, states, node_states_of(network.node_access, profile))
    is_destination = (arcs.exit_arc != arcs.entry_arc).any(axis=1)
    turns = binding_turns(network, profile, states)
    arcs = obey_turns(arcs, turns.short, turns.long)
    segments = np.flatnonzero(arcs.part >= 0)
    if (network.has_mark(NO_STOP) | ~network.has_extent)[segments].all():  # also where there are none
        raise InputError([Fault(code="E2018", values={"profile": profile, "known": ", ".join(sorted(speeds)) or "–"})])
    arc_segment = np.where(arcs.segment < 0, -1, np.searchsorted(segments, arcs.segment))
    exits, entries = arcs.exit_arc[segments], arcs.entry_arc[segments]
    return ProfileRoads(
        network=network,
        nodes=arcs.nodes,
        segments=segments,
        part=arcs.part[segments],
        speeds=of_all[segments],
        may_use=(states != CLOSED).any(axis=1),
        tail=arcs.tail,
        head=arcs.head,
        arc_segment=arc_segment,
        arc_is_backward=arcs.is_backward,
        exit_nodes=arcs.head[exits],
        entry_nodes=arcs.tail[entries],
        is_travelled=exits >= 0,
        is_destination=is_destination[segments],
        passed_over=turns.passed_over,
    )


def segment_speeds(network: RoadNetwork, profile: str, speeds: Mapping[str, float]) -> Floats:
    """km/h of each segment of the network for a profile, 0 where its class is closed to it, shape (m,)."""
    found = _class_speeds(network, speeds)
    known = [speed for speed in speeds.values() if speed > 0]
    if not known:
        return found
    is_by_name = (found <= 0) & is_named(network.access, profile).any(axis=1)
    found[is_by_name] = np.where(network.classes[is_by_name] >= _SLOW_FROM, min(known), max(known))
    has_duration = network.sailing > 0
    found[has_duration] = np.maximum(network.lengths[has_duration], 1.0) / network.sailing[has_duration] * 3.6
    return np.asarray(found)


def _class_speeds(network: RoadNetwork, speeds: Mapping[str, float]) -> Floats:
    """km/h of each segment by its class alone, a ferry's too; 0: none, shape (m,)."""
    by_class = np.array([speeds.get(name, 0.0) for name in ROAD_CLASSES])
    ferry = ROAD_CLASSES.index("ferry")
    if (by_class > 0).any() and by_class[ferry] <= 0:
        by_class[ferry] = FERRY_SPEED
    return np.asarray(by_class[network.classes])


def segment_lines(network: RoadNetwork, segments: Int64s) -> npt.NDArray[np.object_]:
    """Shapely lines of segments in local metres."""
    counts = np.diff(network.first_point)[segments]
    # One row of point numbers per segment, written without a Python loop.
    starts = np.repeat(network.first_point[segments] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    points: Floats = network.points[starts + np.arange(counts.sum())]
    owners = np.repeat(np.arange(len(segments)), counts)
    return np.asarray(shapely.linestrings(network.plane.project(points), indices=owners))
