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
from outputs.words import Words
from planner.domain.month import NeighbourhoodCount
from planner.domain.records import Village

NUM_CLASSES = 5
"""More greys than five cannot be told apart on a copied page."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Widths of a class; the narrowest with which all values find room."""
_DETAIL = 0.1
"""Millimetres; a bend smaller than this cannot be seen in print."""
_MARGIN = 3.0


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
    places = [(dot.longitude, dot.latitude) for dot in dots]
    corners = [np.array(shape.exterior.coords if hasattr(shape, "exterior") else shape.convex_hull.exterior.coords)
               for shape in shapes.values()]  # fmt: skip
    if places:
        corners.append(np.array(places))
    if not corners:
        return None
    frame = frame_around(np.concatenate(corners), width=size.width, height=size.height, margin=_MARGIN)
    shares = {row.id: row.value(table.column("covered_share")) for row in table.body}
    dot_shares = [dot.num_covered / dot.num_homes if dot.num_homes else 0.0 for dot in dots]
    step = class_step([*dot_shares, *(share for share in shares.values() if isinstance(share, float))])
    names = {village.code: village.name for village in villages}
    return {
        "width": size.width,
        "height": size.height,
        "areas": [
            {"rings": _rings(shape, frame), "class": _class_or_sign(shares.get(code), step)}
            for code, shape in shapes.items()
        ],
        "labels": _labels(shapes, shares, names, frame, say),
        "dots": [
            {"x": x, "y": y, "class": class_of(share, step)}
            for (x, y), share in zip(_points(places, frame), dot_shares, strict=True)
        ],
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
    shapes: Mapping[str, shapely.Geometry], shares: Mapping[str, Value], names: Mapping[str, str], frame: Frame, say: Words
) -> list[dict[str, Any]]:
    """Name and share inside each village, moved down or up where two would touch."""
    taken: list[shapely.Polygon] = []
    labels = []
    for code in sorted(shapes, key=lambda code: (-shapes[code].area, code)):
        on_paper = shapely.transform(shapes[code], frame.project)
        middle = shapely.maximum_inscribed_circle(max(shapely.get_parts(on_paper), key=lambda part: (part.area, part.wkt)))
        x, y = shapely.get_coordinates(middle)[0]
        half = name_length(names[code]) / 2
        x = min(max(x, half), frame.width - half)
        for shift in (0.0, 1.2, -1.2, 2.4, -2.4, 3.6, -3.6, 4.8, -4.8):
            box = shapely.box(
                x - half, y + (shift - 1) * NAME_HEIGHT, x + half, y + (shift + 1) * NAME_HEIGHT
            )
            inside = box.bounds[1] >= 0 and box.bounds[3] <= frame.height
            if inside and not any(box.intersects(other) for other in taken):
                break
        taken.append(box)
        labels.append(
            {"x": round(float(x), 2), "y": round(float(y + shift * NAME_HEIGHT), 2), "name": names[code],
             "value": _share_label(shares.get(code), say)}
        )  # fmt: skip
    return labels


def _share_label(share: Value, say: Words) -> str:
    if isinstance(share, float):
        return share_text(share, say)
    return HIDDEN_SIGN if share is HIDDEN else UNKNOWN_SIGN


def _points(places: Sequence[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    if not places:
        return []
    return [(round(float(x), 2), round(float(y), 2)) for x, y in frame.project(np.array(places))]


def _percent(share: float) -> int:
    return round(100 * share)
