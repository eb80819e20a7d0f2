"""Households along real streets: where a test needs a whole day on real roads, this is who lives there.

`street_households(roads, 300)` draws streets in proportion to their length, steps back 5 to 25 metres from the kerb on
either side, and returns (longitude, latitude) of shape (n, 2). The same seed gives the same doors.
"""

import numpy as np
import shapely

from inputs.roads.facade import Roads
from inputs.roads.profile import segment_lines
from planner.domain.arrays import Floats

HOME_CLASSES = ("tertiary", "unclassified", "residential", "living_street", "service")
"""Roads that people live along."""


def street_households(
    roads: Roads,
    num_households: int,
    *,
    seed: int = 1,
    profile: str = "motorcycle",
    near: tuple[float, float, float] | None = None,
) -> Floats:
    """Doors along the streets of a profile; `near` = (longitude, latitude, metres) keeps them within a circle."""
    network, plane = roads.network, roads.network.plane
    travelled = roads.profile(profile)
    main = travelled.segments[travelled.part == 0]
    segments = np.array([s for s in main.tolist() if network.class_name(s) in HOME_CLASSES])
    lines = segment_lines(network, segments)
    if near is not None:
        centre = shapely.Point(plane.project(np.array([near[:2]]))[0])
        lines = lines[shapely.distance(lines, centre) <= near[2]]
    lengths = shapely.length(lines)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(lines), size=num_households, p=lengths / lengths.sum())
    at = rng.uniform(0.05, 0.9, num_households) * lengths[chosen]
    here = shapely.get_coordinates(shapely.line_interpolate_point(lines[chosen], at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines[chosen], at + 0.05 * lengths[chosen]))
    along = (ahead - here) / np.maximum(np.hypot(*(ahead - here).T), 1e-9)[:, None]
    side = rng.choice((-1.0, 1.0), num_households) * rng.uniform(5, 25, num_households)
    return plane.unproject(here + np.column_stack([-along[:, 1], along[:, 0]]) * side[:, None])
