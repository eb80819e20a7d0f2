"""Whether what a list says of a known id is another home, complaint, facility or team than the one that is known.

One thing that differs is a correction. What differs in two things and agrees in none is another; what differs in all that both
say, be it one thing, may be another: where most of a list is so, it is another list.
"""

import enum
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from inputs.tables.columns import heading_key
from inputs.tables.home_looks import NEAR, HomeLooks, address_key, distance, is_like, is_like_name
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Address, Complaint, Facility, Household, Officer, Team
from planner.ledger.store import Ledger

_AWAY = 200.0
"""Metres from which two places are two, whatever is wrong with a phone."""
_SHORT = 3
"""Letters of a word that many texts have."""


class Likeness(enum.Enum):
    """What a row is to the record of its id."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger holds of a kind, and what a list does not say of it.

    Attributes
    ----------
    unsaid
        Columns that the list has not: its rows tell nothing of their own there.
    homes
        For complaints, the homes at which they are.
    shared
        For homes, addresses that several have: that of a whole hamlet tells nothing of who lives there.
    """

    records: Mapping[str, Any]
    unsaid: AbstractSet[str]
    homes: Mapping[str, Household] = field(default_factory=dict)
    shared: AbstractSet[str | None] = frozenset()

    @classmethod
    def of(cls, kind: str, ledger: Ledger, rows: Sequence[Any], unsaid: AbstractSet[str]) -> "Known":
        """What the ledger holds of the kind."""
        records = {one.id: one for one in _RECORDS[kind](ledger)}
        homes: dict[str, Household] = {}
        if kind == "complaints":
            ids = {one.household for one in (*rows, *records.values()) if one.household}
            homes = {home.id: home for home in ledger.households(ids)}
        addresses = Counter(address_key(one.address.detail) for one in records.values()) if kind == "households" else {}
        shared = {address for address, count in addresses.items() if count > 1}
        return cls(records=records, unsaid=unsaid, homes=homes, shared=shared)


def likeness(kind: str, row: Any, known: Known) -> Likeness:
    """What a row is to the record that has its id; the row is of one that is known."""
    return _LIKENESS[kind](row, known.records[row.id], known)


def _home(row: Household, one: Household, known: Known) -> Likeness:
    mine, theirs = HomeLooks.of(row), HomeLooks.of(one)
    metres = None if "latitude" in known.unsaid else distance(mine, theirs)
    name, address = is_like_name(mine, theirs), is_like(mine.address, theirs.address)
    place = None if metres is None else metres <= NEAR
    is_hamlets = address is True and mine.address in known.shared
    if name or place or (address and not is_hamlets):
        return Likeness.SAME
    num_unlike = (name, address, place).count(False)
    if num_unlike > 1 and not is_hamlets:
        return Likeness.OTHER
    return Likeness.DOUBTFUL if num_unlike else Likeness.SAME


def _complaint(row: Complaint, one: Complaint, known: Known) -> Likeness:
    """By place and day first; then by the words or, where one has none, by the category.

    Either place or day may be corrected, and so may words and category, but not words with place or day.
    """
    is_here, is_same_day = _is_same_place(row, one, known), row.received == one.received
    words, category = _are_words_like(row.text, one.text), row.category == one.category
    if is_here is False and not is_same_day:
        return Likeness.OTHER
    if is_here is False or not is_same_day:
        if words is False or (words is None and not category):
            return Likeness.OTHER
        return Likeness.SAME if words or is_here else Likeness.DOUBTFUL
    return Likeness.DOUBTFUL if not category and words is False else Likeness.SAME


def _is_same_place(row: Complaint, one: Complaint, known: Known) -> bool | None:
    """Whether both are at one door; `None`: the list says nothing of it, or nothing is known."""
    if row.household is not None and one.household is not None:
        return None if "household" in known.unsaid else row.household == one.household
    if "latitude" in known.unsaid and row.household is None:
        return None
    mine, theirs = (known.homes[at].address if (at := c.household or "") in known.homes else c.address for c in (row, one))
    return None if mine is None or theirs is None else _metres(mine, theirs) <= _AWAY


def _are_words_like(mine: str, theirs: str) -> bool | None:
    """Whether one text holds most of the other's words; `None`: one has none."""
    some, others = ({word for word in map(heading_key, text.split()) if len(word) > _SHORT} for text in (mine, theirs))
    if not some or not others:
        return None
    return 3 * len(some & others) >= 2 * min(len(some), len(others))


def _facility(row: Facility, one: Facility, known: Known) -> Likeness:
    metres = None if "latitude" in known.unsaid else _metres(row.address, one.address)
    name, is_kind = is_like(heading_key(row.name), heading_key(one.name)), row.kind == one.kind
    is_near, is_away = metres is None or metres <= NEAR, metres is not None and metres > _AWAY
    if name is False and (is_away or not (is_kind or is_near)):
        return Likeness.OTHER
    is_group = row.address.group == one.address.group or not (row.address.group and one.address.group)
    num_unlike = (name is not False, is_kind, is_group, is_near).count(False)
    return Likeness.DOUBTFUL if is_away or num_unlike > 1 else Likeness.SAME


def _team(row: Team, one: Team, _known: Known) -> Likeness:
    if any(_is_officer(mine, theirs) for mine in row.officers for theirs in one.officers):
        return Likeness.SAME
    is_elsewhere = bool(row.village and one.village) and row.village != one.village
    if is_elsewhere or heading_key(row.unit) != heading_key(one.unit):
        return Likeness.OTHER
    return Likeness.DOUBTFUL


def _is_officer(mine: Officer, theirs: Officer) -> bool:
    """Whether two may be one officer, promoted or written otherwise."""
    if mine.nrp and mine.nrp == theirs.nrp:
        return True
    return is_like(heading_key(mine.name), heading_key(theirs.name)) is not False


def _metres(one: Address, other: Address) -> float:
    return float(METRES_PER_DEGREE * max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude)))


_RECORDS: Mapping[str, Callable[[Ledger], Sequence[Any]]] = {
    "households": Ledger.households, "complaints": Ledger.complaints, "facilities": Ledger.facilities, "teams": Ledger.teams,
}  # fmt: skip
_LIKENESS: Mapping[str, Callable[[Any, Any, Known], Likeness]] = {
    "households": _home, "complaints": _complaint, "facilities": _facility, "teams": _team,
}  # fmt: skip
