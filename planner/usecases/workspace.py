"""The workspace: a folder with settings, ledger, roads, plans and sheets, used by one writer at a time."""

import contextlib
import datetime as dt
import errno
import functools
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from inputs.outlines import read_villages, require_sound
from planner.domain.errors import InputError, Where
from planner.domain.job import Job
from planner.domain.month import Period
from planner.domain.place import Point
from planner.domain.records import Village
from planner.domain.settings import Settings
from planner.files import is_shared, keep_private, take_back
from planner.formats.settings_file import read_settings
from planner.ledger.server_lock import Purpose, ServerLock, locks_on_server
from planner.ledger.store import HeldLedger, Ledger
from planner.usecases.acting import Acting, Stamp
from planner.usecases.rooms import HELD, LEDGER_FILE, SETTINGS_FILE

if TYPE_CHECKING:
    from filelock import BaseFileLock

LEDGER_VARIABLE = "DDS_LEDGER"
"""Environment variable with the address of a ledger on a server; kept out of dds.toml because it holds a password."""

LOCK_FILE = ".dds.lock"
LOCK_TIMEOUT = 30.0
"""Seconds to wait for another command of the same workspace before saying that it is busy: longer than a day's print takes."""

WORD_AFTER = 2.0
"""Seconds of waiting after which a word is said, and again as long as it goes on."""


