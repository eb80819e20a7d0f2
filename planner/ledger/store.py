"""The ledger as the program holds it: put records in, get them back, keep plans and the audit trail."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, bindparam, func, insert, select, update

from planner.domain.errors import Fault, InputError, Where
from planner.domain.records import Complaint, Facility, Household, Team, Village
from planner.ledger import audit, schema
from planner.ledger.engine import file_of, location_of, make_engine, name_of, reading, use_write_ahead_log, writing
from planner.ledger.fingerprint import fingerprint
from planner.ledger.migrating import SCHEMA_VERSIONS, ForeignDatabaseError, NewerSchemaError, current_version, migrate
from planner.ledger.records import AuditEntry, ImportCount, PlanRecord
from planner.ledger.rows import COMPLAINTS, FACILITIES, HOUSEHOLDS, TEAMS, VILLAGES, Row, Shape

Record = TypeVar("Record")

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another desk; the longest transaction, importing 28,000 households, takes about one."""

MAX_NAMED_FAULTS = 100
"""Faults listed one by one; the rest are counted."""


class Ledger:
    """An open ledger; a context manager that closes it.

    Each writing method is one transaction: a program killed at any moment leaves all of it or nothing.
    Every method raises `InputError` with an E6xxx fault when the database is locked, damaged or gone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path_or_url: Path | str, *, create: bool = False, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open a ledger, bring its schema up to date and check that the file is sound.

        Parameters
        ----------
        path_or_url
            SQLite file, or any SQLAlchemy URL.
        create
            Make the ledger where there is none.
        busy_timeout
            Seconds to wait for another process.

        Raises
        ------
        InputError
            E6001 missing, E6002 no ledger, E6003 newer schema, E6004 damaged, E6005 locked,
            E6006 cannot be read or written, E6009 unusable URL.
        """
        url = location_of(path_or_url)
        file = file_of(url)
        if file is not None and not create and not file.is_file():
            raise _trouble("E6001", name_of(url))
        engine = make_engine(url, busy_timeout=busy_timeout)
        try:
            _prepare(engine, is_sqlite=file is not None, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; SQLite then folds its write-ahead log into the file."""
        self._engine.dispose()

    def villages(self) -> tuple[Village, ...]:
        """Return all villages, by code."""
        return self._get(VILLAGES)

    def households(self) -> tuple[Household, ...]:
        """Return all households, by id."""
        return self._get(HOUSEHOLDS)

    def complaints(self) -> tuple[Complaint, ...]:
        """Return all complaints, by id."""
        return self._get(COMPLAINTS)

    def facilities(self) -> tuple[Facility, ...]:
        """Return all facilities, by id."""
        return self._get(FACILITIES)

    def teams(self) -> tuple[Team, ...]:
        """Return all teams, by id."""
        return self._get(TEAMS)

    def put_villages(self, rows: Iterable[Village], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        """Add or update villages by code; see `put_households`."""
        return self._put(VILLAGES, rows, source=source, now=now, actor=actor)

    def put_households(self, rows: Iterable[Household], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        """Add or update households by id, all or nothing; one audit entry.

        Parameters
        ----------
        source
            Name of the file, for the audit trail.
        now
            The moment, with its time zone.
        actor
            Who imports.

        Raises
        ------
        ValueError
            If two records share an id, or `now` has no time zone.
        """
        return self._put(HOUSEHOLDS, rows, source=source, now=now, actor=actor)

    def put_complaints(self, rows: Iterable[Complaint], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        """Add or update complaints by id; see `put_households`. The text of a special referral (RJK) is never kept.

        Raises
        ------
        InputError
            E6007 for each complaint at a household that the ledger does not know.
        """
        complaints = tuple(rows)
        with writing(self._engine) as connection:
            known = set(connection.execute(select(schema.households.c.id)).scalars())
            _require_households(complaints, known, Path(source).name)
            return _import(connection, COMPLAINTS, complaints, source=source, now=now, actor=actor)

    def put_facilities(self, rows: Iterable[Facility], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        """Add or update facilities by id; see `put_households`."""
        return self._put(FACILITIES, rows, source=source, now=now, actor=actor)

    def put_teams(self, rows: Iterable[Team], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        """Add or update teams by id; see `put_households`."""
        return self._put(TEAMS, rows, source=source, now=now, actor=actor)

    def record_plan(self, plan: PlanRecord) -> None:
        """Keep that a plan was made; one audit entry.

        Raises
        ------
        InputError
            E6008 if that version of that day is already kept.
        """
        values = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
        with writing(self._engine) as connection:
            table = schema.plans
            if connection.execute(select(table.c.version).filter_by(date=plan.date, version=plan.version)).first():
                raise InputError([Fault(code="E6008", values={"date": plan.date.isoformat(), "version": plan.version})])
            connection.execute(insert(table), values)
            details: dict[str, int | str] = {"version": plan.version, "seed": plan.seed, "engine": plan.engine}
            details |= {"num_stops": plan.num_stops, "fingerprint": plan.fingerprint}
            subject = f"plan {plan.date.isoformat()}"
            audit.append(connection, now=plan.created, actor=plan.actor, action="plan", subject=subject, details=details)

    def plans(self, date: dt.date | None = None) -> tuple[PlanRecord, ...]:
        """Plans of a day (`None`: of all days), by day and version."""
        query = select(schema.plans).order_by(schema.plans.c.date, schema.plans.c.version)
        if date is not None:
            query = query.where(schema.plans.c.date == date)
        with reading(self._engine) as connection:
            return tuple(PlanRecord(**row) for row in connection.execute(query).mappings())

    def next_version(self, date: dt.date) -> int:
        """Version of the next plan of a day; `record_plan` refuses it if another desk was quicker."""
        query = select(func.max(schema.plans.c.version)).where(schema.plans.c.date == date)
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar() or 0) + 1

    def audit(self, *, now: dt.datetime, actor: str, action: str, subject: str, details: Mapping[str, int | str]) -> None:
        """Add an entry to the audit trail: ids and counts only, nothing about a person."""
        with writing(self._engine) as connection:
            audit.append(connection, now=now, actor=actor, action=action, subject=subject, details=details)

    def audit_trail(self) -> tuple[AuditEntry, ...]:
        """Return the whole audit trail, oldest first."""
        with reading(self._engine) as connection:
            return audit.read(connection)

    def fingerprint(self) -> str:
        """Return a hash of all that a plan can depend on, 64 hexadecimal digits."""
        with reading(self._engine) as connection:
            return fingerprint(connection)

    def _get(self, shape: Shape[Record]) -> tuple[Record, ...]:
        with reading(self._engine) as connection:
            rows: list[Sequence[Any]] = list(connection.execute(select(shape.table)).all())
        # Sorted here, not by the database: servers differ in how they order text.
        rows.sort(key=lambda row: row[0])
        return tuple(map(shape.from_row, rows))

    def _put(self, shape: Shape[Record], rows: Iterable[Record], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        with writing(self._engine) as connection:
            return _import(connection, shape, rows, source=source, now=now, actor=actor)


def _prepare(engine: Engine, *, is_sqlite: bool, create: bool) -> None:
    """Check the file, make or migrate the schema."""
    name = name_of(engine.url)
    try:
        with reading(engine) as connection:
            version = current_version(connection)
            is_sound = not is_sqlite or connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
        if version is None and not create:
            raise _trouble("E6002", name)
        if not is_sound:
            raise _trouble("E6004", name)
        if version != SCHEMA_VERSIONS[-1]:
            with writing(engine) as connection:
                migrate(connection)
        if is_sqlite:
            use_write_ahead_log(engine)
    except ForeignDatabaseError:
        raise _trouble("E6002", name) from None
    except NewerSchemaError as error:
        raise _trouble("E6003", name, found=str(error), known=SCHEMA_VERSIONS[-1]) from None


def _trouble(code: str, name: str, **values: object) -> InputError:
    return InputError([Fault(code=code, where=Where(file=name), values={"ledger": name, **values})])


def _require_households(complaints: Sequence[Complaint], known: set[str], file: str) -> None:
    found = [
        Fault(code="E6007", where=Where(file=file), values={"complaint": complaint.id, "household": complaint.household})
        for complaint in complaints
        if complaint.household is not None and complaint.household not in known
    ]
    if found:
        raise InputError(found[:MAX_NAMED_FAULTS], num_more=max(0, len(found) - MAX_NAMED_FAULTS))


def _import(
    connection: Connection, shape: Shape[Record], records: Iterable[Record], *, source: str, now: dt.datetime, actor: str
) -> ImportCount:
    """Bring the records into their table inside the caller's transaction."""
    table = shape.table
    rows = [shape.to_row(record) for record in records]
    if len({row[0] for row in rows}) != len(rows):
        raise ValueError(f"two {table.name} share an id")
    present: dict[str, Row] = {row[0]: tuple(row) for row in connection.execute(select(table))}
    added = [row for row in rows if row[0] not in present]
    changed = [row for row in rows if row[0] in present and present[row[0]] != row]
    names = [column.name for column in table.columns]
    if added:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in added])
    if changed:
        statement = update(table).where(table.c.id == bindparam("_id")).values({name: bindparam(name) for name in names[1:]})
        connection.execute(statement, [dict(zip(["_id", *names[1:]], row, strict=True)) for row in changed])
    count = ImportCount(added=len(added), changed=len(changed), unchanged=len(rows) - len(added) - len(changed))
    details: dict[str, int | str] = {"source": Path(source).name[: audit.MAX_DETAIL]}
    details |= {"added": count.added, "changed": count.changed, "unchanged": count.unchanged}
    audit.append(connection, now=now, actor=actor, action="import", subject=table.name, details=details)
    return count
