"""Ways between settlements and the lanes inside them, grown one after another from what lies already."""

import math
from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import Delaunay

from inputs.example.ground import Ground, Settlement
from inputs.example.naming import Names
from inputs.example.network import Network, Street
from inputs.example.plane import Spot
from inputs.example.walking import Manner, Way, lay_way, plan_way

_LINK = Manner(max_length=1500, step=22, gap=20, wobble=0.09, bend=0.0, min_density=None, min_length=60)
_LANES = (
    Manner(max_length=420, gap=30, bend=0.022),
    Manner(max_length=330, gap=27, bend=0.035),
    Manner(max_length=190, gap=24, wobble=0.13, bend=0.045),
    Manner(max_length=90, gap=22, wobble=0.16, bend=0.05, min_length=30),
)
_CLASSES = ("residential", "residential", "living_street", "path")
_MAX_LINK = 900.0  # metres between settlements that are linked directly
_SPACING = 46.0  # metres between lanes that leave a street in a kampung's core


@dataclass(frozen=True, slots=True)
class _Seed:
    """A lane waiting to be grown."""

    node: int
    heading: float
    generation: int


class Lanes:
    """Grows lanes on a network.

    Parameters
    ----------
    network, ground
        What is built on; the network grows.
    names
        Where street names come from.
    rng
        All chance.
    """

    def __init__(self, network: Network, ground: Ground, names: Names, rng: np.random.Generator) -> None:
        self._network, self._ground, self._names, self._rng = network, ground, names, rng

    def connect(self, settlements: list[Settlement]) -> None:
        """A road from each kampung to the network, the nearest ones first."""
        waiting = [settlement for settlement in settlements if settlement.plot is None]
        reach = [math.inf] * len(waiting)
        num_known = 0
        while waiting:
            fresh = np.array(self._network.xy[num_known:]).reshape(-1, 2)
            num_known = len(self._network.xy)
            for number, kampung in enumerate(waiting):
                if len(fresh):
                    reach[number] = min(reach[number], float(np.hypot(*(fresh - kampung.centre).T).min()))
            chosen = min(range(len(waiting)), key=reach.__getitem__)
            reach.pop(chosen)
            self._connect_one(waiting.pop(chosen))

    def _connect_one(self, kampung: Settlement) -> None:
        """From the nearest node that a way can be found from."""
        for distance, node in self._nearest_nodes(kampung.centre, 14):
            if distance < 24:
                return
            if self._try_link(node, kampung.centre, "unclassified", f"Jl. {kampung.name}", joins=False):
                return

    def link(self, settlements: list[Settlement]) -> None:
        """Roads across the fields between neighbouring settlements (edges of the Gabriel graph)."""
        centres = [settlement.centre for settlement in settlements]
        for a, b in _gabriel(centres):
            if math.dist(centres[a], centres[b]) > _MAX_LINK or self._rng.random() < 0.1:
                continue
            highway = str(self._rng.choice(("unclassified", "residential", "path"), p=(0.5, 0.3, 0.2)))
            name = "" if highway == "path" else self._names.street()
            ends = [(a, b), (b, a)]
            any(self._link_one(settlements[start], centres[goal], highway, name) for start, goal in ends)

    def _link_one(self, start: Settlement, goal: Spot, highway: str, name: str) -> bool:
        near = [node for distance, node in self._nearest_nodes(start.centre, 3) if distance < start.radius * 1.3]
        return any(self._try_link(node, goal, highway, name, joins=True) for node in near)

    def _try_link(self, node: int, goal: Spot, highway: str, name: str, *, joins: bool) -> bool:
        """Lay a way to the goal; `joins`: a street on the way will do."""
        x, y = self._network.xy[node]
        heading = math.atan2(goal[1] - y, goal[0] - x)
        for turn in (0.0, 0.5, -0.5, 0.9, -0.9):
            way = plan_way(self._network, self._ground, node, heading + turn, replace(_LINK, target=goal), self._rng)
            if way is not None and (way.is_at_target or (joins and way.join is not None)):
                self._lay(node, way, highway, name)
                return True
        return False

    def fill(self) -> None:
        """Lanes in all kampungs, spreading from the streets that lead through them."""
        seeds: deque[_Seed] = deque()
        for street in sorted({edge[2] for edge in self._network.edges if edge is not None}):
            if not self._network.streets[street].is_barrier and not self._network.streets[street].block:
                self._seed_along(seeds, self._chain(street), generation=0)
        while seeds:
            seed = seeds.popleft()
            way = self._grow(seed)
            if way is not None:
                nodes = self._lay(seed.node, way, *self._class_and_name(seed, way))
                if seed.generation + 1 < len(_LANES):
                    self._seed_along(seeds, nodes, generation=seed.generation + 1)

    def _grow(self, seed: _Seed) -> Way | None:
        manner = _LANES[seed.generation]
        length = manner.max_length * float(self._rng.uniform(0.35, 1.0))
        density = self._ground.density.at(*self._network.xy[seed.node])
        gap = manner.gap + 12 * min(1.0, max(0.0, 0.9 - density))
        return plan_way(
            self._network, self._ground, seed.node, seed.heading, replace(manner, max_length=length, gap=gap), self._rng
        )

    def _class_and_name(self, seed: _Seed, way: Way) -> tuple[str, str]:
        highway = _CLASSES[seed.generation]
        if way.length < 75 and seed.generation > 0:
            highway = "path" if self._rng.random() < 0.55 else "living_street"
        if highway == "path" and self._rng.random() < 0.3:
            highway = "footway" if way.length < 45 else "path"
        if highway == "residential" and way.length > 150:
            return highway, self._names.street()
        return highway, self._names.alley() if way.length > 55 else ""

    def _lay(self, start: int, way: Way, highway: str, name: str) -> list[int]:
        middle = way.points[len(way.points) // 2]
        owner = int(self._ground.owner.at(*middle)) if self._ground.density.at(*middle) > 0 else -1
        return lay_way(self._network, self._network.add_street(Street(highway, name, settlement=owner)), start, way)

    def _seed_along(self, seeds: deque[_Seed], nodes: list[int], *, generation: int) -> None:
        """Seeds left and right of a street where the ground is built up, more densely in the core."""
        since, side = float(self._rng.uniform(0, 30)), 1 if self._rng.random() < 0.5 else -1
        wanted = float(self._rng.uniform(0.8, 1.3)) * _SPACING
        for before, node, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
            (x0, y0), (x1, y1), (x2, y2) = (self._network.xy[n] for n in (before, node, after))
            since += math.hypot(x1 - x0, y1 - y0)
            if since < wanted or self._ground.density.at(x1, y1) < 0.12:
                continue
            heading = math.atan2(y2 - y0, x2 - x0)
            sides = (side, -side) if self._rng.random() < 0.55 else (side,)
            for turn in sides:
                seeds.append(_Seed(node, heading + turn * (math.pi / 2 + float(self._rng.normal(0, 0.16))), generation))
            since, side = 0.0, -side
            wanted = float(self._rng.uniform(0.75, 1.4)) * _SPACING

    def _chain(self, street: int) -> list[int]:
        """Nodes of a street in order, walked from one of its ends."""
        neighbours: dict[int, list[int]] = {}
        for edge in self._network.edges:
            if edge is not None and edge[2] == street:
                neighbours.setdefault(edge[0], []).append(edge[1])
                neighbours.setdefault(edge[1], []).append(edge[0])
        start = min((node for node, others in neighbours.items() if len(others) == 1), default=min(neighbours))
        chain, seen = [start], {start}
        while True:
            onward = [node for node in neighbours[chain[-1]] if node not in seen]
            if not onward:
                return chain
            chain.append(onward[0])
            seen.add(onward[0])

    def _nearest_nodes(self, point: Spot, count: int) -> list[tuple[float, int]]:
        """Distance and index of the nearest street nodes."""
        network = self._network
        xy = np.array(network.xy)
        distances = np.hypot(xy[:, 0] - point[0], xy[:, 1] - point[1])
        found = []
        for node in np.argsort(distances, kind="stable")[: 12 * count]:
            edges = network.at_node[int(node)]
            if edges and not any(network.is_barrier(edge) for edge in edges):
                found.append((float(distances[node]), int(node)))
                if len(found) == count:
                    break
        return found or [(math.inf, -1)]


def _gabriel(points: list[Spot]) -> list[tuple[int, int]]:
    """Pairs whose circle (the pair as its diameter) holds no other point; Gabriel & Sokal 1969, doi 10.2307/2412323."""
    if len(points) < 4:
        return [(a, b) for a in range(len(points)) for b in range(a)]
    at = np.array(points)
    pairs = {
        (min(a, b), max(a, b)) for triangle in Delaunay(at).simplices.tolist() for a in triangle for b in triangle if a != b
    }
    free = []
    for a, b in sorted(pairs):
        middle, radius = (at[a] + at[b]) / 2, float(np.hypot(*(at[a] - at[b]))) / 2
        if int((np.hypot(*(at - middle).T) < radius * 0.999).sum()) == 0:
            free.append((a, b))
    return free
