"""The whole street network of the example: main roads, lanes and the toll road, as one clean graph."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from inputs.example.area.flat import FloatArray, IntArray, stream
from inputs.example.area.hamlets import Hamlet
from inputs.example.area.landscape import TOLL_NAME, Landscape
from inputs.example.area.roads_lanes import lay_lanes
from inputs.example.area.roads_main import MainRoad, build_main_roads
from inputs.example.area.roads_names import name_lanes
from inputs.example.area.roads_points import scatter
from inputs.example.area.streets import Streets
from inputs.example.area.villages import VillageCell

BEND = 0.07
"""Standard deviation of how far a kampung lane swings aside, as a share of its length."""
MAX_BEND = 0.15
FRONTAGE = 20.0
"""Metres around a hamlet within which a main road has houses."""


def build_streets(villages: Sequence[VillageCell], hamlets: Sequence[Hamlet], land: Landscape, seed: int) -> Streets:
    """Build every street of the example. All but the toll road hang together."""
    main = build_main_roads(villages, hamlets, land, seed)
    main_lines = shapely.MultiLineString([shapely.LineString(road.points) for road in main])
    crossings = scatter(hamlets, main_lines, seed)
    stops, pieces = _main_pieces(main)
    tail, head = lay_lanes(crossings, stops, main_lines, land.barriers, seed)
    num_lanes = len(crossings.points)
    nodes = np.concatenate([crossings.points, stops])
    owner = crossings.hamlet[tail]
    named = name_lanes(nodes, tail, head, owner, hamlets, seed)
    is_estate = np.array([hamlet.is_estate for hamlet in hamlets])[owner]
    great, great_names = _great_roads(land)
    streets = Streets(
        nodes=nodes,
        tail=np.concatenate([tail, pieces[:, 0] + num_lanes]),
        head=np.concatenate([head, pieces[:, 1] + num_lanes]),
        bend=np.concatenate([_bends(nodes, tail, head, is_estate, seed), np.full((len(pieces), 2), np.nan)]),
        highway=(*named.highway, *(main[road].highway for road in pieces[:, 2])),
        name=(*named.name, *(main[road].name for road in pieces[:, 2])),
        hamlet=np.concatenate([owner, _frontage(stops, pieces, hamlets)]),
    )
    return _with_toll(_connected(streets), great, great_names)


def _main_pieces(main: Sequence[MainRoad]) -> tuple[FloatArray, IntArray]:
    """Points of all main roads, each once, and rows of (point, next point, road)."""
    points = np.round(np.concatenate([road.points for road in main]), 2)
    unique, number = np.unique(points, axis=0, return_inverse=True)
    owners = np.repeat(np.arange(len(main)), [len(road.points) for road in main])
    is_inside = owners[:-1] == owners[1:]
    pieces = np.column_stack([number.ravel()[:-1], number.ravel()[1:], owners[:-1]])[is_inside]
    return unique, pieces[pieces[:, 0] != pieces[:, 1]]


def _bends(nodes: FloatArray, tail: IntArray, head: IntArray, is_estate: np.ndarray, seed: int) -> FloatArray:
    """Where kampung lanes bend; estates are straight."""
    swing = np.clip(stream(seed, 8).normal(0, BEND, len(tail)), -MAX_BEND, MAX_BEND)
    along = nodes[head] - nodes[tail]
    bend = (nodes[tail] + nodes[head]) / 2 + np.column_stack([-along[:, 1], along[:, 0]]) * swing[:, None]
    bend[is_estate | (np.hypot(*along.T) < 25)] = np.nan
    return np.asarray(bend)


def _frontage(stops: FloatArray, pieces: IntArray, hamlets: Sequence[Hamlet]) -> IntArray:
    """Hamlet that each piece of main road runs through; -1: fields."""
    middles = (stops[pieces[:, 0]] + stops[pieces[:, 1]]) / 2
    found = np.full(len(pieces), -1)
    for number, hamlet in enumerate(hamlets):
        found[(found < 0) & shapely.contains_xy(hamlet.blob.buffer(FRONTAGE), middles)] = number
    return found


def _connected(streets: Streets) -> Streets:
    """The part of the network that hangs together; what an obstacle has cut off is left out."""
    num = len(streets.nodes)
    graph = csr_array((np.ones(len(streets.tail)), (streets.tail, streets.head)), shape=(num, num))
    part = connected_components(graph, directed=False)[1]
    is_kept = part == np.bincount(part).argmax()
    keep = np.flatnonzero(is_kept[streets.tail])
    number = np.cumsum(is_kept) - 1
    return Streets(
        nodes=streets.nodes[is_kept],
        tail=number[streets.tail[keep]],
        head=number[streets.head[keep]],
        bend=streets.bend[keep],
        highway=tuple(streets.highway[each] for each in keep),
        name=tuple(streets.name[each] for each in keep),
        hamlet=streets.hamlet[keep],
    )


def _great_roads(land: Landscape) -> tuple[tuple[FloatArray, ...], tuple[str, ...]]:
    lines = (land.toll, *land.links)
    return tuple(np.array(line.coords) for line in lines), (TOLL_NAME, "", "")


def _with_toll(streets: Streets, lines: Sequence[FloatArray], names: Sequence[str]) -> Streets:
    """Add the toll road, which meets the others at its two ends only: the links share the first and last points."""
    known = {tuple(point): number for number, point in enumerate(np.round(streets.nodes).tolist())}
    nodes, rows = streets.nodes.tolist(), []
    for line, name in zip(lines, names, strict=True):
        numbers = []
        for number, point in enumerate(line.tolist()):
            key = (round(point[0]), round(point[1]))
            if number not in (0, len(line) - 1):
                numbers.append(len(nodes))
                nodes.append(point)
                continue
            if key not in known:
                known[key] = len(nodes)
                nodes.append(point)
            numbers.append(known[key])
        rows += [(start, end, name) for start, end in pairwise(numbers)]
    return Streets(
        nodes=np.array(nodes),
        tail=np.concatenate([streets.tail, [row[0] for row in rows]]),
        head=np.concatenate([streets.head, [row[1] for row in rows]]),
        bend=np.concatenate([streets.bend, np.full((len(rows), 2), np.nan)]),
        highway=(*streets.highway, *("motorway" if row[2] else "motorway_link" for row in rows)),
        name=(*streets.name, *(row[2] for row in rows)),
        hamlet=np.concatenate([streets.hamlet, np.full(len(rows), -1)]),
    )
