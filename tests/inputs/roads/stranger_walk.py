"""Plain walks over a small extract, for tests: which pieces a profile travels and how long its ways are, by the docs alone."""

import heapq
import itertools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from planner.domain.road_settings import RoadSettings
from tests.inputs.roads.stranger_reading import BACKWARD, FORWARD, OPEN, SHUT, VISITING, Reading, read_node, read_turn, read_way

Place = tuple[float, float]
Members = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Extract:
    """Nodes in metres, ways (ids 1, 2, …), tags of nodes, relations."""

    places: Mapping[int, Place]
    ways: list[tuple[tuple[int, ...], dict[str, str]]]
    node_tags: dict[int, dict[str, str]]
    relations: list[tuple[Members, dict[str, str]]]


@dataclass(frozen=True, order=True)
class Arc:
    """One direction of the piece of a way between two nodes."""

    way: int
    piece: int
    tail: int
    head: int
    is_back: bool


Way = tuple[Arc, ...]


class Walker:
    """One profile on an extract; `frame` is a node of streets that everybody travels both ways."""

    def __init__(self, extract: Extract, profile: str, frame: int) -> None:
        self.extract, self.profile = extract, profile
        speeds = RoadSettings().speeds[profile]
        self.seconds: dict[Arc, float] = {}
        self.state: dict[Arc, str] = {}
        for way, (nodes, tags) in enumerate(extract.ways, 1):
            meaning = read_way(tags)
            if meaning is not None:
                self._add(way, nodes, meaning[0], meaning[1][profile], speeds)
        self.gate = {node: read_node(tags)[0][profile] for node, tags in extract.node_tags.items()}
        self._keep_travelled(frame)
        self.bans: set[tuple[Arc, ...]] = set()
        self.passed_over: set[tuple[int, ...]] = set()
        self._ban()

    def _add(self, way: int, nodes: tuple[int, ...], kind: str, reading: Reading, speeds: Mapping[str, float]) -> None:
        for piece, (tail, head) in enumerate(itertools.pairwise(nodes)):
            (x, y), (u, v) = self.extract.places[tail], self.extract.places[head]
            metres = ((x - u) ** 2 + (y - v) ** 2) ** 0.5
            for direction in (FORWARD, BACKWARD):
                speed = 8.0 if kind == "ferry" else speeds.get(kind, 0.0)
                if not speed and reading.named[direction]:
                    speed = max(speeds.values()) if kind in {"motorway", "trunk"} else min(speeds.values())
                ends = (tail, head) if direction == FORWARD else (head, tail)
                arc = Arc(way, piece, *ends, direction == BACKWARD)
                if speed and reading.states[direction] != SHUT:
                    self.seconds[arc], self.state[arc] = metres * 3.6 / speed, reading.states[direction]

    def _at(self, arc: Arc, node: int, shut: set[str]) -> object:
        """A node, or the end of this piece alone where a barrier is."""
        return (node, arc.way, arc.piece) if self.gate.get(node, OPEN) in shut else node

    def _keep_travelled(self, frame: int) -> None:
        """Pieces of the frame's part where every point reaches every other, and which of them are driven through."""
        passing, visiting = nx.DiGraph(), nx.DiGraph()
        for arc, state in self.state.items():
            visiting.add_edge(self._at(arc, arc.tail, {SHUT}), self._at(arc, arc.head, {SHUT}))
            if state == OPEN:
                passing.add_edge(self._at(arc, arc.tail, {SHUT, VISITING}), self._at(arc, arc.head, {SHUT, VISITING}))
        core = next(part for part in nx.strongly_connected_components(passing) if frame in part)
        whole = next(part for part in nx.strongly_connected_components(visiting) if frame in part)
        self.part = next(part for part in nx.weakly_connected_components(visiting) if frame in part)
        ends = {arc: [self._at(arc, node, {SHUT}) for node in (arc.tail, arc.head)] for arc in self.state}
        self.in_part = {arc for arc in self.state if ends[arc][0] in self.part}
        self.travelled = {arc for arc in self.state if set(ends[arc]) <= whole}
        inner = {arc: {self._at(arc, node, {SHUT, VISITING}) for node in (arc.tail, arc.head)} for arc in self.travelled}
        self.through = {arc for arc in self.travelled if self.state[arc] == OPEN and inner[arc] <= core}

    def _ban(self) -> None:
        only: dict[tuple[int, ...], tuple[list[Way], set[Arc]]] = {}
        for members, tags in self.extract.relations:
            bound = read_turn(tags)[0].get(self.profile)
            by_role = {role: ref for _, ref, role in members}
            begin, via, end = by_role["from"], by_role["via"], by_role["to"]
            node = turning_node(self.extract, members)
            if node is None:
                continue
            ways = [(one,) for one in self._into(begin, node)]
            if over_node(members):
                key: tuple[int, ...] = (begin, node)
            else:
                key = (begin, via, node)
                ways = [(one, *path) for path in self._along(via, node) for one in self._into(begin, path[0].tail)]
            to = {arc for arc in self.state if arc.way == end and arc.tail == node}
            if bound == "no":
                self.bans |= {(*way, other) for way in ways for other in to}
            elif bound == "only":
                only.setdefault(key, (ways, set()))[1].update(to)
        for key, (ways, allowed) in only.items():
            elsewhere = {arc for arc in self.state if arc.tail == key[-1] and arc not in allowed}
            if allowed:
                self.bans |= {
                    (*way, other) for way in ways for other in elsewhere if len(way) == 1 or not reverses(way[-1], other)
                }
            else:
                self.passed_over.add(key)

    def _into(self, way: int, node: int) -> list[Arc]:
        return [arc for arc in self.state if arc.way == way and arc.head == node]

    def _along(self, way: int, node: int) -> list[Way]:
        """The whole of a way in the direction that ends at a node, where all of it may be gone."""
        is_back = self.extract.ways[way - 1][0][-1] != node
        arcs = sorted(arc for arc in self.state if arc.way == way and arc.is_back == is_back)
        is_whole = len(arcs) == len(self.extract.ways[way - 1][0]) - 1
        return [tuple(arcs[::-1] if is_back else arcs)] if is_whole else []

    def ways_from(self, start: Arc, *, turns_round: bool) -> dict[tuple[int, int], float]:
        """Seconds from the middle of an arc to the middle of each piece, leave → through → arrive."""
        leaving: dict[int, list[Arc]] = defaultdict(list)
        for arc in sorted(self.travelled):
            leaving[arc.tail].append(arc)
        longest = max(map(len, self.bans), default=2)
        waiting = [(self.seconds[start] / 2, (start,), 1 if start in self.through else 0)]
        done: set[tuple[Way, int]] = set()
        found: dict[tuple[int, int], float] = {(start.way, start.piece): 0.0}
        while waiting:
            seconds, way, phase = heapq.heappop(waiting)
            if (way, phase) in done:
                continue
            done.add((way, phase))
            arc = way[-1]
            gate = self.gate.get(arc.head, OPEN)
            for other in leaving[arc.head]:
                is_round, is_on = reverses(arc, other), other in self.through
                on = (*way, other)
                if any(on[-size:] in self.bans for size in range(2, longest + 1)) or (gate == SHUT and not is_round):
                    continue
                if is_round and not turns_round and (gate != SHUT and len(leaving[arc.head]) > 1):
                    continue
                if (phase == 2 and is_on) or (gate == VISITING and phase == 1 and is_on and not is_round):
                    continue
                after = 1 if is_on else 0 if phase == 0 else 2
                key = (other.way, other.piece)
                found[key] = min(found.get(key, 1e9), seconds + self.seconds[other] / 2)
                heapq.heappush(waiting, (seconds + self.seconds[other], on[-(longest - 1) :], after))
        return found


def reverses(arc: Arc, other: Arc) -> bool:
    """Whether two arcs are of one piece."""
    return (arc.way, arc.piece) == (other.way, other.piece)


def over_node(members: Members) -> bool:
    """Whether a relation's turn is over a node, not over a way."""
    return any(kind == "n" for kind, _, _ in members)


def turning_node(extract: Extract, members: Members) -> int | None:
    """The node at which a relation's turn is; `None`: its ways do not make it clear."""
    by_role = {role: ref for _, ref, role in members}
    begin, via, end = by_role["from"], by_role["via"], by_role["to"]
    if over_node(members):
        return via if touches(extract, begin, via) and touches(extract, end, via) else None
    nodes = {way: {*extract.ways[way - 1][0]} for way in (begin, via, end)}
    first, last = nodes[begin] & nodes[via], nodes[end] & nodes[via]
    is_clear = len(first) == len(last) == 1 and first != last
    return last.pop() if is_clear and all(read_way(extract.ways[way - 1][1]) for way in (begin, via, end)) else None


def touches(extract: Extract, way: int, node: int) -> bool:
    """Whether a way begins or ends at a node."""
    nodes, tags = extract.ways[way - 1]
    return node in (nodes[0], nodes[-1]) and read_way(tags) is not None
