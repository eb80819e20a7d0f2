"""Household tables (`households.csv`, `.xlsx`): a door a row."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator

from inputs.tables.cells import read_whole, read_yes_no
from inputs.tables.columns import HOUSEHOLD_COLUMNS, NUMBERS, TOGETHER
from inputs.tables.dates import note_future, read_hours, read_past_day
from inputs.tables.garbage import uncollected
from inputs.tables.known_homes import with_known_ids
from inputs.tables.made_ids import IdMaker
from inputs.tables.placing import PlacedRow, at_known_places, middle_of, place_entries
from inputs.tables.reading import NOTHING_TOLD, TableReading, Told
from inputs.tables.table import Asked, OnRow, read_table
from inputs.tables.villages import VillageBook
from planner.domain.gathering import Gatherer
from planner.domain.masking import shown, shown_choice, suggestion
from planner.domain.records import Address, Household, Village
from planner.domain.settings import DaySettings
from planner.domain.visit import Window

IDENTITY_DIGITS = 16
"""Digits of the numbers of persons (NIK) and of family cards (KK)."""

FEWEST_UNWILLING = 5
"""Homes that want no visit, more than half of a list: fewer can be a list of those alone."""

COLUMNS = (*HOUSEHOLD_COLUMNS, *TOGETHER, *NUMBERS)


class HouseholdRow(PlacedRow):
    """Cells of a household, validated one by one."""

    head_name: str | None = None
    last_visit: Annotated[dt.date | None, PlainValidator(read_past_day)] = None
    attempts: Annotated[int, PlainValidator(read_whole)] = 0
    last_slot: str = ""
    windows: Annotated[tuple[Window, ...], PlainValidator(read_hours)] = ()
    do_not_visit: Annotated[bool, PlainValidator(read_yes_no)] = False


@uncollected()
def read_households(
    path: Path,
    *,
    villages: Sequence[Village],
    day: DaySettings,
    told: Told = NOTHING_TOLD,
    max_faults: int = 100,
    on_progress: OnRow | None = None,
) -> TableReading[Household]:
    """Read a table of households, all or nothing.

    Parameters
    ----------
    villages
        Villages of the area; with outlines, positions are held against them. None: names are taken as written.
    day
        Its shifts are the slots that `last_slot` may name.
    told
        What the station knows that the table does not say.
    on_progress
        Told how many of how many rows have been read.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    book = VillageBook(villages)
    maker = IdMaker(book, told.homes)
    asked = Asked(is_village=book.is_name, near=middle_of(book, told.station), told=told, make_id=maker, on_row=on_progress)
    table = read_table(path, columns=COLUMNS, model=HouseholdRow, gatherer=gatherer, asked=asked)
    # a made id does not show who is known, before looks and places have been compared
    entries = table.rows if maker.made else at_known_places(table.rows, told.homes, table.unsaid)
    book = maker.book
    numbered = [entry.row for entry in entries if len(entry.id) == IDENTITY_DIGITS and entry.id.isdigit()]
    if numbered:
        gatherer.note("E1123", row=numbered[0], column="id", values={"count": len(numbered)})
    addresses = place_entries(
        entries, book=book, gatherer=gatherer, station=told.station, has_centroids=True, streets=told.streets
    )
    slots = {hours.name.casefold(): hours.name for hours in day.shifts}
    _check_slots(entries, slots, gatherer)
    note_closed_doors(entries, day, gatherer)
    _note_most_unwilling(entries, gatherer)
    note_future(((entry.row, entry.last_visit) for entry in entries), told.today, "last_visit", gatherer)
    gatherer.raise_if_any()
    rows = tuple(_household(entry, addresses[entry.row], slots) for entry in entries)
    if maker.made:
        rows = with_known_ids(rows, maker.made, told.homes(), gatherer)
        gatherer.raise_if_any()
    return TableReading(rows=rows, notes=gatherer.notes_in_order(), unsaid=table.unsaid)


def _check_slots(entries: Sequence[HouseholdRow], slots: dict[str, str], gatherer: Gatherer) -> None:
    for entry in entries:
        cell = entry.last_slot
        if cell and cell.casefold() not in slots:
            values = {"cell": shown_choice(cell, slots.values()), "choices": suggestion(cell, slots.values())}
            gatherer.fault("E1110", row=entry.row, column="last_slot", values=values)


def _note_most_unwilling(entries: Sequence[HouseholdRow], gatherer: Gatherer) -> None:
    """Note that a list takes most of its homes out of the programme: its column may say the opposite."""
    marked = [entry.row for entry in entries if entry.do_not_visit]
    if len(marked) >= FEWEST_UNWILLING and 2 * len(marked) > len(entries):
        values = {"count": len(marked), "all": len(entries)}
        gatherer.note("E1078", row=marked[0], column="do_not_visit", values=values)


def note_closed_doors(entries: Sequence[HouseholdRow], day: DaySettings, gatherer: Gatherer) -> None:
    """Note the doors whose hours are all outside of those in which visits begin."""
    hours = day.visit_hours
    for entry in entries:
        windows = entry.windows
        if windows and all(window.end < hours.start or window.start > hours.end for window in windows):
            gatherer.note("E1112", row=entry.row, column="windows", values={"id": shown(entry.id)})


def _household(entry: HouseholdRow, address: Address, slots: dict[str, str]) -> Household:
    return Household(
        id=entry.id,
        address=address,
        head_name=entry.head_name,
        last_visit=entry.last_visit,
        num_attempts=entry.attempts,
        last_slot=slots.get(entry.last_slot.casefold(), ""),
        windows=entry.windows,
        is_do_not_visit=entry.do_not_visit,
    )
