"""Brings imported records into their table: by id, all or nothing, without losing what recorded visits know."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, insert, select, update

from planner.domain.errors import Fault, InputError, Where
from planner.domain.records import Complaint, ComplaintStatus
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.records import ImportCount
from planner.ledger.rows import Row, Shape

Record = TypeVar("Record")

MAX_NAMED_FAULTS = 100
"""Faults listed one by one; the rest are counted."""


def import_records(
    connection: Connection, shape: Shape[Record], records: Iterable[Record], *, source: str, now: dt.datetime, actor: str
) -> ImportCount:
    """Add or update records inside the caller's transaction; one audit entry.

    A row that differs from what the last import said is new knowledge: tries recorded before it do not count any more.

    Raises
    ------
    ValueError
        If two records share an id, or `now` has no time zone.
    """
    table, names = shape.table, shape.imported
    rows = [shape.to_row(record) for record in records]
    if len({row[0] for row in rows}) != len(rows):
        raise ValueError(f"two {table.name} share an id")
    columns = [table.c[name] for name in names]
    present: dict[str, Row] = {row[0]: tuple(row) for row in connection.execute(select(*columns))}
    if table is schema.complaints:
        rows = _without_reopening(rows, present, names)
    if table is schema.households:
        rows = _with_wishes(rows, present, names)
    added = [row for row in rows if row[0] not in present]
    changed = [row for row in rows if row[0] in present and present[row[0]] != row]
    if added:
        connection.execute(insert(table), [_new_row(shape, row) for row in added])
    if changed:
        _change(connection, shape, changed, now)
    if table is schema.complaints:
        _date_ends(connection, now.date())
    if shape.bases and (changed or table is schema.complaints):
        renew(connection, table, [row[0] for row in (*added, *changed)])
    count = ImportCount(added=len(added), changed=len(changed), unchanged=len(rows) - len(added) - len(changed))
    details: dict[str, int | str] = {"source": Path(source).name[: audit.MAX_DETAIL]}
    details |= {"added": count.added, "changed": count.changed, "unchanged": count.unchanged}
    audit.append(connection, now=now, actor=actor, action="import", subject=table.name, details=details)
    return count


def require_households(complaints: Sequence[Complaint], known: set[str], file: str) -> None:
    """Refuse complaints at households that the ledger does not know.

    Raises
    ------
    InputError
        E6007 for each.
    """
    found = [
        Fault(code="E6007", where=Where(file=file), values={"complaint": complaint.id, "household": complaint.household})
        for complaint in complaints
        if complaint.household is not None and complaint.household not in known
    ]
    if found:
        raise InputError(found[:MAX_NAMED_FAULTS], num_more=max(0, len(found) - MAX_NAMED_FAULTS))


def _new_row(shape: Shape[Record], row: Row) -> dict[str, Any]:
    """Cells of a record that was not there: the copy begins as the import says."""
    return dict(zip(shape.imported, row, strict=True)) | dict(zip(shape.columns, row, strict=True))


def _change(connection: Connection, shape: Shape[Record], rows: Sequence[Row], now: dt.datetime) -> None:
    table, names = shape.table, shape.imported
    values: dict[str, Any] = {name: bindparam(name) for name in names[1:]}
    if "counts_from" in table.c:
        values["counts_from"] = now
    statement = update(table).where(table.c.id == bindparam("_id")).values(values)
    connection.execute(statement, [dict(zip(("_id", *names[1:]), row, strict=True)) for row in rows])


def _date_ends(connection: Connection, today: dt.date) -> None:
    """A complaint ends on the day on which a file first says so."""
    table = schema.complaints
    open_ones = [status.value for status in ComplaintStatus if status.is_open]
    is_open = table.c.base_status.in_(open_ones)
    connection.execute(update(table).where(is_open, table.c.closed_on.is_not(None)).values(closed_on=None))
    connection.execute(update(table).where(~is_open, table.c.closed_on.is_(None)).values(closed_on=today))


def _without_reopening(rows: list[Row], present: Mapping[str, Row], names: Sequence[str]) -> list[Row]:
    """A file says "open" of complaints that the desk has closed since: their end stands."""
    at = names.index("base_status")
    found = []
    for row in rows:
        before = present.get(row[0])
        ended = before is not None and not ComplaintStatus(before[at]).is_open
        if before is not None and ended and ComplaintStatus(row[at]).is_open:
            found.append((*row[:at], before[at], *row[at + 1 :]))
        else:
            found.append(row)
    return found


def _with_wishes(rows: list[Row], present: Mapping[str, Row], names: Sequence[str]) -> list[Row]:
    """A file does not know of every wish not to be visited: only the desk takes such a mark away."""
    at = names.index("is_do_not_visit")
    kept = {id_ for id_, row in present.items() if row[at]}
    return [(*row[:at], True, *row[at + 1 :]) if row[0] in kept else row for row in rows]
