"""Lays areas side by side: each turned so that the roads over a border are the same on both sides.

Every area has the same bones (rivers, trunk road, village borders). A tile beside another is its mirror image across
their border, so what leaves one area enters the next at the same point; lanes, homes and people differ.
"""

from dataclasses import dataclass, replace

import numpy as np

from inputs.example.network import Network
from inputs.example.plane import Spot, to_degrees, to_plane
from planner.domain.arrays import Floats

STRIP = 1500.0
"""Metres of a neighbour's roads that an area's own files hold; a workspace keeps roads to 1,000 m around its outline."""

Box = tuple[float, float, float, float]
"""West, south, east and north end, metres in the plane."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Where an area lies: column from the west, row from the north, both from 0."""

    column: int
    row: int
    box: Box

    @property
    def is_mirrored(self) -> bool:
        """Whether left and right have changed places, and with them the side on which traffic keeps."""
        return (self.column + self.row) % 2 == 1

    def degrees(self, points: Floats) -> Floats:
        """Longitude and latitude of points (n, 2) of the area's own plane."""
        west, south, east, north = self.box
        x, y = points[:, 0], points[:, 1]
        x = (west + east - x if self.column % 2 else x) + self.column * (east - west)
        y = (south + north - y if self.row % 2 else y) - self.row * (north - south)
        return to_degrees(np.column_stack([x, y]))

    def moved(self, degrees: Floats) -> Floats:
        """Longitude and latitude (n, 2) of the example area as the tile's own."""
        return self.degrees(np.array([to_plane(*point) for point in degrees.tolist()]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """A side of a box: the axis across it (0: east and west, 1: north and south) and where it lies."""

    axis: int
    at: float
    outward: int
    """1: the land beyond has greater numbers; -1: smaller ones."""

    def depth(self, point: Spot) -> float:
        """Metres beyond the border; less than 0: on the own side."""
        return (point[self.axis] - self.at) * self.outward

    def mirrored(self, point: Spot) -> Spot:
        """The point across the border."""
        there = 2 * self.at - point[self.axis]
        return (there, point[1]) if self.axis == 0 else (point[0], there)


def border_towards(box: Box, mine: Tile, other: Tile) -> Border:
    """The side, in the plane of one area, at which another lies beside it."""
    west, south, east, north = box
    if other.row == mine.row:
        is_east = (other.column > mine.column) != bool(mine.column % 2)
        return Border(axis=0, at=east if is_east else west, outward=1 if is_east else -1)
    is_north = (other.row < mine.row) != bool(mine.row % 2)
    return Border(axis=1, at=north if is_north else south, outward=1 if is_north else -1)


def joined(own: Network, beside: list[tuple[Border, Network]], *, is_mirrored: bool) -> Network:
    """Roads of an area and of a strip beyond each border; roads over a border are one road, the toll road stays its own.

    Parameters
    ----------
    beside
        Each neighbour's network in its own plane, and the border to it.
    """
    whole = _Joining()
    whole.take(own, [border for border, _ in beside], is_turned=is_mirrored)
    for border, network in beside:
        whole.take_strip(network, border)
    return whole.network


class _Joining:
    """A network that grows out of others; nodes that were cut at a border are found again by their place."""

    def __init__(self) -> None:
        self.network = Network()
        self._at: dict[tuple[float, float], int] = {}

    def take(self, own: Network, borders: list[Border], *, is_turned: bool) -> None:
        """The area's own roads, cut at borders behind which a neighbour lies; one-way roads run the other way in a mirror."""
        streets = [self.network.add_street(replace(street, settlement=-1)) for street in own.streets]
        for edge in own.edges:
            if edge is None or own.streets[edge[2]].highway == "river":
                continue
            a, b, street = own.xy[edge[0]], own.xy[edge[1]], edge[2]
            ends = (a, b) if own.streets[street].is_barrier else _cut(a, b, borders)
            if ends is not None:
                turned = ends[::-1] if is_turned and own.streets[street].is_oneway else ends
                self.network.add_edge(self._node(turned[0]), self._node(turned[1]), streets[street])

    def take_strip(self, other: Network, border: Border) -> None:
        """A neighbour's roads near the border, mirrored into the area's plane."""
        streets: dict[int, int] = {}
        for edge in other.edges:
            if edge is None or other.streets[edge[2]].is_barrier:
                continue
            ends = _cut(other.xy[edge[0]], other.xy[edge[1]], [border])
            if ends is None or any(border.depth(end) < -STRIP for end in ends):
                continue
            if edge[2] not in streets:
                streets[edge[2]] = self.network.add_street(replace(other.streets[edge[2]], settlement=-1))
            a, b = (self._node(border.mirrored(end)) for end in ends)
            self.network.add_edge(a, b, streets[edge[2]])

    def _node(self, point: Spot) -> int:
        key = (round(point[0], 2), round(point[1], 2))
        if key not in self._at:
            self._at[key] = self.network.add_node(*point)
        return self._at[key]


def _cut(a: Spot, b: Spot, borders: list[Border]) -> tuple[Spot, Spot] | None:
    """What of a segment lies on the own side of borders; `None`: nothing."""
    for border in borders:
        depth_a, depth_b = border.depth(a), border.depth(b)
        if depth_a > 0 and depth_b > 0:
            return None
        if max(depth_a, depth_b) > 0:
            share = depth_a / (depth_a - depth_b)
            middle = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            a, b = (middle, b) if depth_a > 0 else (a, middle)
    return (a, b) if a != b else None
