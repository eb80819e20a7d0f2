"""Tells the lives of complaints, and keeps what the desk says of their end."""

import datetime as dt

from sqlalchemy import Connection, case, func, select, update

from planner.domain.errors import Fault, InputError
from planner.domain.history import ComplaintLife
from planner.domain.outcome import Outcome
from planner.domain.place import group_of
from planner.domain.records import ComplaintStatus, Urgency
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.rows import Cells

_ADDRESS = ("village", "rt", "rw")


def complaint_life(connection: Connection, complaint: str | None = None) -> tuple[ComplaintLife, ...]:
    """Lives of complaints (`None`: of all), by id."""
    table, doors = schema.complaints, schema.households
    met = func.min(case((schema.visits.c.outcome == Outcome.MET.value, schema.visits.c.date)))
    visited = (
        select(schema.visits.c.complaint, met.label("visited_on"), func.count().label("num_visits"))
        .where(schema.visits.c.complaint.is_not(None))
        .group_by(schema.visits.c.complaint)
        .subquery()
    )
    names = ("id", "category", "urgency", "status", "received", "due", "planned_on", "answered_on")
    query = (
        select(
            *(table.c[name] for name in names),
            *(func.coalesce(table.c[name], doors.c[name], "").label(name) for name in _ADDRESS),
            visited.c.visited_on,
            func.coalesce(visited.c.num_visits, 0).label("num_visits"),
        )
        .select_from(table)
        .outerjoin(doors, table.c.household == doors.c.id)
        .outerjoin(visited, table.c.id == visited.c.complaint)
    )
    if complaint is not None:
        query = query.where(table.c.id == complaint)
    return tuple(sorted((_life(row) for row in connection.execute(query).mappings()), key=lambda life: life.id))


def set_status(connection: Connection, complaint: str, status: ComplaintStatus, *, now: dt.datetime, actor: str) -> None:
    """Let the desk say how a complaint ended, or that it is open again.

    Raises
    ------
    InputError
        E6031 if there is no such complaint.
    ValueError
        If the status is one that only sheets and visits give.
    """
    if status in (ComplaintStatus.PLANNED, ComplaintStatus.VISITED):
        raise ValueError(f"status {status.value} comes from sheets and visits")
    table = schema.complaints
    closed_on = None if status.is_open else now.date()
    found = connection.execute(update(table).filter_by(id=complaint).values(base_status=status.value, closed_on=closed_on))
    if not found.rowcount:
        raise InputError([Fault(code="E6031", values={"complaint": complaint})])
    renew(connection, table, [complaint])
    details: dict[str, int | str] = {"status": status.value}
    audit.append(connection, now=now, actor=actor, action="complaint", subject=f"complaint {complaint}", details=details)


def _life(row: Cells) -> ComplaintLife:
    return ComplaintLife(
        id=row["id"],
        category=row["category"],
        urgency=Urgency(row["urgency"]),
        status=ComplaintStatus(row["status"]),
        received=row["received"],
        due=row["due"],
        village=row["village"],
        group=group_of(village=row["village"], rw=row["rw"], rt=row["rt"]),
        planned_on=row["planned_on"],
        visited_on=row["visited_on"],
        answered_on=row["answered_on"],
        num_visits=row["num_visits"],
    )
