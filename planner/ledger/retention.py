"""Forgets what the retention settings say, and wipes what was deleted out of the database file."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select, update

from planner.domain.errors import InputError
from planner.domain.records import ComplaintStatus
from planner.ledger import schema
from planner.ledger.engine import file_of, name_of, raw

_COARSE = 2
"""Decimals of a degree that the place of a forgotten complaint keeps: about a kilometre, enough for a map of the month."""

_ROOM = 2
"""Times the size of the file that wiping may need beside it; begun with less, it would fill the disk that was to be freed."""

_STEP, _TRIES = 2000, 5
"""Milliseconds of one try, and tries, before wiping gives way to others."""


def old_texts(connection: Connection, before: dt.date) -> tuple[str, ...]:
    """Ids of complaints that ended before a day and still have words of or about a person."""
    table = schema.complaints
    query = select(table.c.id).where(_is_old(before), _has_words()).order_by(table.c.id)
    return tuple(connection.execute(query).scalars())


def forget_texts(connection: Connection, before: dt.date) -> int:
    """Empty text and address of complaints that ended before a day; how many. Category, village, RT and days stay."""
    table = schema.complaints
    words: dict[str, Any] = {"text": "", "windows": ""}
    own = table.c.village.is_not(None)
    num_forgotten = len(old_texts(connection, before))
    place = {
        "detail": "",
        "landmark": "",
        "latitude": func.round(table.c.latitude * 10**_COARSE) / 10**_COARSE,
        "longitude": func.round(table.c.longitude * 10**_COARSE) / 10**_COARSE,
    }
    old = _is_old(before) & _has_words()
    connection.execute(update(table).where(old, own).values(place | words))
    connection.execute(update(table).where(_is_old(before), table.c.text != "").values(words))
    return num_forgotten


def scrub(engine: Engine, *, on_wait: Callable[[], object] = lambda: None) -> None:
    """Rewrite a SQLite file, so that neither its free pages nor its log hold what was deleted; a server does so by itself.

    Parameters
    ----------
    on_wait
        Called every two seconds while somebody else is at work in the file.

    Raises
    ------
    InputError
        E6005 if another command is at work; E6055 if one is reading for so long that the old pages have to stay; E6057 if the
        disk has no room for it.
    """
    file = file_of(engine.url)
    if file is None:
        return
    with raw(engine) as connection:
        connection.detach()  # its patience is not that of others
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_STEP}")
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        if shutil.disk_usage(file.parent).free < _ROOM * file.stat().st_size:
            raise InputError.of("E6057", ledger=name_of(engine.url))
        _patiently(lambda: cursor.execute("VACUUM") is None, on_wait)
        if _patiently(lambda: bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]), on_wait):
            raise InputError.of("E6055", ledger=name_of(engine.url))


def _patiently(is_busy: Callable[[], bool], on_wait: Callable[[], object]) -> bool:
    """Try again while somebody else is at work; whether somebody still is in the end."""
    for number in range(1, _TRIES + 1):
        try:
            if not is_busy():
                return False
        except sqlite3.OperationalError as error:
            if number == _TRIES or error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
        if number < _TRIES:
            on_wait()
    return True


def _is_old(before: dt.date) -> ColumnElement[bool]:
    table = schema.complaints
    ended = [status.value for status in ComplaintStatus if not status.is_open]
    # Ledgers of the first schema do not know when a complaint ended; it was not before it was received.
    return table.c.status.in_(ended) & (func.coalesce(table.c.answered_on, table.c.received) < before)


def _has_words() -> ColumnElement[bool]:
    table = schema.complaints
    return or_(table.c.text != "", func.coalesce(table.c.detail, "") != "", func.coalesce(table.c.landmark, "") != "")
