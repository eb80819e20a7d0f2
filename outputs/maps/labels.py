"""Words on a map beside its streets: RT and RW of the doors, villages, and which way is which where ways run together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from outputs.itinerary.model import StopLine
from outputs.maps.frame import Frame
from outputs.maps.placing import Placing
from planner.domain.arrays import Floats
from planner.domain.place import Points, points_of
from planner.domain.records import Village

_RINGS = (6.0, 9.0, 12.0, 16.0, 21.0, 27.0)
"""Millimetres from its best place at which a label is tried, the nearest first."""
_TURNS = 12
_TOGETHER = 0.7
"""Millimetres within which two ways are one line on paper."""
_EVERY = 6.0
"""Millimetres between the places where ways are compared; a shorter stretch together needs no word."""
_MOST_TAGS = 8
_ASIDE = (4.2, -4.2, 6.0, -6.0)
"""Millimetres between a way and the numbers beside it."""
_MOST_NUMBERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word and where it would best stand, in millimetres."""

    text: str
    x: float
    y: float
    layer: str


def neighbourhood_labels(stops: Sequence[StopLine], frame: Frame) -> list[Label]:
    """RT and RW of the doors, at the middle of those in the frame; with the village where there are several."""
    groups: dict[tuple[str, str], list[StopLine]] = {}
    for stop in stops:
        if stop.door.neighbourhood:
            groups.setdefault((stop.door.village, stop.door.neighbourhood), []).append(stop)
    has_several = len({village for village, _ in groups}) > 1
    found = []
    for (village, name), members in groups.items():
        middle = frame.project(points_of(members)).mean(axis=0)
        text = f"{name} {village}".strip() if has_several else name
        found.append(Label(text=text, x=float(middle[0]), y=float(middle[1]), layer="unit"))
    return found


def village_labels(villages: Sequence[Village], frame: Frame) -> list[Label]:
    """Names of the villages whose outline the frame shows, in the middle of what it shows of them."""
    paper = shapely.box(0, 0, frame.width, frame.height)
    found = []
    for village in villages:
        rings = [shapely.Polygon(frame.project(np.array(polygon[0]))) for polygon in village.outline if polygon]
        seen = shapely.intersection(shapely.union_all([shapely.make_valid(ring) for ring in rings]), paper) if rings else None
        if seen is not None and seen.area > 0:
            middle = shapely.point_on_surface(seen)
            found.append(Label(text=village.name.upper(), x=float(middle.x), y=float(middle.y), layer="village"))
    return found


def placed(labels: Sequence[Label], placing: Placing) -> list[dict[str, object]]:
    """The labels that hide nothing, each as near to its place as it may stand."""
    found: list[dict[str, object]] = []
    for label in labels:
        spots = [(round(label.x + dx, 2), round(label.y + dy, 2), 0.0) for dx, dy in _offsets()]
        place = placing.name(label.text, spots)
        if place is not None:
            found.append({"text": label.text, "x": place[0], "y": place[1], "angle": 0.0, "layer": label.layer})
    return found


def leg_tags(legs: Sequence[Floats], numbers: Sequence[int], placing: Placing) -> list[dict[str, object]]:
    """Where several ways are one line: the stops that they lead to, in the order in which they are gone.

    Parameters
    ----------
    legs
        Ways in millimetres, of two points at least.
    numbers
        Of the stop that each leads to; 0: the way back, which has none.
    """
    lines = [shapely.LineString(leg) for leg in legs]
    told: set[tuple[int, ...]] = set()
    found: list[dict[str, object]] = []
    for line in lines:
        for at in np.arange(_EVERY, line.length - _EVERY, _EVERY).tolist():
            point = shapely.line_interpolate_point(line, at)
            together = tuple(n for n, other in zip(numbers, lines, strict=True) if n and other.dwithin(point, _TOGETHER))
            if len(together) < 2 or len(together) > _MOST_NUMBERS or together in told or len(found) == _MOST_TAGS:
                continue
            ahead, behind = (shapely.line_interpolate_point(line, at + step) for step in (1.0, -1.0))
            along = np.array([ahead.x - behind.x, ahead.y - behind.y])
            across = np.array([-along[1], along[0]]) / max(1e-6, float(np.hypot(*along)))
            spots = [(round(point.x + a * across[0], 2), round(point.y + a * across[1], 2), 0.0) for a in _ASIDE]
            text = "→ " + ", ".join(map(str, together))
            place = placing.name(text, spots)
            if place is not None:
                told.add(together)
                found.append({"text": text, "x": place[0], "y": place[1], "angle": 0.0, "layer": "leg"})
    return found


def leg_numbers(legs: Sequence[Points], stops: Sequence[StopLine]) -> list[int]:
    """Number of the stop at which each way ends, in their order; 0: none."""
    left = [stop for stop in stops if stop.start_time is not None]
    numbers = []
    for leg in legs:
        here = [stop for stop in left if np.allclose(leg[-1], (stop.longitude, stop.latitude), atol=1e-9)]
        numbers.append(here[0].number if here else 0)
        if here:
            left = [stop for stop in left if stop.number > here[0].number]
    return numbers


def _offsets() -> list[tuple[float, float]]:
    turns = np.arange(_TURNS) * 2 * np.pi / _TURNS
    around = [(r * float(np.cos(t)), r * float(np.sin(t))) for r in _RINGS for t in turns]
    return [(0.0, 0.0), *around]
