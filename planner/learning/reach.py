"""When would everybody have been visited at the pace of one day, and what a wanted day would take.

With *v* doors a day and *D* doors due, a day whose teams have a share *w* of the hours of the planned one makes w · v of them:
everybody is visited on the first day on which the sum of w · v reaches D. No door stays shut in this sum: it is the best case.
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

_MAX_DAYS = 20 * 366
"""Days looked at: beyond twenty years a date says no more than never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether everybody is visited in time.

    Attributes
    ----------
    by
        The wanted day.
    num_due
        Doors due now.
    num_a_day
        Doors that the planned day makes.
    num_by
        Doors made from that day until `by` at the same pace.
    done_on
        First day on which everybody has been visited; `None`: never at this pace.
    strength
        How many times the planned day's doors a day would have to make; `None`: none is made, no multiple of it helps.
    """

    by: dt.date
    num_due: int
    num_a_day: int
    num_by: int
    done_on: dt.date | None
    strength: float | None

    @property
    def is_reached(self) -> bool:
        """Whether the pace is enough."""
        return self.num_by >= self.num_due


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
