"""What a desk has of a row in front of it, and whether that is what the ledger has by now."""

import enum
import hashlib
from dataclasses import dataclass

from planner.domain.history import PastVisit

_SAID = ("outcome", "time_in", "time_out", "complaint_taken", "is_answered", "follow_up_on", "condition")
_MARK_BYTES = 6
"""Enough that two states of one row are told apart."""


class Sight(enum.Enum):
    """What the desk knows of a row that is recorded already."""

    CURRENT = "current"
    """It has in front of it what the ledger has."""
    OLDER = "older"
    """Somebody else recorded or corrected the row since."""
    UNKNOWN = "unknown"
    """A file, or a program that does not say what it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stood in front of the desk as it typed a row.

    Attributes
    ----------
    outcome
        The outcome that was shown, empty for none; `None`: not said.
    mark
        Mark of all that was shown of the row (`mark_of`), empty for an empty row; `None`: not said.
    """

    outcome: str | None = None
    mark: str | None = None

    def sight(self, known: PastVisit | None) -> Sight:
        """What that says of a row as the ledger has it."""
        if self.mark is not None:
            return Sight.CURRENT if self.mark == mark_of(known) else Sight.OLDER
        is_other = self.outcome is not None and self.outcome != ("" if known is None else known.outcome.value)
        return Sight.OLDER if is_other else Sight.UNKNOWN

    def is_news(self, known: PastVisit | None) -> bool:
        """Whether a desk that says all that it shows has not seen the row as it is: its yes was to something else."""
        return known is not None and self.mark is not None and self.sight(known) is Sight.OLDER


NOT_SAID = Shown()
"""Nobody says what was in front of whoever wrote the line."""


def mark_of(visit: PastVisit | None) -> str:
    """Mark of what is recorded of a row; empty for an empty one."""
    if visit is None:
        return ""
    said = "|".join(str(getattr(visit, name)) for name in _SAID)
    return hashlib.blake2s(said.encode(), digest_size=_MARK_BYTES).hexdigest()
