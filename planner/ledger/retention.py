"""Forgets what the retention settings say, and wipes what was deleted out of the database file."""

import contextlib
import datetime as dt
import shutil
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select, update

from planner.domain.errors import InputError
from planner.domain.records import ComplaintStatus
from planner.ledger import schema
from planner.ledger.engine import faults, file_of, name_of

_COARSE = 2
"""Decimals of a degree that the place of a forgotten complaint keeps: about a kilometre, enough for a map of the month."""

_ROOM = 2
"""Times the size of the file that wiping may need beside it; begun with less, it would fill the disk that was to be freed."""


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


def scrub(engine: Engine) -> None:
    """Rewrite a SQLite file, so that neither its free pages nor its log hold what was deleted; a server does so by itself.

    Raises
    ------
    InputError
        E6005 if another command is at work; E6055 if one is reading for so long that the old pages have to stay; E6057 if the
        disk has no room for it.
    """
    file = file_of(engine.url)
    if file is None:
        return
    with faults(engine.url), contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if shutil.disk_usage(file.parent).free < _ROOM * file.stat().st_size:
            raise InputError.of("E6057", ledger=name_of(engine.url))
        cursor.execute("VACUUM")
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if is_busy:
            raise InputError.of("E6055", ledger=name_of(engine.url))


def _is_old(before: dt.date) -> ColumnElement[bool]:
    table = schema.complaints
    ended = [status.value for status in ComplaintStatus if not status.is_open]
    # Ledgers of the first schema do not know when a complaint ended; it was not before it was received.
    return table.c.status.in_(ended) & (func.coalesce(table.c.answered_on, table.c.received) < before)


def _has_words() -> ColumnElement[bool]:
    table = schema.complaints
    return or_(table.c.text != "", func.coalesce(table.c.detail, "") != "", func.coalesce(table.c.landmark, "") != "")
