"""Fewer nodes, same roads: points between two crossings become the shape of one segment.

A node goes when exactly two segment ends meet there, of two segments that agree in name, class, direction, toll and
access, whose directions run on, and neither a barrier nor a banned turn is there. A ring without any crossing keeps one node.
"""

from dataclasses import dataclass, replace

import numpy as np

from inputs.roads.access import turned
from inputs.roads.network import RoadNetwork, numbered_names, without_lonely_nodes
from planner.domain.arrays import Bools, Floats, Int64s

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
    through: list[bool]
    is_oneway: list[bool]
    access: list[int]
    back: dict[int, int]
    """Each access to that of the stretch drawn the other way round."""


def simplified(network: RoadNetwork) -> RoadNetwork:
    """Contract every node that only continues a road, keeping shape, length, name and class."""
    if not network.num_segments:
        return network
    ends = _ends(network)
    is_done = [False] * network.num_segments
    runs: list[list[_Link]] = []
    # First from real ends and crossings; what is left then are rings, entered anywhere.
    for only_from_ends in (True, False):
        for segment in range(network.num_segments):
            for is_backward in (False, True):
                start = ends.head[segment] if is_backward else ends.tail[segment]
                if not is_done[segment] and not (only_from_ends and ends.through[start]):
                    runs.append(_walk(ends, (segment, is_backward), is_done))
    return _merged(network, ends, runs)


def _renumbered(turns: Int64s, new_of: Int64s) -> Int64s:
    turns = turns.copy()
    turns[:, [0, 2]] = new_of[turns[:, [0, 2]]]
    return turns


def _joined(turn: tuple[int, ...], new_of: Int64s) -> tuple[int, ...]:
    """A banned turn over stretches that were contracted: nodes within one of them are left out."""
    first, *others = new_of[list(turn[1::2])].tolist()
    joined = [turn[0], first]
    for node, segment in zip(turn[2::2], others, strict=True):
        if segment != joined[-1]:
            joined += [node, segment]
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
    return _Ends(tail, head, at, kinds, through, network.is_oneway.tolist(), access, back)


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


def _merged(network: RoadNetwork, ends: _Ends, runs: list[list[_Link]]) -> RoadNetwork:
    """The network with one segment for each run, whose links are turned where its one-way is against the walk."""
    for number, links in enumerate(runs):
        if links[0][1] and ends.is_oneway[links[0][0]]:
            runs[number] = [(segment, not is_backward) for segment, is_backward in reversed(links)]
    sizes = np.array([len(links) for links in runs])
    segment = np.array([segment for links in runs for segment, _ in links], dtype=np.int64)
    is_backward = np.array([is_backward for links in runs for _, is_backward in links], dtype=bool)
    begin, end = np.cumsum(sizes) - sizes, np.cumsum(sizes) - 1
    first, last = segment[begin], segment[end]
    points, first_point = _points(network, segment, is_backward, begin)
    names, name_ids = numbered_names(network.names[number] for number in network.name_ids[first].tolist())
    new_of = np.empty(network.num_segments, dtype=np.int64)
    new_of[segment] = np.repeat(np.arange(len(runs)), sizes)
    access = [
        ends.back[ends.access[one]] if back else ends.access[one]
        for one, back in zip(first.tolist(), is_backward[begin].tolist(), strict=True)
    ]
    return without_lonely_nodes(
        replace(
            network,
            tail=np.where(is_backward[begin], network.head[first], network.tail[first]),
            head=np.where(is_backward[end], network.tail[last], network.head[last]),
            lengths=np.add.reduceat(network.lengths[segment], begin),
            classes=network.classes[first],
            name_ids=name_ids,
            access=np.array(access, dtype=np.int64),
            is_toll=network.is_toll[first],
            sailing=np.add.reduceat(network.sailing[segment], begin),
            points=points,
            first_point=first_point,
            turns=_renumbered(network.turns, new_of),
            long_turns=tuple(_joined(turn, new_of) for turn in network.long_turns),
            names=names,
        )
    )


def _points(network: RoadNetwork, segment: Int64s, is_backward: Bools, begin: Int64s) -> tuple[Floats, Int64s]:
    """Points along runs of segments, which begin at `begin`; where two segments meet the point is kept once."""
    is_joined = np.ones(len(segment), dtype=np.int64)
    is_joined[begin] = 0
    step = np.where(is_backward, -1, 1)
    start = np.where(is_backward, network.first_point[segment + 1] - 1, network.first_point[segment]) + step * is_joined
    counts = np.diff(network.first_point)[segment] - is_joined
    along = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(start, counts) + np.repeat(step, counts) * along
    return network.points[rows], np.concatenate([[0], np.cumsum(np.add.reduceat(counts, begin))])
