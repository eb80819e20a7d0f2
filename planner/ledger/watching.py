"""Whether the file that a program has open is still the one under its name: asked at each transaction, and left if it is not.

A backup may be moved to the name of an open ledger, or copied over its bytes. What is written then goes into a file that nobody
finds again, or is laid over the backup when the program ends. The former shows in the file's number on its disk, the latter in
the mark that backups bear, which is read only where the file was written since.
"""

import contextlib
import ctypes
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.files import draft_of, new_mark
from planner.ledger.put_back import COPY, NO_LEDGER, NOT_WHOLE, OPEN_HERE, in_use, locked, mark_of, settle

_PATIENCE = 8.0
"""Seconds that leaving waits for transactions that are under way, and a transaction for a file that somebody is writing."""
_IS_COPIED = 5.0
"""Seconds without a change after which a file that is not whole is not one that somebody is still copying."""
_MAGIC, _PAGE_SIZE, _NUM_PAGES, _MARK = b"SQLite format 3\0", slice(16, 18), slice(28, 32), slice(60, 64)
"""Of the header of SQLite's files (sqlite.org/fileformat.html, 1.3): its first bytes, and where it has what."""
_Number = tuple[int, int] | None
"""Device and number of a file; `None`: it is not there."""
_ABANDONED: list[sqlite3.Connection] = []
"""Connections to files that lie nowhere any more."""


class Watch:
    """One file that is open, and who is at work in it.

    Attributes
    ----------
    is_lost
        Something else lies under its name: nothing is read or written here any more.
    connections
        Those that are open.
    """

    def __init__(self, file: Path) -> None:
        self.is_lost, self.connections = False, set[sqlite3.Connection]()
        self._file, self._is_begun = file, False
        self._number: _Number = None
        self._index: _Number = None
        self._seen = (0, 0)
        self._num_inside, self._calm = 0, threading.Condition()

    def begin(self) -> None:
        """The file is open, and known to be a ledger."""
        found = self._file.stat()
        self._number, self._seen = (found.st_dev, found.st_ino), (found.st_mtime_ns, found.st_size)
        self._index = _number(_index_of(self._file))
        self._is_begun = True
        OPEN_HERE.update([self._file.absolute()])

    @property
    def is_calm(self) -> bool:
        """Whether no transaction is under way."""
        return self._num_inside == 0

    @contextlib.contextmanager
    def inside(self, *, is_writing: bool) -> Iterator[None]:
        """A transaction.

        Raises
        ------
        InputError
            E6186 if something else lies in the file's place, before the transaction or, of one that writes, at its end; E6001
            if nothing does; E6005 if somebody is writing it for long; E6006 if nobody can tell.
        """
        with self._calm:
            self._num_inside += 1
        try:
            self._require_same()
            yield
            if is_writing:
                self._require_same()
        finally:
            with self._calm:
                self._num_inside -= 1
                self._calm.notify_all()

    def leave(self) -> bool:
        """Be done with the file; whether its connections may be closed. Of one that is lost they are given up, as by a kill.

        Closing them, SQLite would fold what they wrote into the file, or delete the log of the one that now has its name.

        Raises
        ------
        InputError
            E6148 if another program has the former file open, or somebody is still at work in it.
        """
        if not self._is_begun:
            return True
        with contextlib.suppress(InputError):  # where nothing lies, nothing can be written over
            self._require_same()
        if not self.is_lost:
            self._end()
            return True
        with self._calm:
            if not self._calm.wait_for(lambda: self.is_calm, _PATIENCE):
                raise in_use(self._file)
        self._give_up()
        return False

    def _end(self) -> None:
        self._is_begun = False
        OPEN_HERE.subtract([self._file.absolute()])

    def _give_up(self) -> None:
        with locked(self._file):
            is_ours = self._set_apart()
            for connection in self.connections:
                _ABANDONED.append(connection)
                ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))  # the end of the program must not close it either
            self.connections.clear()
            self._end()
            if is_ours:
                settle(self._file)

    def _require_same(self) -> None:
        if not self._is_begun:
            return
        if not self.is_lost and not self._is_same():
            self.is_lost = True
            with contextlib.suppress(InputError), locked(self._file):  # else when it is left
                self._set_apart()
        if self.is_lost:
            raise InputError.of("E6186", Where(file=self._file.name), ledger=self._file.name)

    def _is_same(self) -> bool:
        name = self._file.name
        try:
            found = os.stat(self._file)  # noqa: PTH116 (twice a transaction: a third of the time of Path.stat)
        except FileNotFoundError as error:
            raise InputError.of("E6001", Where(file=name), ledger=name) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise InputError.of("E6006", Where(file=name), ledger=name, reason=reason) from error
        if (found.st_dev, found.st_ino) != self._number:
            return False
        seen = found.st_mtime_ns, found.st_size
        if seen != self._seen:
            if not found.st_size or self._mark() in {COPY, NO_LEDGER}:
                return False
            self._seen = seen
        return True

    def _mark(self) -> int:
        """The mark of the file, as soon as nobody is in the middle of writing it: a checkpoint, or one who copies a backup."""
        end = time.monotonic() + _PATIENCE
        while (mark := mark_of(self._file)) == NOT_WHOLE:
            if time.monotonic() > end:
                raise InputError.of("E6005", Where(file=self._file.name), ledger=self._file.name, reason="")
            time.sleep(0.02)
        return mark

    def _set_apart(self) -> bool:
        """Give what lies in place a file that nobody has open, and the mark that keeps others out; the caller holds the lock.

        Returns
        -------
        Whether what lies beside it is the former ledger's; if not, somebody works with it already, and it is left alone.
        """
        is_in_place = _number(self._file) == self._number
        if not is_in_place and _number(_index_of(self._file)) != self._index:
            return False
        if not _is_whole(self._file):
            raise in_use(self._file)
        if is_in_place:
            draft = draft_of(self._file, new_mark())
            try:
                shutil.copyfile(self._file, draft)
                shutil.copystat(self._file, draft)
                _mark(draft)
                draft.replace(self._file)
            finally:
                draft.unlink(missing_ok=True)
        elif mark_of(self._file) != COPY:
            _mark(self._file)
        return True


def _number(path: Path) -> _Number:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _index_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-shm")


def _is_whole(file: Path) -> bool:
    """Whether nobody is still copying it: it is as long as it says, or nobody has written for a while."""
    with file.open("rb") as opened:
        head = opened.read(_MARK.stop)
    found = file.stat()
    size = int.from_bytes(head[_PAGE_SIZE], "big") or 1
    length = (65536 if size == 1 else size) * int.from_bytes(head[_NUM_PAGES], "big")
    return (head.startswith(_MAGIC) and found.st_size >= length > 0) or time.time() - found.st_mtime > _IS_COPIED


def _mark(file: Path) -> None:
    """Mark what bears none as a copy: in the file itself, as SQLite would read what lies beside it first."""
    with file.open("r+b") as opened:
        if opened.read(len(_MAGIC)) == _MAGIC:
            opened.seek(_MARK.start)
            opened.write(COPY.to_bytes(4, "big"))
            opened.flush()
            os.fsync(opened.fileno())
