"""Counts where minutes went: at open doors, at shut ones, and between them, from the times on returned sheets."""

from sqlalchemy import Connection, case, func, select

from planner.domain.minutes import DoorTime, TeamMinutes
from planner.domain.month import Period
from planner.domain.outcome import Outcome
from planner.domain.units import MINUTE
from planner.domain.visit import VisitKind
from planner.ledger import schema
from planner.rules.door_state import OPENED, TRIED

_PAUSE = 20 * MINUTE
"""From here on a gap between two rows is no way: neighbours on a sheet are a few minutes apart."""

_visits = schema.visits
_IS_TIMED = _visits.c.time_in.is_not(None) & _visits.c.time_out.is_not(None)


def team_minutes(connection: Connection, period: Period) -> tuple[TeamMinutes, ...]:
    """Seconds of each team; gaps are counted inside a sheet, from the latest end so far."""
    ended = func.max(_visits.c.time_out).over(
        partition_by=_visits.c.sheet, order_by=(_visits.c.time_in, _visits.c.number), rows=(None, -1)
    )
    is_open = _visits.c.outcome.in_(sorted(outcome.value for outcome in OPENED))
    columns = _visits.c.team, _visits.c.unit, (_visits.c.time_out - _visits.c.time_in).label("spent")
    is_tried = _visits.c.outcome.in_(sorted(outcome.value for outcome in TRIED))
    rows = (
        select(*columns, case((is_open, 1), else_=0).label("is_open"), (_visits.c.time_in - ended).label("gap"))
        .where(_IS_TIMED, is_tried, _visits.c.date >= period.start, _visits.c.date <= period.end)
        .subquery()
    )
    query = select(
        rows.c.team,
        rows.c.unit,
        func.count().label("num_timed"),
        func.sum(case((rows.c.is_open == 1, rows.c.spent), else_=0)).label("open_duration"),
        func.sum(case((rows.c.is_open == 0, rows.c.spent), else_=0)).label("shut_duration"),
        func.sum(case(((rows.c.gap > 0) & (rows.c.gap < _PAUSE), rows.c.gap), else_=0)).label("road_duration"),
        func.sum(case((rows.c.gap >= _PAUSE, rows.c.gap), else_=0)).label("pause_duration"),
    ).group_by(rows.c.team, rows.c.unit)
    found = []
    for row in connection.execute(query).mappings():
        numbers = {name: int(value) for name, value in row.items() if name not in {"team", "unit"}}
        found.append(TeamMinutes(team=row["team"], unit=row["unit"], **numbers))
    return tuple(sorted(found, key=lambda one: (one.team, one.unit)))


def door_times(connection: Connection, period: Period) -> tuple[DoorTime, ...]:
    """Seconds at doors by purpose, somebody met or the door shut; other outcomes say neither."""
    query = (
        select(
            _visits.c.kind,
            _visits.c.outcome,
            func.count().label("num_timed"),
            func.sum(_visits.c.time_out - _visits.c.time_in).label("duration"),
        )
        .where(
            _IS_TIMED,
            _visits.c.outcome.in_([Outcome.MET.value, Outcome.NOT_HOME.value]),
            _visits.c.date >= period.start,
            _visits.c.date <= period.end,
        )
        .group_by(_visits.c.kind, _visits.c.outcome)
    )
    found = [
        DoorTime(
            kind=VisitKind(row["kind"]),
            is_met=row["outcome"] == Outcome.MET.value,
            num_timed=int(row["num_timed"]),
            duration=int(row["duration"]),
        )
        for row in connection.execute(query).mappings()
    ]
    order = list(VisitKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), not one.is_met)))
