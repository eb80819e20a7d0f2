"""The station's settings as a text: read, judged before they are kept, every earlier text kept beside them."""

import contextlib
import datetime as dt
import itertools
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.domain.settings import Settings
from planner.files import make_folder, write_whole
from planner.formats.settings_file import read_settings
from planner.ledger.store import Ledger
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.replacing import replace_texts
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.seen import require_seen
from planner.usecases.workspace import Workspace, villages_of

HISTORY = "settings"
"""Folder of earlier texts in the workspace, by the moment at which they were replaced."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsText:
    """What stands in the settings file, and the names of earlier texts, newest first."""

    text: str
    earlier: tuple[str, ...]


def settings_text(folder: Path, earlier: str = "") -> SettingsText:
    """The settings of a workspace as they are, sound or not, or as an earlier text has them, if there is one of that name."""
    names = sorted((path.stem for path in (folder / HISTORY).glob("*.toml")), reverse=True)
    path = folder / (f"{HISTORY}/{earlier}.toml" if earlier in names else SETTINGS_FILE)
    return SettingsText(text=_text_of(path), earlier=tuple(names))


def keep_settings(workspace: Workspace, text: str, *, seen: str = "") -> bool:
    """Judge a text as every command would, and keep it in place of the present one; whether anything is different.

    Parameters
    ----------
    seen
        Mark of the present text that whoever decides has seen; empty: whatever it is.

    Raises
    ------
    InputError
        E5xxx with every fault and its line, E5071 if a shift is gone that teams serve, E6103, E1xxx for other outlines; E6138
        if another desk has kept other settings since they were seen; the settings are then as before.
    """
    text = text.replace("\r\n", "\n")
    after = judged(text)
    with changing(workspace) as ledger:
        before = _text_of(workspace.folder / SETTINGS_FILE)
        require_seen(seen, before)
        _require_served(workspace, ledger, before, after)
        if after.area.outline != _outline_of(before):
            villages_of(workspace.folder, after)
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


def _text_of(path: Path) -> str:
    """The text of a file of settings; signs that it should not have are shown as such."""
    return path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


def _outline_of(text: str) -> str:
    try:
        return judged(text).area.outline
    except InputError:
        return ""


def _require_served(workspace: Workspace, ledger: Ledger, before: str, after: Settings) -> None:
    """Refuse to take away a shift that teams serve, ever or on a day that is not over (E5071)."""
    served = {team.id: team.shifts for team in ledger.teams()}
    since = workspace.now().date() - dt.timedelta(days=1)  # a night's duty goes on past midnight
    served |= {f"{day.team} ({day.date.isoformat()})": day.shifts for day in ledger.team_days(since)}
    gone = _missing(served, after)
    with contextlib.suppress(InputError):  # what stands there now may not be readable
        gone = [one for one in gone if one not in _missing(served, judged(before))]
    if gone:
        some = ", ".join(gone[:_MOST_NAMED]) + (" …" if len(gone) > _MOST_NAMED else "")
        raise InputError.of("E5071", Where(file=SETTINGS_FILE, column="day.shifts"), teams=some)


def _missing(served: Mapping[str, Sequence[str]], settings: Settings) -> list[str]:
    names = {hours.name for hours in settings.day.shifts}
    lost = {who: [shift for shift in shifts if shift not in names] for who, shifts in served.items()}
    return [f"{who}: {', '.join(shifts)}" for who, shifts in lost.items() if shifts]


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
