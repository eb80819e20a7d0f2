"""The station's settings as a text: read, judged before they are kept, every earlier text kept beside them."""

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path

from planner.domain.settings import Settings
from planner.files import make_folder, write_whole
from planner.formats.settings_file import read_settings
from planner.ledger.store import Ledger
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.replacing import replace_texts
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.seen import require_seen
from planner.usecases.workspace import Workspace

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
    text = text.replace("\r\n", "\n")
    judged(text)
    with changing(workspace) as ledger:
        before = (workspace.folder / SETTINGS_FILE).read_text(encoding="utf-8")
        require_seen(seen, before)
        if before == text:
            return False
        keep_earlier(workspace, before)
        contents = {SETTINGS_FILE: text.encode()}
        replace_texts(workspace, ledger, "settings", contents, lambda: note_settings(workspace, ledger, before, text))
    return True


def judged(text: str) -> Settings:
    """What a text of settings says.

    Raises
    ------
    InputError
        E5xxx with every fault and its line.
    """
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / SETTINGS_FILE
        tried.write_text(text, encoding="utf-8")
        return read_settings(tried)


def keep_earlier(workspace: Workspace, text: str) -> None:
    """Keep the text that is about to be replaced, under the moment; two of one second are two."""
    folder = workspace.folder / HISTORY
    make_folder(folder)
    moment = f"{workspace.stamp()['now']:%Y-%m-%d-%H%M%S}"
    names = itertools.chain([moment], (f"{moment}-{number}" for number in itertools.count(2)))
    path = next(path for name in names if not (path := folder / f"{name}.toml").exists())
    write_whole(path, text.encode())


def note_settings(workspace: Workspace, ledger: Ledger, before: str, text: str) -> None:
    """The entry of the trail: how many lines are others."""
    changed = set(before.splitlines()) ^ set(text.splitlines())
    ledger.audit(action="settings", subject=SETTINGS_FILE, details={"lines": len(changed)}, **workspace.stamp())
