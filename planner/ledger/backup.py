"""Copies a SQLite ledger with the database's own backup, which sees one consistent state while desks go on writing.

Who calls gives the copy a name that is its own, and the one that people know when it was checked: a file of that is sound.
"""

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy import Engine

from planner.domain.errors import InputError, Where
from planner.ledger.engine import file_of, name_of, raw
from planner.ledger.put_back import COPY, mark_as
from planner.ledger.records import Anchor

BESIDE = ("", "-wal", "-shm", "-journal")
"""A file of SQLite's, and what may lie beside it while it is written: how the names end."""
PAGES_AT_ONCE = 4096
"""16 MB; between two steps other desks may write."""


def require_file(engine: Engine) -> None:
    """Refuse a ledger on a server (E6041)."""
    if file_of(engine.url) is None:
        raise InputError.of("E6041", ledger=name_of(engine.url))


def back_up(engine: Engine, target: Path) -> Anchor:
    """Write the copy; the last entry of its audit trail. What fails leaves nothing of it."""
    require_file(engine)
    if target.exists():
        raise InputError.of("E6040", Where(file=target.name), file=target.name)
    try:
        _copy(engine, target)
        return last_entry(target)
    except BaseException as error:
        for end in BESIDE:
            with contextlib.suppress(OSError):
                target.with_name(f"{target.name}{end}").unlink(missing_ok=True)
        if not isinstance(error, OSError | sqlite3.OperationalError):
            raise
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise InputError.of("E6023", Where(file=target.name), file=target.name, reason=reason) from error


def last_entry(path: Path) -> Anchor:
    """The newest entry of a copy's audit trail; the copy is only looked at, neither opened as a ledger nor brought up to date.

    Raises
    ------
    InputError
        E6049 if it is no copy of a ledger that knows chains.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            row = copy.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise InputError.of("E6049", Where(file=path.name), file=path.name) from error
    return Anchor(number=row[0], hash=row[1]) if row else Anchor(number=0, hash="")


def _copy(engine: Engine, draft: Path) -> None:
    with contextlib.closing(sqlite3.connect(draft)) as copy:
        with raw(engine) as connection:
            connection.driver_connection.backup(copy, pages=PAGES_AT_ONCE)  # type: ignore[union-attr]
        # One file, without a log beside it: people copy backups by hand.
        copy.execute("PRAGMA journal_mode = DELETE")
        mark_as(copy, COPY)
        if (
            copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok"
            or copy.execute("PRAGMA foreign_key_check").fetchone()
        ):
            raise InputError.of("E6042", ledger=name_of(engine.url))
