"""What is different for teams on single days: kept, replaced and cleared, without touching the roster."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, Engine, delete, insert, select

from planner.domain.records import TeamDay
from planner.ledger import audit, schema
from planner.ledger.engine import reading, writing
from planner.ledger.rows import TEAM_DAYS

_table = schema.team_days


class TeamDays:
    """What the ledger says of teams on single days."""

    _engine: Engine

    def team_days(self, since: dt.date | None = None, until: dt.date | None = None) -> tuple[TeamDay, ...]:
        """What is said of teams on the days from `since` to `until` (`None`: all), by day and team."""
        query = select(_table)
        query = query if since is None else query.where(_table.c.date >= since)
        query = query if until is None else query.where(_table.c.date <= until)
        with reading(self._engine) as connection:
            found = [TEAM_DAYS.from_row(row) for row in connection.execute(query).mappings()]
        return tuple(sorted(found, key=lambda day: (day.date, day.team)))

    def put_team_days(self, days: Sequence[TeamDay], *, now: dt.datetime, actor: str) -> None:
        """Keep what is different for teams, each in place of what was said before; an audit entry for each."""
        with writing(self._engine) as connection:
            for day in days:
                connection.execute(delete(_table).where(_table.c.date == day.date, _table.c.team == day.team))
                connection.execute(insert(_table).values(TEAM_DAYS.to_row(day)))
                values: dict[str, int | str] = {
                    "off": int(day.is_off), "absent": len(day.absent), "borrowed": len(day.borrowed),
                    "shifts": " ".join(day.shifts),
                }  # fmt: skip
                values |= {name: told for name in ("lent_by", "lent_to") if (told := getattr(day, name))}
                _tell(connection, day, "set", details=values, now=now, actor=actor)

    def clear_team_days(self, date: dt.date, teams: Collection[str] | None, *, now: dt.datetime, actor: str) -> tuple[str, ...]:
        """Take back what was said of teams (`None`: of all) for a day; whose it was. An audit entry for each."""
        with writing(self._engine) as connection:
            query = select(_table).where(_table.c.date == date).order_by(_table.c.team)
            days = [TEAM_DAYS.from_row(row) for row in connection.execute(query).mappings()]
            cleared = [day for day in days if teams is None or day.team in teams]
            for day in cleared:
                connection.execute(delete(_table).where(_table.c.date == date, _table.c.team == day.team))
                _tell(connection, day, "clear", details={}, now=now, actor=actor)
        return tuple(day.team for day in cleared)


def forget_days(connection: Connection, before: dt.date) -> int:
    """Forget what was said of teams on days before one; how many. It holds names of officers."""
    return connection.execute(delete(_table).where(_table.c.date < before)).rowcount


def _tell(
    connection: Connection, day: TeamDay, action: str, *, details: Mapping[str, int | str], now: dt.datetime, actor: str
) -> None:
    subject = f"day {day.date.isoformat()} {day.team}"
    audit.append(connection, now=now, actor=actor, action=action, subject=subject, details=details)
