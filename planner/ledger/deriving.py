"""Renews what recorded visits change of households, complaints and facilities: the copy that planning reads.

The visits are the truth. `renew` folds those of a few ids again in the transaction that changed them; `renew_all` folds all of
them and must change nothing.
"""

import contextlib
import datetime as dt
import enum
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, Update, bindparam, func, select, update

from planner.domain.history import PastVisit
from planner.domain.records import ComplaintStatus, DoorState
from planner.ledger import schema
from planner.ledger.asked import ByIds
from planner.ledger.engine import writing
from planner.ledger.records import Before
from planner.ledger.rows import COMPLAINTS, CONDITION, FACILITIES, HOUSEHOLDS, Cells, in_parts
from planner.ledger.visit_rows import past_visit
from planner.rules.door_state import ComplaintState, InspectionState, complaint_state, door_state, facility_state


def renew(connection: Connection, table: Table, ids: Collection[str]) -> int:
    """Fold the visits of some households, complaints or facilities again.

    Returns
    -------
    Number of rows whose copy changed.
    """
    num_changed = 0
    for some in in_parts(sorted(ids)):
        of_visits, of_rows = _queries(table)
        visits = connection.execute(*of_visits(some)).mappings().all()
        rows = connection.execute(*of_rows(some)).mappings().all()
        num_changed += _write(connection, table, rows, _by_key(visits, _key_of(table).name))
    return num_changed


def renew_soon(connection: Connection, table: Table, ids: Collection[str]) -> None:
    """The same at once, or with all others at the end where several lines are `renewed_together`."""
    later = _LATER.get()
    if later is None:
        renew(connection, table, ids)
    else:
        later[table].update(ids)


@contextlib.contextmanager
def renewed_together(engine: Engine) -> Iterator[None]:
    """Within a transaction: fold what many lines change once, after the last of them and before anything is kept."""
    later: dict[Table, set[str]] = defaultdict(set)
    token = _LATER.set(later)
    try:
        yield
    finally:
        _LATER.reset(token)
    with writing(engine) as connection:
        for table, ids in later.items():
            renew(connection, table, ids)


_LATER: ContextVar[dict[Table, set[str]] | None] = ContextVar("_LATER", default=None)
"""Ids by table that the lines of the transaction that is open have changed so far."""


def renew_all(connection: Connection) -> dict[str, int]:
    """Fold everything again; by table how many rows changed, 0 where nothing was lost."""
    changed = {}
    for table in (schema.households, schema.complaints, schema.facilities):
        key = _key_of(table)
        rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        count = 0
        for some in in_parts(rows):
            ids = [row["id"] for row in some]
            visits = connection.execute(select(schema.visits).where(key.in_(ids))).mappings().all()
            count += _write(connection, table, some, _by_key(visits, key.name))
        changed[table.name] = count
    return changed


def before(connection: Connection, day: dt.date) -> Before:
    """What the visits of a day and later ones have changed, folded without them; nothing is written."""
    since = schema.visits.c.date >= day
    taken = select(schema.visits.c.complaint_taken).where(since, schema.visits.c.complaint_taken.is_not(None))

    def rows(table: Table) -> list[dict[str, Any]]:
        key, fold = _key_of(table), _FOLDS[table.name]
        ids = connection.execute(select(key).where(since, key.is_not(None)).distinct()).scalars().all()
        found: list[dict[str, Any]] = []
        for some in in_parts(sorted(ids)):
            earlier = select(schema.visits).where(key.in_(some), schema.visits.c.date < day)
            visits = _by_key(connection.execute(earlier).mappings().all(), key.name)
            now = connection.execute(select(table).where(table.c.id.in_(some))).mappings().all()
            found += [{**row, **fold(row, visits.get(row["id"], ()))} for row in now]
        return found

    return Before(
        households=tuple(map(HOUSEHOLDS.from_row, rows(schema.households))),
        complaints=tuple(map(COMPLAINTS.from_row, rows(schema.complaints))),
        facilities=tuple(map(FACILITIES.from_row, rows(schema.facilities))),
        taken=frozenset(connection.execute(taken).scalars()),
        num_visits=connection.execute(select(func.count()).select_from(schema.visits).where(since)).scalar_one(),
    )


@functools.cache
def _queries(table: Table) -> tuple[ByIds, ByIds]:
    """Visits of some ids, and their rows: asked at every line that is typed, so put together once."""
    of_visits = ByIds(lambda among: select(schema.visits).where(among(_key_of(table))))
    return of_visits, ByIds(lambda among: select(table).where(among(table.c.id)))


def _key_of(table: Table) -> Column[Any]:
    """Column of `visits` that names rows of the table."""
    names = {schema.households: "household", schema.complaints: "complaint", schema.facilities: "facility"}
    return schema.visits.c[names[table]]


def _by_key(rows: Iterable[Cells], key: str) -> dict[str, list[PastVisit]]:
    found: dict[str, list[PastVisit]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(past_visit(row))
    return found


def _write(connection: Connection, table: Table, rows: Sequence[Cells], visits: Mapping[str, list[PastVisit]]) -> int:
    fold = _FOLDS[table.name]
    changes = []
    for row in rows:
        new = fold(row, visits.get(row["id"], ()))
        if any(row[name] != value for name, value in new.items()):
            changes.append({"_id": row["id"], **new})
    if changes:
        connection.execute(_update(table, tuple(name for name in changes[0] if name != "_id")), changes)
    return len(changes)


@functools.cache
def _update(table: Table, names: tuple[str, ...]) -> Update:
    """New values in some columns of rows: put together once."""
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return update(table).where(table.c.id == bindparam("_id")).values(values)


def _door(row: Cells, visits: Sequence[PastVisit]) -> dict[str, Any]:
    base = DoorState(last_visit=row["base_last_visit"], num_attempts=row["base_num_attempts"], last_slot=row["base_last_slot"])
    return _cells(door_state(base, visits, counts_from=row["counts_from"]))


def _complaint(row: Cells, visits: Sequence[PastVisit]) -> dict[str, Any]:
    base = ComplaintState(status=ComplaintStatus(row["base_status"]), answered_on=row["closed_on"])
    return _cells(complaint_state(base, visits, planned_on=row["planned_on"], decided_at=row["decided_at"]))


def _facility(row: Cells, visits: Sequence[PastVisit]) -> dict[str, Any]:
    condition = CONDITION.take(row["base_condition"])
    base = InspectionState(last_inspection=row["base_last_inspection"], condition=condition)
    return _cells(facility_state(base, visits, counts_from=row["counts_from"]))


_FOLDS = {schema.households.name: _door, schema.complaints.name: _complaint, schema.facilities.name: _facility}
"""Table to what folds the visits of one of its rows."""


def _cells(state: DoorState | ComplaintState | InspectionState) -> dict[str, Any]:
    """A state by the columns that keep it, which have its names."""
    values = ((name, getattr(state, name)) for name in state.__dataclass_fields__)
    return {name: value.value if isinstance(value, enum.Enum) else value for name, value in values}
