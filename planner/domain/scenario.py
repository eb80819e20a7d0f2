"""What if: a scenario as the changes that it makes to a day."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.records import Urgency
from planner.domain.settings import ShiftHours
from planner.domain.shift import USUAL_PROFILE
from planner.domain.visit import Window

Ring = tuple[tuple[float, float], ...]
"""(longitude, latitude) corners of a drawn area, degrees; the last may repeat the first."""

DENSEST = "densest"
"""Instead of the id of an RT: the RT of the day whose doors lie closest together."""

EVERY_TEAM = "*"
"""Instead of ids of teams: all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which roads, and when; several criteria add up.

    Attributes
    ----------
    streets
        Names as the road data write them.
    road_classes
        Classes of the attribute contract.
    hours
        When it holds; `None`: all day. A shift that shares a moment with the hours is treated as if they lasted all day.
    """

    streets: tuple[str, ...] = ()
    road_classes: tuple[str, ...] = ()
    hours: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Stretch):
    """Roads that nobody may use; doors inside a closed area or on a closed road cannot be reached.

    Attributes
    ----------
    villages
        Codes of villages closed as a whole; names, too, until `with_known_names` has looked them up.
    areas
        Drawn areas.
    river, river_distance
        Name of a river, and metres from its line within which everything is closed.
    """

    villages: tuple[str, ...] = ()
    areas: tuple[Ring, ...] = ()
    river: str = ""
    river_distance: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowdown(Stretch):
    """Roads on which travel takes `factor` times as long; no criterion: all roads. Of several that meet the greatest counts."""

    factor: float

    def __post_init__(self) -> None:
        if not 0 < self.factor <= 100:
            raise ValueError(f"factor is {self.factor}, expected (0, 100]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who rides with a team from its start and is back at the station at `until` (seconds since midnight)."""

    until: int
    num_officers: int = 1
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChange:
    """What is different for some teams.

    Attributes
    ----------
    teams
        Ids, or `EVERY_TEAM` alone.
    profile
        How they move; `None`: as before.
    shifts
        Named shifts that they serve instead; empty: as before.
    hours
        Window of every shift of theirs; `None`: as before.
    later
        Seconds by which duty moves, < 0: earlier.
    longer
        Seconds by which duty ends later, < 0: earlier.
    is_split
        Each officer goes alone; the leader keeps the team's skills, the others have none.
    parks_at
        Id of an RT (`village/RW/RT`) or `DENSEST`: they ride there as before and make their round from there.
    guest
        Who rides with them for a while.
    """

    teams: tuple[str, ...]
    profile: str | None = None
    shifts: tuple[str, ...] = ()
    hours: Window | None = None
    later: int = 0
    longer: int = 0
    is_split: bool = False
    parks_at: str = ""
    guest: Guest | None = None

    def covers(self, team: str) -> bool:
        """Whether a team is meant."""
        return EVERY_TEAM in self.teams or team in self.teams


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraTeam:
    """A team more, of officers that are not named."""

    id: str
    num_officers: int = 2
    skills: frozenset[str] = frozenset()
    profile: str = USUAL_PROFILE
    shifts: tuple[str, ...] = ()
    village: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraComplaints:
    """Invented complaints at doors drawn by a seed."""

    count: int
    urgency: Urgency = Urgency.URGENT
    category: str = "CRM"
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """Another balance between complaints and coverage; see `Policy.balance`."""

    balance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The changes of one scenario; what it does not say stays as it is.

    Attributes
    ----------
    name
        Short name: the file's, or that of the options; unique among the scenarios compared.
    title, question
        What people call it, and what it asks; may be empty.
    without
        Teams that are away.
    joins
        Teams that go together as one; the first gives its way of moving, hours and village.
    shift_hours
        Named shifts that replace those of the settings, or are added.
    visit_hours, routine_duration, complaint_duration
        As in `DaySettings`; `None`: as before.
    complaints_file, households_file
        Names of tables beside the scenario file with complaints and households more; empty: none.
    everybody_by
        Day by which everybody should have been visited; `None`: not asked.
    """

    name: str
    title: str = ""
    question: str = ""
    without: tuple[str, ...] = ()
    joins: tuple[tuple[str, ...], ...] = ()
    changes: tuple[TeamChange, ...] = ()
    additions: tuple[ExtraTeam, ...] = ()
    shift_hours: tuple[ShiftHours, ...] = ()
    visit_hours: Window | None = None
    routine_duration: int | None = None
    complaint_duration: int | None = None
    policy: PolicyChange | None = None
    closures: tuple[Closure, ...] = ()
    slowdowns: tuple[Slowdown, ...] = ()
    complaints: ExtraComplaints | None = None
    complaints_file: str = ""
    households_file: str = ""
    everybody_by: dt.date | None = None

    @property
    def takes_only(self) -> bool:
        """Whether teams or places are taken away and nothing is given."""
        given = (
            self.joins, self.changes, self.additions, self.shift_hours, self.visit_hours, self.routine_duration,
            self.complaint_duration, self.policy, self.complaints, self.complaints_file, self.households_file,
        )  # fmt: skip
        is_slower = all(slowdown.factor >= 1 for slowdown in self.slowdowns)
        return bool(self.without or self.closures or self.slowdowns) and is_slower and not any(given)

    @property
    def label(self) -> str:
        """What it is called in a table."""
        return self.title or self.name
