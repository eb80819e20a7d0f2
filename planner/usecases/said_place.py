"""A place that somebody types or pastes: degrees, minutes and seconds, `LS`/`BT`, a map link, as in a cell of a table."""

import re

import numpy as np

from inputs.tables.coordinates import read_position
from inputs.tables.plausible import Area
from inputs.tables.villages import VillageBook
from planner.domain.place import Point, points_of
from planner.usecases.workspace import Workspace

_WHOLE = re.compile(r"\s*(-?\d{1,2})\s*[,;]\s*(-?\d{1,3})\s*")
"""Degrees without decimals, which a cell of a table is not taken for."""
_WESTMOST, _EASTMOST = 94.0, 142.0
"""The longitudes of Indonesia."""


def read_place(text: str, near: Point | None = None) -> Point | None:
    """The point that a text says; `None`: none, or none on earth.

    Parameters
    ----------
    near
        Where short Plus Codes are looked for; `None`: not known.
    """
    whole = _WHOLE.fullmatch(text)
    pair = (float(whole[1]), float(whole[2])) if whole else read_position(" ".join(text.split()), near)
    if pair is None or abs(pair[0]) > 90 or abs(pair[1]) > 180:
        return None
    return Point(longitude=pair[1], latitude=pair[0])


def area_of(workspace: Workspace) -> Area:
    """Where a place can be: around the outlines, else the station, else the homes."""
    bounds, station = VillageBook(workspace.villages()).bounds(), workspace.settings.station.point
    points = np.empty((0, 2))
    if bounds is None and station is None:
        with workspace.ledger() as ledger:
            points = points_of(home.address for home in ledger.households())
    return Area.of(bounds, points, station)


def may_lack_minus(place: Point) -> bool:
    """Whether a place of Indonesia lies north of the equator, as one does whose minus was lost."""
    return place.latitude > 0 and _WESTMOST < place.longitude < _EASTMOST
