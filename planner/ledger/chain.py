"""Chains the audit trail: each entry carries a hash over itself and the hash of the entry before.

Who changes, removes or puts in an entry has to change all that follow; and the last hash, once it stands in a backup or on a
printed report (an *anchor*), says that all before it is as it was then.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, RowMapping, bindparam, func, select, text, update

from planner.ledger import schema
from planner.ledger.records import Anchor

_HASHED = ("number", "actor", "action", "subject", "details")
_PART = 5_000
_LAST = select(schema.audit.c.number, schema.audit.c.hash).order_by(schema.audit.c.number.desc()).limit(1)


def link(before: str, row: RowMapping | dict[str, object]) -> str:
    """The hash of an entry that follows one with the hash `before` (empty: it is the first); 64 hexadecimal digits."""
    moment = row["at"].replace(tzinfo=None).isoformat(timespec="microseconds")  # type: ignore[union-attr]
    words = [before, moment, *(row[name] for name in _HASHED)]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def last(connection: Connection) -> Anchor:
    """The newest entry, whose hash the next one continues; number 0 for an empty trail.

    On a server the trail is locked until the transaction ends, so that two writers do not continue the same entry; on SQLite
    a writer is alone.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
    row = connection.execute(_LAST).first()
    return Anchor(number=row.number, hash=row.hash) if row else Anchor(number=0, hash="")


def breaks(connection: Connection) -> Iterator[int]:
    """Numbers of entries whose hash is not what it should be, each judged by the hash that the one before carries."""
    before = ""
    for row in _entries(connection):
        if row["hash"] != link(before, row):
            yield row["number"]
        before = row["hash"]


def going_back(connection: Connection) -> int:
    """Number of the first entry that is dated before the one before it; 0: none is."""
    table = schema.audit
    earlier = func.lag(table.c.at).over(order_by=table.c.number).label("earlier")
    dated = select(table.c.number, table.c.at, earlier).subquery()
    return connection.execute(select(func.min(dated.c.number)).where(dated.c.at < dated.c.earlier)).scalar() or 0


def chain_anew(connection: Connection) -> None:
    """Give each entry of an older ledger its hash."""
    before, links = "", []
    for row in _entries(connection):
        before = link(before, row)
        links.append({"_number": row["number"], "hash": before})
    if links:
        table = schema.audit
        connection.execute(update(table).where(table.c.number == bindparam("_number")).values(hash=bindparam("hash")), links)


def anchored(connection: Connection, anchors: Iterable[Anchor]) -> Iterator[tuple[Anchor, bool]]:
    """Each anchor with whether the trail still holds it."""
    table = schema.audit
    for anchor in anchors:
        kept = connection.execute(select(table.c.hash).where(table.c.number == anchor.number)).scalar()
        yield anchor, bool(anchor.hash) and kept is not None and kept.startswith(anchor.hash)


def _entries(connection: Connection) -> Iterator[RowMapping]:
    number = 0
    while True:
        query = select(schema.audit).where(schema.audit.c.number > number).order_by(schema.audit.c.number).limit(_PART)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        yield from rows
        number = rows[-1]["number"]
