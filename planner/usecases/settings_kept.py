"""The station's settings as a text: read, judged before they are kept, every earlier text kept beside them."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from planner.files import make_folder, write_whole
from planner.formats.settings_file import read_settings
from planner.usecases.jobs.changing import changing
from planner.usecases.seen import require_seen
from planner.usecases.workspace import SETTINGS_FILE, Workspace

HISTORY = "settings"
"""Folder of earlier texts in the workspace, by the moment at which they were replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsText:
    """What stands in the settings file, and the names of earlier texts, newest first."""

    text: str
    earlier: tuple[str, ...]


def settings_text(workspace: Workspace, earlier: str = "") -> SettingsText:
    """The settings as they are, or as an earlier text has them, if there is one of that name."""
    names = sorted((path.stem for path in (workspace.folder / HISTORY).glob("*.toml")), reverse=True)
    path = workspace.folder / (f"{HISTORY}/{earlier}.toml" if earlier in names else SETTINGS_FILE)
    return SettingsText(text=path.read_text(encoding="utf-8"), earlier=tuple(names))


def keep_settings(workspace: Workspace, text: str, *, seen: str = "") -> bool:
    """Judge a text as every command would, and keep it in place of the present one; whether anything is different.

    Parameters
    ----------
    seen
        Mark of the present text that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E5xxx with every fault and its line, E6138 if another desk has kept other settings since they were seen; the settings
        are then as before.
    """
    path, text = workspace.folder / SETTINGS_FILE, text.replace("\r\n", "\n")
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / SETTINGS_FILE
        tried.write_text(text, encoding="utf-8")
        read_settings(tried)
    with changing(workspace) as ledger:
        before = path.read_text(encoding="utf-8")
        require_seen(seen, before)
        if before == text:
            return False
        stamp = workspace.stamp()
        make_folder(workspace.folder / HISTORY)
        write_whole(workspace.folder / HISTORY / f"{stamp['now']:%Y-%m-%d-%H%M%S}.toml", before.encode())
        changed = set(before.splitlines()) ^ set(text.splitlines())
        with ledger.together():  # neither a text of which the trail does not know, nor an entry of a text that was refused
            ledger.audit(action="settings", subject=SETTINGS_FILE, details={"lines": len(changed)}, **stamp)
            write_whole(path, text.encode())
    return True
