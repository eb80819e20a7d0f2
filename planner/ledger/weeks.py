"""Keeps weeks: begun, planned day by day, approved by name; each step is one transaction, so a kill loses no day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, Engine, Table, func, insert, select, update

from planner.domain.errors import Fault, InputError
from planner.domain.week_record import WeekDay, WeekRecord
from planner.ledger import audit, schema
from planner.ledger.engine import reading, writing

_weeks, _days = schema.weeks, schema.week_days
_DAY = tuple(one.name for one in fields(WeekDay))


class Weeks:
    """The weeks of a ledger."""

    _engine: Engine

    def begin_week(
        self, start: dt.date, days: Sequence[WeekDay], *, fingerprint: str, now: dt.datetime, actor: str
    ) -> WeekRecord:
        """Keep that a week is being planned, as the next version of those that begin on its day; one audit entry."""
        with writing(self._engine) as connection:
            query = select(func.max(_weeks.c.version)).where(_weeks.c.start == start)
            version = int(connection.execute(query).scalar() or 0) + 1
            key = {"start": start, "version": version}
            connection.execute(insert(_weeks), key | {"created": now, "actor": actor, "fingerprint": fingerprint})
            connection.execute(insert(_days), [key | {name: getattr(day, name) for name in _DAY} for day in days])
            _tell(connection, f"{start.isoformat()}/v{version}", "week", now=now, actor=actor)
            return _read(connection, start, version)[0]

    def keep_week_day(self, start: dt.date, version: int, day: WeekDay) -> None:
        """Keep that a day of a week is planned, and by which plan."""
        with writing(self._engine) as connection:
            of_day = (_days.c.start == start) & (_days.c.version == version) & (_days.c.date == day.date)
            values = {"plan_version": day.plan_version, "is_free": day.is_free}
            connection.execute(update(_days).where(of_day).values(values))

    def approve_week(self, start: dt.date, version: int, by: str | None, *, now: dt.datetime, actor: str) -> WeekRecord:
        """Keep who approved a week, or with `None` take that back; one audit entry.

        Raises
        ------
        InputError
            E6085 if there is no such week, E6086 if it is not planned to its end.
        """
        with writing(self._engine) as connection:
            found = _read(connection, start, version)
            if not found:
                raise InputError([Fault(code="E6085", values={"start": start.isoformat(), "version": version})])
            if by is not None and not found[0].is_finished:
                raise InputError([Fault(code="E6086", values={"start": start.isoformat()})])
            of_week = (_weeks.c.start == start) & (_weeks.c.version == version)
            values = {"approved_by": by, "approved_at": None if by is None else now}
            connection.execute(update(_weeks).where(of_week).values(values))
            action = "unapprove" if by is None else "approve"
            _tell(connection, f"{start.isoformat()}/v{version}", action, now=now, actor=actor, by=by or "")
            return _read(connection, start, version)[0]

    def weeks(self, start: dt.date | None = None) -> tuple[WeekRecord, ...]:
        """Weeks that begin on a day (`None`: all), by first day and version."""
        with reading(self._engine) as connection:
            return _read(connection, start, None)


def _read(connection: Connection, start: dt.date | None, version: int | None) -> tuple[WeekRecord, ...]:
    def chosen(table: Table) -> list[ColumnElement[bool]]:
        pairs = ((table.c.start, start), (table.c.version, version))
        return [column == value for column, value in pairs if value is not None]

    days = connection.execute(select(_days).where(*chosen(_days)).order_by(_days.c.date)).mappings().all()
    rows = connection.execute(select(_weeks).where(*chosen(_weeks)).order_by(_weeks.c.start, _weeks.c.version)).mappings()
    return tuple(
        WeekRecord(
            **row,
            days=tuple(
                WeekDay(**{name: day[name] for name in _DAY})
                for day in days
                if (day["start"], day["version"]) == (row["start"], row["version"])
            ),
        )
        for row in rows
    )


def _tell(connection: Connection, week: str, action: str, *, now: dt.datetime, actor: str, by: str = "") -> None:
    details = {"by": by} if by else {}
    audit.append(connection, now=now, actor=actor, action=action, subject=f"week {week}", details=details)
