"""Finds crowds of doors that their own map is too small for, and room on the page to draw them larger."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from outputs.maps.frame import Frame
from outputs.maps.placing import MARKER
from planner.domain.arrays import Bools, Floats

MAX_DETAILS = 2
CROWD = 4
"""Doors whose markers touch: fewer find room beside each other with short leaders."""
_LARGEST, _SMALLEST = 80.0, 46.0
"""Millimetres of a detail's side."""
_MOST, _LEAST = 6.0, 1.8
"""Times that a detail is larger than the map; less is not worth its room."""
_PAD = 3.0
"""Millimetres of the map around the crowd that are drawn with it."""
_GRID = 6.0
_CLEAR = 5.0
"""Millimetres between a detail and a door outside it."""
_ROUTE_HIDDEN = 8.0
"""Most millimetres of the route that a detail may lie on."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in millimetres."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Detail:
    """A crowd drawn larger.

    Attributes
    ----------
    frame
        Of the detail; its ground is `outline` of the map.
    outline
        What the detail shows, on the map.
    box
        Where it lies on the map.
    members
        Indices of the doors that it shows.
    """

    frame: Frame
    outline: Box
    box: Box
    members: tuple[int, ...]


def find_details(frame: Frame, doors: Floats, route: Sequence[Floats], ends: Sequence[tuple[float, float]]) -> list[Detail]:
    """The largest crowds that can be helped.

    Parameters
    ----------
    frame
        Of the map.
    doors
        Millimetres, shape (n, 2).
    route
        Millimetres.
    ends
        Stations and labels that no detail may lie on, millimetres.
    """
    details: list[Detail] = []
    line = shapely.union_all([shapely.LineString(leg) for leg in route if len(leg) > 1])
    free = np.ones(len(doors), dtype=bool)
    for crowd in _crowds(doors):
        outline, times = _outline(doors[crowd], frame)
        members = np.flatnonzero(_inside(doors, outline) & free)
        if times < _LEAST or len(members) < CROWD:
            continue
        own, known = shapely.box(*outline), [shapely.box(*box) for detail in details for box in (detail.box, detail.outline)]
        if any(own.intersects(box) for box in known):
            continue
        others = np.concatenate([doors[~_inside(doors, outline)], np.array(ends).reshape(-1, 2)])
        blocked = [own, *known, *(shapely.Point(place) for place in others)]
        box = _room(frame, outline, times, blocked=blocked, route=line)
        if box is not None:
            details.append(_detail(frame, outline, box, times, members))
            free[members] = False
        if len(details) == MAX_DETAILS:
            break
    return details


def _crowds(doors: Floats) -> list[npt.NDArray[np.intp]]:
    """Groups of doors whose markers would touch, the largest first."""
    gaps = np.hypot(*(doors[:, None, :] - doors[None, :, :]).transpose(2, 0, 1))
    first, second = np.nonzero(gaps < MARKER * 1.1)
    links = coo_array((np.ones(len(first)), (first, second)), shape=gaps.shape)
    num_groups, group = connected_components(links, directed=False)
    crowds = [np.flatnonzero(group == number) for number in range(num_groups)]
    return sorted((crowd for crowd in crowds if len(crowd) >= CROWD), key=lambda crowd: (-len(crowd), int(crowd[0])))


def _outline(crowd: Floats, frame: Frame) -> tuple[Box, float]:
    """Ground of a detail on the map, and how many times larger it can be drawn."""
    low, high = crowd.min(axis=0) - _PAD, crowd.max(axis=0) + _PAD
    times = float(min(_MOST, _LARGEST / (high - low).max()))
    half = np.maximum((high - low) / 2, _SMALLEST / times / 2)
    middle = np.clip((low + high) / 2, half, [frame.width, frame.height] - half)
    left, top = middle - half
    right, bottom = middle + half
    return (float(left), float(top), float(right), float(bottom)), times


def _inside(points: Floats, box: Box) -> Bools:
    left, top, right, bottom = box
    inside = (points >= [left, top]) & (points <= [right, bottom])
    return np.asarray(inside.all(axis=1), dtype=np.bool_)


def _room(frame: Frame, outline: Box, times: float, *, blocked: Sequence[BaseGeometry], route: BaseGeometry) -> Box | None:
    """The place for a detail that hides no door, the least of the route, and lies near its crowd."""
    width, height = (outline[2] - outline[0]) * times, (outline[3] - outline[1]) * times
    if width > frame.width / 2 or height > frame.height / 2:
        return None
    lefts = np.append(np.arange(0, frame.width - width, _GRID), frame.width - width)
    tops = np.append(np.arange(0, frame.height - height, _GRID), frame.height - height)
    x, y = (axis.ravel() for axis in np.meshgrid(lefts, tops))
    boxes = shapely.box(x, y, x + width, y + height)
    clear = np.min([shapely.distance(boxes, ground) for ground in blocked], axis=0) >= _CLEAR
    hidden = shapely.length(shapely.intersection(boxes[clear], route))
    if not clear.any() or hidden.min() > _ROUTE_HIDDEN:
        return None
    middle = np.array([outline[0] + outline[2], outline[1] + outline[3]]) / 2
    away = np.hypot(x[clear] + width / 2 - middle[0], y[clear] + height / 2 - middle[1])
    best = int(np.lexsort((away, np.round(hidden)))[0])
    left, top = float(x[clear][best]), float(y[clear][best])
    return left, top, left + width, top + height


def _detail(frame: Frame, outline: Box, box: Box, times: float, members: npt.NDArray[np.intp]) -> Detail:
    centre = frame.unproject((outline[0] + outline[2]) / 2, (outline[1] + outline[3]) / 2)
    larger = Frame(width=box[2] - box[0], height=box[3] - box[1], centre=centre, scale=frame.scale * times)
    return Detail(frame=larger, outline=outline, box=box, members=tuple(members.tolist()))
