"""XLSX as people save it: numbers for text, dates as dates or numbers, several sheets, wrong endings."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Sequence

import openpyxl

from inputs.tables.formulas import FORMULA, SheetMarkup
from inputs.tables.grid import HIDDEN, PARTLY_STRUCK, STRUCK, Grid, clean_rows
from planner.domain.errors import Fault, InputError, Where
from planner.files import MAX_FILE_BYTES, too_large

ZIP_SIGNATURE = b"PK"
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Container of old `.xls` files, and of XLSX files under a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MAX_CELLS = 20_000_000
"""Most cells read of a workbook: 500 times 28,000 households; one that claims more is damaged."""

_ESCAPED = re.compile(r"_x(000[9AD])_")
"""Tabs and ends of lines as some programs write them into workbooks (ECMA-376, 22.9.2.19)."""
FIRST_ROUNDED = 1e15
"""The least number of 16 digits."""


def refuse_ole(content: bytes, *, file: str) -> None:
    """Refuse an old `.xls` or a file under a password, each in its own words.

    Raises
    ------
    InputError
        E1008 (password) or E1009 (old format).
    """
    raise InputError([Fault(code="E1008" if _ENCRYPTED in content else "E1009", where=Where(file=file))])


def read_xlsx(content: bytes, *, file: str) -> tuple[Grid, ...]:
    """Read all sheets.

    Raises
    ------
    InputError
        If it is no workbook or a damaged one (E1007), or unpacks to too much (E1010).
    """
    try:
        _refuse_bomb(content, file=file)
        with warnings.catch_warnings():
            # Lost drop-downs, unknown extensions: openpyxl warns of what we do not read.
            warnings.simplefilter("ignore")
            return _read(content)
    except InputError:
        raise
    except Exception as error:  # a foreign parser over foreign bytes: anything can come, and all of it means the same
        values = {"error": type(error).__name__}
        raise InputError([Fault(code="E1007", where=Where(file=file), values=values)]) from error


def _refuse_bomb(content: bytes, *, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        num_bytes = sum(member.file_size for member in archive.infolist())
    if num_bytes > 2 * MAX_FILE_BYTES:
        raise InputError([too_large(file, num_bytes)])


def _read(content: bytes) -> tuple[Grid, ...]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        grids = []
        counter = CellCounter()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            markup = SheetMarkup(archive)
            for sheet in book.worksheets:
                # The stored size of a sheet is often wrong (1 or 1,048,576 rows): read what is there.
                sheet.reset_dimensions()
                texts = [[cell_text(cell) for cell in counter.count(row)] for row in sheet.iter_rows(values_only=True)]
                # openpyxl gives no other way to the member of a sheet.
                member = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001
                for row, column in markup.without_result(member):
                    texts[row - 1][column - 1] = FORMULA
                is_hidden = sheet.sheet_state != "visible"
                merged = markup.merged_down(member)
                struck = markup.struck_rows(member)
                doubtful = {HIDDEN: markup.hidden_rows(member), STRUCK: struck.whole, PARTLY_STRUCK: struck.partly}
                grids.append(
                    Grid(
                        rows=clean_rows(texts),
                        title=sheet.title,
                        is_hidden=is_hidden,
                        merged=merged,
                        day_zero=book.epoch.date(),
                        doubtful=doubtful,
                    )
                )
        return tuple(grids)
    finally:
        book.close()


class CellCounter:
    """Counts the cells of a workbook, so that one that claims too many is refused in time."""

    def __init__(self) -> None:
        self.num_cells = 0

    def count(self, row: Sequence[object]) -> Sequence[object]:
        """The row as it is.

        Raises
        ------
        OverflowError
            Once the rows hold more than `MAX_CELLS`.
        """
        self.num_cells += len(row)
        if self.num_cells > MAX_CELLS:
            raise OverflowError("too many cells")
        return row


def cell_text(cell: object) -> str:
    """The text that a person would have typed for the value of a cell."""
    if type(cell) is str:
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell) if "_x0" in cell else cell
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.time | dt.timedelta):
        return _clock_text(cell)
    return str(cell)


def _clock_text(cell: dt.time | dt.timedelta) -> str:
    """A time of day; hours of `[h]:mm` may be 24 and more."""
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    minutes = round(cell.total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def number_text(number: float) -> str:
    """A number as it would be typed, a truth value as 1 or 0; one of 16 digits or more in powers of ten: spreadsheets round it.

    LibreOffice 7.4 keeps 15 digits of a number in XLSX and 16 in CSV, so that its last digits are never those that were typed.
    """
    if isinstance(number, bool):
        return str(int(number))
    if abs(number) >= FIRST_ROUNDED:
        return f"{number:E}"
    return str(int(number)) if isinstance(number, int) or number.is_integer() else repr(number)
