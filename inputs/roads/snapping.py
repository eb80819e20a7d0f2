"""Places on the road: the nearest point of a place's own road, and the walk from there to the door.

A place is tied to the nearest road that homes are on, whether the profile may use it or not, and never to one that a river or a
motorway lies before. Where the profile does not come onto that road, the rest is walked along the roads to where it does come
(the walk is part of the access); where no such walk is short enough, the place is unreachable, never moved to another road.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from inputs.roads.profile import ProfileRoads
from inputs.roads.walking import Walks, own_roads
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
        Metres on foot between the two, shape (n,).
    is_near
        Not farther on foot from a road that the profile uses than the settings allow, shape (n,). A place that is not near is
        unreachable in every matrix; it is for the caller to report.
    segment
        Segment of the network that the place is on, shape (n,).
    position
        Index of the segment where the profile comes closest, among the profile's own, shape (n,).
    fraction
        How far along that segment from its tail, 0 to 1, shape (n,).
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


def snap(roads: ProfileRoads, profile: str, points: Floats, *, walks: Walks, max_distance: float) -> Places:
    """Tie (longitude, latitude) points of shape (n, 2) to the roads.

    Parameters
    ----------
    walks
        Of the profile, see `walking`.

    Raises
    ------
    ValueError
        If a point is not finite.
    """
    points = np.array(points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError(f"point {int(np.flatnonzero(~np.isfinite(points).all(axis=1))[0])} has no position")
    plane = roads.network.plane
    doors = np.asarray(shapely.points(plane.project(points)), dtype=object)
    segment, nearest, on_road = own_roads(walks, doors, max_distance=max_distance)
    along = shapely.line_locate_point(nearest, on_road)
    lengths = shapely.length(nearest)
    distance = shapely.distance(doors, on_road)
    fraction = np.divide(along, lengths, out=np.zeros_like(along), where=lengths > 0)
    snapped = plane.unproject(shapely.get_coordinates(on_road))
    is_tied = segment >= 0
    position = np.where(is_tied, roads.positions[segment], -1)
    far = np.flatnonzero(is_tied & (position < 0))
    if len(far):
        walked, position[far], fraction[far] = walks.to_the_road(segment[far], fraction[far])
        distance[far] += walked
        is_found = position[far] >= 0
        came = roads.segments[position[far][is_found]]
        ends = np.where(fraction[far][is_found] > 0, roads.network.head[came], roads.network.tail[came])
        snapped[far[is_found]] = roads.network.nodes[ends]
    return Places(
        profile=profile,
        points=points,
        snapped=snapped,
        access_distance=distance,
        is_near=(position >= 0) & is_tied & (distance <= max_distance),
        segment=np.maximum(segment, 0),
        position=np.maximum(position, 0),
        fraction=fraction,
    )
