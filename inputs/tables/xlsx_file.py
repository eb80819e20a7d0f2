"""XLSX as people save it: numbers for text, dates as dates or numbers, several sheets, wrong endings."""

import datetime as dt
import io
import itertools
import warnings
import zipfile
from collections.abc import Iterable, Iterator

import openpyxl

from inputs.tables.columns import Column, column_by_key, heading_key
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.grid import Grid, clean, clean_rows
from planner.domain.errors import Fault, InputError, Where
from planner.files import MAX_FILE_BYTES, too_large

ZIP_SIGNATURE = b"PK"
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
"""Container of old `.xls` files, and of XLSX files under a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

MAX_CELLS = 20_000_000
"""Most cells read of a sheet: 500 times 28,000 households; a sheet that claims more is damaged."""


def refuse_ole(content: bytes, *, file: str) -> None:
    """Refuse an old `.xls` or a file under a password, each in its own words.

    Raises
    ------
    InputError
        E1008 (password) or E1009 (old format).
    """
    raise InputError([Fault(code="E1008" if _ENCRYPTED in content else "E1009", where=Where(file=file))])


def read_xlsx(content: bytes, *, file: str, columns: tuple[Column, ...]) -> Grid:
    """Read the first sheet that has known headings (the first sheet, if none has).

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
            return _read(content, columns)
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


def _read(content: bytes, columns: tuple[Column, ...]) -> Grid:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        known = column_by_key(columns)
        sheets = book.worksheets
        if not sheets:
            return Grid(rows=())
        for sheet in sheets:
            # The stored size of a sheet is often wrong (1 or 1,048,576 rows): read what is there.
            sheet.reset_dimensions()
        scores = [_num_known(itertools.islice(sheet.iter_rows(values_only=True), PEEK_ROWS), known) for sheet in sheets]
        chosen = scores.index(max(scores))
        num_others = sum(score >= 2 for score in scores) - 1
        notes: tuple[tuple[str, dict[str, object]], ...] = (("E1012", {"sheet": chosen + 1}),) if num_others > 0 else ()
        return Grid(rows=clean_rows(list(_texts(sheets[chosen].iter_rows(values_only=True)))), notes=notes)
    finally:
        book.close()


def _num_known(rows: Iterable[tuple[object, ...]], known: dict[str, Column]) -> int:
    return max((sum(isinstance(c, str) and heading_key(clean(c)) in known for c in row) for row in rows), default=0)


def _texts(rows: Iterable[tuple[object, ...]]) -> Iterator[list[str]]:
    num_cells = 0
    for row in rows:
        num_cells += len(row)
        if num_cells > MAX_CELLS:
            raise OverflowError("too many cells")
        yield [cell if type(cell) is str else "" if cell is None else _text(cell) for cell in row]


def _text(cell: object) -> str:
    """The text that a person would have typed for the value of a cell."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    return str(cell)
