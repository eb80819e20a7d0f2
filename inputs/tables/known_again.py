"""Homes of a list that are known under another id: each keeps its own, or the list is refused; none goes astray in silence.

A home is known again where two of name, address and place agree, better than with the home of its own number and better than
any other row does. One thing alone tells something only where it is all that is known, and nobody else of the RT has it.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from inputs.tables.home_looks import AT, NEAR, HomeLooks, Likeness, distance, group_of, place_of
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Household

_NEAR_CELL, _AT_CELL = (2 * metres / METRES_PER_DEGREE for metres in (NEAR, AT))
"""Degrees of a square in which homes are looked for; its neighbours hold all that is near, as far as 60° north and south."""
_CROWD = 50
"""Homes that are alike in two things and more of them are told apart by nothing."""


class _Kind(IntEnum):
    """What speaks for it that a row is a known home."""

    NOTHING = 0
    LONE = 1
    """The only thing that is known of both, and nobody else of the RT has it."""
    LOOSE = 2
    """Name and address, but somewhere else: perhaps two homes."""
    HOUSE = 3
    """Address and place under another name: a new head, or a second family."""
    STRONG = 4


@dataclass(slots=True, kw_only=True)
class Again:
    """Homes of a list by the ids that were made for them.

    Attributes
    ----------
    moved
        Known id and id of the row, where the list gives a home's id to another home.
    kept
        Id of the row to the known id of the same home, which nobody of the list has.
    doubtful
        Known id and id of the row, where both stay and may be one home.
    """

    moved: list[tuple[str, str]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    doubtful: list[tuple[str, str]] = field(default_factory=list)


def known_again(rows: Sequence[Household], known: Mapping[str, Household]) -> Again:
    """Find the homes of a list that are known under other ids than the list gives them."""
    return _Search(rows, known).found() if known else Again()


class _Search:
    """Holds the rows of a list against the known homes; looks are taken only of those that need it."""

    def __init__(self, rows: Sequence[Household], known: Mapping[str, Household]) -> None:
        self._homes = known
        self._listed = {row.id: row for row in rows}
        self._groups = {group_of(row) for row in rows}
        self._looks: dict[str, HomeLooks] = {}
        self._claims: dict[str, list[tuple[Likeness, str]]] = defaultdict(list)
        self._again = Again()

    def found(self) -> Again:
        """All that are known again."""
        for id_, row in self._listed.items():
            own = self._homes.get(id_)
            if own is None or not _is_unchanged(row, own):
                self._judge(id_, HomeLooks.of(row))
        for id_, claims in self._claims.items():
            best = max(claims)[0]
            winners = [row for likeness, row in claims if likeness == best]
            if len(winners) == 1:
                self._again.kept[winners[0]] = id_
            self._again.doubtful += [(id_, row) for _, row in claims if len(winners) > 1 or row != winners[0]]
        self._again.moved.sort()
        return self._again

    def _judge(self, id_: str, row: HomeLooks) -> None:
        own = Likeness.of(row, self._known(id_)) if id_ in self._homes else None
        if own is not None and own.num_alike > 1 and not own.num_unlike and (own.is_at or row.place is None):
            return
        found = [(Likeness.of(row, self._known(other)), other) for other in self._book.like(row) if other != id_]
        found = [(likeness, other) for likeness, other in found if self._kind(row, other)]
        if not found:
            return
        likeness, best = max(found)
        kind = self._kind(row, best)
        holder = self._listed.get(best)
        held = Likeness.of(HomeLooks.of(holder), self._known(best)) if holder is not None else None
        others = [one for one in (own, held) if one is not None]
        if any(one >= likeness or (kind is _Kind.LONE and one.num_alike) for one in others):
            return
        is_single = sum(one == likeness for one, _ in found) == 1
        if is_single and others and kind is not _Kind.LOOSE:
            self._again.moved.append((best, id_))
        elif is_single and kind is _Kind.STRONG:
            self._claims[best].append((likeness, id_))
        else:
            self._again.doubtful.append((best, id_))

    def _kind(self, row: HomeLooks, other: str) -> _Kind:
        known = self._known(other)
        if Likeness.of(row, known).num_alike < 2:
            return _Kind.LONE if self._is_lone(row, known) else _Kind.NOTHING
        metres = distance(row, known)
        if row.name is None or row.name != known.name:
            if metres is not None and metres > AT and not self._book.is_single_address(known):
                return _Kind.NOTHING  # neighbours whose address is that of the whole hamlet
            return _Kind.HOUSE if row.name and known.name else _Kind.STRONG
        if (metres is not None and metres <= NEAR) or row.group == known.group:
            return _Kind.STRONG
        if row.group[0] != known.group[0]:
            return _Kind.NOTHING
        # Lists come RT by RT: another RT's home of that name is missing in them.
        return _Kind.STRONG if known.group in self._groups and metres is None else _Kind.LOOSE

    def _is_lone(self, row: HomeLooks, known: HomeLooks) -> bool:
        if row.group != known.group or Likeness.of(row, known).num_unlike:
            return False
        key = (row.group, row.name, row.address)
        return self._book.looks[key] == 1 == self._rows_by_looks[key]

    @cached_property
    def _rows_by_looks(self) -> Counter[Hashable]:
        looks = map(HomeLooks.of, self._listed.values())
        return Counter((one.group, one.name, one.address) for one in looks)

    @cached_property
    def _book(self) -> "_KnownBook":
        return _KnownBook({id_: self._known(id_) for id_ in self._homes})

    def _known(self, id_: str) -> HomeLooks:
        if id_ not in self._looks:
            self._looks[id_] = HomeLooks.of(self._homes[id_])
        return self._looks[id_]


class _KnownBook:
    """Known homes by two things of theirs."""

    def __init__(self, homes: Mapping[str, HomeLooks]) -> None:
        self._ids: dict[Hashable, list[str]] = defaultdict(list)
        self.looks: Counter[Hashable] = Counter()
        for id_, home in homes.items():
            self.looks[home.group, home.name, home.address] += 1
            for key, _ in _keys(home, reach=(0,)):
                self._ids[key].append(id_)

    def like(self, row: HomeLooks) -> Iterable[str]:
        """Known homes that may be alike in two things, or in the one of their RT; none of a crowd."""
        found = ((self._ids.get(key, ()), most) for key, most in _keys(row, reach=(-1, 0, 1)))
        return dict.fromkeys(id_ for ids, most in found if len(ids) <= most for id_ in ids)

    def is_single_address(self, home: HomeLooks) -> bool:
        """Whether nobody else of the village has the address."""
        return len(self._ids.get(("address", home.address, home.group[0]), ())) == 1


def _keys(home: HomeLooks, *, reach: Sequence[int]) -> Iterable[tuple[Hashable, int]]:
    """Under what a home is found, in the squares so far around it; and of how many homes that tells something."""
    for kind, said, cell in (("name", home.name, _NEAR_CELL), ("address", home.address, _AT_CELL)):
        if said is None:
            continue
        yield (kind, said, home.group), 1
        if home.place is not None:
            column, row = (int(degrees // cell) for degrees in home.place)
            yield from (((kind, said, column + east, row + north), _CROWD) for east in reach for north in reach)
    if home.address is not None:
        yield ("address", home.address, home.group[0]), 1
        if home.name is not None:
            yield (home.name, home.address, home.group[0]), _CROWD


def _is_unchanged(row: Household, own: Household) -> bool:
    """Whether a row is the known home of its id to the letter, in two things at least."""
    mine, theirs = ((one.head_name or "", one.address.detail, place_of(one)) for one in (row, own))
    return mine == theirs and sum(map(bool, mine)) > 1
