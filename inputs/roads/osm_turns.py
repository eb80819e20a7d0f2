"""Banned turns of OpenStreetMap: relations `type=restriction` become pairs of segments at a node, or chains of them.

Those over a node and those over ways, `no_…` and `only_…` alike, are obeyed; those that hold for some hours alone,
and those that do not say clearly which turn they mean, are counted and not obeyed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inputs.roads.access import TRAVELLERS, is_oneway
from inputs.roads.binding_turns import BY_ONLY, ONLY
from inputs.roads.network import Turns
from inputs.roads.osm_keys import KEYS, ON_TURNS, in_usual_order, settled_by_day

CONDITIONAL, BROKEN = "turn_conditional", "turn_broken"

_KEYS = {name: tuple(f"restriction:{key}" for key in KEYS[name] if key != "access") for name in TRAVELLERS}
"""Keys of a relation by traveller, the most specific first."""

_TIMES = ("day_on", "day_off", "hour_on", "hour_off", "date_on", "date_off")
"""Keys by which older relations say when they hold."""

_FREE = frozenset({"none", "give_way", "stop"})
"""Values that ban no turn."""

_Member = tuple[str, int, str]
"""Kind (`n`, `w`, `r`), id, role."""

_Way = tuple[int, ...]
"""Segment, node, segment … node, and a segment at the end where it is a turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """One relation.

    Attributes
    ----------
    bits
        Bit *b* set: `TRAVELLERS[b]` may not turn into the ways to.
    only_bits
        Bit *b* set: `TRAVELLERS[b]` may turn into nothing else.
    origins, via, targets
        Ids of the ways from, of the node (0: over ways), and of the ways to.
    over
        Ids of the ways that it leads over.
    unread
        What of it is not obeyed.
    """

    bits: int
    only_bits: int
    origins: tuple[int, ...]
    via: int
    targets: tuple[int, ...]
    over: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    def is_obeyed(self) -> bool:
        """Whether it binds somebody we plan for."""
        return bool(self.bits | self.only_bits)


def read_ban(tags: Mapping[str, str], members: Sequence[_Member]) -> Ban:
    """Meaning of a relation; what nobody here is bound by has no bits."""
    tags, not_read = in_usual_order(_of_its_kind(tags), ON_TURNS)
    tags, by_hours = settled_by_day(_with_times_as_conditions(tags), ON_TURNS)
    by_role: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for kind, ref, role in members:
        by_role[role.strip().lower()].append((kind, ref))
    excepted = {value.strip() for value in re.split("[;,]", tags.get("except", "").lower())}
    bits = {"no": 0, "only": 0}
    unread = {*not_read, CONDITIONAL} if by_hours else {*not_read}
    for number, name in enumerate(TRAVELLERS):
        value = next((tags[key] for key in _KEYS[name] if key in tags), "")
        if not value and name != "foot" and not excepted.intersection(KEYS[name]):
            value = tags.get("restriction", "")
        kinds = _kinds(value)
        if len(kinds) == 1 and kinds < {"no", "only"}:
            bits[kinds.pop()] |= 1 << number
        elif kinds:
            unread.add(BROKEN)
    via = by_role["via"]
    origins, targets, over = (
        tuple(dict.fromkeys(ref for kind, ref in members if kind == "w")) for members in (by_role["from"], by_role["to"], via)
    )
    if any(bits.values()) and not (origins and targets and _is_via(via)):
        unread.add(BROKEN)
        bits = dict.fromkeys(bits, 0)
    return Ban(
        bits=bits["no"],
        only_bits=bits["only"],
        origins=origins,
        via=via[0][1] if via and via[0][0] == "n" else 0,
        targets=targets,
        over=over,
        unread=tuple(sorted(unread)),
    )


