"""Where the minutes of teams go, from the times that come back on sheets: of teams and purposes, never of a resident."""

from dataclasses import dataclass

from planner.domain.visit import VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMinutes:
    """Seconds of a team in a period, of the rows that have both times.

    Attributes
    ----------
    num_timed
        Rows with both times.
    open_duration, shut_duration
        At doors where somebody opened, and at those where nobody did.
    road_duration, pause_duration
        Between one row and the next of a sheet: short gaps, which are ways, and long ones: breaks, waiting, idleness.
    """

    team: str
    unit: str
    num_timed: int
    open_duration: int
    shut_duration: int
    road_duration: int
    pause_duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTime:
    """Rows of a purpose with both times, somebody met or the door shut, and the seconds between these times."""

    kind: VisitKind
    is_met: bool
    num_timed: int
    duration: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedDuration:
    """What a knock takes, as it was recorded and as it is believed.

    Attributes
    ----------
    recorded
        Seconds of all rows with both times.
    planned, learned
        Seconds a row: as the settings have it, and as it is believed with what was recorded.
    """

    kind: VisitKind
    is_met: bool
    num_timed: int
    recorded: int
    planned: int
    learned: int
