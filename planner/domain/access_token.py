"""What another system or a phone shows instead of a name and a password: a token that opens little, and ends."""

import datetime as dt
import enum
from dataclasses import dataclass


class Scope(enum.Enum):
    """What a token opens; nothing else."""

    COVERAGE = "coverage"
    """Counts of published months, without names."""
    DAYS = "days"
    """Plans of days and weeks, as the papers show them."""
    TEAM = "team"
    """One team's own day, on the phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token as it is kept: never its words, only their digest.

    Attributes
    ----------
    digest
        SHA-256 of the words, which are 256 random bits: nobody guesses them, so that no slow hash is needed.
    name
        What it is for, as people call it.
    team, day
        Whose day of which date a phone shows; empty and `None` for other scopes.
    ends_at
        Not taken from this moment on; `None`: until somebody ends it.
    ended_at
        When somebody ended it; `None`: nobody did.
    """

    digest: str
    name: str
    scope: Scope
    team: str = ""
    day: dt.date | None = None
    made_by: str
    made_at: dt.datetime
    ends_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name != self.name.strip() or len(self.name) > 60 or not self.name.isprintable():
            raise ValueError("name of a token: one line of 1 to 60 signs")
        if (self.scope is Scope.TEAM) != bool(self.team and self.day):
            raise ValueError("a team and a day belong to tokens for phones, and to no other")

    @property
    def id(self) -> str:
        """What pages and the audit trail call it."""
        return self.digest[:12]

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it is taken now."""
        return self.ended_at is None and (self.ends_at is None or now < self.ends_at)
