"""Where the positions of a file can be: catches latitude and longitude exchanged, and points far away."""

from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Floats
from planner.domain.place import Points

OUTLINE_MARGIN = 0.15
"""Degrees (about 17 km) around the outlines: families live at the edge, nobody is visited in the next province."""
MEDIAN_MARGIN = 1.0
"""Degrees (about 110 km) around the middle of the file where no outline is known."""
MIN_POINTS = 3
"""Fewest points whose middle says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A box of degrees; never a fixed country."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0

    @classmethod
    def of(cls, bounds: tuple[float, float, float, float] | None, points: Points) -> "Area":
        """The box around the outlines, or around the middle of the points."""
        if bounds is not None:
            west, south, east, north = bounds
            margin = OUTLINE_MARGIN
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
        """Index of each wrong point to its fault code: E1203 exchanged, E1204 no position on earth, E1205 far away."""
        longitudes, latitudes = points.T
        is_on_earth = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
        is_good = is_on_earth & self._holds(longitudes, latitudes)
        is_swapped = ~is_good & (np.abs(longitudes) <= 90) & self._holds(latitudes, longitudes)
        found = {}
        for at in np.flatnonzero(~is_good).tolist():
            found[at] = "E1203" if is_swapped[at] else "E1205" if is_on_earth[at] else "E1204"
        return found

    def _holds(self, longitudes: Floats, latitudes: Floats) -> Bools:
        is_inside: Bools = (
            (latitudes >= self.south) & (latitudes <= self.north) & (longitudes >= self.west) & (longitudes <= self.east)
        )
        return is_inside
