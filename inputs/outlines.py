"""Outlines of villages from GeoJSON; properties `kode` and `nama`, or `code` and `name`."""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.domain.arrays import Floats
from planner.domain.gathering import Gatherer
from planner.domain.masking import MAX_SHOWN
from planner.domain.place import lengths_on_earth
from planner.domain.records import Village
from planner.domain.spelling import printable
from planner.files import decode, read_bytes

CODE_PROPERTIES, NAME_PROPERTIES = ("kode", "code", "kdepum", "iddesa"), ("nama", "name", "wadmkd", "nmdesa")
"""What public files of outlines call code and name, beside ours."""
NO_NAMES: Mapping[str, str] = MappingProxyType({})
MAX_PROPERTIES = 12
"""Properties that a fault lists."""

Ring = tuple[tuple[float, float], ...]

CROSSED = 0.01
"""Share of an outline's area that a border crossing itself may take away: digitised borders have tiny loops."""

SAME_GROUND = 0.5
"""Share of the smaller of two villages above which they are one drawn twice; neighbours' borders overlap a little."""

MAX_TOLD = 100
"""Faults of a kind that are looked for."""

MOST_PAIRS = 200_000
"""Neighbours that are held against each other: a village has about six."""

SAMPLE, MOST_CROSSINGS = 64, 10_000
"""Pieces of a border that are held against all others; crossings above which it is a scrawl: a digitised one has a few loops,
and the area of a scrawl takes minutes and gigabytes."""

FAR_OFF, FAR_TIMES = 100_000.0, 10.0
"""Metres from the middle of all villages, and times the usual distance, beyond which one has slipped."""

FEW = 2
"""Villages of which none is usual."""

MIN_RING = 4
"""Points of the smallest closed ring: a triangle whose last point is its first."""


