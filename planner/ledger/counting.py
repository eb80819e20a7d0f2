"""Reads and counts recorded visits; counts are made by the database, so that a million visits take seconds."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from planner.domain.history import PastVisit, TallyBy, TallyRow
from planner.domain.outcome import Outcome
from planner.ledger import schema
from planner.ledger.asked import ByIds
from planner.ledger.visit_rows import past_visit

_visits = schema.visits


def visits_between(connection: Connection, start: dt.date | None, end: dt.date | None) -> tuple[PastVisit, ...]:
    """Recorded lines of the days from start to end, both included, by day, sheet and row."""
    query = select(_visits).where(*_days(start, end)).order_by(_visits.c.date, _visits.c.sheet, _visits.c.number)
    return tuple(past_visit(row) for row in connection.execute(query).mappings())


_OF_VISITS = ByIds(
    lambda among: (
        select(_visits)
        .where(_visits.c.date == bindparam("day"), among(_visits.c.visit))
        .order_by(_visits.c.sheet, _visits.c.number)
    )
)


def visits_of(connection: Connection, date: dt.date, visits: Collection[str]) -> tuple[PastVisit, ...]:
    """Recorded lines of some visits on a day, by sheet and row."""
    query, values = _OF_VISITS(list(visits))
    return tuple(past_visit(row) for row in connection.execute(query, {"day": date, **values}).mappings())


_MARK = select(schema.sums.c.total).where(schema.sums.c.name == _visits.name)


def mark_of_visits(connection: Connection) -> str | None:
    """The sum over all recorded lines; `None`: the database keeps none (see `planner.ledger.triggers`)."""
    return connection.execute(_MARK).scalar()


def visits_of_sheet(connection: Connection, sheet: str) -> tuple[PastVisit, ...]:
    """Recorded lines of a sheet by row."""
    query = select(_visits).filter_by(sheet=sheet).order_by(_visits.c.number)
    return tuple(past_visit(row) for row in connection.execute(query).mappings())


def visits_of_facility(connection: Connection, facility: str) -> tuple[PastVisit, ...]:
    """Recorded inspections of a facility by day, sheet and row."""
    query = select(_visits).filter_by(facility=facility).order_by(_visits.c.date, _visits.c.sheet, _visits.c.number)
    return tuple(past_visit(row) for row in connection.execute(query).mappings())


def visits_made(connection: Connection, households: Collection[str], *, before: dt.date) -> dict[str, int]:
    """Days before a day on which somebody was met at each household; those without are left out."""
    made = _visits.c.outcome.in_([Outcome.MET.value, Outcome.REFUSED.value])
    query = select(_visits.c.household, func.count(_visits.c.date.distinct()).label("num_visits")).where(
        made, _visits.c.date < before, _visits.c.household.in_(households)
    )
    return {row["household"]: row["num_visits"] for row in connection.execute(query.group_by(_visits.c.household)).mappings()}


def tally(connection: Connection, start: dt.date | None, end: dt.date | None, *, by: Sequence[TallyBy]) -> tuple[TallyRow, ...]:
    """Visits and distinct households by any columns, sorted by the keys."""
    columns = [_visits.c[name.value] for name in by]
    counts = func.count().label("num_visits"), func.count(_visits.c.household.distinct()).label("num_households")
    query = select(*columns, *counts).where(*_days(start, end))
    if columns:
        query = query.group_by(*columns)
    rows = [
        TallyRow(
            keys=tuple(_key(row[name.value]) for name in by), num_visits=row["num_visits"], num_households=row["num_households"]
        )
        for row in connection.execute(query).mappings()
        if row["num_visits"]
    ]
    return tuple(sorted(rows, key=lambda row: row.keys))


def _days(start: dt.date | None, end: dt.date | None) -> list[ColumnElement[bool]]:
    found = [] if start is None else [_visits.c.date >= start]
    return found if end is None else [*found, _visits.c.date <= end]


def _key(cell: dt.date | str) -> str:
    return cell.isoformat() if isinstance(cell, dt.date) else cell
