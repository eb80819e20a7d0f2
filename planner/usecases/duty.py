"""Who is on duty on a day, as the desk wants to see it before it plans."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.records import Team
from planner.domain.shift import Shift
from planner.rules.roster import shifts_of_day
from planner.usecases.records import read_teams
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOnDay:
    """A team and its shifts of the day; none: it is not on duty."""

    team: Team
    shifts: tuple[Shift, ...]


def duty_of_day(workspace: Workspace, date: dt.date) -> tuple[TeamOnDay, ...]:
    """Every team of the roster with its shifts on a day."""
    teams = read_teams(workspace)
    shifts = shifts_of_day(teams, date=date, settings=workspace.settings)
    return tuple(TeamOnDay(team=team, shifts=tuple(one for one in shifts if one.team == team.id)) for team in teams)
