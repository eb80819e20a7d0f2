"""Banned turns obeyed where they are: the node of each is split by where one comes from and where one goes.

Nothing else of the graph grows. Whoever may not turn from one segment into another arrives at a node of their own, from which
links without length lead to every way out but the banned ones. So that nobody evades a ban by turning round a little
farther on, turning round is banned too at the next crossings where there is another way on.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from inputs.roads.layers import LINK, Arcs
from planner.domain.arrays import Int64s

CROSSINGS_AHEAD = 2
"""Crossings after a banned turn at which nobody turns round; farther on it would hardly be the quickest way."""


@dataclass(slots=True)
class _Growing:
    """Arcs as lists that grow."""

    nodes: list[int]
    tail: list[int]
    head: list[int]
    segment: list[int]
    is_backward: list[bool]

    def add_node(self, node: int) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def add_link(self, tail: int, head: int) -> None:
        self.tail.append(tail)
        self.head.append(head)
        self.segment.append(LINK)
        self.is_backward.append(False)


def obey_turns(arcs: Arcs, bans: Int64s) -> Arcs:
    """Arcs without the banned turns.

    Parameters
    ----------
    bans
        Segment, node of the network, segment; shape (k, 3).
    """
    if not len(bans) or not len(arcs.tail):
        return arcs
    by_node: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for origin, node, target in [*bans.tolist(), *_turning_round(arcs, set(bans[:, 1].tolist()))]:
        by_node[node].add((origin, target))
    growing = _Growing(
        arcs.nodes.tolist(), arcs.tail.tolist(), arcs.head.tolist(), arcs.segment.tolist(), arcs.is_backward.tolist()
    )
    is_here = np.isin(arcs.nodes, list(by_node))
    coming, going = (np.flatnonzero(is_here[ends]).tolist() for ends in (arcs.head, arcs.tail))
    comes, goes = defaultdict(list), defaultdict(list)
    for arc in coming:
        comes[growing.nodes[growing.head[arc]]].append(arc)
    for arc in going:
        goes[growing.nodes[growing.tail[arc]]].append(arc)
    dropped: set[int] = set()
    for node, pairs in sorted(by_node.items()):
        dropped |= _split(growing, node, pairs, comes[node], goes[node])
    return _without(arcs, growing, dropped)


def _turning_round(arcs: Arcs, nodes: set[int]) -> list[tuple[int, int, int]]:
    """Bans on turning round at the crossings that follow some nodes."""
    leaving: dict[int, set[tuple[int, int]]] = defaultdict(set)
    is_road = arcs.segment != LINK
    ends = (arcs.nodes[arcs.tail[is_road]], arcs.nodes[arcs.head[is_road]], arcs.segment[is_road])
    for tail, head, segment in zip(*(column.tolist() for column in ends), strict=True):
        leaving[tail].add((head, segment))
    found: set[tuple[int, int, int]] = set()
    front = nodes
    for _ in range(CROSSINGS_AHEAD):
        ahead = {(head, segment) for node in front for head, segment in leaving[node]}
        found |= {(segment, node, segment) for node, segment in ahead if any(other != segment for _, other in leaving[node])}
        front = {node for node, _ in ahead}
    return sorted(found)


def _split(growing: _Growing, node: int, pairs: set[tuple[int, int]], comes: list[int], goes: list[int]) -> set[int]:
    """Split one node of the network; gives the links that fall away."""
    links = {arc for arc in comes if growing.segment[arc] == LINK}
    after: dict[int, set[int]] = defaultdict(set)
    for arc in links:
        after[growing.tail[arc]].add(growing.head[arc])
    origins, targets = {origin for origin, _ in pairs}, {target for _, target in pairs}
    ins: dict[tuple[int, int], int] = {}
    outs: dict[tuple[int, int], int] = {}
    for arc in comes:
        if arc not in links:
            segment, head = growing.segment[arc], growing.head[arc]
            key = (head, segment if segment in origins else LINK)
            if key not in ins:
                ins[key] = growing.add_node(node)
            growing.head[arc] = ins[key]
    for arc in goes:
        segment, tail = growing.segment[arc], growing.tail[arc]
        if segment in targets:
            if (tail, segment) not in outs:
                outs[tail, segment] = growing.add_node(node)
            growing.tail[arc] = outs[tail, segment]
    for (head, origin), entered in ins.items():
        reached = _reached(after, head)
        for place in sorted(reached):
            growing.add_link(entered, place)
        for (tail, target), left in outs.items():
            if tail in reached and (origin, target) not in pairs:
                growing.add_link(entered, left)
    return links


def _reached(after: dict[int, set[int]], start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for place in after[waiting.pop()] - found:
            found.add(place)
            waiting.append(place)
    return found


def _without(arcs: Arcs, growing: _Growing, dropped: set[int]) -> Arcs:
    keep = np.ones(len(growing.tail), dtype=bool)
    keep[list(dropped)] = False
    used, numbers = np.unique(np.concatenate([np.array(growing.tail)[keep], np.array(growing.head)[keep]]), return_inverse=True)
    new_number = np.cumsum(keep) - 1
    num_kept = int(keep.sum())
    return replace(
        arcs,
        nodes=np.array(growing.nodes, dtype=np.int64)[used],
        tail=numbers[:num_kept],
        head=numbers[num_kept:],
        segment=np.array(growing.segment, dtype=np.int64)[keep],
        is_backward=np.array(growing.is_backward, dtype=bool)[keep],
        exit_arc=np.where(arcs.exit_arc < 0, -1, new_number[arcs.exit_arc]),
        entry_arc=np.where(arcs.entry_arc < 0, -1, new_number[arcs.entry_arc]),
    )