def _of_its_kind(tags: Mapping[str, str]) -> Mapping[str, str]:
    """The tags of a relation whose type names those it binds (`type=restriction:motorcar`), said as a key says it."""
    bound = tags.get("type", "").partition(":")[2]
    return {f"restriction:{bound}" if bound and key == "restriction" else key: value for key, value in tags.items()}


def _with_times_as_conditions(tags: Mapping[str, str]) -> Mapping[str, str]:
    """Hours in keys of their own (`hour_on`) as hours in the value that they belong to."""
    times = {key: tags.get(key, "").strip() for key in _TIMES}
    days = "-".join(day[:2] for day in (times["day_on"], times["day_off"]) if day)
    hours = f"{times['hour_on']}-{times['hour_off']}" if times["hour_on"] or times["hour_off"] else ""
    # No condition has dates: with them it stays unread.
    when = " ".join(filter(None, [days, hours, times["date_on"], times["date_off"]]))
    if not when:
        return tags
    return {key: f"{value} @ ({when})" if key in ON_TURNS.read and key != "except" else value for key, value in tags.items()}


def _kinds(value: str) -> set[str]:
    """`no` and `only` as a list of values bans; `?` for what nobody knows."""
    kinds = set()
    for said in filter(None, (re.sub(r"[\s-]+", "_", part.strip().lower()) for part in value.split(";"))):
        first = said.partition("_")[0]
        if said not in _FREE:
            kinds.add(first if first in {"no", "only"} and first != said else "?")
    return kinds


