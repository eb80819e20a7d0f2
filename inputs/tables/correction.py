"""A correction of one household, typed at the desk: judged by the same readers as a row of a table that is imported."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from inputs.tables.columns import HOUSEHOLD_COLUMNS
from inputs.tables.households import HouseholdRow, note_closed_doors
from inputs.tables.placing import middle_of, place_entries
from inputs.tables.reading import NOTHING_TOLD, TableReading, Told
from inputs.tables.table import Asked, read_typed
from inputs.tables.villages import VillageBook
from planner.domain.errors import Fault, Where, refuse
from planner.domain.gathering import Gatherer
from planner.domain.records import Address, Household, Village
from planner.domain.settings import DaySettings

_POSITION = frozenset({"latitude", "longitude"})
_WORDS = {"address": "detail", "landmark": "landmark"}


def read_correction(
    household: Household,
    cells: Mapping[str, str],
    *,
    villages: Sequence[Village],
    day: DaySettings,
    told: Told = NOTHING_TOLD,
) -> TableReading[Household]:
    """The household as corrected; what is not corrected stays as it is, and is not judged.

    Parameters
    ----------
    cells
        Columns of a table of households (`HOUSEHOLD_COLUMNS`) to what was typed; an empty cell empties the column.

    Raises
    ------
    InputError
        With every fault of what was typed, coded as an import codes it.
    """
    before, has_position = household.address, bool(_POSITION & cells.keys())
    gatherer = Gatherer(file="")
    # A village that an older outline had is not what is corrected.
    is_known = "village" in cells or before.village in {village.code for village in villages}
    book = VillageBook(villages if is_known else ())
    asked = Asked(is_village=book.is_name, near=middle_of(book, told.station), told=told)
    where = {} if has_position else {"latitude": repr(before.latitude), "longitude": repr(before.longitude)}
    entry = read_typed(
        {"id": household.id, "village": before.village, **where, **cells},
        columns=HOUSEHOLD_COLUMNS, model=HouseholdRow, gatherer=gatherer, asked=asked,
    )  # fmt: skip
    entries = [] if entry is None else [entry]
    placed = place_entries(entries, book=book, gatherer=gatherer, station=told.station)
    note_closed_doors(entries, day, gatherer)
    judged = {*cells, *(_POSITION if has_position else ())}
    refuse(_said(fault) for fault in gatherer.faults if fault.where.column in judged)
    address = placed.get(entry.row) if entry else None
    if entry is None or (address is None and judged & {"village", *_POSITION}):
        refuse(map(_said, gatherer.faults))
        raise ValueError("a correction without faults has no household")
    notes = [
        note for note in gatherer.notes if note.where.column in judged or (has_position and note.where.column == "village")
    ]
    return TableReading(rows=(_corrected(household, entry, judged, address),), notes=tuple(map(_said, notes)))


def _said(fault: Fault) -> Fault:
    """The fault without the row of a table that there is none of."""
    return replace(fault, where=Where(column=fault.where.column))


def _corrected(household: Household, entry: HouseholdRow, judged: Set[str], placed: Address | None) -> Household:
    """The household with what was typed; RT and RW may have come together in one cell."""
    typed = {name: getattr(entry, name) for name in ("rt", "rw") if name in judged or name in entry.model_fields_set}
    typed |= {ours: getattr(entry, name) for name, ours in _WORDS.items() if name in judged}
    if placed is not None:
        typed |= {name: getattr(placed, name) for name in ("village", *_POSITION) if name in judged}
        typed |= {"position_source": placed.position_source} if "latitude" in judged else {}
    rest = {name: getattr(entry, name) for name in ("head_name", "windows") if name in judged}
    return replace(household, address=replace(household.address, **typed), **rest)
