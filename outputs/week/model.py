"""What the papers of a week show: teams and RTs by day, never a home."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.records import Officer
from planner.domain.settings import StationSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDay:
    """A team's day: RTs by village, and how many visits of each kind.

    Attributes
    ----------
    groups
        Village and its RTs as they are written on the page, in the order in which they are gone to.
    start_time, end_time
        First door and last one, seconds since midnight.
    """

    team: str
    date: dt.date
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    num_homes: int
    num_complaints: int
    num_facilities: int
    start_time: int
    end_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamName:
    """A team and who is in it."""

    id: str
    unit: str
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """An RT on a day, for those who live there: within which hours, and which teams come."""

    village: str
    rw: str
    rt: str
    date: dt.date
    start_time: int
    end_time: int
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPaper:
    """A week, as its papers show it.

    Attributes
    ----------
    dates
        The days.
    free
        Of them, those without work.
    days
        Of each team that has a route, in the order of teams.
    notices
        By village, RW, RT and day.
    num_households, num_covered, met
        All that may be visited, those within the cycle when the week is over, and meetings expected: mean, low and high.
    complaints_left
        Numbers of complaints that no day visits.
    approved
        Who approved it, and when; `None`: nobody has, and every paper says that it is a draft.
    paper
        `A4` or `F4`.
    """

    version: int
    language: str
    time_zone: str
    station: StationSettings
    dates: tuple[dt.date, ...]
    free: frozenset[dt.date]
    locked: frozenset[dt.date]
    teams: tuple[TeamName, ...]
    days: tuple[TeamDay, ...]
    notices: tuple[NoticeLine, ...]
    num_households: int
    num_covered: int
    met: tuple[int, int, int]
    complaints_left: tuple[str, ...]
    num_late: int
    approved: tuple[str, dt.datetime] | None
    paper: str = "A4"
