"""Banned turns of OpenStreetMap: relations `type=restriction` become pairs of segments at a node, or chains of them.

Those over a node and those over ways, `no_…` and `only_…` alike, are obeyed; those that hold for some hours alone are counted
and not obeyed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inputs.roads.access import TRAVELLERS
from inputs.roads.hours import settled
from inputs.roads.network import Segment, Turns
from inputs.roads.osm_tags import KEYS

CONDITIONAL, BROKEN = "turn_conditional", "turn_broken"

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
        Ids of the ways from, of the node (0: over ways), and of the ways to.
    over
        Ids of the ways that it leads over.
    fault
        Why it cannot be obeyed; empty where it can.
    """

    bits: int
    is_only: bool
    origins: tuple[int, ...]
    via: int
    targets: tuple[int, ...]
    over: tuple[int, ...] = ()
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
    elif bits and not (by_role["from"] and by_role["to"] and _is_via(via)):
        fault = BROKEN
    return Ban(
        bits=bits,
        is_only=is_only,
        origins=tuple(ref for kind, ref in by_role["from"] if kind == "w"),
        via=via[0][1] if via and via[0][0] == "n" else 0,
        targets=tuple(ref for kind, ref in by_role["to"] if kind == "w"),
        over=tuple(ref for kind, ref in via if kind == "w"),
        fault=fault,
    )


def _is_via(via: Sequence[tuple[str, int]]) -> bool:
    """Whether a turn leads over one node, or over ways alone."""
    kinds = {kind for kind, _ in via}
    return kinds == {"w"} or (kinds == {"n"} and len(via) == 1)


def banned_turns(
    bans: Sequence[Ban], segments: Sequence[Segment], way_ids: Sequence[int], numbers: Mapping[int, int], unread: Counter[str]
) -> Turns:
    """The banned turns between segments; what cannot be obeyed is counted in `unread`.

    Parameters
    ----------
    numbers
        Id of a node in the file to its number; a relation of which nothing is kept is outside the area.
    """
    named = {way for ban in bans for way in (*ban.origins, *ban.over, *ban.targets)}
    of_way: dict[int, list[int]] = {}
    for number, way in enumerate(way_ids):
        if way in named:
            of_way.setdefault(way, []).append(number)
    for ban in bans:
        if ban.fault and of_way.keys() & set(ban.origins):
            unread[ban.fault] += 1
    obeyed = [ban for ban in bans if ban.bits and not ban.fault and ban.via in numbers]
    over = [ban for ban in bans if ban.bits and not ban.fault and ban.over]
    chains = [(ban, chain) for ban in over if (chain := _chain_of(ban, of_way, segments, unread))]
    at: dict[int, list[int]] = {node: [] for node in (*(numbers[ban.via] for ban in obeyed), *(c[-1] for _, c in chains))}
    for number, segment in enumerate(segments):
        for node in (segment.tail, segment.head):
            if node in at:
                at[node].append(number)
    rows = {row for ban in obeyed for row in _rows(ban, numbers[ban.via], at[numbers[ban.via]], way_ids, unread)}
    long = {
        (ban.bits, *chain, target)
        for ban, chain in chains
        for target in at[chain[-1]]
        if (way_ids[target] in ban.targets) != ban.is_only and target != chain[-2]
    }
    return Turns(short=np.array(sorted(rows), dtype=np.int64).reshape(-1, 4), long=tuple(sorted(long)))


def _chain_of(ban: Ban, of_way: Mapping[int, list[int]], segments: Sequence[Segment], unread: Counter[str]) -> list[int]:
    """Segment, node, segment … node of a ban over ways, up to where the turn is banned; empty: not to be obeyed."""
    if not of_way.keys() >= {*ban.origins, *ban.over, *ban.targets}:
        return []  # at the edge of the area, or over a way that nobody may use
    origins, over, targets = (
        [number for way in ways for number in of_way[way]] for ways in (ban.origins, ban.over, ban.targets)
    )
    first, last = (_nodes(numbers, segments) & _nodes(over, segments) for numbers in (origins, targets))
    chain = _chain(first, last, over, segments)
    begins = [number for number in origins if chain and chain[0] in (segments[number].tail, segments[number].head)]
    if len(begins) != 1:
        unread[BROKEN] += 1
        return []
    return [begins[0], *chain]


def _nodes(numbers: Sequence[int], segments: Sequence[Segment]) -> set[int]:
    return {node for number in numbers for node in (segments[number].tail, segments[number].head)}


def _chain(first: set[int], last: set[int], over: Sequence[int], segments: Sequence[Segment]) -> list[int]:
    """Node, segment, node … node from where one comes onto some segments to where one leaves them; empty: not clear."""
    if len(first) != 1 or len(last) != 1 or first == last:
        return []
    (node,), (end,) = first, last
    chain, left = [node], set(over)
    while node != end:
        ahead = [number for number in left if node in (segments[number].tail, segments[number].head)]
        if len(ahead) != 1:
            return []
        left.remove(ahead[0])
        segment = segments[ahead[0]]
        node = segment.head if node == segment.tail else segment.tail
        chain += [ahead[0], node]
    return chain


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
