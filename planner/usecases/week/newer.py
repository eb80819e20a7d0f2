"""Days of a week that were planned anew since: its papers do not say what those plans say."""

import datetime as dt

from planner.domain.week_record import WeekRecord
from planner.usecases.workspace import Workspace


def newer_plans(workspace: Workspace, record: WeekRecord) -> tuple[tuple[dt.date, int], ...]:
    """Day and newest version of each day that has a plan newer than the week's."""
    with workspace.ledger() as ledger:
        plans = {day.date: ledger.plans(day.date) for day in record.days if day.plan_version is not None}
    return tuple(
        (day.date, newest)
        for day in record.days
        if day.plan_version is not None
        and (newest := max((plan.version for plan in plans[day.date]), default=0)) > day.plan_version
    )
