"""A table before it is understood: rows of clean text cells with the numbers that a spreadsheet shows."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

MARKS_TITLE = "dds"
"""Name of the sheet that lists what a marked copy has marked."""
_CODE = re.compile(r"E\d{4}")

_TEXT_MARK = re.compile(r"^'(?=[-+]?\d)")
"""What is typed before a number that is to stay text; some programs save it."""
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters without width that come along when text is pasted from web pages."""


HIDDEN, STRUCK, PARTLY_STRUCK = "E1067", "E1068", "E1072"
"""Notes of rows that people may not mean to bring in."""

_MANY_CELLS = 4

USUAL_DAY_ZERO = dt.date(1899, 12, 30)
"""Day 0 of spreadsheet serials (1900 system, with its invented leap day)."""


class StruckRows:
    """Sorts rows by how much of them is struck through, as lists strike out who has gone."""

    def __init__(self) -> None:
        self._whole: set[int] = set()
        self._partly: set[int] = set()

    @property
    def whole(self) -> frozenset[int]:
        """Rows of which all filled cells are struck through, but for one where there are four or more: its running number."""
        return frozenset(self._whole)

    @property
    def partly(self) -> frozenset[int]:
        """The other rows of which anything is."""
        return frozenset(self._partly)

    def take(self, row: int, strokes: Iterable[float]) -> None:
        """Note a row by the shares of its filled cells that are struck through."""
        shares = list(strokes)
        num_struck = sum(share == 1 for share in shares)
        if num_struck and num_struck >= len(shares) - (len(shares) >= _MANY_CELLS):
            self._whole.add(row)
        elif any(shares):
            self._partly.add(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of a sheet that hold anything.

    Attributes
    ----------
    rows
        (row number as the spreadsheet counts it, cells); empty rows are left out, empty cells at the end cut off,
        but of a line of a CSV that is longer than the others.
    title
        Name of the sheet; empty for CSV.
    is_hidden
        Whether people who open the workbook do not see the sheet.
    notes
        (code, values) of what was met while reading.
    merged
        First row, last row and column, from 1, of cells that are merged with those beneath them.
    day_zero
        The day that a number 0 means in a column of days: books of the 1904 calendar count from another one.
    doubtful
        Code of a note to the rows that it is about where they are records: hidden ones, those struck through.
    """

    rows: tuple[tuple[int, list[str]], ...]
    title: str = ""
    is_hidden: bool = False
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    merged: tuple[tuple[int, int, int], ...] = ()
    day_zero: dt.date = USUAL_DAY_ZERO
    doubtful: Mapping[str, frozenset[int]] = field(default_factory=dict)


def is_list_of_marks(title: str, first_cells: Iterable[object]) -> bool:
    """Whether a sheet is the list of a marked copy: by its name, and a code in the first cell of every row."""
    return title == MARKS_TITLE and all(cell is None or _CODE.fullmatch(str(cell)) for cell in first_cells)


class Lines(str):
    """A cell of several lines: as text they have spaces between, as all columns but those of lists mean them.

    Attributes
    ----------
    lines
        The lines that are not empty, each clean.
    """

    __slots__ = ("lines",)
    lines: tuple[str, ...]


def listed(cell: str) -> str:
    """A cell of a column of lists: with its line breaks, which part entries."""
    return "\n".join(cell.lines) if isinstance(cell, Lines) else cell


def clean(cell: str) -> str:
    """Cell without stray, no-break and invisible characters; line breaks become spaces (`Lines`); a lone dash is empty."""
    if cell.isascii() and cell.isprintable() and cell.strip(" ") == cell and "  " not in cell:  # nearly every one
        return "" if cell in {"-", "--"} else _TEXT_MARK.sub("", cell) if cell[:1] == "'" else cell
    text = " ".join(cell.split())
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_INVISIBLE)
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    if text in {"-", "–", "—", "--"}:
        return ""
    lines = tuple(filter(None, map(clean, cell.splitlines()))) if "\n" in cell or "\r" in cell else ()
    if len(lines) < 2:
        return _TEXT_MARK.sub("", text)
    found = Lines(text)
    found.lines = lines
    return found


def clean_rows(rows: Sequence[Sequence[str]], most_cells: float = math.inf) -> tuple[tuple[int, list[str]], ...]:
    """Number the rows from 1, clean their cells, leave out empty rows and empty ends.

    Parameters
    ----------
    most_cells
        Cells of a row that is not too long. Longer ones keep their empty ends: they tell that cells have shifted.
    """
    found = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell) if cell else "" for cell in row]
        filled = len(cells)
        while filled and not cells[filled - 1]:
            filled -= 1
        if filled:
            found.append((number, cells if len(cells) > most_cells else cells[:filled]))
    return tuple(found)
