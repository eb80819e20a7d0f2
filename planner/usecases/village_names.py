"""Names of the villages of a workspace, and of their neighbourhood units, for whoever speaks of a code."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from planner.domain.place import unit_of
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


def unit_in_words(group: str, names: Mapping[str, str]) -> str:
    """An RT as papers say it, `RT 06/RW 01 Talagasari`, from its id (`planner.domain.place.group_of`)."""
    village, rw, rt = unit_of(group)
    return f"RT {rt}/RW {rw} {names.get(village, village)}"


def units_in_words(groups: Iterable[str], names: Mapping[str, str]) -> str:
    """RTs one after the other, by village, RW and RT."""
    return ", ".join(unit_in_words(group, names) for group in sorted(groups))


_NAMES: dict[tuple[Path, int], Mapping[str, str]] = {}
"""Names as the outline file gave them, until it is written again: outlines are long, and every search wants their names."""
