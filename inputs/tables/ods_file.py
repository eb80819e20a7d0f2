"""ODS as LibreOffice saves it, read by its values (pandas' reader takes the shown text: 08:30 shown as 08.30 is lost)."""

import datetime as dt
import io
import re
import zipfile
from xml.etree import ElementTree as ET

from inputs.tables.formulas import count_without_result
from inputs.tables.grid import HIDDEN, USUAL_DAY_ZERO, Grid, clean_rows
from inputs.tables.xlsx_file import CellCounter, cell_text
from planner.domain.errors import Fault, InputError, Where
from planner.files import MAX_FILE_BYTES, too_large

ODS_MIME = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
"""What stands at the beginning of the archive, after the header of its first member."""
_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(?:\d{1,2}(?:\.\d+)?)?S?")
"""Times of 24 hours and more come as such a text."""
_SPANNED = re.compile(rb"""number-rows-spanned\s*=\s*["'](?!1["'])""")
_DAY_ZERO = re.compile(rb"""<table:null-date\b[^>]*?\bdate-value\s*=\s*["'](\d{4}-\d{2}-\d{2})""")
_VISIBILITY = re.compile(rb"""<table:table-row\b[^>]*\bvisibility\s*=\s*["'](?:collapse|filter)""")
_MOST_HIDDEN = 100_000
"""Rows of one element that count as hidden; a sheet's empty rest is hidden as one of a million."""
_ERROR_CELL = b'calcext:value-type="error"'


def is_ods(content: bytes) -> bool:
    """Whether the bytes are an OpenDocument spreadsheet."""
    return ODS_MIME in content[:200]


def read_ods(content: bytes, *, file: str) -> tuple[Grid, ...]:
    """Read all sheets.

    Raises
    ------
    InputError
        E1007: damaged; E1010: unpacks to too much; E1029, E1040: formulas in it have failed, or were not computed.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 (few files are ODS)

    try:
        text = _content(content, file=file)
        (merged, hidden), day_zero = _laid_out(text), _day_zero(text)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        counter = CellCounter()
        grids = []
        for at, meta in enumerate(book.sheets_metadata):
            sheet = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            rows = clean_rows([[_text(cell) for cell in counter.count(row)] for row in sheet])
            is_hidden = meta.visible != SheetVisibleEnum.Visible
            spans, unseen = (tuple(merged[at]), frozenset(hidden[at])) if merged else ((), frozenset())
            grids.append(
                Grid(
                    rows=rows, title=meta.name, is_hidden=is_hidden, merged=spans, day_zero=day_zero, doubtful={HIDDEN: unseen}
                )
            )
        return tuple(grids)
    except InputError:
        raise
    except Exception as error:  # a foreign parser over foreign bytes: anything can come, and all of it means the same
        values = {"error": type(error).__name__}
        raise InputError([Fault(code="E1007", where=Where(file=file), values=values)]) from error


def _content(content: bytes, *, file: str) -> bytes:
    """The sheets as they are written.

    Formulas without a result are refused: the reader gives them as empty cells, and an empty cell may be filled by guess.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > 2 * MAX_FILE_BYTES:
            raise InputError([too_large(file, sum(member.file_size for member in archive.infolist()))])
        text = archive.read("content.xml")
    counts = {"E1029": text.count(_ERROR_CELL), "E1040": count_without_result(text)}
    if any(counts.values()):
        raise InputError([Fault(code=code, where=Where(file=file), values={"count": n}) for code, n in counts.items() if n])
    return text


def _laid_out(text: bytes) -> tuple[list[list[tuple[int, int, int]]], list[list[int]]]:
    """Sheet by sheet first and last row and column, from 1, of cells merged downwards, and hidden rows; empty: none."""
    sheets: list[list[tuple[int, int, int]]] = []
    hidden: list[list[int]] = []
    if not (_SPANNED.search(text) or _VISIBILITY.search(text)):
        return sheets, hidden
    row = column = depth = 0
    for event, element in ET.iterparse(io.BytesIO(text), events=("start", "end")):  # noqa: S314 (the reader has read it so)
        kind = element.tag.rpartition("}")[2]
        if kind == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheets.append([])
                hidden.append([])
                row = 0
        elif kind == "table-row" and depth == 1:
            row += 1 if event == "start" else _count(element, "number-rows-repeated") - 1
            column = 0
            if event == "start" and _is_unseen(element):
                hidden[-1] += range(row, row + min(_count(element, "number-rows-repeated"), _MOST_HIDDEN))
            if event == "end":
                element.clear()
        elif kind in {"table-cell", "covered-table-cell"} and depth == 1 and event == "start":
            height = _count(element, "number-rows-spanned")
            if height > 1:
                sheets[-1].append((row, row + height - 1, column + 1))
            column += _count(element, "number-columns-repeated")
    return sheets, hidden


def _is_unseen(row: ET.Element) -> bool:
    return any(key.endswith("}visibility") and value in {"collapse", "filter"} for key, value in row.attrib.items())


def _day_zero(text: bytes) -> dt.date:
    """The day that a number 0 means: a setting of the book."""
    found = _DAY_ZERO.search(text)
    return dt.date.fromisoformat(found.group(1).decode()) if found else USUAL_DAY_ZERO


def _count(element: ET.Element, name: str) -> int:
    return next((int(value) for key, value in element.attrib.items() if key.endswith(f"}}{name}")), 1)


def _text(cell: object) -> str:
    if isinstance(cell, str) and (duration := _DURATION.fullmatch(cell)):
        return f"{int(duration.group(1)):02d}:{duration.group(2)}"
    return cell_text(cell)
