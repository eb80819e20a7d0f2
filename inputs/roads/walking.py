"""Which road a place is on, and how far one walks from there to where a profile comes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.roads.access import BESIDE, CLOSED, NO_STOP, node_states_of, states_of
from inputs.roads.barring import BEYOND_A_WALL, Barriers, barriers_of, in_sight
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import ProfileRoads, segment_lines
from inputs.roads.weights import cheapest_graph
from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.categories import ROAD_CLASSES

PATH_LEAD = 30.0
"""Metres by which a path that a profile does not use must be nearer than a street, to be what a home is on."""

_PATHS = tuple(ROAD_CLASSES.index(name) for name in ("path", "footway", "pedestrian", "steps"))

_Lines = npt.NDArray[np.object_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Walks:
    """Roads that homes are on, what nobody walks across, and the walks to a profile's roads."""

    roads: ProfileRoads
    max_distance: float

    @cached_property
    def streets(self) -> tuple[Int64s, shapely.STRtree]:
        """Segments that a home of a profile is on: its own, and streets closed to it."""
        network = self.roads.network
        is_path = np.isin(network.classes, _PATHS)
        return _tree(network, self._may_stop & (self.roads.may_use | ~is_path))

    @cached_property
    def paths(self) -> tuple[Int64s, shapely.STRtree]:
        """Paths that the profile does not use, without those that only accompany or cross a street."""
        network = self.roads.network
        is_path = np.isin(network.classes, _PATHS)
        return _tree(network, self._may_stop & is_path & ~self.roads.may_use & ~network.has_mark(BESIDE))

    @cached_property
    def barriers(self) -> Barriers:
        """Lines that nobody walks across."""
        return barriers_of(self.roads.network)

    def to_the_road(self, segment: Int64s, fraction: Floats) -> tuple[Floats, Int64s, Floats]:
        """Metres along the roads to the nearest end of a segment of the profile; its position (-1: none) and fraction there."""
        network = self.roads.network
        distance, source = self._from_nodes
        ends = np.column_stack([network.tail, network.head])[segment]
        lengths = network.lengths[segment]
        ways = distance[ends] + np.column_stack([lengths * fraction, lengths * (1 - fraction)])
        ways[~self._is_walked[segment]] = np.inf
        side = ways.argmin(axis=1)
        best = ways[np.arange(len(ways)), side]
        node = source[ends[np.arange(len(ends)), side]]
        is_found = np.isfinite(best)
        position = np.where(is_found, self._position_at[np.maximum(node, 0)], -1)
        at_head = network.head[self.roads.segments[np.maximum(position, 0)]] == node
        return np.where(is_found, best, 0.0), position, np.where(position >= 0, at_head.astype(float), 0.0)

    @cached_property
    def _may_stop(self) -> Bools:
        return ~self.roads.network.has_mark(NO_STOP)

    @cached_property
    def _is_walked(self) -> Bools:
        """Segments that one walks along to reach a door, shape (m,)."""
        network = self.roads.network
        is_shut = node_states_of(network.node_access, "foot") == CLOSED
        is_open = (states_of(network.access, "foot") != CLOSED).any(axis=1)
        is_walked: Bools = is_open & self._may_stop & ~is_shut[network.tail] & ~is_shut[network.head]
        return is_walked

    @cached_property
    def _from_nodes(self) -> tuple[Floats, Int64s]:
        """Metres from each node of the network to the nearest one that the profile comes to, and that node."""
        network = self.roads.network
        here = np.unique(np.concatenate([network.tail[self._stopped], network.head[self._stopped]]))
        walked = np.flatnonzero(self._is_walked & (self.roads.positions < 0))
        if not len(walked) or not len(here):
            distance = np.full(network.num_nodes, np.inf)
            distance[here] = 0
            return distance, np.arange(network.num_nodes)
        tail, head, lengths = network.tail[walked], network.head[walked], np.maximum(network.lengths[walked], 1e-3)
        graph = cheapest_graph(
            np.concatenate([tail, head]), np.concatenate([head, tail]), np.concatenate([lengths, lengths]), network.num_nodes
        )
        distance, _, source = scipy.sparse.csgraph.dijkstra(
            graph, indices=here, min_only=True, return_predecessors=True, limit=self.max_distance
        )
        return np.asarray(distance), np.asarray(source, dtype=np.int64)

    @cached_property
    def _stopped(self) -> Int64s:
        """Segments of the profile where it may stop."""
        segments = self.roads.segments
        return np.asarray(segments[self._may_stop[segments]])

    @cached_property
    def _position_at(self) -> Int64s:
        """Position of a segment where the profile may stop at each node, of the largest part there, -1: none."""
        network, at = self.roads.network, np.full(self.roads.network.num_nodes, -1, dtype=np.int64)
        positions = self.roads.positions[self._stopped]
        order = np.argsort(-self.roads.part[positions], kind="stable")
        at[network.tail[self._stopped[order]]] = positions[order]
        at[network.head[self._stopped[order]]] = positions[order]
        return at


def own_roads(walks: Walks, doors: _Lines, *, max_distance: float) -> tuple[Int64s, _Lines, _Lines]:
    """Segment that each door is on, -1 where a wall lies before every one; its line, and the point on it that is nearest."""
    segment, lines, distance = _nearest(*walks.streets, doors)
    paths, tree = walks.paths
    if len(paths):
        path, path_lines, path_distance = _nearest(paths, tree, doors)
        is_on_path = path_distance + PATH_LEAD < distance
        segment, lines = np.where(is_on_path, path, segment), np.where(is_on_path, path_lines, lines)
    on_road = shapely.line_interpolate_point(lines, shapely.line_locate_point(lines, doors))
    ways = shapely.shortest_line(doors, on_road)
    is_forbidden, is_hindered = walks.barriers.forbid(ways), walks.barriers.hinder(ways)
    for door in np.flatnonzero(is_forbidden | is_hindered).tolist():
        found = _in_sight(walks, doors[door], max_distance, is_forbidden=bool(is_forbidden[door]))
        if found is not None:
            segment[door], lines[door], on_road[door] = found
        elif is_forbidden[door]:
            segment[door] = -1
    return segment, lines, on_road


def _in_sight(
    walks: Walks, door: BaseGeometry, max_distance: float, *, is_forbidden: bool
) -> tuple[int, BaseGeometry, BaseGeometry] | None:
    """The nearest segment on a door's own side; `None`: none, or the nearest of all is its own after all."""
    tries = [(min(BEYOND_A_WALL, max_distance), False)]
    if is_forbidden:
        tries += [(max_distance, False), (max_distance, True)]
    for reach, over_walls in tries:
        for roads in (walks.streets, walks.paths):
            found = in_sight(walks.barriers, roads, door, reach, over_walls=over_walls)
            if found is not None:
                return found
    return None


def _nearest(segments: Int64s, tree: shapely.STRtree, doors: _Lines) -> tuple[Int64s, _Lines, Floats]:
    found, lines = tree.query_nearest(doors, all_matches=True)
    # Of equally near segments the first one counts, so that the same file always gives the same place.
    order = np.lexsort((lines, found))
    _, first = np.unique(found[order], return_index=True)
    chosen = lines[order][first]
    nearest = tree.geometries.take(chosen)
    return segments[chosen], nearest, shapely.distance(doors, nearest)


def _tree(network: RoadNetwork, keep: Bools) -> tuple[Int64s, shapely.STRtree]:
    segments = np.flatnonzero(keep & network.has_extent)
    return segments, shapely.STRtree(segment_lines(network, segments) if len(segments) else [])
