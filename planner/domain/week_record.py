"""A week as the ledger keeps it: its days, the plans made for them, and who approved it."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """A day of a week.

    Attributes
    ----------
    plan_version
        Of the day's plan; `None`: not planned yet, or a free day.
    is_locked
        Announced by an earlier week: it keeps its RTs.
    is_free
        Nobody is on duty, or nothing is due: there is nothing to plan.
    """

    date: dt.date
    plan_version: int | None = None
    is_locked: bool = False
    is_free: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to plan."""
        return self.is_free or self.plan_version is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRecord:
    """A week that was planned.

    Attributes
    ----------
    start
        The first day.
    version
        1 for the first week that begins on that day.
    created, actor
        When it was begun, and by whom.
    fingerprint
        `Ledger.fingerprint` of the data that it is made from.
    days
        In order.
    approved_by, approved_at
        Who approved it and when; `None`: nobody has.
    """

    start: dt.date
    version: int
    created: dt.datetime
    actor: str
    fingerprint: str
    days: tuple[WeekDay, ...]
    approved_by: str | None = None
    approved_at: dt.datetime | None = None

    @property
    def is_finished(self) -> bool:
        """Whether every day is planned."""
        return all(day.is_done for day in self.days)
