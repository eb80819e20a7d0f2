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


@dataclass(frozen=True)
class Extract:
    """Nodes in metres, ways (ids 1, 2, …), tags of nodes, relations."""

    places: Mapping[int, Place]
    ways: list[tuple[tuple[int, ...], dict[str, str]]]
    node_tags: dict[int, dict[str, str]]
    relations: list[tuple[tuple[tuple[str, int, str], ...], dict[str, str]]]


@dataclass(frozen=True, order=True)
class Arc:
    """One direction of the piece of a way between two nodes."""

    way: int
    piece: int
    tail: int
    head: int
    is_back: bool


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
        self.passed_over: set[tuple[int, int]] = set()
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
        only: dict[tuple[int, int], set[Arc]] = {}
        for members, tags in self.extract.relations:
            bound = read_turn(tags)[0].get(self.profile)
            by_role = {role: ref for _, ref, role in members}
            begin, node, end = by_role["from"], by_role["via"], by_role["to"]
            if not (touches(self.extract, begin, node) and touches(self.extract, end, node)):
                continue
            to = {arc for arc in self.state if arc.way == end and arc.tail == node}
            if bound == "no":
                self.bans |= {(one, other) for one in self._into(begin, node) for other in to}
            elif bound == "only":
                only.setdefault((begin, node), set()).update(to)
        for (begin, node), allowed in only.items():
            if allowed:
                elsewhere = {arc for arc in self.state if arc.tail == node and arc not in allowed}
                self.bans |= {(one, other) for one in self._into(begin, node) for other in elsewhere}
            else:
                self.passed_over.add((begin, node))

    def _into(self, way: int, node: int) -> list[Arc]:
        return [arc for arc in self.state if arc.way == way and arc.head == node]

    def ways_from(self, start: Arc, *, turns_round: bool) -> dict[tuple[int, int], float]:
        """Seconds from the middle of an arc to the middle of each piece, leave → through → arrive."""
        leaving: dict[int, list[Arc]] = defaultdict(list)
        for arc in sorted(self.travelled):
            leaving[arc.tail].append(arc)
        waiting = [(self.seconds[start] / 2, start, 1 if start in self.through else 0)]
        done: set[tuple[Arc, int]] = set()
        found: dict[tuple[int, int], float] = {(start.way, start.piece): 0.0}
        while waiting:
            seconds, arc, phase = heapq.heappop(waiting)
            if (arc, phase) in done:
                continue
            done.add((arc, phase))
            gate = self.gate.get(arc.head, OPEN)
            for other in leaving[arc.head]:
                is_round = (other.way, other.piece) == (arc.way, arc.piece)
                is_on = other in self.through
                if (arc, other) in self.bans or (gate == SHUT and not is_round):
                    continue
                if is_round and not turns_round and (gate != SHUT and len(leaving[arc.head]) > 1):
                    continue
                if (phase == 2 and is_on) or (gate == VISITING and phase == 1 and is_on and not is_round):
                    continue
                after = 1 if is_on else 0 if phase == 0 else 2
                key = (other.way, other.piece)
                found[key] = min(found.get(key, 1e9), seconds + self.seconds[other] / 2)
                heapq.heappush(waiting, (seconds + self.seconds[other], other, after))
        return found


def touches(extract: Extract, way: int, node: int) -> bool:
    """Whether a way begins or ends at a node."""
    nodes, tags = extract.ways[way - 1]
    return node in (nodes[0], nodes[-1]) and read_way(tags) is not None
