"""Outlines of villages from GeoJSON; properties `kode` and `nama`, or `code` and `name`."""

import json
import math
from pathlib import Path
from typing import Any

from planner.domain.gathering import Gatherer
from planner.domain.records import Village
from planner.files import decode, read_bytes

Ring = tuple[tuple[float, float], ...]

MIN_RING = 4
"""Points of the smallest closed ring: a triangle whose last point is its first."""


def read_villages(path: Path, *, max_faults: int = 100) -> tuple[Village, ...]:
    """Read the villages of an outline file, in file order.

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
        code, name = _labels(feature)
        outline = _outline(feature)
        if not (code and name):
            gatherer.fault("E1402", values={"number": number})
        elif first_of.setdefault(code, number) != number:
            gatherer.fault("E1404", values={"number": number, "first": first_of[code]})
        if outline is None:
            gatherer.fault("E1403", values={"number": number})
        else:
            villages.append(Village(code=code, name=name, outline=outline))
    gatherer.raise_if_any()
    return tuple(villages)


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


def _labels(feature: Any) -> tuple[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return "", ""
    folded = {str(key).casefold(): value for key, value in properties.items()}

    def first(*names: str) -> str:
        value = next((folded[name] for name in names if isinstance(folded.get(name), str | int)), "")
        return " ".join(str(value).split())

    return first("kode", "code"), first("nama", "name")


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
