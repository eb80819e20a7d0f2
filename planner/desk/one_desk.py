"""One desk for a workspace and a PC: who starts it again, as by a second click on its icon, is shown the page that is open."""

import contextlib
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from planner.files import write_whole

_OWN = re.compile(r"https?://127\.0\.0\.1:[0-9]{1,5}/")
_WAIT = 5.0
"""Wall seconds in which a desk that is just starting says where it is."""


class OneDesk:
    """The place of the desk that this PC has open on a workspace.

    Parameters
    ----------
    folder
        The workspace's folder; it may lie on a share, where desks of several PCs are open at once.
    """

    def __init__(self, folder: Path) -> None:
        name = f".dds.desk.{socket.gethostname()}"
        self._lock = FileLock(folder / f"{name}.lock", timeout=0, mode=0o600)
        self._file = folder / name

    @contextlib.contextmanager
    def taken(self) -> Iterator[bool]:
        """Take the place until the block ends; `False`: another process has it. The system frees it however that one ends."""
        is_ours = True
        try:
            self._lock.acquire()
            self._file.unlink(missing_ok=True)  # of a desk that was killed
        except Timeout:
            is_ours = False
        except OSError:  # a folder that may only be read: several desks may look at it
            pass
        try:
            yield is_ours
        finally:
            if self._lock.is_locked:
                self._file.unlink(missing_ok=True)
                self._lock.release()

    def say(self, address: str) -> None:
        """Leave the address for whoever comes next."""
        if self._lock.is_locked:
            write_whole(self._file, address.encode(), is_private=True)

    def address(self) -> str:
        """Where the desk is open on this PC; empty: it does not say so, or somebody has written another place there."""
        end = time.monotonic() + _WAIT
        while time.monotonic() < end:
            with contextlib.suppress(OSError, ValueError):
                said = self._file.read_text(encoding="utf-8")
                return said if _OWN.fullmatch(said) else ""
            time.sleep(0.1)
        return ""
