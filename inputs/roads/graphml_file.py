"""OSMnx GraphML, of old and new versions: text booleans, lists written as text, WKT geometry, twins of two-way streets."""

import ast
import math
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx
import numpy as np
import shapely

from inputs.roads.access import forward_alone, turned
from inputs.roads.network import RoadNetwork, Segment, build_network
from inputs.roads.osm_barriers import read_barrier
from inputs.roads.osm_tags import is_unknown_road, read_road_tags
from inputs.roads.refusal import refusal
from planner.domain.arrays import Floats
from planner.domain.errors import InputError
from planner.files import MAX_FILE_BYTES, too_large

_POSITION_KEYS = (("x", "y"), ("lon", "lat"))
"""Names of a node's longitude and latitude, OSMnx's first."""

_SAME_LENGTH = 0.1
"""Metres by which the directions of one street may differ: sums of the same parts in another order, or rounded."""


def read_graphml(path: Path) -> RoadNetwork:
    """Read a graph saved by OSMnx.

    Raises
    ------
    InputError
        E1010 if it is too large, E2006 if it is no GraphML, E2007 and E2008 for nodes without a usable position, E2019 for a
        one-way street of an undirected graph that does not say which way.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise InputError([too_large(path.name, path.stat().st_size)])
    try:
        graph = nx.read_graphml(path, node_type=str, force_multigraph=True)
    except (ParseError, nx.NetworkXError, KeyError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise refusal("E2006", path) from error
    nodes = _positions(graph, path)
    numbers = {node: number for number, node in enumerate(graph)}
    edges = list(graph.edges(data=True))
    if not graph.is_directed():
        edges = [(*_ends_of_travel(tail, head, attributes, path), attributes) for tail, head, attributes in edges]
    rows = [(numbers[tail], numbers[head], attributes) for tail, head, attributes in edges]
    unread: Counter[str] = Counter()
    segments = [segment for row in rows if (segment := _segment(*row, nodes, graph.is_directed(), unread)) is not None]
    barriers = [read_barrier({key: _first(value) for key, value in data.items()}) for _, data in graph.nodes(data=True)]
    for _, not_read in barriers:
        unread.update(not_read)
    return build_network(
        nodes,
        _pair_twins(segments) if graph.is_directed() else segments,
        node_access=np.array([access for access, _ in barriers], dtype=np.int64),
        unread=+unread,
    )


def _ends_of_travel(tail: str, head: str, attributes: dict[str, Any], path: Path) -> tuple[str, str]:
    """Ends of an edge of an undirected graph in the direction of travel, which OSMnx keeps in `from` and `to`.

    Raises
    ------
    InputError
        E2019 if a one-way street does not say where it leads.
    """
    if not _is_true(attributes.get("oneway")):
        return tail, head
    said = (str(attributes.get("from", "")), str(attributes.get("to", "")))
    if set(said) != {tail, head}:
        raise refusal("E2019", path, tail=tail, head=head)
    return said


def _is_true(value: object) -> bool:
    """Whether a flag, or some flag of a list of merged edges, is set."""
    text = str(value).strip().lower()
    return any(word in {"true", "yes", "1"} for word in text.strip("[]").replace("'", "").replace('"', "").split(", "))


def _positions(graph: Any, path: Path) -> Floats:
    found = [_position(attributes) for _, attributes in graph.nodes(data=True)]
    missing = [node for node, position in zip(graph, found, strict=True) if position is None]
    if missing:
        raise refusal("E2007", path, node=missing[0], count=len(missing))
    nodes = np.array(found, dtype=np.float64).reshape(-1, 2)
    wrong = np.flatnonzero((np.abs(nodes[:, 0]) > 180) | (np.abs(nodes[:, 1]) > 90))
    if len(wrong):
        longitude, latitude = nodes[wrong[0]]
        raise refusal("E2008", path, longitude=longitude, latitude=latitude)
    return nodes


def _position(attributes: dict[str, Any]) -> tuple[float, float] | None:
    for x, y in _POSITION_KEYS:
        longitude, latitude = _number(attributes.get(x)), _number(attributes.get(y))
        if longitude is not None and latitude is not None:
            return longitude, latitude
    return None


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _segment(
    tail: int, head: int, attributes: dict[str, Any], nodes: Floats, is_directed: bool, unread: Counter[str]
) -> Segment | None:
    # A direction is an edge of its own in a directed graph: whether a street is one-way shows in the twin, not in the tag.
    is_oneway = not is_directed and _is_true(attributes.get("oneway"))
    tags = {key: _first(value) for key, value in attributes.items()} | {"oneway": "yes" if is_oneway else "no"}
    meaning = read_road_tags(tags)
    if meaning is None:
        unread["value:highway"] += is_unknown_road(tags)
        return None
    unread.update(meaning.unread)
    # Tags speak of the line as it was drawn; OSMnx says where it goes against it.
    is_against = meaning.is_turned != (not is_oneway and _is_true(tags.get("reversed")))
    points = _geometry(attributes.get("geometry"), nodes[[tail, head]])
    if points is None:
        return None
    length = _number(attributes.get("length"))
    return Segment(
        tail=tail,
        head=head,
        points=points,
        length=length if length is not None and length >= 0 else None,
        road_class=meaning.road_class,
        name=meaning.name,
        is_toll=meaning.is_toll,
        access=turned(meaning.access) if is_against else meaning.access,
        sailing=meaning.duration,
    )


def _first(value: object) -> str:
    """First entry, by the alphabet, of a list that was written as text; anything else as text.

    OSMnx makes the lists of merged edges from sets: their order says nothing and differs between the directions of a street.
    """
    text = str(value).strip()
    if text.startswith("[") and text.endswith("]"):
        try:
            entries = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            return text
        return min(map(str, entries), default="")
    return text


def _geometry(value: object, ends: Floats) -> Floats | None:
    """Points from tail to head; the straight line where there is no usable geometry."""
    straight = ends if not np.array_equal(ends[0], ends[1]) else None
    if not isinstance(value, str):
        return straight
    try:
        line = shapely.from_wkt(value)
    except shapely.errors.ShapelyError:
        return straight
    if not isinstance(line, shapely.LineString) or line.is_empty:
        return straight
    points = np.asarray(line.coords, dtype=np.float64)[:, :2]
    # Some exports keep the drawn direction for both twins; the nodes say which end is which.
    if np.abs(points[0] - ends[0]).sum() > np.abs(points[-1] - ends[0]).sum():
        points = points[::-1]
    points = points.copy()
    points[0], points[-1] = ends
    return points


def _pair_twins(segments: list[Segment]) -> list[Segment]:
    """Join the two directions of a two-way street; an edge without a twin is one-way."""
    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    paired: list[Segment] = []
    is_oneway: list[bool] = []
    for segment in segments:
        key = (segment.road_class, segment.name, segment.is_toll)
        opposite = waiting[(segment.head, segment.tail, turned(segment.access), *key)]
        measure = _measure(segment)
        twin = min(opposite, key=lambda number: abs(_measure(paired[number]) - measure), default=None)
        if twin is not None and abs(_measure(paired[twin]) - measure) <= _SAME_LENGTH:
            opposite.remove(twin)
            is_oneway[twin] = False
        else:
            waiting[(segment.tail, segment.head, segment.access, *key)].append(len(paired))
            paired.append(segment)
            is_oneway.append(True)
    return [
        replace(segment, access=forward_alone(segment.access) if flag else segment.access)
        for segment, flag in zip(paired, is_oneway, strict=True)
    ]


def _measure(segment: Segment) -> float:
    return segment.length if segment.length is not None else float(np.hypot(*np.diff(segment.points, axis=0).T).sum() * 1e5)
