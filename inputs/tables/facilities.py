"""Facility tables (`facilities.csv`, `.xlsx`): a street light, bridge, drain … a row."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import PlainValidator

from inputs.tables.category_words import Category, category_of, told_words
from inputs.tables.cells import choice_of
from inputs.tables.columns import FACILITY_COLUMNS, TOGETHER
from inputs.tables.dates import note_future, read_past_day
from inputs.tables.placing import PlacedRow, at_known_places, middle_of, place_entries
from inputs.tables.reading import NOTHING_TOLD, TableReading, Told
from inputs.tables.table import Asked, read_table
from inputs.tables.villages import VillageBook
from planner.domain.categories import FACILITY_KINDS
from planner.domain.gathering import Gatherer
from planner.domain.records import Condition, Facility, Village

KINDS = {code.casefold(): code for code in sorted(FACILITY_KINDS)}
CONDITIONS = {
    "baik": Condition.GOOD,
    "rusak ringan": Condition.LIGHT_DAMAGE,
    "rusak berat": Condition.HEAVY_DAMAGE,
    "tidak ada": Condition.ABSENT,
    "good": Condition.GOOD,
    "bagus": Condition.GOOD,
    "berfungsi": Condition.GOOD,
    "light damage": Condition.LIGHT_DAMAGE,
    "light_damage": Condition.LIGHT_DAMAGE,
    "heavy damage": Condition.HEAVY_DAMAGE,
    "heavy_damage": Condition.HEAVY_DAMAGE,
    "absent": Condition.ABSENT,
}


class FacilityRow(PlacedRow):
    """Cells of a facility, validated one by one."""

    example_id: ClassVar[str] = "F-0001"

    kind: Annotated[Category, PlainValidator(category_of(FACILITY_KINDS))]
    name: str
    last_inspection: Annotated[dt.date | None, PlainValidator(read_past_day)] = None
    condition: Annotated[Condition | None, PlainValidator(choice_of(CONDITIONS))] = None


def read_facilities(
    path: Path, *, villages: Sequence[Village], told: Told = NOTHING_TOLD, max_faults: int = 100
) -> TableReading[Facility]:
    """Read a table of facilities, all or nothing; every facility needs coordinates.

    Parameters
    ----------
    told
        What the station knows that the table does not say.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    book = VillageBook(villages)
    columns = (*FACILITY_COLUMNS, *TOGETHER)
    table = read_table(
        path,
        columns=columns,
        model=FacilityRow,
        gatherer=gatherer,
        asked=Asked(is_village=book.is_name, near=middle_of(book, told.station), told=told),
    )
    entries = at_known_places(table.rows, told.facilities, table.unsaid)
    addresses = place_entries(entries, book=book, gatherer=gatherer, station=told.station)
    if words := told_words([entry.kind for entry in entries]):
        gatherer.note("E1306", column="kind", values={"words": words})
    note_future(((entry.row, entry.last_inspection) for entry in entries), told.today, "last_inspection", gatherer)
    gatherer.raise_if_any()
    rows = tuple(
        Facility(
            id=entry.id,
            kind=entry.kind.code,
            name=entry.name,
            address=addresses[entry.row],
            last_inspection=entry.last_inspection,
            condition=entry.condition,
        )
        for entry in entries
    )
    return TableReading(rows=rows, notes=gatherer.notes_in_order(), unsaid=table.unsaid)
