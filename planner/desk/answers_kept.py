"""Answers to questions asked at the desk: the last few stay in memory until somebody keeps their plan, or asks anew."""

import secrets
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

MOST_ANSWERS = 3
"""One of what if holds the records of 28,000 homes, 60 MB."""

Report = TypeVar("Report")


class AnswersKept(Generic[Report]):
    """The last answers of a kind by their key."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[Report, frozenset[str]]] = {}
        self._lock = threading.Lock()

    def keep(self, report: Report, *, named: frozenset[str] = frozenset()) -> str:
        """Keep one, and give its key; the oldest goes.

        Parameters
        ----------
        named
            Ids of homes and complaints that it may name.
        """
        key = secrets.token_urlsafe(6)
        with self._lock:
            self._found[key] = report, named
            for old in list(self._found)[:-MOST_ANSWERS]:
                del self._found[old]
        return key

    def get(self, key: str, *, nameable: Callable[[], frozenset[str]] | None = None) -> Report | None:
        """The answer of a key; `None`: it is not kept, or not any more.

        Parameters
        ----------
        nameable
            Gives the ids that may be named now; an answer that may name another is kept no longer. `None`: whoever asks names
            nobody.
        """
        report, named = self._found.get(key, (None, frozenset()))
        if nameable is not None and named and not named <= nameable():
            with self._lock:
                self._found.pop(key, None)
            return None
        return report

    def clear(self) -> None:
        """Keep none of them any more."""
        with self._lock:
            self._found.clear()
