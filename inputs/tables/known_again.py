"""Homes of a list without ids that are known already: who is who, by name, address, place and number together.

Of all pairs of a row and a known home that may be one, the most alike are taken first; each row and each home is of one pair.
Where two pairs are alike to the last, nobody is guessed. One thing alone tells something only where it is all that is known,
or with the number; a number alone, only where nothing else says otherwise.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from inputs.tables.home_looks import AT, NEAR, NUMBERS, HomeLooks, distance, group_of, is_like, is_like_name, place_of
from inputs.tables.made_ids import MadeId, base_of
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Household

_NEAR_CELL, _AT_CELL = (2 * metres / METRES_PER_DEGREE for metres in (NEAR, AT))
"""Degrees of a square in which homes are looked for; its neighbours hold all that is near, as far as 60° north and south."""
_FEW = 4
"""Homes of a square, or of an address with a number, that may be one under a new name; of more of them it tells nothing."""
_CROWD = 50
"""Homes that are alike in two things and more of them are told apart by nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Bond:
    """What speaks for it that a row is a known home; the greater the more.

    Attributes
    ----------
    num_alike
        Of name, address or number, which addresses hold too, and place.
    is_at
        Whether they stand on one point.
    num_looks
        Of name, address and place, those that are alike.
    num_unlike
        Below 0: of name, address and place, those that differ.
    is_own
        Whether the row has the home's id to the letter: the last thing that tells twins apart.
    is_sure
        Else one of those alone against others, another name at the same address and place, or a namesake.
    is_likely
        The former two: that home, if the list is of its RT and has nobody else that may be it; where its number is all that
        speaks for it, if the list has kept its numbers.
    is_moved
        Name or address and the number are all that is alike, and the rest differs: somebody moved to another door, or it is a
        namesake; or, where most of a list is so, all of it was corrected.
    is_door
        Whether they have an address with a number in one RT: told, whoever lives there.
    """

    num_alike: int
    is_at: bool
    num_looks: int
    num_unlike: int
    is_own: bool
    row: str = field(compare=False)
    known: str = field(compare=False)
    is_sure: bool = field(compare=False)
    is_likely: bool = field(compare=False)
    has_name: bool = field(compare=False)
    has_number: bool = field(compare=False)
    is_moved: bool = field(compare=False)
    is_door: bool = field(compare=False)


@dataclass(slots=True, kw_only=True)
class Again:
    """Homes of a list by the ids that were made for them.

    Attributes
    ----------
    ids
        Id of the row to the known id of the same home.
    unclear
        Known id and id of the row, where nothing tells which of several it is.
    doubtful
        Known id and id of the row, where both stay and may be one home.
    replaced
        Known id and id of the row that has its number and nothing else of it, where nobody of the list is that known home.
    """

    ids: dict[str, str] = field(default_factory=dict)
    unclear: list[tuple[str, str]] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)


def known_again(rows: Sequence[Household], made: Mapping[str, MadeId], known: Mapping[str, Household]) -> Again:
    """Find out who is who; rows whose ids were not made are who they say."""
    return _Search(rows, made, known).found() if known else Again()


