"""What a limit of visits costs: teams that stop at it and have time left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitTold:
    """The limit that binds, and what it keeps from being done on a day.

    Attributes
    ----------
    limit
        Visits (conversations, where doors may stay shut) that a shift may make.
    num_shifts
        Shifts that stop there although they have time for another door.
    time_left
        Their seconds on duty that are then left, ways and breaks taken off.
    enough
        The least limit that would leave none of them with time for another door.
    num_met
        Homes more that would be met, on average.
    """

    limit: int
    num_shifts: int
    time_left: int
    enough: int
    num_met: float
