"""The append-only trail: who did what, when, in ids and counts; the database refuses to change it, each entry is chained.

Households stand in it by aliases, so that it can forget one (`planner.ledger.aliases`); who reads it is told their ids.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import PurePath

from sqlalchemy import Connection, RowMapping, insert, select

from planner.ledger import aliases, chain, schema
from planner.ledger.records import Anchor, AuditEntry

_INSERT = insert(schema.audit)

MAX_DETAIL = 120
"""Characters of one detail: room for an id, a hash or a file name, and none for somebody's words."""


def named(file: str) -> str:
    """The name of a file as rows keep it for a while: its folder left out, cut, and a mark for each sign that no page shows."""
    name = PurePath(file).name[:MAX_DETAIL]
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)


_KINDS = frozenset(
    {
        *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".geojson", ".html", ".xml"),
        *(".pbf", ".osm", ".bz2", ".graphml", ".gz"),
    }
)


def kind_of(file: str) -> str:
    """The kind of a file as a detail: people put names of others into names of files, and the trail never forgets."""
    suffix = PurePath(file).suffix.lower()
    return suffix if suffix in _KINDS else "file"


def append(
    connection: Connection,
    *,
    now: dt.datetime,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, int | str],
) -> None:
    """Add an entry in the caller's transaction.

    Raises
    ------
    ValueError
        If `now` has no time zone, or a detail is longer than `MAX_DETAIL` or of more than one line.
    """
    if now.tzinfo is None:
        raise ValueError("the moment of an audit entry has no time zone")
    for name, value in details.items():
        if isinstance(value, str) and (len(value) > MAX_DETAIL or not value.isprintable()):
            raise ValueError(f"audit detail {name!r} is no id, count or file name")
    subject, details = aliases.veiled(connection, subject, details)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True)
    before = chain.last(connection)
    row: dict[str, object] = {"number": before.number + 1, "at": now.astimezone(dt.UTC), "details": text}
    row |= {"actor": actor, "action": action, "subject": subject}
    connection.execute(_INSERT, {**row, "hash": chain.link(before.hash, row)})


def read(
    connection: Connection,
    *,
    since: dt.datetime | None = None,
    until: dt.datetime | None = None,
    actor: str | None = None,
    action: str | None = None,
) -> tuple[AuditEntry, ...]:
    """Entries, oldest first; see `Ledger.audit_trail`."""
    table = schema.audit
    wanted = [table.c[name] == value for name, value in (("actor", actor), ("action", action)) if value is not None]
    wanted += [] if since is None else [table.c.at >= since]
    wanted += [] if until is None else [table.c.at < until]
    rows = connection.execute(select(table).where(*wanted).order_by(table.c.number)).mappings()
    said = aliases.reader(connection)

    def entry(row: RowMapping) -> AuditEntry:
        details = {name: said(value) for name, value in json.loads(row["details"]).items()}
        return AuditEntry(**{**row, "subject": said(row["subject"]), "details": details})

    return tuple(map(entry, rows))


def last_before(connection: Connection, moment: dt.datetime) -> Anchor | None:
    """The last entry before a moment; `None`: there is none."""
    table = schema.audit
    query = select(table.c.number, table.c.hash).where(table.c.at < moment).order_by(table.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return Anchor(number=row.number, hash=row.hash) if row else None