class _Search:
    """Holds the rows of a list against the known homes; looks are taken only of those that need it."""

    def __init__(self, rows: Sequence[Household], made: Mapping[str, MadeId], known: Mapping[str, Household]) -> None:
        self._homes = known
        self._rows = {row.id: row for row in rows}
        self._made = made
        self._groups = {group_of(row) for row in rows}
        self._looks: dict[str, HomeLooks] = {}
        self._again = Again()
        self._taken: set[str] = set()

    def found(self) -> Again:
        """Who is who."""
        for id_, row in self._rows.items():
            own = self._homes.get(id_)
            if own is not None and (id_ not in self._made or _is_unchanged(row, own)):
                self._settle(id_, id_)
        left = [id_ for id_ in self._rows if id_ not in self._again.ids and id_ in self._made]
        bonds = [bond for id_ in left for bond in self._bonds(id_) if bond.known not in self._taken]
        is_corrected = 2 * len({bond.row for bond in bonds if bond.is_moved}) > len(self._rows)
        sure = [bond for bond in bonds if bond.is_sure or (is_corrected and bond.is_moved)]
        bonds = [bond for bond in bonds if not (is_corrected and bond.is_moved)] + sure
        claimed = {bond.known for bond in sure}
        whole = self._whole_groups({*self._again.ids, *(bond.row for bond in sure)})
        missing = [bond for bond in bonds if not bond.is_sure and group_of(self._homes[bond.known]) in whole]
        is_kept = self._are_numbers_kept(sure)
        likely = [bond for bond in missing if bond.is_likely and bond.known not in claimed and (is_kept or not bond.has_number)]
        self._pair([*sure, *likely])
        weak = [bond for bond in bonds if not bond.is_sure and (bond.num_looks > 1 or bond.is_door)] + missing
        pairs = dict.fromkeys((bond.known, bond.row) for bond in weak)
        self._again.doubtful += [
            (known, row) for known, row in sorted(pairs.keys() - set(self._again.unclear))
            if row not in self._again.ids and known not in self._taken
        ]  # fmt: skip
        self._tell_replaced(left)
        return self._again

    def _settle(self, row: str, known: str) -> None:
        self._again.ids[row] = known
        self._taken.add(known)

    def _are_numbers_kept(self, sure: Sequence[_Bond]) -> bool:
        """Whether those that are known by other things have mostly kept their numbers: house numbers, or a list added to."""
        told = {bond.row: bond.has_number for bond in sorted(sure) if bond.num_looks and (bond.is_at or bond.has_name)}
        num_kept = len(self._again.ids) + sum(told.values())
        return 5 * num_kept >= 4 * (len(self._again.ids) + len(told))

    def _whole_groups(self, seen: Set[str]) -> Set[tuple[str, str, str]]:
        """RTs of which the list has known homes mostly: it is their list, no list of additions."""
        num_rows = Counter(group_of(row) for row in self._rows.values())
        num_seen = Counter(group_of(self._rows[id_]) for id_ in seen)
        return {group for group, count in num_seen.items() if 2 * count >= num_rows[group] - 1}

    def _pair(self, bonds: list[_Bond]) -> None:
        """Settle pairs, the most alike first; where several are as alike, all of them are left out."""
        rows, homes = set(self._again.ids), set(self._taken)
        for _, group in groupby(sorted(bonds, reverse=True)):
            free = [bond for bond in group if bond.row not in rows and bond.known not in homes]
            of_row, of_home = Counter(bond.row for bond in free), Counter(bond.known for bond in free)
            for bond in free:
                if of_row[bond.row] == of_home[bond.known] == 1:
                    self._settle(bond.row, bond.known)
                else:
                    self._again.unclear.append((bond.known, bond.row))
            rows.update(of_row)
            homes.update(of_home)

    def _tell_replaced(self, left: Sequence[str]) -> None:
        said = {row for _, row in (*self._again.doubtful, *self._again.unclear)}
        for id_ in left:
            if id_ not in self._again.ids and id_ not in said:
                gone = [known for known in self._book.of_number(self._made[id_]) if known not in self._taken]
                self._again.replaced += [(known, id_) for known in gone[:1]]

    def _bonds(self, id_: str) -> Iterator[_Bond]:
        """All known homes that a row may be."""
        row = HomeLooks.of(self._rows[id_])
        numbered = self._book.of_number(self._made[id_])
        for known in dict.fromkeys((*numbered, *self._book.like(row))):
            if (bond := self._bond(id_, row, known, has_number=known in numbered)) is not None:
                yield bond

    def _bond(self, id_: str, row: HomeLooks, known_id: str, *, has_number: bool) -> _Bond | None:
        known = self._known(known_id)
        metres = distance(row, known)
        is_at = metres is not None and metres <= AT
        name, address = is_like_name(row, known), is_like(row.address, known.address)
        is_door = bool(address) and row.group == known.group and NUMBERS.search(row.address or "") is not None
        if address and not name and not is_at and not self._book.is_single_address(known):
            address = None  # that of the whole hamlet
        if address is False and not has_number and (name or is_at) and _is_renumbered(row.address, known.address):
            address = None  # the number is what was corrected
        place = None if metres is None else metres <= NEAR
        is_near = bool(place)
        holds_number = bool(address) and NUMBERS.search(row.address or "") is not None
        if place and not (is_at or name or (address and name is None and not holds_number)):
            place = None  # a neighbour is as near
        said = (name, address, place)
        num_looks, num_unlike = said.count(True), said.count(False)
        is_elsewhere = bool(name) and num_looks == num_unlike and not has_number
        is_unlike = num_unlike > (1 if not name or self._book.is_single_name(known) else 0)
        is_moved = has_number and not place and num_looks == 1 and is_unlike
        is_namesake = bool(name) and not self._is_there(row, known, metres)
        if name and row.group[0] != known.group[0] and not place:
            return None
        if num_looks > 1:
            is_sure = not is_namesake and (name is not False or has_number)
        elif has_number and (num_looks or not num_unlike):
            is_sure = not ((holds_number and num_unlike) or is_moved)
        elif num_looks and row.group == known.group:
            is_sure = not num_unlike
        elif is_door or (is_near and address is None and row.group == known.group):
            is_sure = False  # a neighbour, or the home under a new name
        else:
            return None
        return _Bond(
            num_alike=num_looks + (has_number and not holds_number), is_at=is_at, num_looks=num_looks, num_unlike=-num_unlike,
            is_own=id_ == known_id, row=id_, known=known_id, is_sure=is_sure, is_moved=is_moved, is_door=is_door,
            is_likely=not (is_namesake or is_elsewhere or is_moved) and num_looks >= num_unlike,
            has_name=bool(name), has_number=has_number,
        )  # fmt: skip

    def _is_there(self, row: HomeLooks, known: HomeLooks, metres: float | None) -> bool:
        """Whether one of the same name and address, or place, is no namesake somewhere else."""
        if (metres is not None and metres <= NEAR) or row.group == known.group:
            return True
        # Lists come RT by RT: another RT's home of that name is missing in them.
        return metres is None and known.group in self._groups

    @cached_property
    def _book(self) -> "_KnownBook":
        return _KnownBook({id_: self._known(id_) for id_ in self._homes})

    def _known(self, id_: str) -> HomeLooks:
        if id_ not in self._looks:
            self._looks[id_] = HomeLooks.of(self._homes[id_])
        return self._looks[id_]