def _is_via(via: Sequence[tuple[str, int]]) -> bool:
    """Whether a turn leads over one node, or over ways alone."""
    kinds = {kind for kind, _ in via}
    return kinds == {"w"} or (kinds == {"n"} and len(via) == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Segments as lists: the nodes at their ends, their access, the id of the way of each."""

    tail: list[int]
    head: list[int]
    access: list[int]
    way_ids: list[int]

    def ends(self, segment: int) -> tuple[int, int]:
        """Nodes at the ends of one."""
        return self.tail[segment], self.head[segment]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The stretches of road, those of the ways that bans name, and what is not obeyed."""

    roads: Stretches
    of_way: Mapping[int, list[int]]
    unread: Counter[str]

    def at_end(self, ways: Sequence[int], around: Sequence[int], node: int, *, is_from: bool = False) -> list[int] | None:
        """The segment of each way that vehicles go away on from a node, or come to it on.

        `None`: there is none, or the way runs on past the node both ways and does not say which of its two ends is meant.
        """
        mine = [number for number in around if self.roads.way_ids[number] in ways]
        if not {self.roads.way_ids[number] for number in mine}.issuperset(ways):
            # At the edge of the area, or over a way that nobody may use, nothing is missed.
            if self.of_way.keys() >= set(ways):
                self.unread[BROKEN] += 1
            return None
        if len(mine) > len(ways):
            passing = is_oneway(np.array([self.roads.access[number] for number in mine])).tolist()
            ends = [self.roads.head[number] if is_from else self.roads.tail[number] for number in mine]
            mine = [number for number, end, is_one in zip(mine, ends, passing, strict=True) if end == node or not is_one]
        if sorted(self.roads.way_ids[number] for number in mine) != sorted(ways):
            self.unread[BROKEN] += 1
            return None
        return mine


def banned_turns(bans: Sequence[Ban], roads: Stretches, numbers: Mapping[int, int], unread: Counter[str]) -> Turns:
    """The banned turns between segments; what cannot be obeyed is counted in `unread`.

    Parameters
    ----------
    numbers
        Id of a node in the file to its number; a relation of which nothing is kept is outside the area.
    """
    named = {way for ban in bans for way in (*ban.origins, *ban.over, *ban.targets)}
    of_way: dict[int, list[int]] = {}
    for number, way in enumerate(roads.way_ids):
        if way in named:
            of_way.setdefault(way, []).append(number)
    for ban in bans:
        if (not ban.over and ban.via in numbers) or of_way.keys() & {*ban.origins, *ban.over, *ban.targets}:
            unread.update(ban.unread)
    known = _Known(roads=roads, of_way=of_way, unread=unread)
    binding = [ban for ban in bans if ban.is_obeyed()]
    at: dict[int, list[int]] = {numbers[ban.via]: [] for ban in binding if not ban.over and ban.via in numbers}
    chains = [(ban, chain) for ban in binding if ban.over and (chain := _chain_of(ban, known))]
    at.update((chain[-1], []) for _, chain in chains)
    for number, ends in enumerate(zip(roads.tail, roads.head, strict=True)):
        for node in ends:
            if node in at:
                at[node].append(number)
    for ban in binding:
        node = -1 if ban.over else numbers.get(ban.via, -1)
        origins = known.at_end(ban.origins, at[node], node, is_from=True) if node in at else None
        chains += [(ban, (origin, node)) for origin in origins or ()]
    banned = _banned(chains, at, known)
    short = sorted((*turn, bits) for turn, bits in banned.items() if len(turn) == 3)
    long = sorted((bits, *turn) for turn, bits in banned.items() if len(turn) > 3)
    return Turns(short=np.array(short, dtype=np.int64).reshape(-1, 4), long=tuple(long))


def _banned(chains: Sequence[tuple[Ban, _Way]], at: Mapping[int, list[int]], known: _Known) -> dict[_Way, int]:
    """Whom each turn is banned to, and by what; of several `only_…` after the same way each one's turn is free."""
    banned: dict[_Way, int] = defaultdict(int)
    limited: dict[_Way, int] = defaultdict(int)
    for ban, way in chains:
        targets = known.at_end(ban.targets, at[way[-1]], way[-1])
        if targets is None:
            continue
        limited[way] |= ban.only_bits
        for target in targets:
            banned[*way, target] |= ban.bits | ban.only_bits << ONLY
    for way, bits in limited.items():
        for target in at[way[-1]]:
            banned[*way, target] |= (bits & ~(banned[*way, target] >> ONLY)) << BY_ONLY
    # Turning round on a stretch that a ban leads over is another matter.
    return {turn: bits for turn, bits in banned.items() if bits and (len(turn) == 3 or turn[-1] != turn[-3])}


def _chain_of(ban: Ban, known: _Known) -> _Way:
    """Segment, node, segment … node of a ban over ways, up to where the turn is banned; empty: not to be obeyed."""
    if not known.of_way.keys() >= {*ban.origins, *ban.over, *ban.targets}:
        return ()  # at the edge of the area, or over a way that nobody may use
    origins, over, targets = (
        [number for way in ways for number in known.of_way[way]] for ways in (ban.origins, ban.over, ban.targets)
    )
    first, last = (_nodes(numbers, known.roads) & _nodes(over, known.roads) for numbers in (origins, targets))
    chain = _chain(first, last, over, known.roads)
    if not chain or len(ban.origins) != 1:
        known.unread[BROKEN] += 1
        return ()
    begins = [number for number in origins if chain[0] in known.roads.ends(number)]
    begin = known.at_end(ban.origins, begins, chain[0], is_from=True)
    return (*begin, *chain) if begin else ()


def _nodes(numbers: Sequence[int], roads: Stretches) -> set[int]:
    return {node for number in numbers for node in roads.ends(number)}


def _chain(first: set[int], last: set[int], over: Sequence[int], roads: Stretches) -> list[int]:
    """Node, segment, node … node from where one comes onto some segments to where one leaves them; empty: not clear."""
    if len(first) != 1 or len(last) != 1 or first == last:
        return []
    (node,), (end,) = first, last
    chain, left = [node], set(over)
    while node != end:
        ahead = [number for number in left if node in roads.ends(number)]
        if len(ahead) != 1:
            return []
        left.remove(ahead[0])
        tail, head = roads.ends(ahead[0])
        node = head if node == tail else tail
        chain += [ahead[0], node]
    return chain
