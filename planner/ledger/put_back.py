"""A backup that somebody copies over the ledger's file: known by a mark, and parted from what the former ledger left beside it.

SQLite keeps what was written last in files beside the ledger's (`-wal`, `-shm`) and folds them in when it is closed. After a
power cut they are still there; whoever then copies a backup over the file would have the former ledger's last pages laid over
the backup's at the next opening. Nothing in the file says that the two do not belong together, so backups bear a mark in their
header that no ledger in use has.
"""

import contextlib
import datetime as dt
import errno
import glob
import os
import sqlite3
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.files import is_shared

NOT_WHOLE, NO_LEDGER, IN_USE, COPY, BACK = -2, -1, 0, 1, 2
"""What the header says: more than there is, as while it is written; that it is no ledger's; in use; a copy that lies somewhere;
one that is in use again, and nobody was told."""
OPEN_HERE: Counter[Path] = Counter()
"""Ledgers' files that this process has open."""
_BESIDE = ("-wal", "-shm", "-journal")
_IN_USE_BYTE = 128
"""Of the `-shm` file: every program that has a ledger open holds a lock on it (SQLite's UNIX_SHM_DMS)."""
_PATIENCE = 8.0


def mark_as(connection: sqlite3.Connection, mark: int) -> None:
    """Write a mark into the header of a file."""
    connection.execute(f"PRAGMA user_version = {mark}")


def take_in(file: Path, *, may_write: bool) -> None:
    """Make a ledger in use of a copy that was put in its place; what lay beside the former one is put aside, not laid over it.

    Raises
    ------
    InputError
        E6148 if another program has the former ledger open; E6111 if this account may not put in order what lies beside.
    """
    if mark_of(file) != COPY or not (may_write or _left_beside(file)):
        return
    if not may_write:
        raise InputError.of("E6111", Where(file=file.name), reason=os.strerror(errno.EACCES))
    with locked(file):
        if mark_of(file) == COPY:  # nobody else was quicker
            settle(file)


def settle(file: Path) -> None:
    """Put aside what the former ledger left, and make a ledger in use of the copy; the caller holds the lock."""
    _put_aside(file)
    if mark_of(file) == NO_LEDGER:
        return
    with contextlib.closing(sqlite3.connect(file)) as connection:
        mark_as(connection, BACK)
    if is_shared(file.parent):  # as the former ledger was; a copy may be its owner's alone
        with contextlib.suppress(OSError):
            file.chmod(stat.S_IMODE(file.stat().st_mode) | 0o060)


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold what whoever handles a copy in the ledger's place holds; E6148 if that, or the disk, does not let us."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 (hardly ever needed)

    lock = FileLock(file.with_name(f".{file.name}.lock"), mode=0o660 if is_shared(file.parent) else 0o600)
    try:
        with lock.acquire(timeout=_PATIENCE):
            yield
    except (Timeout, OSError, sqlite3.Error) as error:
        raise in_use(file) from error


def put_aside(file: Path) -> tuple[Path, ...]:
    """What lay beside former ledgers."""
    return tuple(sorted(file.parent.glob(f"{glob.escape(file.name)}-*.before-*")))


def _put_aside(file: Path) -> None:
    left = _left_beside(file)
    if left and (OPEN_HERE[file.absolute()] > 0 or _is_open(file)):
        raise in_use(file)
    moment = f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
    for path in left:
        if path.name.endswith("-shm") or not path.stat().st_size:  # an index, and nothing: neither holds a row
            path.unlink()
        else:
            path.replace(path.with_name(f"{path.name}.before-{moment}"))


def _left_beside(file: Path) -> list[Path]:
    return [path for end in _BESIDE if (path := file.with_name(f"{file.name}{end}")).exists()]


def _is_open(file: Path) -> bool:
    """Whether another program has the ledger open. On Windows a file that is open cannot be put aside."""
    index = file.with_name(f"{file.name}-shm")
    if sys.platform == "win32" or not index.exists():
        return False
    import fcntl  # noqa: PLC0415 (not on Windows)

    with index.open("r+b") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _IN_USE_BYTE, os.SEEK_SET)
        except OSError:
            return True
    return False


def mark_of(file: Path) -> int:
    """The mark in the file itself, whatever lies beside it; of a file that cannot be read that of one in use."""
    try:
        # By SQLite: whoever closes a file of an open database by other means gives up the locks of the whole program.
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return {sqlite3.SQLITE_NOTADB: NO_LEDGER, sqlite3.SQLITE_CORRUPT: NOT_WHOLE}.get(code, IN_USE)
    except OSError:
        return IN_USE


def in_use(file: Path) -> InputError:
    """That another program has the former ledger open."""
    return InputError.of("E6148", Where(file=file.name), ledger=file.name)
