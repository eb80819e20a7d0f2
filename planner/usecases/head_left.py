"""A head of papers that nobody has chosen: that of the settings' template, at a station that works somewhere else."""

from planner.domain.errors import Fault
from planner.domain.place import points_of
from planner.domain.settings import AreaSettings, StationSettings
from planner.formats.templates import example_place
from planner.usecases.whereabouts import middle_of_work, nearest_of
from planner.usecases.workspace import Workspace

AWAY = 5_000
"""Metres from the place of the template's station from which a station is another."""


def head_notes(workspace: Workspace) -> tuple[Fault, ...]:
    """That head or name of the station are still the template's (E4079), where its place or the name of its area is another.

    What the template says is what settings say of which a file says nothing.
    """
    station, usual = workspace.settings.station, StationSettings()
    left = [key for key in ("head_lines", "name") if getattr(station, key) == getattr(usual, key)]
    if not left or not _is_elsewhere(workspace):
        return ()
    told = (station.head_lines[-1] if key == "head_lines" else station.name for key in left)
    return (Fault(code="E4079", values={"keys": ", ".join(left), "head": " · ".join(told)}),)


def _is_elsewhere(workspace: Workspace) -> bool:
    if workspace.settings.area.name != AreaSettings().name:
        return True
    middle = middle_of_work(workspace)
    return middle is not None and nearest_of(points_of([middle]), example_place()) > AWAY
