"""A copy of a table as a workbook with the faulty cells marked and what to do as comments; the file itself is not changed."""

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from inputs.tables.columns import LONGEST_TEXT, Known
from inputs.tables.grid import MARKS_TITLE, clean, is_list_of_marks, listed
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
_MARKED = re.compile(r"E\d{4} ")
_ROWS_ABOVE = 200
"""Rows in which the heading of a marked cell is looked for, upwards and from the top."""
_OURS = "dds"
"""Author of the comments; with it or the code in front an earlier copy's are known."""


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
        _unmark(book)
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
        comment = Comment("\n".join(lines), _OURS)
        comment.width, comment.height = 420, 60 + 60 * len(lines)
        book[title][coordinate].comment = comment
    _list(book, [*faults, *notes])
    buffer = io.BytesIO()
    book.save(buffer)
    write_whole(target, buffer.getvalue())


def _unmark(book: Workbook) -> None:
    """Take out what an earlier copy has marked, where somebody has corrected the copy itself: colours, comments, the list."""
    for sheet in [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]:
        if is_list_of_marks(sheet.title, (row[0] for row in sheet.iter_rows(max_col=1, values_only=True))):
            book.remove(sheet)
            continue
        for row in sheet.iter_rows():
            for cell in row:
                comment = cell.comment
                if comment is None or not (comment.author == _OURS or _MARKED.match(comment.text)):
                    continue
                cell.comment = None
                if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in {_RED.fgColor.rgb, _YELLOW.fgColor.rgb}:
                    cell.fill = PatternFill()


def _as_workbook(content: bytes, file: str, known: Known) -> Workbook:
    """A workbook of what is no XLSX; every cell is text, so that none becomes a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in read_grids(content, file, known):
        sheet = book.create_sheet(grid.title or "Data")
        for number, cells in grid.rows:
            for position, text in enumerate(cells, start=1):
                if text:
                    cell = sheet.cell(row=number, column=position, value=listed(text)[:LONGEST_TEXT])
                    cell.data_type = "s"
    return book


def _cell(fault: Fault, sheets: Sequence[Worksheet], by_name: Mapping[str, Worksheet]) -> Cell | None:
    """The cell that a fault is about: under its heading, in the column whose letter it names, or the first one of its row."""
    where = fault.where
    if where.row is None:
        return None
    for sheet in [by_name[where.sheet]] if where.sheet in by_name else sheets:
        position = _position(sheet, where.row, where.column) if where.column else _lettered(fault)
        if position is not None:
            cell = sheet.cell(row=where.row, column=position)
            return cell if isinstance(cell, Cell) else None
    return None


def _lettered(fault: Fault) -> int:
    """The column that a fault names by its letter; else the first."""
    letter = fault.values.get("letter")
    return int(column_index_from_string(letter)) if isinstance(letter, str) and letter.isalpha() else 1


def _position(sheet: Worksheet, row: int, heading: str) -> int | None:
    """Column of a heading, looked for above a row: nearest first, then from the top."""
    above = range(row, max(0, row - _ROWS_ABOVE), -1)
    for number in (*above, *range(1, min(row, _ROWS_ABOVE))):
        for cell in sheet[number]:
            if cell.value is not None and clean(cell_text(cell.value)) == heading:
                return int(cell.column)
    return None


def _list(book: Workbook, marked: Marked) -> None:
    sheet = book.create_sheet(MARKS_TITLE)
    for fault, text in marked:
        sheet.append([fault.code, fault.where.sheet, fault.where.row, fault.where.column, text])
    for letter, width in {"A": 8, "B": 14, "C": 8, "D": 22, "E": 140}.items():
        sheet.column_dimensions[letter].width = width
