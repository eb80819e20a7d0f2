"""Refuses what was decided in front of something else than is there now: whoever judges it does so where nobody changes it."""

import datetime as dt
import hashlib

from planner.domain.errors import InputError
from planner.usecases.workspace import Workspace


def mark_of(shown: object) -> str:
    """What a form says of what its page showed, so that `require_seen` knows whether that has changed."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def require_seen(mark: str, now: object) -> None:
    """Refuse a decision that has the mark of something else than is there now; one that says nothing (empty) is believed.

    Raises
    ------
    InputError
        E6138.
    """
    if mark and mark != mark_of(now):
        raise InputError.of("E6138")


def require_still_newest(workspace: Workspace, date: dt.date, shown: int) -> None:
    """Refuse work that waited for its turn while somebody kept a newer version of its day than the one it was asked for on.

    Raises
    ------
    InputError
        E8151.
    """
    with workspace.ledger() as ledger:
        newest = ledger.newest_version(date)
    if newest > shown:
        raise InputError.of("E8151", date=date.isoformat(), newest=newest, shown=shown)
