"""Writes recorded lines: each line once, a correction in its place, and what it means for doors and complaints beside it."""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, delete, exists, insert, select, update

from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit
from planner.domain.records import Complaint
from planner.ledger import audit, schema
from planner.ledger.asked import ByIds
from planner.ledger.deriving import renew_soon
from planner.ledger.persons import is_nameless
from planner.ledger.records import ImportCount
from planner.ledger.rows import COMPLAINTS, Cells
from planner.ledger.sheets import HAS_COPY
from planner.ledger.visit_rows import WHEN_AND_WHO, visit_row

TABLES = {"household": schema.households, "complaint": schema.complaints, "facility": schema.facilities}
"""Column of `visits` to the table whose copy it changes."""

_HAS_LINES = exists().where(schema.visits.c.sheet == schema.sheets.c.id).label("has_lines")
_SHEETS = ByIds(
    lambda among: select(schema.sheets.c.id, schema.sheets.c.returned_at, _HAS_LINES).where(among(schema.sheets.c.id))
)
_HOMES = ByIds(lambda among: select(schema.households.c.id).where(among(schema.households.c.id)))
_LINES = select(schema.visits).where(
    schema.visits.c.sheet == bindparam("of_sheet"), schema.visits.c.number.in_(bindparam("numbers", expanding=True))
)
_INSERT = insert(schema.visits)
"""Asked at every line that is typed: put together once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What came back from the doors.

    Attributes
    ----------
    visits
        Lines of registered sheets, each (sheet, number) once.
    taken
        Complaints taken down that the lines name.
    papers
        Sheets in the desk's hands, beside those of the lines.
    source
        Name of the file that the lines come from; empty: typed.
    known
        Lines that the same transaction has just read; others are looked up.
    """

    visits: Sequence[PastVisit]
    taken: Sequence[Complaint] = ()
    papers: Collection[str] = ()
    source: str = ""
    known: Collection[PastVisit] = ()


def record(connection: Connection, returned: Returned, *, now: dt.datetime, actor: str) -> ImportCount:
    """Write lines in the caller's transaction; see `Ledger.record`."""
    rows = [visit_row(visit) for visit in returned.visits]
    papers = returned.papers
    before: dict[tuple[str, int], Cells] = {(visit.sheet_id, visit.number): visit_row(visit) for visit in returned.known}
    before |= _rows_before(connection, [row for row in rows if (row["sheet"], row["number"]) not in before])
    sheets = _sheets_of(connection, {row["sheet"] for row in rows}, papers)
    new = [row for row in rows if (row["sheet"], row["number"]) not in before]
    changed = [row for row in rows if _differs(row, before.get((row["sheet"], row["number"])))]
    _require_known(connection, [*new, *changed])
    first = sorted({row["sheet"] for row in new if not sheets[row["sheet"]].has_lines})
    for row in changed:
        old = before[row["sheet"], row["number"]]
        row |= {name: old[name] for name in WHEN_AND_WHO}  # who typed it first, and when; the correction is in the audit
        _correct(connection, row, old, now=now, actor=actor)
    if new:
        connection.execute(_INSERT, new)
    renamed = _take(connection, [row for row in rows if row["complaint_taken"]], returned.taken)
    told = [row for row in rows if row["complaint_taken"] in renamed and row not in changed and row not in new]
    for row in told:  # the line is the same, its complaint another: typed with another category, or as urgent
        _tell_correction(connection, row, row, ("complaint_taken",), now=now, actor=actor)
    in_hand = {*papers, *(row["sheet"] for row in (*new, *changed))}
    _mark_returned(connection, {id_ for id_ in in_hand if id_ in sheets and sheets[id_].returned_at is None}, now)
    _renew(connection, [*new, *changed, *(before[row["sheet"], row["number"]] for row in changed)])
    num_changed = len(changed) + len(told)
    count = ImportCount(added=len(new), changed=num_changed, unchanged=len(rows) - len(new) - num_changed)
    _tell_audit(connection, count, first, source=returned.source, now=now, actor=actor)
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


def _require_known(connection: Connection, rows: Sequence[Cells]) -> None:
    """Refuse rows of homes that are not in the ledger: one erased after its sheet was opened would be in it again.

    Raises
    ------
    InputError
        E7030 for each such row.
    """
    wanted = {row["household"] for row in rows if row["household"] and not is_nameless(row["household"])}
    gone = wanted.difference(connection.execute(*_HOMES(sorted(wanted))).scalars()) if wanted else set()
    if gone:
        told = [row for row in rows if row["household"] in gone]
        raise InputError([Fault(code="E7030", values={"number": row["number"], "sheet": row["sheet"]}) for row in told])


