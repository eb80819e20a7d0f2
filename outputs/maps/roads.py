"""The map's background: roads and rivers clipped to the frame, by class, and the names along them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from outputs.maps.frame import Frame
from planner.domain.path import RoadLine

Polyline = list[list[float]]

LAYERS = {
    "river": "river",
    "canal": "river",
    "stream": "river",
    "motorway": "toll",
    "trunk": "main",
    "primary": "main",
    "secondary": "middle",
    "tertiary": "middle",
    "unclassified": "street",
    "residential": "street",
    "living_street": "street",
}
"""Road class to the way it is drawn; what is not named here is a lane. Links are drawn as their road."""

NAMED = ("toll", "main", "middle", "river", "street")
"""Layers whose names are written, the most useful first."""

_DETAIL = 0.08
"""Millimetres; a bend smaller than this cannot be seen in print."""
_SAG = 0.8
"""Millimetres that a road may bend away from the straight under its name."""
_ASIDE = 2.8
"""Millimetres between a road and a name beside it, for a road that the route runs along."""


def layer_of(road_class: str) -> str:
    """How a class is drawn."""
    return LAYERS.get(road_class.removesuffix("_link"), "lane")


def drawn_lines(
    lines: Sequence[RoadLine], frame: Frame
) -> tuple[dict[str, list[Polyline]], dict[tuple[str, str], list[BaseGeometry]]]:
    """Polylines by layer, and geometries by (layer, name) for the names."""
    lines = [line for line in lines if len(line.points) > 1]
    if not lines:
        return {}, {}
    whole = shapely.linestrings(
        np.concatenate([frame.project(line.points) for line in lines]),
        indices=np.repeat(np.arange(len(lines)), [len(line.points) for line in lines]),
    )
    shapes = np.asarray(shapely.clip_by_rect(shapely.simplify(whole, _DETAIL), 0, 0, frame.width, frame.height))
    layers: dict[str, set[tuple[tuple[float, ...], ...]]] = defaultdict(set)
    named: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for line, shape in zip(lines, shapes, strict=True):
        if shape.is_empty:
            continue
        layer = layer_of(line.road_class)
        for part in shapely.get_parts(shape):
            if part.geom_type == "LineString":
                points = tuple((round(x, 2), round(y, 2)) for x, y in part.coords)
                layers[layer].add(min(points, points[::-1]))
        if line.name and layer in NAMED:
            named[layer, line.name].append(shape)
    return {layer: [[list(point) for point in line] for line in sorted(lines)] for layer, lines in layers.items()}, named


def name_spots(shapes: Iterable[BaseGeometry], length: float) -> list[tuple[float, float, float]]:
    """Spots (x, y, degrees) where a name of this length fits along the road, straightest first."""
    merged = shapely.line_merge(shapely.union_all(list(shapes)))
    spots = []
    for part in shapely.get_parts(merged):
        if part.geom_type != "LineString" or part.length < length * 0.9:
            continue
        steps = max(1, min(8, int(part.length / length)))
        for step in range(steps):
            middle = part.length * (step + 0.5) / steps
            stretch = shapely.line_interpolate_point(part, [middle - length / 2, middle, middle + length / 2])
            (x1, y1), (x, y), (x2, y2) = shapely.get_coordinates(stretch)
            sag = math.hypot(x - (x1 + x2) / 2, y - (y1 + y2) / 2)
            angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
            angle = (angle + 90) % 180 - 90  # names are never upside down
            off_middle = abs(middle / part.length - 0.5)
            turned = math.radians(angle)
            for aside in (0.0, -_ASIDE, _ASIDE):
                spot = (round(x - aside * math.sin(turned), 2), round(y + aside * math.cos(turned), 2), round(angle, 1))
                spots.append((abs(aside), max(sag, _SAG), off_middle, spot))
    spots.sort()
    return [spot for _, sag, _, spot in spots if sag < length * 0.12 + _SAG]
