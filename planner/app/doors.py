"""The estimate of when doors open, from the ledger's counts of tries."""

import datetime as dt
from collections.abc import Iterable

from planner.domain.door import DoorCount
from planner.domain.settings import Settings
from planner.ledger.store import Ledger
from planner.rules.openness import Openness, OpennessPrior, estimate_openness
from planner.rules.slots import slots_of


def door_estimate(ledger: Ledger, date: dt.date, settings: Settings) -> Openness | None:
    """Chances that doors open on a day, from the tries of the days before; `None`: the settings want none."""
    return estimate_of(ledger, date, settings) if settings.programme.door_estimate else None


def estimate_of(ledger: Ledger, date: dt.date, settings: Settings) -> Openness:
    """The same, whatever the settings want of plans."""
    since = date - dt.timedelta(days=settings.programme.door_days)
    return openness_of(ledger.door_counts(since), settings)


def openness_of(counts: Iterable[DoorCount], settings: Settings) -> Openness:
    """The same from counts that were read before."""
    names = [slot.name for slot in slots_of(settings.day)]
    return estimate_openness(counts, names, prior=OpennessPrior(mean=settings.programme.door_chance))
