"""Brings imported records into their table: by id, all or nothing, without losing what recorded visits know."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from planner.domain.errors import Fault, InputError, Where
from planner.domain.records import Complaint, ComplaintStatus
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.records import ImportCount
from planner.ledger.rows import Cells, Shape

Record = TypeVar("Record")

MAX_NAMED_FAULTS = 100
"""Faults listed one by one; the rest are counted."""


def import_records(
    connection: Connection, shape: Shape[Record], records: Iterable[Record], *, source: str, now: dt.datetime, actor: str
) -> ImportCount:
    """Add or update records inside the caller's transaction; one audit entry.

    A row that differs from what the last import said is new knowledge: tries recorded before it do not count any more.

    """
    table, imported = shape.table, [shape.imported(record) for record in records]
    rows = {row["id"]: row for row in imported}
    if len(rows) != len(imported):
        raise ValueError(f"two {table.name} share an id")
    present = {row["id"]: row for row in shape.rows(connection)}
    known = [row for id_, row in rows.items() if id_ in present]
    if table is schema.complaints:
        _keep_ends(known, present)
    if table is schema.households:
        _keep_wishes(known, present)
    added = [row for id_, row in rows.items() if id_ not in present]
    changed = [row for row in known if any(present[row["id"]][name] != cell for name, cell in row.items())]
    if added:
        connection.execute(insert(table), [shape.new_row(row) for row in added])
    if changed:
        _change(connection, table, changed, now)
    if table is schema.complaints:
        _date_ends(connection, now.date())
    if shape.bases and (changed or table is schema.complaints):
        renew(connection, table, [row["id"] for row in (*added, *changed)])
    count = ImportCount(added=len(added), changed=len(changed), unchanged=len(rows) - len(added) - len(changed))
    details: dict[str, int | str] = {"source": Path(source).name[: audit.MAX_DETAIL]}
    details |= {"added": count.added, "changed": count.changed, "unchanged": count.unchanged}
    audit.append(connection, now=now, actor=actor, action="import", subject=table.name, details=details)
    return count


def require_households(connection: Connection, complaints: Sequence[Complaint], file: str) -> None:
    """Refuse complaints at households that the ledger does not know.

    Raises
    ------
    InputError
        E6007 for each.
    """
    known = set(connection.execute(select(schema.households.c.id)).scalars())
    found = [
        Fault(code="E6007", where=Where(file=file), values={"complaint": complaint.id, "household": complaint.household})
        for complaint in complaints
        if complaint.household is not None and complaint.household not in known
    ]
    if found:
        raise InputError(found[:MAX_NAMED_FAULTS], num_more=max(0, len(found) - MAX_NAMED_FAULTS))


def _change(connection: Connection, table: Table, rows: Sequence[Cells], now: dt.datetime) -> None:
    values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "id"}
    if "counts_from" in table.c:
        values["counts_from"] = now
    statement = update(table).where(table.c.id == bindparam("_id")).values(values)
    connection.execute(statement, [{"_id": row["id"], **{name: row[name] for name in row if name != "id"}} for row in rows])


def _date_ends(connection: Connection, today: dt.date) -> None:
    """A complaint ends on the day on which a file first says so."""
    table = schema.complaints
    open_ones = [status.value for status in ComplaintStatus if status.is_open]
    is_open = table.c.base_status.in_(open_ones)
    connection.execute(update(table).where(is_open, table.c.closed_on.is_not(None)).values(closed_on=None))
    connection.execute(update(table).where(~is_open, table.c.closed_on.is_(None)).values(closed_on=today))


def _keep_ends(rows: Iterable[dict[str, Any]], present: Mapping[str, Cells]) -> None:
    """A file says "open" of complaints that the desk has closed, accepted or put off since: the desk's word stands."""
    for row in rows:
        before = present[row["id"]]["base_status"]
        if ComplaintStatus(before) is not ComplaintStatus.OPEN and ComplaintStatus(row["base_status"]).is_open:
            row["base_status"] = before


def _keep_wishes(rows: Iterable[dict[str, Any]], present: Mapping[str, Cells]) -> None:
    """A file does not know of every wish not to be visited: only the desk takes such a mark away."""
    for row in rows:
        row["is_do_not_visit"] = row["is_do_not_visit"] or present[row["id"]]["is_do_not_visit"]
