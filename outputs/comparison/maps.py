"""Two plans on maps side by side: everything in millimetres, ready to be drawn by a template that decides nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely

from outputs.maps.background import clipped, layer_of
from outputs.maps.frame import Frame, frame_around
from planner.domain.path import RoadLine
from planner.domain.place import Point, Points, points_of

Lines = Callable[[tuple[float, float, float, float]], list[RoadLine]]

WIDTH, HEIGHT = 92.0, 104.0
"""Millimetres of each map; two of them stand beside each other on A4."""
_MARGIN = 4.0
_LAYERS = ("river", "middle", "main", "toll")
"""Lanes and streets of a whole area would be a grey blot at this size."""
_DETAIL = 0.15
"""Millimetres; a bend smaller than this cannot be seen at this size."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MapPlan:
    """A plan as a map needs it.

    Attributes
    ----------
    routes
        Start, stops and end of each route, drawn as straight lines.
    doors
        Visit id to its door, of all visits offered.
    made
        Ids of the visits planned.
    cut_off
        Ids of visits that nobody can reach.
    closed_rings
        Closed areas.
    """

    routes: tuple[Points, ...]
    doors: Mapping[str, Point]
    made: frozenset[str]
    cut_off: frozenset[str] = frozenset()
    closed_rings: tuple[Points, ...] = field(default=())


def compose_pair(baseline: MapPlan, scenario: MapPlan, lines: Lines | None) -> dict[str, Any]:
    """Both plans in the same frame: doors lost are marked on the first map, doors gained and cut off on the second."""
    frame = _frame(baseline, scenario)
    layers = _layers(lines, frame)
    lost, gained = baseline.made - scenario.made, scenario.made - baseline.made
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layers": layers,
        "closed": [_ring(ring, frame) for ring in scenario.closed_rings],
        "baseline": _plan(baseline, frame, marked=lost, off=frozenset()),
        "scenario": _plan(scenario, frame, marked=gained, off=scenario.cut_off),
    }


def _frame(*plans: MapPlan) -> Frame:
    made = [plan.doors[visit] for plan in plans for visit in plan.made]
    doors = made or [door for plan in plans for door in plan.doors.values()]
    return frame_around(points_of(doors), width=WIDTH, height=HEIGHT, margin=_MARGIN)


def _layers(lines: Lines | None, frame: Frame) -> dict[str, Any]:
    if lines is None:
        return {}
    found: dict[str, Any] = {name: [] for name in _LAYERS}
    for line in lines(frame.bounds):
        layer = layer_of(line.road_class)
        if layer in found:
            parts = clipped(frame.project(line.points), frame, detail=2 * _DETAIL)
            found[layer] += [[[round(x, 2), round(y, 2)] for x, y in part.coords] for part in parts]
    return found


def _plan(plan: MapPlan, frame: Frame, *, marked: Collection[str], off: Collection[str]) -> dict[str, Any]:
    return {
        "routes": [line for route in plan.routes for line in _clipped(frame.project(route), frame)],
        "stops": _dots([plan.doors[visit] for visit in sorted(plan.made - set(marked))], frame),
        "marked": _dots([plan.doors[visit] for visit in sorted(marked)], frame),
        "off": _dots([plan.doors[visit] for visit in sorted(off) if visit in plan.doors], frame),
    }


def _dots(doors: Sequence[Point], frame: Frame) -> list[list[float]]:
    spots = frame.project(points_of(doors))
    inside = ((spots >= 0) & (spots <= [frame.width, frame.height])).all(axis=1)
    return [[round(float(x), 2), round(float(y), 2)] for x, y in spots[inside]]


def _clipped(line: Points, frame: Frame) -> list[list[list[float]]]:
    if len(line) < 2:
        return []
    shape = shapely.clip_by_rect(shapely.LineString(line), 0, 0, frame.width, frame.height)
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    return [[[round(x, 2), round(y, 2)] for x, y in part.coords] for part in parts]


def _ring(ring: Points, frame: Frame) -> list[list[float]]:
    shape = shapely.clip_by_rect(shapely.Polygon(frame.project(ring)).simplify(_DETAIL), 0, 0, frame.width, frame.height)
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not polygons:
        return []
    largest = max(polygons, key=lambda part: part.area)
    return [[round(x, 2), round(y, 2)] for x, y in largest.exterior.coords]
