"""Fewer nodes, same roads: points between two crossings become the shape of one segment.

A node goes when exactly two segment ends meet there, of two segments that agree in name, class, direction, toll and
access, whose directions run on, and neither a barrier nor a banned turn is there. A ring without any crossing keeps one node.
"""

from dataclasses import dataclass, replace

import numpy as np

from inputs.roads.access import turned
from inputs.roads.network import RoadNetwork, Segment, Turns, build_network
from planner.domain.arrays import Int64s
from planner.domain.categories import ROAD_CLASSES

_Link = tuple[int, bool]
"""A segment and whether it is walked backward."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Segments as plain lists, quick to walk along."""

    tail: list[int]
    head: list[int]
    at: list[list[int]]
    kinds: list[tuple[int, int, bool, bool]]
    """Class, name, toll, whether a ferry's time is known, of each segment."""
    first_point: list[int]
    through: list[bool]
    is_oneway: list[bool]
    access: list[int]
    back: dict[int, int]
    """Each access to that of the stretch drawn the other way round."""


def simplified(network: RoadNetwork) -> RoadNetwork:
    """Contract every node that only continues a road, keeping shape, length, name and class."""
    ends = _ends(network)
    is_done = [False] * network.num_segments
    merged: list[Segment] = []
    new_of = [0] * network.num_segments
    # First from real ends and crossings; what is left then are rings, entered anywhere.
    for only_from_ends in (True, False):
        for segment in range(network.num_segments):
            for is_backward in (False, True):
                start = ends.head[segment] if is_backward else ends.tail[segment]
                if not is_done[segment] and not (only_from_ends and ends.through[start]):
                    links = _walk(ends, (segment, is_backward), is_done)
                    for link, _ in links:
                        new_of[link] = len(merged)
                    merged.append(_merge(network, ends, links))
    found = build_network(
        network.nodes,
        merged,
        lines=(*network.waters, *network.obstacles),
        node_access=network.node_access,
        turns=Turns(
            short=_renumbered(network.turns, np.array(new_of, dtype=np.int64)),
            long=tuple(_joined(turn, new_of) for turn in network.long_turns),
        ),
        unread=network.unread,
    )
    return replace(found, landmarks=network.landmarks)


def _renumbered(turns: Int64s, new_of: Int64s) -> Int64s:
    turns = turns.copy()
    turns[:, [0, 2]] = new_of[turns[:, [0, 2]]]
    return turns


def _joined(turn: tuple[int, ...], new_of: list[int]) -> tuple[int, ...]:
    """A banned turn over stretches that were contracted: nodes within one of them are left out."""
    joined = [turn[0], new_of[turn[1]]]
    for node, segment in zip(turn[2::2], turn[3::2], strict=True):
        if new_of[segment] != joined[-1]:
            joined += [node, new_of[segment]]
    return tuple(joined)


def _ends(network: RoadNetwork) -> _Ends:
    tail, head = network.tail.tolist(), network.head.tolist()
    at: list[list[int]] = [[] for _ in range(network.num_nodes)]
    for segment, (start, end) in enumerate(zip(tail, head, strict=True)):
        at[start].append(segment)
        at[end].append(segment)
    kinds = list(
        zip(
            network.classes.tolist(),
            network.name_ids.tolist(),
            network.is_toll.tolist(),
            (network.sailing > 0).tolist(),
            strict=True,
        )
    )
    access = network.access.tolist()
    back = {one: turned(one) for one in set(access)}
    stays = set(np.flatnonzero(network.node_access).tolist()) | set(network.turns[:, 1].tolist())
    stays |= {node for turn in network.long_turns for node in (turn[2], turn[-2])}
    through = [False] * network.num_nodes
    for node, segments in enumerate(at):
        if len(segments) != 2 or segments[0] == segments[1] or node in stays:
            continue
        first, second = segments
        if kinds[first] == kinds[second]:
            runs_on = (head[first] == node) != (head[second] == node)
            through[node] = access[first] == (access[second] if runs_on else back[access[second]])
    return _Ends(tail, head, at, kinds, network.first_point.tolist(), through, network.is_oneway.tolist(), access, back)


def _walk(ends: _Ends, start: _Link, is_done: list[bool]) -> list[_Link]:
    """Follow a road until a node that stays, or back to its beginning."""
    links = [start]
    segment, is_backward = start
    is_done[segment] = True
    while True:
        node = ends.tail[segment] if is_backward else ends.head[segment]
        if not ends.through[node]:
            return links
        first, second = ends.at[node]
        segment = second if first == segment else first
        if is_done[segment]:
            return links
        is_done[segment] = True
        is_backward = ends.head[segment] == node
        links.append((segment, is_backward))


def _merge(network: RoadNetwork, ends: _Ends, links: list[_Link]) -> Segment:
    if ends.is_oneway[links[0][0]] and links[0][1]:
        links = [(segment, not is_backward) for segment, is_backward in reversed(links)]
    first = links[0][0]
    access, (road_class, name, is_toll, is_timed) = ends.access[first], ends.kinds[first]
    rows = [segment for segment, _ in links]
    pieces = [
        network.points[ends.first_point[segment] : ends.first_point[segment + 1]][:: -1 if is_backward else 1]
        for segment, is_backward in links
    ]
    points = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])]) if len(pieces) > 1 else pieces[0]
    (begin, begins_backward), (end, ends_backward) = links[0], links[-1]
    return Segment(
        tail=ends.head[begin] if begins_backward else ends.tail[begin],
        head=ends.tail[end] if ends_backward else ends.head[end],
        points=points,
        length=float(network.lengths[rows].sum()),
        road_class=ROAD_CLASSES[road_class],
        name=network.names[name],
        is_toll=is_toll,
        sailing=float(network.sailing[rows].sum()) if is_timed else 0.0,
        access=ends.back[access] if links[0][1] else access,
    )
