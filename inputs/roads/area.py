"""The piece of the world to keep of a road file: an outline or a bounding box, with a margin in metres."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planner.domain.arrays import Bools, Floats
from planner.domain.place import LocalPlane
from planner.domain.records import Village

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

AreaLike = Bounds | BaseGeometry
"""A bounding box in degrees, or a shapely polygon or multipolygon in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A polygon in degrees, margin included, prepared for many questions."""

    shape: BaseGeometry
    bounds: Bounds

    def covers(self, points: Floats) -> Bools:
        """Which (longitude, latitude) points lie inside, shape (k,)."""
        west, south, east, north = self.bounds
        lon, lat = points[:, 0], points[:, 1]
        near = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        near[near] = shapely.intersects_xy(self.shape, lon[near], lat[near])
        return np.asarray(near)


def make_area(area: AreaLike, *, margin: int = 0) -> Area:
    """Prepare an area, grown by `margin` metres on every side.

    Raises
    ------
    ValueError
        If the area is empty or its corners are not in order.
    """
    shape = area if isinstance(area, BaseGeometry) else shapely.box(*_in_order(area))
    if shape.is_empty:
        raise ValueError("the area is empty")
    plane = LocalPlane(latitude=(shape.bounds[1] + shape.bounds[3]) / 2)
    flat = shapely.transform(shape, plane.project)
    grown = shapely.transform(flat.buffer(margin) if margin else flat, plane.unproject)
    shapely.prepare(grown)
    west, south, east, north = grown.bounds
    return Area(shape=grown, bounds=(west, south, east, north))


def villages_outline(villages: Iterable[Village]) -> BaseGeometry | None:
    """Union of the villages' outlines; `None` where none is known."""
    polygons = [shapely.Polygon(rings[0], rings[1:]) for village in villages for rings in village.outline if rings]
    return shapely.union_all([shapely.make_valid(polygon) for polygon in polygons]) if polygons else None


def _in_order(bounds: Bounds) -> Bounds:
    west, south, east, north = bounds
    if west >= east or south >= north:
        raise ValueError(f"bounds are {bounds}, expected west < east and south < north")
    return bounds
