"""Keeps what the desk has typed into a printed workbook: it is never replaced by an empty one."""

import io
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from planner.domain.desk_table import TO_FILL_IN, DeskColumn
from planner.domain.errors import Fault, InputError, Where


def require_empty(path: Path) -> None:
    """Refuse to go on where a workbook with entries lies.

    Raises
    ------
    InputError
        E3050.
    """
    if path.is_file() and is_filled_in(path.read_bytes()):
        raise InputError([Fault(code="E3050", where=Where(file=path.name))])


def is_filled_in(content: bytes) -> bool:
    """Whether a column that the desk fills in has an entry; what is no workbook of ours counts as one, to be safe."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError):
        return True
    try:
        head, *rows = book.worksheets[0].iter_rows(values_only=True)
        if not {column.value for column in DeskColumn} <= set(head):
            return True
        asked = [head.index(column.value) for column in TO_FILL_IN]
        return any(row[place] not in {None, ""} for row in rows for place in asked)
    finally:
        book.close()
