"""Takes the last import of a kind back: what it brought goes, what it changed is as before; unless something stands on it.

Each import that changed anything leaves one line for its kind: the ids of what it brought or changed, the rows as they were
before, and a hash of each as it left them. The line goes with the next import of the kind, when it is taken back, and with a
purge; erasing a household takes it out of the line.
"""

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Date, bindparam, delete, insert, select, update

from planner.domain.errors import Fault, InputError, Where
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.rows import COMPLAINTS, FACILITIES, HOUSEHOLDS, TEAMS, Cells, Shape, in_parts

SHAPES: Mapping[str, Shape[Any]] = {shape.table.name: shape for shape in (HOUSEHOLDS, COMPLAINTS, FACILITIES, TEAMS)}
"""Kinds of imports that can be taken back."""

_HASH_BYTES = 8
_lines = schema.imports


@dataclass(frozen=True, slots=True, kw_only=True)
class LastImport:
    """The last import of a kind that changed anything.

    Attributes
    ----------
    kind
        Name of the table.
    source
        Name of its file.
    added, changed
        Ids of what it brought and of what it changed.
    """

    kind: str
    source: str
    at: dt.datetime
    actor: str
    added: frozenset[str]
    changed: frozenset[str]

    @property
    def ids(self) -> frozenset[str]:
        """Everything that it touched."""
        return self.added | self.changed


Records = dict[str, tuple[dict[str, Any] | None, str]]
"""Id to the row before (`None`: there was none) and the hash of the row as the import left it."""


def remember(
    connection: Connection, shape: Shape[Any], touched: Mapping[str, Cells | None], source: str, now: dt.datetime, actor: str
) -> None:
    """Keep what an import has touched, with the rows as they were; in the import's transaction, after all its changes."""
    after = {row["id"]: row for row in shape.rows(connection, touched)}
    records = {id_: (None if row is None else _plain(row), _hash(after[id_])) for id_, row in touched.items()}
    kind = shape.table.name
    connection.execute(delete(_lines).filter_by(kind=kind))
    row = {"kind": kind, "source": audit.named(source), "at": now, "actor": actor, "records": _packed(records)}
    connection.execute(insert(_lines), row)


def last_imports(connection: Connection) -> dict[str, LastImport]:
    """The last import of each kind that has one."""
    return {row["kind"]: _read(row) for row in connection.execute(select(_lines)).mappings()}


def what_stands_on(connection: Connection, last: LastImport) -> tuple[Fault, ...]:
    """What has come since and rests on an import: recorded visits, complaints at its homes, changes by the desk, team days."""
    records = _unpacked(_line(connection, last.kind)["records"])
    now = {row["id"]: row for row in SHAPES[last.kind].rows(connection, records)}
    changed = sorted(id_ for id_, (_, hash_) in records.items() if id_ not in now or _hash(now[id_]) != hash_)
    grounds = {"E6142": _visited(connection, last), "E6143": _complained(connection, last), "E6145": _said_of(connection, last)}
    told = {id_ for found in grounds.values() for id_ in found}
    grounds["E6144"] = [id_ for id_ in changed if id_ not in told]
    where = Where(file=last.source)
    return tuple(
        Fault(code=code, where=where, values={"count": len(found), "id": found[0]}) for code, found in grounds.items() if found
    )


def take_back(connection: Connection, kind: str, *, now: dt.datetime, actor: str) -> LastImport:
    """Delete what the last import of a kind brought, put back what it changed; one audit entry.

    Raises
    ------
    InputError
        E6140 if there is none, E6142 to E6145 if something stands on it.
    """
    row = _line(connection, kind)
    last = _read(row)
    if grounds := what_stands_on(connection, last):
        raise InputError(grounds)
    shape = SHAPES[kind]
    table, records = shape.table, _unpacked(row["records"])
    for some in in_parts(sorted(last.added)):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    before = [_restored(shape, cells) for cells, _ in records.values() if cells is not None]
    if before:
        values: dict[str, Any] = {name: bindparam(name) for name in before[0] if name != "id"}
        rows = [{"_id": one["id"], **{name: one[name] for name in values}} for one in before]
        connection.execute(update(table).where(table.c.id == bindparam("_id")).values(values), rows)
    if shape.bases:
        renew(connection, table, last.changed)
    connection.execute(delete(_lines).filter_by(kind=kind))
    details: dict[str, int | str] = {
        "source": audit.kind_of(last.source),
        "removed": len(last.added),
        "restored": len(last.changed),
    }
    audit.append(connection, now=now, actor=actor, action="undo_import", subject=kind, details=details)
    return last


