"""Travel between points of a problem file on the roads of a road file, under the usual speeds."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from inputs.roads.facade import Roads
from inputs.roads.road_file import read_network
from planner.domain.road_settings import RoadSettings
from planner.domain.travel import Travel


class RoadWays:
    """Roads of a file, asked for matrices.

    Raises
    ------
    InputError
        E20xx, whatever is wrong with the file.
    """

    def __init__(self, path: Path) -> None:
        self._roads = Roads(read_network(path), RoadSettings())

    def __call__(self, profile: str, points: Sequence[tuple[float, float]]) -> Travel:
        """Matrices for a profile; a point too far from its roads has no way."""
        if not points:
            return Travel(durations=np.zeros((0, 0), dtype=np.int32), distances=np.zeros((0, 0), dtype=np.int32))
        return self._roads.travel(profile, self._roads.place(profile, points))
