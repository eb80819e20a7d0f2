"""Keeps the numbered sheets: printed, handed out, returned; what is out there and what is missing."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, delete, false, func, insert, or_, select, update

from planner.domain.errors import Fault, refuse
from planner.domain.history import Sheet, SheetState
from planner.domain.outcome import Outcome
from planner.domain.sheet_rows import rows_of, without_rows
from planner.ledger import audit, schema, sheets_before
from planner.ledger.deriving import renew
from planner.ledger.rows import Cells
from planner.ledger.sheets_before import MOMENTS
from planner.ledger.visit_rows import SHEET_COLUMNS, sheet_row

_sheets = schema.sheets

HAS_COPY = or_(
    func.coalesce(_sheets.c.printed_at > _sheets.c.lost_at, false()),
    func.coalesce(_sheets.c.handed_out_at > _sheets.c.lost_at, false()),
)
"""Whether a sheet was lost and another was printed in its place; see `Sheet.has_copy`."""


def register(
    connection: Connection, sheets: Sequence[Sheet], *, planned: Collection[str], now: dt.datetime, actor: str
) -> None:
    """Keep sheets by id in the caller's transaction: new ones are added, of known ones a later print is noted.

    Parameters
    ----------
    planned
        Complaints that they hold.
    """
    ids = [sheet.id for sheet in sheets]
    known = {row.id: row for row in connection.execute(select(_sheets).where(_sheets.c.id.in_(ids)))}
    told = set(connection.execute(select(schema.visits.c.sheet).where(schema.visits.c.sheet.in_(ids)).distinct()).scalars())
    new = [sheet_row(sheet) for sheet in sheets if sheet.id not in known]
    if new:
        connection.execute(insert(_sheets), new)
    for sheet in sheets:
        before = known.get(sheet.id)
        if before is None:
            continue
        values: dict[str, Any] = {}
        if sheet.printed_at is not None:
            values = {"printed_at": sheet.printed_at, "crew_hash": sheet.crew_hash}
        # What a number means is settled once a paper bears it or a row of it is told.
        is_paper = before.printed_at or before.handed_out_at or before.returned_at or before.lost_at
        if not before.rows_hash or not (is_paper or sheet.id in told):
            values |= {name: getattr(sheet, name) for name in ("rows_hash", "num_stops", "num_reserves")}
        if values:
            connection.execute(update(_sheets).filter_by(id=sheet.id).values(values))
    if planned and sheets:
        table = schema.complaints
        connection.execute(update(table).where(table.c.id.in_(planned)).values(planned_on=sheets[0].date))
        renew(connection, table, planned)
    if new:
        subject = f"sheets {sheets[0].date.isoformat()}/v{sheets[0].plan_version}"
        audit.append(connection, now=now, actor=actor, action="register", subject=subject, details={"sheets": len(new)})


def leave_out(connection: Connection, date: dt.date, version: int, shifts: Collection[str]) -> None:
    """Note that a plan was printed without the teams of some older sheets of its day: those that nobody has taken."""
    here = (_sheets.c.date == date) & (_sheets.c.plan_version < version) & _sheets.c.shift.not_in(shifts)
    is_idle = _sheets.c.handed_out_at.is_(None) & _sheets.c.returned_at.is_(None) & _sheets.c.lost_at.is_(None)
    connection.execute(update(_sheets).where(here, is_idle, _sheets.c.left_out_by.is_(None)).values(left_out_by=version))


def unregister(connection: Connection, ids: Collection[str]) -> None:
    """Delete sheets that were never printed, handed out or recorded."""
    told = select(schema.visits.c.sheet).where(schema.visits.c.sheet.in_(ids))
    idle = and_(*(_sheets.c[name].is_(None) for name in ("printed_at", *MOMENTS)))
    connection.execute(delete(_sheets).where(_sheets.c.id.in_(ids), idle, _sheets.c.id.not_in(told)))


def forget_rows(connection: Connection, visit: str) -> None:
    """Forget by what marks the rows of an erased home are known."""
    for row in connection.execute(select(_sheets.c.id, _sheets.c.rows_hash).where(_sheets.c.rows_hash != "")).all():
        marks = without_rows(row.rows_hash, row.id, visit)
        if marks != row.rows_hash:
            connection.execute(update(_sheets).filter_by(id=row.id).values(rows_hash=marks))


def sheets_of(
    connection: Connection, dates: Collection[dt.date] | None = None, *, ids: Collection[str] | None = None
) -> tuple[Sheet, ...]:
    """Sheets of some days (`None`: of all) or of some ids, by day, version and id, with the rows recorded of each.

    What an earlier paper of the day told counts for the rows that a later one repeats, unless all days are asked for.
    """
    is_stop = schema.visits.c.number <= _sheets.c.num_stops
    counts = (
        select(
            schema.visits.c.sheet,
            func.sum(case((is_stop, 1), else_=0)).label("num_recorded"),
            func.sum(case((is_stop, 0), else_=1)).label("num_reserves_recorded"),
        )
        .join(_sheets, _sheets.c.id == schema.visits.c.sheet)
        .group_by(schema.visits.c.sheet)
    )
    query = select(_sheets)
    if dates is not None:
        query = query.where(_sheets.c.date.in_(dates))
        counts = counts.where(_sheets.c.date.in_(dates), schema.visits.c.date == _sheets.c.date)
    if ids is not None:
        query = query.where(_sheets.c.id.in_(ids))
        counts = counts.where(schema.visits.c.sheet.in_(ids))
    recorded: dict[str, Mapping[str, int]] = {
        row["sheet"]: {name: int(row[name]) for name in ("num_recorded", "num_reserves_recorded")}
        for row in connection.execute(counts).mappings()
    }
    rows = connection.execute(query.order_by(_sheets.c.date, _sheets.c.plan_version)).mappings().all()
    if dates is not None or ids is not None:
        recorded = _with_other_papers(connection, rows, recorded)
    found = _with_state(connection, rows, recorded)
    return tuple(sorted(found, key=lambda sheet: (sheet.date, sheet.plan_version, sheet.id)))


def papers_between(connection: Connection, start: dt.date, end: dt.date) -> tuple[Sheet, ...]:
    """Sheets of some days that are on paper and were not kept back, and those of which a paper is lost, whatever came of its
    copy; without the rows recorded of each.
    """
    rows = connection.execute(select(_sheets).where(_sheets.c.date >= start, _sheets.c.date <= end)).mappings().all()
    found = _with_state(connection, rows, {})
    return tuple(
        sheet for sheet in found if sheet.is_lost or ((sheet.printed_at or sheet.handed_out_at) and not sheet.is_kept_back)
    )


_FIRST = (_sheets.c.id, _sheets.c.shift, _sheets.c.handed_out_at, _sheets.c.lost_at)
_HANDED_OUT = select(*_FIRST).where(_sheets.c.date == bindparam("day")).order_by(_sheets.c.id)
_OF_SHIFT = _HANDED_OUT.where(_sheets.c.shift == bindparam("of_shift"))


def handed_out(connection: Connection, date: dt.date, shift: str | None) -> tuple[tuple[str, dt.datetime | None], ...]:
    """Shift of each paper of a day (`None`: of all shifts), and when it first went out: before a copy, if it was lost."""
    query, values = (_HANDED_OUT, {"day": date}) if shift is None else (_OF_SHIFT, {"day": date, "of_shift": shift})
    rows = connection.execute(query, values).mappings().all()
    return tuple((row["shift"], sheets_before.first_handed_out(connection, row)) for row in rows)


def lost_since(connection: Connection, sheet: str) -> dt.datetime | None:
    """When a sheet was said to be lost, if it was not found and no other was printed in its place."""
    is_gone = (_sheets.c.id == sheet) & _sheets.c.returned_at.is_(None) & ~HAS_COPY
    return connection.execute(select(_sheets.c.lost_at).where(is_gone)).scalar()


def mark(
    connection: Connection, ids: Sequence[str], moment: str, *, is_undone: bool = False, now: dt.datetime, actor: str
) -> tuple[Sheet, ...]:
    """Note that sheets were handed out, returned or lost (or take that back), one audit entry each.

    The last thing said counts: what is lost is no longer back, and what is found again is not lost; where another was printed
    in its place, it is that one which comes back. What it takes the place of is kept in the audit trail, and is there again
    once it is taken back. Said again of what is lost, it changes nothing.
    """
    if moment not in MOMENTS:
        raise ValueError(f"{moment!r} is not one of {list(MOMENTS)}")
    known = {
        row["id"]: row
        for row in connection.execute(select(_sheets, HAS_COPY.label("has_copy")).where(_sheets.c.id.in_(ids))).mappings()
    }
    unknown = [Fault(code="E6030", values={"sheet": id_}) for id_ in ids if id_ not in known]
    refuse(unknown)
    for id_ in dict.fromkeys(ids):
        row = known[id_]
        details: dict[str, int | str] = {}
        if is_undone:
            values = sheets_before.taken_back(connection, row, moment)
        elif moment == "lost_at" and row["lost_at"] is not None and row["returned_at"] is None and not row["has_copy"]:
            continue
        else:
            values, details = sheets_before.said(connection, row, moment, now)
        connection.execute(update(_sheets).filter_by(id=id_).values(values))
        action = ("un" if is_undone else "") + MOMENTS[moment]
        audit.append(connection, now=now, actor=actor, action=action, subject=sheets_before.subject(id_), details=details)
    return sheets_of(connection, ids=ids)


def _with_other_papers(
    connection: Connection, rows: Sequence[Cells], recorded: Mapping[str, Mapping[str, int]]
) -> dict[str, Mapping[str, int]]:
    """Counts of recorded rows with those whose visit another version's paper of the day told of; put off is not told."""
    told = schema.visits
    names = ("sheet", "number", "date", "plan_version", "visit", "outcome")
    query = select(*(told.c[name] for name in names)).where(told.c.date.in_({row["date"] for row in rows}))
    lines = connection.execute(query).mappings().all()
    found: dict[str, Mapping[str, int]] = dict(recorded)
    for row in rows:
        others = {
            line["visit"]
            for line in lines
            if line["date"] == row["date"]
            and line["plan_version"] != row["plan_version"]
            and line["outcome"] != Outcome.POSTPONED.value
        }
        own = {line["number"] for line in lines if line["sheet"] == row["id"]}
        more = rows_of(row["rows_hash"], row["id"], others) - own if others else frozenset()
        if more:
            counts, num_stops = found.get(row["id"], {}), sum(number <= row["num_stops"] for number in more)
            found[row["id"]] = {
                "num_recorded": counts.get("num_recorded", 0) + num_stops,
                "num_reserves_recorded": counts.get("num_reserves_recorded", 0) + len(more) - num_stops,
            }
    return found


