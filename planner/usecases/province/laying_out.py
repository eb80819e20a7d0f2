"""A station without its folder: what its server holds is laid out in a private one for a single job, and goes with it."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

from planner.domain.errors import Fault, refuse
from planner.files import make_folder
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from planner.usecases.jobs.bounds import is_of_station
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.workspace import Workspace

PREFIX = "dds-station-"
"""How the folders are named, so that those of killed workers are found."""

_OPEN_FILE = ".dds.open.lock"
"""Held while a folder is in use; the system lets go of it when the worker ends, however it ends."""

_FRESH = 60
"""Seconds within which a folder may not have its lock yet."""


@contextlib.contextmanager
def laid_out(ledger_url: str, acting: Acting) -> Iterator[Workspace]:
    """The workspace of a station, made from what its server holds.

    Raises
    ------
    InputError
        E6207 if that holds no settings; E6208 if a file is not as it was brought there; E60xx for trouble with the ledger.
    """
    clear_left_behind()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name, FileLock(Path(name) / _OPEN_FILE):
        folder = Path(name)
        with Ledger.open(ledger_url) as ledger:
            files = ledger.files()
        odd = (file.path for file in files if not (file.is_sound and is_of_station(folder, file.path)))
        refuse(Fault(code="E6208", values={"file": path}) for path in odd)
        if SETTINGS_FILE not in {file.path for file in files}:
            refuse([Fault(code="E6207", values={})])
        for file in files:
            path = folder / file.path
            make_folder(path.parent)
            path.write_bytes(file.content)
        yield Workspace(folder, acting, ledger_url=ledger_url, is_laid_out=True)


def clear_left_behind() -> None:
    """Delete what killed workers of this account have left on this PC."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # in use, another account's, or gone
            if time.time() - folder.stat().st_mtime > _FRESH:
                with FileLock(folder / _OPEN_FILE, timeout=0):
                    pass
                shutil.rmtree(folder)
