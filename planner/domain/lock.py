"""Promises that a plan must keep about who makes a visit and where in a route it lies."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass


class LockKind(enum.Enum):
    """What a lock demands of a visit that is made. Whether it has to be made at all is `Visit.is_required`."""

    SHIFT = "shift"
    """Only the named shift may make it."""
    FIRST = "first"
    """It is the first stop of its route."""
    LAST = "last"
    """It is the last stop of its route."""
    ORDER = "order"
    """Where one route makes both visits, it comes somewhere before the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A lock on a visit, wherever in a route it lies.

    Attributes
    ----------
    visit_id
        The locked visit.
    shift_id
        For `SHIFT`: the shift; else empty.
    later_id
        For `ORDER`: the visit that comes later; else empty.
    """

    kind: LockKind
    visit_id: str
    shift_id: str = ""
    later_id: str = ""

    def __post_init__(self) -> None:
        if bool(self.shift_id) is not (self.kind is LockKind.SHIFT):
            raise ValueError(f"lock on visit {self.visit_id!r}: a shift is named for SHIFT, and only there")
        if bool(self.later_id) is not (self.kind is LockKind.ORDER):
            raise ValueError(f"lock on visit {self.visit_id!r}: a later visit is named for ORDER, and only there")
        if self.later_id == self.visit_id:
            raise ValueError(f"lock on visit {self.visit_id!r}: it cannot come before itself")


def holding(locks: Iterable[Lock], visits: Collection[str], shifts: Collection[str]) -> tuple[Lock, ...]:
    """The locks that still say something where these visits and shifts alone are left, by their ids."""
    known, on = {"", *visits}, {"", *shifts}
    return tuple(lock for lock in locks if {lock.visit_id, lock.later_id} <= known and lock.shift_id in on)
