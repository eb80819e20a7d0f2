"""Lists of persons: every member of a family in a row, where a list of households has one row for each door.

Cells tell it, whatever the heading is: a family card's number that comes again, or what somebody is to the head.
"""

import re
from collections.abc import Sequence

from inputs.tables.columns import heading_key
from inputs.tables.header import Row, harmless
from inputs.tables.sheets import SheetRows
from planner.domain.gathering import Gatherer

_CARD = re.compile(r".*(?:nkk|nokk|nomorkk|kartukeluarga|indukkk|idkeluarga|nokeluarga|nomorkeluarga).*|kk|kk16digit")
_PERSON = re.compile(r"(?:no|nomor)?(?:nik|ktp)(?:ktp|penduduk)?|(?:nik)?nomorindukkependudukan(?:nik)?")
"""A column of a person's own number: one that comes again is a row that is there twice."""
_RELATION = re.compile(r".*hubungan.*|status(?:dalam)?keluarga|shd(?:k|rt)|hubkel|hubdlmkel|peran(?:dalamkeluarga)?")
_HEAD = re.compile(r"kepala(?:keluarga|kk|rt|rumahtangga)?|kep(?:kel|rt)?|kk|krt|suami|0?1")
"""Heads of a family, and what could be one."""
_MEMBER = re.compile(
    r"(?:iste?ri|anak|menantu|cucu|mertua|orangtua|ortu|famili|kerabat|saudara|adik|kakak|ponakan|keponakan|ibu|ayah|bapak|pembantu"
    r"|anggota(?:keluarga)?|art)(?:ke)?(?:kandung|tiri|angkat|lain(?:nya)?|mertua|kk)?\d{0,2}"
)
_OTHER = re.compile(r"lain(?:nya)?|janda|duda|lajang")

_CARD_DIGITS = 12
"""Fewer are a number that was masked or cut short, as all others of the list then are."""
_WHOLE_DIGITS = 16
_DOOR = frozenset({"address", "house_number", "latitude", "longitude", "position"})


def refuse_members(sheet: SheetRows, gatherer: Gatherer) -> None:
    """Gather a fault where rows of a list of households are surely persons, a note where they may be."""
    doubt: tuple[str, list[int]] | None = None
    records = sheet.body.records
    for position, heading in enumerate(sheet.header.cells):
        if not heading or position in sheet.header.columns:
            continue
        key = heading_key(heading)
        said = [heading_key(cells[position]) if position < len(cells) else "" for _, cells in records]
        if not any(said):
            continue
        members, is_sure = _again(key, said) or _without_card(key, said, sheet) or _related(key, said) or ([], False)
        rows = [records[at][0] for at in members]
        if rows and is_sure:
            gatherer.fault("E1046", row=rows[0], values={"count": len(rows), "heading": harmless(heading)})
            return
        doubt = doubt or ((harmless(heading), rows) if rows else None)
    if doubt is not None:
        heading, rows = doubt
        gatherer.note("E1070", row=rows[0], values={"count": len(rows), "heading": heading})


Members = tuple[list[int], bool]
"""Which records are members of a family, and whether that is sure."""


def _numbers(key: str, said: Sequence[str]) -> list[str]:
    """The numbers of family cards or persons in a column, each empty where there is none; nothing: it holds others."""
    least = _CARD_DIGITS if _CARD.fullmatch(key) else _WHOLE_DIGITS
    numbers = [text.removeprefix("kk") for text in said]
    # A number of one or two digits only (0000…) stands for none.
    found = [text if text.isdigit() and least <= len(text) <= _WHOLE_DIGITS and len(set(text)) > 2 else "" for text in numbers]
    return found if 2 * sum(map(bool, found)) >= sum(map(bool, said)) else []


def _again(key: str, said: Sequence[str]) -> Members | None:
    """Records whose number has come before."""
    seen: set[str] = set()
    again = []
    numbers = _numbers(key, said)
    for at, number in enumerate(numbers):
        if number and number in seen:
            again.append(at)
        seen.add(number)
    if not again:
        return None
    # A spreadsheet makes the last digit of a number of 16 a zero: numbers of one day are then alike.
    is_rounded = all(number.endswith("0") for number in numbers if number) and 3 * len(again) < len(numbers)
    return again, not (_PERSON.fullmatch(key) or is_rounded)


def _without_card(key: str, said: Sequence[str], sheet: SheetRows) -> Members | None:
    """Records without a card's number in a list of which the most lack it: beneath a head, whose door is theirs."""
    lacking = [at for at, text in enumerate(said) if not text and at]
    if _PERSON.fullmatch(key) or not _numbers(key, said) or 2 * len(lacking) < len(said):
        return None
    places = [at for at, column in sheet.header.columns.items() if column.name in _DOOR]
    doors = [_door(row, places) for row in sheet.body.records]
    same = [at for at in lacking if doors[at] == doors[at - 1] and any(map(str.isdigit, "".join(doors[at])))]
    return (lacking, True) if 2 * len(same) >= len(lacking) else (lacking, False)


def _door(row: Row, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(heading_key(row[1][at]) if at < len(row[1]) else "" for at in places)


def _related(key: str, said: Sequence[str]) -> Members | None:
    """Records of which a cell says what somebody is to the head of a family."""
    filled = [at for at, text in enumerate(said) if text]
    members = [at for at in filled if _MEMBER.fullmatch(said[at])]
    if _RELATION.fullmatch(key):
        members = [at for at in filled if not _HEAD.fullmatch(said[at])]
        return (members, True) if members else None
    if not members:
        return None
    related = [at for at in filled if any(kind.fullmatch(said[at]) for kind in (_HEAD, _MEMBER, _OTHER))]
    return members, 2 * len(filled) >= len(said) and 5 * len(related) >= 4 * len(filled)
