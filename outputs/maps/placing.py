"""Puts numbers and names on the map so that none hides another: numbers first, then names.

Each marker takes the cheapest of its candidate places, the crowded doors last: a greedy form of point-feature labelling.

References
----------
Christensen, J., Marks, J., Shieber, S. (1995): An empirical study of algorithms for point-feature label placement.
ACM Transactions on Graphics 14(3). https://doi.org/10.1145/212332.212334
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from outputs.maps.frame import Frame
from planner.domain.arrays import Floats

MARKER = 5.6
"""Millimetres across a numbered marker: 10 pt bold digits inside with a rim."""
NAME_HEIGHT = 3.4
"""Millimetres of a 9 pt line."""
CHARACTER = 1.62
"""Millimetres of an average 9 pt character."""
CAPITAL = 0.32
"""Millimetres that a capital is wider than that."""
_APART = 1.08
"""Markers keep this many times their width between their centres."""
_RINGS = (6.5, 9.0, 12.0, 15.0, 19.0, 24.0, 30.0, 36.0)
_TURNS = 24


_OVERLAP, _BLOCKED, _OUTSIDE, _CROSSED, _DOOR = 200.0, 300.0, 500.0, 60.0, 25.0
"""Millimetres of longer leader that one would accept rather than hide a marker, cover a box, leave
the frame, run a leader through a marker, or cover the dot of another door."""


def _ring_offsets() -> Floats:
    turns = np.arange(_TURNS) * (2 * math.pi / _TURNS)
    circle = np.column_stack([np.cos(turns), np.sin(turns)])
    return np.concatenate([np.zeros((1, 2)), *[ring * circle for ring in _RINGS]])


@dataclass(slots=True)
class Placing:
    """What lies on the map already.

    Attributes
    ----------
    taken
        Ground that neither a marker nor a name may cover.
    """

    frame: Frame
    taken: list[BaseGeometry] = field(default_factory=list)

    def markers(self, spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Centres of markers: on the spot where free, else near it (a leader line joins them).

        Doors in a crowd come last: they can move, and the lonely ones stay where they are.
        """
        doors = np.array(spots).reshape(-1, 2)
        gaps = np.hypot(*(doors[:, None, :] - doors[None, :, :]).transpose(2, 0, 1))
        crowd = (gaps < MARKER * _APART).sum(axis=1)
        ground = np.array(self.taken, dtype=object)
        placed = np.empty((0, 2))
        centres: dict[int, tuple[float, float]] = {}
        for index in np.lexsort((np.arange(len(doors)), crowd)):
            others = doors[gaps[index] > 0]
            centre = self._marker(doors[index], others, placed, ground)
            placed = np.concatenate([placed, [centre]])
            centres[int(index)] = (round(float(centre[0]), 2), round(float(centre[1]), 2))
        self.taken.extend(np.asarray(shapely.points(doors)))
        self.taken.extend(np.asarray(shapely.buffer(shapely.points(placed), MARKER / 2)))
        return [centres[index] for index in range(len(spots))]

    def _marker(self, spot: Floats, others: Floats, placed: Floats, ground: npt.NDArray[np.object_]) -> Floats:
        """The cheapest place for a marker: its own door, or a point on a ring around it."""
        centres = np.round(spot + _ring_offsets(), 2)
        cost = np.hypot(*(centres - spot).T)
        edge = MARKER / 2 + 0.6
        inside = ((centres >= edge) & (centres <= [self.frame.width - edge, self.frame.height - edge])).all(axis=1)
        cost += np.where(inside, 0.0, _OUTSIDE)
        cost += _OVERLAP * (_between(centres, placed) < MARKER * _APART).sum(axis=1)
        cost += _DOOR * (_between(centres, others) < MARKER * 0.62).sum(axis=1)
        if len(ground):
            near = shapely.distance(np.asarray(shapely.points(centres))[:, None], ground[None, :]) < MARKER / 2
            cost += _BLOCKED * near.sum(axis=1)
        if len(placed):
            crossed = _from_segments(spot, centres, placed) < MARKER * 0.55
            cost += _CROSSED * crossed.sum(axis=1)
        best: Floats = centres[int(np.argmin(cost))]
        return best

    def name(self, text: str, spots: Iterable[tuple[float, float, float]]) -> tuple[float, float, float] | None:
        """The first spot where a name hides nothing, or None."""
        ground = np.array(self.taken, dtype=object)
        for x, y, angle in spots:
            box = name_box(text, x, y, angle)
            west, north, east, south = box.bounds
            inside = west > 0.8 and north > 0.8 and east < self.frame.width - 0.8 and south < self.frame.height - 0.8
            if inside and not shapely.intersects(box, ground).any():
                self.taken.append(box)
                return x, y, angle
        return None


def _between(centres: Floats, others: Floats) -> Floats:
    """Millimetres from each centre to each other point, shape (centres, others)."""
    gaps: Floats = np.hypot(*(centres[:, None, :] - others[None, :, :]).transpose(2, 0, 1))
    return gaps


def _from_segments(start: Floats, ends: Floats, points: Floats) -> Floats:
    """Millimetres from each point to each segment start–end, shape (ends, points)."""
    along = ends - start
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip((points - start) @ along.T / squared, 0.0, 1.0).T
    feet = start + share[:, :, None] * along[:, None, :]
    gaps: Floats = np.hypot(*(points[None, :, :] - feet).transpose(2, 0, 1))
    return gaps


def name_length(text: str) -> float:
    """Millimetres that a name takes, on the safe side."""
    return len(text) * CHARACTER + sum(letter.isupper() for letter in text) * CAPITAL + 1.5


def name_box(text: str, x: float, y: float, angle: float) -> BaseGeometry:
    """Ground that a turned name covers."""
    half, tall = name_length(text) / 2, NAME_HEIGHT / 2
    turned = math.radians(angle)
    cos, sin = math.cos(turned), math.sin(turned)
    corners = [(-half, -tall), (half, -tall), (half, tall), (-half, tall)]
    return shapely.Polygon([(x + dx * cos - dy * sin, y + dx * sin + dy * cos) for dx, dy in corners])
