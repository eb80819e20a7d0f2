"""The map of coverage: villages shaded by class, RT as dots; everything in millimetres for a template that decides nothing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from outputs.maps.frame import Frame, frame_around
from outputs.maps.placing import NAME_HEIGHT, name_length
from outputs.report.table import HIDDEN, Table, Value
from outputs.report.wording import HIDDEN_SIGN, UNKNOWN_SIGN, share_text
from planner.domain.arrays import Floats
from planner.domain.month import NeighbourhoodCount
from planner.domain.place import Points, points_of
from planner.domain.records import Village
from planner.words.language import Words

NUM_CLASSES = 5
"""More greys than five cannot be told apart on a copied page."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Widths of a class; the narrowest with which all values find room."""
_DETAIL = 0.1
"""Millimetres; a bend smaller than this cannot be seen in print."""
_MARGIN = 3.0
DOT = 1.25
"""Millimetres from the middle of a dot to its rim."""
_OVER_BORDER, _OVER_NAME, _OVER_DOT = 15.0, 500.0, 20.0
"""Millimetres that a name would rather move than cross a border, cover another name, or hide a dot."""
_ASTRAY = 1000.0
"""A name whose middle lies in another village would name that one."""
_NUM_STEPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSize:
    """Millimetres of the map on its page."""

    width: float
    height: float


def coverage_map(
    villages: Sequence[Village], table: Table, dots: Sequence[NeighbourhoodCount], size: MapSize, say: Words
) -> dict[str, Any] | None:
    """The map as lists of numbers; `None` where nobody knows an outline or a place.

    Parameters
    ----------
    table
        Coverage by village.
    dots
        RT to draw; their shares and those of villages have one scale.
    """
    shapes = {village.code: shape for village in villages if (shape := _shape(village)) is not None}
    places = points_of(dots)
    corners = [shapely.get_coordinates(shape) for shape in shapes.values()]
    if len(places):
        corners.append(places)
    if not corners:
        return None
    frame = frame_around(np.concatenate(corners), width=size.width, height=size.height, margin=_MARGIN)
    shares = {row.id: row.value(table.column("covered_share")) for row in table.body}
    dot_shares = [dot.num_covered / dot.num_homes if dot.num_homes else 0.0 for dot in dots]
    step = class_step([*dot_shares, *(share for share in shares.values() if isinstance(share, float))])
    names = {village.code: village.name for village in villages}
    dot_spots = _points(places, frame)
    return {
        "width": size.width,
        "height": size.height,
        "dot": DOT,
        "areas": [
            {"rings": _rings(shape, frame), "class": _class_or_sign(shares.get(code), step)} for code, shape in shapes.items()
        ],
        "labels": _labels(shapes, shares, names, frame, dot_spots, say),
        "dots": [{"x": x, "y": y, "class": class_of(share, step)} for (x, y), share in zip(dot_spots, dot_shares, strict=True)],
        "legend": [
            {"class": number, "text": f"{_percent(number * step)}–{_percent(min(1.0, (number + 1) * step))} %"}
            for number in range(min(NUM_CLASSES, math.ceil(1 / step)))
        ],
        "has_hidden": HIDDEN in shares.values(),
        "has_dots": bool(dots),
    }


def class_step(shares: Sequence[float]) -> float:
    """Width of a class, so that five of them hold every share: early in a cycle all shares are small."""
    highest = max(shares, default=0.0)
    return next((step for step in _STEPS if highest <= step * NUM_CLASSES), _STEPS[-1])


def class_of(share: float, step: float) -> int:
    """Class of a share, 0 the least covered; a share on a border belongs to the class above, 100 % to the last."""
    return min(NUM_CLASSES - 1, int(share / step + 1e-9))


def _class_or_sign(share: Value, step: float) -> int | str:
    if isinstance(share, float):
        return class_of(share, step)
    return "hidden" if share is HIDDEN else "unknown"


def _shape(village: Village) -> shapely.Geometry | None:
    polygons = [shapely.Polygon(polygon[0], polygon[1:]) for polygon in village.outline if polygon and len(polygon[0]) > 3]
    return shapely.union_all([shapely.make_valid(polygon) for polygon in polygons]) if polygons else None


def _rings(shape: shapely.Geometry, frame: Frame) -> list[list[list[float]]]:
    drawn = shapely.simplify(shapely.transform(shape, frame.project), _DETAIL)
    rings = []
    for part in shapely.get_parts(drawn):
        if isinstance(part, shapely.Polygon) and not part.is_empty:
            rings += [[[round(x, 2), round(y, 2)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
    return rings


def _labels(
    shapes: Mapping[str, shapely.Geometry],
    shares: Mapping[str, Value],
    names: Mapping[str, str],
    frame: Frame,
    dots: Sequence[tuple[float, float]],
    say: Words,
) -> list[dict[str, Any]]:
    """Name and share of each village (with dots the name alone) near its middle, hiding neither another name nor a dot.

    The smaller of two that have no room side by side goes without: the tables name both.
    """
    taken: list[shapely.Geometry] = []
    dot_points = np.array(dots).reshape(-1, 2)
    labels = []
    for code in sorted(shapes, key=lambda code: (-float(shapely.area(shapes[code])), code)):
        spot = _label_spot(shapely.transform(shapes[code], frame.project), names[code], frame, dot_points, taken)
        if spot is None:
            continue
        x, y = spot
        value = "" if dots else _share_label(shares.get(code), say)
        labels.append({"x": x, "y": y, "name": names[code], "value": value})
    return labels


def _label_spot(
    shape: shapely.Geometry, name: str, frame: Frame, dots: Floats, taken: list[shapely.Geometry]
) -> tuple[float, float] | None:
    """The cheapest spot for a name, and a line under it where there are no dots; then taken. `None`: it would cover one."""
    part = max(shapely.get_parts(shape), key=lambda part: (part.area, part.wkt))
    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(part))[0]
    half = np.array([max(name_length(name), 12.0) / 2, NAME_HEIGHT * (0.5 if len(dots) else 1.0)])
    steps = np.arange(-_NUM_STEPS, _NUM_STEPS + 1)
    offsets = np.array([(dx * 3.0, dy * 2.0) for dy in steps for dx in steps])
    low, high = half, [frame.width, frame.height] - half
    centres = np.round(np.clip(middle + offsets, low, high), 2)
    boxes = shapely.box(*(centres - half).T, *(centres + half).T)
    cost = np.hypot(*(centres - middle).T) + np.where(shapely.contains(part, boxes), 0.0, _OVER_BORDER)
    cost += np.where(shapely.contains(part, shapely.points(centres)), 0.0, _ASTRAY)
    for ground in taken:
        cost += np.where(shapely.intersects(boxes, ground), _OVER_NAME, 0.0)
    covers = (np.abs(centres[:, None, :] - dots[None, :, :]) < half + DOT).all(axis=2)
    cost += _OVER_DOT * covers.sum(axis=1)
    best = int(np.argmin(cost))
    if any(shapely.intersects(boxes[best], ground) for ground in taken):
        return None
    taken.append(boxes[best])
    return float(centres[best][0]), float(centres[best][1])


def _share_label(share: Value, say: Words) -> str:
    if isinstance(share, float):
        return share_text(share, say)
    return HIDDEN_SIGN if share is HIDDEN else UNKNOWN_SIGN


def _points(places: Points, frame: Frame) -> list[tuple[float, float]]:
    return [(round(float(x), 2), round(float(y), 2)) for x, y in frame.project(places)]


def _percent(share: float) -> int:
    return round(100 * share)
