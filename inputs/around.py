"""A ring around doors, for areas that somebody names instead of drawing them."""

import numpy as np
import shapely

from planner.domain.place import DRAWN_METRES_PER_DEGREE, Points
from planner.domain.scenario import Ring

MARGIN = 30.0
"""Metres beyond the outermost doors: their lane belongs to the area."""


def ring_around(points: Points, *, margin: float = MARGIN) -> Ring:
    """The smallest area without dents around (longitude, latitude) points, shape (n, 2), and a margin in metres.

    Raises
    ------
    ValueError
        If there is no point.
    """
    if not len(points):
        raise ValueError("no points, expected at least one")
    middle = np.asarray(points, dtype=np.float64).mean(axis=0)
    per_degree = DRAWN_METRES_PER_DEGREE * np.array([np.cos(np.radians(middle[1])), 1.0])
    area = shapely.MultiPoint((points - middle) * per_degree).convex_hull.buffer(margin, quad_segs=2)
    corners = shapely.get_coordinates(area.exterior) / per_degree + middle
    return tuple((float(longitude), float(latitude)) for longitude, latitude in corners)
