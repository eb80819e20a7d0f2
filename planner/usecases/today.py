"""What a station has to do next: the state of a day and the one step that it waits for."""

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.units import DAY, clock
from planner.domain.week_record import WeekRecord
from planner.formats.plan_file import read_plan
from planner.ledger.records import PlanRecord
from planner.usecases.approving import unsigned_plans
from planner.usecases.closed_doors import num_closed
from planner.usecases.complaints import ComplaintReport
from planner.usecases.day_news import teams_said_since
from planner.usecases.day_state import DayState, NextStep, day_state, next_of, state_data
from planner.usecases.head_left import head_notes
from planner.usecases.held_sheets import outdated_sheets
from planner.usecases.left_open import Unweighed, half_typed_sheets, left_out_complaints
from planner.usecases.on_duty import duty_day, duty_end, seconds_since
from planner.usecases.plain import plain
from planner.usecases.reading import Reading, read_kept_plan
from planner.usecases.sheet_list import LostSheets, lost_sheets, missing_sheets
from planner.usecases.shut_since import shut_and_out
from planner.usecases.week.unfinished import unfinished_week, week_to_approve
from planner.usecases.words_owed import by_task, words_owed
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayReport:
    """What the desk wants to know when it sits down.

    Attributes
    ----------
    day, tomorrow
        Today, and the next day: until the last team of a day is off duty, past midnight too, that day is today.
    duty_until
        When that is, seconds since midnight of today, once midnight has passed; `None`: it has not.
    complaints
        Open ones that are to be contacted by today or wait for the desk's word.
    missing
        Sheets of earlier days that are still out there.
    lost
        Sheets that are lost and were not found, by when that is, or was, to be told in writing.
    half_typed
        Sheets that came back and of which planned rows have no result, until they have one or the rest is said to stay open.
    unsigned
        Newest plans of days from today on that want the Kapolsek's word and do not have it.
    unfinished_week
        One that was begun, and is not planned to its end; `None`: there is none.
    week_to_approve
        The newest, where it waits for the Kapolsek's word; `None`: it does not.
    last_backup
        `None`: never.
    notes
        What papers would say wrongly of the station.
    """

    now: dt.datetime
    num_households: int
    num_teams: int
    has_roads: bool
    is_over: bool
    duty_until: int | None
    day: DayState
    tomorrow: DayState
    complaints: tuple[ComplaintReport, ...]
    missing: tuple[Sheet, ...]
    lost: tuple[LostSheets, ...]
    half_typed: tuple[Sheet, ...]
    unsigned: tuple[PlanRecord, ...]
    unfinished_week: WeekRecord | None
    week_to_approve: WeekRecord | None
    last_backup: dt.datetime | None
    notes: tuple[Fault, ...] = ()

    @property
    def backup_age(self) -> int | None:
        """Days since the last backup; `None`: never."""
        return None if self.last_backup is None else (self.now - self.last_backup).days

    @property
    def next_step(self) -> NextStep:
        """The one step that comes next."""
        for step, is_missing in (
            (NextStep.IMPORT_HOUSEHOLDS, not self.num_households),
            (NextStep.IMPORT_TEAMS, not self.num_teams),
            (NextStep.IMPORT_ROADS, not self.has_roads),
        ):
            if is_missing:
                return step
        if self.focus is self.day:
            return next_of(self.day)
        if self.tomorrow.newest is None:
            return NextStep.DONE
        step = next_of(self.tomorrow)
        return NextStep.REST if step in (NextStep.RECORD, NextStep.DONE) else step

    @property
    def focus(self) -> DayState:
        """The day that the next step is about: tomorrow once today is recorded, or is over without a plan."""
        is_behind = self.is_over if self.day.newest is None else next_of(self.day) is NextStep.DONE
        return self.tomorrow if is_behind else self.day

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        return {
            "now": self.now.isoformat(),
            "next_step": self.next_step.value,
            "next_date": self.focus.date.isoformat(),
            "duty_until": None if self.duty_until is None else clock(self.duty_until),
            "num_households": self.num_households,
            "num_teams": self.num_teams,
            "has_roads": self.has_roads,
            "days": [state_data(day) for day in (self.day, self.tomorrow)],
            "complaints": [one.as_data() for one in self.complaints],
            "complaints_to": {task.value: [one.life.id for one in found] for task, found in by_task(self.complaints).items()},
            "missing_sheets": [sheet.id for sheet in self.missing],
            "lost_sheets": [id_ for lost in self.lost for id_ in lost.ids],
            "lost_until": {id_: plain(lost.until) for lost in self.lost for id_ in lost.ids},
            "half_typed_sheets": [
                {"sheet": sheet.id, "num_stops": sheet.num_stops, "num_recorded": sheet.num_recorded}
                for sheet in self.half_typed
            ],
            "unsigned": [{"date": plan.date.isoformat(), "version": plan.version} for plan in self.unsigned],
            "unfinished_week": None if self.unfinished_week is None else self.unfinished_week.start.isoformat(),
            "week_to_approve": None if self.week_to_approve is None else self.week_to_approve.start.isoformat(),
            "last_backup": plain(self.last_backup),
            "notes": [note.text() for note in self.notes],
        }


