"""Who is on duty on a day by what is said of it now, whose duty is not over yet, and which day that makes it.

A day is not over before its last team is off duty. As long as a team of yesterday's is out past midnight the *duty day* is
yesterday: what is asked of "today" and of "days that are over" is asked of it, and its clock runs on (00:30 is 24:30). Ages,
deadlines and moments that are kept go by the calendar.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.shift import Shift
from planner.domain.units import DAY, second_of_day
from planner.ledger.store import Ledger
from planner.rules.roster import shifts_of_day, teams_of_day
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Teams of a day, and those whose duty is not over, past midnight too; shifts by their ids as well."""

    on: frozenset[str] = frozenset()
    to_come: frozenset[str] = frozenset()

    @classmethod
    def read(cls, workspace: Workspace, ledger: Ledger, day: dt.date) -> "OnDuty":
        """Look at a day from now."""
        passed = seconds_since(workspace, day)
        on = {name: shift.window.end for shift in _shifts(workspace, ledger, day) for name in (shift.id, shift.team)}
        return cls(on=frozenset(on), to_come=frozenset(name for name, end in on.items() if end > passed))

    def has(self, shift: str) -> bool:
        """Whether a shift of a plan is served; a team that is given another shift keeps its doors until it is planned again."""
        return _is_among(shift, self.on)

    def is_to_come(self, shift: str) -> bool:
        """Whether its duty is not over."""
        return _is_among(shift, self.to_come)


def require_duty(workspace: Workspace, ledger: Ledger, date: dt.date) -> None:
    """Refuse papers of today or a later day that nobody would take.

    Raises
    ------
    InputError
        E4107 if nobody is on duty that day any more.
    """
    if date >= workspace.now().date() and not OnDuty.read(workspace, ledger, date).on:
        raise InputError.of("E4107", date=date.isoformat())


def duty_day(workspace: Workspace, *, at: dt.datetime | None = None, team: str = "") -> dt.date:
    """The day whose teams are on duty: yesterday while its last team's duty runs on past midnight, else the calendar's.

    Parameters
    ----------
    at
        A moment in the station's time zone; `None`: now.
    team
        Whose day is asked for; empty: the station's, of its last team.
    """
    moment = at or workspace.now()
    day = moment.date() - dt.timedelta(days=1)
    try:
        end = duty_end(workspace, day, team)
    except InputError as error:
        if error.faults[0].code != "E5070":  # of a shift that the settings have no more planning tells
            raise
        end = None
    return day if end is not None and end > DAY + second_of_day(moment) else moment.date()


def duty_end(workspace: Workspace, date: dt.date, team: str = "") -> int | None:
    """When the last team of a day, or a certain one, goes off duty, in seconds since midnight; `None`: nobody is on duty."""
    with workspace.ledger() as ledger:
        shifts = _shifts(workspace, ledger, date)
    return max((shift.window.end for shift in shifts if team in ("", shift.team)), default=None)


def seconds_since(workspace: Workspace, date: dt.date) -> int:
    """Seconds since midnight of a day, by the station's clock, to the minute; below 0 before it."""
    now = workspace.now()
    return (now.date() - date).days * DAY + second_of_day(now)


def _shifts(workspace: Workspace, ledger: Ledger, day: dt.date) -> tuple[Shift, ...]:
    teams = teams_of_day(ledger.teams(), ledger.team_days(day, day))
    return shifts_of_day(teams, date=day, settings=workspace.settings)


def _is_among(shift: str, names: Collection[str]) -> bool:
    return any(shift == name or shift.startswith(f"{name}-") for name in names)
