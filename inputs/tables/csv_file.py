"""CSV as people save it: any of four separators, any of four encodings, with or without a byte-order mark."""

import csv
import io
import itertools
import re

from inputs.tables.columns import Known, heading_key
from inputs.tables.grid import Grid, clean, clean_rows
from planner.domain.errors import Fault, InputError, Where
from planner.files import decode

SEPARATORS = (";", ",", "\t", "|")
PEEK_ROWS = 15
"""Rows in which the heading is looked for, under a title and a few lines about the table."""

_SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
"""First line that some spreadsheets write to name the separator."""


def read_csv(content: bytes, *, file: str, known: Known) -> tuple[Grid, ...]:
    """Decode and split a CSV; it is one sheet.

    `csv.reader` and not `pandas.read_csv`: rows that are too long have to be told by number, and neither be
    refused as a whole nor shift their cells.

    Raises
    ------
    InputError
        If the bytes are no text (E1005) or the quotation marks do not close (E1006).
    """
    text, encoding = decode(content, file=file)
    named = _SEPARATOR_LINE.match(text)
    separator = named.group(1) if named and named.group(1) in SEPARATORS else _separator(text, known)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)  # noqa: PERF402 (an error has to leave the number of rows read so far)
    except csv.Error as error:
        raise InputError([Fault(code="E1006", where=Where(file=file, row=len(rows) + 1))]) from error
    if named and rows:
        rows[0] = []
    is_guess = encoding == "cp1252" and not content.isascii()
    return (Grid(rows=clean_rows(rows), notes=(("E1011", {}),) if is_guess else ()),)


def _separator(text: str, known: Known) -> str:
    """The separator under which some row near the top has the most known headings."""
    head = text[:100_000]

    def num_known(separator: str) -> int:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        try:
            rows = list(itertools.islice(reader, PEEK_ROWS))
        except csv.Error:
            return 0
        return max((sum(heading_key(clean(cell)) in known for cell in row) for row in rows), default=0)

    return max(SEPARATORS, key=num_known)
