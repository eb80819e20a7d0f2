"""When would everybody have been visited at the pace of one day, and what a wanted day would take.

With *v* doors a day and *D* doors due, a day whose teams have a share *w* of the hours of the planned one makes w · v of them:
everybody is visited on the first day on which the sum of w · v reaches D. No door stays shut in this sum: it is the best case.
"""

import datetime as dt
import math
from collections.abc import Callable

from planner.domain.comparison_sheet import Reach

_MAX_DAYS = 20 * 366
"""Days looked at: beyond twenty years a date says no more than never."""


def reach(num_due: int, num_a_day: int, *, date: dt.date, by: dt.date, share_of: Callable[[dt.date], float]) -> Reach:
    """Go on at the pace of a day.

    Parameters
    ----------
    num_due, num_a_day
        Doors due on `date`, and doors that its plan makes.
    date, by
        The planned day, and the day wanted.
    share_of
        Hours on duty on a day as a share of those on `date`; 0 for a day without work.
    """
    days = total = 0.0
    done_on: dt.date | None = None
    for number in range(_MAX_DAYS):
        day = date + dt.timedelta(days=number)
        if day > by and (done_on is not None or not num_a_day):
            break
        total += share_of(day)
        if day <= by:
            days = total
        if done_on is None and num_a_day and total * num_a_day >= num_due:
            done_on = day
    per_day = num_due / days if days else None
    return Reach(
        by=by,
        num_due=num_due,
        num_a_day=num_a_day,
        num_by=min(num_due, math.floor(days * num_a_day)),
        done_on=done_on,
        strength=None if per_day is None or not num_a_day else per_day / num_a_day,
    )
