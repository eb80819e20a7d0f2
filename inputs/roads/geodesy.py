"""Metres and bearings between degrees: great circles for lengths, a local plane for snapping.

The plane is equirectangular about the mean latitude of the area: over an area of 60 km near the equator it is
wrong by less than 0.1 % in length, far less than the roads' own drawing.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG)."""

METRES_PER_DEGREE = EARTH_RADIUS * np.pi / 180


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPlane:
    """Metres east and north of the equator's zero, true to scale near `latitude` (degrees)."""

    latitude: float

    def project(self, points: FloatArray) -> FloatArray:
        """(longitude, latitude) degrees of shape (k, 2) to metres (x, y)."""
        return np.asarray(points, dtype=np.float64) * self._scale()

    def unproject(self, points: FloatArray) -> FloatArray:
        """Metres (x, y) of shape (k, 2) to (longitude, latitude) degrees."""
        return np.asarray(points, dtype=np.float64) / self._scale()

    def _scale(self) -> FloatArray:
        return np.array([METRES_PER_DEGREE * np.cos(np.radians(self.latitude)), METRES_PER_DEGREE])


def hop_lengths(points: FloatArray) -> FloatArray:
    """Great-circle metres between neighbours of (longitude, latitude) points, shape (k - 1,)."""
    lon, lat = np.radians(points[:, 0]), np.radians(points[:, 1])
    half = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[:-1]) * np.cos(lat[1:]) * np.sin(np.diff(lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)


def bearing(start: FloatArray, end: FloatArray) -> float:
    """Compass degrees from one (longitude, latitude) point to another, 0 north, 90 east, in [0, 360)."""
    mean_latitude = np.radians((start[1] + end[1]) / 2)
    east, north = (end[0] - start[0]) * np.cos(mean_latitude), end[1] - start[1]
    return float(np.degrees(np.arctan2(east, north)) % 360)
