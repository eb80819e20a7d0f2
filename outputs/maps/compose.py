"""Computes a team's map page: everything in millimetres, ready to be drawn by a template that decides nothing."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from outputs.itinerary.model import DayItinerary, TeamItinerary
from outputs.maps.frame import MIN_SPAN, Frame, frame_around
from outputs.maps.placing import Placing, name_length
from outputs.maps.roads import NAMED, drawn_lines, name_spots

WIDTH, HEIGHT = 192.0, 246.0
"""Millimetres of the map inside the page's margins."""
MARGIN = 11.0
"""Millimetres between the outermost stop and the frame: a marker and its leader."""
INSET = 36.0
"""Millimetres of the overview's side."""
ARROW_EVERY = 24.0
"""Millimetres of route between two arrows."""
_SCALE_LENGTHS = (25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)
_MAX_NAMES = {"toll": 4, "main": 10, "middle": 12, "river": 4, "street": 22}
"""More names than this make a map harder to read, not easier."""

Array = npt.NDArray[np.float64]


def compose_map(day: DayItinerary, team: TeamItinerary) -> dict[str, Any] | None:
    """The map as lists of numbers; `None` where the team has no stop."""
    stops = [*team.stops, *team.reserves]
    if not stops:
        return None
    doors = np.array([(stop.longitude, stop.latitude) for stop in stops])
    frame = _frame(team, doors)
    placing = Placing(frame=frame)
    spots = [(round(float(x), 2), round(float(y), 2)) for x, y in frame.project(doors)]
    route = [frame.project(leg) for leg in team.legs if len(leg) > 1]
    corners = _furniture(placing, spots, route)
    ends = _ends(team, frame)
    placing.taken.extend(shapely.Point(x, y).buffer(3.2) for x, y in ends)
    centres = placing.markers(spots)
    layers, named = drawn_lines(day.lines(frame.bounds) if day.lines else [], frame)
    placing.taken.extend(shapely.LineString(leg).buffer(0.4) for leg in route)
    names = []
    for layer in NAMED:
        groups = sorted(((name, shapes) for (kind, name), shapes in named.items() if kind == layer), key=_by_length)
        written = 0
        for name, shapes in groups:
            spot = placing.name(name, name_spots(shapes, name_length(name)))
            if spot is not None:
                names.append({"text": name, "x": spot[0], "y": spot[1], "angle": spot[2], "layer": layer})
                written += 1
            if written >= _MAX_NAMES[layer]:
                break
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "layers": layers,
        "route": [_clipped(line, frame) for line in _joined(route)],
        "arrows": _arrows(route, frame),
        "stops": [
            {"number": stop.number, "x": x, "y": y, "at": list(spot), "reserve": stop.start_time is None}
            for stop, (x, y), spot in zip(stops, centres, spots, strict=True)
        ],
        "ends": [{"x": x, "y": y} for x, y in ends],
        "names": names,
        "scale": _scale(frame),
        "corners": corners,
        "inset": _inset(day, frame),
        "has_roads": bool(layers),
    }


def _frame(team: TeamItinerary, doors: Array) -> Frame:
    """Around the doors and the way between them; the ways from and to the station only where they are near.

    The station may lie many times farther away than the doors lie from each other; showing it would
    shrink the doors into a blot. The route then leaves the frame in the station's direction.
    """
    first, last = int(team.start is not None), len(team.legs) - int(team.end is not None)
    between = [leg for leg in team.legs[first:last] if len(leg)]
    core = np.concatenate([doors, *between])
    whole = np.concatenate([core, *[leg for leg in team.legs if len(leg)]])
    whole_frame = frame_around(whole, width=WIDTH, height=HEIGHT, margin=MARGIN, min_span=MIN_SPAN)
    core_frame = frame_around(core, width=WIDTH, height=HEIGHT, margin=MARGIN, min_span=MIN_SPAN)
    return whole_frame if whole_frame.scale > core_frame.scale * 0.6 else core_frame


def _ends(team: TeamItinerary, frame: Frame) -> list[tuple[float, float]]:
    """Stations that lie on the map."""
    places = list(dict.fromkeys(place for place in (team.start, team.end) if place is not None))
    if not places:
        return []
    on_paper = [(round(float(x), 2), round(float(y), 2)) for x, y in frame.project(np.array(places))]
    return [(x, y) for x, y in on_paper if 0 <= x <= frame.width and 0 <= y <= frame.height]


