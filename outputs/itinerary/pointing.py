"""Where a door is that no RT and no number tells: how far from the nearest landmark, and its point as a phone takes it."""

import math

from outputs.itinerary.context import DayContext
from outputs.itinerary.model import Door
from planner.domain.path import Landmark
from planner.domain.place import DRAWN_METRES_PER_DEGREE, Point
from planner.words.language import Words

_NEAR = 300.0
"""Metres within which a landmark helps to find a door."""
_AT = 10.0
"""Metres within which a door is beside its landmark, whichever way."""
_MOSQUES = ("masjid", "mesjid", "musal", "mushal", "mushol", "musol", "langgar", "surau")
"""Words by which a mosque's name says what it is."""


def told_point(door: Door, at: Point, context: DayContext, say: Words) -> str:
    """`60 m ke timur dari Masjid Contoh (-6.95012, 107.66034)`; empty where the row tells the door."""
    if door.is_approximate or door.neighbourhood or any(sign.isdigit() for sign in door.address):
        return ""
    point = f"{at.latitude:.5f}, {at.longitude:.5f}"
    near = _nearest(at, context)
    if near is None:
        return point
    east, north = _metres(near, at)
    away, compass = math.hypot(east, north), say.text(f"compass.{round(math.degrees(math.atan2(east, north)) / 45) % 8}")
    key = "point.from" if away >= _AT else "point.beside"
    told = say.text(key, distance=say.distance(round(away)), compass=compass, landmark=landmark_name(near, say))
    return f"{told} ({point})"


def landmark_name(mark: Landmark, say: Words) -> str:
    """A landmark by its name, or by what it is; a mosque named after a person is called a mosque as well."""
    word = say.text(f"landmark.{mark.kind}")
    if not mark.name:
        return word
    tells = mark.kind != "mosque" or any(part in mark.name.casefold() for part in _MOSQUES)
    return mark.name if tells else f"{word} {mark.name}"


def _nearest(at: Point, context: DayContext) -> Landmark | None:
    if context.landmarks is None:
        return None
    high = _NEAR / DRAWN_METRES_PER_DEGREE
    wide = high / math.cos(math.radians(at.latitude))
    found = context.landmarks((at.longitude - wide, at.latitude - high, at.longitude + wide, at.latitude + high))
    near = [(math.hypot(*_metres(mark, at)), order) for order, mark in enumerate(found)]
    away, order = min(near, default=(_NEAR + 1, 0))
    return found[order] if away <= _NEAR else None


def _metres(mark: Landmark, at: Point) -> tuple[float, float]:
    """Metres east and north from a landmark to a point."""
    north = (at.latitude - mark.latitude) * DRAWN_METRES_PER_DEGREE
    return (at.longitude - mark.longitude) * DRAWN_METRES_PER_DEGREE * math.cos(math.radians(at.latitude)), north
