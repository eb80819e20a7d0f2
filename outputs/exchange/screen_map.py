"""A day's map for a screen: roads, rivers, routes and doors in metres from the left top corner; a page's script draws it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely

from outputs.itinerary.model import DayItinerary, TeamItinerary
from outputs.itinerary.titles import team_name
from outputs.maps.background import background, clipped, name_spots, path_string
from outputs.maps.frame import Frame
from planner.domain.place import DRAWN_METRES_PER_DEGREE, Point, points_of
from planner.words.language import Words

DETAIL = 2.0
"""Metres; a smaller bend is not drawn on the screen."""
STEP = 1.0
MARGIN = 400.0
"""Metres of roads around the outermost door."""
_MILLIMETRE = 12.0
"""Metres of ground that a millimetre of screen shows where names of small streets are first wanted."""


def screen_map(day: DayItinerary, say: Words, *, others: Sequence[Point] = ()) -> dict[str, Any]:
    """Roads, routes and doors in metres from the left top corner; `bounds` are west, south, east and north in degrees.

    Parameters
    ----------
    others
        Places that are in no route and shown as well, as `others` in their order.
    """
    frame = _frame(day, others)
    under = background(day.lines(frame.bounds) if day.lines else [], frame, detail=DETAIL, step=STEP)
    names: list[list[str | int]] = []
    for _, name, length, shapes in under.names:
        if length > len(name) * _MILLIMETRE:
            spots = name_spots(shapes, len(name) * _MILLIMETRE, scale=_MILLIMETRE)
            names.extend([name, round(x), round(y), round(angle), round(length)] for x, y, angle in spots[:1])
    num_stops = sum(len(team.stops) + len(team.reserves) for team in day.teams)
    return {
        "bounds": list(frame.bounds),
        "width": round(frame.width),
        "height": round(frame.height),
        "roads": under.paths,
        "names": names,
        "found": [say.text("page.found", count=count) for count in range(num_stops + 1)],
        "teams": [{"name": team_name(team, say), **_lines(team, frame)} for team in day.teams],
        "others": frame.project(points_of(others)).round(1).tolist() if others else [],
        "villages": [[name, path] for name, path in _outlines(day, frame) if path],
        "station": _station(day, frame),
    }


def _lines(team: TeamItinerary, frame: Frame) -> dict[str, Any]:
    way = frame.project(np.concatenate(team.legs)) if team.legs else np.empty((0, 2))
    parts = clipped(way, frame, DETAIL)
    stops = []
    for stop in (*team.stops, *team.reserves):
        ((x, y),) = frame.project(points_of([stop])).tolist()
        stops.append([stop.number, round(x, 1), round(y, 1), int(stop.start_time is None)])
    return {"route": "".join(path_string(shapely.get_coordinates(part), STEP) for part in parts), "stops": stops}


def _outlines(day: DayItinerary, frame: Frame) -> Iterator[tuple[str, str]]:
    """Name and outline of each village, as far as it lies in the frame."""
    for village in day.villages:
        rings = [np.asarray(ring) for polygon in village.outline for ring in polygon]
        parts = [part for ring in rings for part in clipped(frame.project(ring), frame, DETAIL)]
        yield village.name, "".join(path_string(shapely.get_coordinates(part), STEP) for part in parts)


def _station(day: DayItinerary, frame: Frame) -> list[float] | None:
    """Where the teams start; `None`: they start at their first door."""
    start = next((team.start for team in day.teams if team.start is not None), None)
    if start is None:
        return None
    ((x, y),) = frame.project(points_of([start])).round(1).tolist()
    return [x, y]


def _frame(day: DayItinerary, others: Sequence[Point]) -> Frame:
    """A frame whose unit is the metre, around all doors and ways of the day."""
    doors = points_of(stop for team in day.teams for stop in (*team.stops, *team.reserves))
    points = [doors, *([points_of(others)] if others else []), *(leg for team in day.teams for leg in team.legs)]
    every = np.concatenate(points)
    if not len(every):
        return Frame(width=2 * MARGIN, height=2 * MARGIN, centre=(0.0, 0.0), scale=1.0)
    low, high = every.min(axis=0), every.max(axis=0)
    lon, lat = ((low + high) / 2).tolist()
    width, height = (high - low) * DRAWN_METRES_PER_DEGREE * [np.cos(np.radians(lat)), 1.0] + 2 * MARGIN
    return Frame(width=float(width), height=float(height), centre=(lon, lat), scale=1.0)
