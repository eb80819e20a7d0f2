"""Where the station stands: from the settings, or the middle of the due doors until somebody says."""

import numpy as np

from planner.domain.candidate import DueList
from planner.domain.place import Point, points_of
from planner.domain.settings import Settings


def station_position(settings: Settings, due: DueList) -> Point:
    """Where routes begin and end.

    Without a position in the settings it is the middle of the due doors: good enough to try the
    program, and said on the plan's report.
    """
    return settings.station.point or Point.of_row(np.median(points_of(due.candidates), axis=0))
