"""How far a day is: its versions, its papers, and the step that it waits for."""

import datetime as dt
import enum
from dataclasses import dataclass

from planner.domain.errors import Fault
from planner.domain.history import Sheet, SheetState
from planner.domain.units import clock
from planner.ledger.records import PlanRecord
from planner.usecases.day_news import is_free_of_duty, note_of_left_out, note_of_teams
from planner.usecases.left_open import Unweighed
from planner.usecases.shut_since import note_of_shut
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
    lost
        Those of which a paper is lost and was not found, of all versions.
    replaced
        Those that a newer print has replaced, or left out, and that went out with their teams, back or not.
    outdated
        Shifts whose paper is not what the newest version says, nor names those who go; known where it was looked for.
    is_unsigned
        The newest version wants the Kapolsek's word and does not have it; known where it was looked for.
    unweighed
        Open complaints that the newest version was never offered; known where it was looked for.
    differing
        Teams that are to serve otherwise than the newest version has it, and whose papers are not all back; known where it was
        looked for.
    shut_out
        Visits on sheets that teams have with them which may not be made any more; known where it was looked for.
    first_back
        When the first team whose paper is out is planned to be back, seconds since midnight; known while that is to come and
        recording is the next step.
    num_closed
        Visits that may not be made any more and keep the newest version from paper, or are on a sheet that waits to be handed
        out; known where that would be the next step.
    is_over
        Its duty is over: nobody waits for what is lost.
    is_free
        It has a plan, and nobody is on duty any more: no plan made anew sends anybody.
    is_awaited
        A paper with rows, of whatever version, was handed out and is not back, or nothing of it is typed yet.
    """

    date: dt.date
    plans: tuple[PlanRecord, ...]
    sheets: tuple[Sheet, ...]
    lost: tuple[Sheet, ...] = ()
    replaced: tuple[Sheet, ...] = ()
    outdated: frozenset[str] = frozenset()
    is_unsigned: bool = False
    unweighed: Unweighed = Unweighed()
    differing: tuple[str, ...] = ()
    num_closed: int = 0
    shut_out: tuple[str, ...] = ()
    first_back: int | None = None
    is_over: bool = False
    is_free: bool = False
    is_awaited: bool = False

    @property
    def newest(self) -> PlanRecord | None:
        """The newest version; `None`: not planned."""
        return self.plans[-1] if self.plans else None

    @property
    def notes(self) -> list[Fault]:
        """What is to be known of the newest version before it goes out: E4076, E4085, E4096; E4115, E4116 of a free day.

        E4121 once it is out.
        """
        version = 0 if self.newest is None else self.newest.version
        told = note_of_teams(self.differing, self.date, is_free=self.is_free)
        left = note_of_left_out(self.unweighed.ids, self.date, is_free=True) if self.is_free else ()
        return [*note_of_shut(self.shut_out), *told, *left, *self.unweighed.notes(self.date, version)]

    @property
    def papers(self) -> tuple[Sheet, ...]:
        """All that somebody had or may find: `sheets`, and of older ones those that went out and those that are lost."""
        return tuple({sheet.id: sheet for sheet in (*self.sheets, *self.replaced, *self.lost)}.values())

    @property
    def to_take_back(self) -> tuple[Sheet, ...]:
        """Replaced papers that teams still have."""
        return tuple(sheet for sheet in self.replaced if sheet.state is SheetState.HANDED_OUT)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the complaints that a plan made anew may bring in."""
        return () if self.is_free else self.unweighed.ids

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
    def num_handed_out(self) -> int:
        """Papers that went out with somebody; one that is lost is with nobody until another is handed out in its place."""
        waiting = (SheetState.LOST, SheetState.PRINTED)
        return sum(sheet.handed_out_at is not None and sheet.state not in waiting for sheet in self.sheets)

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
        """Whether every planned row has its outcome; once the day is over, of the sheets that are not lost."""
        awaited = [one for one in self.sheets if not (self.is_over and one.state is SheetState.LOST)]
        num_recorded, num_rows = sum(one.num_recorded for one in awaited), sum(one.num_stops for one in awaited)
        return self.num_rows > 0 and num_recorded >= num_rows


def next_of(day: DayState) -> NextStep:
    """The step that a day waits for."""
    if day.newest is None:
        return NextStep.PLAN
    if day.is_recorded and not day.outdated:
        return NextStep.DONE
    is_changed = bool(day.num_closed or day.differing)
    if day.is_free or not (day.newest.num_stops or day.is_out or is_changed):  # nobody goes anywhere, nor takes a paper
        return NextStep.RECORD if day.is_awaited else NextStep.DONE
    if is_changed:
        return NextStep.REPLAN if day.is_out else NextStep.PLAN
    if not day.is_printed:
        return NextStep.APPROVE if day.is_unsigned else NextStep.PRINT
    return NextStep.HAND_OUT if day.count(SheetState.PRINTED) else NextStep.RECORD


def day_state(workspace: Workspace, date: dt.date) -> DayState:
    """How far a day is."""
    with workspace.ledger() as ledger:
        plans, sheets = ledger.plans(date), ledger.sheets(date)
    newest = {sheet.shift: sheet.plan_version for sheet in sorted(sheets, key=_age)}
    idle = (SheetState.PLANNED, SheetState.PRINTED)  # of a team that the printed plan leaves out: nobody takes it any more
    left = [one for one in sheets if one.left_out_by is None or one.state not in idle]
    return DayState(
        date=date,
        plans=plans,
        sheets=tuple(one for one in left if one.plan_version == newest[one.shift]),
        replaced=tuple(one for one in sheets if one.replaced_by and one.state in (SheetState.HANDED_OUT, SheetState.RETURNED)),
        lost=tuple(one for one in sheets if one.is_lost),
        is_free=bool(plans) and is_free_of_duty(workspace, date),
        is_awaited=any(one.num_stops and (one.state is SheetState.HANDED_OUT or _is_untyped(one)) for one in sheets),
    )


def _is_untyped(sheet: Sheet) -> bool:
    return sheet.state is SheetState.RETURNED and not sheet.num_recorded + sheet.num_reserves_recorded


def _age(sheet: Sheet) -> tuple[bool, int]:
    """What is printed is newer than what is only registered."""
    return sheet.printed_at is not None, sheet.plan_version


def state_data(day: DayState) -> dict[str, object]:
    """The same for JSON."""
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
        "shut_out": list(day.shut_out),
        "first_back": None if day.first_back is None else clock(day.first_back),
        "sheets": {state.value: day.count(state) for state in SheetState if day.count(state)},
        "lost_sheets": [sheet.id for sheet in day.lost],
        "sheets_to_take_back": [sheet.id for sheet in day.to_take_back],
        "num_rows": day.num_rows,
        "num_recorded": day.num_recorded,
        "next_step": next_of(day).value,
    }
