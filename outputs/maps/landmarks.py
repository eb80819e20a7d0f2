"""Landmarks on a map: a mark on the spot and its name beside it, where both hide nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from outputs.itinerary.pointing import landmark_name
from outputs.maps.frame import Frame
from outputs.maps.placing import NAME_HEIGHT, Placing, name_length
from planner.domain.arrays import Bools, Floats
from planner.domain.path import Landmark
from planner.domain.place import points_of
from planner.words.language import Words

NEAR = 22.0
"""Millimetres between a door or the route and a landmark that still helps."""
MOST = 14
"""More landmarks than this make a map harder to read."""
_MARK = 2.6
"""Millimetres across the mark."""
_ASIDE = _MARK / 2 + 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLandmark:
    """A landmark as people call it."""

    text: str
    longitude: float
    latitude: float


def named(landmarks: Sequence[Landmark], say: Words) -> list[NamedLandmark]:
    """Each as people call it."""
    return [
        NamedLandmark(text=landmark_name(mark, say), longitude=mark.longitude, latitude=mark.latitude) for mark in landmarks
    ]


def landmark_marks(landmarks: Sequence[NamedLandmark], frame: Frame, near: Floats, placing: Placing) -> list[dict[str, object]]:
    """Those nearest to the way, each once.

    Parameters
    ----------
    near
        Doors and the route in millimetres, shape (k, 2).
    """
    if not landmarks or not len(near):
        return []
    spots = frame.project(points_of(landmarks))
    far: Floats = np.asarray(shapely.distance(np.asarray(shapely.points(spots)), shapely.multipoints(near)))
    inside: Bools = np.asarray(((spots > _MARK) & (spots < [frame.width - _MARK, frame.height - _MARK])).all(axis=1))
    found: list[dict[str, object]] = []
    told: set[str] = set()
    for index in np.argsort(far, kind="stable").tolist():
        text, (x, y) = landmarks[index].text, spots[index].round(2).tolist()
        if far[index] > NEAR or len(found) == MOST:
            break
        ground = shapely.box(x - _MARK / 2, y - _MARK / 2, x + _MARK / 2, y + _MARK / 2)
        is_taken = bool(np.any(shapely.intersects(ground, np.array(placing.taken, dtype=object))))
        if text in told or not inside[index] or is_taken:
            continue
        place = placing.name(text, _beside(text, x, y))
        if place is not None:
            told.add(text)
            placing.taken.append(ground)
            found.append({"text": text, "x": place[0], "y": place[1], "angle": 0.0, "layer": "landmark", "at": [x, y]})
    return found


def _beside(text: str, x: float, y: float) -> list[tuple[float, float, float]]:
    """Right of the mark, left, above, below."""
    aside, over = _ASIDE + name_length(text) / 2, _ASIDE + NAME_HEIGHT / 2
    return [(round(x + dx, 2), round(y + dy, 2), 0.0) for dx, dy in ((aside, 0), (-aside, 0), (0, -over), (0, over))]
