"""A copy of a table as a workbook with the faulty cells marked and what to do as comments; the file itself is not changed."""

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.tables.columns import LONGEST_TEXT, Known
from inputs.tables.grid import clean
from inputs.tables.ods_file import is_ods
from inputs.tables.opening import read_grids
from inputs.tables.said_places import IsVillage
from inputs.tables.sheets import sheet_name
from inputs.tables.xlsx_file import ZIP_SIGNATURE, cell_text
from planner.domain.errors import Fault
from planner.files import read_bytes, write_whole

Marked = Sequence[tuple[Fault, str]]
"""Faults or notes with their sentences."""

_RED = PatternFill("solid", fgColor="FFFF9999")
_YELLOW = PatternFill("solid", fgColor="FFFFF2B3")
_ROWS_ABOVE = 200
"""Rows in which the heading of a marked cell is looked for, upwards and from the top."""
LIST_TITLE = "dds"
"""Name of the added sheet that lists all of them."""


def annotate(path: Path, target: Path, faults: Marked, notes: Marked, *, known: Known, is_village: IsVillage) -> None:
    """Write the copy.

    Parameters
    ----------
    faults, notes
        Marked red and yellow; those without a cell are listed on the added sheet only, like all.

    Raises
    ------
    InputError
        If the file cannot be read at all, or the copy not be written.
    """
    content = read_bytes(path)
    if content.startswith(ZIP_SIGNATURE) and not is_ods(content):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # lost drop-downs and the like: openpyxl warns of what is not ours
            book = openpyxl.load_workbook(io.BytesIO(content))
    else:
        book = _as_workbook(content, path.name, known)
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    by_name = {sheet_name(number, sheet.title, is_village): sheet for number, sheet in enumerate(sheets, start=1)}
    texts: dict[tuple[str, str], list[str]] = {}
    for marked, fill in ((notes, _YELLOW), (faults, _RED)):
        for fault, text in marked:
            cell = _cell(fault, sheets, by_name)
            if cell is not None:
                cell.fill = fill
                texts.setdefault((cell.parent.title, cell.coordinate), []).append(text)
    for (title, coordinate), lines in texts.items():
        comment = Comment("\n".join(lines), "dds")
        comment.width, comment.height = 420, 60 + 60 * len(lines)
        book[title][coordinate].comment = comment
    _list(book, [*faults, *notes])
    buffer = io.BytesIO()
    book.save(buffer)
    write_whole(target, buffer.getvalue())


def _as_workbook(content: bytes, file: str, known: Known) -> Workbook:
    """A workbook of what is no XLSX; every cell is text, so that none becomes a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in read_grids(content, file, known):
        sheet = book.create_sheet(grid.title or "Data")
        for number, cells in grid.rows:
            for position, text in enumerate(cells, start=1):
                if text:
                    cell = sheet.cell(row=number, column=position, value=text[:LONGEST_TEXT])
                    cell.data_type = "s"
    return book


def _cell(fault: Fault, sheets: Sequence[Worksheet], by_name: Mapping[str, Worksheet]) -> Cell | None:
    """The cell that a fault is about: under its heading, or the first filled one of its row."""
    where = fault.where
    if where.row is None:
        return None
    for sheet in [by_name[where.sheet]] if where.sheet in by_name else sheets:
        position = _position(sheet, where.row, where.column) if where.column else 1
        if position is not None:
            cell = sheet.cell(row=where.row, column=position)
            return cell if isinstance(cell, Cell) else None
    return None


def _position(sheet: Worksheet, row: int, heading: str) -> int | None:
    """Column of a heading, looked for above a row: nearest first, then from the top."""
    above = range(row, max(0, row - _ROWS_ABOVE), -1)
    for number in (*above, *range(1, min(row, _ROWS_ABOVE))):
        for cell in sheet[number]:
            if cell.value is not None and clean(cell_text(cell.value)) == heading:
                return int(cell.column)
    return None


def _list(book: Workbook, marked: Marked) -> None:
    sheet = book.create_sheet(LIST_TITLE if LIST_TITLE not in book.sheetnames else None)
    for fault, text in marked:
        sheet.append([fault.code, fault.where.sheet, fault.where.row, fault.where.column, text])
    for letter, width in {"A": 8, "B": 14, "C": 8, "D": 22, "E": 140}.items():
        sheet.column_dimensions[letter].width = width