def read_villages(path: Path, *, said: Mapping[str, str] = NO_NAMES, max_faults: int = 100) -> tuple[Village, ...]:
    """Read the villages of an outline file, in file order.

    Parameters
    ----------
    said
        Property of the file to `code` or `name`, where it calls them otherwise.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    features = _features(path, gatherer)
    villages: list[Village] = []
    first_of: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        code, name = _labels(feature, said)
        outline = _outline(feature)
        if not (code and name):
            keys = ", ".join(map(_shown, _properties(feature))) or "–"
            gatherer.fault("E1402", values={"count": 1, "number": number, "properties": keys})
        elif first_of.setdefault(code, number) != number:
            gatherer.fault("E1404", values={"number": number, "first": first_of[code]})
        if outline is None:
            gatherer.fault("E1403", values={"number": number})
        else:
            villages.append(Village(code=code, name=name, outline=outline))
    if sum(fault.code == "E1402" for fault in gatherer.faults) == len(features):
        gatherer.fold(("E1402",))
    gatherer.raise_if_any()
    return tuple(villages)


def require_sound(villages: Sequence[Village], *, file: str) -> None:
    """Hold the outlines of an area against each other.

    Raises
    ------
    InputError
        E1406 for a border that crosses itself, E1407 for two villages on the same ground, E1408 for one far from the others.
    """
    gatherer = Gatherer(file=file, max_faults=MAX_TOLD)
    for village in villages:
        if any(_is_tangle(np.array(ring)) for rings in village.outline for ring in rings):
            gatherer.fault("E1406", values={"village": village.name, "code": village.code})
    gatherer.raise_if_any()  # whatever mends it would count each crossing
    shapes = [_shape(village) for village in villages]
    for village, shape in zip(villages, shapes, strict=True):
        drawn = sum(_drawn_area(rings) for rings in village.outline)
        if abs(drawn - shape.area) > CROSSED * shape.area:
            gatherer.fault("E1406", values={"village": village.name, "code": village.code})
    firsts, seconds = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    num_shared = 0
    pairs = np.column_stack([firsts, seconds])[firsts < seconds]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    for first, second in pairs[:MOST_PAIRS].tolist():
        if num_shared == MAX_TOLD:
            break  # a file drawn many times over: the first of them say so
        shared = shapes[first].intersection(shapes[second]).area
        if shared > SAME_GROUND * min(shapes[first].area, shapes[second].area):
            num_shared += 1
            gatherer.fault("E1407", values={"first": villages[first].name, "second": villages[second].name})
    for number, away in _far_off(shapes):
        gatherer.fault(
            "E1408", values={"village": villages[number].name, "code": villages[number].code, "km": round(away / 1000)}
        )
    gatherer.raise_if_any()


def _is_tangle(ring: Floats) -> bool:
    """Whether a border crosses itself so often that it is none: judged by some of its pieces, each held against all others."""
    starts, ends = ring[:-1], ring[1:]
    count = len(starts)
    if count <= SAMPLE:
        return False
    crossed = sum(_num_crossings(starts, ends, at) for at in np.linspace(0, count - 1, SAMPLE).astype(int).tolist())
    return crossed * count / SAMPLE > 2 * MOST_CROSSINGS


def _num_crossings(starts: Floats, ends: Floats, at: int) -> int:
    """How many pieces cross one: the ends of each lie on two sides of the other."""

    def side(origin: Floats, target: Floats, point: Floats) -> Floats:
        (ahead, up), (x, y) = (target - origin).T, (point - origin).T
        return np.asarray(np.sign(ahead * y - up * x))

    one, other = starts[at], ends[at]
    apart = side(starts, ends, one) * side(starts, ends, other) < 0
    return int((apart & (side(one, other, starts) * side(one, other, ends) < 0)).sum())


def _shape(village: Village) -> BaseGeometry:
    parts = [shapely.make_valid(shapely.Polygon(rings[0], rings[1:])) for rings in village.outline]
    return shapely.union_all(parts) if len(parts) > 1 else parts[0]


def _drawn_area(rings: Sequence[Ring]) -> float:
    """Area by the signs of the rings: the two halves of a border that crosses itself take each other away."""
    outer, *holes = (abs(_ring_area(np.array(ring))) for ring in rings)
    return float(outer - sum(holes))


def _ring_area(ring: Floats) -> float:
    x, y = (ring - ring[0]).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def _far_off(shapes: Sequence[BaseGeometry]) -> list[tuple[int, float]]:
    """Villages far from the middle of all, while most are near it, with their metres."""
    points = shapely.get_coordinates(shapely.centroid(shapes))
    if len(points) != len(shapes) or not len(points):
        return []
    # Of two nobody knows which has slipped: the second is named.
    middle = np.median(points, axis=0) if len(points) > FEW else points[0]
    away = lengths_on_earth(np.broadcast_to(middle, points.shape), points)
    if len(points) == FEW:
        return [(1, float(away[1]))] if away[1] > FAR_OFF else []
    far = np.flatnonzero(away > max(FAR_OFF, FAR_TIMES * float(np.median(away))))
    return [(number, float(away[number])) for number in far.tolist()]


def _features(path: Path, gatherer: Gatherer) -> list[Any]:
    text, _ = decode(read_bytes(path), file=path.name)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        gatherer.fault("E1401")
        gatherer.raise_if_any()
        return []
    return features


def _shown(key: str) -> str:
    """The name of a property as messages show it; one that is a text of its own is cut."""
    return "".join(sign if sign.isprintable() else "?" for sign in key[:MAX_SHOWN])


def _properties(feature: Any) -> list[str]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return [str(key) for key in found][:MAX_PROPERTIES] if isinstance(found, dict) else []


def _labels(feature: Any, said: Mapping[str, str]) -> tuple[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return "", ""
    folded = {str(key).casefold(): value for key, value in properties.items()}
    named = {ours: theirs.casefold() for theirs, ours in said.items()}

    def first(*names: str) -> str:
        value = next((folded[name] for name in names if isinstance(folded.get(name), str | int)), "")
        return printable(str(value))

    code = (named["code"],) if "code" in named else CODE_PROPERTIES
    return first(*code), first(*((named["name"],) if "name" in named else NAME_PROPERTIES))


def _outline(feature: Any) -> tuple[tuple[Ring, ...], ...] | None:
    geometry: Any = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return None
    coordinates: Any = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        coordinates = [coordinates]
    elif geometry.get("type") != "MultiPolygon":
        return None
    try:
        outline = tuple(tuple(tuple(_point(point) for point in ring) for ring in polygon) for polygon in coordinates)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return None
    is_good = bool(outline) and all(polygon and all(len(ring) >= MIN_RING for ring in polygon) for polygon in outline)
    return outline if is_good else None


def _point(point: Any) -> tuple[float, float]:
    longitude, latitude = float(point[0]), float(point[1])
    if not (math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise ValueError("not in degrees")
    return longitude, latitude
