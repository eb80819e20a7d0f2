"""Times of day on a day whose duty runs past midnight: 02:00, as people on duty say it, is 26:00 of the planned day."""

from planner.domain.problem import Problem
from planner.domain.units import DAY


def last_end(problem: Problem) -> int:
    """When the last duty ends; 0 where nobody is on duty."""
    return max((shift.window.end for shift in problem.shifts), default=0)


def as_meant(problem: Problem, time: int, *, now: int) -> int:
    """The time that somebody means who says `time`.

    It is of the night after the day where nobody is on duty yet at that hour of the day itself, somebody still is in the night,
    and the day has begun: before that, people speak of the morning to come.

    Parameters
    ----------
    now
        Seconds since midnight of the planned day; below 0 before it, any number after it.
    """
    first = min((shift.window.start for shift in problem.shifts), default=0)
    return time + DAY if time < first <= now and time + DAY <= last_end(problem) else time
