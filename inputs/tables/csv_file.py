"""CSV as people save it: any of four separators, any of four encodings, with or without a byte-order mark."""

import csv
import io
import itertools
import math
import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence

from inputs.tables.columns import Known, heading_key
from inputs.tables.grid import Grid, clean, clean_rows
from planner.domain.errors import Fault, InputError, Where
from planner.files import decode

SEPARATORS = (";", ",", "\t", "|")
PEEK_ROWS = 15
"""Rows in which the heading is looked for, under a title and a few lines about the table."""

LEAST_OF_ROW = 0.6
"""Part of a row's cells from which a line can be one: people leave out separators at the end."""

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
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    # Row to its first line and the one after its last, where it has several.
    several: dict[int, tuple[int, int]] = {}
    first = 0
    try:
        for row in reader:
            if reader.line_num > first + 1:
                several[len(rows)] = (first, reader.line_num)
            rows.append(row)
            first = reader.line_num
    except csv.Error as error:
        raise InputError([Fault(code="E1006", where=Where(file=file, row=len(rows) + 1))]) from error
    if swallowing := _swallowing(rows, several, lines, separator):
        raise InputError([Fault(code="E1006", where=Where(file=file, row=row + 1)) for row in swallowing])
    if named and rows:
        rows[0] = []
    is_guess = encoding == "cp1252" and not content.isascii()
    return (Grid(rows=clean_rows(rows, _usual_length(rows)), notes=(("E1011", {}),) if is_guess else ()),)


def _usual_length(rows: Sequence[list[str]]) -> float:
    """The cells that the most rows have, empty ones at the end counted; of several such numbers the least."""
    lengths = Counter(len(row) for row in rows if len(row) > 1 and any(row))
    return min(lengths, key=lambda length: (-lengths[length], length), default=math.inf)


def _swallowing(
    rows: Sequence[list[str]], several: Mapping[int, tuple[int, int]], lines: Sequence[str], separator: str
) -> list[int]:
    """Rows of which a cell holds whole rows: a quotation mark stands alone, and so does one further down.

    A line within a row is a row of its own if it has its length and digits in the columns that have them elsewhere; a text of
    several lines has not.
    """
    if not several:
        return []

    def cells(line: str) -> list[str]:
        return line.replace('"', "").strip("\r\n").split(separator)

    samples = [row for at, row in enumerate(rows) if at not in several and len(row) > 1]
    samples += [cells(lines[start]) for start, _ in several.values()]
    width = statistics.mode(map(len, samples))
    alike = [row for row in samples if len(row) == width]
    numeric = [at for at in range(width) if 2 * sum(_has_digit(row[at]) for row in alike) >= len(alike)]

    def is_row(found: list[str]) -> bool:
        held = [_has_digit(found[at]) for at in numeric if at < len(found)]
        is_long = len(found) >= max(3, LEAST_OF_ROW * width)
        return is_long and len(held) > 1 and all(held[:2]) and 3 * sum(held) >= 2 * len(held)

    return [row for row, (start, end) in several.items() if any(is_row(cells(line)) for line in lines[start + 1 : end])]


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


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
