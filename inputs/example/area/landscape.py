"""What lies before the villages grow: the trunk road, the toll road and two rivers, as smooth curves."""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.example.area.flat import FloatArray, stream

STEP = 60.0
"""Metres between the points of a curve."""
TRUNK_NAME = "Jl. Raya Serang"
TOLL_NAME = "Tol Jakarta – Merak"
RIVER_NAMES = ("Ci Contoh", "Ci Sampel")
OVERHANG = 700.0
"""Metres that the great roads and the rivers run on beyond the villages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landscape:
    """Curves in metres.

    Attributes
    ----------
    region
        All villages together.
    links
        Roads from the ends of the trunk to the ends of the toll road, outside the villages.
    """

    region: BaseGeometry
    trunk: shapely.LineString
    toll: shapely.LineString
    links: tuple[shapely.LineString, ...]
    rivers: tuple[shapely.LineString, ...]

    @property
    def barriers(self) -> shapely.MultiLineString:
        """What lanes never cross."""
        return shapely.MultiLineString([self.toll, *self.links, *self.rivers])


def make_landscape(region: BaseGeometry, seed: int) -> Landscape:
    """Lay the curves across a region."""
    phases = stream(seed, 2).uniform(-0.4, 0.4, 8)
    west, south, east, north = region.bounds
    across = np.arange(west - OVERHANG, east + OVERHANG + STEP, STEP)
    along = np.arange(south - OVERHANG, north + OVERHANG + STEP, STEP)
    trunk = shapely.LineString(np.column_stack([across, _trunk(across, phases)]))
    toll = shapely.LineString(np.column_stack([across, _toll(across, phases)]))
    ends = ((trunk.coords[0], toll.coords[0]), (trunk.coords[-1], toll.coords[-1]))
    bends = [-1.0, 1.0]
    return Landscape(
        region=region,
        trunk=trunk,
        toll=toll,
        links=tuple(_link(start, end, bend) for (start, end), bend in zip(ends, bends, strict=True)),
        rivers=(
            shapely.LineString(np.column_stack([_west_river(along, phases), along])),
            shapely.LineString(np.column_stack([_east_river(along, phases), along])),
        ),
    )


def station_place(seed: int) -> FloatArray:
    """The station, metres: beside the trunk road between Tobat and Sentul Jaya, in every size of the example."""
    phases = stream(seed, 2).uniform(-0.4, 0.4, 8)
    east = np.array([350.0])
    return np.array([east[0], _trunk(east, phases)[0] + 22.0])


def _trunk(east: FloatArray, phases: FloatArray) -> FloatArray:
    return np.asarray(330 + 0.05 * east + 150 * np.sin(east / 1500 + phases[0]) + 45 * np.sin(east / 540 + phases[1]))


def _toll(east: FloatArray, phases: FloatArray) -> FloatArray:
    return np.asarray(-1720 + 0.07 * east + 130 * np.sin(east / 2100 + phases[2]))


def _west_river(north: FloatArray, phases: FloatArray) -> FloatArray:
    wide = 230 * np.sin(north / 900 + phases[3]) + 0.16 * north
    return np.asarray(-640 + wide + 70 * np.sin(north / 260 + phases[4]) + 22 * np.sin(north / 95 + phases[7]))


def _east_river(north: FloatArray, phases: FloatArray) -> FloatArray:
    wide = 180 * np.sin(north / 1050 + 2 + phases[5]) + 0.08 * north
    return np.asarray(2120 + wide + 60 * np.sin(north / 300 + phases[6]) + 20 * np.sin(north / 90 + phases[7]))


def _link(start: tuple[float, ...], end: tuple[float, ...], bend: float) -> shapely.LineString:
    """A slip road that swings outwards, so that it never meets what the villages build."""
    share = np.linspace(0.0, 1.0, 25)
    points = np.outer(1 - share, start[:2]) + np.outer(share, end[:2])
    points[:, 0] += bend * 160 * np.sin(np.pi * share)
    return shapely.LineString(points)
