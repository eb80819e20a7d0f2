"""Finds the heading row of a sheet, or the two rows of it, and says which column is which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inputs.tables.columns import POSITIONS, Column, Known, column_of, heading_key
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.formulas import FORMULA, is_without_result
from inputs.tables.grid import Grid
from inputs.tables.headings import HEADINGS
from planner.domain.gathering import Gatherer

BESIDE = 2
"""Fewest headings that come twice, spelt alike, in a row of headings where two tables stand side by side."""
MOST_BESIDE = 2 / 3
"""Share of the headings on the right that the table on the left has too."""
_NAMES = frozenset({"id", "number", "head_name", "name", "leader"})
"""Columns that say whose record it is: a second one is another record's."""
_LONGEST_SHOWN = 48
"""Letters of a heading that messages show: their --map names it as it stands."""
MIN_KNOWN = 2
"""Fewest known headings that make a row the heading row: one may be a word of a title."""

_DIGIT = re.compile(r"\d")

Row = tuple[int, list[str]]
"""Row number and cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the fields are.

    Attributes
    ----------
    row
        Number of the (lower) heading row.
    titles, body
        Rows above the headings and beneath them.
    cells
        The heading of each column; of two rows, the lower where it says more.
    columns
        Cell position to column, known ones only; each column once.
    lines
        The heading rows as they are: one or two.
    doubles
        (column name, first position, second position) of those that are there twice.
    """

    row: int
    titles: Sequence[Row]
    body: Sequence[Row]
    cells: list[str]
    columns: dict[int, Column]
    lines: Sequence[list[str]]
    doubles: tuple[tuple[str, int, int], ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields that some column fills."""
        return frozenset(field for column in self.columns.values() for field in column.parts or (column.name,))

    @property
    def meanings(self) -> frozenset[str]:
        """The fields, and what counts of the headings that nobody knows."""
        unknown = {heading_key(cell) for at, cell in enumerate(self.cells) if cell and at not in self.columns}
        return self.fields | unknown - {""}

    @property
    def keys(self) -> frozenset[str]:
        """What counts of all headings, known or not: the kind of file."""
        return frozenset(filter(None, map(heading_key, self.cells)))


def find_header(grid: Grid, known: Known) -> Header | None:
    """Find the heading row and map its cells to columns; `None`: no row has two known headings."""
    scores = [_num_known(cells, known) for _, cells in grid.rows[:PEEK_ROWS]]
    best = max(scores, default=0)
    if best < MIN_KNOWN:
        return None
    at = scores.index(best)
    for first in (at - 1, at):
        joined = _joined(grid.rows, first, known)
        if joined is not None and _num_known(joined, known) + (first == at and _has_parts(grid.rows, at)) > best:
            return _header(grid, first + 1, joined, known, num_rows=2)
    return _header(grid, at, grid.rows[at][1], known)


def header_at(grid: Grid, index: int, known: Known) -> Header:
    """The headings that begin in a row of the grid, in one row or in two."""
    cells = grid.rows[index][1]
    joined = _joined(grid.rows, index, known)
    if joined is not None and _num_known(joined, known) + _has_parts(grid.rows, index) > _num_known(cells, known):
        return _header(grid, index + 1, joined, known, num_rows=2)
    return _header(grid, index, cells, known)


def are_headings(cells: Sequence[str], known: Known) -> bool:
    """Whether most cells of a row are known headings, and none of them holds a digit as records do."""
    if _DIGIT.search("".join(cells)):  # asked first: nearly every record has one
        return False
    num_known = _num_known(cells, known)
    return num_known >= MIN_KNOWN and 2 * num_known >= sum(map(bool, cells))


def harmless(heading: str) -> str:
    """A heading as messages show it; one that could be a cell of a record is not shown."""
    return heading if len(heading) <= _LONGEST_SHOWN and not any(map(str.isdigit, heading)) else "…"


def letter(position: int) -> str:
    """Column letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _num_known(cells: Sequence[str], known: Known) -> int:
    return len({column.name for cell in cells if cell and (column := column_of(cell, known)) is not None})


def _joined(rows: Sequence[Row], first: int, known: Known) -> list[str] | None:
    """The headings of two rows as one: merged cells stand in the upper row alone, parts of a group in the lower.

    `None` where the rows cannot belong together: a cell of the lower that is no heading, beneath one that is, is a record's.
    """
    if not 0 <= first < len(rows) - 1:
        return None
    upper, lower = rows[first][1], rows[first + 1][1]
    has_parts = _has_parts(rows, first)
    cells: list[str] = []
    open_at: dict[int, str] = {}
    group = ""
    for at in range(max(len(upper), len(lower))):
        top, bottom = (row[at] if at < len(row) else "" for row in (upper, lower))
        group = top or (group if bottom else "")
        both = f"{group} {bottom}".strip()
        is_open = bool(bottom) and heading_key(bottom) not in known and heading_key(both) not in known
        if is_open and not has_parts and (heading_key(top) in known or any(map(str.isdigit, bottom))):
            return None
        if is_open and heading_key(top) in known:
            open_at[at] = top
        cells.append(both if not bottom or heading_key(both) in known else bottom)
    for at, top in open_at.items():  # of `ALAMAT` over `JALAN/GANG` and `NO RUMAH` the first is the address
        if known[heading_key(top)] not in [column_of(cell, known) for cell in cells if cell]:
            cells[at] = top
    return cells


def _has_parts(rows: Sequence[Row], first: int) -> bool:
    """Whether a row is the parts of the groups above it, whatever their words: each under a cell that spans several, no digit.

    A record has cells under the other headings too.
    """
    if not 0 <= first < len(rows) - 1:
        return False
    upper, lower = rows[first][1], rows[first + 1][1]
    sizes: dict[int, int] = {}
    start = -1
    for at, bottom in enumerate(lower):
        start = at if at < len(upper) and upper[at] else start
        sizes[start] = sizes.get(start, 0) + bool(bottom)
    parts = [size for size in sizes.values() if size]
    return -1 not in sizes and bool(parts) and min(parts) > 1 and not _DIGIT.search("".join(lower))


def _header(grid: Grid, index: int, cells: list[str], known: Known, *, num_rows: int = 1) -> Header:
    columns: dict[int, Column] = {}
    doubles = []
    first_of: dict[str, int] = {}
    exact = {column.name for cell in cells if (column := known.get(heading_key(cell))) is not None}
    for position, cell in enumerate(cells):
        column = column_of(cell, known) if cell else None
        # `Alamat (KTP)` is an address where no other column is.
        if column is None or (column.name in exact and heading_key(cell) not in known):
            continue
        if column.name not in first_of:
            columns[position] = column
        elif column.name == POSITIONS[0]:
            if (name := next((name for name in POSITIONS if name not in first_of), None)) is not None:
                columns[position] = replace(column, name=name)
                first_of[name] = position
        elif not column.is_helping:
            doubles.append((column.name, first_of[column.name], position))
        first_of.setdefault(column.name, position)
    columns = _halved(columns, cells, grid.rows[index + 1 :], known)
    return Header(
        row=grid.rows[index][0], titles=grid.rows[: index + 1 - num_rows], body=grid.rows[index + 1 :],
        cells=cells + [""] * (max(columns, default=0) + 1 - len(cells)), columns=columns,
        lines=[line for _, line in grid.rows[index + 1 - num_rows : index + 1]], doubles=tuple(doubles),
    )  # fmt: skip


def _halved(columns: dict[int, Column], cells: list[str], body: Sequence[Row], known: Known) -> dict[int, Column]:
    """A heading `RT/RW` merged over two columns becomes the two."""
    halved = dict(columns)
    for at, column in columns.items():
        is_alone = at + 1 < len(cells) and bool(cells[at + 1])
        parts = [part for name in column.parts if (part := known.get(heading_key(name))) is not None]
        if len(parts) == 2 and not is_alone and any(at + 1 < len(row) and row[at + 1] for _, row in body):
            halved[at], halved[at + 1] = parts
    return halved


def refuse_unusable(header: Header, records: Sequence[Row], gatherer: Gatherer) -> None:
    """Gather the faults of a heading row that leaves open what a cell means: a name twice, a full column without one."""
    at = _second_table(header)
    if at is not None:
        gatherer.fault("E1066", row=header.row, values={"letter": letter(at)})
    for name, first, second in header.doubles if at is None else ():
        one, other = harmless(header.cells[first]), harmless(header.cells[second])
        values = {"one": one, "other": other, "first": letter(first), "second": letter(second)}
        if heading_key(header.cells[first]) == heading_key(header.cells[second]):
            gatherer.fault("E1080", row=header.row, values={**values, "heading": one})
        else:  # of the two the one that is called as in the template is likelier to be meant
            is_first = heading_key(one) == heading_key(HEADINGS.get(name, name))
            gatherer.fault("E1022", row=header.row, values={**values, "example": f"{other if is_first else one}="})
    for cell in filter(None, header.cells):
        if is_without_result(cell):
            gatherer.fault("E1040" if cell[0] == FORMULA else "E1029", row=header.row, values={"count": 1})
    width = max((len(row) for _, row in records), default=0)
    for position in range(min(width, len(header.cells))):
        is_open = not header.cells[position] and position not in header.columns
        if is_open and any(position < len(row) and row[position] for _, row in records):
            gatherer.fault("E1021", row=header.row, values={"letter": letter(position)})


def _second_table(header: Header) -> int | None:
    """Where a second table begins that repeats the headings of the one on its left; `None`: it is one table.

    Homes may have two addresses, with desa, RT and RW twice: a second table begins as the first does, after an empty
    column, or has another column that says whose record it is.
    """
    keys = [heading_key(cell) for cell in header.cells]
    for at in range(1, len(keys)):
        left, right = [key for key in keys[:at] if key], [key for key in keys[at:] if key]
        if not keys[at] or keys[at] not in left:
            continue
        twice = [name for name, first, second in header.doubles if first < at <= second and keys[first] == keys[second]]
        is_own = keys[at] == left[0] or not keys[at - 1] or not _NAMES.isdisjoint(twice)
        if is_own and len(twice) >= BESIDE and sum(key in left for key in right) >= MOST_BESIDE * len(right):
            return at
    return None
