"""How a new plan of a day differs from the one before, visit by visit."""

import enum
from dataclasses import dataclass


class ChangeKind(enum.Enum):
    """What happened to a visit; the value is the key of its word."""

    ADDED = "new"
    """Made, and not in the plan before."""
    MOVED = "moved"
    """Made by another shift."""
    RETIMED = "retimed"
    """Made by the same shift, earlier or later by more than the tolerance."""
    DROPPED = "dropped"
    """No longer made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One visit that is not where, or when, it was.

    Attributes
    ----------
    from_shift, to_shift
        Ids of the shifts before and now; empty where the visit was, or is, not made.
    from_time, to_time
        Start of the action before and now; `None` where the visit was, or is, not made.
    is_forced
        What has happened leaves no plan without it: its team is away, or it no longer fits where it was.
    """

    visit_id: str
    kind: ChangeKind
    from_shift: str = ""
    to_shift: str = ""
    from_time: int | None = None
    to_time: int | None = None
    is_forced: bool = False
