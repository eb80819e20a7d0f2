"""The Kapolsek's word on a week: by name, in the ledger, and back."""

import datetime as dt

from planner.domain.errors import InputError
from planner.domain.spelling import printable
from planner.ledger.audit import MAX_DETAIL
from planner.usecases.jobs.changing import changing
from planner.usecases.week.planning import find_week
from planner.usecases.week.report import WeekReport, week_report
from planner.usecases.workspace import Workspace


def approve_week(workspace: Workspace, start: dt.date | None, version: int | None = None, *, by: str | None) -> WeekReport:
    """Keep who approved a week; `None` takes an approval back.

    Raises
    ------
    InputError
        E6087 if there is no such week, E6086 if it is not planned to its end; E6089 for a name that is none, or too long.
    """
    week = find_week(workspace, start, version)
    with changing(workspace) as ledger:
        name = None if by is None else _name(by)
        week = ledger.approve_week(week.start, week.version, name, **workspace.stamp())
    return week_report(workspace, week)


def _name(typed: str) -> str:
    """Rank and name, as papers and the trail can hold them."""
    name = printable(typed)
    if not 0 < len(name) <= MAX_DETAIL:
        raise InputError.of("E6089", limit=MAX_DETAIL)
    return name
