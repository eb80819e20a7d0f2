"""Where something is, in WGS 84 degrees: longitude first in every pair and array; and how many metres a degree has."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, Self

import numpy as np

from planner.domain.arrays import Floats

Points = Floats
"""Points of shape (n, 2): longitude in column 0, latitude in column 1."""

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG)."""

METRES_PER_DEGREE = EARTH_RADIUS * math.pi / 180
"""Of latitude, on the mean sphere: lengths of roads are measured with it. Of longitude: times the cosine of the latitude."""

DRAWN_METRES_PER_DEGREE = 111_320.0
"""A degree of the equator, 0.1 % more: maps are drawn and doors ranked with it; another number would draw every page anew."""


class Placed(Protocol):
    """Whatever knows its point: an address, a candidate, a stop on paper."""

    @property
    def longitude(self) -> float:
        """Degrees east."""
        ...

    @property
    def latitude(self) -> float:
        """Degrees north."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point on earth.

    Attributes
    ----------
    longitude
        Degrees east.
    latitude
        Degrees north.
    """

    longitude: float
    latitude: float

    @classmethod
    def of_row(cls, row: Floats) -> Self:
        """The point of a row of `Points`."""
        return cls(longitude=float(row[0]), latitude=float(row[1]))


def unit_digits(digits: str) -> str:
    """Digits of an RT or RW in their one form: `1`, `01` and `001` are `01`; only zeros are nothing."""
    return digits.lstrip("0").zfill(2) if digits.strip("0") else ""


def group_of(*, village: str, rw: str, rt: str) -> str:
    """Id of a neighbourhood unit: made and read here alone; empty where RT or RW is not known."""
    return _group(village, rw, rt)


def unit_of(group: str) -> tuple[str, str, str]:
    """Village, RW and RT of the id of a neighbourhood unit."""
    village, rw, rt = group.rsplit("/", 2)
    return village, rw, rt


@lru_cache(maxsize=4096)  # a few hundred units, asked for by tens of thousands of doors
def _group(village: str, rw: str, rt: str) -> str:
    return f"{village}/{unit_digits(rw)}/{unit_digits(rt)}" if rt and rw else ""


def points_of(places: Iterable[Placed]) -> Points:
    """Points of records, shape (n, 2), also for none."""
    return np.array([(place.longitude, place.latitude) for place in places], dtype=np.float64).reshape(-1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlane:
    """Metres east and north of the equator's zero, equirectangular.

    About the mean latitude of an area of 60 km near the equator it is wrong by less than 0.1 % in length, far less than the
    roads' own drawing.

    Attributes
    ----------
    latitude
        Degrees; the plane is true to scale near it.
    metres_per_degree
        Of latitude.
    """

    latitude: float
    metres_per_degree: float = METRES_PER_DEGREE

    def project(self, points: Points) -> Floats:
        """Points to metres (x, y), shape (n, 2)."""
        return np.asarray(points, dtype=np.float64) * self._scale()

    def unproject(self, metres: Floats) -> Points:
        """Metres (x, y) of shape (n, 2) to points."""
        return np.asarray(metres, dtype=np.float64) / self._scale()

    def _scale(self) -> Floats:
        return np.array([self.metres_per_degree * np.cos(np.radians(self.latitude)), self.metres_per_degree])


def lengths_on_earth(starts: Points, ends: Points) -> Floats:
    """Great-circle metres from each start to its end, shape (n,) (haversine formula)."""
    lon, lat, to_lon, to_lat = (np.radians(column) for column in (*starts.T, *ends.T))
    half = np.sin((to_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)


def hop_lengths(points: Points) -> Floats:
    """Great-circle metres between neighbours, shape (n - 1,)."""
    return lengths_on_earth(points[:-1], points[1:])


def bearing(start: Floats, end: Floats) -> float:
    """Compass degrees from one row of `Points` to another, 0 north, 90 east, in [0, 360)."""
    mean_latitude = np.radians((start[1] + end[1]) / 2)
    east, north = (end[0] - start[0]) * np.cos(mean_latitude), end[1] - start[1]
    return float(np.degrees(np.arctan2(east, north)) % 360)
