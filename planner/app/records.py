"""What the ledger knows that a day's question needs, read once."""

import datetime as dt
from dataclasses import dataclass

from planner.app.doors import openness_of
from planner.app.workspace import Workspace
from planner.domain.candidate import DueList
from planner.domain.door import DoorCount
from planner.domain.records import Complaint, Facility, Household, Team
from planner.domain.settings import Settings
from planner.rules.candidates import due_candidates


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Households, complaints, facilities, teams and tries at doors, and the fingerprint of the ledger that holds them."""

    households: tuple[Household, ...]
    complaints: tuple[Complaint, ...]
    facilities: tuple[Facility, ...]
    teams: tuple[Team, ...]
    door_counts: tuple[DoorCount, ...]
    fingerprint: str

    def due(self, date: dt.date, settings: Settings) -> DueList:
        """What is due on a day, with the chances that doors open where the settings want them."""
        openness = openness_of(self.door_counts, settings) if settings.programme.door_estimate else None
        return due_candidates(
            self.households, self.complaints, self.facilities, date=date, settings=settings, openness=openness
        )


def read_records(workspace: Workspace, date: dt.date) -> Records:
    """Read them all, the tries of the days before a day.

    Raises
    ------
    InputError
        E6xxx for trouble with the ledger.
    """
    since = date - dt.timedelta(days=workspace.settings.programme.door_days)
    with workspace.ledger() as ledger:
        return Records(
            households=ledger.households(),
            complaints=ledger.complaints(),
            facilities=ledger.facilities(),
            teams=ledger.teams(),
            door_counts=tuple(ledger.door_counts(since)) if workspace.settings.programme.door_estimate else (),
            fingerprint=ledger.fingerprint(),
        )
