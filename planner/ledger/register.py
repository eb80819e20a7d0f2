"""The half of the ledger that holds what the station knows: households, complaints, facilities, teams; one person's data."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Unpack

from sqlalchemy import Engine, select

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import Fault
from planner.domain.history import ComplaintLife
from planner.domain.records import Complaint, ComplaintStatus, Facility, Household, Team, Waiting
from planner.ledger import audit, life, persons, retention, schema
from planner.ledger.engine import reading, writing
from planner.ledger.merging import ImportStamp, import_records, require_households
from planner.ledger.records import ImportCount, PersonRecord, SoughtWord
from planner.ledger.rows import COMPLAINTS, FACILITIES, HOUSEHOLDS, TEAMS, Record, Shape
from planner.ledger.taking_back import LastImport, forget_imports, last_imports, take_back, what_stands_on
from planner.ledger.team_days import forget_days


class Register:
    """Records by id; of each kind all, or those of some ids: an id that is not there is left out."""

    _engine: Engine

    def households(self, ids: Iterable[str] | None = None) -> tuple[Household, ...]:
        """Return households (`None`: all), by id."""
        return self._get(HOUSEHOLDS, ids)

    def find_households(self, words: Sequence[SoughtWord], *, units: Mapping[str, str], most: int) -> tuple[Household, ...]:
        """Return at most so many households that hold every word, in the units (`rt`, `rw`) given; by id."""
        with reading(self._engine) as connection:
            return persons.find(connection, words, units=units, most=most)

    def household_ids(self) -> frozenset[str]:
        """Return the ids of all households, without reading what is behind them."""
        with reading(self._engine) as connection:
            return frozenset(connection.execute(select(schema.households.c.id)).scalars())

    def nameable(self) -> frozenset[str]:
        """Return the ids of what a page may name: homes that want visits, or never said, and complaints that are no special
        referrals.
        """
        homes, complaints = schema.households.c, schema.complaints.c
        with reading(self._engine) as connection:
            wanting = connection.execute(select(homes.id).where(~homes.is_do_not_visit)).scalars()
            open_to_all = connection.execute(select(complaints.id).where(complaints.category != SPECIAL_REFERRAL)).scalars()
            return frozenset(wanting) | frozenset(open_to_all)

    def special_referrals(self) -> frozenset[str]:
        """Return the ids of special referrals (RJK)."""
        table = schema.complaints.c
        with reading(self._engine) as connection:
            return frozenset(connection.execute(select(table.id).where(table.category == SPECIAL_REFERRAL)).scalars())

    def home_villages(self) -> dict[str, str]:
        """Return the id of each household and its village, without reading what is behind them."""
        with reading(self._engine) as connection:
            columns = schema.households.c
            return {row.id: row.village for row in connection.execute(select(columns.id, columns.village))}

    def promised(self, start: dt.date, end: dt.date) -> dict[str, dt.date]:
        """Return the homes that a team promised to come back to on the days from start to end, each with its day."""
        with reading(self._engine) as connection:
            columns = schema.households.c
            query = select(columns.id, columns.follow_up_on).where(columns.follow_up_on.between(start, end))
            return {row.id: row.follow_up_on for row in connection.execute(query)}

    def complaints(self, ids: Iterable[str] | None = None) -> tuple[Complaint, ...]:
        """Return complaints (`None`: all), by id."""
        return self._get(COMPLAINTS, ids)

    def facilities(self, ids: Iterable[str] | None = None) -> tuple[Facility, ...]:
        """Return facilities (`None`: all), by id."""
        return self._get(FACILITIES, ids)

    def teams(self, ids: Iterable[str] | None = None) -> tuple[Team, ...]:
        """Return teams (`None`: all), by id."""
        return self._get(TEAMS, ids)

    def put_households(
        self, rows: Iterable[Household], *, unsaid: Collection[str] = (), **stamp: Unpack[ImportStamp]
    ) -> ImportCount:
        """Add or update households by id, all or nothing; one audit entry.

        Parameters
        ----------
        unsaid
            Columns that the file has not: what is known by them stays.
        stamp
            `source`, the name of the file, for the audit trail; `now`, the moment with its time zone; `actor`, who imports.

        Raises
        ------
        ValueError
            If two records share an id, or `now` has no time zone.
        """
        return self._put(HOUSEHOLDS, rows, unsaid, stamp)

    def put_complaints(
        self, rows: Iterable[Complaint], *, unsaid: Collection[str] = (), **stamp: Unpack[ImportStamp]
    ) -> ImportCount:
        """Add or update complaints by id; see `put_households`. The text of a special referral (RJK) is never kept.

        Raises
        ------
        InputError
            E6007 for each complaint at a household that the ledger does not know.
        """
        complaints = tuple(rows)
        with writing(self._engine) as connection:
            require_households(connection, complaints, Path(stamp["source"]).name)
            return import_records(connection, COMPLAINTS, complaints, unsaid, stamp)

    def put_facilities(
        self, rows: Iterable[Facility], *, unsaid: Collection[str] = (), **stamp: Unpack[ImportStamp]
    ) -> ImportCount:
        """Add or update facilities by id; see `put_households`."""
        return self._put(FACILITIES, rows, unsaid, stamp)

    def put_teams(self, rows: Iterable[Team], *, unsaid: Collection[str] = (), **stamp: Unpack[ImportStamp]) -> ImportCount:
        """Add or update teams by id; see `put_households`."""
        return self._put(TEAMS, rows, unsaid, stamp)

    def last_imports(self) -> dict[str, LastImport]:
        """The last import of each kind that changed anything, as long as it can be taken back."""
        with reading(self._engine) as connection:
            return last_imports(connection)

    def what_stands_on(self, last: LastImport) -> tuple[Fault, ...]:
        """What has come since an import and rests on it (E6142 to E6145)."""
        with reading(self._engine) as connection:
            return what_stands_on(connection, last)

    def take_back_import(self, kind: str, *, now: dt.datetime, actor: str) -> LastImport:
        """Delete what the last import of a kind brought, and put back what it changed; one audit entry.

        Raises
        ------
        InputError
            E6140 if there is none, E6142 to E6145 if something stands on it.
        """
        with writing(self._engine) as connection:
            return take_back(connection, kind, now=now, actor=actor)

    def set_complaint_status(
        self,
        complaint: str,
        status: ComplaintStatus,
        *,
        waiting: Waiting | None = None,
        now: dt.datetime,
        actor: str,
    ) -> None:
        """Let the desk say that a complaint is accepted, waits, was solved, referred or closed, or take that back (`OPEN`).

        Raises
        ------
        InputError
            E6031 if there is no such complaint.
        """
        with writing(self._engine) as connection:
            life.set_status(connection, complaint, status, waiting=waiting, now=now, actor=actor)

    def set_complaint_text(self, complaint: str, text: str, *, is_added: bool, now: dt.datetime, actor: str) -> None:
        """Keep what was said in a complaint, after what is kept or in place of it.

        Raises
        ------
        InputError
            E6031 if there is no such complaint.
        """
        with writing(self._engine) as connection:
            life.set_text(connection, complaint, text, is_added=is_added, now=now, actor=actor)

    def enter_complaint(self, complaint: Complaint, *, now: dt.datetime, actor: str) -> str:
        """Keep a complaint that has no id yet; the id that it gets.

        Raises
        ------
        InputError
            E6050 if its household is not known.
        """
        with writing(self._engine) as connection:
            return life.enter(connection, complaint, now=now, actor=actor)

    def complaint_life(self, complaint: str | None = None) -> tuple[ComplaintLife, ...]:
        """What became of a complaint (`None`: of each), by id; without what was said."""
        with reading(self._engine) as connection:
            return life.complaint_life(connection, complaint)

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

    def erase_person(self, household: str, *, nameless: str, now: dt.datetime, actor: str) -> int:
        """Erase a household; its visits count on under another name. Returns how many they are. `scrub` then wipes the file.

        Raises
        ------
        InputError
            E6050 if there is none of that id.
        """
        with writing(self._engine) as connection:
            return persons.erase(connection, household, nameless=nameless, now=now, actor=actor)

    def scrub(self, *, on_wait: Callable[[], object] = lambda: None) -> None:
        """Rewrite the ledger's file without what was deleted; `on_wait` is called while somebody else is at work in it.

        Raises
        ------
        InputError
            E6005 if another program is writing, E6055 if one is reading that keeps the old pages, E6057 if there is no room.
        """
        retention.scrub(self._engine, on_wait=on_wait)

    def old_complaints(self, before: dt.date) -> tuple[str, ...]:
        """Complaints that ended before a day and still have words of or about a person."""
        with reading(self._engine) as connection:
            return retention.old_texts(connection, before)

    def purge(self, before: dt.date, *, details: Mapping[str, int | str], now: dt.datetime, actor: str) -> int:
        """Empty text and address of complaints that ended before a day, and forget what was said of teams on days before it;
        how many complaints. One audit entry. `scrub` then wipes the file.

        Parameters
        ----------
        details
            What else was purged, for the audit trail.
        """
        with writing(self._engine) as connection:
            count = retention.forget_texts(connection, before)
            forget_imports(connection)
            told = {**details, "complaints": count, "team_days": forget_days(connection, before)}
            audit.append(connection, now=now, actor=actor, action="purge", subject="retention", details=told)
        return count

    def _put(self, shape: Shape[Record], rows: Iterable[Record], unsaid: Collection[str], stamp: ImportStamp) -> ImportCount:
        with writing(self._engine) as connection:
            return import_records(connection, shape, rows, unsaid, stamp)

    def _get(self, shape: Shape[Record], ids: Iterable[str] | None) -> tuple[Record, ...]:
        with reading(self._engine) as connection:
            return shape.read(connection, ids)
