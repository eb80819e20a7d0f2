"""Days that are hardly meant: a plan of a day that is over or years ahead is a slip of the hand, years in which nobody did
anything are one of the PC's clock.
"""

import datetime as dt

from planner.domain.errors import Fault
from planner.domain.units import clock, second_of_day
from planner.usecases.on_duty import duty_day, duty_end
from planner.usecases.workspace import Workspace

MOST_AHEAD = 366
"""Days ahead after which a day to plan is asked about, for nobody knows the roster of the year after the next; and days since
the trail's last entry after which the clock is, for no station rests so long.
"""


def day_doubt(date: dt.date, today: dt.date, *, running: dt.date | None = None) -> Fault | None:
    """What is odd about planning a day: E4013 it is over, E4014 it is far ahead; `None`: nothing.

    Parameters
    ----------
    running
        The day before today, while its last team is on duty past midnight; `None`: no other than today.
    """
    if date < (running or today):
        return Fault(code="E4013", values={"date": date.isoformat(), "today": today.isoformat()})
    if (date - today).days > MOST_AHEAD:
        return Fault(code="E4014", values={"date": date.isoformat(), "today": today.isoformat()})
    return None


def plan_doubt(workspace: Workspace, date: dt.date) -> Fault | None:
    """What is odd about planning a day now: as `day_doubt`, or E4105, today's last team is off duty."""
    now = workspace.now()
    end = duty_end(workspace, date) if date == now.date() else None
    if end is not None and end <= second_of_day(now):
        return Fault(code="E4105", values={"date": date.isoformat(), "end": clock(end)})
    return day_doubt(date, now.date(), running=duty_day(workspace))


def clock_doubt(workspace: Workspace) -> Fault | None:
    """E6059 where today lies far after what the audit trail has of earlier days, by which the age of things cannot be told."""
    now = workspace.now()
    with workspace.ledger() as ledger:
        before = ledger.audit_trail(until=now.replace(hour=0, minute=0, second=0, microsecond=0))
    last = max((entry.at for entry in before), default=now).astimezone(now.tzinfo).date()
    num_days = (now.date() - last).days
    if num_days <= MOST_AHEAD:
        return None
    return Fault(code="E6059", values={"today": now.date().isoformat(), "last": last.isoformat(), "days": num_days})
