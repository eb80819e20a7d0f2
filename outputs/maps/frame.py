"""Where degrees fall on paper: a local equirectangular projection into a frame in millimetres."""

from dataclasses import dataclass

import numpy as np

from outputs.itinerary.model import Bounds
from planner.domain.arrays import Floats
from planner.domain.place import DRAWN_METRES_PER_DEGREE, Points

MIN_SPAN = 250.0
"""Metres across the map of a single door, so that it still shows the lane it lies in."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A map frame.

    Attributes
    ----------
    width, height
        Millimetres.
    centre
        (longitude, latitude) in the middle of the frame.
    scale
        Millimetres of paper per metre of ground.
    """

    width: float
    height: float
    centre: tuple[float, float]
    scale: float

    def project(self, points: Points) -> Floats:
        """Millimetres from the frame's top left corner, x right and y down, shape (k, 2)."""
        per_degree = DRAWN_METRES_PER_DEGREE * self.scale
        shrink = np.cos(np.radians(self.centre[1]))
        offset = np.asarray(points, dtype=np.float64) - np.array(self.centre)
        on_paper: Floats = offset * [per_degree * shrink, -per_degree] + [self.width / 2, self.height / 2]
        return on_paper

    def unproject(self, x: float, y: float) -> tuple[float, float]:
        """(longitude, latitude) of a point on paper."""
        per_degree = DRAWN_METRES_PER_DEGREE * self.scale
        shrink = float(np.cos(np.radians(self.centre[1])))
        lon, lat = self.centre
        return lon + (x - self.width / 2) / per_degree / shrink, lat - (y - self.height / 2) / per_degree

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north of the frame in degrees."""
        half_lat = self.height / 2 / self.scale / DRAWN_METRES_PER_DEGREE
        half_lon = self.width / 2 / self.scale / DRAWN_METRES_PER_DEGREE / float(np.cos(np.radians(self.centre[1])))
        lon, lat = self.centre
        return lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat


def frame_around(points: Points, *, width: float, height: float, margin: float, min_span: float = MIN_SPAN) -> Frame:
    """The frame that shows all points at the largest scale, `margin` millimetres from its edges."""
    low, high = points.min(axis=0), points.max(axis=0)
    lon, lat = (low + high) / 2
    spans = (high - low) * DRAWN_METRES_PER_DEGREE * [np.cos(np.radians(lat)), 1.0]
    scale = min((width - 2 * margin) / max(spans[0], min_span), (height - 2 * margin) / max(spans[1], min_span))
    return Frame(width=width, height=height, centre=(float(lon), float(lat)), scale=float(scale))