def _newest_versions(connection: Connection, dates: Iterable[dt.date]) -> dict[tuple[dt.date, str], int]:
    """By day and shift the newest version of which its sheet was printed, or that was printed without it: teams whose sheet
    stays as it is keep it.
    """
    key = (_sheets.c.date, _sheets.c.shift)
    versions = (func.max(_sheets.c.plan_version).label("newest"), func.max(_sheets.c.left_out_by).label("without"))
    query = select(*key, *versions).where(_sheets.c.date.in_(sorted(dates)), _sheets.c.printed_at.is_not(None))
    rows = connection.execute(query.group_by(*key)).mappings()
    return {(row["date"], row["shift"]): max(row["newest"], row["without"] or 0) for row in rows}


def _with_state(connection: Connection, rows: Sequence[Cells], recorded: Mapping[str, Mapping[str, int]]) -> list[Sheet]:
    """Sheets as they are among the papers of their days."""
    dates = {row["date"] for row in rows}
    newest, taken = _newest_versions(connection, dates), _taken(connection, dates)
    found = []
    for row in rows:
        version = newest.get((row["date"], row["shift"]), row["plan_version"])
        values: dict[str, Any] = {**{name: row[name] for name in SHEET_COLUMNS}, **recorded.get(row["id"], {})}
        sheet = Sheet(**values, replaced_by=version if version > row["plan_version"] else None)
        is_left = sheet.state is SheetState.PRINTED and (sheet.replaced_by is not None or _paper(row) in taken)
        found.append(replace(sheet, is_kept_back=is_left))
    return found


def _taken(connection: Connection, dates: Iterable[dt.date]) -> set[tuple[dt.date, str, bool]]:
    """Papers (`_paper`) of some days of which one was handed out or came back, unless just that one is lost."""
    is_gone = _sheets.c.lost_at.is_not(None) & ~func.coalesce(_sheets.c.handed_out_at > _sheets.c.lost_at, false())
    is_taken = (_sheets.c.handed_out_at.is_not(None) & ~is_gone) | _sheets.c.returned_at.is_not(None)
    columns = (_sheets.c.date, _sheets.c.shift, _sheets.c.num_stops)
    query = select(*columns).where(_sheets.c.date.in_(sorted(dates)), is_taken)
    return {_paper(row) for row in connection.execute(query).mappings()}


def _paper(row: Cells) -> tuple[dt.date, str, bool]:
    """What the versions of one paper share: day, shift, and whether it is a sheet or a briefing slip, which has no rows."""
    return row["date"], row["shift"], row["num_stops"] > 0
