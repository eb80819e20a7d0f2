"""Reads and counts recorded visits; counts are made by the database, so that a million visits take seconds."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from planner.domain.history import PastVisit, TallyBy, TallyRow
from planner.domain.place import group_of
from planner.ledger import schema
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
    columns = [column for name in by for column in _COLUMNS[name]]
    query = select(*columns, func.count(), func.count(_visits.c.household.distinct())).where(*_days(start, end))
    if columns:
        query = query.group_by(*columns)
    rows = [
        TallyRow(keys=_keys(row[:-2], by), num_visits=row[-2], num_households=row[-1])
        for row in connection.execute(query)
        if row[-2]
    ]
    return tuple(sorted(rows, key=lambda row: row.keys))


def _days(start: dt.date | None, end: dt.date | None) -> list[ColumnElement[bool]]:
    found = [] if start is None else [_visits.c.date >= start]
    return found if end is None else [*found, _visits.c.date <= end]


def _values(outcomes: Iterable[Any]) -> list[str]:
    return sorted(outcome.value for outcome in outcomes)


def _keys(cells: Sequence[Any], by: Sequence[TallyBy]) -> tuple[str, ...]:
    keys, at = [], 0
    for name in by:
        if name is TallyBy.GROUP:
            village, rw, rt = cells[at : at + 3]
            keys.append(group_of(village=village, rw=rw, rt=rt))
            at += 3
        else:
            cell = cells[at]
            keys.append(cell.isoformat() if isinstance(cell, dt.date) else str(cell))
            at += 1
    return tuple(keys)
