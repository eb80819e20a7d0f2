"""Signs and words for *as above* (`sda`, `idem`, `"`): the cell means what stands above it."""

import re
from collections.abc import Sequence

from inputs.tables.columns import Column
from inputs.tables.header import Row

_DITTO = re.compile(
    r"s\.?\s?d\.?\s?a\.?|idem|id\.|sama dengan di ?atas|sama di ?atas|[-–—~\s]*(?:[\"”“″〃]|'{2}|,,|~)[-–—~\s]*", re.IGNORECASE
)
_FIRST = frozenset("sSiI-–—~\"”“″〃',")
_LONGEST = 24
_FILLED = frozenset({"village", "rt", "rw", "rt_rw", "rw_rt", "address"})
"""Columns whose cells are filled: no home has another's name, number or place."""


def without_dittos(records: Sequence[Row], columns: Sequence[tuple[int, Column]]) -> tuple[list[Row], list[int]]:
    """The rows of a sheet with what stands above written into such cells, and the numbers of the rows that have some."""
    places = [at for at, column in columns if column.name in _FILLED]
    above: list[str] = []
    found: list[Row] = []
    filled = []
    for number, cells in records:
        size = len(cells)
        dittos = [at for at in places if at < size and cells[at][:1] in _FIRST and is_ditto(cells[at])]
        row = cells
        if dittos:
            row = [above[at] if at in dittos and at < len(above) else cell for at, cell in enumerate(cells)]
            filled.append(number)
        found.append((number, row))
        above = row
    return found, filled


def is_ditto(cell: str) -> bool:
    """Whether a cell says that it is as the one above."""
    return len(cell) <= _LONGEST and _DITTO.fullmatch(cell) is not None
