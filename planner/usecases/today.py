"""What a station has to do next: the state of a day and the one step that it waits for."""

import datetime as dt
import enum
import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.units import HOUR, MINUTE, clock
from planner.formats.plan_file import read_plan
from planner.ledger.records import PlanRecord
from planner.usecases.approving import unsigned_plans
from planner.usecases.closed_doors import num_closed
from planner.usecases.complaints import ComplaintReport
from planner.usecases.day_news import note_of_teams, teams_said_since
from planner.usecases.head_left import head_notes
from planner.usecases.held_sheets import outdated_sheets
from planner.usecases.left_open import Unweighed, half_typed_sheets, left_out_complaints
from planner.usecases.plain import plain
from planner.usecases.reading import Reading, read_kept_plan
from planner.usecases.sheet_list import missing_sheets
from planner.usecases.words_owed import by_task, words_owed
from planner.usecases.workspace import Workspace


class NextStep(enum.Enum):
    """What is to be done next, in the order of a day."""

    IMPORT_HOUSEHOLDS = "import_households"
    IMPORT_TEAMS = "import_teams"
    IMPORT_ROADS = "import_roads"
    PLAN = "plan"
    APPROVE = "approve"
    PRINT = "print"
    HAND_OUT = "hand_out"
    REPLAN = "replan"
    RECORD = "record"
    DONE = "done"
    REST = "rest"
    """Today is over and tomorrow's papers are out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayState:
    """How far a day is.

    Attributes
    ----------
    plans
        Its versions, the newest last.
    sheets
        Of each team the one printed last, else that of the newest version.
    outdated
        Shifts whose paper is not what the newest version says, nor names those who go; known where it was looked for.
    is_unsigned
        The newest version wants the Kapolsek's word and does not have it; known where it was looked for.
    unweighed
        Open complaints that the newest version was never offered; known where it was looked for.
    differing
        Teams that are to serve otherwise than the newest version has it, and whose papers are not all back; known where it was
        looked for.
    first_back
        When the first team whose paper is out is planned to be back, seconds since midnight; known while that is to come and
        recording is the next step.
    num_closed
        Visits that may not be made any more and keep the newest version from paper, or are on a sheet that waits to be handed
        out; known where that would be the next step.
    """

    date: dt.date
    plans: tuple[PlanRecord, ...]
    sheets: tuple[Sheet, ...]
    outdated: frozenset[str] = frozenset()
    is_unsigned: bool = False
    unweighed: Unweighed = Unweighed()
    differing: tuple[str, ...] = ()
    num_closed: int = 0
    first_back: int | None = None

    @property
    def newest(self) -> PlanRecord | None:
        """The newest version; `None`: not planned."""
        return self.plans[-1] if self.plans else None

    @property
    def notes(self) -> list[Fault]:
        """What is to be known of the newest version before it goes out: E4076, E4085, E4096."""
        version = 0 if self.newest is None else self.newest.version
        return [*note_of_teams(self.differing), *self.unweighed.notes(self.date, version)]

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the complaints that a plan made anew may bring in."""
        return self.unweighed.ids

    @property
    def num_rows(self) -> int:
        """Planned rows of the sheets."""
        return sum(sheet.num_stops for sheet in self.sheets)

    @property
    def num_recorded(self) -> int:
        """Of them, those that are recorded."""
        return sum(sheet.num_recorded for sheet in self.sheets)

    def count(self, *states: SheetState) -> int:
        """How many sheets are in one of these states."""
        return sum(sheet.state in states for sheet in self.sheets)

    @property
    def is_out(self) -> bool:
        """Whether some sheet was handed out: what is new is then taken in by planning the rest of the day anew."""
        return any(sheet.handed_out_at is not None for sheet in self.sheets)

    @property
    def is_printed(self) -> bool:
        """Whether the newest version is on paper: teams that it leaves as they were keep their sheets."""
        return bool(self.sheets) and not self.outdated and all(sheet.printed_at is not None for sheet in self.sheets)

    @property
    def is_recorded(self) -> bool:
        """Whether every planned row has its outcome."""
        return self.num_rows > 0 and self.num_recorded >= self.num_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayReport:
    """What the desk wants to know when it sits down.

    Attributes
    ----------
    day, tomorrow
        Today, and the next day.
    complaints
        Open ones that are to be contacted by today or wait for the desk's word.
    missing
        Sheets of earlier days that are still out there.
    half_typed
        Sheets of the last days that came back and of which planned rows have no result.
    unsigned
        Newest plans of days from today on that want the Kapolsek's word and do not have it.
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
    day: DayState
    tomorrow: DayState
    complaints: tuple[ComplaintReport, ...]
    missing: tuple[Sheet, ...]
    half_typed: tuple[Sheet, ...]
    unsigned: tuple[PlanRecord, ...]
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
            "num_households": self.num_households,
            "num_teams": self.num_teams,
            "has_roads": self.has_roads,
            "days": [_state_data(day) for day in (self.day, self.tomorrow)],
            "complaints": [one.as_data() for one in self.complaints],
            "complaints_to": {task.value: [one.life.id for one in found] for task, found in by_task(self.complaints).items()},
            "missing_sheets": [sheet.id for sheet in self.missing],
            "half_typed_sheets": [
                {"sheet": sheet.id, "num_stops": sheet.num_stops, "num_recorded": sheet.num_recorded}
                for sheet in self.half_typed
            ],
            "unsigned": [{"date": plan.date.isoformat(), "version": plan.version} for plan in self.unsigned],
            "last_backup": plain(self.last_backup),
            "notes": [note.text() for note in self.notes],
        }


def next_of(day: DayState) -> NextStep:
    """The step that a day waits for."""
    if day.newest is None:
        return NextStep.PLAN
    if day.is_recorded and not day.outdated:
        return NextStep.DONE
    if day.num_closed or day.differing:
        return NextStep.REPLAN if day.is_out else NextStep.PLAN
    if not day.is_printed:
        return NextStep.APPROVE if day.is_unsigned else NextStep.PRINT
    return NextStep.HAND_OUT if day.count(SheetState.PRINTED) else NextStep.RECORD


def today(workspace: Workspace, *, reading: Reading = read_kept_plan) -> TodayReport:
    """Look at today and tomorrow.

    Parameters
    ----------
    reading
        Of kept plans; a door that stays open may remember them.
    """
    now = workspace.now()
    with workspace.ledger() as ledger:
        num_households, num_teams = len(ledger.household_ids()), len(ledger.teams())
        backups = ledger.audit_trail(action="backup")
    roads, unsigned = workspace.roads_folder, unsigned_plans(workspace, now.date())
    is_over = _seconds(now) > max(hours.window.end for hours in workspace.settings.day.shifts)
    days = (day_state(workspace, now.date() + dt.timedelta(days=n)) for n in (0, 1))
    once = functools.cache(reading)  # one look needs the same plan several times
    day, tomorrow = (_looked_into(workspace, one, unsigned, once) for one in days)
    if next_of(day) is NextStep.RECORD:
        day = replace(day, first_back=_first_back(workspace, day, _seconds(now)))
    return TodayReport(
        now=now,
        num_households=num_households,
        num_teams=num_teams,
        has_roads=roads.is_dir() and any(roads.iterdir()),
        is_over=is_over,
        day=_behind(day) if is_over else day,
        tomorrow=tomorrow,
        complaints=words_owed(workspace),
        missing=missing_sheets(workspace),
        half_typed=half_typed_sheets(workspace),
        unsigned=unsigned,
        last_backup=backups[-1].at.astimezone(now.tzinfo) if backups else None,
        notes=head_notes(workspace.settings, workspace.settings.station.point),
    )


def _seconds(moment: dt.datetime) -> int:
    return moment.hour * HOUR + moment.minute * MINUTE


def day_state(workspace: Workspace, date: dt.date) -> DayState:
    """How far a day is."""
    with workspace.ledger() as ledger:
        plans, sheets = ledger.plans(date), ledger.sheets(date)
    newest = {sheet.shift: sheet.plan_version for sheet in sorted(sheets, key=_age)}
    idle = (SheetState.PLANNED, SheetState.PRINTED)  # of a team that the printed plan leaves out: nobody takes it any more
    left = [one for one in sheets if one.left_out_by is None or one.state not in idle]
    return DayState(date=date, plans=plans, sheets=tuple(one for one in left if one.plan_version == newest[one.shift]))


def _behind(day: DayState) -> DayState:
    """A day whose duty is over: nothing is taken in or left out any more, and what cannot be printed needs no paper."""
    outdated = frozenset[str]() if day.num_closed else day.outdated
    return replace(day, unweighed=Unweighed(), differing=(), num_closed=0, outdated=outdated)


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
    if step is NextStep.DONE:
        return seen
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


def _age(sheet: Sheet) -> tuple[bool, int]:
    """What is printed is newer than what is only registered."""
    return sheet.printed_at is not None, sheet.plan_version


def _state_data(day: DayState) -> dict[str, object]:
    return {
        "date": day.date.isoformat(),
        "version": day.newest.version if day.newest else None,
        "num_stops": day.newest.num_stops if day.newest else 0,
        "is_printed": day.is_printed,
        "outdated": sorted(day.outdated),
        "left_out_complaints": list(day.left_out),
        "out_of_hours_complaints": list(day.unweighed.out_of_hours),
        "unable_complaints": list(day.unweighed.unable),
        "differing_teams": list(day.differing),
        "is_unsigned": day.is_unsigned,
        "num_closed": day.num_closed,
        "first_back": None if day.first_back is None else clock(day.first_back),
        "sheets": {state.value: day.count(state) for state in SheetState if day.count(state)},
        "num_rows": day.num_rows,
        "num_recorded": day.num_recorded,
        "next_step": next_of(day).value,
    }
