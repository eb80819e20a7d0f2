"""A head of papers that nobody has chosen: that of the settings' template, at a station that works somewhere else."""

from planner.domain.errors import Fault
from planner.domain.place import Point, points_of
from planner.domain.settings import AreaSettings, Settings, StationSettings
from planner.formats.templates import example_place
from planner.usecases.whereabouts import nearest_of

AWAY = 5_000
"""Metres from the place of the template's station from which a station is another."""


def head_notes(settings: Settings, place: Point | None) -> tuple[Fault, ...]:
    """That head or name of the station are still the template's (E4079), where its place or the name of its area is another.

    What the template says is what settings say of which a file says nothing.

    Parameters
    ----------
    place
        Where the station is, or is taken to be; `None`: not known.
    """
    station, usual = settings.station, StationSettings()
    left = [key for key in ("head_lines", "name") if getattr(station, key) == getattr(usual, key)]
    if not left or not (settings.area.name != AreaSettings().name or _is_away(place)):
        return ()
    told = (station.head_lines[-1] if key == "head_lines" else station.name for key in left)
    return (Fault(code="E4079", values={"keys": ", ".join(left), "head": " · ".join(told)}),)


def _is_away(place: Point | None) -> bool:
    return place is not None and nearest_of(points_of([place]), example_place()) > AWAY
