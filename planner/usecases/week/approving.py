"""The Kapolsek's word on a week: by name, in the ledger, and back."""

import datetime as dt
from collections.abc import Mapping

from planner.domain.errors import Fault, InputError, refuse
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


def require_newest_week(workspace: Workspace, start: dt.date, version: int, shown: Mapping[dt.date, int]) -> None:
    """Refuse to sign a week in front of a page that shows an older one, or older plans of its days.

    Parameters
    ----------
    shown
        The newest version of each day when the page was drawn.

    Raises
    ------
    InputError
        E8153 if another week was planned since, E8154 for each day with a newer plan.
    """
    newest = find_week(workspace, None)
    if (newest.start, newest.version) != (start, version):
        told = {"start": start.isoformat(), "version": version}
        raise InputError.of("E8153", **told, newest_start=newest.start.isoformat(), newest=newest.version)
    with workspace.ledger() as ledger:
        now = {date: ledger.newest_version(date) for date in shown}
    refuse(
        [
            Fault(code="E8154", values={"date": date.isoformat(), "newest": now[date], "version": version})
            for date, version in shown.items()
            if now[date] > version
        ]
    )


def _name(typed: str) -> str:
    """Rank and name, as papers and the trail can hold them."""
    name = printable(typed)
    if not 0 < len(name) <= MAX_DETAIL:
        raise InputError.of("E6089", limit=MAX_DETAIL)
    return name
