"""Who may use the desk's pages: an account, its roles, and when it is locked."""

import datetime as dt
import enum
from dataclasses import dataclass


class Role(enum.Enum):
    """What somebody is at the station; one person may be several."""

    OFFICER = "petugas"
    """Sees the day of the own team."""
    DESK = "piket"
    """Plans, prints, records, takes complaints."""
    CHIEF = "kapolsek"
    """Reads all counts and the words of complaints, and signs."""
    KEEPER = "pengelola"
    """Keeps accounts, settings, imports and what is to be deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person at the desk.

    Attributes
    ----------
    name
        As the person signs in and as the audit trail names them.
    team
        Id of the team whose day an officer sees; empty: none.
    password
        Its hash, with the salt in it; never the password.
    num_failures
        Wrong passwords since the last right one.
    locked_until
        No password is taken before this moment; `None`: not locked.
    epoch
        Grows with each change of password or roles: sessions begun before are over.
    """

    name: str
    roles: frozenset[Role]
    team: str = ""
    password: str
    num_failures: int = 0
    locked_until: dt.datetime | None = None
    is_active: bool = True
    epoch: int = 1

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name != self.name.strip() or len(self.name) > 40 or not self.name.isprintable():
            raise ValueError("name of an account: one line of 1 to 40 signs")
        if not self.roles:
            raise ValueError("an account has at least one role")

    def is_locked(self, now: dt.datetime) -> bool:
        """Whether no password is taken now."""
        return self.locked_until is not None and now < self.locked_until
