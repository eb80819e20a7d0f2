"""The month as numbers: what the ledger counts and the report shows. Counts and places only; nothing about a person."""

import calendar
import datetime as dt
from dataclasses import dataclass

from planner.domain.history import ComplaintLife
from planner.domain.minutes import DoorTime, LearnedDuration, TeamMinutes
from planner.domain.outcome import Outcome
from planner.domain.records import Condition
from planner.domain.visit import VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `start` to `end`, both included.

    Raises
    ------
    ValueError
        If it ends before it starts.
    """

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends {self.end} before it starts {self.start}")

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        """Return a calendar month."""
        return cls(start=dt.date(year, month, 1), end=dt.date(year, month, calendar.monthrange(year, month)[1]))

    @property
    def num_days(self) -> int:
        """Days in it, at least one."""
        return (self.end - self.start).days + 1

    @property
    def is_month(self) -> bool:
        """Whether it is one whole calendar month."""
        return self == Period.month(self.start.year, self.start.month)

    def until(self, day: dt.date) -> "Period":
        """The part of it that a day has reached, that day included; the period itself where it ended by then."""
        return Period(start=self.start, end=min(self.end, max(day, self.start)))

    @property
    def before(self) -> "Period":
        """The calendar month before a month; for any other period as many days right before it."""
        last = self.start - dt.timedelta(days=1)
        if self.is_month:
            return Period.month(last.year, last.month)
        return Period(start=last - dt.timedelta(days=self.num_days - 1), end=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourhoodCount:
    """Homes of one RT: each home counts once, however often somebody went there.

    Attributes
    ----------
    village, rw, rt
        Code of the village; digits as people write them, empty where not known.
    num_homes
        Homes that the ledger knows.
    num_reached
        Homes where somebody was met in the period.
    num_unanswered
        Homes tried in the period at which nobody was met in it.
    num_covered
        Homes where somebody was met in the cycle that ends with the period.
    num_never
        Homes where nobody was ever met up to the end of the period.
    latitude, longitude
        Middle of its homes, WGS 84 degrees.
    """

    village: str
    rw: str
    rt: str
    num_homes: int
    num_reached: int
    num_unanswered: int
    num_covered: int
    num_never: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeResult:
    """Homes of a village tried in the period, by what came of it: met if ever met in the period, else the latest outcome."""

    village: str
    outcome: Outcome
    num_homes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCount:
    """Recorded lines by kind of visit and outcome; a home may count several times."""

    kind: VisitKind
    outcome: Outcome
    num_visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """One day.

    Attributes
    ----------
    num_planned
        Stops on the day's newest sheets, or in its last plan; `None`: neither is kept.
    num_visits
        Recorded lines.
    num_reached
        Distinct homes where somebody was met that day.
    num_made
        Of the planned stops, those with a line; reserves and stops that a newer plan dropped are beside the plan.
    """

    date: dt.date
    num_planned: int | None
    num_visits: int
    num_reached: int
    num_made: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningCount:
    """How often doors opened, over the whole area, by shift and kind of day: tries, and those at which it opened."""

    slot: str
    is_weekend: bool
    num_tried: int
    num_opened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLoad:
    """What a team did.

    Attributes
    ----------
    num_days
        Days with at least one recorded line.
    num_visits, num_homes
        Recorded lines; distinct homes where somebody was met.
    num_timed, door_duration
        Lines with both times, and the seconds between them.
    """

    team: str
    unit: str
    num_days: int
    num_visits: int
    num_homes: int
    num_timed: int
    door_duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityState:
    """A public facility: where it is, and how it was found last.

    Attributes
    ----------
    condition
        `None`: not known.
    inspected
        Day of the last inspection up to the end of the period; `None`: never.
    """

    id: str
    kind: str
    village: str
    rw: str
    rt: str
    condition: Condition | None
    inspected: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """All numbers of a period.

    Attributes
    ----------
    period
        The days that are counted.
    asked
        The period of which they are the part so far; `None`: it is over, and all of it is counted.
    cycle_days
        Days in which every home should be reached once.
    door_times, durations
        What knocks took by purpose, and what is learned from it (the ledger learns nothing: put in by who asks).
    complaints
        All but special referrals, those closed long ago among them.
    num_special
        Special referrals (RJK) received in the period: their number for the desk, and nothing else of them.
    num_sheets, num_missing, num_lost
        Sheets handed out in the period, those not returned, and those of which a paper is lost; `None`: not kept.
    """

    period: Period
    cycle_days: int
    neighbourhoods: tuple[NeighbourhoodCount, ...] = ()
    results: tuple[HomeResult, ...] = ()
    visits: tuple[VisitCount, ...] = ()
    days: tuple[DayCount, ...] = ()
    openings: tuple[OpeningCount, ...] = ()
    teams: tuple[TeamLoad, ...] = ()
    minutes: tuple[TeamMinutes, ...] = ()
    door_times: tuple[DoorTime, ...] = ()
    durations: tuple[LearnedDuration, ...] = ()
    complaints: tuple[ComplaintLife, ...] = ()
    facilities: tuple[FacilityState, ...] = ()
    num_special: int = 0
    num_sheets: int | None = None
    num_missing: int | None = None
    num_lost: int | None = None
    asked: Period | None = None

    @property
    def named(self) -> Period:
        """The period as it is called: a month that is still running by its name."""
        return self.asked or self.period
