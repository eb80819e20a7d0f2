"""Which segments and doors a closure shuts, and how much slower a slowdown makes each segment.

A segment is shut when it is named, of a named class, or touches a closed area: water on a part of it is water on the way. A
door is shut when it stands in a closed area, whatever road it is tied to. See `docs/concepts/closures.md`.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.roads.area import villages_outline
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import segment_lines
from planner.domain.arrays import Bools, Floats
from planner.domain.categories import ROAD_CLASSES
from planner.domain.records import Village
from planner.domain.scenario import Closure, Slowdown, Stretch
from planner.domain.spelling import spelling


class RoadMap:
    """The network with an index over its segments, for any number of closures."""

    def __init__(self, network: RoadNetwork, villages: Sequence[Village] = ()) -> None:
        self._network, self._villages = network, tuple(villages)
        self._lines: shapely.STRtree | None = None
        self._spelled: npt.NDArray[np.str_] | None = None

    def closed_segments(self, closures: Iterable[Closure]) -> frozenset[int]:
        """Segments of the network that some closure shuts."""
        is_closed = np.zeros(self._network.num_segments, dtype=bool)
        for closure in closures:
            is_closed |= self._named(closure)
            area = self.area([closure])
            if not area.is_empty:
                is_closed[self._tree().query(area, predicate="intersects")] = True
        return frozenset(np.flatnonzero(is_closed).tolist())

    def is_door_shut(self, closures: Iterable[Closure], points: Floats) -> Bools:
        """Which (longitude, latitude) doors, shape (n, 2), stand in a closed area."""
        area = self.area(closures)
        if area.is_empty:
            return np.zeros(len(points), dtype=bool)
        flat = self._network.plane.project(points)
        shapely.prepare(area)
        return np.asarray(shapely.intersects_xy(area, flat[:, 0], flat[:, 1]), dtype=bool)

    def factors(self, slowdowns: Iterable[Slowdown]) -> Floats:
        """How many times as long each segment takes, shape (m,), 1 where nothing is said."""
        factors = np.ones(self._network.num_segments)
        is_said = np.zeros(self._network.num_segments, dtype=bool)
        for slowdown in slowdowns:
            here = self._named(slowdown)
            if not (slowdown.streets or slowdown.road_classes):
                here = np.ones(self._network.num_segments, dtype=bool)
            factors[here] = np.where(is_said[here], np.maximum(factors[here], slowdown.factor), slowdown.factor)
            is_said |= here
        return factors

    def area(self, closures: Iterable[Closure]) -> BaseGeometry:
        """Union of the closed areas in local metres; empty where there are none."""
        shapes = [shape for closure in closures for shape in self._shapes(closure)]
        union: BaseGeometry = shapely.union_all(shapes) if shapes else shapely.GeometryCollection()
        return union

    def rings(self, closures: Iterable[Closure]) -> list[Floats]:
        """Outer rings of the closed areas, (longitude, latitude), for a map."""
        parts = [part for part in shapely.get_parts(self.area(closures)) if part.geom_type == "Polygon"]
        return [self._network.plane.unproject(np.asarray(part.exterior.coords)[:, :2]) for part in parts]

    def _shapes(self, closure: Closure) -> list[BaseGeometry]:
        plane = self._network.plane
        drawn = [shapely.make_valid(shapely.Polygon(plane.project(np.array(ring)))) for ring in closure.areas]
        outline = villages_outline([village for village in self._villages if village.code in closure.villages])
        if outline is not None:
            drawn.append(shapely.make_valid(shapely.transform(outline, plane.project)))
        if closure.river:
            wanted = spelling(closure.river)
            courses = [line.points for line in self._network.waters if spelling(line.name) == wanted]
            drawn += [shapely.LineString(plane.project(points)).buffer(closure.river_distance or 0) for points in courses]
        return drawn

    def _named(self, stretch: Stretch) -> Bools:
        network = self._network
        ids = [ROAD_CLASSES.index(name) for name in stretch.road_classes if name in ROAD_CLASSES]
        is_named = np.isin(network.classes, ids)
        if stretch.streets:
            if self._spelled is None:
                self._spelled = np.array([spelling(name) for name in network.names])
            wanted = np.flatnonzero(np.isin(self._spelled, [spelling(name) for name in stretch.streets]))
            is_named |= np.isin(network.name_ids, wanted)
        return np.asarray(is_named)

    def _tree(self) -> shapely.STRtree:
        if self._lines is None:
            self._lines = shapely.STRtree(segment_lines(self._network, np.arange(self._network.num_segments)))
        return self._lines
