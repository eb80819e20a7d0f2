"""Refuses what was decided in front of something else than is there now: whoever judges it does so where nobody changes it."""

import hashlib

from planner.domain.errors import InputError


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
