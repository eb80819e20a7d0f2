"""Where the positions of a file can be: catches coordinates exchanged, of the wrong half of the earth, at 0;0 and far away."""

from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Floats
from planner.domain.place import Point, Points

OUTLINE_MARGIN = 0.15
"""Degrees (about 17 km) around the outlines: families live at the edge, nobody is visited in the next province."""
MEDIAN_MARGIN = 1.0
"""Degrees (about 110 km) around the station, or the middle of the file, where no outline is known."""
MIN_POINTS = 3
"""Fewest points whose middle says anything."""

WHOLE = {"E1203": "E1221", "E1204": "E1222", "E1205": "E1223", "E1217": "E1224", "E1218": "E1225", "E1231": "E1231"}
"""Fault of one position to the fault of a whole column of them."""


def whole_column(wrong: dict[int, str], num_points: int) -> dict[str, list[int]]:
    """The faults that two positions, and half of all, have alike at least, with their indices: they are the column's."""
    members: dict[str, list[int]] = {}
    for at, code in wrong.items():
        members.setdefault(code, []).append(at)
    return {code: found for code, found in members.items() if len(found) >= 2 and 2 * len(found) >= num_points}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A box of degrees; never a fixed country."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0

    @classmethod
    def of(cls, bounds: tuple[float, float, float, float] | None, points: Points, station: Point | None = None) -> "Area":
        """The box around the outlines, else around the station, else around the middle of the points."""
        if bounds is not None:
            west, south, east, north = bounds
            margin = OUTLINE_MARGIN
        elif station is not None:
            (west, south), margin = (station.longitude, station.latitude), MEDIAN_MARGIN
            east, north = west, south
        else:
            valid = points[(np.abs(points[:, 0]) <= 180) & (np.abs(points[:, 1]) <= 90)]
            if len(valid) < MIN_POINTS:
                return cls()
            (west, south), margin = np.median(valid, axis=0).tolist(), MEDIAN_MARGIN
            north, east = south, west
        return cls(west=west - margin, south=south - margin, east=east + margin, north=north + margin)

    def text(self) -> str:
        """`-6.40…-6.00, 106.30…106.60`: latitudes, then longitudes."""
        return f"{self.south:.2f}…{self.north:.2f}, {self.west:.2f}…{self.east:.2f}"

    def faults(self, points: Points) -> dict[int, str]:
        """Index of each wrong point to its fault code.

        E1203 exchanged, E1217 a minus lost, E1218 at 0;0, E1204 no position on earth, E1205 far away.
        """
        longitudes, latitudes = points.T
        is_on_earth = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
        is_good = is_on_earth & self._holds(longitudes, latitudes)
        is_swapped = self._holds(latitudes, longitudes) | self._holds(latitudes, -longitudes)
        is_zero = (latitudes == 0) & (longitudes == 0)
        is_mirrored = (
            self._holds(longitudes, -latitudes) | self._holds(-longitudes, latitudes) | self._holds(-longitudes, -latitudes)
        )
        codes = np.select(
            [is_good, is_zero, is_mirrored, is_swapped, is_on_earth], ["", "E1218", "E1217", "E1203", "E1205"], default="E1204"
        )
        return {at: str(codes[at]) for at in np.flatnonzero(~is_good).tolist()}

    def _holds(self, longitudes: Floats, latitudes: Floats) -> Bools:
        is_inside: Bools = (
            (latitudes >= self.south) & (latitudes <= self.north) & (longitudes >= self.west) & (longitudes <= self.east)
        )
        return is_inside
