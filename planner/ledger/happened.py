"""The half of the ledger that holds what has happened: plans, sheets, recorded visits, and counts of them."""

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy import Engine

from planner.domain.door import DoorCount
from planner.domain.history import PastVisit, Sheet, TallyBy, TallyRow
from planner.domain.minutes import DoorTime
from planner.domain.month import MonthFigures, Period
from planner.domain.records import Complaint
from planner.ledger import counting, deriving, monthly, plans, recording, sheets, sheets_before
from planner.ledger.deriving import renew_all
from planner.ledger.door_counts import door_counts
from planner.ledger.engine import reading, writing
from planner.ledger.monthly_minutes import door_times
from planner.ledger.recording import Returned
from planner.ledger.records import Before, ImportCount, PlanRecord


class Happened:
    """Plans, sheets and recorded visits by day."""

    _engine: Engine

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

    def newest_version(self, date: dt.date) -> int:
        """Version of the newest plan of a day; 0: it has none."""
        with reading(self._engine) as connection:
            return plans.newest_version(connection, date)

    def register_sheets(self, rows: Sequence[Sheet], *, planned: Collection[str] = (), now: dt.datetime, actor: str) -> None:
        """Keep the sheets of a plan by id, and that they hold the `planned` complaints; again notes a later print."""
        with writing(self._engine) as connection:
            sheets.register(connection, rows, planned=planned, now=now, actor=actor)

    def leave_out_sheets(self, date: dt.date, version: int, shifts: Collection[str]) -> None:
        """Note that a plan was printed that has something for these shifts only: older sheets of others that nobody has taken
        are nobody's any more.
        """
        with writing(self._engine) as connection:
            sheets.leave_out(connection, date, version, shifts)

    def unregister_sheets(self, ids: Collection[str]) -> None:
        """Take sheets off the list that were neither printed nor handed out, and of which nothing is recorded."""
        with writing(self._engine) as connection:
            sheets.unregister(connection, ids)

    def sheets(self, date: dt.date | None = None) -> tuple[Sheet, ...]:
        """Sheets of a day (`None`: of all days), by day, version and id."""
        with reading(self._engine) as connection:
            return sheets.sheets_of(connection, None if date is None else [date])

    def sheets_by_day(self, dates: Collection[dt.date]) -> dict[dt.date, tuple[Sheet, ...]]:
        """The same of each of some days, read together."""
        found: dict[dt.date, list[Sheet]] = {date: [] for date in dates}
        with reading(self._engine) as connection:
            for sheet in sheets.sheets_of(connection, dates):
                found[sheet.date].append(sheet)
        return {date: tuple(of_day) for date, of_day in found.items()}

    def handed_out(self, date: dt.date, shift: str | None = None) -> tuple[tuple[str, dt.datetime | None], ...]:
        """Shift of each paper of a day (`None`: of all shifts), and when it was handed out (`None`: nobody said)."""
        with reading(self._engine) as connection:
            return sheets.handed_out(connection, date, shift)

    def losses(self, ids: Collection[str]) -> dict[str, tuple[dt.datetime, ...]]:
        """When papers of some sheets' numbers were said to be lost that were not found since: also those of copies."""
        with reading(self._engine) as connection:
            return sheets_before.losses(connection, ids)

    def lost_since(self, sheet: str) -> dt.datetime | None:
        """When a sheet was said to be lost; `None`: it was not, is found, or another was printed in its place."""
        with reading(self._engine) as connection:
            return sheets.lost_since(connection, sheet)

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

    def record(
        self,
        visits: Sequence[PastVisit],
        *,
        taken: Sequence[Complaint] = (),
        papers: Collection[str] = (),
        source: str = "",
        now: dt.datetime,
        actor: str,
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
        papers
            Sheets in the desk's hands, beside those of the lines: a knock is kept under the paper that told of it first.
        source
            Name of the file that the lines come from; empty: typed.
        now, actor
            When and who, for the audit trail.

        Raises
        ------
        InputError
            E6030 for a sheet that is not registered.
        """
        return self.take(Returned(visits=visits, taken=taken, papers=papers, source=Path(source).name), now=now, actor=actor)

    def take(self, returned: Returned, *, now: dt.datetime, actor: str) -> ImportCount:
        """The same, by whoever knows already what the ledger has of the lines."""
        with writing(self._engine) as connection:
            return recording.record(connection, returned, now=now, actor=actor)

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

    def mark_of_visits(self) -> str | None:
        """What changes whenever any recorded line does; `None`: the database keeps no such mark."""
        with reading(self._engine) as connection:
            return counting.mark_of_visits(connection)

    def visits_of(self, date: dt.date, visits: Collection[str]) -> tuple[PastVisit, ...]:
        """Recorded lines of some visits on a day, by sheet and row."""
        with reading(self._engine) as connection:
            return counting.visits_of(connection, date, visits)

    def visits_of_sheet(self, sheet: str) -> tuple[PastVisit, ...]:
        """Recorded lines of a sheet, by row."""
        with reading(self._engine) as connection:
            return counting.visits_of_sheet(connection, sheet)

    def visits_of_facility(self, facility: str) -> tuple[PastVisit, ...]:
        """Recorded inspections of a facility, by day."""
        with reading(self._engine) as connection:
            return counting.visits_of_facility(connection, facility)

    def visits_made(self, households: Collection[str], *, before: dt.date) -> dict[str, int]:
        """Days before a day on which somebody was met at each household; those without are left out."""
        with reading(self._engine) as connection:
            return counting.visits_made(connection, households, before=before)

    def door_counts(self, since: dt.date | None = None, until: dt.date | None = None) -> tuple[DoorCount, ...]:
        """The same by what the tries before had found at the door; `until` is the first day that does not count."""
        with reading(self._engine) as connection:
            return door_counts(connection, since, until)

    def before(self, day: dt.date) -> Before:
        """What the visits of a day and later ones have changed, as it was before them."""
        with reading(self._engine) as connection:
            return deriving.before(connection, day)

    def tally(
        self, start: dt.date | None = None, end: dt.date | None = None, *, by: Sequence[TallyBy] = ()
    ) -> tuple[TallyRow, ...]:
        """Visits and distinct households of the days from start to end, both included, by any keys; counted by the database."""
        with reading(self._engine) as connection:
            return counting.tally(connection, start, end, by=by)

    def door_times(self, period: Period) -> tuple[DoorTime, ...]:
        """Seconds at doors of a period by purpose, somebody met or the door shut; counted by the database."""
        with reading(self._engine) as connection:
            return door_times(connection, period)

    def month(self, period: Period, *, cycle_days: int, today: dt.date) -> MonthFigures:
        """All numbers of a period for the report, of one moment; counted by the database."""
        with reading(self._engine) as connection:
            return monthly.month_figures(connection, period, cycle_days=cycle_days, today=today)
