"""Computes a team's map page: everything in millimetres, ready to be drawn by a template that decides nothing.

Scale, north, legend and overview lie below the map, never on it, so that they can hide no door.
"""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import shapely

from outputs.itinerary.model import DayItinerary, TeamItinerary
from outputs.maps.details import Box, Detail, find_details
from outputs.maps.exits import exit_boxes
from outputs.maps.frame import MIN_SPAN, Frame, frame_around
from outputs.maps.labels import leg_numbers
from outputs.maps.landmarks import named
from outputs.maps.panel import Subject, draw_panel, on_paper
from planner.domain.arrays import Floats
from planner.domain.place import points_of
from planner.words.language import words

WIDTH, HEIGHT = 192.0, 226.0
"""Millimetres of the map inside the margins of a page of A4."""
F4_WIDER, F4_HIGHER = 5.0, 33.0
"""Millimetres that F4 is wider and higher."""
LIST_HEIGHT = 10.0
"""Millimetres that streets without room for their name take below the map: two lines."""
MARGIN = 11.0
"""Millimetres between the outermost stop and the frame: a marker and its leader."""
INSET_WIDTH, INSET_HEIGHT = 44.0, 31.0
"""Millimetres of the overview."""
SCALE_WIDTH, DETAIL_SCALE_WIDTH = 42.0, 16.0
LETTERS = "AB"
LETTER = 5.6
"""Millimetres of a letter's side."""


def compose_map(day: DayItinerary, team: TeamItinerary) -> dict[str, Any] | None:
    """The map as numbers and path strings; `None` where the team has no stop."""
    if not team.stops and not team.reserves:
        return None
    is_f4 = day.paper == "F4"
    width, height = WIDTH + F4_WIDER * is_f4, HEIGHT + F4_HIGHER * is_f4
    drawn = _composed(day, team, width, height)
    if day.lines is None or not _unnamed(drawn, team):
        return drawn
    # What found no room is listed below, where a lower map makes room for it.
    drawn = _composed(day, team, width, height - LIST_HEIGHT)
    return {**drawn, "unnamed": _unnamed(drawn, team)}


def _unnamed(drawn: dict[str, Any], team: TeamItinerary) -> list[list[str]]:
    """Streets that the directions name and the map does not, with the stops whose directions they are."""
    panels = [drawn, *(detail["panel"] for detail in drawn["details"])]
    named = {name["text"] for panel in panels for name in panel["names"]}
    left: dict[str, list[str]] = {}
    for stop in team.stops:
        for street in stop.streets:
            if street not in named:
                left.setdefault(street, []).append(str(stop.number))
    return [[street, ", ".join(numbers)] for street, numbers in left.items()]


def _composed(day: DayItinerary, team: TeamItinerary, width: float, height: float) -> dict[str, Any]:
    stops = [*team.stops, *team.reserves]
    doors = points_of(stops)
    ends = list(dict.fromkeys(place for place in (team.start, team.end) if place is not None))
    frame = _frame(team, doors, width, height)
    route = [frame.project(leg) for leg in team.legs if len(leg) > 1]
    labelled = _exits(day, team, frame)
    exits = [box for box, _ in labelled]
    labels = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in exits]
    details = find_details(frame, frame.project(doors), route, [*on_paper(ends, frame), *labels])
    larger = set(itertools.chain.from_iterable(detail.members for detail in details))
    wanted = frozenset(street for stop in team.stops for street in stop.streets)
    subject = Subject(
        stops=[stop for index, stop in enumerate(stops) if index not in larger],
        dots=[stop for index, stop in enumerate(stops) if index in larger],
        legs=team.legs,
        ends=ends,
        lines=day.lines,
        leg_numbers=leg_numbers(team.legs, stops),
        villages=day.villages,
        wanted=wanted,
        landmarks=named(day.landmarks(frame.bounds), words(day.language)) if day.landmarks else (),
    )
    larger_panels = [
        _detail(letter, detail, subject, [stops[member] for member in detail.members])
        for letter, detail in zip(LETTERS, details, strict=False)
    ]
    told = {name["text"] for one in larger_panels for name in one["panel"]["names"]}
    taken = [shapely.box(*box) for detail in details for box in (detail.box, detail.outline, _letter(detail.outline))]
    taken += [shapely.box(*box) for box in exits]
    drawn = draw_panel(replace(subject, told=wanted & told), frame, taken=taken, scale_width=SCALE_WIDTH)
    drawn["exits"] = [[*_rounded(box), text] for box, text in labelled]
    drawn["details"] = larger_panels
    drawn["marks"] = sorted({mark for stop in team.stops for mark in stop.marks}, reverse=True)
    drawn["inset"] = _inset(day, frame)
    drawn["has_roads"] = bool(drawn["layers"])
    drawn["unnamed"] = []
    return drawn


