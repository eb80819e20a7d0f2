"""Tells the lives of complaints, and keeps what the desk says of their end."""

import datetime as dt
import itertools
from dataclasses import replace

from sqlalchemy import Connection, case, func, insert, select, update

from planner.domain.history import ComplaintLife
from planner.domain.outcome import Outcome
from planner.domain.place import group_of
from planner.domain.records import Complaint, ComplaintStatus, Urgency, Waiting, WaitingFor
from planner.ledger import audit, schema
from planner.ledger.deriving import renew
from planner.ledger.rows import COMPLAINTS, Cells, member
from planner.ledger.unknown_ids import no_complaint, no_household

_ADDRESS = ("village", "rt", "rw")
_SPELLED = {"urgency": member(Urgency), "status": member(ComplaintStatus), "waiting_for": member(WaitingFor)}


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
    names = (
        "id", "category", "urgency", "status", "received", "due", "planned_on", "answered_on", "followed_up_on", "next_contact",
        "waiting_for",
    )  # fmt: skip
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


def set_status(
    connection: Connection,
    complaint: str,
    status: ComplaintStatus,
    *,
    waiting: Waiting | None = None,
    now: dt.datetime,
    actor: str,
) -> None:
    """Let the desk say how a complaint goes on or ended, or that it is open again.

    What was recorded until now is settled by it: a refusal at the door lies with the desk no longer.

    Raises
    ------
    InputError
        E6031 if there is no such complaint.
    ValueError
        If the status is one that only sheets and visits give.
    """
    if status in (ComplaintStatus.PLANNED, ComplaintStatus.VISITED, ComplaintStatus.AT_DESK):
        raise ValueError(f"status {status.value} comes from sheets and visits")
    table = schema.complaints
    closed_on = None if status.is_open else now.date()
    said: dict[str, object] = {"base_status": status.value, "closed_on": closed_on, "decided_at": now}
    said |= {"next_contact": waiting and waiting.until, "waiting_for": waiting and waiting.whom.value}
    found = connection.execute(update(table).filter_by(id=complaint).values(said))
    if not found.rowcount:
        raise no_complaint(connection, complaint)
    renew(connection, table, [complaint])
    details: dict[str, int | str] = {"status": status.value, **({"until": waiting.until.isoformat()} if waiting else {})}
    audit.append(connection, now=now, actor=actor, action="complaint", subject=f"complaint {complaint}", details=details)


def set_text(connection: Connection, complaint: str, text: str, *, is_added: bool, now: dt.datetime, actor: str) -> None:
    """Keep what was said, after what is kept or in place of it; the audit trail holds how long it is, how long the words before
    it were, and whether they are still there.

    Raises
    ------
    InputError
        E6031 if there is no such complaint.
    """
    table = schema.complaints
    before = connection.execute(select(table.c.text).filter_by(id=complaint)).scalar()
    if before is None:
        raise no_complaint(connection, complaint)
    if is_added and before:
        text = f"{before}\n{text}"
    connection.execute(update(table).filter_by(id=complaint).values(text=text))
    details: dict[str, int | str] = {"letters": len(text)}
    if before:
        details |= {"letters_before": len(before), "words": "added" if text.startswith(before) else "replaced"}
    audit.append(connection, now=now, actor=actor, action="complaint", subject=f"complaint {complaint}", details=details)


def enter(connection: Connection, complaint: Complaint, *, now: dt.datetime, actor: str) -> str:
    """Put a complaint into the book under the next free number of its day; its id."""
    doors, table = schema.households, schema.complaints
    home = complaint.household
    if home is not None and connection.execute(select(doors.c.id).filter_by(id=home)).first() is None:
        raise no_household(connection, home)
    prefix = f"K-{complaint.received:%Y%m%d}-"
    taken = set(connection.execute(select(table.c.id).where(table.c.id.startswith(prefix))).scalars())
    id_ = next(name for name in (f"{prefix}{number:02d}" for number in itertools.count(1)) if name not in taken)
    values = COMPLAINTS.new_row(COMPLAINTS.imported(replace(complaint, id=id_)))
    connection.execute(insert(table), values)
    # Without its category: the trail never forgets, and one of a special referral would tell of whom it is.
    audit.append(connection, now=now, actor=actor, action="enter", subject=f"complaint {id_}", details={})
    return id_


def _life(row: Cells) -> ComplaintLife:
    values = {name: cell.take(row[name]) for name, cell in _SPELLED.items()}
    values["group"] = group_of(village=row["village"], rw=row["rw"], rt=row["rt"])
    return ComplaintLife(**{name: row[name] for name in ComplaintLife.__dataclass_fields__ if name not in values}, **values)
