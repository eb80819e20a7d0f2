"""Brings imported records into their table: by id, all or nothing, without losing what recorded visits know."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypedDict, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault, InputError, Where
from planner.domain.records import Complaint, ComplaintStatus
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.records import ImportCount
from planner.ledger.rows import NO_ADDRESS, Cell, Cells, Shape
from planner.ledger.taking_back import remember

Record = TypeVar("Record")

MAX_NAMED_FAULTS = 100
"""Faults listed one by one; the rest are counted."""


class ImportStamp(TypedDict):
    """Name of the file, the moment with its time zone, and who imports."""

    source: str
    now: dt.datetime
    actor: str


def import_records(
    connection: Connection, shape: Shape[Record], records: Iterable[Record], unsaid: Collection[str], stamp: ImportStamp
) -> ImportCount:
    """Add or update records inside the caller's transaction; one audit entry.

    What the file has no column for (`unsaid`) stays as it is known.
    A row that differs from what the last import said is new knowledge: tries recorded before it do not count any more.

    """
    table, imported = shape.table, [shape.imported(record) for record in records]
    rows = {row["id"]: row for row in imported}
    if len(rows) != len(imported):
        raise ValueError(f"two {table.name} share an id")
    present = {row["id"]: row for row in shape.rows(connection)}
    known = [row for id_, row in rows.items() if id_ in present]
    _keep_unsaid(shape, known, present, frozenset(unsaid))
    if table is schema.complaints:
        _keep_ends(known, present)
        _keep_referrals(known, present)
    if table is schema.households:
        _keep_wishes(known, present)
    added = [row for id_, row in rows.items() if id_ not in present]
    changed = [row for row in known if any(present[row["id"]][name] != cell for name, cell in row.items())]
    if added:
        connection.execute(insert(table), [shape.new_row(row) for row in added])
    if changed:
        _change(connection, table, changed, stamp["now"])
    if table is schema.complaints:
        _date_ends(connection, stamp["now"].date())
    if shape.bases and (changed or table is schema.complaints):
        renew(connection, table, [row["id"] for row in (*added, *changed)])
    if touched := {row["id"]: present.get(row["id"]) for row in (*added, *changed)}:
        remember(connection, shape, touched, **stamp)
    count = ImportCount(added=len(added), changed=len(changed), unchanged=len(rows) - len(added) - len(changed))
    details: dict[str, int | str] = {"source": audit.kind_of(stamp["source"])}
    details |= {"added": count.added, "changed": count.changed, "unchanged": count.unchanged}
    audit.append(connection, now=stamp["now"], actor=stamp["actor"], action="import", subject=table.name, details=details)
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


def _keep_unsaid(
    shape: Shape[Any], rows: Iterable[dict[str, Any]], present: Mapping[str, Cells], unsaid: frozenset[str]
) -> None:
    """A file knows nothing of what it has no column for: that stays as it was."""
    if not unsaid:
        return
    kept = [column for name in unsaid for column in shape.said_by.get(name, ())]
    for row in rows:
        before = present[row["id"]]
        row |= {name: before[name] for name in kept}
        if shape.table is schema.teams and "members" in unsaid:
            row["officers"] = _with_members(row["officers"], before["officers"], shape.cells["officers"])
        if shape.table is schema.complaints:
            _keep_place(row, before, unsaid)
            if "due" in unsaid and all(row[name] == before[name] for name in ("category", "urgency", "received")):
                row["due"] = before["due"]


def _with_members(officers: str, before: str, cell: Cell) -> str:
    """The leader that the file says, and the members that are known."""
    leader = cell.take(officers)[:1]
    return str(cell.put((*leader, *(one for one in cell.take(before)[1:] if one not in leader))))


def _keep_place(row: dict[str, Any], before: Cells, unsaid: frozenset[str]) -> None:
    """A complaint is at a home or at a place of its own: no mixture of what the file says and what is known."""
    if "household" in unsaid and before["household"] is not None:
        row |= {name: before[name] for name in ("household", *NO_ADDRESS)}
    elif row["household"] is not None:
        row |= NO_ADDRESS


def _keep_referrals(rows: Iterable[dict[str, Any]], present: Mapping[str, Cells]) -> None:
    """What was once received in confidence (RJK) stays so, whatever another file calls it."""
    for row in rows:
        if SPECIAL_REFERRAL in (row["category"], present[row["id"]]["category"]):
            row |= {"category": SPECIAL_REFERRAL, "text": ""}


def _keep_wishes(rows: Iterable[dict[str, Any]], present: Mapping[str, Cells]) -> None:
    """A file does not know of every wish not to be visited: only the desk takes such a mark away."""
    for row in rows:
        row["is_do_not_visit"] = row["is_do_not_visit"] or present[row["id"]]["is_do_not_visit"]
