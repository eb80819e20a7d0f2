"""The Kapolsek's word on a week: by name, in the ledger, and back."""

import datetime as dt

from planner.usecases.jobs.changing import changing
from planner.usecases.week.planning import find_week
from planner.usecases.week.report import WeekReport, week_report
from planner.usecases.workspace import Workspace


def approve_week(workspace: Workspace, start: dt.date | None, version: int | None = None, *, by: str | None) -> WeekReport:
    """Keep who approved a week; `None` takes an approval back.

    Raises
    ------
    InputError
        E6087 if there is no such week, E6086 if it is not planned to its end.
    """
    week = find_week(workspace, start, version)
    with changing(workspace) as ledger:
        name = None if by is None else " ".join(by.split())
        week = ledger.approve_week(week.start, week.version, name, **workspace.stamp())
    return week_report(workspace, week)
