"""Which banned turns bind a profile: those of its traveller, but for an `only_…` turn into a road that it may not enter.

Such a turn would shut in whoever comes there; it is meant for those who may go on, and is passed over for the others.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from inputs.roads.access import CLOSED, TRAVELLERS, traveller_of
from inputs.roads.network import RoadNetwork
from planner.domain.arrays import Int64s

BY_ONLY, ONLY = len(TRAVELLERS), 2 * len(TRAVELLERS)
"""First bits by traveller of a turn that an `only_…` for another turn bans, and of that other turn; below: by a `no_…`."""

_Turn = tuple[int, ...]
"""Segment, node, segment, or longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BindingTurns:
    """Banned turns of a profile.

    Attributes
    ----------
    short
        Segment, node, segment; shape (k, 3).
    long
        Segment, node, segment, node … segment.
    passed_over
        Ways up to a node, after which an `only_…` turn is not obeyed.
    """

    short: Int64s
    long: tuple[_Turn, ...]
    passed_over: frozenset[_Turn]


def binding_turns(network: RoadNetwork, profile: str, states: Int64s) -> BindingTurns:
    """The banned turns of a profile whose states on the segments are known, shape (m, 2)."""
    number = traveller_of(profile)
    turns = {(*row[:3],): row[3] for row in network.turns.tolist()} | {turn[1:]: turn[0] for turn in network.long_turns}
    meant: dict[_Turn, list[int]] = defaultdict(list)
    for turn, bits in turns.items():
        if bits >> ONLY + number & 1:
            meant[turn[:-1]].append(turn[-1])
    passed_over = frozenset(
        way for way, targets in meant.items() if not any(_may_enter(network, states, way[-1], target) for target in targets)
    )
    banned = [
        turn
        for turn, bits in turns.items()
        if bits >> number & 1 or (bits >> BY_ONLY + number & 1 and turn[:-1] not in passed_over)
    ]
    return BindingTurns(
        short=np.array([turn for turn in banned if len(turn) == 3], dtype=np.int64).reshape(-1, 3),
        long=tuple(turn for turn in banned if len(turn) > 3),
        passed_over=passed_over,
    )


def num_banned(network: RoadNetwork) -> int:
    """How many turns are banned to somebody; the one turn that is left is none of them."""
    return int((network.turns[:, 3] & (1 << ONLY) - 1 != 0).sum())


def _may_enter(network: RoadNetwork, states: Int64s, node: int, segment: int) -> bool:
    ahead, back = (states[segment] != CLOSED).tolist()
    return bool((ahead and network.tail[segment] == node) or (back and network.head[segment] == node))
