"""Puts numbers and names on the map so that none hides another: numbers first, then names."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from outputs.maps.frame import Frame

MARKER = 5.6
"""Millimetres across a numbered marker: 10 pt bold digits inside with a rim."""
NAME_HEIGHT = 3.4
"""Millimetres of a 9 pt line."""
CHARACTER = 1.62
"""Millimetres of an average 9 pt character."""
_RINGS = (6.5, 9.0, 12.0, 15.0, 19.0, 24.0, 30.0, 36.0)
_TURNS = 24


@dataclass(slots=True)
class Placing:
    """What lies on the map already."""

    frame: Frame
    taken: list[BaseGeometry] = field(default_factory=list)

    def markers(self, spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Centres of markers: on the spot where free, else near it (a leader line joins them)."""
        self.taken.extend(shapely.Point(x, y).buffer(0.5) for x, y in spots)
        crowd = [sum(math.dist(spot, other) < MARKER * 1.15 for other in spots) for spot in spots]
        placed: dict[int, tuple[float, float]] = {}
        for index in sorted(range(len(spots)), key=lambda index: (crowd[index], index)):
            placed[index] = self._marker(spots[index], spots, list(placed.values()))
        self.taken.extend(shapely.Point(x, y).buffer(MARKER / 2) for x, y in placed.values())
        return [placed[index] for index in range(len(spots))]

    def _marker(
        self, spot: tuple[float, float], spots: Sequence[tuple[float, float]], placed: Sequence[tuple[float, float]]
    ) -> tuple[float, float]:
        near = [other for other in spots if other != spot and math.dist(spot, other) < 45]
        if self._is_free(spot, near, placed):
            return spot
        best, best_cost = spot, math.inf
        for ring in _RINGS:
            for turn in range(_TURNS):
                angle = 2 * math.pi * turn / _TURNS
                centre = (round(spot[0] + ring * math.cos(angle), 2), round(spot[1] + ring * math.sin(angle), 2))
                cost = ring + self._cost(centre, spot, near, placed)
                if cost < best_cost:
                    best, best_cost = centre, cost
        return best

    def _is_free(self, centre: tuple[float, float], near: Sequence[tuple[float, float]], placed: Sequence[tuple[float, float]]) -> bool:
        return (
            self._is_inside(centre)
            and all(math.dist(centre, other) >= MARKER * 0.62 for other in near)
            and all(math.dist(centre, other) >= MARKER * 1.08 for other in placed)
            and not self._hits(shapely.Point(centre).buffer(MARKER / 2), first=len(near) * 0)
        )

    def _cost(
        self,
        centre: tuple[float, float],
        spot: tuple[float, float],
        near: Sequence[tuple[float, float]],
        placed: Sequence[tuple[float, float]],
    ) -> float:
        """Millimetre-like penalty of a place for a marker that cannot sit on its spot."""
        cost = 0.0 if self._is_inside(centre) else 500.0
        cost += sum(200.0 for other in placed if math.dist(centre, other) < MARKER * 1.08)
        cost += sum(25.0 for other in near if math.dist(centre, other) < MARKER * 0.62)
        leader = shapely.LineString([spot, centre])
        for other in placed:
            if math.dist(spot, other) < 60 and leader.distance(shapely.Point(other)) < MARKER * 0.55:
                cost += 60.0
        return cost + (300.0 if self._hits(shapely.Point(centre).buffer(MARKER / 2), first=0) else 0.0)

    def _hits(self, shape: BaseGeometry, *, first: int) -> bool:
        """Whether a shape touches something that is not a spot of a stop."""
        return any(shape.intersects(other) for other in self.taken[first:] if other.area > 1.5)

    def _is_inside(self, centre: tuple[float, float]) -> bool:
        edge = MARKER / 2 + 0.6
        return edge <= centre[0] <= self.frame.width - edge and edge <= centre[1] <= self.frame.height - edge

    def name(self, text: str, spots: Iterable[tuple[float, float, float]]) -> tuple[float, float, float] | None:
        """The first spot where a name hides nothing, or None."""
        for x, y, angle in spots:
            box = name_box(text, x, y, angle)
            west, north, east, south = box.bounds
            inside = west > 0.8 and north > 0.8 and east < self.frame.width - 0.8 and south < self.frame.height - 0.8
            if inside and not any(box.intersects(other) for other in self.taken):
                self.taken.append(box)
                return x, y, angle
        return None


def name_length(text: str) -> float:
    """Millimetres that a name takes, on the safe side."""
    return len(text) * CHARACTER + 1.5


def name_box(text: str, x: float, y: float, angle: float) -> BaseGeometry:
    """Ground that a turned name covers."""
    half, tall = name_length(text) / 2, NAME_HEIGHT / 2
    turned = math.radians(angle)
    cos, sin = math.cos(turned), math.sin(turned)
    corners = [(-half, -tall), (half, -tall), (half, tall), (-half, tall)]
    return shapely.Polygon([(x + dx * cos - dy * sin, y + dx * sin + dy * cos) for dx, dy in corners])
