"""The estimate of when doors open, from the ledger's counts of tries."""

import datetime as dt
from collections.abc import Sequence

from planner.domain.door import DoorCount
from planner.domain.settings import Settings
from planner.learning.openness import Openness, OpennessPrior, estimate_openness
from planner.ledger.store import Ledger
from planner.rules.day_slots import slots_of


def counts_of(ledger: Ledger, date: dt.date, settings: Settings) -> tuple[DoorCount, ...]:
    """Counts of the tries that the estimate of a day looks back on."""
    return tuple(ledger.door_counts(date - dt.timedelta(days=settings.programme.door_days)))


def estimate_of(counts: Sequence[DoorCount], settings: Settings) -> Openness:
    """Chances that doors open, whatever the settings want of plans."""
    names = [slot.name for slot in slots_of(settings.day)]
    return estimate_openness(counts, names, prior=OpennessPrior(mean=settings.programme.door_chance))
