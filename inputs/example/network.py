"""The growing street network: a planar graph in which every crossing of two streets becomes a junction.

Barriers (rivers, the toll road) lie in the same index, but nothing joins them: a street crosses one
only when it is laid as a bridge or an underpass.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from inputs.example.plane import Spot

_CELL = 60.0  # metres; twice the length of most edges, so that an edge lies in few cells
_SNAP = 7.0  # metres; a junction nearer than this to a node uses the node, which avoids slivers


@dataclass(slots=True)
class Street:
    """A street: what its edges share.

    Attributes
    ----------
    highway
        Road class, or `river` for the barrier that is no road.
    settlement
        Index of the settlement that it was laid for; -1: none.
    block
        Block letter in an estate; empty elsewhere.
    is_barrier
        Streets neither join nor cross it on the level.
    """

    highway: str
    name: str = ""
    settlement: int = -1
    block: str = ""
    is_oneway: bool = False
    is_barrier: bool = False


@dataclass(slots=True)
class Network:
    """Nodes, edges and streets, with a grid index of the edges."""

    xy: list[Spot] = field(default_factory=list)
    edges: list[tuple[int, int, int] | None] = field(default_factory=list)
    """(from node, to node, street); `None`: split into two later ones."""
    streets: list[Street] = field(default_factory=list)
    at_node: list[list[int]] = field(default_factory=list)
    """Edges at each node."""
    _cells: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def add_street(self, street: Street) -> int:
        """Index of the new street."""
        self.streets.append(street)
        return len(self.streets) - 1

    def add_node(self, x: float, y: float) -> int:
        """Index of the new node."""
        self.xy.append((x, y))
        self.at_node.append([])
        return len(self.xy) - 1

    def add_edge(self, a: int, b: int, street: int) -> None:
        """Join two nodes, unless they are one or joined already."""
        if a == b or any(self.other_end(e, a) == b for e in self.at_node[a]):
            return
        self.edges.append((a, b, street))
        number = len(self.edges) - 1
        self.at_node[a].append(number)
        self.at_node[b].append(number)
        for cell in _cells_of(self.xy[a], self.xy[b], 0):
            self._cells.setdefault(cell, []).append(number)

    def ends(self, edge: int) -> tuple[int, int, int]:
        """Nodes and street of a live edge."""
        record = self.edges[edge]
        if record is None:
            raise ValueError(f"edge {edge} has been split")
        return record

    def other_end(self, edge: int, node: int) -> int:
        """The node across the edge."""
        a, b, _ = self.ends(edge)
        return b if node == a else a

    def near(self, p: Spot, q: Spot, reach: float) -> list[int]:
        """Live edges that may lie within `reach` metres of the segment, in order of their making."""
        found: set[int] = set()
        for cell in _cells_of(p, q, reach):
            found.update(self._cells.get(cell, ()))
        return sorted(e for e in found if self.edges[e] is not None)

    def split(self, edge: int, at: Spot) -> int:
        """Node on the edge at the given point: one of its ends where that is near, else a new node."""
        a, b, street = self.ends(edge)
        to_a, to_b = math.dist(at, self.xy[a]), math.dist(at, self.xy[b])
        if min(to_a, to_b) < _SNAP:
            return a if to_a <= to_b else b
        middle = self.add_node(*at)
        self.edges[edge] = None
        self.at_node[a].remove(edge)
        self.at_node[b].remove(edge)
        self.add_edge(a, middle, street)
        self.add_edge(middle, b, street)
        return middle

    def nearest(self, p: Spot, reach: float, *, leave_out: Iterable[int] = ()) -> tuple[float, int, Spot] | None:
        """Distance, edge and foot point of the nearest edge within `reach` metres."""
        barred = set(leave_out)
        best: tuple[float, int, Spot] | None = None
        for edge in self.near(p, p, reach):
            if edge in barred:
                continue
            a, b, _ = self.ends(edge)
            foot = foot_on(p, self.xy[a], self.xy[b])
            distance = math.dist(p, foot)
            if distance <= reach and (best is None or distance < best[0]):
                best = (distance, edge, foot)
        return best

    def crossings(self, p: Spot, q: Spot, *, leave_out: Iterable[int] = ()) -> list[tuple[float, int]]:
        """Share of the way p→q and edge of each crossing, in order."""
        barred = set(leave_out)
        hits = []
        for edge in self.near(p, q, 1.0):
            if edge not in barred:
                a, b, _ = self.ends(edge)
                share = crossing_share(p, q, self.xy[a], self.xy[b])
                if share is not None:
                    hits.append((share, edge))
        return sorted(hits)

    def is_barrier(self, edge: int) -> bool:
        """Whether the edge belongs to a river or the toll road."""
        return self.streets[self.ends(edge)[2]].is_barrier

    def meets_barrier(self, p: Spot, q: Spot) -> bool:
        """Whether the straight way crosses a river or the toll road."""
        return any(self.is_barrier(edge) for _, edge in self.crossings(p, q))


def _cells_of(p: Spot, q: Spot, reach: float) -> list[tuple[int, int]]:
    west, east = (p[0], q[0]) if p[0] < q[0] else (q[0], p[0])
    south, north = (p[1], q[1]) if p[1] < q[1] else (q[1], p[1])
    columns = range(math.floor((west - reach) / _CELL), math.floor((east + reach) / _CELL) + 1)
    rows = range(math.floor((south - reach) / _CELL), math.floor((north + reach) / _CELL) + 1)
    return [(column, row) for column in columns for row in rows]


def foot_on(p: Spot, a: Spot, b: Spot) -> Spot:
    """Spot of the segment a–b nearest to p."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    t = 0.0 if square == 0 else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / square))
    return (a[0] + t * dx, a[1] + t * dy)


def crossing_share(p: Spot, q: Spot, a: Spot, b: Spot) -> float | None:
    """Share of the way p→q at which it meets the segment a–b; `None` where it does not."""
    dx, dy, ex, ey = q[0] - p[0], q[1] - p[1], b[0] - a[0], b[1] - a[1]
    turn = dx * ey - dy * ex
    if turn == 0:
        return None
    t = ((a[0] - p[0]) * ey - (a[1] - p[1]) * ex) / turn
    s = ((a[0] - p[0]) * dy - (a[1] - p[1]) * dx) / turn
    return t if 0 <= t <= 1 and 0 <= s <= 1 else None
