"""Counts work for the report: lines by purpose, days, when doors opened, load of teams."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Table, case, func, select

from planner.domain.history import TallyBy
from planner.domain.month import DayCount, OpeningCount, Period, TeamLoad, VisitCount
from planner.domain.outcome import Outcome
from planner.domain.visit import VisitKind
from planner.ledger import schema
from planner.ledger.counting import tally
from planner.rules.door_state import OPENED, TRIED

_visits = schema.visits


def visit_counts(connection: Connection, period: Period) -> tuple[VisitCount, ...]:
    """Lines by purpose and outcome."""
    rows = tally(connection, period.start, period.end, by=(TallyBy.KIND, TallyBy.OUTCOME))
    return tuple(
        VisitCount(kind=VisitKind(row.keys[0]), outcome=Outcome(row.keys[1]), num_visits=row.num_visits) for row in rows
    )


def day_counts(connection: Connection, period: Period) -> tuple[DayCount, ...]:
    """Each day of the period, so that a day without a line is seen."""
    num_lines: dict[dt.date, int] = defaultdict(int)
    num_reached: dict[dt.date, int] = {}
    for row in tally(connection, period.start, period.end, by=(TallyBy.DATE, TallyBy.OUTCOME)):
        date = dt.date.fromisoformat(row.keys[0])
        num_lines[date] += row.num_visits
        if row.keys[1] == Outcome.MET.value:
            num_reached[date] = row.num_households
    planned = {
        **_planned(connection, schema.plans, "version", period),
        **_planned(connection, schema.sheets, "plan_version", period),
    }
    made = _made(connection, period)
    days = [period.start + dt.timedelta(days=offset) for offset in range(period.num_days)]
    return tuple(
        DayCount(
            date=day,
            num_planned=planned.get(day),
            num_visits=num_lines[day],
            num_reached=num_reached.get(day, 0),
            num_made=min(made.get(day, 0), planned.get(day, 0)),
        )
        for day in days
    )


def _planned(connection: Connection, table: Table, version: str, period: Period) -> Mapping[dt.date, int]:
    """Stops of the newest version of each day."""
    query = (
        select(table.c.date, func.sum(table.c.num_stops).label("num_stops"))
        .where(table.c.date >= period.start, table.c.date <= period.end)
        .group_by(table.c.date, table.c[version])
        .order_by(table.c.date, table.c[version])
    )
    return {row["date"]: int(row["num_stops"]) for row in connection.execute(query).mappings()}


def _made(connection: Connection, period: Period) -> Mapping[dt.date, int]:
    """Visits of each day that are recorded from a planned row, each once."""
    sheets = schema.sheets
    query = (
        select(_visits.c.date, func.count(_visits.c.visit.distinct()).label("num_made"))
        .join(sheets, sheets.c.id == _visits.c.sheet)
        .where(_visits.c.number <= sheets.c.num_stops, *_in(period))
        .group_by(_visits.c.date)
    )
    return {row["date"]: int(row["num_made"]) for row in connection.execute(query).mappings()}


def opening_counts(connection: Connection, period: Period) -> tuple[OpeningCount, ...]:
    """Tries at homes by shift and kind of day, over the whole area."""
    opened = func.sum(case((_visits.c.outcome.in_(_values(OPENED)), 1), else_=0))
    keys = (_visits.c.slot, _visits.c.is_weekend)
    query = (
        select(*keys, func.count().label("num_tried"), opened.label("num_opened"))
        .where(_visits.c.household.is_not(None), _visits.c.outcome.in_(_values(TRIED)), *_in(period))
        .group_by(*keys)
    )
    found = [OpeningCount(**row) for row in connection.execute(query).mappings()]
    return tuple(sorted(found, key=lambda count: (count.slot, count.is_weekend)))


def team_loads(connection: Connection, period: Period) -> tuple[TeamLoad, ...]:
    """Lines, days, distinct homes met and time at doors, in one pass."""
    keys = (_visits.c.team, _visits.c.unit)
    is_timed = _visits.c.time_in.is_not(None) & _visits.c.time_out.is_not(None)
    query = (
        select(
            *keys,
            func.count(_visits.c.date.distinct()).label("num_days"),
            func.count().label("num_visits"),
            func.count(case((_visits.c.outcome == Outcome.MET.value, _visits.c.household)).distinct()).label("num_homes"),
            func.sum(case((is_timed, 1), else_=0)).label("num_timed"),
            func.sum(case((is_timed, _visits.c.time_out - _visits.c.time_in), else_=0)).label("door_duration"),
        )
        .where(*_in(period))
        .group_by(*keys)
    )
    rows = connection.execute(query).mappings()
    found = [TeamLoad(**{**row, "door_duration": int(row["door_duration"])}) for row in rows]
    return tuple(sorted(found, key=lambda load: (load.team, load.unit)))


def _in(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _visits.c.date >= period.start, _visits.c.date <= period.end


def _values(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted(outcome.value for outcome in outcomes)
