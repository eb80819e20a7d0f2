"""The ledger as the program holds it: put records in, get them back, keep plans and the audit trail."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, select

from planner.domain.door import DoorCount
from planner.domain.history import ComplaintLife, PastVisit, Sheet, SlotCount, TallyBy, TallyRow
from planner.domain.month import MonthFigures, Period
from planner.domain.records import Complaint, ComplaintStatus, Facility, Household, Team, Village
from planner.ledger import audit, backup, counting, life, monthly, persons, plans, recording, retention, schema, sheets
from planner.ledger.deriving import renew_all
from planner.ledger.door_counts import door_counts
from planner.ledger.engine import file_of, location_of, make_engine, name_of, reading, writing
from planner.ledger.fingerprint import fingerprint
from planner.ledger.importing import import_records, require_households
from planner.ledger.opening import prepare, trouble
from planner.ledger.records import AuditEntry, ImportCount, PersonRecord, PlanRecord
from planner.ledger.rows import COMPLAINTS, FACILITIES, HOUSEHOLDS, TEAMS, VILLAGES, Shape

Record = TypeVar("Record")

BUSY_TIMEOUT = 10.0
"""Seconds to wait for another desk; the longest transaction, importing 28,000 households, takes about one."""


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
            raise trouble("E6001", name_of(url))
        engine = make_engine(url, busy_timeout=busy_timeout)
        try:
            prepare(engine, create=create)
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
            require_households(complaints, known, Path(source).name)
            return import_records(connection, COMPLAINTS, complaints, source=source, now=now, actor=actor)

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
        with writing(self._engine) as connection:
            plans.record_plan(connection, plan)

    def plans(self, date: dt.date | None = None) -> tuple[PlanRecord, ...]:
        """Plans of a day (`None`: of all days), by day and version."""
        with reading(self._engine) as connection:
            return plans.plans_of(connection, date)

    def next_version(self, date: dt.date) -> int:
        """Version of the next plan of a day; `record_plan` refuses it if another desk was quicker."""
        with reading(self._engine) as connection:
            return plans.next_version(connection, date)

    def record(
        self, visits: Sequence[PastVisit], *, taken: Sequence[Complaint] = (), source: str = "", now: dt.datetime, actor: str
    ) -> ImportCount:
        """Keep recorded lines, all or nothing; what they mean for households, complaints and facilities is kept with them.

        The same line again changes nothing; a line that says something else replaces the one before, and the audit trail
        keeps what that one said. The sheets count as returned.

        Parameters
        ----------
        visits
            Lines of registered sheets, each (sheet, number) once.
        taken
            Complaints that the lines' `complaint_taken` name.
        source
            Name of the file that the lines come from; empty: typed.
        now, actor
            When and who, for the audit trail.

        Raises
        ------
        InputError
            E6030 for a sheet that is not registered.
        """
        with writing(self._engine) as connection:
            return recording.record(connection, visits, taken=taken, source=Path(source).name, now=now, actor=actor)

    def unrecord(self, sheet: str, number: int, *, now: dt.datetime, actor: str) -> bool:
        """Take a line back as if it had not been typed; say whether it was there."""
        with writing(self._engine) as connection:
            return recording.unrecord(connection, sheet, number, now=now, actor=actor)

    def recount(self) -> dict[str, int]:
        """Derive last visits, tries, statuses and conditions from all recorded visits again; rows that changed, by table.

        They are renewed with each line, so every count is 0 unless somebody changed the database from outside.
        """
        with writing(self._engine) as connection:
            return renew_all(connection)

    def visits(self, start: dt.date | None = None, end: dt.date | None = None) -> tuple[PastVisit, ...]:
        """Recorded lines of the days from start to end, both included (`None`: open), by day, sheet and row."""
        with reading(self._engine) as connection:
            return counting.visits_between(connection, start, end)

    def visits_of_sheet(self, sheet: str) -> tuple[PastVisit, ...]:
        """Recorded lines of a sheet, by row."""
        with reading(self._engine) as connection:
            return counting.visits_of_sheet(connection, sheet)

    def slot_counts(self, since: dt.date | None = None) -> tuple[SlotCount, ...]:
        """How often doors opened since a day (included), by neighbourhood, kind of day and slot; counted by the database."""
        with reading(self._engine) as connection:
            return counting.slot_counts(connection, since)

    def door_counts(self, since: dt.date | None = None) -> tuple[DoorCount, ...]:
        """The same by what the tries before had found at the door."""
        with reading(self._engine) as connection:
            return door_counts(connection, since)

    def tally(
        self, start: dt.date | None = None, end: dt.date | None = None, *, by: Sequence[TallyBy] = ()
    ) -> tuple[TallyRow, ...]:
        """Visits and distinct households of the days from start to end, both included, by any keys; counted by the database."""
        with reading(self._engine) as connection:
            return counting.tally(connection, start, end, by=by)

    def month(self, period: Period, *, cycle_days: int, today: dt.date) -> MonthFigures:
        """All numbers of a period for the report, of one moment; counted by the database."""
        with reading(self._engine) as connection:
            return monthly.month_figures(connection, period, cycle_days=cycle_days, today=today)

    def register_sheets(self, rows: Sequence[Sheet], *, planned: Collection[str] = (), now: dt.datetime, actor: str) -> None:
        """Keep the sheets of a plan by id, and that they hold the `planned` complaints; again notes a later print."""
        with writing(self._engine) as connection:
            sheets.register(connection, rows, planned=planned, now=now, actor=actor)

    def sheets(self, date: dt.date | None = None) -> tuple[Sheet, ...]:
        """Sheets of a day (`None`: of all days), by day, version and id."""
        with reading(self._engine) as connection:
            return sheets.sheets_of(connection, date)

    def mark_sheets(
        self, ids: Sequence[str], moment: str, *, is_undone: bool = False, now: dt.datetime, actor: str
    ) -> tuple[Sheet, ...]:
        """Note that sheets were `handed_out_at`, `returned_at` or `lost_at`, or take that back; all or nothing.

        Raises
        ------
        InputError
            E6030 for each sheet that is not registered.
        """
        with writing(self._engine) as connection:
            return sheets.mark(connection, ids, moment, is_undone=is_undone, now=now, actor=actor)

    def complaint_life(self) -> tuple[ComplaintLife, ...]:
        """What became of each complaint, by id; without what was said."""
        with reading(self._engine) as connection:
            return life.complaint_life(connection)

    def set_complaint_status(self, complaint: str, status: ComplaintStatus, *, now: dt.datetime, actor: str) -> None:
        """Let the desk say that a complaint was solved, referred or closed, or take that back (`OPEN`).

        Raises
        ------
        InputError
            E6031 if there is no such complaint.
        """
        with writing(self._engine) as connection:
            life.set_status(connection, complaint, status, now=now, actor=actor)

    def person(self, household: str) -> PersonRecord:
        """Everything that the ledger holds of a household.

        Raises
        ------
        InputError
            E6050 if there is none of that id.
        """
        with reading(self._engine) as connection:
            return persons.show(connection, household)

    def correct_person(self, household: str, values: Mapping[str, object], *, now: dt.datetime, actor: str) -> None:
        """Correct columns of a household (`persons.CORRECTABLE`); its tries start anew.

        Raises
        ------
        InputError
            E6050 if there is none of that id.
        """
        with writing(self._engine) as connection:
            persons.correct(connection, household, values, now=now, actor=actor)

    def erase_person(self, household: str, *, now: dt.datetime, actor: str) -> int:
        """Erase a household and wipe the file; its visits count on without a name. Returns how many they are.

        Raises
        ------
        InputError
            E6050 if there is none of that id.
        """
        with writing(self._engine) as connection:
            num_visits = persons.erase(connection, household, now=now, actor=actor)
        retention.scrub(self._engine)
        return num_visits

    def old_complaints(self, before: dt.date) -> tuple[str, ...]:
        """Complaints that ended before a day and still have words of or about a person."""
        with reading(self._engine) as connection:
            return retention.old_texts(connection, before)

    def purge(self, before: dt.date, *, details: Mapping[str, int | str], now: dt.datetime, actor: str) -> int:
        """Empty text and address of complaints that ended before a day and wipe the file; how many. One audit entry.

        Parameters
        ----------
        details
            What else was purged, for the audit trail.
        """
        with writing(self._engine) as connection:
            count = retention.forget_texts(connection, before)
            told = {**details, "complaints": count}
            audit.append(connection, now=now, actor=actor, action="purge", subject="retention", details=told)
        retention.scrub(self._engine)
        return count

    def backup(self, path: Path) -> int:
        """Copy the ledger into a new file and check every page of it; its size in bytes.

        Raises
        ------
        InputError
            E6040 if the file exists, E6041 for a server, E6042 if the copy is not sound, E6023 if the disk refuses.
        """
        return backup.back_up(self._engine, path)

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
        columns = [shape.table.c[name] for name in (*shape.columns, *shape.derived)]
        with reading(self._engine) as connection:
            rows: list[Sequence[Any]] = list(connection.execute(select(*columns)).all())
        # Sorted here, not by the database: servers differ in how they order text.
        rows.sort(key=lambda row: row[0])
        return tuple(map(shape.from_row, rows))

    def _put(self, shape: Shape[Record], rows: Iterable[Record], *, source: str, now: dt.datetime, actor: str) -> ImportCount:
        with writing(self._engine) as connection:
            return import_records(connection, shape, rows, source=source, now=now, actor=actor)
