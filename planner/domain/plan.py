"""The answer: routes with their times, and the visits left out with a reason each."""

import enum
from dataclasses import dataclass


class Reason(enum.Enum):
    """Why a visit is not in the plan; each is tested before it is given (`planner.improving.reasons`)."""

    NO_SKILL = "no_skill"
    """No shift has the skills and the size that the visit asks for."""
    OUTSIDE_SHIFTS = "outside_shifts"
    """No able shift is on duty in any of the visit's windows, travel aside."""
    UNREACHABLE = "unreachable"
    """No able shift has a way to the place and back."""
    OUTSIDE_HOURS = "outside_hours"
    """Even alone no able shift can make it within its own windows; at another hour one could."""
    TOO_FAR = "too_far"
    """Even alone in a route it cannot be reached, served and left within any able shift."""
    VISIT_LIMIT = "visit_limit"
    """Only shifts that may make no visit at all could make it."""
    BREAKS_IMPOSSIBLE = "breaks_impossible"
    """Only shifts that can never take all their breaks, and so stay at home, could make it."""
    NOT_ENOUGH_TIME = "not_enough_time"
    """It fits alone, but into no route of the plan as it stands."""
    DISPLACES_HIGHER = "displaces_higher"
    """It fits alone, but only in place of stops that together weigh at least as much."""
    NOT_WORTH_TRAVEL = "not_worth_travel"
    """It would fit, but costs more than its prize under this policy."""
    SEARCH_STOPPED = "search_stopped"
    """It would fit and pay, as things are or in place of what weighs less; the search ended before it was inserted."""
    HELD_BACK = "held_back"
    """It would fit and pay, but the plan under way is kept: a team is untouched, changes are capped, or the gain is small."""
    TAKEN_OUT = "taken_out"
    """Somebody took it out by hand; no search brings it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit in a route.

    Attributes
    ----------
    visit_id
        Id of the visit.
    arrival_time
        When the team reaches the door.
    start_time
        When the action (setup, then service) begins; `start_time - arrival_time` is waiting or a
        break taken at the door.
    end_time
        When the service ends: `start_time` + setup (if it applies) + service.
    """

    visit_id: str
    arrival_time: int
    start_time: int
    end_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A break as taken, from `start_time` to `end_time`."""

    break_id: str
    start_time: int
    end_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one shift does. A shift without a stop has no route.

    Attributes
    ----------
    shift_id
        Id of the shift.
    start_time, end_time
        Leaving the start place and reaching the end place (or the first stop's arrival / the last
        stop's end, where the shift has no such place).
    stops
        In the order in which they are made, at least one.
    pauses
        Breaks in the order in which they are taken.
    travel_duration
        Seconds on the road, waiting and breaks not included.
    distance
        Metres on the road; `None` where the problem has no distances.
    reserves
        Ids of visits near the route, not planned, for doors that stay shut.
    reserve_after
        Per reserve the number of stops made before it; empty: all come after the last stop.
    """

    shift_id: str
    start_time: int
    end_time: int
    stops: tuple[Stop, ...]
    pauses: tuple[Pause, ...] = ()
    travel_duration: int = 0
    distance: int | None = None
    reserves: tuple[str, ...] = ()
    reserve_after: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.reserve_after and len(self.reserve_after) != len(self.reserves):
            raise ValueError(f"{len(self.reserve_after)} places for {len(self.reserves)} reserves, expected one each or none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassigned:
    """A visit that is not in the plan, and why (`None`: not looked into)."""

    visit_id: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Routes by shift and what was left out. Every visit of the problem is in exactly one of the two."""

    routes: tuple[Route, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()

    @property
    def num_stops(self) -> int:
        """Number of visits made."""
        return sum(len(route.stops) for route in self.routes)
