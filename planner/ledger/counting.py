"""Reads and counts recorded visits; counts are made by the database, so that a million visits take seconds."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from planner.domain.history import PastVisit, TallyBy, TallyRow
from planner.domain.place import group_of
from planner.ledger import schema
from planner.ledger.rows import Cells
from planner.ledger.visit_rows import past_visit

_visits = schema.visits
_COLUMNS: dict[TallyBy, tuple[ColumnElement[Any], ...]] = {
    by: (_visits.c[by.value],) for by in TallyBy if by is not TallyBy.GROUP
} | {TallyBy.GROUP: (_visits.c.village, _visits.c.rw, _visits.c.rt)}


def visits_between(connection: Connection, start: dt.date | None, end: dt.date | None) -> tuple[PastVisit, ...]:
    """Recorded lines of the days from start to end, both included, by day, sheet and row."""
    query = select(_visits).where(*_days(start, end)).order_by(_visits.c.date, _visits.c.sheet, _visits.c.number)
    return tuple(past_visit(row) for row in connection.execute(query).mappings())


def visits_of_sheet(connection: Connection, sheet: str) -> tuple[PastVisit, ...]:
    """Recorded lines of a sheet by row."""
    query = select(_visits).filter_by(sheet=sheet).order_by(_visits.c.number)
    return tuple(past_visit(row) for row in connection.execute(query).mappings())


def tally(connection: Connection, start: dt.date | None, end: dt.date | None, *, by: Sequence[TallyBy]) -> tuple[TallyRow, ...]:
    """Visits and distinct households by any columns, sorted by the keys."""
    columns = list(dict.fromkeys(column for name in by for column in _COLUMNS[name]))
    counts = func.count().label("num_visits"), func.count(_visits.c.household.distinct()).label("num_households")
    query = select(*columns, *counts).where(*_days(start, end))
    if columns:
        query = query.group_by(*columns)
    rows = [
        TallyRow(keys=tuple(_key(row, name) for name in by), num_visits=row["num_visits"], num_households=row["num_households"])
        for row in connection.execute(query).mappings()
        if row["num_visits"]
    ]
    return tuple(sorted(rows, key=lambda row: row.keys))


def _days(start: dt.date | None, end: dt.date | None) -> list[ColumnElement[bool]]:
    found = [] if start is None else [_visits.c.date >= start]
    return found if end is None else [*found, _visits.c.date <= end]


def _key(row: Cells, by: TallyBy) -> str:
    if by is TallyBy.GROUP:
        return group_of(village=row["village"], rw=row["rw"], rt=row["rt"])
    cell = row[by.value]
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
