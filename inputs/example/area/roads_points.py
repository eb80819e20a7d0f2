"""Where lanes of the example cross: scattered like seed in a kampung, on a turned grid in an estate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.example.area.flat import FloatArray, IntArray, stream
from inputs.example.area.hamlets import SPACING, Hamlet

ROAD_ROOM = 27.0
"""Metres kept free beside main roads, so that no lane runs along one."""
HAMLET_ROOM = 30.0
GRID = (46.0, 30.0)
"""Metres between crossings along a row of an estate and between its rows: two houses back to back."""
CROSS_STREET = 3
"""Every how many columns of an estate a street crosses the rows."""
MAX_DARTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePoints:
    """Crossings of lanes.

    Attributes
    ----------
    points
        Metres, shape (n, 2).
    hamlet
        Hamlet of each, shape (n,).
    grid
        Row and column in the grid of an estate, shape (n, 2); -1 in a kampung.
    """

    points: FloatArray
    hamlet: IntArray
    grid: IntArray


def scatter(hamlets: Sequence[Hamlet], main: BaseGeometry, seed: int) -> LanePoints:
    """Place the crossings of all hamlets; a later hamlet keeps clear of the earlier ones."""
    rng = stream(seed, 5)
    taken: BaseGeometry = main.buffer(ROAD_ROOM, quad_segs=3)
    points, owners, grids = [], [], []
    for number, hamlet in enumerate(hamlets):
        room = hamlet.blob.difference(taken)
        found, grid = _rows(hamlet, room) if hamlet.is_estate else _darts(hamlet, room, rng)
        points.append(found)
        grids.append(grid)
        owners.append(np.full(len(found), number))
        taken = taken.union(hamlet.blob.buffer(HAMLET_ROOM))
    return LanePoints(points=np.concatenate(points), hamlet=np.concatenate(owners), grid=np.concatenate(grids))


def _darts(hamlet: Hamlet, room: BaseGeometry, rng: np.random.Generator) -> tuple[FloatArray, IntArray]:
    """Points thrown at random and kept where no earlier one is near (Poisson disc sampling)."""
    found = np.empty((hamlet.num_crossings, 2))
    count = 0
    if not room.is_empty:
        west, south, east, north = room.bounds
        darts = rng.uniform((west, south), (east, north), (MAX_DARTS * hamlet.num_crossings, 2))
        for dart in darts[shapely.contains_xy(room, darts)]:
            gaps = found[:count] - dart
            if count < len(found) and not (np.einsum("ij,ij->i", gaps, gaps) < SPACING**2).any():
                found[count] = dart
                count += 1
    return found[:count], np.full((count, 2), -1)


def _rows(hamlet: Hamlet, room: BaseGeometry) -> tuple[FloatArray, IntArray]:
    """A grid turned as the estate lies; what does not fit in is left out."""
    reach = 25
    columns, rows = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    flat = np.column_stack([columns.ravel() * GRID[0], rows.ravel() * GRID[1]])
    cos, sin = np.cos(hamlet.turn), np.sin(hamlet.turn)
    points = flat @ np.array([[cos, sin], [-sin, cos]]) + np.array(hamlet.middle)
    is_in = shapely.contains_xy(room, points)
    grid = np.column_stack([rows.ravel(), columns.ravel()]) + reach
    return points[is_in], grid[is_in]
