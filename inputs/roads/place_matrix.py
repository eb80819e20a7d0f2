"""From node to node becomes from place to place: partial segments at both ends, and ways along one segment."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from inputs.roads.engines import NO_WAY, Engine
from inputs.roads.profile import ProfileRoads
from inputs.roads.snapping import Places
from planner.domain.arrays import Bools, Int64s

ROWS_AT_ONCE = 64
"""Rows of a matrix between places made at once: the copies that the steps in between need stay in the processor's cache."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ends:
    """How places leave and enter the network of nodes; packed weights, `NO_WAY` where the direction is closed.

    Attributes
    ----------
    exit_nodes, exits
        Shape (n, 2): forward to the head, backward to the tail.
    entry_nodes, entries
        Shape (n, 2): forward from the tail, backward from the head.
    from_tail
        Packed part of the segment between its tail and the place, shape (n,).
    is_closed
        Closed segments of the profile, shape (s,).
    """

    exit_nodes: Int64s
    exits: Int64s
    entry_nodes: Int64s
    entries: Int64s
    from_tail: Int64s
    is_closed: Bools


def open_ways(roads: ProfileRoads, places: Places, is_closed: Bools) -> Bools:
    """Whether a place is left and come to forward, backward, shape (n, 2)."""
    at = places.position
    return np.asarray(roads.is_travelled[at] & (places.is_near & ~is_closed[at])[:, None])


def ends_of(roads: ProfileRoads, places: Places, is_closed: Bools) -> Ends:
    """Split each place's segment at the place; the two parts add up to the whole, tick by tick."""
    at = places.position
    ticks = np.rint(roads.ticks[at] * places.fraction).astype(np.int64)
    metres = np.rint(roads.metres[at] * places.fraction).astype(np.int64)
    from_tail = roads.scale.pack(ticks, metres)
    to_head = roads.scale.pack(roads.ticks[at] - ticks, roads.metres[at] - metres)
    forward_off, backward_off = ~open_ways(roads, places, is_closed).T
    return Ends(
        exit_nodes=roads.exit_nodes[at],
        exits=np.column_stack([np.where(forward_off, NO_WAY, to_head), np.where(backward_off, NO_WAY, from_tail)]),
        entry_nodes=roads.entry_nodes[at],
        entries=np.column_stack([np.where(forward_off, NO_WAY, from_tail), np.where(backward_off, NO_WAY, to_head)]),
        from_tail=from_tail,
        is_closed=is_closed,
    )


def place_matrix(places: Places, ends: Ends, engine: Engine, origins: slice, destinations: slice) -> Int64s:
    """Packed weights from places to places on the road alone, `NO_WAY` where there is none, shape (origins, destinations)."""
    sources, source_of = np.unique(ends.exit_nodes[origins], return_inverse=True)
    targets, target_of = np.unique(ends.entry_nodes[destinations], return_inverse=True)
    source_of, target_of = source_of.reshape(-1, 2), target_of.reshape(-1, 2)
    between = engine.matrix(sources, targets)
    exits, entries = ends.exits[origins], ends.entries[destinations]
    result = np.empty((len(exits), len(entries)), dtype=np.int64)
    for first in range(0, len(exits), ROWS_AT_ONCE):
        part = slice(first, first + ROWS_AT_ONCE)
        ahead, behind = (exits[part, side, None] + between.take(source_of[part, side], axis=0) for side in (0, 1))
        left = np.minimum(ahead, behind)
        forward, backward = (left.take(target_of[:, side], axis=1) + entries[:, side] for side in (0, 1))
        result[part] = np.minimum(np.minimum(forward, backward), NO_WAY)
    for group in _sharing_a_segment(places):
        here, there = _within(group, origins), _within(group, destinations)
        if len(here) and len(there):
            cells = np.ix_(here - origins.start, there - destinations.start)
            result[cells] = np.minimum(result[cells], along(places, ends, here[:, None], there[None, :]))
    return result


def along(places: Places, ends: Ends, i: Int64s | int, j: Int64s | int) -> Int64s:
    """Packed weights of going straight along the shared segment from *i* to *j*; `NO_WAY` against its direction."""
    step = ends.from_tail[j] - ends.from_tail[i]
    ahead = places.fraction[j] - places.fraction[i]
    can_forward = (ends.exits[i, 0] < NO_WAY) & (ends.entries[j, 0] < NO_WAY) & (ahead >= 0)
    can_backward = (ends.exits[i, 1] < NO_WAY) & (ends.entries[j, 1] < NO_WAY) & (ahead <= 0)
    return np.where(can_forward, step, np.where(can_backward, -step, NO_WAY))


def _sharing_a_segment(places: Places) -> Iterator[Int64s]:
    """Positions of places that lie on one segment, several of them."""
    order = np.argsort(places.position, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(places.position[order])) + 1)
    return (group for group in groups if len(group) > 1)


def _within(group: Int64s, span: slice) -> Int64s:
    return np.asarray(group[(group >= span.start) & (group < span.stop)])
