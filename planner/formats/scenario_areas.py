"""Drawn areas of a scenario: corners in the file itself, or the polygons of a GeoJSON file beside it."""

import json
import math
from pathlib import Path
from typing import Any

import shapely

from planner.domain.errors import InputError, Where
from planner.domain.scenario import Ring
from planner.files import decode, read_bytes
from planner.formats.values import value_error

_MIN_CORNERS = 3


def read_ring(value: object) -> Ring:
    """`[[106.45, -6.19], …]`: at least three corners, in degrees, of a line that does not cross itself."""
    if not isinstance(value, list):
        raise value_error("E5003", expected="[[106.45, -6.19], …]")
    ring = tuple(_corner(corner) for corner in value)
    if ring and ring[0] == ring[-1]:
        ring = ring[:-1]
    if len(set(ring)) < _MIN_CORNERS:
        raise value_error("E8026", num=len(set(ring)))
    if not shapely.Polygon(ring).is_valid:
        raise value_error("E8027")
    return ring


def read_areas(path: Path) -> tuple[Ring, ...]:
    """Outer rings of all polygons of a GeoJSON file; holes are closed with the rest.

    Raises
    ------
    InputError
        E1xxx if it cannot be read, E8028 if it holds no polygon, or one that is none.
    """
    text, _ = decode(read_bytes(path), file=path.name)
    try:
        rings = tuple(_ring(polygon[0]) for polygon in _polygons(json.loads(text)))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise InputError.of("E8028", Where(file=path.name)) from error
    if not rings:
        raise InputError.of("E8028", Where(file=path.name))
    return rings


def _corner(corner: object) -> tuple[float, float]:
    if not isinstance(corner, list) or len(corner) != 2 or not all(_is_number(part) for part in corner):
        raise value_error("E5003", expected="[106.45, -6.19]")
    longitude, latitude = float(corner[0]), float(corner[1])
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # also what is not a number
        raise value_error("E5004", expected="[-180 … 180, -90 … 90]")
    return longitude, latitude


def _is_number(part: object) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool)


def _polygons(document: Any) -> list[Any]:
    kind = document["type"]
    if kind == "FeatureCollection":
        return [polygon for feature in document["features"] for polygon in _polygons(feature)]
    if kind == "Feature":
        return _polygons(document["geometry"])
    if kind == "Polygon":
        return [document["coordinates"]]
    if kind == "MultiPolygon":
        return list(document["coordinates"])
    return []


def _ring(points: Any) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(set(ring)) < _MIN_CORNERS or not all(_is_place(*corner) for corner in ring):
        raise ValueError("not a ring in degrees")
    return ring


def _is_place(longitude: float, latitude: float) -> bool:
    return math.isfinite(longitude) and abs(longitude) <= 180 and abs(latitude) <= 90
