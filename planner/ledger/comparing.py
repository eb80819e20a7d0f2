"""Holds recorded rows against a backup: one that has changed since has an entry of the trail that says so.

Who changes a row through this program's own sums is found by nothing in the ledger itself. A copy that lies elsewhere still has
the row as it was, and each lawful change of a recorded row is an entry: `correct`, `unrecord`, or `erase`.
"""

import contextlib
import itertools
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from planner.ledger import schema
from planner.ledger.backup import last_entry
from planner.ledger.persons import is_nameless
from planner.ledger.records import Finding

MOST_ROWS = 20
"""Rows named of a backup."""

_NAMES = ("sheet", "number", *(column.name for column in schema.visits.c if column.name not in ("sheet", "number")))
_OF_HOME = frozenset({"household", "visit"})
"""Columns that erasing a home fills anew."""


def unexplained(connection: Connection, backup: Path) -> tuple[Finding, ...]:
    """Recorded rows that a backup has otherwise, or that are gone, though no entry since says so; none of another schema's."""
    told, has_erased = _lawful(connection, last_entry(backup).number)

    def is_lawful(key: tuple[str, int], now: Any, then: Any) -> bool:
        if key in told:
            return True
        if now is None or not has_erased:
            return False
        differing = {name for name, one, other in zip(_NAMES, now, then, strict=True) if one != other}
        return differing <= _OF_HOME and is_nameless(str(now[_NAMES.index("household")]))

    found = (key for key, now, then in _differing(connection, backup) if not is_lawful(key, now, then))
    return tuple(Finding(kind="row", subject=f"{sheet}/{number}") for sheet, number in itertools.islice(found, MOST_ROWS))


def _lawful(connection: Connection, since: int) -> tuple[set[tuple[str, int]], bool]:
    """Rows that entries after one speak of, and whether somebody was erased."""
    table = schema.audit
    wanted = table.c.action.in_(("correct", "unrecord", "erase"))
    told, has_erased = set(), False
    for row in connection.execute(select(table).where(table.c.number > since, wanted)).mappings():
        has_erased |= row["action"] == "erase"
        number = json.loads(row["details"]).get("number")
        if row["subject"].startswith("sheet ") and isinstance(number, int):
            told.add((row["subject"].removeprefix("sheet "), number))
    return told, has_erased


def _differing(connection: Connection, backup: Path) -> Iterator[tuple[tuple[str, int], Any, Any]]:
    """Key of a row, the row as it is (`None`: it is gone) and as the backup has it, where they are not the same."""
    names = ", ".join(f'"{name}"' for name in _NAMES)
    asked = f"SELECT {names} FROM visits ORDER BY sheet, number"  # noqa: S608 (names of our own schema)
    version = "SELECT version_num FROM alembic_version"
    with contextlib.closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
        if copy.execute(version).fetchone()[0] != connection.exec_driver_sql(version).scalar():
            return
        present = iter(connection.exec_driver_sql(asked))
        now = next(present, None)
        for then in copy.execute(asked):
            key = (then[0], then[1])
            while now is not None and (now[0], now[1]) < key:
                now = next(present, None)
            if now is None or (now[0], now[1]) != key:
                yield key, None, then
            elif tuple(now) != then:
                yield key, now, then
