"""One framed drawing: background, route with arrows, numbered markers, names – all in millimetres of its frame."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from outputs.itinerary.model import Bounds, StopLine
from outputs.maps.background import background, clipped, name_spots, near_spots, path_string
from outputs.maps.frame import Frame
from outputs.maps.labels import leg_tags, neighbourhood_labels, placed, village_labels
from outputs.maps.landmarks import NamedLandmark, landmark_marks
from outputs.maps.placing import Placing, name_length
from planner.domain.arrays import Floats
from planner.domain.path import RoadLine
from planner.domain.place import Point, Points, points_of
from planner.domain.records import Village

ARROW_EVERY = 24.0
"""Millimetres of route between two arrows."""
MAX_NAMES = {"toll": 4, "main": 10, "middle": 12, "river": 4, "street": 22}
"""More names than this make a map harder to read, not easier."""
_TRIES = 2
"""Roads tried for each name that may be written: the rest are shorter still."""
Street = tuple[str, str, float, npt.NDArray[np.object_]]
"""Layer, name, length and geometries, as `Background.names` has them."""
_SCALE_LENGTHS = (10, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What a panel shows, in degrees.

    Attributes
    ----------
    stops
        Doors whose markers are drawn.
    dots
        Doors that are drawn as dots, their markers being in another panel.
    legs
        Ways along the roads.
    ends
        Stations.
    lines
        Background by bounds; `None`: none.
    leg_numbers
        Of the stop that each leg leads to, 0 for the way back; empty: not told.
    villages
        Whose names are written where their outline is known.
    wanted
        Streets that have to be named: the directions name them.
    told
        Of these, such as another panel names: written along their road, never beside it with a line.
    landmarks
        What may be drawn of them.
    """

    stops: Sequence[StopLine]
    dots: Sequence[StopLine] = ()
    legs: Sequence[Points] = ()
    ends: Sequence[Point] = ()
    lines: Callable[[Bounds], list[RoadLine]] | None = None
    leg_numbers: Sequence[int] = ()
    villages: Sequence[Village] = ()
    wanted: Collection[str] = ()
    told: Collection[str] = ()
    landmarks: Sequence[NamedLandmark] = ()


def draw_panel(subject: Subject, frame: Frame, *, taken: Sequence[BaseGeometry] = (), scale_width: float) -> dict[str, Any]:
    """Compute a panel.

    Parameters
    ----------
    subject
        What to show.
    frame
        Where.
    taken
        Ground of the frame on which something else lies.
    scale_width
        Most millimetres of the scale bar.
    """
    placing = Placing(frame=frame, taken=list(taken))
    route = [frame.project(leg) for leg in subject.legs if len(leg) > 1]
    ends = on_paper(subject.ends, frame)
    placing.taken.extend(shapely.Point(x, y).buffer(3.2) for x, y in ends)
    spots = [spot(stop, frame) for stop in subject.stops]
    centres = placing.markers(spots)
    under = background(subject.lines(frame.bounds) if subject.lines else [], frame, wanted=subject.wanted)
    parts = clipped(np.concatenate(route) if route else np.empty((0, 2)), frame)
    placing.taken.extend(shapely.buffer(part, 0.4) for part in parts)
    near = np.concatenate([np.array(spots).reshape(-1, 2), *[shapely.get_coordinates(part) for part in parts]])
    names = _all_names(placing, subject, under.names, near)
    return {
        "width": frame.width,
        "height": frame.height,
        "layers": under.paths,
        "route": "".join(path_string(shapely.get_coordinates(part)) for part in parts),
        "arrows": arrows(route, frame),
        "stops": [
            {
                "number": stop.number,
                "x": x,
                "y": y,
                "at": list(at),
                "reserve": stop.start_time is None,
                "marked": bool(stop.marks),
                "about": stop.door.is_approximate,
            }
            for stop, (x, y), at in zip(subject.stops, centres, spots, strict=True)
        ],
        "dots": [list(spot(stop, frame)) for stop in subject.dots],
        "ends": [{"x": x, "y": y} for x, y in ends],
        "names": names,
        "scale": scale_bar(frame, scale_width),
    }


def spot(stop: StopLine, frame: Frame) -> tuple[float, float]:
    """Where a door lies on paper."""
    ((x, y),) = frame.project(points_of([stop])).tolist()
    return round(x, 2), round(y, 2)


