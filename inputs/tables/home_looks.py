"""What a home is known again by: name, address and place, each however it is written."""

import math
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Self

from inputs.tables.columns import heading_key
from inputs.tables.villages import village_key
from planner.domain.place import METRES_PER_DEGREE
from planner.domain.records import Household, PositionSource

NEAR, AT = 30.0, 2.0
"""Metres within which two positions are one home's, as phones err, and within which they are its and no neighbour's."""

_WORDS = {
    **dict.fromkeys(("jl", "jln", "jalan"), "jl"),
    **dict.fromkeys(("gg", "gang", "gng"), "gg"),
    **dict.fromkeys(("kp", "kmp", "kpg", "kampung"), "kp"),
    **dict.fromkeys(("dsn", "dusun"), "dusun"),
    **dict.fromkeys(("perum", "perumahan"), "perum"),
    **dict.fromkeys(("komp", "komplek", "kompleks"), "komplek"),
    **dict.fromkeys(("blk", "blok"), "blok"),
    **dict.fromkeys(("ds", "desa", "kel", "kelurahan"), "desa"),
    **dict.fromkeys(("no", "nomor", "nomer"), ""),
}
"""Words of addresses that are written in several ways; the word for a number says nothing."""
_TITLES = frozenset(
    (
        *("bapak", "bpk", "bp", "pak", "ibu", "bu", "sdr", "sdri", "tn", "ny", "nn", "alm", "almh", "almarhum", "almarhumah"),
        *("h", "hj", "haji", "hajjah", "hajah", "kh", "ust", "ustad", "ustadz", "ustaz", "dr", "drs", "dra", "ir", "prof"),
    )
)
"""Before and behind names, in one list and not in the other."""
NUMBERS = re.compile(r"\d+")
_LIKE = 0.85
"""Letters that two texts share, as SequenceMatcher counts, from which one may be the other, written better."""
_RT_RW = re.compile(r"\br[tw]\b[\s.,:/-]*(?:r[tw]\b[\s.,:/-]*)?\d+(?:\s*/\s*\d+)?")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_PART = re.compile(r"[^\W\d_]+|\d+[^\W_]*")
"""A word or number of an address: `A1` is block A and a number, `12A` one number."""
_NOT_BETWEEN_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLooks:
    """Looks of a home; `None`: nothing is known of it.

    Attributes
    ----------
    group
        Village, RW and RT.
    plain_name
        The name without titles and degrees, which come and go between lists.
    place
        Longitude and latitude, where they were given.
    """

    group: tuple[str, str, str]
    name: str | None
    plain_name: str | None
    address: str | None
    place: tuple[float, float] | None

    @classmethod
    def of(cls, home: Household) -> Self:
        """Looks of a home."""
        return cls(
            group=group_of(home), name=name_key(home), plain_name=_plain_name(home.head_name or ""),
            address=address_key(home.address.detail), place=place_of(home),
        )  # fmt: skip


def distance(one: HomeLooks, other: HomeLooks) -> float | None:
    """Metres between two homes; `None`: one of the places is not known."""
    if one.place is None or other.place is None:
        return None
    (east, north), (other_east, other_north) = one.place, other.place
    across = (east - other_east) * math.cos(math.radians(north))
    return METRES_PER_DEGREE * math.hypot(across, north - other_north)


def group_of(home: Household) -> tuple[str, str, str]:
    """Village, RW and RT of a home."""
    return village_key(home.address.village), home.address.rw, home.address.rt


def name_key(home: Household) -> str | None:
    """What counts of a home's name."""
    return heading_key(home.head_name or "") or None


def _plain_name(name: str) -> str | None:
    words = _WORD.findall(name.partition(",")[0].casefold())
    return "".join(word for word in words if word not in _TITLES) or None


def is_like_name(mine: HomeLooks, theirs: HomeLooks) -> bool | None:
    """Whether two homes have one name; `None`: one is not known, or they may be one, as `BPK. UDIN` and `UDIN (ALM)`."""
    found = is_like(mine.name, theirs.name)
    return None if found is False and mine.plain_name is not None and mine.plain_name == theirs.plain_name else found


def place_of(home: Household) -> tuple[float, float] | None:
    """Where a home is, if that was given and not guessed."""
    place = home.address
    return (place.longitude, place.latitude) if place.position_source is PositionSource.GIVEN else None


@lru_cache(maxsize=100_000)
def address_key(address: str) -> str | None:
    """What counts of an address: words and numbers, however abbreviated, without RT and RW, which have cells of their own."""
    words = _WORD.findall(_RT_RW.sub(" ", address.casefold()))
    kept = [word.lstrip("0") or "0" if word.isdigit() else _WORDS.get(word, word) for word in words]
    return _NOT_BETWEEN_NUMBERS.sub("", " ".join(filter(None, kept))) or None


def is_like(mine: str | None, theirs: str | None) -> bool | None:
    """Whether two texts are one; `None`: one is not known, or they may be one that was written better."""
    if mine is None or theirs is None or mine == theirs:
        return None if mine is None or theirs is None else True
    if NUMBERS.findall(mine) != NUMBERS.findall(theirs):
        return False
    return None if SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _LIKE else False


def says(address: str, said: str) -> bool:
    """Whether an address has the words of a block, street or hamlet in a row: `Blk. A`, not `Blok Anggrek`."""
    words, sought = _parts(address), _parts(said)
    return any(words[at : at + len(sought)] == sought for at in range(len(words) - len(sought) + 1))


@lru_cache(maxsize=4096)
def _parts(text: str) -> list[str]:
    words = (_WORDS.get(word, word.lstrip("0")) for word in _PART.findall(text.casefold()))
    return [word for word in words if word]
