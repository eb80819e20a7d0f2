"""What a road file holds for each profile, and what of it is not obeyed: the figures of the import's paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from inputs.roads.binding_turns import num_banned
from inputs.roads.facade import Roads
from inputs.roads.profile import ProfileRoads
from planner.domain.arrays import Int64s
from planner.domain.categories import ROAD_CLASSES
from planner.domain.errors import InputError

TURN_SHUT = "turn_shut"
"""Counted: ways after which the only turn leads into a road that some profile may not enter, for which it is passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSummary:
    """Metres of road of one profile.

    Attributes
    ----------
    travelled
        On the largest connected part, private roads included.
    private
        Of these, for those alone who visit somebody there.
    cut_off
        Open to the profile, but on no way from the largest part and back.
    streets
        Names of the streets cut off, the longest first.
    """

    travelled: int
    private: int
    cut_off: int
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSummary:
    """Figures of a network.

    Attributes
    ----------
    profiles
        Profile to its metres; one that no road is open to is left out.
    num_barriers, num_turns, num_ferries
        Nodes that keep somebody out, banned turns and ferries, all obeyed.
    num_landmarks
        Mosques, schools and the like, for the maps.
    unread
        What the file says and is not obeyed, counted.
    """

    profiles: Mapping[str, ProfileSummary]
    num_barriers: int
    num_turns: int
    num_ferries: int
    num_landmarks: int
    unread: Mapping[str, int]


def summary_of(roads: Roads) -> RoadSummary:
    """Count a network for every profile that has speeds."""
    network = roads.network
    travelled = {profile: one for profile in roads.settings.speeds if (one := _travelled(roads, profile)) is not None}
    shut = frozenset[tuple[int, ...]]().union(*(one.passed_over for one in travelled.values()))
    return RoadSummary(
        profiles={profile: _profile(roads, one) for profile, one in travelled.items()},
        num_barriers=int((network.node_access != 0).sum()),
        num_turns=num_banned(network),
        num_ferries=int((network.classes == ROAD_CLASSES.index("ferry")).sum()),
        num_landmarks=len(network.landmarks),
        unread=dict(network.unread) | ({TURN_SHUT: len(shut)} if shut else {}),
    )


def _travelled(roads: Roads, profile: str) -> ProfileRoads | None:
    try:
        return roads.profile(profile)
    except InputError:
        return None


def _profile(roads: Roads, travelled: ProfileRoads) -> ProfileSummary:
    lengths = roads.network.lengths
    main = travelled.segments[travelled.part == 0]
    is_cut_off = travelled.may_use.copy()
    is_cut_off[main] = False
    return ProfileSummary(
        travelled=round(float(lengths[main].sum())),
        private=round(float(lengths[main][travelled.is_destination[travelled.part == 0]].sum())),
        cut_off=round(float(lengths[is_cut_off].sum())),
        streets=_streets(roads, np.flatnonzero(is_cut_off)),
    )


def _streets(roads: Roads, segments: Int64s) -> tuple[str, ...]:
    network = roads.network
    metres = np.bincount(network.name_ids[segments], weights=network.lengths[segments], minlength=len(network.names))
    order = np.argsort(-metres, kind="stable")
    return tuple(network.names[number] for number in order.tolist() if metres[number] > 0 and network.names[number])
