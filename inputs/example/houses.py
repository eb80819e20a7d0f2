"""Houses along the streets: rows of doors on both sides, closer in the cores, clear of other streets and of water."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from inputs.example.ground import BLOCKED, Ground
from inputs.example.network import Network
from planner.domain.arrays import Bools, Floats, Int64s

# Metres between doors on one side of a street; the closer values serve villages that would not hold their households.
_FRONTAGES = (9.0, 7.0, 5.5, 4.5)
# Metres from the middle of the street to the nearest doors.
_SETBACK = {"trunk": 13.0, "secondary": 10.5, "tertiary": 9.0, "path": 5.3, "footway": 5.3}
_CLEAR_OF_STREETS = 4.6
_CLEAR_OF_BARRIERS = 21.0
_APART = 4.2
_INSIDE = 4.0  # metres inside the village's border


@dataclass(slots=True)
class Houses:
    """Houses as arrays of one length.

    Attributes
    ----------
    points
        Metres in the plane, shape (n, 2).
    streets
        Index of the street at the door.
    along
        Rank along the street: edge number and share of the edge.
    weights
        How likely a house stands here.
    """

    points: Floats
    streets: Int64s
    along: Floats
    weights: Floats

    def __len__(self) -> int:
        return len(self.streets)

    def take(self, chosen: Bools | Int64s) -> "Houses":
        """Those chosen."""
        return Houses(self.points[chosen], self.streets[chosen], self.along[chosen], self.weights[chosen])


class HouseBuilder:
    """Places houses along the finished network.

    Parameters
    ----------
    network, ground
        Finished.
    rng
        All chance.
    """

    def __init__(self, network: Network, ground: Ground, rng: np.random.Generator) -> None:
        self._network, self._ground, self._rng = network, ground, rng
        edges = np.array([edge for edge in network.edges if edge is not None])
        is_barrier = np.array([street.is_barrier for street in network.streets])[edges[:, 2]]
        xy = np.array(network.xy)
        self._roads, barriers = edges[~is_barrier], edges[is_barrier]
        self._xy = xy
        self._road_tree = shapely.STRtree(shapely.linestrings(xy[self._roads[:, :2]]))
        self._barrier_tree = shapely.STRtree(shapely.linestrings(xy[barriers[:, :2]]))
        self._setback = np.array([_SETBACK.get(street.highway, 6.0) for street in network.streets])

    def build(self, outlines: Mapping[str, shapely.Polygon], households: Mapping[str, int]) -> dict[str, Houses]:
        """Village code to as many houses as asked for.

        Raises
        ------
        ValueError
            If a village has too few streets for its households; the sizes and the geography do not fit then.
        """
        built: dict[str, Houses] = {}
        for frontage in _FRONTAGES:
            missing = {code: households[code] for code in households if code not in built}
            if missing:
                built |= self._try(frontage, outlines, missing)
        if len(built) < len(households):
            raise ValueError(f"too few streets for the households of {sorted(set(households) - set(built))}")
        return {code: built[code] for code in households}

    def _try(
        self, frontage: float, outlines: Mapping[str, shapely.Polygon], households: Mapping[str, int]
    ) -> dict[str, Houses]:
        area = shapely.union_all([outlines[code] for code in households])
        doors = self._free(self._doors(frontage, area))
        found = {}
        for code, count in households.items():
            inside = outlines[code].buffer(-_INSIDE)
            shapely.prepare(inside)
            here = doors.take(shapely.contains_xy(inside, doors.points))
            if len(here) >= count:
                # The largest keys log w + Gumbel noise are a weighted sample without replacement.
                keys = np.log(here.weights) + self._rng.gumbel(size=len(here))
                found[code] = here.take(np.sort(np.argsort(-keys, kind="stable")[:count]))
        return found

    def _doors(self, frontage: float, area: shapely.Geometry) -> Houses:
        """Every place where a door could be, both sides of every street near the area."""
        middles = self._xy[self._roads[:, :2]].mean(axis=1)
        shapely.prepare(area)
        near = np.flatnonzero(shapely.contains_xy(area, middles))
        starts, ends = self._xy[self._roads[near, 0]], self._xy[self._roads[near, 1]]
        lengths = np.hypot(*(ends - starts).T)
        counts = np.floor(lengths / frontage + self._rng.random(len(near))).astype(int)
        edge = np.repeat(np.tile(np.arange(len(near)), 2), np.tile(counts, 2))
        side = np.repeat([1.0, -1.0], counts.sum())
        within = np.concatenate([np.arange(count) for count in np.tile(counts, 2)]) if len(near) else np.zeros(0)
        share = (within + self._rng.uniform(0.3, 0.7, len(edge))) / counts[edge]
        street = self._roads[near[edge], 2]
        across = np.column_stack([starts[:, 1] - ends[:, 1], ends[:, 0] - starts[:, 0]]) / lengths[:, None]
        offsets = side * (self._setback[street] + self._depth(len(edge)))
        points = starts[edge] + share[:, None] * (ends - starts)[edge] + across[edge] * offsets[:, None]
        return Houses(points, street, near[edge] + share, self._weights(points, street))

    def _depth(self, count: int) -> Floats:
        """Metres that a house stands back: most in the front row, some behind it."""
        front = self._rng.uniform(0, 5, count)
        return np.where(self._rng.random(count) < 0.14, front + self._rng.uniform(5, 11, count), front)

    def _weights(self, points: Floats, streets: Int64s) -> Floats:
        density = self._ground.density.at_all(points)
        is_estate = np.array([bool(street.block) for street in self._network.streets])[streets]
        weights = np.clip(0.15 + 1.6 * density, 0.02, 1.6)
        return np.where(is_estate, 5.0, np.where(density <= BLOCKED + 3, 0.02, weights))

    def _free(self, doors: Houses) -> Houses:
        """Doors clear of other streets, of rivers and the toll road, and of each other."""
        points = shapely.points(doors.points)
        _, to_street = self._road_tree.query_nearest(points, return_distance=True, all_matches=False)
        clash, _ = self._barrier_tree.query(points, predicate="dwithin", distance=_CLEAR_OF_BARRIERS)
        is_free = to_street >= _CLEAR_OF_STREETS
        is_free[clash] = False
        doors = doors.take(is_free)
        pairs = cKDTree(doors.points).query_pairs(_APART, output_type="ndarray")
        is_kept = np.ones(len(doors), dtype=bool)
        is_kept[pairs.max(axis=1)] = False
        return doors.take(is_kept)