def _detail(letter: str, detail: Detail, subject: Subject, stops: list[Any]) -> dict[str, Any]:
    own = replace(subject, stops=stops, dots=(), villages=())
    width, height = detail.frame.width, detail.frame.height
    furniture = [shapely.box(0, 0, LETTER + 1, LETTER + 1), shapely.box(0, height - 8, 22, height)]
    panel = draw_panel(own, detail.frame, taken=furniture, scale_width=min(DETAIL_SCALE_WIDTH, width / 3))
    return {"letter": letter, "outline": _rounded(detail.outline), "box": _rounded(detail.box), "panel": panel}


def _letter(outline: Box) -> Box:
    """Ground of the letter at the corner of what is drawn larger."""
    left, top, _, _ = outline
    x, y = max(0.0, left - LETTER), max(0.0, top - LETTER / 2)
    return x, y, x + LETTER, y + LETTER


def _rounded(box: Box) -> list[float]:
    """Left, top, width, height."""
    left, top, right, bottom = box
    return [round(value, 2) for value in (left, top, right - left, bottom - top)]


def _frame(team: TeamItinerary, doors: Floats, width: float, height: float) -> Frame:
    """Around the doors and the way between them; the ways from and to the station only where they are near.

    The station may lie many times farther away than the doors lie from each other; showing it would
    shrink the doors into a blot. The route then leaves the frame in the station's direction.
    """
    first, last = int(team.start is not None), len(team.legs) - int(team.end is not None)
    between = [leg for leg in team.legs[first:last] if len(leg)]
    core = np.concatenate([doors, *between])
    whole = np.concatenate([core, *[leg for leg in team.legs if len(leg)]])
    whole_frame = frame_around(whole, width=width, height=height, margin=MARGIN, min_span=MIN_SPAN)
    core_frame = frame_around(core, width=width, height=height, margin=MARGIN, min_span=MIN_SPAN)
    return whole_frame if whole_frame.scale > core_frame.scale * 0.6 else core_frame


def _exits(day: DayItinerary, team: TeamItinerary, frame: Frame) -> list[tuple[Box, str]]:
    """Labels at the edge of the map, and what they say: the place alone where out and back cross the edge together."""
    station, say = day.station.meeting_point, words(day.language)
    found: list[tuple[Box, str]] = []
    ways = [(key, name or station, way) for key, name, way in _ways_out(team, frame)]
    for place in dict.fromkeys(name for _, name, _ in ways):
        told = [(say.text(key, place=place), way) for key, name, way in ways if name == place]
        apart = [(box, text) for text, way in told for box in exit_boxes(frame, [way], text)]
        together = exit_boxes(frame, [way for _, way in told], place)
        found += [(box, place) for box in together] if len(together) < 2 else apart
    return found


def _ways_out(team: TeamItinerary, frame: Frame) -> list[tuple[str, str, Floats]]:
    """Ways between a door and a start or an end beyond the map: key of the words, name (empty: the station), way."""
    ways = []
    if team.start is not None and team.legs and not on_paper([team.start], frame):
        ways.append(("map.from", team.meeting_point, frame.project(team.legs[0])[::-1]))
    if team.end is not None and team.legs and not on_paper([team.end], frame):
        ways.append(("map.back", "", frame.project(team.legs[-1])))
    return [one for one in ways if len(one[2]) > 1]


def _inset(day: DayItinerary, frame: Frame) -> dict[str, Any] | None:
    """Outlines of the villages and the map's own frame among them."""
    rings = [np.array(polygon[0]) for village in day.villages for polygon in village.outline if polygon and len(polygon[0]) > 3]
    if not rings:
        return None
    west, south, east, north = frame.bounds
    own = np.array([(west, south), (east, north)])
    small = frame_around(np.concatenate([*rings, own]), width=INSET_WIDTH, height=INSET_HEIGHT, margin=1.5)
    outlines = [shapely.simplify(shapely.Polygon(small.project(ring)), 0.12) for ring in rings]
    (x1, y1), (x2, y2) = small.project(own)
    return {
        "width": INSET_WIDTH,
        "height": INSET_HEIGHT,
        "rings": [np.round(shapely.get_coordinates(shape.exterior), 2).tolist() for shape in outlines],
        "box": [round(float(value), 2) for value in (x1, y2, x2 - x1, y1 - y2)],
    }
