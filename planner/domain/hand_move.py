"""One change of a plan that a person makes, and what a plan says to it: it can be made exactly so, or what is in its way."""

import enum
from dataclasses import dataclass

from planner.domain.explanation import Displacement, Offer, Remedy
from planner.domain.lock import Lock
from planner.domain.plan import Plan


class MoveKind(enum.Enum):
    """What is changed; the value is the key of its word."""

    PUT = "put"
    """A visit goes to a team, at a place in its order or at the cheapest one."""
    SWAP = "swap"
    """Two visits take each other's places; one of them may be left out so far."""
    TAKE_OUT = "take_out"
    """A visit is not made."""
    LOCK = "lock"
    """Every later plan of the day keeps a promise."""
    UNLOCK = "unlock"
    """Locks on a visit are lifted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMove:
    """A change as somebody asks for it.

    Attributes
    ----------
    shift_id
        For `PUT`: who makes it; empty: whoever can do so most cheaply.
    place
        For `PUT`: number of stops before it among those that can still be changed; `None`: the cheapest place.
    other_id
        For `SWAP`: the other visit.
    lock
        For `LOCK`: the promise.
    waives
        A promised visit may be taken out.
    """

    kind: MoveKind
    visit_id: str
    shift_id: str = ""
    place: int | None = None
    other_id: str = ""
    lock: Lock | None = None
    waives: bool = False

    def __post_init__(self) -> None:
        is_swap = self.kind is MoveKind.SWAP
        if bool(self.other_id) is not is_swap or (is_swap and self.other_id == self.visit_id):
            raise ValueError(f"visit {self.visit_id!r}: a swap names another visit, and nothing else does")
        if (self.lock is not None) is not (self.kind is MoveKind.LOCK):
            raise ValueError(f"visit {self.visit_id!r}: a lock is given for LOCK, and only there")
        if self.place is not None and (self.place < 0 or not self.shift_id or self.kind is not MoveKind.PUT):
            raise ValueError(f"visit {self.visit_id!r}: a place >= 0 is given with the team that it is put to")


class Hindrance(enum.Enum):
    """What is in the way of a change, each tested by taking it away; the value is the key of its word."""

    DONE = "done"
    """The visit is done or under way."""
    NOT_PLANNED = "not_planned"
    """The visit is in no route."""
    PROMISED = "promised"
    """The visit was promised."""
    SKILL = "skill"
    """The team lacks a skill or an officer."""
    LOCK = "lock"
    """A lock keeps the visit for another team, or another place in the order."""
    VISIT_LIMIT = "visit_limit"
    """The team makes as many visits as it may."""
    TRAVEL_LIMIT = "travel_limit"
    """The team would travel more than it may."""
    OFF_DUTY = "off_duty"
    """The team is not on duty when the door may be visited."""
    AWAY = "away"
    """The team is off duty that day, or makes nothing more."""
    NO_WAY = "no_way"
    """The team has no way to the door and back."""
    BREAKS = "breaks"
    """The team can never take all its breaks, so it makes no visit."""
    TOO_FAR = "too_far"
    """Even alone it takes the team more than its duty."""
    TIME = "time"
    """Beside the team's other stops, in their order, there is no time."""
    PLACE = "place"
    """Not at that place in the order; at another one it fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a change cannot be made, and what would let it be made.

    Attributes
    ----------
    hindrances
        The fewest that have to be taken away together.
    visit_id, shift_id
        Of which visit, in whose route; the shift is empty where the route does not matter.
    offers
        The cheapest places of the visit in this and the other routes as they stand, cheapest first.
    displacement
        What would have to go from the team's route so that it fits; `None`: not looked for, or nothing would do.
    remedies
        What else would let the team make it, verified.
    """

    hindrances: tuple[Hindrance, ...]
    visit_id: str
    shift_id: str = ""
    offers: tuple[Offer, ...] = ()
    displacement: Displacement | None = None
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A change tried on a plan: the plan with exactly that change, or why there is none."""

    plan: Plan | None = None
    refusal: Refusal | None = None

    def __post_init__(self) -> None:
        if (self.plan is None) is (self.refusal is None):
            raise ValueError("a change gives a plan or a refusal, expected one of the two")
