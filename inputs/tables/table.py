"""From a file to validated rows: the way that all four tables share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from inputs.tables.columns import Column
from inputs.tables.csv_file import read_csv
from inputs.tables.grid import Grid
from inputs.tables.header import Header, find_header, letter
from inputs.tables.xlsx_file import OLE_SIGNATURE, ZIP_SIGNATURE, read_xlsx, refuse_ole
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.files import read_bytes

EXAMPLE_ID = "CONTOH"
"""Id of the example row of our templates; a row with it is never imported."""


ROWS_BETWEEN_REPORTS = 500
"""A report costs as much as a row."""


class TableRow(BaseModel):
    """Cells of a row, validated one by one; `row` is its number in the file."""

    model_config = ConfigDict(frozen=True)

    row: int


M = TypeVar("M", bound=TableRow)


NEEDED_TO_JUDGE = frozenset({"", "village", "rt", "rw", "latitude", "longitude", "household"})
"""Fields that tell where a row belongs; without one of them (or after a fault of the whole row, "") the checks across
rows would report what is no fault."""


OnRow = Callable[[int, int], object]
"""Hears how many of how many rows have been read."""


def read_table(
    path: Path, *, columns: tuple[Column, ...], model: type[M], gatherer: Gatherer, on_row: OnRow | None = None
) -> list[M]:
    """Read the rows of a table, the faults of their cells gathered.

    A row with a faulty cell comes back without it where the other cells still say where it is, so that all its
    faults are found at once; the gathered faults refuse the file in the end.

    The content decides what the file is, not the ending of its name.

    Raises
    ------
    InputError
        If the file cannot be read as a table at all.
    """
    content = read_bytes(path)
    grid = _grid(content, path.name, columns)
    for code, values in grid.notes:
        gatherer.note(code, values=values)
    header = find_header(grid, columns, gatherer)
    entries = []
    num_rows = 0
    first_row_of: dict[str, int] = {}
    for number, (row, cells) in enumerate(grid.rows[header.index + 1 :]):
        if on_row is not None and number % ROWS_BETWEEN_REPORTS == 0:
            on_row(number, len(grid.rows))
        raw = _fields(row, cells, header, gatherer)
        if raw is None:
            num_rows += 1
            continue
        id_ = raw.get("id", "")
        if id_.upper() == EXAMPLE_ID:
            gatherer.note("E1028", row=row, values={"id": EXAMPLE_ID})
            continue
        num_rows += 1
        if id_ and first_row_of.setdefault(id_, row) != row:
            gatherer.fault("E1103", row=row, column="id", values={"id": shown(id_), "first": first_row_of[id_]})
        try:
            entries.append(model.model_validate({**raw, "row": row}))
        except ValidationError as error:
            _tell(error, row, gatherer)
            entries += _rest_of(row, raw, model, error)
    if not num_rows:
        gatherer.fault("E1026")
    return entries


def _grid(content: bytes, file: str, columns: tuple[Column, ...]) -> Grid:
    if content.startswith(ZIP_SIGNATURE):
        return read_xlsx(content, file=file, columns=columns)
    if content.startswith(OLE_SIGNATURE):
        refuse_ole(content, file=file)
    return read_csv(content, file=file, columns=columns)


def _fields(row: int, cells: list[str], header: Header, gatherer: Gatherer) -> dict[str, str] | None:
    """Field to cell, empty cells left out; `None` for a row longer than the headings: its cells may have slipped."""
    if len(cells) > header.width:
        values = {"count": len(cells), "expected": header.width, "letter": letter(header.width)}
        gatherer.fault("E1027", row=row, values=values)
        return None
    fields = header.fields
    return {fields[at]: cell for at, cell in enumerate(cells) if cell and at in fields}


def _rest_of(row: int, raw: dict[str, str], model: type[M], error: ValidationError) -> list[M]:
    """The row without its faulty cells; nothing if they are needed to judge the others."""
    faulty = {str(found["loc"][0]) if found["loc"] else "" for found in error.errors(include_url=False, include_input=False)}
    if faulty & NEEDED_TO_JUDGE:
        return []
    try:
        return [model.model_validate({"row": row} | {name: cell for name, cell in raw.items() if name not in faulty})]
    except ValidationError:  # a required cell is among the faulty ones, which have been told already
        return []


def _tell(error: ValidationError, row: int, gatherer: Gatherer) -> None:
    for found in error.errors(include_url=False, include_input=False):
        column = str(found["loc"][0]) if found["loc"] else ""
        if found["type"] == "missing":
            gatherer.fault("E1101", row=row, column=column)
        else:
            gatherer.fault(found["type"], row=row, column=column, values=_values(found.get("ctx", {})))


def _values(context: dict[str, Any]) -> dict[str, object]:
    return {name: value for name, value in context.items() if name != "code"}
