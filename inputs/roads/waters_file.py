"""Rivers and canals beside CSV or GraphML roads: `waters.geojson`, lines with properties name and waterway."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from inputs.roads.contract import WATER_CLASSES
from inputs.roads.refusal import refusal
from planner.domain.path import RoadLine

WATERS_NAME = "waters.geojson"


def read_waters(folder: Path) -> tuple[RoadLine, ...]:
    """Lines of `waters.geojson` in a folder; none where there is no such file.

    Raises
    ------
    InputError
        E2015 if it is no feature collection of lines.
    """
    path = folder / WATERS_NAME
    if not path.exists():
        return ()
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple(line for feature in features for line in _lines(feature))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as error:
        raise refusal("E2015", path) from error


def _lines(feature: dict[str, Any]) -> list[RoadLine]:
    properties, geometry = feature.get("properties") or {}, feature["geometry"]
    kind = properties.get("waterway") or WATER_CLASSES[0]
    pieces = {"LineString": [geometry["coordinates"]], "MultiLineString": geometry["coordinates"]}[geometry["type"]]
    lines = []
    for piece in pieces:
        points = np.array([position[:2] for position in piece], dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) < 2 or not np.isfinite(points).all():
            raise ValueError("a line needs two positions")
        lines.append(
            RoadLine(
                road_class=kind if kind in WATER_CLASSES else WATER_CLASSES[0],
                name=str(properties.get("name") or ""),
                points=points,
            )
        )
    return lines