class _KnownBook:
    """Known homes by two things of theirs, and by their numbers."""

    def __init__(self, homes: Mapping[str, HomeLooks]) -> None:
        self._ids: dict[Hashable, list[str]] = defaultdict(list)
        self._numbers: dict[str, list[str]] = defaultdict(list)
        for id_, home in homes.items():
            self._numbers[base_of(id_)].append(id_)
            for key, _ in _keys(home, reach=(0,)):
                self._ids[key].append(id_)

    def of_number(self, made: MadeId) -> tuple[str, ...]:
        """Known homes that have the number of a row, or had it."""
        return tuple(id_ for stem in dict.fromkeys((made.stem, made.former)) for id_ in self._numbers.get(stem, ()))

    def like(self, row: HomeLooks) -> Iterable[str]:
        """Known homes that may be alike in two things, or in the one of their RT; none of a crowd."""
        found = ((self._ids.get(key, ()), most) for key, most in _keys(row, reach=(-1, 0, 1)))
        return dict.fromkeys(id_ for ids, most in found if len(ids) <= most for id_ in ids)

    def is_single_name(self, home: HomeLooks) -> bool:
        """Whether nobody else of the RT has the name."""
        return len(self._ids.get(("name", home.name, home.group), ())) == 1

    def is_single_address(self, home: HomeLooks) -> bool:
        """Whether nobody else of the village has the address."""
        return len(self._ids.get(("address", home.address, home.group[0]), ())) == 1


def _keys(home: HomeLooks, *, reach: Sequence[int]) -> Iterable[tuple[Hashable, int]]:
    """Under what a home is found, in the squares so far around it; and of how many homes that tells something."""
    said = (
        ("name", home.name, _NEAR_CELL, _CROWD), ("address", home.address, _AT_CELL, _CROWD), ("place", "", _AT_CELL, 1),
        ("near", "" if home.address is None else None, _NEAR_CELL, _FEW),
    )  # fmt: skip
    for kind, text, cell, most in said:
        if text is not None and home.place is not None:
            column, row = (int(degrees // cell) for degrees in home.place)
            yield from (((kind, text, column + east, row + north), most) for east in reach for north in reach)
    if home.name is not None:
        yield ("name", home.name, home.group), 1
    if home.address is not None:
        yield ("address", home.address, home.group[0]), _FEW if NUMBERS.search(home.address) else 1
        if home.name is not None:
            yield (home.name, home.address, home.group[0]), _CROWD


def _is_unchanged(row: Household, own: Household) -> bool:
    """Whether a row is the known home of its id to the letter, in two things at least."""
    mine, theirs = ((one.head_name or "", one.address.detail, place_of(one)) for one in (row, own))
    return mine == theirs and sum(map(bool, mine)) > 1


def _is_renumbered(mine: str | None, theirs: str | None) -> bool:
    """Whether two addresses differ in their numbers alone."""
    return mine is not None and theirs is not None and NUMBERS.sub("#", mine) == NUMBERS.sub("#", theirs)
