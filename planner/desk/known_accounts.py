"""The accounts of people at work, known for a second: two hundred lines a second ask for the same few."""

import time
from collections.abc import Callable

from planner.domain.account import Account

FOR = 1.0
"""Seconds for which an account that another program has shut may still record rows; for all else it is asked for each time."""


class KnownAccounts:
    """Accounts by the words of their sessions, read again when they are older than a second or something was changed here.

    Parameters
    ----------
    read
        Reads one from the ledger; `None`: the session is over.
    """

    def __init__(self, read: Callable[[str], Account | None]) -> None:
        self._read = read
        self._known: dict[str, tuple[float, Account]] = {}

    def known(self, name: str) -> Account | None:
        """The account, if it was read less than a second ago."""
        moment, account = self._known.get(name, (0.0, None))
        return account if time.monotonic() - moment < FOR else None

    def read(self, name: str) -> Account | None:
        """Read an account, and know it from now on."""
        known, moment = self._known, time.monotonic()
        account = self._read(name)
        if account is not None:
            known[name] = moment, account  # into what has been forgotten meanwhile, if it has
        return account

    def forget(self) -> None:
        """Read all again: an account may have changed."""
        self._known = {}