def on_paper(places: Sequence[Point], frame: Frame) -> list[tuple[float, float]]:
    """Places that lie inside the frame."""
    projected = [(round(x, 2), round(y, 2)) for x, y in frame.project(points_of(places)).tolist()]
    return [(x, y) for x, y in projected if 0 <= x <= frame.width and 0 <= y <= frame.height]


def arrows(route: Sequence[Floats], frame: Frame) -> list[dict[str, float]]:
    """Arrow heads along the way, one on each leg that is long enough, more on long ones."""
    found: list[dict[str, float]] = []
    for leg in route:
        line = shapely.LineString(leg)
        if line.length < 7:
            continue
        count = max(1, int(line.length / ARROW_EVERY))
        at = line.length * (np.arange(count) + 0.42) / count  # off the middle: there and back must not meet
        points = shapely.line_interpolate_point(line, np.stack([at - 0.8, at, at + 0.8], axis=1))
        for (x1, y1), (x, y), (x2, y2) in shapely.get_coordinates(points).reshape(count, 3, 2).tolist():
            if 2 < x < frame.width - 2 and 2 < y < frame.height - 2 and math.hypot(x2 - x1, y2 - y1) > 0.4:
                angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
                found.append({"x": round(x, 2), "y": round(y, 2), "angle": round(angle, 1)})
    return found


def scale_bar(frame: Frame, width: float) -> dict[str, float]:
    """The longest round length that fits so many millimetres of paper."""
    metres = max((length for length in _SCALE_LENGTHS if length * frame.scale <= width), default=_SCALE_LENGTHS[0])
    return {"metres": metres, "width": round(metres * frame.scale, 2)}


def _all_names(placing: Placing, subject: Subject, streets: Sequence[Street], near: Floats) -> list[dict[str, Any]]:
    """All words of a panel, what nobody can do without first."""
    frame = placing.frame
    names = _along(placing, streets, subject.wanted)
    if subject.leg_numbers:
        ways = zip(subject.leg_numbers, subject.legs, strict=True)
        told = [(number, frame.project(leg)) for number, leg in ways if len(leg) > 1]
        names += leg_tags([leg for _, leg in told], [number for number, _ in told], placing)
    names += placed(neighbourhood_labels(subject.stops, frame), placing)
    named = {name["text"] for name in names}
    names += _beside(placing, streets, set(subject.wanted) - named - set(subject.told))
    names += landmark_marks(subject.landmarks, frame, near, placing)
    named = {name["text"] for name in names}
    names += _names(placing, [street for street in streets if street[1] not in named])
    return names + placed(village_labels(subject.villages, frame), placing)


def _along(placing: Placing, streets: Sequence[Street], wanted: Collection[str]) -> list[dict[str, Any]]:
    """Names that have to be written, along their road where it has room."""
    written: dict[str, dict[str, Any]] = {}
    for layer, name, _, shapes in streets:
        if name in wanted and name not in written:
            place = placing.name(name, name_spots(shapes, name_length(name)))
            if place is not None:
                written[name] = {"text": name, "x": place[0], "y": place[1], "angle": place[2], "layer": layer}
    return list(written.values())


def _beside(placing: Placing, streets: Sequence[Street], wanted: Collection[str]) -> list[dict[str, Any]]:
    """Names that have to be written and found no room along their road, each joined to it by a line."""
    written: dict[str, dict[str, Any]] = {}
    for layer, name, _, shapes in streets:
        if name in wanted and name not in written:
            beside = dict(near_spots(shapes))
            place = placing.name(name, beside)
            if place is not None:
                to = [round(value, 2) for value in beside[place]]
                written[name] = {"text": name, "x": place[0], "y": place[1], "angle": 0.0, "layer": layer, "to": to}
    return list(written.values())


def _names(placing: Placing, names: Sequence[Street]) -> list[dict[str, Any]]:
    """Names along their roads, the great roads first, as many of each class as the map bears."""
    written: list[dict[str, Any]] = []
    counts, tries = dict.fromkeys(MAX_NAMES, 0), dict.fromkeys(MAX_NAMES, 0)
    for layer, name, length, shapes in names:
        needed = name_length(name)
        if counts[layer] >= MAX_NAMES[layer] or tries[layer] >= _TRIES * MAX_NAMES[layer] or length < needed * 0.9:
            continue
        tries[layer] += 1
        place = placing.name(name, name_spots(shapes, needed))
        if place is not None:
            counts[layer] += 1
            written.append({"text": name, "x": place[0], "y": place[1], "angle": place[2], "layer": layer})
    return written
