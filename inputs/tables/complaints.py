"""Complaint tables (`complaints.csv`, `.xlsx`): a complaint with a follow-up at a door a row."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Annotated, ClassVar

import numpy as np
from pydantic import PlainValidator

from inputs.tables.category_words import Category, category_of, told_words
from inputs.tables.cells import choice_of, read_id, read_skills, read_yes_no
from inputs.tables.columns import COMPLAINT_COLUMNS, TOGETHER
from inputs.tables.dates import may_be_turned, read_day, read_hours, read_past_day
from inputs.tables.placing import PlacedRow, at_known_places, middle_of, place_entries
from inputs.tables.reading import NOTHING_TOLD, TableReading, Told
from inputs.tables.table import Asked, read_table
from inputs.tables.villages import VillageBook
from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.gathering import Gatherer
from planner.domain.masking import ids_alike, shown
from planner.domain.records import Address, Complaint, ComplaintStatus, Urgency, Village
from planner.domain.settings import ProgrammeSettings
from planner.domain.visit import Window

CATEGORIES = {code.casefold(): code for code in FIELD_OF}
URGENCIES = {
    **dict.fromkeys(
        ("mendesak", "sangat mendesak", "urgent", "segera", "tinggi", "darurat", "high", "emergency"), Urgency.URGENT
    ),
    **dict.fromkeys(("biasa", "normal", "sedang", "rendah", "tidak mendesak", "medium", "low"), Urgency.NORMAL),
}
STATUSES = {
    **dict.fromkeys(
        (
            *("terbuka", "buka", "open", "baru", "proses", "diproses", "dalam proses", "belum", "belum selesai"),
            *("new", "pending", "in progress", "on progress", "dikerjakan", "sedang dikerjakan", "dalam penanganan"),
        ),
        ComplaintStatus.OPEN,
    ),
    **dict.fromkeys(
        ("tertutup", "tutup", "ditutup", "closed", "selesai", "sudah selesai", "tuntas", "done", "resolved"),
        ComplaintStatus.CLOSED,
    ),
    **dict.fromkeys(("terjawab", "solved", "answered"), ComplaintStatus.SOLVED),
    **dict.fromkeys(("dirujuk", "diteruskan", "referred"), ComplaintStatus.REFERRED),
}
NOT_URGENT = {Urgency.URGENT: Urgency.NORMAL}
NOT_DONE = {ComplaintStatus.CLOSED: ComplaintStatus.OPEN, ComplaintStatus.SOLVED: ComplaintStatus.OPEN}
"""What words mean behind a `tidak` or `belum`; `belum dirujuk` has no such opposite."""


class ComplaintRow(PlacedRow):
    """Cells of a complaint, validated one by one."""

    example_id: ClassVar[str] = "K-0001"

    household: Annotated[str | None, PlainValidator(read_id)] = None
    received: Annotated[dt.date, PlainValidator(read_past_day)]
    due: Annotated[dt.date | None, PlainValidator(read_day)] = None
    category: Annotated[Category, PlainValidator(category_of())]
    urgency: Annotated[Urgency, PlainValidator(choice_of(URGENCIES, NOT_URGENT))] = Urgency.NORMAL
    status: Annotated[ComplaintStatus, PlainValidator(choice_of(STATUSES, NOT_DONE))] = ComplaintStatus.OPEN
    skills: Annotated[frozenset[str], PlainValidator(read_skills)] = frozenset()
    windows: Annotated[tuple[Window, ...], PlainValidator(read_hours)] = ()
    promised: Annotated[bool, PlainValidator(read_yes_no)] = False
    text: str = ""


def read_complaints(
    path: Path,
    *,
    households: Mapping[str, str],
    villages: Sequence[Village],
    programme: ProgrammeSettings,
    told: Told = NOTHING_TOLD,
    max_faults: int = 100,
) -> TableReading[Complaint]:
    """Read a table of complaints, all or nothing. The text of an RJK case is dropped here and never kept.

    Parameters
    ----------
    households
        Ids of the known households, and the village of each; a complaint names one of them, or has a village and coordinates of
        its own.
    programme
        Fills `due` where the file has none.
    told
        What the station knows that the table does not say.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    gatherer = Gatherer(file=path.name, max_faults=max_faults)
    book = VillageBook(villages)
    columns = (*COMPLAINT_COLUMNS, *TOGETHER)
    table = read_table(
        path,
        columns=columns,
        model=ComplaintRow,
        gatherer=gatherer,
        asked=Asked(is_village=book.is_name, near=middle_of(book, told.station), told=told),
    )
    entries = _where_known(table.rows, told, table.unsaid)
    entries = _with_villages(entries, book, gatherer)
    alike = ids_alike(households)
    for entry in entries:
        if entry.household is not None and entry.household not in households:
            values = {"id": shown(entry.household), "near": ", ".join(alike(entry.household)) or "–"}
            gatherer.fault("E1301", row=entry.row, column="household", values=values)
        _check(entry, gatherer, told.today)
        _check_village(entry, households, book, gatherer)
    gatherer.fold(("E1305", "E1318"))
    if words := told_words([entry.category for entry in entries]):
        gatherer.note("E1306", column="category", values={"words": words})
    elsewhere = _with_points(entries, book, gatherer, has_column="latitude" not in table.unsaid)
    addresses = place_entries(elsewhere, book=book, gatherer=gatherer, station=told.station)
    gatherer.raise_if_any()
    rows = tuple(_complaint(entry, addresses, programme) for entry in entries)
    return TableReading(rows=rows, notes=gatherer.notes_in_order(), unsaid=table.unsaid)


