"""Who is on duty on a day by what is said of it now, and whose duty is not over yet."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.units import HOUR, MINUTE
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
        now = workspace.now()
        passed = 24 * HOUR * (now.date() - day).days + HOUR * now.hour + MINUTE * now.minute
        teams = teams_of_day(ledger.teams(), ledger.team_days(day, day))
        shifts = shifts_of_day(teams, date=day, settings=workspace.settings)
        on = {name: shift.window.end for shift in shifts for name in (shift.id, shift.team)}
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


def _is_among(shift: str, names: Collection[str]) -> bool:
    return any(shift == name or shift.startswith(f"{name}-") for name in names)
