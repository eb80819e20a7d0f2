"""Days that somebody hardly means to plan: a plan of a day that is over, or of one years ahead, is a slip of the hand."""

import datetime as dt

from planner.domain.errors import Fault

MOST_AHEAD = 366
"""Days ahead after which a day to plan is asked about: nobody knows the roster of the year after the next."""


def day_doubt(date: dt.date, today: dt.date) -> Fault | None:
    """What is odd about planning a day: E4013 it is over, E4014 it is far ahead; `None`: nothing."""
    if date < today:
        return Fault(code="E4013", values={"date": date.isoformat(), "today": today.isoformat()})
    if (date - today).days > MOST_AHEAD:
        return Fault(code="E4014", values={"date": date.isoformat(), "today": today.isoformat()})
    return None
