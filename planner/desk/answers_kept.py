"""Answers to questions asked at the desk: the last few stay in memory until somebody keeps their plan, or asks anew."""

import secrets
import threading
from typing import Generic, TypeVar

MOST_ANSWERS = 3
"""One of what if holds the records of 28,000 homes, 60 MB."""

Report = TypeVar("Report")


class AnswersKept(Generic[Report]):
    """The last answers of a kind by their key."""

    def __init__(self) -> None:
        self._found: dict[str, Report] = {}
        self._lock = threading.Lock()

    def keep(self, report: Report) -> str:
        """Keep one, and give its key; the oldest goes."""
        key = secrets.token_urlsafe(6)
        with self._lock:
            self._found[key] = report
            for old in list(self._found)[:-MOST_ANSWERS]:
                del self._found[old]
        return key

    def get(self, key: str) -> Report | None:
        """The answer of a key; `None`: it is not kept, or not any more."""
        return self._found.get(key)

    def clear(self) -> None:
        """Keep none of them any more."""
        with self._lock:
            self._found.clear()
