"""Columns whose heading is one of ours and whose cells are not what such a column holds."""

from collections.abc import Mapping, Sequence

from inputs.tables.cells import is_eaten
from inputs.tables.clock_words import is_clock
from inputs.tables.columns import Column, heading_key
from planner.domain.gathering import Gatherer

Records = Sequence[tuple[int, dict[str, str] | None]]

_HOUR = "jam"
"""Heading of visiting hours, and in books of complaints of the hour beside the day: `Tanggal`, `Jam`."""
_MAY_BE_LEFT_OUT = frozenset(
    {
        "attempts",
        "condition",
        "days",
        "do_not_visit",
        "due",
        "last_inspection",
        "last_visit",
        "max_visits",
        "promised",
        "shifts",
    }
    | {"skills", "status", "urgency", "windows"}
)
"""Columns without which a list comes in and is not wrong."""
_LEAST_CELLS = 2
"""One cell may be a slip."""


def without_hours_of_days(records: Records, days: Sequence[str], said: Mapping[str, str], gatherer: Gatherer) -> frozenset[str]:
    """Take `Jam` from records where it holds single times beside a day, and note it; the fields that were taken.

    Parameters
    ----------
    days
        Columns of days that the table has.
    said
        Headings that somebody has named: they are taken at their word.
    """
    cells = [(row, raw["windows"]) for row, raw in records if raw and "windows" in raw]
    is_named = "windows" in said.values() or heading_key(gatherer.heading_of("windows")) != _HOUR
    if is_named or not days or not cells or not all(is_clock(cell) for _, cell in cells):
        return frozenset()
    for _, raw in records:
        if raw is not None:
            raw.pop("windows", None)
    values = {"count": len(cells), "heading": gatherer.heading_of("windows"), "day": gatherer.heading_of(days[0])}
    gatherer.note("E1082", row=cells[0][0], column="windows", values=values)
    return frozenset({"windows"})


def tell_days_for_numbers(records: Records, gatherer: Gatherer) -> None:
    """Gather a fault for each house number that a spreadsheet has made a day: it would stand in the address."""
    for row, raw in records:
        if raw and (cell := raw.get("house_number")) and is_eaten(cell):
            gatherer.fault("E1119", row=row, column="house_number", values={"cell": cell})


def tell_unreadable(records: Records, columns: Sequence[Column], gatherer: Gatherer) -> None:
    """Gather a fault for a column that may be left out and of which no cell could be read: it is about something else."""
    for column in [column for column in columns if column.name in _MAY_BE_LEFT_OUT] if gatherer.faults else []:
        heading = gatherer.heading_of(column.name)
        rows = {(fault.where.sheet, fault.where.row) for fault in gatherer.faults if fault.where.column == heading}
        if rows and _LEAST_CELLS <= (num_cells := sum(column.name in raw for _, raw in records if raw is not None)) <= len(
            rows
        ):
            gatherer.fault("E1081", column=column.name, values={"heading": heading, "count": num_cells})
