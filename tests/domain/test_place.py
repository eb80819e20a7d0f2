"""Guards places on earth: longitude first everywhere, metres that agree with a globe, a plane that can be gone back from."""

import math

import numpy as np
import pytest

from planner.domain.place import EARTH_RADIUS, METRES_PER_DEGREE, LocalPlane, Point, bearing, hop_lengths, points_of


def test_points_have_longitude_first() -> None:
    """Records become rows of longitude and latitude, none become no rows, and a row becomes a point again."""
    places = [Point(longitude=106.4, latitude=-6.2), Point(longitude=106.5, latitude=-6.1)]
    points = points_of(places)
    assert points.tolist() == [[106.4, -6.2], [106.5, -6.1]]
    assert [Point.of_row(row) for row in points] == places
    assert points_of([]).shape == (0, 2)


@pytest.mark.parametrize(
    ("end", "metres", "degrees"),
    [((0.0, 1.0), METRES_PER_DEGREE, 0), ((1.0, 0.0), METRES_PER_DEGREE, 90), ((0.0, -90.0), math.pi / 2 * EARTH_RADIUS, 180)],
)
def test_lengths_and_bearings_on_a_globe(end: tuple[float, float], metres: float, degrees: float) -> None:
    """A degree along the equator or a meridian has the same length, a quarter of a meridian is a quarter of a circle."""
    line = np.array([(0.0, 0.0), end])
    assert hop_lengths(line) == pytest.approx([metres])
    assert bearing(line[0], line[1]) == pytest.approx(degrees)


def test_plane_is_true_to_scale_near_its_latitude() -> None:
    """Lengths in the plane are those on earth to a thousandth over 30 km, and going back gives the same degrees."""
    points = np.array([(106.3, -6.3), (106.5, -6.1)])
    plane = LocalPlane(latitude=-6.2)
    flat = plane.project(points)
    assert math.dist(*flat) == pytest.approx(hop_lengths(points)[0], rel=1e-3)
    assert plane.unproject(flat) == pytest.approx(points)
