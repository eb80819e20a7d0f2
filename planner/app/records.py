"""What the ledger knows that a day's question needs, read once."""

import datetime as dt
from dataclasses import dataclass

from planner.app.workspace import Workspace
from planner.domain.candidate import DueList
from planner.domain.records import Complaint, Facility, Household, Team
from planner.domain.settings import Settings
from planner.rules.candidates import due_candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Households, complaints, facilities and teams, and the fingerprint of the ledger that holds them."""

    households: tuple[Household, ...]
    complaints: tuple[Complaint, ...]
    facilities: tuple[Facility, ...]
    teams: tuple[Team, ...]
    fingerprint: str

    def due(self, date: dt.date, settings: Settings) -> DueList:
        """What is due on a day."""
        return due_candidates(self.households, self.complaints, self.facilities, date=date, settings=settings)


def read_records(workspace: Workspace) -> Records:
    """Read them all.

    Raises
    ------
    InputError
        E6xxx for trouble with the ledger.
    """
    with workspace.ledger() as ledger:
        return Records(
            households=ledger.households(),
            complaints=ledger.complaints(),
            facilities=ledger.facilities(),
            teams=ledger.teams(),
            fingerprint=ledger.fingerprint(),
        )
