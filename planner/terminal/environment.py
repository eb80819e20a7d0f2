"""Whether the packages beside `planner` are this program's: `inputs` and `outputs` are names that others publish too."""

import importlib.util
from pathlib import Path

import planner

PARTS = {"inputs": "roads", "outputs": "itinerary", "solvers": "registry.py"}
"""Package to something in it that is ours."""


def require_own_packages() -> None:
    """Look where the packages would come from; nothing of them is loaded.

    Raises
    ------
    InputError
        E6120 if another package of that name comes first.
    """
    home = Path(planner.__file__).resolve().parents[1]
    for name, part in PARTS.items():
        folders = _folders_of(name)
        if not any(folder.parent == home and (folder / part).exists() for folder in folders):
            from planner.domain.errors import InputError  # noqa: PLC0415 (only a refusal needs it)

            found = str(folders[0]) if folders else "–"
            raise InputError.of("E6120", package=name, folder=found)


def _folders_of(name: str) -> list[Path]:
    """Where a package is: its own folders, or that of a module of one file."""
    spec = importlib.util.find_spec(name)
    if spec is None:
        return []
    places = spec.submodule_search_locations
    if places is None:
        return [Path(spec.origin or "").resolve().parent]
    return [Path(place).resolve() for place in places]
