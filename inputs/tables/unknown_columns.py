"""What the headings of a sheet leave over: titles, second rows of headings, columns that nobody knows."""

import re
from collections.abc import Mapping, Sequence

from inputs.tables.columns import Column, column_by_key, heading_key
from inputs.tables.header import Header, Row, harmless, letter
from inputs.tables.said_columns import could_be
from planner.domain.gathering import Gatherer
from planner.domain.masking import nearest

_NEGATION = re.compile(r"(?:\b|_)(?:tidak|jangan|bukan|menolak|tolak|enggan|belum|tanpa|not|refus\w*)(?:\b|_)", re.IGNORECASE)


def note_rest(
    header: Header, records: Sequence[Row], columns: Sequence[Column], gatherer: Gatherer, said: Mapping[str, str]
) -> None:
    """Note what was passed over: titles, two heading rows, columns that nobody knows.

    Parameters
    ----------
    said
        Headings that were named: those named as nothing are left out as was asked.
    """
    if header.titles:
        gatherer.note("E1025", row=header.row, values={"count": len(header.titles)})
    if len(header.lines) > 1:
        gatherer.note("E1030", row=header.row)
    usual = column_by_key(tuple(columns))
    dropped = {heading_key(heading) for heading, name in said.items() if not name}
    free = {
        spelling: column
        for column in columns
        if column.name not in header.fields and not column.is_helping
        for spelling in (column.name, *column.aliases)
    }
    for position, cell in enumerate(header.cells):
        if position in header.columns or not any(position < len(row) and row[position] for _, row in records):
            continue
        if heading_key(cell) in dropped:
            continue
        name = harmless(cell)
        cells = [row[position] for _, row in records if position < len(row) and row[position]]
        # A heading of ours gave way to one that was named.
        near = [] if heading_key(cell) in usual else _like(cell, cells, free)
        values = {"letter": letter(position), "heading": name, "near": ", ".join(near) or "–"}
        values["example"] = f"{name}={free[near[0]].name if near else '…'}"
        gatherer.note("E1024", row=header.row, values=values)


def _like(heading: str, cells: Sequence[str], free: Mapping[str, Column]) -> list[str]:
    """Spellings of columns like a heading, most alike first, of those alone whose values the cells could be.

    A heading without a no (`Mau dikunjungi`) is never like one with it, whose cells would say the opposite.
    """
    is_negated = _NEGATION.search(heading) is not None
    alike = [
        spelling
        for spelling, column in free.items()
        if (_NEGATION.search(spelling) is not None) == is_negated and could_be(column, cells)
    ]
    return nearest(heading, alike)