def _rows_before(connection: Connection, rows: Sequence[Cells]) -> dict[tuple[str, int], Cells]:
    """Lines that are recorded already, by sheet and number."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        numbers[row["sheet"]].append(row["number"])
    return {
        (row["sheet"], row["number"]): dict(row)
        for sheet, wanted in numbers.items()
        for row in connection.execute(_LINES, {"of_sheet": sheet, "numbers": wanted}).mappings()
    }


def _differs(row: Cells, before: Cells | None) -> bool:
    return before is not None and any(before[name] != value for name, value in row.items() if name not in WHEN_AND_WHO)


def _sheets_of(connection: Connection, sheets: set[str], papers: Collection[str]) -> dict[str, Row[Any]]:
    """What is known of the sheets of lines, and of other papers in the desk's hands: whether back, and with lines yet.

    Raises
    ------
    InputError
        E6030 for each sheet of lines that is not registered.
    """
    known = {row.id: row for row in connection.execute(*_SHEETS(sorted(sheets.union(papers))))}
    if sheets - known.keys():
        raise InputError([Fault(code="E6030", values={"sheet": sheet}) for sheet in sorted(sheets - known.keys())])
    return known


def _correct(connection: Connection, row: Cells, old: Cells, *, now: dt.datetime, actor: str) -> None:
    """Replace a line; the audit keeps what it said before in ids and codes."""
    differing = [name for name in row if name not in WHEN_AND_WHO and row[name] != old[name]]
    key = {"of_sheet": row["sheet"], "of_number": row["number"]}
    connection.execute(_correction(tuple(differing)), key | {name: row[name] for name in differing})
    if old["complaint_taken"] and row["complaint_taken"] != old["complaint_taken"]:
        _drop_taken(connection, old["complaint_taken"])
    _tell_correction(connection, row, old, differing, now=now, actor=actor)


def _tell_correction(
    connection: Connection, row: Cells, old: Cells, names: Sequence[str], *, now: dt.datetime, actor: str
) -> None:
    details: dict[str, int | str] = {"number": row["number"], "was": old["outcome"], "is": row["outcome"]}
    details["columns"] = ",".join(names)[: audit.MAX_DETAIL]
    audit.append(connection, now=now, actor=actor, action="correct", subject=f"sheet {row['sheet']}", details=details)


@functools.cache
def _correction(names: tuple[str, ...]) -> Update:
    """Other values in some columns of one line."""
    table = schema.visits
    of_line = update(table).where(table.c.sheet == bindparam("of_sheet"), table.c.number == bindparam("of_number"))
    return of_line.values({name: bindparam(name) for name in names})


def _take(connection: Connection, rows: Sequence[Cells], taken: Sequence[Complaint]) -> frozenset[str]:
    """Put complaints taken down at doors into the ledger; ids of those that were there under another category or urgency."""
    by_id, renamed, table = {complaint.id: complaint for complaint in taken}, set(), schema.complaints
    said = (table.c.category, table.c.urgency)
    for complaint in (by_id[row["complaint_taken"]] for row in rows if row["complaint_taken"] in by_id):
        values = COMPLAINTS.new_row(COMPLAINTS.imported(complaint))
        known = connection.execute(select(*said).filter_by(id=complaint.id)).first()
        if known is None:
            connection.execute(insert(table), values)
        elif tuple(known) != (values["category"], values["urgency"]):
            kept = {name: values[name] for name in ("category", "urgency", "due")}
            connection.execute(update(table).filter_by(id=complaint.id).values(kept))
            renamed.add(complaint.id)
    return frozenset(renamed)


def _drop_taken(connection: Connection, complaint: str) -> None:
    """Forget a complaint that was taken down by mistake, unless somebody has followed it up already."""
    if connection.execute(select(schema.visits.c.number).filter_by(complaint=complaint).limit(1)).first() is None:
        connection.execute(delete(schema.complaints).filter_by(id=complaint))


def _mark_returned(connection: Connection, sheets: set[str], now: dt.datetime) -> None:
    """A sheet that is being typed in is in the desk's hands; of one that stays lost other notes are typed."""
    if sheets:
        table = schema.sheets
        is_there = table.c.lost_at.is_(None) | HAS_COPY
        out = update(table).where(table.c.id.in_(sheets), table.c.returned_at.is_(None), is_there)
        connection.execute(out.values(returned_at=now))


def _renew(connection: Connection, rows: Sequence[Cells]) -> None:
    for name, table in TABLES.items():
        ids = {row[name] for row in rows if row[name] is not None}
        if ids:
            renew_soon(connection, table, ids)


def _tell_audit(
    connection: Connection, count: ImportCount, first: Sequence[str], *, source: str, now: dt.datetime, actor: str
) -> None:
    """One entry when a sheet is begun, one for each file; the lines themselves say who typed them and when."""
    if source:
        details: dict[str, int | str] = {"source": audit.kind_of(source), "added": count.added}
        details |= {"changed": count.changed, "unchanged": count.unchanged}
        audit.append(connection, now=now, actor=actor, action="record", subject="file", details=details)
    for sheet in first:
        audit.append(connection, now=now, actor=actor, action="record", subject=f"sheet {sheet}", details={})
