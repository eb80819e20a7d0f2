"""Invented outlines of the villages: cells around the real centres with borders that wind like real ones."""

from collections.abc import Callable

import numpy as np
import shapely
from scipy import ndimage

from inputs.example.geography import VILLAGES
from inputs.example.plane import smooth_noise
from planner.domain.arrays import Floats

_REACH = 1300.0  # metres from a centre to the edge of the area
_STEP = 45.0  # metres between points of a border
_WAVE = 420.0  # metres; borders bend on this scale
_CELL = 35.0  # metres; grid of the push
_PUSH = 65.0  # metres that a border is pushed aside; small against the wave, so that no border crosses another


def village_outlines(rng: np.random.Generator) -> dict[str, shapely.Polygon]:
    """Code to outline in the plane, for all villages; together they fill the area without gap or overlap."""
    centres = shapely.MultiPoint([village.centre for village in VILLAGES])
    area = centres.buffer(_REACH).buffer(700).buffer(-1000).buffer(300)
    cells = shapely.voronoi_polygons(centres, extend_to=area)
    borders = shapely.unary_union([shapely.intersection(cell, area).boundary for cell in cells.geoms])
    push = _pusher(rng)
    winding = shapely.transform(shapely.segmentize(shapely.line_merge(borders), _STEP), push)
    faces = shapely.polygonize(list(shapely.get_parts(winding)))
    outlines = {}
    for village in VILLAGES:
        moved = shapely.Point(push(np.array([village.centre]))[0])
        outlines[village.code] = next(face for face in faces.geoms if face.contains(moved))
    return outlines


def _pusher(rng: np.random.Generator) -> Callable[[Floats], Floats]:
    """A smooth displacement of the plane; the same point always moves to the same point."""
    fields = [smooth_noise((400, 400), rng, wave=_WAVE / 2 / _CELL) for _ in range(2)]

    def push(points: Floats) -> Floats:
        at = points.T[::-1] / _CELL + 200
        moves = [ndimage.map_coordinates(field, at, order=1, mode="nearest") for field in fields]
        return np.asarray(points + _PUSH * np.column_stack(moves))

    return push
