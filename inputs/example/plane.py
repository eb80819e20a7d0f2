"""The flat plane in which the example is drawn: metres around an origin, smooth curves, smooth noise."""

import math

import numpy as np
from scipy import ndimage

from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.place import METRES_PER_DEGREE

Spot = tuple[float, float]

ORIGIN = (106.442, -6.200)
_SHRINK = math.cos(math.radians(ORIGIN[1]))


def to_plane(longitude: float, latitude: float) -> Spot:
    """Metres east and north of the origin."""
    return ((longitude - ORIGIN[0]) * METRES_PER_DEGREE * _SHRINK, (latitude - ORIGIN[1]) * METRES_PER_DEGREE)


def to_degrees(points: Floats) -> Floats:
    """Longitude and latitude of points (n, 2), rounded to about 0.1 m."""
    scale = np.array([METRES_PER_DEGREE * _SHRINK, METRES_PER_DEGREE])
    return np.asarray(np.round(points / scale + np.array(ORIGIN), 6))


def smooth_curve(points: Floats, *, step: float) -> Floats:
    """Points about `step` metres apart on the centripetal-like (Catmull-Rom) curve through control points (k, 2)."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 33)[:-1, None]
    pieces = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        a, b, c = p2 - p0, 2 * p0 - 5 * p1 + 4 * p2 - p3, 3 * p1 - p0 - 3 * p2 + p3
        pieces.append(p1 + 0.5 * (a * t + b * t**2 + c * t**3))
    return even_steps(np.vstack([*pieces, points[-1:]]), step=step)


def even_steps(line: Floats, *, step: float) -> Floats:
    """The line with its points moved to equal spacing, as near to `step` metres as the length allows."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / step) + 1))
    return np.column_stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])])


def normals(line: Floats) -> Floats:
    """Unit vectors to the left of the line at each of its points."""
    tangent = np.gradient(line, axis=0)
    tangent /= np.hypot(tangent[:, 0], tangent[:, 1])[:, None]
    return np.column_stack([-tangent[:, 1], tangent[:, 0]])


def wander(line: Floats, rng: np.random.Generator, *, size: float, wave: float, step: float) -> Floats:
    """The line pushed sideways by smooth noise, fading to nothing at both ends.

    Parameters
    ----------
    size
        Standard deviation of the push, metres.
    wave
        Length over which the push changes, metres.
    step
        Spacing of the line's points, metres.
    """
    noise = ndimage.gaussian_filter1d(rng.standard_normal(len(line)), wave / step, mode="nearest")
    spread = float(noise.std())
    if len(line) < 4 or spread == 0:
        return line
    ends = np.minimum(1, np.minimum(np.arange(len(line)), np.arange(len(line))[::-1]) * step / wave)
    return np.asarray(line + normals(line) * (noise / spread * size * ends)[:, None])


class Raster:
    """A grid of values over the plane, read at any point by its cell.

    Attributes
    ----------
    values
        `values[row, column]`, rows from south to north.
    """

    def __init__(self, *, west: float, south: float, east: float, north: float, cell: float) -> None:
        self.west, self.south, self.cell = west, south, cell
        self.values = np.zeros((math.ceil((north - south) / cell) + 1, math.ceil((east - west) / cell) + 1))

    def at(self, x: float, y: float) -> float:
        """Value of the cell; the nearest cell's outside the grid."""
        row = min(max(int((y - self.south) / self.cell), 0), self.values.shape[0] - 1)
        column = min(max(int((x - self.west) / self.cell), 0), self.values.shape[1] - 1)
        return float(self.values[row, column])

    def at_all(self, points: Floats) -> Floats:
        """Values at points (n, 2)."""
        rows, columns, _ = self.cells(points)
        return np.asarray(self.values[rows, columns])

    def cells(self, points: Floats) -> tuple[Int64s, Int64s, Bools]:
        """Row and column of points (n, 2), the nearest ones' outside the grid, and whether they lie inside."""
        rows = np.floor((points[:, 1] - self.south) / self.cell).astype(np.int64)
        columns = np.floor((points[:, 0] - self.west) / self.cell).astype(np.int64)
        height, width = self.values.shape
        is_inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        return rows.clip(0, height - 1), columns.clip(0, width - 1), is_inside

    def centres(self) -> tuple[Floats, Floats]:
        """X and y of the cells' middles, each of the grid's shape."""
        rows, columns = self.values.shape
        x = self.west + (np.arange(columns) + 0.5) * self.cell
        y = self.south + (np.arange(rows) + 0.5) * self.cell
        grid_x, grid_y = np.meshgrid(x, y)
        return grid_x, grid_y


def smooth_noise(shape: tuple[int, int], rng: np.random.Generator, *, wave: float) -> Floats:
    """Smooth random values of unit variance; `wave` in cells."""
    coarse = max(1, int(wave / 3))
    small = rng.standard_normal((shape[0] // coarse + 3, shape[1] // coarse + 3))
    field = ndimage.gaussian_filter(small, wave / coarse, mode="wrap")
    fine = ndimage.zoom(field, coarse, order=1)[: shape[0], : shape[1]]
    return np.asarray(fine / fine.std())
