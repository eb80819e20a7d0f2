"""What lies between a door and a road: whether one walks from one to the other, and which roads are in sight of a door.

Nobody walks across a river, a canal, or a motorway on the ground, nor across a lake: its shore would be crossed twice (once is
a door, or a road, over the water itself). Walls, fences and railways rule a road out where another one is near on the
door's own side; where none is (a yard fenced all round, its gate not drawn), the nearest road is the door's own after all.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from inputs.roads.access import WALL
from inputs.roads.network import RoadNetwork
from inputs.roads.profile import segment_lines
from planner.domain.arrays import Bools, Int64s
from planner.domain.path import RoadLine

BEYOND_A_WALL = 100.0
"""Metres within which a road on a door's own side of a wall or a railway is its own, rather than the nearer one beyond."""

SIGHTS = 10.0
"""Metres between the points of a road that are tried for one in sight: one walks past the end of a pond or a fence."""

_Lines = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Barriers:
    """Lines on the ground, in local metres: never crossed, crossed but once, and crossed where there is nothing else."""

    never: shapely.STRtree
    once: shapely.STRtree
    seldom: shapely.STRtree

    def forbid(self, ways: _Lines) -> Bools:
        """Whether a straight walk leads over what nobody walks across, shape (n,)."""
        crossed, _ = self.never.query(ways, predicate="intersects")
        way, shore = self.once.query(ways, predicate="intersects")
        points = shapely.get_num_coordinates(shapely.intersection(ways[way], self.once.geometries.take(shore)))
        forbidden = np.bincount(way, weights=points, minlength=len(ways)) > 1
        forbidden[crossed] = True
        return np.asarray(forbidden)

    def hinder(self, ways: _Lines) -> Bools:
        """Whether a straight walk leads over a wall, a fence or a railway, shape (n,)."""
        hindered = np.zeros(len(ways), dtype=bool)
        hindered[self.seldom.query(ways, predicate="intersects")[0]] = True
        return hindered


def barriers_of(network: RoadNetwork) -> Barriers:
    """Barriers of a network."""

    def lines(found: list[RoadLine]) -> list[BaseGeometry]:
        return [shapely.LineString(network.plane.project(line.points)) for line in found]

    shores = [line for line in network.obstacles if line.road_class == "lake"]
    walls = [line for line in network.obstacles if line.road_class != "lake"]
    fast = segment_lines(network, np.flatnonzero(network.has_mark(WALL)))
    return Barriers(
        never=shapely.STRtree([*lines(list(network.waters)), *fast]),
        once=shapely.STRtree(lines(shores)),
        seldom=shapely.STRtree(lines(walls)),
    )


def in_sight(
    barriers: Barriers, roads: tuple[Int64s, shapely.STRtree], door: BaseGeometry, reach: float, *, over_walls: bool
) -> tuple[int, BaseGeometry, BaseGeometry] | None:
    """The nearest segment that one walks straight to: its number, its line, and the point on it; `None`: none.

    Parameters
    ----------
    roads
        Segments and their lines.
    reach
        Metres within which one is looked for.
    over_walls
        Whether walls, fences and railways are let pass.
    """
    segments, tree = roads
    numbers = np.sort(tree.query(door, predicate="dwithin", distance=reach))
    near = barriers.never.query(door, predicate="dwithin", distance=reach)
    west, south, east, north = shapely.bounds(door) + reach * np.array((-1, -1, 1, 1))
    within = shapely.clip_by_rect(tree.geometries.take(numbers), west, south, east, north)  # a ferry has kilometres
    # A road that crosses a river has a piece on either side.
    cut = shapely.difference(within, shapely.union_all(barriers.never.geometries.take(near)))
    pieces, owner = shapely.get_parts(cut, return_index=True)
    is_left = ~shapely.is_empty(pieces)  # a road may lie wholly on a river
    pieces, owner = pieces[is_left], owner[is_left]
    tried, piece = shapely.get_coordinates(shapely.segmentize(pieces, SIGHTS), return_index=True)
    ways = shapely.shortest_line(door, np.concatenate([pieces, shapely.points(tried)]))
    owner = np.concatenate([owner, owner[piece]])
    order = np.argsort(shapely.length(ways), kind="stable")
    order = order[shapely.length(ways[order]) <= reach]
    ways, owner = ways[order], owner[order]
    is_barred = barriers.forbid(ways) if over_walls else barriers.forbid(ways) | barriers.hinder(ways)
    if is_barred.all():
        return None
    best = int(np.argmin(is_barred))
    number = int(numbers[owner[best]])
    return int(segments[number]), tree.geometries[number], shapely.get_point(ways[best], 1)
