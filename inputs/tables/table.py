"""From a file to validated rows: the way that all four tables share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from inputs.tables.columns import Column, Known, column_by_key, heading_key
from inputs.tables.dates import Calendar
from inputs.tables.day_order import orders_of
from inputs.tables.dittos import without_dittos
from inputs.tables.families import refuse_members
from inputs.tables.fields import Layout, values_of
from inputs.tables.garbage import uncollected
from inputs.tables.grid import clean
from inputs.tables.headings import HEADINGS
from inputs.tables.misleading import tell_days_for_numbers, tell_unreadable, without_hours_of_days
from inputs.tables.opening import read_grids
from inputs.tables.reading import NOTHING_TOLD, Told
from inputs.tables.rt_rw import within
from inputs.tables.said_columns import habit_of, tell_said, with_said
from inputs.tables.said_places import add_numbers, filled_by
from inputs.tables.sheets import SHEET_NOTES, SheetRows, table_sheets, tell_sheet
from inputs.tables.told_twice import note_addresses, note_gaps, take_position
from planner.domain.file_habit import FileHabit
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown
from planner.domain.place import Point
from planner.files import read_bytes

EXAMPLE_ID = "CONTOH"
"""Id of the example row of our templates; a row with it is never imported."""


WHOLE_COLUMN = ("E1040", "E1213", "E1214", "E1229")
"""Faults that all cells of a column have alike, told once with their count."""

ROWS_BETWEEN_REPORTS = 500
"""A report costs as much as a row."""


class TableRow(BaseModel):
    """Cells of a row, validated one by one; `row` is its number in the file, `example_id` an id as such rows have."""

    model_config = ConfigDict(frozen=True)
    example_id: ClassVar[str] = "H000123"

    row: int


M = TypeVar("M", bound=TableRow)


NEEDED_TO_JUDGE = frozenset({"", "village", "rt", "rw", "latitude", "longitude", "household"})
"""Fields that tell where a row belongs; without one of them (or after a fault of the whole row, "") the checks across
rows would report what is no fault."""


STANDING_IN = ("id", "unit", "name")
"""Fields of plain text: a row whose own is faulty is judged with another in its place, so that all its faults are told."""

OnRow = Callable[[int, int], object]
"""Hears how many of how many rows have been read."""


Record = tuple[int, dict[str, str] | None]
"""Row number and cells by field; no cells for a row that is refused as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asks of a table beyond its columns.

    Attributes
    ----------
    is_village
        Whether a text is the name of a village of the area.
    near
        The station, or the middle of the area: where short codes of places are looked for; `None`: not known.
    told
        What the station knows that the table does not say.
    make_id
        Gives ids to records that have none; `None`: they are refused.
    on_row
        Told how many of how many rows have been read.
    """

    is_village: Callable[[str], bool] = lambda _: False
    near: Point | None = None
    told: Told = NOTHING_TOLD
    make_id: Callable[[Sequence[Record], Gatherer], None] | None = None
    on_row: OnRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries(Generic[M]):
    """Rows of a table.

    Attributes
    ----------
    rows
        Validated, in file order.
    unsaid
        Columns of ours that neither the table nor what stands above its rows has.
    """

    rows: list[M]
    unsaid: frozenset[str]


@uncollected()
def read_table(
    path: Path, *, columns: tuple[Column, ...], model: type[M], gatherer: Gatherer, asked: Asked | None = None
) -> Entries[M]:
    """Read the rows of a table, the faults of their cells gathered.

    A row with a faulty cell comes back without it where the other cells still say where it is, so that all its
    faults are found at once; the gathered faults refuse the file in the end.

    The content decides what the file is, not the ending of its name. The numbers of rows are counted through all sheets.

    Raises
    ------
    InputError
        If the file cannot be read as a table at all.
    """
    asked = asked or Asked()
    told = asked.told
    gatherer.usual = HEADINGS
    content = read_bytes(path)
    known = column_by_key(columns)
    grids = read_grids(content, path.name, {**known, **_keys_said(told, columns)})
    habit = habit_of(grids, told.habits, known, columns)
    anew = set(map(heading_key, told.columns))
    said = {heading: name for heading, name in (habit.columns if habit else {}).items() if heading_key(heading) not in anew}
    said |= told.columns
    known = with_said(known, columns, said, gatherer)
    sheets = table_sheets(grids, columns, known, gatherer, is_village=asked.is_village)
    is_id_made = asked.make_id is not None and all("id" not in sheet.header.fields for sheet in sheets)
    tell_said([sheet.header for sheet in sheets], told.columns, said, gatherer)
    for sheet in sheets:
        tell_sheet(sheet, columns, gatherer, is_id_made=is_id_made, said=said)
        if asked.make_id is not None:
            refuse_members(sheet, gatherer)
    gatherer.join_notes(SHEET_NOTES)
    gatherer.raise_if_any()
    records, told_villages = _records(sheets, model, gatherer, asked)
    filled = frozenset().union(*(sheet.header.fields for sheet in sheets), *(raw or () for _, raw in records))
    days = [column.name for column in columns if column.is_day and column.name in filled]
    tell_days_for_numbers(records, gatherer)
    filled -= without_hours_of_days(records, days, said, gatherer)
    if asked.make_id is not None and any(raw is not None and "id" not in raw for _, raw in records):
        asked.make_id(records, gatherer)
    for row, raw in records:
        if raw is not None and row in told_villages:
            raw["is_village_told"] = "1"
    dates = told.dates or (habit.dates if habit else "")
    if told.on_kind is not None and (told.columns or told.dates):
        columns_said = {heading_key(heading): name for heading, name in said.items()}
        told.on_kind(FileHabit(table="", headings=sheets[0].header.keys, columns=columns_said, dates=dates))
    day_zero = grids[0].day_zero
    order_of = orders_of(records, columns, gatherer, dates, day_zero=day_zero)
    calendar = Calendar(time_zone=told.time_zone, order_of=order_of, day_zero=day_zero, today=told.today, said=dates)
    unsaid = frozenset(column.name for column in columns if not column.is_helping) - filled
    rows = _entries(records, model, gatherer, calendar, asked.on_row)
    tell_unreadable(records, columns, gatherer)
    return Entries(rows=rows, unsaid=unsaid)


def read_typed(
    cells: Mapping[str, str], *, columns: tuple[Column, ...], model: type[M], gatherer: Gatherer, asked: Asked
) -> M | None:
    """One record that somebody types cell by cell, judged as a row of a table is.

    Parameters
    ----------
    cells
        Canonical name of a column to its cell.

    Returns
    -------
    The record without its faulty cells, which are gathered; `None`: the others do not say where it is.
    """
    typed = [column for column in columns if column.name in cells]
    row = [clean(cells[column.name]) for column in typed]
    raw = Layout(list(enumerate(typed)), len(typed)).fields(1, row, gatherer) or {}
    take_position(raw, asked.near)
    entries = _entries([(1, raw)], model, gatherer, Calendar(time_zone=asked.told.time_zone, today=asked.told.today), None)
    return entries[0] if entries else None


def _keys_said(told: Told, columns: Sequence[Column]) -> Known:
    """Headings that somebody has named, now or before, so that the separator of a CSV is found by them."""
    headings = [*told.columns, *(heading for habit in told.habits for heading in habit.columns)]
    return {heading_key(heading): columns[0] for heading in headings}


def _records(
    sheets: Sequence[SheetRows], model: type[TableRow], gatherer: Gatherer, asked: Asked
) -> tuple[list[Record], frozenset[int]]:
    """Row number and cells by field of each record; what a sheet says of a row's place fills its empty cells.

    Beside them the rows whose village is not said by themselves.
    """
    records: list[Record] = []
    num_filled = 0
    villages: dict[str, list[int]] = {}
    has_place = "rt" in model.model_fields
    for sheet in sheets:
        layout = Layout(list(sheet.header.columns.items()), len(sheet.header.cells))
        whole = without_dittos(sheet.body.records, layout.columns, gatherer, left_out=EXAMPLE_ID)
        has_units = bool(sheet.header.fields & {"rt", "rw"})
        found = [(row, layout.fields(row, cells, gatherer)) for row, cells in whole]
        add_numbers(raw for _, raw in found if has_place and raw is not None)
        for row, raw in found:
            if raw is None:
                records.append((row, None))
                continue
            if has_place:
                take_position(raw, asked.near)
                named = {} if has_units else within(raw.get("address", ""))
                place = {**named, **sheet.place_of(row)}
                told = filled_by(place, raw)
                num_filled += bool(told)
                raw.update(told)
                if "village" in told:
                    villages.setdefault(told["village"], []).append(row)
            records.append((row, raw))
    if num_filled:
        gatherer.note("E1019", values={"count": num_filled})
    for village, rows in villages.items():
        if not asked.is_village(village):  # nobody knows the villages of the area: whether it is one is for people to see
            gatherer.note("E1051", row=rows[0], values={"count": len(rows), "village": village})
    if has_place:
        note_gaps(records, gatherer)
        note_addresses(records, gatherer)
    return records, frozenset(row for rows in villages.values() for row in rows)


def _entries(
    records: Sequence[Record], model: type[M], gatherer: Gatherer, calendar: Calendar, on_row: OnRow | None
) -> list[M]:
    entries = []
    num_rows = 0
    first_row_of: dict[str, int] = {}
    for number, (row, raw) in enumerate(records):
        if on_row is not None and number % ROWS_BETWEEN_REPORTS == 0:
            on_row(number, len(records))
        if raw is None:
            num_rows += 1
            continue
        id_ = raw.get("id", "")
        if id_.upper() == EXAMPLE_ID:
            gatherer.note("E1028", row=row, values={"id": EXAMPLE_ID})
            continue
        num_rows += 1
        try:
            entries.append(model.model_validate({**raw, "row": row}, context=calendar))
        except ValidationError as error:
            _tell(error, row, gatherer, model)
            entries += _rest_of(row, raw, model, error, calendar)
            if any(found["loc"][:1] == ("id",) for found in error.errors(include_url=False, include_input=False)):
                continue  # what is no id is not told to be there twice as well
        if id_ and first_row_of.setdefault(id_, row) != row:
            values = {"id": shown(id_), "first": gatherer.place_of(first_row_of[id_])}
            gatherer.fault("E1103", row=row, column="id", values=values)
    gatherer.fold(WHOLE_COLUMN)
    if not num_rows:
        gatherer.fault("E1026")
    return entries


def _rest_of(row: int, raw: dict[str, str], model: type[M], error: ValidationError, calendar: Calendar) -> list[M]:
    """The row without its faulty cells; nothing if they are needed to judge the others."""
    faulty = {str(found["loc"][0]) if found["loc"] else "" for found in error.errors(include_url=False, include_input=False)}
    if faulty & NEEDED_TO_JUDGE:
        return []
    try:
        rest = {name: f"{EXAMPLE_ID}-{row}" for name in STANDING_IN if name in faulty}
        rest |= {name: cell for name, cell in raw.items() if name not in faulty}
        return [model.model_validate({"row": row} | rest, context=calendar)]
    except ValidationError:  # a required cell is among the faulty ones, which have been told already
        return []


def _tell(error: ValidationError, row: int, gatherer: Gatherer, model: type[TableRow]) -> None:
    for found in error.errors(include_url=False, include_input=False):
        column = str(found["loc"][0]) if found["loc"] else ""
        code, values = ("E1101", {}) if found["type"] == "missing" else (found["type"], values_of(found.get("ctx", {})))
        if code == "E1102":  # the id of a home also stands in complaints
            values["example"] = (model if column == "id" else TableRow).example_id
        gatherer.fault(code, row=row, column=column, values=values)
