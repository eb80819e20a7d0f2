"""Where a station works, so that files of another region are refused."""

import numpy as np

from planner.domain.place import Point, Points, lengths_on_earth, points_of
from planner.domain.records import PositionSource
from planner.usecases.workspace import Workspace


def middle_of_work(workspace: Workspace) -> Point | None:
    """The station; where its place is not known, the middle of the homes with a position of their own; `None`: neither is."""
    station = workspace.settings.station.point
    if station is not None:
        return station
    with workspace.ledger() as ledger:
        places = [home.address for home in ledger.households() if home.address.position_source is PositionSource.GIVEN]
    return Point.of_row(np.median(points_of(places), axis=0)) if places else None


def nearest_of(points: Points, place: Point) -> float:
    """Metres from a place to the nearest of some points; infinite where there is none."""
    starts = np.broadcast_to([place.longitude, place.latitude], points.shape)
    return float(lengths_on_earth(starts, points).min(initial=np.inf))
