"""Weeks that wait for somebody: to be approved, or, killed or stopped before their end, to be gone on with or planned anew."""

import datetime as dt

from planner.domain.errors import Fault
from planner.domain.week_record import WeekRecord
from planner.usecases.workspace import Workspace


def unfinished_week(workspace: Workspace) -> WeekRecord | None:
    """The week begun last of those that are not planned to their end; not one whose days to come a week begun since has all."""
    today = workspace.now().date()
    with workspace.ledger() as ledger:
        weeks = sorted(ledger.weeks(), key=lambda week: (week.created, week.version), reverse=True)
    planned: set[dt.date] = set()
    for week in weeks:
        to_come = {day.date for day in week.days if day.date > today}
        if not week.is_finished and to_come - planned:
            return week
        planned |= to_come
    return None


def week_to_approve(workspace: Workspace) -> WeekRecord | None:
    """The newest week, where it is planned to its end and has days to come that no approved week has announced."""
    today = workspace.now().date()
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    newest = max(weeks, key=lambda week: (week.created, week.version), default=None)
    if newest is None or not newest.is_finished or newest.approved_by is not None:
        return None
    announced = {
        day.date for week in weeks if week.approved_by is not None for day in week.days if day.plan_version is not None
    }
    planned = {day.date for day in newest.days if day.date > today and day.plan_version is not None}
    return newest if planned - announced else None


def unfinished_note(week: WeekRecord, today: dt.date) -> Fault:
    """E6086, with how to go on; E4108 once its first day has come, when a roll plans what is left."""
    code = "E6086" if week.start > today else "E4108"
    return Fault(code=code, values={"start": week.start.isoformat()})