def _furniture(placing: Placing, spots: list[tuple[float, float]], route: list[Array]) -> dict[str, str]:
    """Puts inset and scale into the emptiest corners, and keeps their ground free."""
    ways = np.concatenate([np.array(spots), *route])
    boxes = {
        f"{vertical}-{side}": (x, y)
        for vertical, y in (("bottom", HEIGHT - INSET), ("top", 0.0))
        for side, x in (("left", 0.0), ("right", WIDTH - INSET))
    }

    def crowd(corner: str) -> tuple[float, int]:
        x, y = boxes[corner]
        doors = sum(x - 4 <= sx <= x + INSET + 4 and y - 4 <= sy <= y + INSET + 4 for sx, sy in spots)
        inside = (ways[:, 0] >= x) & (ways[:, 0] <= x + INSET) & (ways[:, 1] >= y) & (ways[:, 1] <= y + INSET)
        return doors * 1000.0 + float(inside.sum()), list(boxes).index(corner)

    inset, scale, *_ = sorted(boxes, key=crowd)
    x, y = boxes[inset]
    placing.taken.append(shapely.box(x, y, x + INSET, y + INSET))
    width, height = 62.0, 14.0
    left = 0.0 if scale.endswith("left") else WIDTH - width
    top = 0.0 if scale.startswith("top") else HEIGHT - height
    placing.taken.append(shapely.box(left, top, left + width, top + height))
    return {"inset": inset, "scale": scale}


def _joined(route: list[Array]) -> list[Array]:
    return [np.concatenate(route)] if route else []


def _clipped(line: Array, frame: Frame) -> list[list[list[float]]]:
    shape = shapely.clip_by_rect(shapely.LineString(line).simplify(0.05), 0, 0, frame.width, frame.height)
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    return [[[round(x, 2), round(y, 2)] for x, y in part.coords] for part in parts]


def _arrows(route: list[Array], frame: Frame) -> list[dict[str, float]]:
    """Arrow heads along the way, one in the middle of each leg that is long enough, more on long ones."""
    arrows: list[dict[str, float]] = []
    for leg in route:
        line = shapely.LineString(leg)
        if line.length < 7:
            continue
        count = max(1, int(line.length / ARROW_EVERY))
        for index in range(count):
            at = line.length * (index + 0.42) / count  # off the middle: there and back must not meet
            (x1, y1), (x, y), (x2, y2) = shapely.get_coordinates(shapely.line_interpolate_point(line, [at - 0.8, at, at + 0.8]))
            if 2 < x < frame.width - 2 and 2 < y < frame.height - 2 and math.hypot(x2 - x1, y2 - y1) > 0.4:
                angle = math.degrees(math.atan2(y2 - y1, x2 - x1))
                arrows.append({"x": round(x, 2), "y": round(y, 2), "angle": round(angle, 1)})
    return arrows


def _scale(frame: Frame) -> dict[str, float]:
    """The longest round length that fits 42 mm of paper."""
    metres = max((length for length in _SCALE_LENGTHS if length * frame.scale <= 42), default=_SCALE_LENGTHS[0])
    return {"metres": metres, "width": round(metres * frame.scale, 2)}


def _inset(day: DayItinerary, frame: Frame) -> dict[str, Any] | None:
    """Outlines of the villages and the map's own frame among them."""
    rings = [np.array(polygon[0]) for village in day.villages for polygon in village.outline if polygon and len(polygon[0]) > 3]
    if not rings:
        return None
    west, south, east, north = frame.bounds
    own = np.array([(west, south), (east, north)])
    small = frame_around(np.concatenate([*rings, own]), width=INSET, height=INSET - 5, margin=1.5)
    outlines = [shapely.simplify(shapely.Polygon(small.project(ring)), 0.12) for ring in rings]
    (x1, y1), (x2, y2) = small.project(own)
    return {
        "size": INSET,
        "rings": [[[round(x, 2), round(y, 2)] for x, y in shape.exterior.coords] for shape in outlines],
        "box": [round(float(value), 2) for value in (x1, y2, x2 - x1, y1 - y2)],
    }


def _by_length(group: tuple[str, list[Any]]) -> tuple[float, str]:
    return -sum(shape.length for shape in group[1]), group[0]
