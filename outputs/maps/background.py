"""The map's background: roads and rivers clipped to the frame, by class, as path strings; and the names along them.

A path string is SVG's (`M x y l dx dy …`) in whole steps of the frame's unit, so that neither the typesetter nor a
browser has to read a number of every bend as an object of its own.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from outputs.maps.frame import Frame
from planner.domain.arrays import Floats
from planner.domain.path import RoadLine

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

STEP = 0.01
"""Millimetres of a step on paper."""
DETAIL = 0.08
"""Millimetres; a bend smaller than this cannot be seen in print."""
_LINE_STRING = 1
"""GEOS's number of that type."""
_SAG = 0.8
"""Millimetres that a road may bend away from the straight under its name."""
_ASIDE = 2.8
"""Millimetres between a road and a name beside it, for a road that the route runs along."""

_RINGS = (5.0, 8.0, 12.0, 17.0, 23.0, 30.0, 40.0)
"""Millimetres between a road and its name where a line joins them."""
_TURNS = 16

Shapes = npt.NDArray[np.object_]
Spot = tuple[float, float, float]
"""Middle of a name and its turn in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Background:
    """What lies under a route.

    Attributes
    ----------
    paths
        Layer to path string.
    names
        (layer, name, length, geometries), within a layer the longest road first.
    """

    paths: dict[str, str] = field(default_factory=dict)
    names: tuple[tuple[str, str, float, Shapes], ...] = ()


def layer_of(road_class: str) -> str:
    """How a class is drawn."""
    return LAYERS.get(road_class.removesuffix("_link"), "lane")


def background(
    lines: Sequence[RoadLine],
    frame: Frame,
    *,
    detail: float = DETAIL,
    step: float = STEP,
    wanted: Collection[str] = (),
) -> Background:
    """Clip and simplify all lines at once.

    Parameters
    ----------
    lines
        Roads and rivers that touch the frame, or more.
    detail, step
        Smallest bend that is kept, and the unit of the path strings, in the frame's unit (millimetres on paper).
    wanted
        Names that are told whatever the class of their road.
    """
    lines = [line for line in lines if len(line.points) > 1]
    if not lines:
        return Background()
    sizes = [len(line.points) for line in lines]
    points = frame.project(np.concatenate([line.points for line in lines]))
    whole = shapely.linestrings(points, indices=np.repeat(np.arange(len(lines)), sizes))
    shapes = np.asarray(shapely.clip_by_rect(shapely.simplify(whole, detail), 0, 0, frame.width, frame.height))
    layers = [layer_of(line.road_class) for line in lines]
    return Background(paths=_paths(shapes, layers, step), names=_names(shapes, layers, [line.name for line in lines], wanted))


def path_string(points: Floats, step: float = STEP) -> str:
    """One polyline as a path string."""
    whole = np.rint(points / step).astype(np.int64)
    return _path(whole[0].tolist(), np.diff(whole, axis=0).ravel().tolist())


def clipped(line: Floats, frame: Frame, detail: float = DETAIL) -> Shapes:
    """Parts of a polyline inside the frame."""
    if len(line) < 2:
        return np.empty(0, dtype=object)
    shape = shapely.clip_by_rect(shapely.LineString(line).simplify(detail / 2), 0, 0, frame.width, frame.height)
    parts = np.asarray(shapely.get_parts(shape))
    return np.asarray(parts[shapely.get_type_id(parts) == _LINE_STRING])


def _paths(shapes: Shapes, layers: list[str], step: float) -> dict[str, str]:
    parts, of_line = shapely.get_parts(shapes, return_index=True)
    is_line = shapely.get_type_id(parts) == _LINE_STRING
    parts, of_line = parts[is_line], of_line[is_line]
    coordinates, of_part = shapely.get_coordinates(parts, return_index=True)
    whole = np.rint(coordinates / step).astype(np.int64)
    firsts = np.searchsorted(of_part, np.arange(len(parts) + 1)).tolist()
    moves = np.diff(whole, axis=0)
    found: dict[str, list[str]] = defaultdict(list)
    for part, line in enumerate(of_line.tolist()):
        first, end = firsts[part], firsts[part + 1]
        found[layers[line]].append(_path(whole[first].tolist(), moves[first : end - 1].ravel().tolist()))
    return {layer: "".join(found[layer]) for layer in sorted(found)}


def _path(start: list[int], moves: list[int]) -> str:
    return f"M{start[0]} {start[1]}l{' '.join(map(str, moves))}"


def _names(
    shapes: Shapes, layers: list[str], names: list[str], wanted: Collection[str]
) -> tuple[tuple[str, str, float, Shapes], ...]:
    lengths = shapely.length(shapes)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (layer, name) in enumerate(zip(layers, names, strict=True)):
        if name and (layer in NAMED or name in wanted) and lengths[index] > 0:
            groups[layer if layer in NAMED else NAMED[-1], name].append(index)
    found = [(layer, name, float(lengths[group].sum()), shapes[group]) for (layer, name), group in groups.items()]
    return tuple(sorted(found, key=lambda item: (NAMED.index(item[0]), -item[2], item[1])))


def near_spots(shapes: Shapes | Sequence[shapely.LineString]) -> list[tuple[Spot, tuple[float, float]]]:
    """Spots beside a road too short or winding for its name, the nearest first, each with the point that it is joined to."""
    parts = shapely.get_parts(shapely.line_merge(shapely.union_all(list(shapes))))
    longest = max(parts, key=shapely.length)
    points = [shapely.line_interpolate_point(longest, share, normalized=True) for share in (0.5, 0.25, 0.75)]
    turns = np.arange(_TURNS) * 2 * np.pi / _TURNS
    return [
        ((round(point.x + ring * math.cos(turn), 2), round(point.y + ring * math.sin(turn), 2), 0.0), (point.x, point.y))
        for ring in _RINGS
        for point in points
        for turn in turns.tolist()
    ]


def name_spots(shapes: Shapes | Sequence[shapely.LineString], length: float, *, scale: float = 1.0) -> list[Spot]:
    """Spots where a name of this length fits along the road, straightest first.

    Parameters
    ----------
    shapes
        The road's geometries.
    length
        Of the written name, in the frame's unit.
    scale
        Units that a millimetre of paper is; 1 on paper.
    """
    merged = shapely.line_merge(shapely.union_all(list(shapes)))
    sag_allowed, spots = _SAG * scale, []
    for part in shapely.get_parts(merged):
        if part.geom_type != "LineString" or part.length < length * 0.9:
            continue
        steps = max(1, min(8, int(part.length / length)))
        middles = part.length * (np.arange(steps) + 0.5) / steps
        at = shapely.line_interpolate_point(part, np.stack([middles - length / 2, middles, middles + length / 2], axis=1))
        stretches = shapely.get_coordinates(at).reshape(steps, 3, 2)
        for middle, ((x1, y1), (x, y), (x2, y2)) in zip(middles.tolist(), stretches.tolist(), strict=True):
            sag = max(math.hypot(x - (x1 + x2) / 2, y - (y1 + y2) / 2), sag_allowed)
            if sag >= length * 0.12 + sag_allowed:
                continue
            angle = (math.degrees(math.atan2(y2 - y1, x2 - x1)) + 90) % 180 - 90  # names are never upside down
            turned = math.radians(angle)
            for aside in (0.0, -_ASIDE * scale, _ASIDE * scale):
                spot = (round(x - aside * math.sin(turned), 2), round(y + aside * math.cos(turned), 2), round(angle, 1))
                spots.append((abs(aside), sag, abs(middle / part.length - 0.5), spot))
    return [spot for *_, spot in sorted(spots)]
