"""The estimate of when doors open, from the ledger's counts of tries."""

import datetime as dt

from planner.domain.settings import Settings
from planner.ledger.store import Ledger
from planner.rules.openness import Openness, OpennessPrior, estimate_openness
from planner.rules.slots import slots_of


def door_estimate(ledger: Ledger, date: dt.date, settings: Settings) -> Openness | None:
    """Chances that doors open on a day, from the tries of the days before; `None`: the settings want none."""
    return estimate_of(ledger, date, settings) if settings.programme.door_estimate else None


def estimate_of(ledger: Ledger, date: dt.date, settings: Settings) -> Openness:
    """The same, whatever the settings want of plans."""
    programme = settings.programme
    since = date - dt.timedelta(days=programme.door_days)
    names = [slot.name for slot in slots_of(settings.day)]
    return estimate_openness(ledger.door_counts(since), names, prior=OpennessPrior(mean=programme.door_chance))
