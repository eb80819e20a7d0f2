"""The flat plane that the example area is drawn on: metres east and north of its middle, and back to degrees."""

import math

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

MIDDLE = (106.4415, -6.2045)
"""Longitude and latitude of the origin: the middle of Kecamatan Balaraja, rounded."""
METRES_PER_LATITUDE = 110_590.0
"""Length of a degree of latitude at 6° south (WGS 84), rounded to 10 m."""
METRES_PER_LONGITUDE = 111_320.0 * math.cos(math.radians(MIDDLE[1]))
NUM_DECIMALS = 6
"""Decimals of written degrees: 0.1 m, finer than any of this is meant."""


def to_degrees(points: FloatArray) -> FloatArray:
    """Metres, shape (n, 2), to (longitude, latitude), rounded as they are written."""
    scale = np.array([METRES_PER_LONGITUDE, METRES_PER_LATITUDE])
    return np.asarray(np.round(points / scale + np.array(MIDDLE), NUM_DECIMALS))


def to_metres(degrees: FloatArray) -> FloatArray:
    """(longitude, latitude), shape (n, 2), to metres east and north of the middle."""
    scale = np.array([METRES_PER_LONGITUDE, METRES_PER_LATITUDE])
    return np.asarray((np.asarray(degrees, dtype=np.float64) - np.array(MIDDLE)) * scale)


def stream(seed: int, *salt: int) -> np.random.Generator:
    """A stream of random numbers of its own for each step, so that changing one step leaves the others as they are."""
    return np.random.default_rng([seed, *salt])
