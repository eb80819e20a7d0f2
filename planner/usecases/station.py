"""Where the station stands: from the settings, or the middle of the due doors until somebody says."""

import numpy as np

from planner.domain.candidate import DueList
from planner.domain.settings import Settings


def station_position(settings: Settings, due: DueList) -> tuple[float, float]:
    """(latitude, longitude) of the station, degrees.

    Without a position in the settings it is the middle of the due doors: good enough to try the
    program, and said on the plan's report.
    """
    station = settings.station
    if station.latitude is not None and station.longitude is not None:
        return station.latitude, station.longitude
    middle = np.median([(c.latitude, c.longitude) for c in due.candidates], axis=0)
    return float(middle[0]), float(middle[1])
