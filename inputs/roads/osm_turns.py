"""Banned turns of OpenStreetMap: relations `type=restriction` become pairs of segments at a node.

Those over a node, `no_…` and `only_…` alike, are obeyed. Those over a way, and those that hold for some hours alone, are
counted and not obeyed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inputs.roads.access import TRAVELLERS
from inputs.roads.hours import settled
from inputs.roads.network import Segment
from inputs.roads.osm_tags import KEYS
from planner.domain.arrays import Int64s

OVER_WAY, CONDITIONAL, BROKEN = "turn_over_way", "turn_conditional", "turn_broken"

_Member = tuple[str, int, str]
"""Kind (`n`, `w`, `r`), id, role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """One relation.

    Attributes
    ----------
    bits
        Bit *b* set: binds `TRAVELLERS[b]`; 0: nobody that we plan for.
    is_only
        The turn is the only one allowed; otherwise it is banned.
    origins, via, targets
        Ids of the ways from, of the node, and of the ways to.
    fault
        Why it cannot be obeyed; empty where it can.
    """

    bits: int
    is_only: bool
    origins: tuple[int, ...]
    via: int
    targets: tuple[int, ...]
    fault: str = ""


def read_ban(tags: Mapping[str, str], members: Sequence[_Member]) -> Ban:
    """Meaning of a relation; what nobody here is bound by has no bits."""
    tags = settled(tags)
    by_role: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kind, ref, role in members:
        by_role[role].append((kind, ref))
    excepted = {value.strip() for value in tags.get("except", "").split(";")}
    bits, is_only = 0, False
    for number, name in enumerate(TRAVELLERS):
        keys = [key for key in KEYS[name] if key != "access"]
        value = next((tags[f"restriction:{key}"] for key in keys if f"restriction:{key}" in tags), "")
        if not value and name != "foot" and not excepted.intersection(keys):
            value = tags.get("restriction", "")
        if value.startswith(("no_", "only_")):
            bits |= 1 << number
            is_only = value.startswith("only_")
    via = by_role["via"]
    fault = ""
    if not bits and any(key.startswith("restriction") and key.endswith(":conditional") for key in tags):
        fault = CONDITIONAL
    elif bits and any(kind == "w" for kind, _ in via):
        fault = OVER_WAY
    elif bits and (len(via) != 1 or via[0][0] != "n" or not by_role["from"] or not by_role["to"]):
        fault = BROKEN
    return Ban(
        bits=bits,
        is_only=is_only,
        origins=tuple(ref for kind, ref in by_role["from"] if kind == "w"),
        via=via[0][1] if via else 0,
        targets=tuple(ref for kind, ref in by_role["to"] if kind == "w"),
        fault=fault,
    )


def banned_turns(
    bans: Sequence[Ban], segments: Sequence[Segment], way_ids: Sequence[int], numbers: Mapping[int, int], unread: Counter[str]
) -> Int64s:
    """Rows (segment, node, segment, bits), shape (k, 4); what cannot be obeyed is counted in `unread`.

    Parameters
    ----------
    numbers
        Id of a node in the file to its number; a relation of which nothing is kept is outside the area.
    """
    named = {way for ban in bans for way in (*ban.origins, *ban.targets)}
    kept = {way for way in way_ids if way in named}
    for ban in bans:
        if ban.fault and kept.intersection(ban.origins):
            unread[ban.fault] += 1
    obeyed = [ban for ban in bans if ban.bits and not ban.fault and ban.via in numbers]
    at: dict[int, list[int]] = {numbers[ban.via]: [] for ban in obeyed}
    for number, segment in enumerate(segments):
        for node in (segment.tail, segment.head):
            if node in at:
                at[node].append(number)
    rows = [row for ban in obeyed for row in _rows(ban, numbers[ban.via], at[numbers[ban.via]], way_ids, unread)]
    return np.array(sorted(set(rows)), dtype=np.int64).reshape(-1, 4)


def _rows(
    ban: Ban, node: int, around: list[int], way_ids: Sequence[int], unread: Counter[str]
) -> Iterator[tuple[int, int, int, int]]:
    origins = [segment for segment in around if way_ids[segment] in ban.origins]
    targets = [segment for segment in around if way_ids[segment] in ban.targets]
    is_known = {way_ids[segment] for segment in around}
    if not is_known.issuperset(ban.origins) or not is_known.issuperset(ban.targets):
        return  # at the edge of the area, or over a way that nobody may use
    if len(origins) != len(ban.origins):  # a way that runs on past the node does not say from where
        unread[BROKEN] += 1
        return
    forbidden = [segment for segment in around if (segment in targets) != ban.is_only]
    yield from ((origin, node, target, ban.bits) for origin in origins for target in forbidden)
