"""The lanes of the example's hamlets: short ways with some loops, so that blocks are irregular and ends are dead."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay, KDTree
from shapely.geometry.base import BaseGeometry

from inputs.example.area.flat import BoolArray, FloatArray, IntArray, stream
from inputs.example.area.roads_points import CROSS_STREET, LanePoints

MAX_LANE = 105.0
"""Metres; a longer way would be a road through fields, which the main roads are for."""
LOOP_SHARE = 0.42
"""Share of the short extra ways that are kept: about a fifth of all ends stay dead, as in mapped kampung."""
MOUTH_SHARE = 0.18
"""Share of the extra ways to a main road that are kept; each hamlet has a few mouths, not one every 40 m."""
MOUTH_COST = 2.2
BETWEEN_COST = 2.0
ALONG_COST, ASKEW_COST = 0.4, 4.0
"""Rows of an estate are built first, diagonals last."""
TOUCH = 0.03
"""Share of a lane at its ends that may touch what it begins at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Straight candidate ways between points; `points` are lane crossings first, then main road points."""

    points: FloatArray
    hamlet: IntArray
    grid: IntArray
    tail: IntArray
    head: IntArray

    @property
    def lengths(self) -> FloatArray:
        """Metres, shape (m,)."""
        return np.asarray(np.hypot(*(self.points[self.tail] - self.points[self.head]).T))


def lay_lanes(
    lanes: LanePoints, main_points: FloatArray, main: BaseGeometry, barriers: BaseGeometry, seed: int
) -> tuple[IntArray, IntArray]:
    """Ways that are built, as pairs of points: crossings 0 … n - 1, then main road points.

    Main road points count as connected with each other. No way crosses a river, the toll road or a main road.
    """
    rng = stream(seed, 6)
    ways = _candidates(lanes, main_points, main, barriers)
    is_mouth = ways.hamlet[ways.head] < 0
    is_along, is_askew = _estate_ways(ways)
    is_between = ~is_mouth & (ways.hamlet[ways.tail] != ways.hamlet[ways.head])
    costs = ways.lengths * np.select(
        [is_mouth, is_along, is_askew, is_between], [MOUTH_COST, ALONG_COST, ASKEW_COST, BETWEEN_COST], 1
    )
    in_tree = _tree(ways, costs, len(lanes.points))
    chance = np.select([is_mouth, is_along, is_askew, is_between], [MOUTH_SHARE, 1.0, 0.0, 0.15], LOOP_SHARE)
    is_loop = _is_lonely(ways) & (ways.lengths < 70) & (rng.random(len(chance)) < chance)
    keep = in_tree | is_loop
    return ways.tail[keep], ways.head[keep]


def _candidates(lanes: LanePoints, main_points: FloatArray, main: BaseGeometry, barriers: BaseGeometry) -> Ways:
    """Delaunay edges that are short, begin in a hamlet, and cross nothing."""
    num_lanes = len(lanes.points)
    points = np.concatenate([lanes.points, main_points])
    corners = Delaunay(points).simplices
    pairs = np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), axis=1)
    pairs = np.unique(pairs, axis=0).astype(np.int64)
    pairs = pairs[pairs[:, 0] < num_lanes]
    ends = points[pairs]
    pairs = pairs[np.hypot(*(ends[:, 0] - ends[:, 1]).T) < MAX_LANE]
    ends = points[pairs]
    inner = np.stack([ends[:, 0], ends[:, 1]], axis=1)
    gap = (ends[:, 1] - ends[:, 0]) * TOUCH
    inner[:, 0] += gap
    inner[:, 1] -= gap
    tree = shapely.STRtree([*shapely.get_parts(main), *shapely.get_parts(barriers)])
    crossing = np.unique(tree.query(shapely.linestrings(inner), predicate="intersects")[0])
    pairs = np.delete(pairs, crossing, axis=0)
    return Ways(
        points=points,
        hamlet=np.concatenate([lanes.hamlet, np.full(len(main_points), -1)]),
        grid=np.concatenate([lanes.grid, np.full((len(main_points), 2), -1)]),
        tail=pairs[:, 0],
        head=pairs[:, 1],
    )


def _estate_ways(ways: Ways) -> tuple[BoolArray, BoolArray]:
    """Which ways run along the grid of an estate where a street is wanted, and which do not."""
    is_inside = (ways.hamlet[ways.tail] == ways.hamlet[ways.head]) & (ways.grid[ways.tail, 0] >= 0)
    steps = np.abs(ways.grid[ways.tail] - ways.grid[ways.head])
    is_row = (steps[:, 0] == 0) & (steps[:, 1] == 1)
    is_street = (steps[:, 0] == 1) & (steps[:, 1] == 0) & (ways.grid[ways.tail, 1] % CROSS_STREET == 0)
    is_along = is_inside & (is_row | is_street)
    return is_along, is_inside & ~is_along


def _tree(ways: Ways, costs: FloatArray, num_lanes: int) -> BoolArray:
    """Which ways the cheapest spanning tree takes; all main road points are one."""
    tail, head = ways.tail, np.minimum(ways.head, num_lanes)
    order = np.argsort(costs, kind="stable")
    keys, first = np.unique((tail * (num_lanes + 1) + head)[order], return_index=True)
    cheapest = order[first]
    shape = (num_lanes + 1, num_lanes + 1)
    tree = minimum_spanning_tree(csr_array((costs[cheapest], (tail[cheapest], head[cheapest])), shape=shape)).tocoo()
    is_taken = np.isin(keys, tree.coords[0].astype(np.int64) * (num_lanes + 1) + tree.coords[1])
    found = np.zeros(len(costs), dtype=bool)
    found[cheapest[is_taken]] = True
    return found


def _is_lonely(ways: Ways) -> BoolArray:
    """Whether nobody else is in the circle over a way (Gabriel graph): no way squeezes past another crossing."""
    middle = (ways.points[ways.tail] + ways.points[ways.head]) / 2
    reach, _ = KDTree(ways.points).query(middle, k=3)
    return np.asarray(np.asarray(reach)[:, 2] >= ways.lengths / 2 - 1e-6)
