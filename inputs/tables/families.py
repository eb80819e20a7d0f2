"""Lists of persons: every member of a family in a row, where a list of households has one row for each door.

Cells tell it, whatever the heading is: a family card's number that comes again, masked or not, what somebody is to the head,
names of others beside the head's, or numbers of persons at one door.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from inputs.tables.columns import heading_key
from inputs.tables.header import harmless
from inputs.tables.sheets import SheetRows
from planner.domain.gathering import Gatherer

_CARD = re.compile(r".*(?:nkk|nokk|nomorkk|kartukeluarga|indukkk|idkeluarga|nokeluarga|nomorkeluarga).*|kk|kk16digit")
_PERSON = re.compile(r"(?:no|nomor)?(?:nik|ktp)(?:ktp|penduduk)?|(?:nik)?nomorindukkependudukan(?:nik)?")
"""A column of a person's own number: one that comes again is a row that is there twice."""
_RELATION = re.compile(r".*hubungan.*|status(?:dalam)?keluarga|shd(?:k|rt)|hubkel|hubdlmkel|peran(?:dalamkeluarga)?")
_HEAD = re.compile(r"kepala(?:keluarga|kk|rt|rumahtangga)?|kep(?:kel|rt)?|kk|krt|suami|head(?:of(?:family|household))?|0?1")
"""Heads of a family, and what could be one."""
_MEMBER = re.compile(
    r"(?:iste?ri|anak|menantu|cucu|mertua|orangtua|ortu|famili|kerabat|saudara|adik|kakak|ponakan|keponakan|ibu|ayah|bapak|pembantu"
    r"|anggota(?:keluarga)?|art|wife|husband|spouse|son|daughter|child|mother|father)(?:ke)?(?:kandung|tiri|angkat|lain(?:nya)?|mertua|kk)?\d{0,2}"
)
_OTHER = re.compile(r"lain(?:nya)?|janda|duda|lajang")

_CARD_DIGITS = 12
"""Fewer are a number that was masked or cut short, as all others of the list then are."""
_WHOLE_DIGITS = 16
_MASKED = re.compile(r"(?!0|628)(?=(?:\D*\d){3})[\dxX*•●#_…. -]*(?:[xX*•●#_]{2}|…|\.{3})[\dxX*•●#_…. -]*")
"""A number of which a part is hidden: `360301******0001`, `3603xxxxxxxx0001`, `3603-0101-...`; no telephone."""
_DOOR = frozenset({"address", "house_number", "latitude", "longitude", "position"})
_NUMBERED = re.compile(r"\bno(?:mor)?\b\W*\d|\bno\d", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d_]{2,59}")
_LARGEST_FAMILY = 8
"""Rows at one door, on average, above which they are a street or a hamlet."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that nobody knows.

    Attributes
    ----------
    key
        What counts of its heading.
    cells
        Its cells, as they stand.
    said
        What counts of them.
    """

    key: str
    cells: list[str]
    said: list[str]


def refuse_members(sheet: SheetRows, gatherer: Gatherer) -> None:
    """Gather a fault where rows of a list of households are surely persons, a note where they may be."""
    doubt: tuple[str, list[int]] | None = None
    records = sheet.body.records
    doors = _Doors(sheet)
    for position, heading in enumerate(sheet.header.cells):
        known = sheet.header.columns.get(position)
        if not heading or (known is not None and known.name != "number"):
            continue
        cells = [cells[position] if position < len(cells) else "" for _, cells in records]
        if not any(cells) or (known is not None and max(map(len, cells)) < _CARD_DIGITS):  # a running number
            continue
        column = _Column(heading_key(heading), cells, list(map(heading_key, cells)))
        members, is_sure = _members(column, doors)
        rows = [records[at][0] for at in members]
        if rows and is_sure:
            gatherer.fault("E1046", row=rows[0], values={"count": len(rows), "heading": harmless(heading)})
            return
        doubt = doubt or ((harmless(heading), rows) if rows else None)
    if doubt is not None:
        heading, rows = doubt
        gatherer.note("E1070", row=rows[0], values={"count": len(rows), "heading": heading})


def _members(column: _Column, doors: "_Doors") -> "Members":
    """The first sign of a column that is sure, else the first that is not."""
    signs = (_again, _again_masked, _without_card, _related, _beside_head, _at_one_door)
    found = [sign for look in signs if (sign := look(column, doors)) is not None]
    return next((sign for sign in found if sign[1]), found[0] if found else ([], False))


Members = tuple[list[int], bool]
"""Which records are members of a family, and whether that is sure."""


class _Doors:
    """Where each record is, and whose door it is said to be."""

    def __init__(self, sheet: SheetRows) -> None:
        self._columns = {column.name: at for at, column in sheet.header.columns.items() if column.name in _DOOR | {"head_name"}}
        self._rows = [cells for _, cells in sheet.body.records]
        self._places = [at for name, at in self._columns.items() if name in _DOOR]
        self.heads = self._cells("head_name")

    @cached_property
    def doors(self) -> list[tuple[str, ...]]:
        """What counts of the cells that say where a record is."""
        return [tuple(heading_key(row[at]) if at < len(row) else "" for at in self._places) for row in self._rows]

    def are_one(self, at: int) -> bool:
        """Whether a record is at the door of the one before it, which a number in it tells from the whole hamlet."""
        return at > 0 and self.doors[at] == self.doors[at - 1] and any(map(str.isdigit, "".join(self.doors[at])))

    def is_sure(self, at: int) -> bool:
        """Whether a position or a house number says which door it is."""
        row = [self._cells(name)[at] for name in ("latitude", "position", "house_number", "address")]
        return any(row[:3]) or _NUMBERED.search(row[3]) is not None

    def _cells(self, name: str) -> list[str]:
        at = self._columns.get(name)
        return [row[at] if at is not None and at < len(row) else "" for row in self._rows]


