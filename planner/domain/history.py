"""What has happened, as the ledger tells it: recorded visits, counts of them, sheets, lives of complaints. No personal text."""

import datetime as dt
import enum
from dataclasses import dataclass, field

from planner.domain.outcome import Outcome
from planner.domain.records import ComplaintStatus, Condition, Urgency, WaitingFor
from planner.domain.visit import VisitKind

SATURDAY = 5
"""`datetime.date.weekday` counts from Monday 0; Saturday and Sunday are the weekend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """One recorded line of a returned sheet.

    Attributes
    ----------
    sheet_id, number
        Sheet and row; together they are recorded once.
    date, plan_version
        Day and version of the plan that the sheet was printed from.
    visit_id, kind
        The visit in the plan.
    household, complaint, facility
        Ids of what was visited; a complaint that is followed up at a household has both. `None`: not that.
    village, rt, rw
        Where the door was on that day; empty where not known.
    team, unit
        Who went.
    slot
        Name of the shift of the settings in whose hours the door was tried.
    outcome
        What happened.
    time_in, time_out
        Seconds since midnight; `None`: not filled in.
    complaint_taken
        Id of the complaint that was taken down there; `None`: none.
    is_answered
        Whether a followed-up complaint has its answer; `None`: no follow-up, or not said.
    follow_up_on
        Day by which the team promised to come back; `None`: the box is not ticked.
    condition
        State of an inspected facility; `None`: no facility, or not said.
    recorded_at, actor
        When the line was first recorded and by whom.
    is_holiday
        The settings call the day a holiday, and it is no Saturday or Sunday.
    """

    sheet_id: str
    number: int
    date: dt.date
    plan_version: int
    visit_id: str
    kind: VisitKind
    household: str | None = None
    complaint: str | None = None
    facility: str | None = None
    village: str = ""
    rt: str = ""
    rw: str = ""
    team: str = ""
    unit: str = ""
    slot: str = ""
    outcome: Outcome
    time_in: int | None = None
    time_out: int | None = None
    complaint_taken: str | None = None
    is_answered: bool | None = None
    follow_up_on: dt.date | None = None
    condition: Condition | None = None
    recorded_at: dt.datetime
    actor: str
    is_holiday: bool = False

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"row number is {self.number}, expected >= 1")
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at has no time zone")

    @property
    def subject(self) -> str:
        """Id of the complaint, facility or household behind the visit; the visit's id where there is none."""
        return self.complaint or self.facility or self.household or self.visit_id

    @property
    def needs_follow_up(self) -> bool:
        """Whether the follow-up box is ticked."""
        return self.follow_up_on is not None

    @property
    def is_weekend(self) -> bool:
        """Whether people are at home as on a Saturday, Sunday or holiday."""
        return self.is_holiday or self.date.weekday() >= SATURDAY


class TallyBy(enum.Enum):
    """What visits can be counted by."""

    OUTCOME = "outcome"
    KIND = "kind"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """A count of visits.

    Attributes
    ----------
    keys
        One text for each `TallyBy` that was asked for, in that order: outcome and kind by their value, days as ISO dates.
    num_visits
        Recorded lines.
    num_households
        Distinct households among them; complaints followed up at a household count for it.
    """

    keys: tuple[str, ...]
    num_visits: int
    num_households: int


