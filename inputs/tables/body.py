"""Tells records from what else stands under the headings: column numbers, headings again, sections, totals, signatures."""

import enum
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inputs.tables.columns import Known, heading_key
from inputs.tables.header import Header, Row, are_headings
from inputs.tables.said_places import MAX_LETTERS, IsVillage, is_page, place_named, section_of, under

_MOST_SIGNED = 4
"""Most filled cells of a line of signatures."""

_MOST_ALONE = 2
"""Most known columns of a list whose rows may have one cell."""
_LONGEST_NUMBER = 20
_ROMAN = tuple(
    tens + ones for tens in ("", "x", "xx") for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
)[1:]
_COUNTS = (tuple(map(str, range(1, 100))), tuple(string.ascii_lowercase), _ROMAN)
"""What columns are counted with."""

_TOTAL = re.compile(r"(?:sub[ -]?|grand[ -]?)?(?:jumlah|total|jml|rata-rata|rekapitulasi)\b.*", re.IGNORECASE)
_BARE_TOTAL = re.compile(r"(?:sub[ -]?|grand[ -]?)?(?:jumlah|total|jml)(?: (?:kk|rumah|semua|seluruhnya))?\s*:?", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"[(\s]*(?:mengetahui|menyetujui|kepala desa|kades|kepala dusun|kadus|lurah|camat|ketua r[tw]|sekretaris|"
    r"sekdes|kapolsek|bhabinkamtibmas|babinsa|koordinator|dibuat oleh|pendata|petugas|tanda tangan|ttd|yang membuat)\b.*"
    r"|(?:nip|nrp)\b.*\d.*|(?:keterangan|catatan|sumber|dicetak|halaman|hal)\s*[:.].*"
    r"|[^\W\d][^\d,]{0,40},\s*(?:\d{1,2}\s+[^\W\d]{3,12}|[.…_\s]*)\s*\d{4}",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[(\[].*|[.…_\s]+\)?|[^\W\d][^\d]{0,40},")
"""What stands beside a signature: a name in brackets, dots, the first word of a formula (`Mengetahui,`)."""


_A_SUM = re.compile(r"[-–]|[\d.,]+(?: ?(?:jiwa|orang|kk|rumah|%))?", re.IGNORECASE)


class RowKind(enum.Enum):
    """What a row is that is no record; the value is the code of its note, of `ALONE` that of its fault."""

    COLUMN_NUMBERS = "E1014"
    TOTAL = "E1015"
    SECTION = "E1016"
    HEADINGS = "E1017"
    SIGNATURE = "E1018"
    ONLY_NUMBERED = "E1052"
    ALONE = "E1050"


@dataclass(slots=True, kw_only=True)
class Body:
    """The rows under the headings.

    Attributes
    ----------
    records
        Rows that hold a record, right or wrong.
    others
        Kind to the numbers of its rows.
    places
        Row number to what the section above it says of its place, where there is one.
    last_place
        What the last section names.
    """

    records: list[Row] = field(default_factory=list)
    others: dict[RowKind, list[int]] = field(default_factory=dict)
    places: dict[int, dict[str, str]] = field(default_factory=dict)
    last_place: dict[str, str] = field(default_factory=dict)


def change_of(header: Header, known: Known) -> int | None:
    """Index in the body of the first row that holds other headings than those above it; `None`: there is none."""
    above = [[heading_key(cell) for cell in line] for line in (*header.lines, header.cells)]
    repeated = [_Heading(row) for row in header.lines]
    for at, (_, cells) in enumerate(header.body):
        if any(heading.is_in(cells) for heading in repeated) or are_headings(cells, known):
            keys = list(map(heading_key, cells))
            if not any(all(not key or line[place : place + 1] == [key] for place, key in enumerate(keys)) for line in above):
                return at
    return None


def sort_body(header: Header, is_village: IsVillage, place: Mapping[str, str] | None = None) -> Body:
    """Tell the rows apart. A row that is not surely something else is a record, so that none is lost in silence.

    Parameters
    ----------
    is_village
        Whether a text is the name of a village of the area.
    place
        What a section above the headings says.
    """
    needed = tuple(at for at, column in header.columns.items() if column.is_required)
    headings = [_Heading(row) for row in header.lines]
    signed_from = _first_signature(header, needed)
    body = Body()
    place = dict(place or {})
    may_be_numbers = True
    for number, cells in header.body:
        kind = None
        if number >= signed_from:
            kind = RowKind.SIGNATURE
        elif any(heading.is_in(cells) for heading in headings):
            kind = RowKind.HEADINGS
        elif may_be_numbers and _counts_columns(cells):
            kind = RowKind.COLUMN_NUMBERS
        elif not _is_complete(cells, needed) or (len(header.columns) > _MOST_ALONE and sum(map(bool, cells)) == 1):
            kind, named = _kind_of(cells, header, is_village)
            if named:
                place = under(place, named)
        may_be_numbers = kind is RowKind.HEADINGS
        if kind is None:
            body.records.append((number, cells))
            if place:
                body.places[number] = place
        else:
            body.others.setdefault(kind, []).append(number)
    body.last_place = place
    return body


class _Heading:
    """A heading row, to be known again on the next printed page."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = [(at, cell.casefold()) for at, cell in enumerate(cells) if cell]

    def is_in(self, cells: Sequence[str]) -> bool:
        """Whether the cells repeat it, two of three at least."""
        at, first = self._cells[0]
        if at >= len(cells) or not first.startswith(cells[at][:1].casefold()) or cells[at].casefold() != first:
            return False
        return 3 * sum(at < len(cells) and cells[at].casefold() == text for at, text in self._cells) >= 2 * len(self._cells)


def _is_complete(cells: list[str], needed: tuple[int, ...]) -> bool:
    """Whether all needed cells (of a table without a needed column: three) are filled and the first is no bare `JUMLAH`."""
    if _sums_up(cells):
        return False
    if not needed:
        return sum(map(bool, cells)) >= 3
    first = next(filter(None, cells))
    if len(first) < 30 and first[0] in "JjTtSsGg" and _BARE_TOTAL.fullmatch(first):
        return False
    return all(at < len(cells) and cells[at] for at in needed)


def _sums_up(cells: Sequence[str]) -> bool:
    """Whether a row holds `JUMLAH` or the like before all else, and beside it numbers and dashes alone."""
    first, *others = filter(None, cells)
    if len(first) > MAX_LETTERS or first[0] not in "JjTtSsGgRr" or not _TOTAL.fullmatch(first) or not others:
        return False
    return all(_A_SUM.fullmatch(cell) for cell in others)


def _counts_columns(cells: list[str]) -> bool:
    """Whether the cells are 1, 2, 3 … (a, b, c; I, II, III; in brackets or not; `8=6+7`), as forms write beneath headings."""
    found = [
        cell.strip("()[]. ").partition("=")[0].strip().casefold() for cell in cells if cell and len(cell) <= _LONGEST_NUMBER
    ]
    size = len(found)
    return size >= 3 and size == sum(map(bool, cells)) and any(found == list(count[:size]) for count in _COUNTS)


def _kind_of(cells: list[str], header: Header, is_village: IsVillage) -> tuple[RowKind | None, dict[str, str]]:
    """Kind of a row that lacks needed cells, and the place that it names; `None`: a record with gaps."""
    filled = [(at, cell) for at, cell in enumerate(cells) if cell]
    first_at, first = filled[0]
    if len(first) <= MAX_LETTERS and _TOTAL.fullmatch(first):
        return RowKind.TOTAL, {}
    if len(filled) == 1:
        return _kind_alone(first_at, first, header, is_village)
    if len(filled) > _MOST_SIGNED:
        return None, {}
    named = place_named(" ".join(cell for _, cell in filled), is_village)
    return (RowKind.SECTION, named) if named and "village" not in named else (None, {})


def _kind_alone(at: int, text: str, header: Header, is_village: IsVillage) -> tuple[RowKind | None, dict[str, str]]:
    """Kind of a row with one text: no record says no more, so one that is not understood is a fault of the row."""
    if is_page(text):
        return RowKind.SECTION, {}
    named = section_of(text, is_village, is_leading=at <= min(header.columns, default=0))
    if named is not None:
        return RowKind.SECTION, named
    if len(header.columns) <= _MOST_ALONE:
        return None, {}
    column = header.columns.get(at)
    is_number = text.strip(".").isdigit() and (column is None or column.name == "number")
    return (RowKind.ONLY_NUMBERED if is_number else RowKind.ALONE), {}


def _first_signature(header: Header, needed: tuple[int, ...]) -> float:
    """Number of the row at which only signatures and remarks follow to the end of the sheet; infinite: none."""
    first = float("inf")
    for number, cells in reversed(header.body):
        filled = [cell for cell in cells if cell]
        if _is_complete(cells, needed) or len(filled) > _MOST_SIGNED:
            break
        if _TOTAL.fullmatch(filled[0][:MAX_LETTERS]) or any(cell.isdigit() for cell in filled):
            break
        signed = [len(cell) <= MAX_LETTERS and _SIGNATURE.fullmatch(cell) is not None for cell in filled]
        if any(signed):
            # `Petugas Contoh | Kp 2` is a home: beside words of a signature stand others, or a name in brackets.
            if not all(is_one or _SIGNED.fullmatch(cell) for is_one, cell in zip(signed, filled, strict=True)):
                break
            first = number
    return first


def same_kind(one: Header, other: Header) -> float:
    """Share of columns that two sheets have in common, however they are called: 1 the same, 0 none."""
    everything = one.meanings | other.meanings
    return len(one.meanings & other.meanings) / len(everything) if everything else 0.0