def _numbers(column: _Column) -> list[str]:
    """The numbers of family cards or persons in a column, each empty where there is none; nothing: it holds others."""
    least = _CARD_DIGITS if _CARD.fullmatch(column.key) else _WHOLE_DIGITS
    numbers = [text.removeprefix("kk") for text in column.said]
    # A number of one or two digits only (0000…) stands for none.
    found = [text if text.isdigit() and least <= len(text) <= _WHOLE_DIGITS and len(set(text)) > 2 else "" for text in numbers]
    return found if 2 * sum(map(bool, found)) >= sum(map(bool, column.said)) else []


def _masked(column: _Column) -> list[str]:
    """The same of numbers of which a part is hidden; all alike say nothing."""
    found = [cell if _MASKED.fullmatch(cell) else "" for cell in column.cells]
    is_told = 2 * sum(map(bool, found)) >= sum(map(bool, column.said)) and len(set(found) - {""}) > 1
    return found if is_told else []


def _again(column: _Column, _: _Doors) -> Members | None:
    """Records whose number has come before."""
    seen: set[str] = set()
    again = []
    numbers = _numbers(column)
    for at, number in enumerate(numbers):
        if number and number in seen:
            again.append(at)
        seen.add(number)
    if not again:
        return None
    # A spreadsheet makes the last digit of a number of 16 a zero: numbers of one day are then alike.
    is_rounded = all(number.endswith("0") for number in numbers if number) and 3 * len(again) < len(numbers)
    return again, not (_PERSON.fullmatch(column.key) or is_rounded)


def _again_masked(column: _Column, doors: _Doors) -> Members | None:
    """Records with the masked number of the one before them: a card's, or any at one door. Those of persons are often alike."""
    numbers = _masked(column)
    again = [at for at, number in enumerate(numbers) if at and number and number == numbers[at - 1]]
    if not again:
        return None
    if _PERSON.fullmatch(column.key):
        again = [at for at in again if doors.are_one(at)]
        return (again, False) if again else None
    is_often = 4 * len(again) >= len(numbers)
    return again, is_often and (_is_card(column) or 2 * sum(map(doors.are_one, again)) >= len(again))


def _is_card(column: _Column) -> bool:
    return _CARD.fullmatch(column.key) is not None


def _without_card(column: _Column, doors: _Doors) -> Members | None:
    """Records without a card's number in a list of which the most lack it: beneath a head, whose door is theirs."""
    lacking = [at for at, text in enumerate(column.said) if not text and at]
    if _PERSON.fullmatch(column.key) or 2 * len(lacking) < len(column.said) or not (_numbers(column) or _masked(column)):
        return None
    return lacking, 2 * sum(map(doors.are_one, lacking)) >= len(lacking)


def _related(column: _Column, _: _Doors) -> Members | None:
    """Records of which a cell says what somebody is to the head of a family."""
    said = column.said
    filled = [at for at, text in enumerate(said) if text]
    members = [at for at in filled if _MEMBER.fullmatch(said[at])]
    if _RELATION.fullmatch(column.key):
        members = [at for at in filled if not _HEAD.fullmatch(said[at])]
        return (members, True) if members else None
    if not members:
        return None
    related = [at for at in filled if any(kind.fullmatch(said[at]) for kind in (_HEAD, _MEMBER, _OTHER))]
    return members, 2 * len(filled) >= len(said) and 5 * len(related) >= 4 * len(filled)


def _beside_head(column: _Column, doors: _Doors) -> Members | None:
    """Records with another name each beside the head's of the record before them, or an empty one, at its door."""
    names = [text for text in column.said if text]
    are_names = 10 * len(names) >= 9 * len(column.said) and 5 * len(set(names)) >= 4 * len(names)
    if not any(doors.heads) or not are_names or not all(map(_NAME.fullmatch, filter(None, column.cells))):
        return None
    heads = list(map(heading_key, doors.heads))
    members = [
        at
        for at in range(1, len(heads))
        if column.said[at] not in {"", column.said[at - 1], heads[at]}
        and (heads[at] == heads[at - 1] or not heads[at])
        and (doors.doors[at] == doors.doors[at - 1] or not any(doors.doors[at]))
    ]
    return (members, 4 * len(members) >= len(heads)) if members else None


def _at_one_door(column: _Column, doors: _Doors) -> Members | None:
    """Records with another person's number each at the door of the one before them, in a list that has several doors."""
    numbers = _numbers(column) or _masked(column)
    members = [at for at, number in enumerate(numbers) if number and doors.are_one(at)]
    num_doors = sum(not doors.are_one(at) for at in range(len(numbers)))
    if 2 * len(members) < len(numbers) or num_doors < 2 or len(numbers) > _LARGEST_FAMILY * num_doors:
        return None
    heads = doors.heads
    is_named = all(heads[at] and heads[at] != heads[at - 1] for at in members)
    return members, is_named and 2 * sum(map(doors.is_sure, members)) >= len(members)
