"""What the desk knows when a day is planned anew while it runs, and where it leaves each team."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.domain.change import Change
from planner.domain.hand_move import HandMove


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What has happened by a moment of the day. Teams are named by the ids of their shifts.

    Attributes
    ----------
    time
        The moment, seconds since midnight; nothing can be changed before it.
    num_done
        Shift id to the number of stops, from the first on, that are behind it. Shifts that are not named have
        begun what the plan has them begin by `time`.
    done_through
        Shifts that `num_done` does not name have done what the plan has them finish by this time, and nothing else is begun;
        `None`: they have begun all that they set out for before `time`.
    delays
        Shift id to the seconds that it is behind its plan.
    away
        Shifts that make nothing more.
    untouched
        Shifts whose rest stays as it is.
    """

    time: int
    num_done: Mapping[str, int] = field(default_factory=dict)
    done_through: int | None = None
    delays: Mapping[str, int] = field(default_factory=dict)
    away: frozenset[str] = frozenset()
    untouched: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "num_done", MappingProxyType(dict(self.num_done)))
        object.__setattr__(self, "delays", MappingProxyType(dict(self.delays)))
        for name, number in (*self.num_done.items(), *self.delays.items()):
            if number < 0:
                raise ValueError(f"shift {name!r}: {number} stops done or seconds of delay, expected >= 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """Where a plan made from another comes from: planned anew during its day, or changed by hand.

    Attributes
    ----------
    from_version
        Version of the plan that it replaces.
    time
        From when on it may differ from that plan; `None`: the day had not begun.
    num_facts
        Shift id to the number of its first stops that were done or under way.
    changes
        Every visit that is not where, or when, it was.
    moves
        What was changed by hand, in order; empty: a search made it.
    asked
        Visits that the desk put into this plan, or one that it comes from, although they were not due.
    """

    from_version: int
    time: int | None = None
    num_facts: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    moves: tuple[HandMove, ...] = ()
    asked: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "num_facts", MappingProxyType(dict(self.num_facts)))