class Workspace:
    """One workspace, opened by its folder.

    Attributes
    ----------
    folder
        The workspace's folder.
    acting
        Who works in it, and by which clock.
    settings
        What its `dds.toml` says.
    mended
        Jobs that were interrupted and that this opening has put in order.
    held_up
        Numbers of those that this opening has tried already.
    is_laid_out
        The folder is a worker's own for one job, laid out from what the station's server holds.
    """

    def __init__(
        self, folder: Path, acting: Acting, *,
        held: HeldLedger | None = None, ledger_url: str | None = None, is_laid_out: bool = False,
        settings: Settings | None = None,
    ) -> None:  # fmt: skip
        """Open an existing workspace.

        Parameters
        ----------
        ledger_url
            Where its ledger is on a server, as a province has it; `None`: as the environment says, else in its folder.
        held
            Its ledger, where a door keeps it open; `None`: each use opens it.
        settings
            In place of those of its file, to mend that; `None`: what the file says.

        Raises
        ------
        InputError
            E6101 if the folder is no workspace; E5xxx if its settings are wrong.
        """
        self.folder, self.acting, self._held = folder, acting, held
        self.ledger_place: Path | str = ledger_url or ledger_place(folder)
        self.mended: list[Job] = []
        self.held_up: set[int] = set()
        self.is_laid_out = is_laid_out
        if not (folder / SETTINGS_FILE).is_file():
            raise InputError.of("E6101", folder=folder.name or str(folder))
        keep_private(folder, HELD)
        self.settings: Settings = settings or _settings(folder / SETTINGS_FILE)

    @staticmethod
    def require_none(folder: Path) -> None:
        """Refuse a folder that is a workspace already (E6102)."""
        if (folder / SETTINGS_FILE).exists():
            raise InputError.of("E6102", folder=folder.name)

    @classmethod
    def create(cls, folder: Path, acting: Acting, *, station: Point | None = None) -> "Workspace":
        """Make an empty workspace: settings, templates, ledger and folders.

        Parameters
        ----------
        station
            Where the station stands; `None`: to be filled in.

        Raises
        ------
        InputError
            E6102 if there is a workspace already; it is left as it is.
        """
        cls.require_none(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            take_back(folder)
            keep_private(folder)
            for name in ("roads", "plans", "sheets"):
                (folder / name).mkdir(exist_ok=True)
        except OSError as error:
            raise InputError.of("E6104", folder=folder.name, reason=error.strerror) from error
        from inputs.templates import write_templates  # noqa: PLC0415 (brings openpyxl, which one command wants here)
        from planner.formats.templates import document_templates  # noqa: PLC0415

        with Ledger.open(ledger_place(folder), create=True):
            pass
        # The settings make a workspace of the folder: last, so that after a kill the same is asked for again and goes on.
        documents = dict(document_templates(station))
        settings = documents.pop(SETTINGS_FILE)
        write_templates(folder, {**documents, SETTINGS_FILE: settings})
        return cls(folder, acting)

    def now(self) -> dt.datetime:
        """The moment, in the station's time zone."""
        return self.acting.clock().astimezone(ZoneInfo(self.settings.day.time_zone))

    def stamp(self) -> Stamp:
        """The moment and who acts, as the ledger wants to know them of whatever it keeps."""
        return Stamp(now=self.now(), actor=self.acting.person)

    @property
    def habits_path(self) -> Path:
        """What officers have said of kinds of files."""
        return self.folder / "habits.json"

    @property
    def roads_folder(self) -> Path:
        """Folder of the road cache."""
        return self.folder / "roads"

    def ledger(self) -> Ledger:
        """Open the ledger, unless a door holds it open; a context manager."""
        return self._held or Ledger.open(self.ledger_place)

    def villages(self) -> tuple[Village, ...]:
        """Villages of the outline file that the settings name; empty where they name none.

        Raises
        ------
        InputError
            E6103 if the file is not there; E1xxx if it cannot be read.
        """
        return villages_of(self.folder, self.settings)

    def plan_folder(self, date: dt.date) -> Path:
        """Folder of the plans of a day."""
        return self.folder / "plans" / date.isoformat()

    def sheet_folder(self, date: dt.date, version: int) -> Path:
        """Folder of the sheets of a version of a day's plan."""
        return self.folder / "sheets" / date.isoformat() / f"v{version}"

    def report_folder(self, period: Period) -> Path:
        """Folder of the report of a month (`2026-10`) or of other days."""
        name = f"{period.start:%Y-%m}" if period.is_month else f"{period.start.isoformat()}_{period.end.isoformat()}"
        return self.folder / "reports" / name

    def require_writable(self, *folders: Path) -> None:
        """Refuse before long work what could not be kept after it.

        Parameters
        ----------
        folders
            Where it is to be kept, whether or not they are there.

        Raises
        ------
        InputError
            E6111 if this account may not write there, E6023 if something else has a folder's name.
        """
        there = [next(place for place in (folder, *folder.parents) if os.path.lexists(place)) for folder in folders]
        if wrong := [place for place in there if not place.is_dir()]:
            raise InputError.of("E6023", Where(file=wrong[0].name), file=wrong[0].name, reason=os.strerror(errno.ENOTDIR))
        files = [path for path in (self.folder / LOCK_FILE, self.folder / LEDGER_FILE) if path.exists()]
        as_it_acts = os.access in os.supports_effective_ids
        for path in (self.folder, *there, *files):
            if not os.access(path, os.W_OK | (os.X_OK if path.is_dir() else 0), effective_ids=as_it_acts):
                raise InputError.of("E6111", Where(file=path.name), reason=os.strerror(errno.EACCES))

    @contextlib.contextmanager
    def writing(self, *, patience: float = LOCK_TIMEOUT, on_wait: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Hold the workspace's lock while something is written.

        Parameters
        ----------
        patience
            Seconds to wait for whoever has it.
        on_wait
            Called once somebody else turns out to have it, and every few seconds; `False`: wait no longer.

        Raises
        ------
        InputError
            E6110 if another command holds it, E6111 if this account may not take it.
        """
        from filelock import FileLock  # noqa: PLC0415 (brings asyncio along, which commands that only look do not want)

        lock = FileLock(self.folder / LOCK_FILE, mode=0o660 if is_shared(self.folder) else 0o600)
        end = time.monotonic() + patience
        with contextlib.ExitStack() as held:
            locks: list[BaseFileLock | ServerLock] = [lock, *locks_on_server(self.ledger_place, Purpose.WRITING)]
            for one in locks:
                while not self._is_taken(one, min(patience, WORD_AFTER)):
                    if time.monotonic() >= end or not on_wait():
                        raise InputError.of("E6110", folder=self.folder.name)
                held.callback(one.release)
            yield

    def _is_taken(self, lock: "BaseFileLock | ServerLock", timeout: float) -> bool:
        """Whether a lock could be taken within so many seconds."""
        try:
            lock.acquire(timeout=timeout)
        except TimeoutError:
            return False
        except OSError as error:
            raise InputError.of("E6111", Where(file=LOCK_FILE), reason=error.strerror or type(error).__name__) from error
        return True


def villages_of(folder: Path, settings: Settings) -> tuple[Village, ...]:
    """As `Workspace.villages`, of settings that may be others than those of the workspace."""
    outline = settings.area.outline
    if not outline:
        return ()
    path = folder / outline
    if not path.is_file():
        raise InputError.of("E6103", Where(file=SETTINGS_FILE, column="area.outline"), file=outline)
    villages = read_villages(path)
    require_sound(villages, file=path.name)
    return villages


def _settings(path: Path) -> Settings:
    """The settings of a file, read again whenever it was written: a desk asks for them at every click."""
    state = path.stat()
    return _settings_as_written(path, state.st_mtime_ns, state.st_size, state.st_ino)


@functools.lru_cache(maxsize=8)
def _settings_as_written(path: Path, *_state: int) -> Settings:
    return read_settings(path)


def ledger_place(folder: Path) -> Path | str:
    """Where the ledger of a workspace is: the server that DDS_LEDGER names, else the file in its folder."""
    return os.environ.get(LEDGER_VARIABLE) or folder / LEDGER_FILE


def held_ledger(folder: Path) -> HeldLedger:
    """Open the ledger of a workspace for a door that serves many people."""
    return HeldLedger.open(ledger_place(folder))