def forget_imports(connection: Connection) -> None:
    """Keep of no import any longer what was before it."""
    connection.execute(delete(_lines))


def forget_household(connection: Connection, id_: str) -> None:
    """Take a household that is erased, and what was said of complaints there, out of what was before the last imports.

    The names of their files go as well: one may have been its alone.
    """
    for row in connection.execute(select(_lines.c.kind, _lines.c.source)).all():
        connection.execute(update(_lines).filter_by(kind=row.kind).values(source=audit.kind_of(row.source)))
    _forget(connection, "households", lambda one, _: one == id_)
    _forget(connection, "complaints", lambda _, before: before is not None and before["household"] == id_)


def _forget(connection: Connection, kind: str, is_gone: Callable[[str, dict[str, Any] | None], bool]) -> None:
    row = connection.execute(select(_lines).filter_by(kind=kind)).mappings().first()
    records = {} if row is None else _unpacked(row["records"])
    kept = {id_: said for id_, said in records.items() if not is_gone(id_, said[0])}
    if len(kept) < len(records):
        connection.execute(update(_lines).filter_by(kind=kind).values(records=_packed(kept)))


def _line(connection: Connection, kind: str) -> Any:
    row = connection.execute(select(_lines).filter_by(kind=kind)).mappings().first()
    if row is None:
        raise InputError.of("E6140", kind=kind)
    return row


def _read(row: Any) -> LastImport:
    records = _unpacked(row["records"])
    added = frozenset(id_ for id_, (before, _) in records.items() if before is None)
    said = {name: row[name] for name in ("kind", "source", "at", "actor")}
    return LastImport(**said, added=added, changed=frozenset(records) - added)


def _visited(connection: Connection, last: LastImport) -> list[str]:
    """Records of the import that visits recorded since are about."""
    column = schema.visits.c[
        {"households": "household", "complaints": "complaint", "facilities": "facility"}.get(last.kind, "team")
    ]
    query = select(column).where(schema.visits.c.recorded_at >= last.at, column.is_not(None)).distinct()
    return _of(connection.execute(query).scalars(), last.ids)


def _complained(connection: Connection, last: LastImport) -> list[str]:
    """Homes of the import that complaints are at."""
    if last.kind != "households":
        return []
    column = schema.complaints.c.household
    return _of(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars(), last.added)


def _said_of(connection: Connection, last: LastImport) -> list[str]:
    """Teams of the import that have days of their own."""
    if last.kind != "teams":
        return []
    return _of(connection.execute(select(schema.team_days.c.team).distinct()).scalars(), last.added)


def _of(found: Iterable[str], ids: frozenset[str]) -> list[str]:
    return sorted(ids.intersection(found))


def _plain(row: Cells) -> dict[str, Any]:
    """A row as JSON holds it."""
    return {name: cell.isoformat() if isinstance(cell, dt.date) else cell for name, cell in row.items()}


def _restored(shape: Shape[Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the database takes it, out of JSON."""
    cells = dict(row)
    for column in shape.table.c:
        cell = cells[column.name]
        if isinstance(column.type, Date) and cell is not None:
            cells[column.name] = dt.date.fromisoformat(cell)
        elif isinstance(column.type, schema.UtcDateTime) and cell is not None:
            cells[column.name] = dt.datetime.fromisoformat(cell)
    return cells


def _hash(row: Cells) -> str:
    return hashlib.blake2b(repr(tuple(row.values())).encode(), digest_size=_HASH_BYTES).hexdigest()


def _packed(records: Mapping[str, Sequence[Any]]) -> bytes:
    return zlib.compress(_json(records).encode(), level=1)


def _unpacked(content: bytes) -> Records:
    return {id_: (before, hash_) for id_, (before, hash_) in json.loads(zlib.decompress(content)).items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
