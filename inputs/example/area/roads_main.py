"""The main roads of the example: from village to village and hamlet to hamlet, and the trunk road, with clean crossings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from inputs.example.area.flat import BoolArray, FloatArray, IntArray, stream
from inputs.example.area.hamlets import Hamlet
from inputs.example.area.landscape import TRUNK_NAME, Landscape
from inputs.example.area.villages import VillageCell

STEP = 45.0
"""Metres between the points of a main road, a little more than between lanes."""
BRIDGE_COST = 2.2
"""A way over a river counts so many times its length, so that there are few bridges."""
UNDERPASS_COST = 2.0
LOOP_SHARE = 0.55
"""Share of the short extra connections that are built, which make loops."""
MAX_LOOP = 1300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MainRoad:
    """A piece of road between two crossings: points (metres, shape (n, 2)), class and name."""

    points: FloatArray
    highway: str
    name: str


def build_main_roads(
    villages: Sequence[VillageCell], hamlets: Sequence[Hamlet], land: Landscape, seed: int
) -> tuple[MainRoad, ...]:
    """Connect all centres by a spanning tree with loops, drawn as bending roads, and node them with the trunk road."""
    rng = stream(seed, 4)
    free = land.region.difference(land.barriers.buffer(110))
    middles = [nearest_points(free, shapely.Point(village.middle))[0].coords[0] for village in villages]
    centres = np.array([*middles, *(hamlet.middle for hamlet in hamlets)])
    tail, head = _gabriel(centres)
    straight = shapely.linestrings(np.stack([centres[tail], centres[head]], axis=1))
    rivers = shapely.MultiLineString(list(land.rivers))
    is_wet, is_under = shapely.intersects(straight, rivers), shapely.intersects(straight, land.toll)
    lengths = shapely.length(straight)
    costs = lengths * np.where(is_wet, BRIDGE_COST, 1) * np.where(is_under, UNDERPASS_COST, 1)
    in_tree = _spanning_tree(tail, head, costs, len(centres))
    is_loop = ~in_tree & ~is_wet & ~is_under & (lengths < MAX_LOOP) & (rng.random(len(tail)) < LOOP_SHARE)
    is_great = _carries_many(tail, head, in_tree, len(centres))
    sources = [land.trunk]
    labels = [("trunk", TRUNK_NAME)]
    for edge in np.flatnonzero(in_tree | is_loop):
        line = _bending(centres[tail[edge]], centres[head[edge]], land.barriers, rng)
        village = min(villages, key=lambda each: each.cell.distance(line.interpolate(0.5, normalized=True)))
        sources.append(line)
        labels.append(_label(village.name, is_great=bool(is_great[edge]), is_loop=bool(is_loop[edge])))
    return _noded(sources, labels)


def _label(village: str, *, is_great: bool, is_loop: bool) -> tuple[str, str]:
    if is_great:
        return "secondary", f"Jl. Raya {village}"
    return ("unclassified", f"Jl. Lingkar {village}") if is_loop else ("tertiary", f"Jl. Desa {village}")


def _gabriel(points: FloatArray) -> tuple[IntArray, IntArray]:
    """Pairs with nobody else in the circle over them: a planar graph that holds the spanning tree."""
    tail, head = np.triu_indices(len(points), 1)
    middle = (points[tail] + points[head]) / 2
    radius = np.hypot(*(points[tail] - points[head]).T) / 2
    reach = np.hypot(*(middle[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    is_pair = (reach < radius[:, None] - 1e-6).sum(axis=1) == 0
    return tail[is_pair].astype(np.int64), head[is_pair].astype(np.int64)


def _spanning_tree(tail: IntArray, head: IntArray, costs: FloatArray, num_points: int) -> BoolArray:
    tree = minimum_spanning_tree(csr_array((costs, (tail, head)), shape=(num_points, num_points))).tocoo()
    return np.isin(tail * num_points + head, tree.coords[0].astype(np.int64) * num_points + tree.coords[1])


def _carries_many(tail: IntArray, head: IntArray, in_tree: BoolArray, num_points: int) -> BoolArray:
    """Tree edges with at least a seventh of all centres on either side: the roads that everybody takes."""
    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(num_points)]
    for edge in np.flatnonzero(in_tree).tolist():
        neighbours[tail[edge]].append((int(head[edge]), edge))
        neighbours[head[edge]].append((int(tail[edge]), edge))
    order, parent_edge = [0], {0: -1}
    for node in order:
        for other, edge in neighbours[node]:
            if other not in parent_edge:
                parent_edge[other] = edge
                order.append(other)
    below = np.ones(num_points, dtype=np.int64)
    is_great = np.zeros(len(tail), dtype=bool)
    for node in reversed(order[1:]):
        edge = parent_edge[node]
        parent = int(tail[edge]) if int(head[edge]) == node else int(head[edge])
        below[parent] += below[node]
        is_great[edge] = min(below[node], num_points - below[node]) * 7 >= num_points
    return is_great


def _bending(start: FloatArray, end: FloatArray, barriers: BaseGeometry, rng: np.random.Generator) -> shapely.LineString:
    """A gently bending road that meets no more rivers than the straight line does."""
    length = float(np.hypot(*(end - start)))
    share = np.linspace(0, 1, max(3, round(length / STEP) + 1))
    along = np.outer(1 - share, start) + np.outer(share, end)
    normal = np.array([start[1] - end[1], end[0] - start[0]]) / length
    allowed = _num_meetings(shapely.LineString([start, end]), barriers)
    draws = rng.normal(0, 1, (4, 4)) * np.array([0.055, 0.04, 0.025, 0.015]) * length
    for scale, draw in zip((1.0, 0.8, 0.5, 0.25), draws, strict=True):
        swing = sum(size * np.sin(waves * np.pi * share) for waves, size in enumerate(draw, start=1))
        line = shapely.LineString(along + np.outer(scale * np.asarray(swing), normal))
        if _num_meetings(line, barriers) <= allowed:
            return line
    return shapely.LineString(along)


def _num_meetings(line: shapely.LineString, barriers: BaseGeometry) -> int:
    return int(shapely.get_num_geometries(line.intersection(barriers))) if line.intersects(barriers) else 0


def _noded(sources: Sequence[shapely.LineString], labels: Sequence[tuple[str, str]]) -> tuple[MainRoad, ...]:
    """Cut all lines at their crossings, on a grid of a metre so that no sliver is left."""
    pieces = shapely.get_parts(shapely.unary_union(list(sources), grid_size=1.0))
    tree = shapely.STRtree(list(sources))
    roads = []
    for piece in sorted(pieces, key=lambda each: each.coords[0] + each.coords[-1]):
        source = int(tree.nearest(piece.interpolate(0.5, normalized=True)))
        steps = max(1, round(piece.length / STEP))
        inner = [piece.interpolate(step / steps, normalized=True).coords[0] for step in range(1, steps)]
        highway, name = labels[source]
        roads.append(MainRoad(points=np.array([piece.coords[0], *inner, piece.coords[-1]]), highway=highway, name=name))
    return tuple(roads)
