"""Finds the heading row of a table and says which column is which, or why that cannot be said."""

from dataclasses import dataclass

from inputs.tables.columns import Column, column_by_key, heading_key
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.grid import Grid
from planner.domain.gathering import Gatherer
from planner.domain.masking import MAX_SHOWN, nearest, suggestion

MIN_KNOWN = 2
"""Fewest known headings that make a row the heading row: one may be a word of a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the fields are.

    Attributes
    ----------
    index
        Position of the heading row in `Grid.rows`.
    fields
        Cell position to field name, known columns only.
    width
        Number of cells of the heading row.
    """

    index: int
    fields: dict[int, str]
    width: int


def find_header(grid: Grid, columns: tuple[Column, ...], gatherer: Gatherer) -> Header:
    """Find the heading row and map its cells to fields; fills `gatherer.headings`.

    Raises
    ------
    InputError
        If there is none, it spans two rows or merged cells, a column is there twice or a required one is missing.
    """
    known = column_by_key(columns)
    index = _heading_row(grid, known)
    if index is None:
        gatherer.fault("E1020", values={"columns": ", ".join(column.name for column in columns if column.is_required)})
        gatherer.raise_if_any()
        raise AssertionError("unreachable: a fault was gathered")
    number, cells = grid.rows[index]
    fields: dict[int, str] = {}
    for position, cell in enumerate(cells):
        column = known.get(heading_key(cell))
        if column is None:
            continue
        if column.name in fields.values():
            first = next(at for at, name in fields.items() if name == column.name)
            values = {"heading": column.name, "first": letter(first), "second": letter(position)}
            gatherer.fault("E1022", row=number, values=values)
        fields[position] = column.name
        gatherer.headings[column.name] = cell
    header = Header(index=index, fields=fields, width=len(cells))
    _refuse_merged(grid, header, known, gatherer)
    _refuse_missing(cells, header, columns, gatherer)
    gatherer.raise_if_any()
    _note_rest(grid, header, columns, gatherer)
    return header


def letter(position: int) -> str:
    """Column letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _heading_row(grid: Grid, known: dict[str, Column]) -> int | None:
    scores = [len({heading_key(cell) for cell in cells} & known.keys()) for _, cells in grid.rows[:PEEK_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= MIN_KNOWN else None


def _refuse_merged(grid: Grid, header: Header, known: dict[str, Column], gatherer: Gatherer) -> None:
    """Merged cells leave empty headings over full columns; two-line headings have known names in both lines."""
    number, cells = grid.rows[header.index]
    body = grid.rows[header.index + 1 :]
    for position, cell in enumerate(cells):
        if not cell and any(position < len(row) and row[position] for _, row in body):
            gatherer.fault("E1021", row=number, values={"letter": letter(position)})
    seen = set(header.fields.values())
    above = grid.rows[max(0, header.index - 1) : header.index]
    # One word of a data row may be a heading by chance ("jalan"), two are not.
    for (_, row), least in [*((line, 1) for line in above), *((line, 2) for line in body[:1])]:
        others = {known[heading_key(cell)].name for cell in row if heading_key(cell) in known}
        if len(others - seen) >= least:
            position = next(at for at, cell in enumerate(row) if heading_key(cell) in known)
            gatherer.fault("E1021", row=number, values={"letter": letter(position)})


def _refuse_missing(cells: list[str], header: Header, columns: tuple[Column, ...], gatherer: Gatherer) -> None:
    unknown = [cell for position, cell in enumerate(cells) if cell and position not in header.fields]
    for column in columns:
        if column.is_required and column.name not in header.fields.values():
            near = [letter(cells.index(cell)) for cell in unknown if nearest(cell, (column.name, *column.aliases))]
            values = {"heading": column.name, "aliases": ", ".join(column.aliases[:4]), "near": ", ".join(near) or "–"}
            gatherer.fault("E1023", values=values)


def _note_rest(grid: Grid, header: Header, columns: tuple[Column, ...], gatherer: Gatherer) -> None:
    number, cells = grid.rows[header.index]
    if header.index:
        gatherer.note("E1025", row=number, values={"count": header.index})
    body = grid.rows[header.index + 1 :]
    free = [column.name for column in columns if column.name not in header.fields.values()]
    for position, cell in enumerate(cells):
        if position in header.fields or not any(position < len(row) and row[position] for _, row in body):
            continue
        name = cell if len(cell) <= MAX_SHOWN and not any(map(str.isdigit, cell)) else "…"
        values = {"letter": letter(position), "heading": name, "near": suggestion(cell, free) if nearest(cell, free) else "–"}
        gatherer.note("E1024", row=number, values=values)
