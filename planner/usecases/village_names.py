"""Names of the villages of a workspace, for whoever speaks of a code."""

from collections.abc import Mapping
from pathlib import Path

from planner.usecases.workspace import Workspace


def village_names(workspace: Workspace) -> Mapping[str, str]:
    """Name of each village by its code; empty where the workspace has no outlines.

    Raises
    ------
    InputError
        E6103 if the file that the settings name is not there; E1xxx if it cannot be read.
    """
    outline = workspace.settings.area.outline
    path = workspace.folder / outline
    state = path.stat().st_mtime_ns if outline and path.is_file() else 0
    key = (path, state)
    if key not in _NAMES:
        _NAMES.clear()
        _NAMES[key] = {village.code: village.name for village in workspace.villages()}
    return _NAMES[key]


_NAMES: dict[tuple[Path, int], Mapping[str, str]] = {}
"""Names as the outline file gave them, until it is written again: outlines are long, and every search wants their names."""
