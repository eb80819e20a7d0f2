"""What happened at a door, as the returned sheet says it."""

import enum
from dataclasses import dataclass

from planner.domain.records import Condition, Urgency


class Outcome(enum.Enum):
    """Result of a visit; one tick box of the sheet each."""

    MET = "met"
    """Somebody was met (or a facility was inspected)."""
    NOT_HOME = "not_home"
    REFUSED = "refused"
    MOVED = "moved"
    NO_ADDRESS = "no_address"
    POSTPONED = "postponed"
    """Not tried: the door is due again as if nobody had gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """A complaint taken down at a door: its category and how fast it wants an answer; never who spoke."""

    category: str
    urgency: Urgency = Urgency.NORMAL


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedVisit:
    """One line of a returned sheet.

    Attributes
    ----------
    sheet_id
        Number of the sheet.
    number
        Number of the row on the sheet; reserves go on counting.
    visit_id
        Id of the visit in the plan.
    time_in, time_out
        Seconds since midnight of the day; `None`: not filled in.
    complaint
        A complaint taken down there; `None`: none.
    is_answered
        A complaint that was followed up there has its answer; `None`: no follow-up, or not said.
    needs_follow_up
        The follow-up box is ticked: a promise to come back.
    condition
        State of an inspected facility; `None`: no facility, or not said.
    """

    sheet_id: str
    number: int
    visit_id: str
    outcome: Outcome
    time_in: int | None = None
    time_out: int | None = None
    complaint: NewComplaint | None = None
    is_answered: bool | None = None
    needs_follow_up: bool = False
    condition: Condition | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"row number is {self.number}, expected >= 1")
        if self.time_in is not None and self.time_out is not None and self.time_out < self.time_in:
            raise ValueError(f"time out {self.time_out} is before time in {self.time_in}")
