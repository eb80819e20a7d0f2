"""Answers to questions asked at the desk: the last few stay in memory until somebody keeps their plan, or asks anew."""

import threading

from planner.usecases.whatif.report import WhatifReport

MOST_ANSWERS = 3
"""One holds the records of 28,000 homes, 60 MB."""


class AnswersKept:
    """The last answers by their key."""

    def __init__(self) -> None:
        self._found: dict[str, WhatifReport] = {}
        self._lock = threading.Lock()

    def keep(self, key: str, report: WhatifReport) -> None:
        """Keep one; the oldest goes."""
        with self._lock:
            self._found[key] = report
            for old in list(self._found)[:-MOST_ANSWERS]:
                del self._found[old]

    def get(self, key: str) -> WhatifReport | None:
        """The answer of a key; `None`: it is not kept, or not any more."""
        return self._found.get(key)
