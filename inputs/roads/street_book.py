"""Streets by name, as people write them: where a house without coordinates is put, and no more than that is claimed."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from inputs.roads.network import RoadNetwork
from planner.domain.arrays import Floats
from planner.domain.place import METRES_PER_DEGREE

_WORDS = {"jl": "jalan", "jln": "jalan", "jalan": "jalan", "gg": "gang", "gang": "gang", "ds": "desa", "kp": "kampung"}

_HOUSE = frozenset({"no", "nomor", "nomer", "nmr", "blok", "blk", "kav", "kavling"})
"""Words before the number of a house."""
_UNIT = frozenset({"rt", "rw", "km", "lt", "lantai"})
_BESIDE = frozenset({"dekat", "dkt", "depan", "dpn", "belakang", "blkg", "samping", "sebelah", "seberang"})
_PLACE = frozenset(
    {
        *("kampung", "kp", "desa", "ds", "dusun", "dsn", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab"),
        *("perumahan", "perum", "komplek", "kompleks", "komp", "cluster", "jalan", "jl", "jln", "gang", "gg"),
    }
)
"""Words that begin another part of an address, unless the street is called after it (`Jl. Raya Kp. Contoh`)."""
_COMMON = frozenset({*_WORDS.values(), "raya", "lingkar", "lintas", "poros", "utama", "akses"})
"""Words that alone are no name yet."""
_ENDS = _HOUSE | _UNIT | _BESIDE
_ATTACHED = re.compile(rf"(?:{'|'.join(sorted(_HOUSE | _UNIT))})\d+\w*")
"""A number without a space: `no7`, `rt01`."""
_NUMBER = re.compile(r"\d+[a-z]?")
_MARKS = ",;()"
"""Marks after which a name does not go on."""
_ROMAN = {
    text: str(number)
    for number, text in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"), 1
    )
}
_STEP = 25.0
"""Metres between the points of a street that are kept: nobody lives farther from one than across the road."""


class StreetBook:
    """Finds the street that an address begins with: its whole name, Roman and Arabic numbers alike.

    Parameters
    ----------
    network
        The workspace's roads.
    """

    def __init__(self, network: RoadNetwork) -> None:
        self._network = network

    def points(self, address: str) -> Floats | None:
        """Points along the street that an address names, shape (k, 2) in degrees; `None`: it names none that is known."""
        words = _words(address)
        lengths = [length for length in range(len(words), 0, -1) if _key(words[:length]) in self._streets]
        named = [length for length in lengths if _is_end(words, length)]
        if not named:
            return None
        is_house = _NUMBER.fullmatch(words[named[0] - 1]) is not None and not _is_house(words[named[0] :])
        if is_house and named[0] - 1 in named:
            return None  # `Jl. Melati 2`, where there is a Jalan Melati and a Jalan Melati II
        return self._along(self._streets[_key(words[: named[0]])])

    @cached_property
    def _streets(self) -> dict[str, list[int]]:
        """Name to segments; the bare word for a street names none."""
        network, found = self._network, defaultdict(list)
        keys = [_key(_words(name)) for name in network.names]
        for segment, number in enumerate(network.name_ids.tolist()):
            if keys[number] and keys[number] not in _WORDS.values():
                found[keys[number]].append(segment)
        return dict(found)

    def _along(self, segments: list[int]) -> Floats:
        lines = []
        for segment in segments:
            line = self._network.geometry(segment)
            pieces = max(1, round(float(self._network.lengths[segment]) / _STEP))
            at = np.linspace(0, len(line) - 1, pieces * 2 + 1)[1::2]
            whole, part = np.minimum(at.astype(int), len(line) - 2), at - np.minimum(at.astype(int), len(line) - 2)
            lines.append(line[whole] + (line[whole + 1] - line[whole]) * part[:, None])
        return np.concatenate(lines)


def spread(points: Floats) -> float:
    """Metres across points, corner to corner."""
    across = np.ptp(points, axis=0) * METRES_PER_DEGREE * [np.cos(np.radians(points[:, 1].mean())), 1.0]
    return float(np.hypot(*across))


def _words(name: str) -> list[str]:
    """Words without capitals and points; marks that end a name are words of their own."""
    return re.sub(r"[.\-–/]", " ", re.sub(rf"([{_MARKS}\n])", r" \1 ", name.casefold())).split()


def _key(words: Sequence[str]) -> str:
    """A name without abbreviations, its number in digits."""
    first, *rest = words or [""]
    return " ".join([_WORDS.get(first, first), *(_ROMAN.get(word, word) for word in rest)])


def _is_end(words: Sequence[str], length: int) -> bool:
    """Whether the name of a street ends after some words of an address: `Jl. Melati Indah` is not on Jalan Melati."""
    if length == len(words):
        return True
    last, word = words[length - 1], words[length]
    if word in _PLACE:
        return last not in _COMMON
    if _NUMBER.fullmatch(word):  # of the house, unless that one has its own
        return not _is_house(words[length + 1 :])
    return word in _MARKS or word in _ENDS or _ATTACHED.fullmatch(word) is not None


def _is_house(words: Sequence[str]) -> bool:
    """Whether an address goes on with the number of a house."""
    rest = [word for word in words[:2] if word not in _MARKS][:1]
    return any(word in _HOUSE or (_ATTACHED.fullmatch(word) is not None and not word.startswith(("rt", "rw"))) for word in rest)
