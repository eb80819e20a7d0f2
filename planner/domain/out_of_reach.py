"""Doors that no team has a way to, and why."""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


class NoWay(enum.Enum):
    """Why no team comes to a door; the first that holds is given.

    Attributes
    ----------
    SHUT
        Teams would come if the gates and the roads closed to them were open.
    CUT_OFF
        A road is near, but no way leads there from the station and back.
    TOO_FAR
        No road that they use is near enough to walk from.
    """

    SHUT = "shut"
    CUT_OFF = "cut_off"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfReach:
    """A door that nobody on duty has a way to, as a place for a map."""

    id: str
    village: str
    reason: NoWay
    longitude: float
    latitude: float


def by_village(doors: Iterable[OutOfReach]) -> dict[str, Counter[NoWay]]:
    """Village code to how many of its doors are out of reach for each reason, the most first."""
    found: dict[str, Counter[NoWay]] = {}
    for door in doors:
        found.setdefault(door.village, Counter())[door.reason] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))
