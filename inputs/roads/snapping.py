"""Places on the road: the nearest point on any segment that a profile may use, and the walk from there to the door."""

from dataclasses import dataclass

import numpy as np
import shapely

from inputs.roads.profile import ProfileRoads
from planner.domain.arrays import Bools, Floats, Int64s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Points tied to the roads of one profile.

    Attributes
    ----------
    profile
        Name of the profile.
    points, snapped
        (longitude, latitude) of the doors and of their points on the road, shape (n, 2).
    access_distance
        Metres between the two, shape (n,).
    is_near
        Not farther from a road than the settings allow, shape (n,). A place that is not near is
        unreachable in every matrix; it is for the caller to report.
    segment
        Segment of the network, shape (n,).
    position
        Index of the segment among the profile's own, shape (n,).
    fraction
        How far along the segment from its tail, 0 to 1, shape (n,).
    """

    profile: str
    points: Floats
    snapped: Floats
    access_distance: Floats
    is_near: Bools
    segment: Int64s
    position: Int64s
    fraction: Floats

    @property
    def num_places(self) -> int:
        """Number of places."""
        return len(self.points)


def snap(roads: ProfileRoads, profile: str, points: Floats, *, max_distance: float) -> Places:
    """Tie (longitude, latitude) points of shape (n, 2) to the nearest points on the profile's roads.

    Raises
    ------
    ValueError
        If a point is not finite.
    """
    points = np.array(points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError(f"point {int(np.flatnonzero(~np.isfinite(points).all(axis=1))[0])} has no position")
    plane = roads.network.plane
    doors = shapely.points(plane.project(points))
    found, lines = roads.tree.query_nearest(doors, all_matches=True)
    # Of equally near segments the first one counts, so that the same file always gives the same place.
    order = np.lexsort((lines, found))
    _, first = np.unique(found[order], return_index=True)
    position = lines[order][first].astype(np.int64)
    nearest = roads.tree.geometries.take(position)
    along = shapely.line_locate_point(nearest, doors)
    on_road = shapely.line_interpolate_point(nearest, along)
    lengths = shapely.length(nearest)
    distance = shapely.distance(doors, on_road)
    return Places(
        profile=profile,
        points=points,
        snapped=plane.unproject(shapely.get_coordinates(on_road)),
        access_distance=distance,
        is_near=distance <= max_distance,
        segment=roads.segments[position],
        position=position,
        fraction=np.divide(along, lengths, out=np.zeros_like(along), where=lengths > 0),
    )
