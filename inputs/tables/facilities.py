"""Facility tables (`facilities.csv`, `.xlsx`): a street light, bridge, drain … a row."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import PlainValidator

from inputs.tables.cells import read_choice, read_date
from inputs.tables.columns import FACILITY_COLUMNS
from inputs.tables.placing import PlacedRow, place_entries
from inputs.tables.reading import TableReading
from inputs.tables.table import read_table
from inputs.tables.villages import VillageBook
from planner.domain.categories import FACILITY_KINDS
from planner.domain.gathering import Gatherer, in_file_order
from planner.domain.records import Condition, Facility, Village

KINDS = {code.casefold(): code for code in sorted(FACILITY_KINDS)}
CONDITIONS = {
    "baik": Condition.GOOD.value,
    "rusak ringan": Condition.LIGHT_DAMAGE.value,
    "rusak berat": Condition.HEAVY_DAMAGE.value,
    "tidak ada": Condition.ABSENT.value,
    "good": Condition.GOOD.value,
    "light damage": Condition.LIGHT_DAMAGE.value,
    "light_damage": Condition.LIGHT_DAMAGE.value,
    "heavy damage": Condition.HEAVY_DAMAGE.value,
    "heavy_damage": Condition.HEAVY_DAMAGE.value,
    "absent": Condition.ABSENT.value,
}


def _kind(cell: str) -> str:
    return read_choice(cell, KINDS)


def _condition(cell: str) -> Condition:
    return Condition(read_choice(cell, CONDITIONS))


class FacilityRow(PlacedRow):
    """Cells of a facility, validated one by one."""

    kind: Annotated[str, PlainValidator(_kind)]
    name: str
    last_inspection: Annotated[dt.date | None, PlainValidator(read_date)] = None
    condition: Annotated[Condition | None, PlainValidator(_condition)] = None


def read_facilities(path: Path, *, villages: Sequence[Village], max_faults: int = 100) -> TableReading[Facility]:
    """Read a table of facilities, all or nothing; every facility needs coordinates.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    entries = read_table(path, columns=FACILITY_COLUMNS, model=FacilityRow, gatherer=gatherer)
    addresses = place_entries(entries, book=VillageBook(villages), gatherer=gatherer)
    gatherer.raise_if_any()
    rows = tuple(
        Facility(
            id=entry.id,
            kind=entry.kind,
            name=entry.name,
            address=addresses[entry.row],
            last_inspection=entry.last_inspection,
            condition=entry.condition,
        )
        for entry in entries
    )
    return TableReading(rows=rows, notes=in_file_order(gatherer.notes))