class SheetState(enum.Enum):
    """Where a sheet is."""

    PLANNED = "planned"
    """Registered, not printed by this program."""
    PRINTED = "printed"
    HANDED_OUT = "handed_out"
    RETURNED = "returned"
    LOST = "lost"
    """Said to be lost: a breach of personal data that has to be reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A numbered sheet of a plan.

    Attributes
    ----------
    id
        The number printed on it.
    date, plan_version, shift, team, unit
        Which plan's, and whose it is.
    num_stops, num_reserves
        Rows on it.
    printed_at, handed_out_at, returned_at, lost_at
        Moments, of the newest copy and of a lost one; `None`: not yet.
    rows_hash
        Marks of what its rows mean (`planner.domain.sheet_rows`); empty: not known.
    crew_hash
        Mark of whom it names; empty: not known.
    left_out_by
        Version of a newer plan of the day without its team, which was printed before anybody took it; `None`: there is none.
    replaced_by
        Version of a newer plan of the day that was printed since, with a sheet of its team or without the team; `None`: this is
        the newest.
    is_kept_back
        Printed, and nobody took it: a newer print replaced it before it was handed out, or another paper of the day went out
        with its team.
    num_recorded
        Planned rows that are recorded, on this paper or another of the day; of all days at once only those on this paper.
    num_reserves_recorded
        Reserves that are recorded.
    """

    id: str
    date: dt.date
    plan_version: int
    shift: str
    team: str
    unit: str = ""
    num_stops: int = 0
    num_reserves: int = 0
    printed_at: dt.datetime | None = None
    handed_out_at: dt.datetime | None = None
    returned_at: dt.datetime | None = None
    lost_at: dt.datetime | None = None
    rows_hash: str = field(default="", repr=False)
    crew_hash: str = field(default="", repr=False)
    left_out_by: int | None = None
    replaced_by: int | None = None
    is_kept_back: bool = False
    num_recorded: int = 0
    num_reserves_recorded: int = 0

    @property
    def state(self) -> SheetState:
        """Where it is: the last thing that happened to it. Printed again since it was lost, it is the copy in its place."""
        if self.returned_at is not None:
            return SheetState.RETURNED
        if self.lost_at is not None and not _is_after(self.handed_out_at, self.lost_at):
            return SheetState.PRINTED if _is_after(self.printed_at, self.lost_at) else SheetState.LOST
        if self.handed_out_at is not None:
            return SheetState.HANDED_OUT
        return SheetState.PLANNED if self.printed_at is None else SheetState.PRINTED

    @property
    def has_copy(self) -> bool:
        """Whether it was lost and another was printed in its place, under the same number."""
        return _is_after(self.printed_at, self.lost_at) or _is_after(self.handed_out_at, self.lost_at)

    @property
    def is_lost(self) -> bool:
        """Whether a paper of this number is lost and was not found: what came back since may be the copy in its place."""
        return self.lost_at is not None and (self.returned_at is None or self.has_copy)

    @property
    def is_out(self) -> bool:
        """Whether this paper is with somebody, or may be: handed out and not accounted for, or the only one that could be.

        A station that notes no handing out still has its sheets out: what was printed last counts, unless it was kept back.
        """
        if self.state is SheetState.PRINTED:
            return not self.is_kept_back
        return self.state is SheetState.HANDED_OUT

    @property
    def is_typed_in_part(self) -> bool:
        """Whether some rows are typed and planned ones are not: typing says that it is back, and rows told over the radio are
        typed while it is out.
        """
        is_begun = self.num_recorded + self.num_reserves_recorded > 0
        return self.state is SheetState.RETURNED and is_begun and self.num_recorded < self.num_stops

    def is_missing(self, today: dt.date) -> bool:
        """Tell whether paper with names is out there and its day is over: to be shown in red until it is accounted for."""
        return self.date < today and self.is_out


def _is_after(moment: dt.datetime | None, other: dt.datetime | None) -> bool:
    return moment is not None and other is not None and moment > other


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLife:
    """What became of a complaint; never what was said.

    Attributes
    ----------
    village, group
        Where it is followed up; empty where not known.
    due
        Day by which it should be answered; `None`: not said.
    planned_on
        Last day whose printed sheets hold it; `None`: none.
    visited_on
        First day on which somebody was met about it; `None`: not yet.
    answered_on
        Day on which it was solved, referred or closed; `None`: still open.
    num_visits
        Recorded visits about it, whatever their outcome.
    followed_up_on
        Day of the last of them that was made; `None`: none.
    next_contact, waiting_for
        Until when the desk waits, and for whom; `None`: it does not.
    """

    id: str
    category: str
    urgency: Urgency
    status: ComplaintStatus
    received: dt.date
    due: dt.date | None = None
    village: str = ""
    group: str = ""
    planned_on: dt.date | None = None
    visited_on: dt.date | None = None
    answered_on: dt.date | None = None
    num_visits: int = 0
    followed_up_on: dt.date | None = None
    next_contact: dt.date | None = None
    waiting_for: WaitingFor | None = None