def today(workspace: Workspace, *, reading: Reading = read_kept_plan) -> TodayReport:
    """Look at today and tomorrow.

    Parameters
    ----------
    reading
        Of kept plans; a door that stays open may remember them.
    """
    now, date = workspace.now(), duty_day(workspace)
    passed = seconds_since(workspace, date)
    with workspace.ledger() as ledger:
        num_households, num_teams = len(ledger.household_ids()), len(ledger.teams())
        backups = ledger.audit_trail(action="backup")
    roads, unsigned = workspace.roads_folder, unsigned_plans(workspace, date)
    last = duty_end(workspace, date) or max(hours.window.end for hours in workspace.settings.day.shifts)
    days = (day_state(workspace, date + dt.timedelta(days=n)) for n in (0, 1))
    once = functools.cache(reading)  # one look needs the same plan several times
    day, tomorrow = (_looked_into(workspace, one, unsigned, once) for one in days)
    is_over = passed >= (min(last, DAY) if day.newest is None else last)  # what is left of a night nobody begins to plan
    if next_of(day) is NextStep.RECORD:
        day = replace(day, first_back=_first_back(workspace, day, passed))
    return TodayReport(
        now=now,
        num_households=num_households,
        num_teams=num_teams,
        has_roads=roads.is_dir() and any(roads.iterdir()),
        is_over=is_over,
        duty_until=last if passed >= DAY else None,
        day=_behind(day) if is_over else day,
        tomorrow=tomorrow,
        complaints=words_owed(workspace),
        missing=missing_sheets(workspace),
        lost=lost_sheets(workspace),
        half_typed=half_typed_sheets(workspace),
        unsigned=unsigned,
        unfinished_week=unfinished_week(workspace),
        week_to_approve=week_to_approve(workspace),
        last_backup=backups[-1].at.astimezone(now.tzinfo) if backups else None,
        notes=head_notes(workspace.settings, workspace.settings.station.point),
    )


def _behind(day: DayState) -> DayState:
    """A day whose duty is over: nothing is taken in or left out any more, what cannot be printed needs no paper, and what is
    lost need not be typed.
    """
    outdated = frozenset[str]() if day.num_closed else day.outdated
    return replace(day, unweighed=Unweighed(), differing=(), num_closed=0, shut_out=(), outdated=outdated, is_over=True)


def _looked_into(workspace: Workspace, day: DayState, unsigned: Sequence[PlanRecord], reading: Reading) -> DayState:
    """The day with what takes a look into plan files: its papers that say something else, and what was said since."""
    if day.newest is None:
        return day
    outdated = outdated_sheets(workspace, day.newest, day.sheets, reading=reading) if day.sheets else frozenset()
    seen = replace(day, outdated=outdated, is_unsigned=day.newest in unsigned)
    step = next_of(seen)
    if step in (NextStep.PRINT, NextStep.APPROVE, NextStep.HAND_OUT):
        waiting = {sheet.shift for sheet in day.sheets if sheet.state is SheetState.PRINTED} if seen.is_printed else None
        seen = replace(seen, num_closed=num_closed(workspace, day.newest, waiting, reading=reading))
    if step is NextStep.DONE and seen.is_recorded:
        return seen
    seen = replace(seen, shut_out=shut_and_out(workspace, day.date, day.sheets, reading=reading))
    left = left_out_complaints(workspace, day.newest)
    said = teams_said_since(workspace, day.newest, day.plans[0].created, reading=reading)
    differing = tuple(team for team in said if team not in _back(day.sheets))
    return replace(seen, unweighed=left, differing=differing)


def _back(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Teams all of whose sheets are back or lost: planning the day anew changes nothing for them."""
    gone = (SheetState.RETURNED, SheetState.LOST)
    return frozenset(one.team for one in sheets) - {one.team for one in sheets if one.state not in gone}


def _first_back(workspace: Workspace, day: DayState, now: int) -> int | None:
    """When the first of the teams that are out is planned to be back; `None`: it may be, or is, or nobody knows."""
    if day.newest is None or day.count(SheetState.RETURNED):
        return None
    try:
        routes = read_plan(workspace.folder / day.newest.path).plan.routes
    except InputError:  # of a broken file printing speaks
        return None
    out = {sheet.shift for sheet in day.sheets if sheet.state is SheetState.HANDED_OUT}
    first = min((route.end_time for route in routes if route.shift_id in out), default=now)
    return first if first > now else None
