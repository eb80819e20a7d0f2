"""Who may use a stretch of road in which direction, packed into one integer per stretch; and who passes a node.

For each kind of traveller and each direction two bits say `OPEN`, `DESTINATION` (only to get to something on it) or `CLOSED`;
bits more per traveller say that the road is opened by name, and in which direction; a few tell what the stretch is.
"""

from collections.abc import Iterable

import numpy as np

from inputs.roads.contract import PROFILES_WITH_ACCESS
from planner.domain.arrays import Bools, Int64s

OPEN, DESTINATION, CLOSED = range(3)

TRAVELLERS = (*PROFILES_WITH_ACCESS, "vehicle")
"""Whom tags speak of; `vehicle` stands for every profile that has no tags of its own."""

VEHICLES = tuple(number for number, name in enumerate(TRAVELLERS) if name != "foot")
"""Travellers that a one-way sign binds."""

_NAMED = 16
_NOT_FORWARD, _NOT_BACKWARD = 23, 27
"""First bits by traveller: opened by name in some direction; but not forward, not backward."""
_EACH = (1 << len(TRAVELLERS)) - 1
_STATES = (1 << _NAMED) - 1
NO_STOP = 1 << 20
"""Driven but never stopped on: motorways, toll roads, motorroads, tunnels, ferries."""
BESIDE = 1 << 21
"""Belongs to a street beside it: sidewalks, crossings, foot bridges. No home is on it for those who ride."""
WALL = 1 << 22
"""Nobody walks across it: a motorway, toll road or motorroad on the ground."""


def traveller_of(profile: str) -> int:
    """Number of the traveller that a profile is."""
    return TRAVELLERS.index(profile) if profile in PROFILES_WITH_ACCESS else len(TRAVELLERS) - 1


def packed(states: Iterable[tuple[int, int]], *, named: Iterable[tuple[bool, bool]] = ()) -> int:
    """One integer of (forward, backward) states per traveller, and of the directions in which each is admitted by name."""
    value = 0
    for number, (forward, backward) in enumerate(states):
        value |= (forward | backward << 2) << 4 * number
    for number, (is_forward, is_backward) in enumerate(named):
        if is_forward or is_backward:
            value |= (
                1 << _NAMED + number | (not is_forward) << _NOT_FORWARD + number | (not is_backward) << _NOT_BACKWARD + number
            )
    return value


def from_signs(*, is_oneway: bool, closed: int) -> int:
    """Access of a stretch of which only a one-way sign and the profiles shut out (bits) are known."""
    shut = [bool(closed >> number & 1) and number < len(PROFILES_WITH_ACCESS) for number in range(len(TRAVELLERS))]
    return packed(
        (CLOSED if no else OPEN, CLOSED if no or (is_oneway and number in VEHICLES) else OPEN) for number, no in enumerate(shut)
    )


def forward_alone(access: int) -> int:
    """The same stretch without a way back for vehicles."""
    for number in VEHICLES:
        access = access & ~(3 << 4 * number + 2) | CLOSED << 4 * number + 2
    return access


def turned(access: int) -> int:
    """The same stretch drawn the other way round."""
    not_forward, not_backward = (access >> first & _EACH for first in (_NOT_FORWARD, _NOT_BACKWARD))
    value = access & ((1 << _NOT_FORWARD) - 1) & ~_STATES | not_backward << _NOT_FORWARD | not_forward << _NOT_BACKWARD
    for number in range(len(TRAVELLERS)):
        states = access >> 4 * number & 15
        value |= (states >> 2 | (states & 3) << 2) << 4 * number
    return value


def unlocked(access: Int64s) -> Int64s:
    """The same stretches, those closed in both directions opened to whoever visits somebody there; one-way stays."""
    found = access.copy()
    for number in range(len(TRAVELLERS)):
        shut = np.int64((CLOSED | CLOSED << 2) << 4 * number)
        is_shut = found & np.int64(15 << 4 * number) == shut
        found[is_shut] += np.int64((DESTINATION | DESTINATION << 2) << 4 * number) - shut
    return found


def is_against(access: int) -> bool:
    """Whether vehicles may go backward alone: such a stretch is turned, so that one-way is always forward."""
    states = [(access >> 4 * number & 3, access >> 4 * number + 2 & 3) for number in VEHICLES]
    return all(forward == CLOSED for forward, _ in states) and any(backward != CLOSED for _, backward in states)


def states_of(access: Int64s, profile: str) -> Int64s:
    """State of each stretch for a profile, forward and backward, shape (m, 2)."""
    shift = 4 * traveller_of(profile)
    return np.column_stack([access >> shift & 3, access >> shift + 2 & 3])


def is_named(access: Int64s, profile: str) -> Bools:
    """Whether each stretch is opened to a profile by name, forward and backward, shape (m, 2)."""
    number = traveller_of(profile)
    kept_out = np.column_stack([access >> _NOT_FORWARD + number & 1, access >> _NOT_BACKWARD + number & 1])
    return np.asarray((access >> _NAMED + number & 1)[:, None] > kept_out)


def is_oneway(access: Int64s) -> Bools:
    """Whether vehicles may go forward alone, shape (m,)."""
    states = np.array([[access >> 4 * number & 3, access >> 4 * number + 2 & 3] for number in VEHICLES])
    return np.asarray((states[:, 1] == CLOSED).all(axis=0) & (states[:, 0] != CLOSED).any(axis=0))


def closed_bits(access: Int64s) -> Int64s:
    """Bit *b* set: closed to `PROFILES_WITH_ACCESS[b]` in both directions, shape (m,)."""
    bits = np.zeros(len(access), dtype=np.int64)
    for number in range(len(PROFILES_WITH_ACCESS)):
        bits |= ((access >> 4 * number & 15) == (CLOSED | CLOSED << 2)).astype(np.int64) << number
    return bits


def packed_node(states: Iterable[int]) -> int:
    """One integer of a node's state per traveller: whether it lets them through."""
    return sum(state << 2 * number for number, state in enumerate(states))


def node_states_of(node_access: Int64s, profile: str) -> Int64s:
    """Whether each node lets a profile through, shape (n,)."""
    return np.asarray(node_access >> 2 * traveller_of(profile) & 3)
