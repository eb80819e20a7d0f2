"""Signs and words for *as above* (`sda`, `idem`, `"`): the cell means what stands above it."""

import re
from collections.abc import Mapping, Sequence

from inputs.tables.columns import Column
from inputs.tables.header import Row
from planner.domain.gathering import Gatherer

_WORD = r"s\.?\s?d\.?\s?a|s/d/a|idem|id\.|ibid|ditto|do\.|sama(?: dengan)?(?: (?:di ?)?atas)?|sama"
_DITTO = re.compile(rf"(?:{_WORD})\.?|[-–—~\s]*(?:[\"”“″〃]|'{{2}}|,,|//|~)[-–—~\s]*", re.IGNORECASE)
_AND_MORE = re.compile(rf"(?:{_WORD}|[\"”“″〃]|'{{2}}|,,|//)\.?[\s,]+(?:no|nomor|nomer|rt|rw|blok)?\b\W*\d.*", re.IGNORECASE)
"""`sda No. 5`: the street above, and a number of its own."""
_OWN_NUMBER = re.compile(r"[\s,]*\b(?:no|nomor|nomer)\b[\s.:]*\d+\s*[a-z]?\s*$", re.IGNORECASE)
_FIRST = frozenset("sSiIdD-–—~\"”“″〃',/")
_LONGEST = 24
_FILLED = frozenset({"village", "rt", "rw", "rt_rw", "rw_rt", "address"})
"""Columns whose cells are filled: no home has another's name, number or place."""
_OWN = frozenset({"house_number", "number", "id"})
"""Columns that each home has its own of."""


def without_dittos(
    records: Sequence[Row], columns: Sequence[tuple[int, Column]], gatherer: Gatherer, *, left_out: str = ""
) -> list[Row]:
    """The rows of a sheet with what stands above written into such cells, which is noted (E1073).

    Where nothing stands above, or the cell says more than that, or is one that no two homes share, it is a fault (E1085).

    Parameters
    ----------
    left_out
        Id of a row that is no record and so is above none.
    """
    names = {column.name: at for at, column in columns}
    places = [at for name, at in names.items() if name in _FILLED or name in _OWN]
    above: Mapping[int, str] = {}
    found: list[Row] = []
    filled = []
    for number, cells in records:
        some = [at for at in places if at < len(cells) and cells[at][:1] in _FIRST]
        dittos = [at for at in some if is_ditto(cells[at])]
        row = list(cells)
        for at in dittos:
            row[at] = above.get(at, "")
            if at == names.get("address") and _cell(cells, names.get("house_number")):
                row[at] = _OWN_NUMBER.sub("", row[at])
        more = [at for at in some if at == names.get("address") and _AND_MORE.fullmatch(cells[at]) is not None]
        for name, at in names.items():
            if at in more or (at in dittos and (name in _OWN or not row[at])):
                gatherer.fault("E1085", row=number, column=name)
        if dittos:
            filled.append(number)
        found.append((number, row if dittos else cells))
        if not left_out or _cell(cells, names.get("id")).upper() != left_out:
            above = dict(enumerate(row))
    if filled:
        gatherer.note("E1073", row=filled[0], values={"count": len(filled)})
    return found


def is_ditto(cell: str) -> bool:
    """Whether a cell says that it is as the one above."""
    return len(cell) <= _LONGEST and _DITTO.fullmatch(cell) is not None


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""
