"""Banned turns obeyed where they are: the node of each is split by where one comes from and where one goes.

Nothing else of the graph grows but the stretches that a ban leads over: they are copied for those who come from its beginning.
Whoever may not turn from one segment into another arrives at a node of their own, from which links without length lead to
every way out but the banned ones. So that nobody evades a ban by turning round a little farther on, turning round is banned
too at the next crossings where there is another way on.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inputs.roads.layers import LINK, Arcs
from planner.domain.arrays import Int64s

CROSSINGS_AHEAD = 2
"""Crossings after a banned turn at which nobody turns round; farther on it would hardly be the quickest way."""


_Pair = tuple[int, int]
"""Where one comes from and where one goes: segments, or copies of them that only some come onto."""


@dataclass(slots=True)
class _Growing:
    """Arcs as lists that grow; `turn` is the segment, of a copy a number of its own."""

    nodes: list[int]
    tail: list[int]
    head: list[int]
    segment: list[int]
    is_backward: list[bool]
    turn: list[int]
    entry_arc: Int64s

    def add_node(self, node: int) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def add_link(self, tail: int, head: int) -> None:
        self.add_arc(tail, head, LINK, is_backward=False, turn=LINK)

    def add_arc(self, tail: int, head: int, segment: int, *, is_backward: bool, turn: int) -> int:
        self.tail.append(tail)
        self.head.append(head)
        self.segment.append(segment)
        self.is_backward.append(is_backward)
        self.turn.append(turn)
        return len(self.tail) - 1


def obey_turns(arcs: Arcs, bans: Int64s, long_bans: Sequence[tuple[int, ...]] = ()) -> Arcs:
    """Arcs without the banned turns.

    Parameters
    ----------
    bans
        Segment, node of the network, segment; shape (k, 3).
    long_bans
        Segment, node, segment, node … segment.
    """
    if not (len(bans) or long_bans) or not len(arcs.tail):
        return arcs
    last = {int(node) for node in bans[:, 1]} | {ban[-2] for ban in long_bans}
    growing = _Growing(
        arcs.nodes.tolist(), arcs.tail.tolist(), arcs.head.tolist(), arcs.segment.tolist(), arcs.is_backward.tolist(),
        arcs.segment.tolist(), arcs.entry_arc.copy(),
    )  # fmt: skip
    law = _Law({*map(tuple, bans.tolist()), *_turning_round(arcs, last), *long_bans})
    _copy_stretches(growing, law, long_bans)
    is_here = np.isin(growing.nodes, list(law.steps))
    comes: dict[int, list[int]] = defaultdict(list)
    goes: dict[int, list[int]] = defaultdict(list)
    for found, ends in ((comes, growing.head), (goes, growing.tail)):
        for arc in np.flatnonzero(is_here[ends]).tolist():
            found[growing.nodes[ends[arc]]].append(arc)
    dropped: set[int] = set()
    for node in sorted(law.steps):
        origins = {growing.turn[arc] for arc in comes[node]}
        pairs = {pair for origin in origins for pair in law.pairs(origin, node)}
        dropped |= _split(growing, node, pairs, comes[node], goes[node])
    return _without(arcs, growing, dropped)


class _Law:
    """What is banned, and the copies that stand for having come a part of a banned way.

    Whoever comes a way goes on onto the copy for the longest end of it that begins a banned way, and onto nothing if an end of
    it is banned (Aho and Corasick 1975, doi 10.1145/360825.360855).
    """

    def __init__(self, banned: set[tuple[int, ...]]) -> None:
        self.banned = banned
        self.steps: dict[int, set[int]] = defaultdict(set)
        """Node to the segments that bans go on to there."""
        for ban in banned:
            for node, segment in zip(ban[1::2], ban[2::2], strict=True):
                self.steps[node].add(segment)
        self.copy_of: dict[tuple[int, ...], int] = {}
        """Begun way to its copy."""
        self._way_of: dict[int, tuple[int, ...]] = {}
        self._copies: dict[_Pair, list[int]] = defaultdict(list)
        self.entry_of: dict[_Pair, int] = {}
        """Node and segment to the arc for places on the segment alone."""

    def add(self, way: tuple[int, ...], copy: int) -> None:
        """Know a copy of the last segment of a way."""
        self.copy_of[way] = copy
        self._way_of[copy] = way
        self._copies[way[-2], way[-1]].append(copy)

    def pairs(self, origin: int, node: int) -> Iterator[_Pair]:
        """What nobody goes onto at a node who comes over a segment, a copy, or from within."""
        way = self._way_of.get(origin, (origin,))
        for segment in self.steps[node]:
            ends = [(*way[at:], node, segment) for at in range(0, len(way), 2)]
            options = [segment, *self._copies[node, segment]]
            if any(end in self.banned for end in ends):
                yield from ((origin, option) for option in (*options, self.entry_of.get((node, segment), segment)))
            else:
                meant = next((self.copy_of[end] for end in ends if end in self.copy_of), segment)
                yield from ((origin, option) for option in options if option != meant)


def _copy_stretches(growing: _Growing, law: _Law, long_bans: Sequence[tuple[int, ...]]) -> None:
    """Copy the arcs of stretches that bans lead over, one copy for each way there."""
    arcs_between: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    wanted = {step for ban in long_bans for step in zip(ban[1::2], ban[2::2], ban[3::2], strict=False)}
    for arc, segment in enumerate(growing.segment):
        ends = (growing.nodes[growing.tail[arc]], segment, growing.nodes[growing.head[arc]])
        if ends in wanted:
            arcs_between[ends].append(arc)
    number = itertools.count(max(growing.segment) + 1)
    for ban in long_bans:
        for size in range(3, len(ban), 2):
            way = ban[:size]
            arcs = arcs_between[way[-2], way[-1], ban[size]]
            if not arcs:
                break  # nobody goes that way at all
            if way not in law.copy_of:
                law.add(way, next(number))
                for arc in arcs:
                    tail, head = growing.tail[arc], growing.head[arc]
                    turn = law.copy_of[way]
                    growing.add_arc(tail, head, way[-1], is_backward=growing.is_backward[arc], turn=turn)
            if way[-2:] not in law.entry_of:
                law.entry_of[way[-2], way[-1]] = next(number)
                _keep_entry(growing, arcs, law.entry_of[way[-2], way[-1]])


def _keep_entry(growing: _Growing, arcs: list[int], turn: int) -> None:
    """Let places on a stretch be come to from everywhere as before, over an arc that ends there."""
    segment, way = growing.segment[arcs[0]], int(growing.is_backward[arcs[0]])
    entry = int(growing.entry_arc[segment, way])
    nowhere = growing.add_node(growing.nodes[growing.head[entry]])
    growing.entry_arc[segment, way] = growing.add_arc(growing.tail[entry], nowhere, segment, is_backward=bool(way), turn=turn)


def _turning_round(arcs: Arcs, nodes: set[int]) -> list[tuple[int, int, int]]:
    """Bans on turning round at the crossings that follow some nodes; before a gate that is shut there is no other way on."""
    leaving: dict[int, list[tuple[int, int]]] = defaultdict(list)
    after: dict[int, set[int]] = defaultdict(set)
    for tail, head, segment in zip(arcs.tail.tolist(), arcs.head.tolist(), arcs.segment.tolist(), strict=True):
        if segment == LINK:
            after[tail].add(head)
        else:
            leaving[tail].append((head, segment))
    found: set[tuple[int, int, int]] = set()
    front = set(np.flatnonzero(np.isin(arcs.nodes, list(nodes))).tolist())
    for _ in range(CROSSINGS_AHEAD):
        ahead = {step for place in front for step in _steps(leaving, after, place)}
        for place, segment in ahead:
            if any(other != segment for _, other in _steps(leaving, after, place)):
                found.add((segment, int(arcs.nodes[place]), segment))
        front = {place for place, _ in ahead}
    return sorted(found)


def _steps(leaving: dict[int, list[tuple[int, int]]], after: dict[int, set[int]], place: int) -> Iterator[tuple[int, int]]:
    """Where one comes to from a place, and over which segment."""
    for start in _reached(after, place):
        yield from leaving[start]


def _split(growing: _Growing, node: int, pairs: set[_Pair], comes: list[int], goes: list[int]) -> set[int]:
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
            turn, head = growing.turn[arc], growing.head[arc]
            key = (head, turn if turn in origins else LINK)
            if key not in ins:
                ins[key] = growing.add_node(node)
            growing.head[arc] = ins[key]
    for arc in goes:
        turn, tail = growing.turn[arc], growing.tail[arc]
        if turn in targets:
            if (tail, turn) not in outs:
                outs[tail, turn] = growing.add_node(node)
            growing.tail[arc] = outs[tail, turn]
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
        entry_arc=np.where(growing.entry_arc < 0, -1, new_number[growing.entry_arc]),
    )