def _where_known(entries: Sequence[ComplaintRow], told: Told, unsaid: Set[str]) -> list[ComplaintRow]:
    """The complaints, known ones with the household, village and place that the table has no columns for."""
    if not any(entry.household is None for entry in entries) or not unsaid & {"household", "village", "latitude"}:
        return list(entries)
    known = {complaint.id: complaint for complaint in told.complaints()}
    found = []
    for entry in at_known_places(entries, known.values, unsaid):
        before, more = known.get(entry.id), dict[str, str]()
        if before is not None and "household" in unsaid and before.household is not None:
            more["household"] = before.household
        elif before is not None and "village" in unsaid and before.address is not None:
            more["village"] = before.address.village
        found.append(entry.model_copy(update=more) if more and entry.household is None else entry)
    return found


def _with_villages(entries: Sequence[ComplaintRow], book: VillageBook, gatherer: Gatherer) -> list[ComplaintRow]:
    """Name the village of complaints that give coordinates and neither household nor village, as public desks' exports do."""
    found = []
    rows = []
    for entry in entries:
        code = ""
        if not (entry.household or entry.village) and entry.latitude is not None and entry.longitude is not None:
            code = book.at(np.array([entry.longitude, entry.latitude]))
        if code:
            rows.append(entry.row)
        found.append(entry.model_copy(update={"village": code}) if code else entry)
    if rows:
        gatherer.note("E1307", row=rows[0], values={"count": len(rows)})
    return found


def _check(entry: ComplaintRow, gatherer: Gatherer, today: dt.date | None) -> None:
    row = entry.row
    if today is not None and entry.received > today:
        code = "E1318" if may_be_turned(entry.received, today, "received", gatherer) else "E1305"
        gatherer.fault(code, row=row, column="received", values={"count": 1, "day": entry.received.isoformat()})
    if entry.household is None and not entry.village:
        gatherer.fault("E1304", row=row, column="household")
    if entry.due is not None and entry.due < entry.received:
        values = {"due": entry.due.isoformat(), "received": entry.received.isoformat()}
        gatherer.fault("E1303", row=row, column="due", values=values)
    if entry.category.code == SPECIAL_REFERRAL and entry.text:
        gatherer.note("E1302", row=row, column="text", values={"id": shown(entry.id)})


def _check_village(entry: ComplaintRow, known: Mapping[str, str], book: VillageBook, gatherer: Gatherer) -> None:
    """Gather a fault for a complaint whose household is in another village than the complaint says."""
    at_home = known.get(entry.household or "", "")
    if not (entry.village and at_home):
        return
    said = book.code_of(entry.village, row=entry.row, gatherer=gatherer)
    if said and not book.are_same(said, at_home):
        values = {"id": shown(entry.household or ""), "village": book.label(at_home), "said": book.label(said)}
        gatherer.fault("E1308", row=entry.row, column="village", values=values)


def _with_points(
    entries: Sequence[ComplaintRow], book: VillageBook, gatherer: Gatherer, *, has_column: bool
) -> list[ComplaintRow]:
    """The complaints that are at no household's door; a fault for those without coordinates, one if there is no column."""
    elsewhere = [entry for entry in entries if entry.household is None and entry.village]
    lost = [entry for entry in elsewhere if entry.latitude is None and entry.longitude is None]
    for entry in lost:
        if book.code_of(entry.village, row=entry.row, gatherer=gatherer, is_told=entry.is_village_told):
            gatherer.fault("E1320", row=entry.row, column="household", values={"count": 1})
    if not has_column:
        gatherer.fold(("E1320",))
    return [entry for entry in elsewhere if entry not in lost]


def _complaint(entry: ComplaintRow, addresses: Mapping[int, Address], programme: ProgrammeSettings) -> Complaint:
    num_days = programme.due_days(entry.category.code, entry.urgency)
    return Complaint(
        id=entry.id,
        household=entry.household,
        address=addresses.get(entry.row),
        received=entry.received,
        due=entry.due or entry.received + dt.timedelta(days=num_days),
        category=entry.category.code,
        urgency=entry.urgency,
        status=entry.status,
        skills=entry.skills,
        windows=entry.windows,
        is_required=entry.promised,
        text="" if entry.category.code == SPECIAL_REFERRAL else entry.text,
    )
