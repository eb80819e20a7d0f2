"""When will every facility have been inspected within its cycle: day by day, the quota of the roster, the most overdue first.

Nothing is drawn by chance: a facility has no door, and a plan fills its quota before homes.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LONGEST = 1_830
"""Days looked at: five years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionForecast:
    """Facilities and when all of them have been inspected.

    Attributes
    ----------
    num_facilities, num_due
        All that a team has a way to, and those due today.
    num_no_way
        Facilities that no team has a way to.
    done_on
        First day at the end of which none is due; `None`: not within `LONGEST` days.
    most_late
        From then on, the most days by which one waits beyond its cycle; `None`: it never comes to that.
    """

    num_facilities: int
    num_due: int
    num_no_way: int
    done_on: dt.date | None
    most_late: int | None


def forecast_inspections(
    last: Sequence[dt.date | None], *, today: dt.date, cycle_days: int, quota_on: Callable[[dt.date], int], num_no_way: int = 0
) -> InspectionForecast:
    """Go through the days to come.

    Parameters
    ----------
    last
        Day of the last inspection of each facility; `None`: never.
    quota_on
        Facilities that the roster of a day inspects.
    """
    cycle = dt.timedelta(days=cycle_days)
    due = sorted(today if day is None else day + cycle for day in last)
    num_due = sum(day <= today for day in due)
    done_on, most_late = (today, 0) if not num_due else (None, 0)
    for ahead in range(1, LONGEST + 1):
        day = today + dt.timedelta(days=ahead)
        made = [fell for fell in due[: quota_on(day)] if fell <= day]
        if done_on is not None:
            most_late = max([most_late, *((day - fell).days for fell in made)])
            if ahead > (done_on - today).days + 2 * cycle_days:
                break
        due = sorted([*due[len(made) :], *([day + cycle] * len(made))])
        if done_on is None and (not due or due[0] > day):
            done_on = day
    return InspectionForecast(
        num_facilities=len(last),
        num_due=num_due,
        num_no_way=num_no_way,
        done_on=done_on,
        most_late=None if done_on is None else most_late,
    )
