"""Columns that an officer has named, now or for an earlier file of the kind, and those that their cells point to."""

import re
from collections.abc import Callable, Mapping, Sequence

from pydantic_core import PydanticCustomError

from inputs.tables.category_words import category_of
from inputs.tables.cells import read_id, read_whole, read_windows, read_yes_no
from inputs.tables.columns import Column, Known, heading_key
from inputs.tables.coordinates import read_latitude, read_longitude, read_position
from inputs.tables.csv_file import PEEK_ROWS
from inputs.tables.dates import read_date
from inputs.tables.grid import Grid
from inputs.tables.header import Header, Row, find_header, harmless
from planner.domain.file_habit import FileHabit
from planner.domain.gathering import Gatherer
from planner.domain.masking import MAX_SHOWN, suggestion

MAX_JUDGED = 50
"""Cells of a column that are looked at for what they could be."""
LEAST_FITTING = 0.8
"""Share of them that has to fit."""


def habit_of(grids: Sequence[Grid], habits: Sequence[FileHabit], known: Known, columns: Sequence[Column]) -> FileHabit | None:
    """What is remembered of the kind of file that has these headings, found as they were when it was said."""
    by_headings = {habit.headings: habit for habit in habits}
    for grid in grids if by_headings else ():
        for _, cells in grid.rows[:PEEK_ROWS]:
            if (habit := by_headings.get(frozenset(filter(None, map(heading_key, cells))))) is not None:
                return habit
        for habit in habits:  # of two rows of headings neither is the kind of file
            header = find_header(grid, _with_named(known, columns, habit.columns))
            if header is not None and header.keys == habit.headings:
                return habit
    return None


def with_said(known: Known, columns: Sequence[Column], said: Mapping[str, str], gatherer: Gatherer) -> Known:
    """The known headings, those that were named in place of the usual ones of their column; `""` makes one unknown.

    Raises
    ------
    InputError
        E1035 if a column of ours is named that there is not.
    """
    if not said:
        return known
    by_name = {column.name: column for column in columns}
    for name in filter(None, said.values()):
        if name not in by_name:
            choices = suggestion(name, [column.name for column in columns if not column.is_helping])
            gatherer.fault("E1035", values={"column": name[:MAX_SHOWN], "choices": choices})
    gatherer.raise_if_any()
    return _with_named(known, columns, said)


def _with_named(known: Known, columns: Sequence[Column], said: Mapping[str, str]) -> Known:
    by_name = {column.name: column for column in columns}
    named, passed_over = frozenset(said.values()), {heading_key(heading) for heading, name in said.items() if not name}
    usual = {key: column for key, column in known.items() if column is None or column.name not in named}
    ours = {heading_key(heading): by_name[name] for heading, name in said.items() if name in by_name}
    return {**usual, **dict.fromkeys(passed_over), **ours}


def tell_said(headers: Sequence[Header], asked: Mapping[str, str], said: Mapping[str, str], gatherer: Gatherer) -> None:
    """Gather a fault for a heading that was named and is not there, and one note of all that were used."""
    keys = frozenset().union(*(header.keys for header in headers))
    for heading in asked:
        if heading_key(heading) not in keys:
            gatherer.fault("E1036", values={"heading": heading[:MAX_SHOWN]})
    used = [f"{harmless(heading)} = {name or '–'}" for heading, name in said.items() if heading_key(heading) in keys]
    if used:
        gatherer.note("E1037", row=headers[0].row, values={"columns": ", ".join(used)})


def fitting(column: Column, header: Header, records: Sequence[Row]) -> list[int]:
    """Positions of unknown columns whose cells could be those of a column."""
    reader = _READERS.get("day" if column.is_day else column.name)
    if reader is None:
        return []
    found = []
    for at, heading in enumerate(header.cells):
        cells = [row[at] for _, row in records[: 4 * MAX_JUDGED] if at < len(row) and row[at]][:MAX_JUDGED]
        if heading and at not in header.columns and cells:
            share = _share_read(reader, cells)
            is_id = column.name != "id" or is_own_to_each(cells)
            if share >= LEAST_FITTING and is_id:
                found.append(at)
    return found


def is_own_to_each(cells: Sequence[str]) -> bool:
    """Whether cells could be ids: each another, with digits, and no running number, which the next list begins with again."""
    is_running = [cell.strip(".") for cell in cells] == [str(number) for number in range(1, len(cells) + 1)]
    return not is_running and len(set(cells)) == len(cells) and any(map(str.isdigit, "".join(cells)))


def hidden_places(header: Header, records: Sequence[Row]) -> dict[str, int]:
    """Unknown columns whose cells are places, by what they would be, where no known column is; none: there are none.

    A list with positions under a heading that nobody knows must not be placed at the middle of its RT.
    """
    if header.fields & {"latitude", "longitude"}:
        return {}
    found: dict[str, int] = {}
    for at, heading in enumerate(header.cells):
        cells = [row[at] for _, row in records[: 4 * MAX_JUDGED] if at < len(row) and row[at]][:MAX_JUDGED]
        if not heading or at in header.columns or not cells:
            continue
        for name, is_one in _PLACES.items():
            if name not in found and sum(map(is_one, cells)) >= LEAST_FITTING * len(cells):
                found[name] = at
                break
    if "position" in found:
        return {"position": found["position"]}
    return found if len(found) == len(_PLACES) - 1 else {}


def _is_position(cell: str) -> bool:
    return read_position(cell, None) is not None


def _is_degrees(cell: str, least: float, most: float) -> bool:
    """A number with three decimals at least, as positions have and ages, areas and sums of money have not."""
    return _DEGREES.fullmatch(cell) is not None and least <= abs(float(cell.replace(",", "."))) <= most


def could_be(column: Column, cells: Sequence[str]) -> bool:
    """Whether unknown cells could be those of a column: days where days are due and only there; hours, yes, numbers."""
    cells = cells[:MAX_JUDGED]
    if column.is_day != (_share_read(read_date, cells) >= LEAST_FITTING):
        return False
    reader = _PLAIN.get(column.name)
    return reader is None or _share_read(reader, cells) >= LEAST_FITTING


def _share_read(reader: Callable[[str], object], cells: Sequence[str]) -> float:
    return sum(_reads(reader, cell) for cell in cells) / max(1, len(cells))


def _reads(reader: Callable[[str], object], cell: str) -> bool:
    try:
        reader(cell)
    except PydanticCustomError:
        return False
    return True


_DEGREES = re.compile(r"-?\d{1,3}[.,]\d{3,20}")
_PLACES: Mapping[str, Callable[[str], bool]] = {
    "position": _is_position,
    "latitude": lambda cell: _is_degrees(cell, 0.001, 12),
    "longitude": lambda cell: _is_degrees(cell, 94, 142),
}
"""What the cells of a column of places look like; degrees are those of Indonesia, with or without their minus."""

_PLAIN: Mapping[str, Callable[[str], object]] = {
    "windows": read_windows,
    "do_not_visit": read_yes_no,
    "promised": read_yes_no,
    "attempts": read_whole,
    "max_visits": read_whole,
    "latitude": read_latitude,
    "longitude": read_longitude,
}
"""Readers of columns whose cells can be nothing else."""
_READERS: Mapping[str, Callable[[str], object]] = {
    "day": read_date,
    "id": read_id,
    "category": category_of(),
    "kind": category_of(),
    "latitude": read_latitude,
    "longitude": read_longitude,
}
