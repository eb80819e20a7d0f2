"""Ids for households of a list that has none: village, RW, RT and number, the same at every import of the list."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from inputs.tables.cells import is_eaten, read_rt_rw
from inputs.tables.columns import heading_key
from inputs.tables.table import Record
from inputs.tables.villages import VillageBook
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown_choice
from planner.domain.records import Household

_UNKNOWN = "00"
"""Stands for an RT or RW that is not given."""
_LONGEST = 36
"""Letters of an id, without those of a second household of a number (`.12`)."""
_FORMER = 12
"""Letters of a number that the first made ids took."""
_MAX_VILLAGE = 16
_HASHED = 6
_NO_HOME = frozenset({"number", "village", "rt", "rw", "zone"})
"""Fields that say nothing of a home: forms have them filled beforehand."""

_LEAD = re.compile(r"^(?:no(?:mor|mer)?\b|#|№)[\s.:]*")
_IN_NUMBER = re.compile(r"(?<=\d)[\s.,]+(?=\d)")
_SIGNS = str.maketrans({"\\": "/", "–": "-", "—": "-", "&": "+"})
_KEPT = frozenset("_/-+")
_AGAIN = re.compile(r"\.\d{1,3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeId:
    """How an id was made.

    Attributes
    ----------
    row
        Of the household in the file.
    stem
        The id without what tells households of one number apart.
    former
        The stem as the first made ids had it: without signs, cut short.
    """

    row: int
    stem: str
    former: str


class IdMaker:
    """Makes ids: `36.03.01.1001-02-01-7` is number 7 of RT 01, RW 02 in the village of that code.

    The number is the house number where the list has such a column in every row, else its running number, else the place
    within the RT. The second and further households of one number get a number more: `-7.2`.
    """

    def __init__(self, book: VillageBook, homes: Callable[[], Iterable[Household]] = tuple) -> None:
        self.book = book
        """Villages; without outlines, by the names that are known once ids are made."""
        self._homes = homes
        self.made: dict[str, MadeId] = {}
        """Each id of the list to how it was made; empty: the list has ids."""

    def __call__(self, records: Sequence[Record], gatherer: Gatherer) -> None:
        """Fill in `id` in every record that has none, and note how; not beside ids that nobody knows."""
        rows = [(row, raw) for row, raw in records if raw is not None]
        given = {row: raw["id"] for row, raw in rows if "id" in raw}
        if given and not {home.id for home in self._homes()}.issuperset(given.values()):
            return
        if not self.book.villages:
            self.book = VillageBook((), {home.address.village for home in self._homes()})
            self._note_spellings(rows, gatherer)
        named = _numbered_by(rows, gatherer)
        counts: dict[str, int] = {}
        taken = set(given.values())
        for row, raw in rows:
            if named and named != "house_number" and is_eaten(raw[named]):  # house numbers have been judged
                gatherer.fault("E1119", row=row, column=named, values={"cell": raw[named]})
            if raw.keys() <= _NO_HOME:
                gatherer.fault("E1053", row=row, values={"count": 1})
            group, former_group = self._groups(raw)
            key = _number_key(raw[named], _LONGEST - len(group) - 1) if named else ""
            former = heading_key(raw[named])[:_FORMER] if key else ""
            if not key:
                counts[group] = counts.get(group, 0) + 1
                key = former = str(counts[group])
            stem = f"{group}-{key}"
            counts[stem] = counts.get(stem, 0) + 1
            if row in given:
                continue
            while (id_ := stem if counts[stem] == 1 else f"{stem}.{counts[stem]}") in taken:
                counts[stem] += 1
            raw["id"] = id_
            self.made[raw["id"]] = MadeId(row=row, stem=stem, former=f"{former_group}-{former}")
        gatherer.fold(("E1053",))
        if self.made:
            code = {"house_number": "E1033", "number": "E1034"}.get(named, "E1047")
            gatherer.note(code, values={"count": len(self.made), "example": next(iter(self.made))})

    def _note_spellings(self, rows: Sequence[tuple[int, dict[str, str]]], gatherer: Gatherer) -> None:
        written = [(row, raw["village"]) for row, raw in rows if "village" in raw]
        other = [(row, cell, known) for row, cell in written for known in self.book.codes(cell) if cell != known]
        if other:
            row, cell, known = other[0]
            values = {"count": len(other), "cell": shown_choice(cell, (known,)), "village": known}
            gatherer.note("E1064", row=row, column="village", values=values)

    def _groups(self, raw: dict[str, str]) -> tuple[str, str]:
        """Village, RW and RT as ids begin with them, and as the first made ids did."""
        codes = self.book.codes(raw.get("village", ""))
        code = next(iter(codes)) if len(codes) == 1 else ""
        village = "".join(char for char in code if char.isalnum() or char == ".")
        parts = "-".join(self._digits(raw.get(name, "")) for name in ("rw", "rt"))
        return f"{_short(village, _MAX_VILLAGE) or _UNKNOWN}-{parts}", f"{village[:_MAX_VILLAGE] or _UNKNOWN}-{parts}"

    def _digits(self, cell: str) -> str:
        try:
            return (read_rt_rw(cell) if cell else "") or _UNKNOWN
        except PydanticCustomError:  # told of its cell later
            return _UNKNOWN


def base_of(id_: str) -> str:
    """A made id without what tells households of one number apart."""
    return _AGAIN.sub("", id_)


def _numbered_by(rows: Sequence[tuple[int, dict[str, str]]], gatherer: Gatherer) -> str:
    """The column of numbers that every row fills; one with gaps is noted, because ids change once they are filled."""
    for name in ("house_number", "number"):
        gaps = [row for row, raw in rows if name not in raw]
        if not gaps:
            return name
        if len(gaps) < len(rows):
            gatherer.note("E1048", row=gaps[0], column=name, values={"count": len(gaps)})
    return ""


def _number_key(cell: str, longest: int) -> str:
    """What tells a number from others: letters, digits and the signs between them."""
    text = _IN_NUMBER.sub("_", _LEAD.sub("", cell.casefold()).translate(_SIGNS))
    key = "".join(char for char in text if char.isalnum() or char in _KEPT).strip("_/-+")
    return _short(key, longest)


def _short(text: str, longest: int) -> str:
    """A text of a length; what is cut off is still told apart."""
    if len(text) <= longest:
        return text
    return f"{text[: longest - _HASHED - 1]}_{hashlib.sha256(text.encode()).hexdigest()[:_HASHED]}"
