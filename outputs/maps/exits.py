"""Where a route comes from and goes to when its station lies beyond the map: a label at the edge."""

from collections.abc import Sequence

import shapely

from outputs.maps.details import Box
from outputs.maps.frame import Frame
from outputs.maps.placing import name_length
from planner.domain.arrays import Floats

HEIGHT = 6.0
"""Millimetres of a label."""
MARK = 6.0
"""Millimetres of the station's mark in it."""
_SAME = 14.0
"""Millimetres within which the way out and the way back share a label."""


def exit_boxes(frame: Frame, ways: Sequence[Floats], text: str) -> list[Box]:
    """Labels at the edge, one for each way that leaves the map.

    Parameters
    ----------
    frame
        Of the map.
    ways
        From the door to a station that is not on the map, in millimetres.
    text
        What the label says.
    """
    width = name_length(text) + MARK + 1.0
    edge = shapely.box(0, 0, frame.width, frame.height).boundary
    boxes: list[Box] = []
    spots: list[shapely.Point] = []
    for way in ways:
        line = shapely.LineString(way)
        crossings = shapely.get_coordinates(shapely.intersection(line, edge))
        if not len(crossings):
            continue
        spot = min((shapely.Point(place) for place in crossings), key=line.project)
        if any(spot.distance(known) < _SAME for known in spots):
            continue
        spots.append(spot)
        left = min(max(spot.x - width / 2, 0.8), frame.width - width - 0.8)
        top = min(max(spot.y - HEIGHT / 2, 0.8), frame.height - HEIGHT - 0.8)
        boxes.append((left, top, left + width, top + HEIGHT))
    return boxes
