"""What the folder of a workspace holds, by name: said here alone, and quickly loaded."""

import os
from pathlib import Path

from planner.domain.errors import InputError

SETTINGS_FILE = "dds.toml"
OUTLINE_FILE = "desa.geojson"
"""Where outlines of villages are kept that were imported."""
LEDGER_FILE = "ledger.sqlite"

HELD = (
    SETTINGS_FILE, LEDGER_FILE, f"{LEDGER_FILE}-wal", f"{LEDGER_FILE}-shm", "roads", "plans", "sheets", "reports", "data",
    "settings", "scenarios", "templates", "weeks", "habits.json", "anchors.txt", "published.json", "erased.json",
    OUTLINE_FILE, "import.log",
)  # fmt: skip
"""What a workspace holds, by name: an older version left it open to all accounts of the PC."""

_OPEN = frozenset({"data", "scenarios", "templates"})
"""Of these, the rooms that people put files of their own into."""


def require_outside(target: Path) -> None:
    """Refuse a file that somebody wants written among what a workspace, any, keeps for itself, or in its place.

    A ledger or settings that are lost are no such place: a backup is opened there.

    Raises
    ------
    InputError
        E6108: no erasure looks for it there.
    """
    path = Path(os.path.realpath(target))
    for folder in path.parents:
        room, *within = path.relative_to(folder).parts
        is_kept = room.casefold() in HELD and room.casefold() not in _OPEN and (within or path.exists())
        if (is_kept or room.startswith(".")) and (folder / SETTINGS_FILE).is_file():
            raise InputError.of("E6108", file=target.name, room=room)
