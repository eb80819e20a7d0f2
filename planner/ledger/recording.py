"""Writes recorded lines: each line once, a correction in its place, and what it means for doors and complaints beside it."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update

from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit
from planner.domain.records import Complaint
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.records import ImportCount
from planner.ledger.rows import COMPLAINTS, Cells
from planner.ledger.visit_rows import WHEN_AND_WHO, visit_row

TABLES = {"household": schema.households, "complaint": schema.complaints, "facility": schema.facilities}
"""Column of `visits` to the table whose copy it changes."""

_IDS = schema.sheets.c.id.in_(bindparam("ids", expanding=True))
_KNOWN = select(schema.sheets.c.id).where(_IDS)
_OUT = _KNOWN.where(schema.sheets.c.returned_at.is_(None))
"""Asked at every line that is typed: put together once."""

MAX_ROWS = 200
"""Lines looked up in one statement."""


def record(  # noqa: PLR0913 (who, when and from where go into the audit with the lines)
    connection: Connection,
    visits: Sequence[PastVisit],
    *,
    taken: Sequence[Complaint],
    papers: Collection[str] = (),
    source: str,
    now: dt.datetime,
    actor: str,
) -> ImportCount:
    """Write lines in the caller's transaction; see `Ledger.record`."""
    rows = [visit_row(visit) for visit in visits]
    before = _rows_before(connection, [(row["sheet"], row["number"]) for row in rows])
    _require_sheets(connection, {row["sheet"] for row in rows})
    new = [row for row in rows if (row["sheet"], row["number"]) not in before]
    changed = [row for row in rows if _differs(row, before.get((row["sheet"], row["number"])))]
    first = _sheets_without_lines(connection, {row["sheet"] for row in new})
    for row in changed:
        old = before[row["sheet"], row["number"]]
        row |= {name: old[name] for name in WHEN_AND_WHO}  # who typed it first, and when; the correction is in the audit
        _correct(connection, row, old, now=now, actor=actor)
    if new:
        connection.execute(insert(schema.visits), new)
    _take(connection, [row for row in (*new, *changed) if row["complaint_taken"]], taken)
    _mark_returned(connection, {*papers, *(row["sheet"] for row in (*new, *changed))}, now)
    _renew(connection, [*new, *changed, *(before[row["sheet"], row["number"]] for row in changed)])
    count = ImportCount(added=len(new), changed=len(changed), unchanged=len(rows) - len(new) - len(changed))
    _tell_audit(connection, count, first, source=source, now=now, actor=actor)
    return count


def unrecord(connection: Connection, sheet: str, number: int, *, now: dt.datetime, actor: str) -> bool:
    """Take a line back as if it had not been typed; say whether it was there."""
    table = schema.visits
    row = connection.execute(select(table).filter_by(sheet=sheet, number=number)).mappings().first()
    if row is None:
        return False
    connection.execute(delete(table).filter_by(sheet=sheet, number=number))
    if row["complaint_taken"]:
        _drop_taken(connection, row["complaint_taken"])
    _renew(connection, [row])
    details: dict[str, int | str] = {"number": number, "outcome": row["outcome"]}
    audit.append(connection, now=now, actor=actor, action="unrecord", subject=f"sheet {sheet}", details=details)
    return True


def _rows_before(connection: Connection, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Cells]:
    """Lines that are recorded already, by sheet and number."""
    table = schema.visits
    found: dict[tuple[str, int], Cells] = {}
    for first in range(0, len(keys), MAX_ROWS):
        wanted = or_(
            *(and_(table.c.sheet == sheet, table.c.number == number) for sheet, number in keys[first : first + MAX_ROWS])
        )
        for row in connection.execute(select(table).where(wanted)).mappings():
            found[row["sheet"], row["number"]] = dict(row)
    return found


def _differs(row: Cells, before: Cells | None) -> bool:
    return before is not None and any(before[name] != value for name, value in row.items() if name not in WHEN_AND_WHO)


def _require_sheets(connection: Connection, sheets: set[str]) -> None:
    known = set(connection.execute(_KNOWN, {"ids": sorted(sheets)}).scalars())
    if sheets - known:
        raise InputError([Fault(code="E6030", values={"sheet": sheet}) for sheet in sorted(sheets - known)])


def _sheets_without_lines(connection: Connection, sheets: set[str]) -> list[str]:
    if not sheets:
        return []
    table = schema.visits
    begun = connection.execute(select(table.c.sheet).where(table.c.sheet.in_(sheets)).distinct()).scalars()
    return sorted(sheets.difference(begun))


def _correct(connection: Connection, row: Cells, old: Cells, *, now: dt.datetime, actor: str) -> None:
    """Replace a line; the audit keeps what it said before in ids and codes."""
    differing = [name for name in row if name not in WHEN_AND_WHO and row[name] != old[name]]
    said = {name: row[name] for name in differing}
    connection.execute(update(schema.visits).filter_by(sheet=row["sheet"], number=row["number"]).values(said))
    if old["complaint_taken"] and not row["complaint_taken"]:
        _drop_taken(connection, old["complaint_taken"])
    details: dict[str, int | str] = {"number": row["number"], "was": old["outcome"], "is": row["outcome"]}
    details["columns"] = ",".join(differing)[: audit.MAX_DETAIL]
    audit.append(connection, now=now, actor=actor, action="correct", subject=f"sheet {row['sheet']}", details=details)


def _take(connection: Connection, rows: Sequence[Cells], taken: Sequence[Complaint]) -> None:
    """Put complaints taken down at doors into the ledger; the same line taken again changes its category at most."""
    by_id = {complaint.id: complaint for complaint in taken}
    for row in rows:
        complaint = by_id[row["complaint_taken"]]
        values = COMPLAINTS.new_row(COMPLAINTS.imported(complaint))
        table = schema.complaints
        if connection.execute(select(table.c.id).filter_by(id=complaint.id)).first() is None:
            connection.execute(insert(table), values)
        else:
            kept = {name: values[name] for name in ("category", "urgency", "due")}
            connection.execute(update(table).filter_by(id=complaint.id).values(kept))


def _drop_taken(connection: Connection, complaint: str) -> None:
    """Forget a complaint that was taken down by mistake, unless somebody has followed it up already."""
    if connection.execute(select(schema.visits.c.number).filter_by(complaint=complaint).limit(1)).first() is None:
        connection.execute(delete(schema.complaints).filter_by(id=complaint))


def _mark_returned(connection: Connection, sheets: set[str], now: dt.datetime) -> None:
    """A sheet that is being typed in is in the desk's hands."""
    if sheets and connection.execute(_OUT, {"ids": sorted(sheets)}).first() is not None:
        table = schema.sheets
        connection.execute(update(table).where(table.c.id.in_(sheets), table.c.returned_at.is_(None)).values(returned_at=now))


def _renew(connection: Connection, rows: Sequence[Cells]) -> None:
    for name, table in TABLES.items():
        ids = {row[name] for row in rows if row[name] is not None}
        if ids:
            renew(connection, table, ids)


def _tell_audit(
    connection: Connection, count: ImportCount, first: Sequence[str], *, source: str, now: dt.datetime, actor: str
) -> None:
    """One entry when a sheet is begun, one for each file; the lines themselves say who typed them and when."""
    if source:
        details: dict[str, int | str] = {"source": source[: audit.MAX_DETAIL], "added": count.added}
        details |= {"changed": count.changed, "unchanged": count.unchanged}
        audit.append(connection, now=now, actor=actor, action="record", subject="file", details=details)
    for sheet in first:
        audit.append(connection, now=now, actor=actor, action="record", subject=f"sheet {sheet}", details={})
