"""How each kind of record lies in its table: record to cells by the names of columns, and back; writer and reader together."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Table, select

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.records import (
    Address,
    Complaint,
    ComplaintStatus,
    Condition,
    Facility,
    Gone,
    Household,
    Officer,
    PositionSource,
    Team,
    Urgency,
)
from planner.domain.visit import Window
from planner.ledger import schema

Cells = Mapping[Any, Any]
"""A row by the names of its columns."""

Record = TypeVar("Record")
Part = TypeVar("Part")

MAX_PARAMETERS = 500
"""Ids asked for in one statement; SQLite takes up to 999 in old versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[Record]):
    """How one kind of record lies in its table.

    Attributes
    ----------
    to_row
        What an import says of a record, by column.
    from_row
        The record of a row of the table.
    bases
        Column to the column that keeps what the import said, where visits change the former.
    """

    table: Table
    to_row: Callable[[Record], dict[str, Any]]
    from_row: Callable[[Cells], Record]
    bases: Mapping[str, str] = field(default_factory=dict)

    def imported(self, record: Record) -> dict[str, Any]:
        """What an import says, where it is kept as the import said it."""
        return {self.bases.get(name, name): cell for name, cell in self.to_row(record).items()}

    def new_row(self, imported: Cells) -> dict[str, Any]:
        """Cells of a record that was not there: the copy that visits change begins as the import says."""
        return {**imported, **{name: imported[base] for name, base in self.bases.items()}}

    def read(self, connection: Connection, ids: Iterable[str] | None = None) -> tuple[Record, ...]:
        """Records of some ids (`None`: all), by id; an id that is not there has none."""
        return tuple(map(self.from_row, self.rows(connection, ids)))

    def rows(self, connection: Connection, ids: Iterable[str] | None = None) -> list[Cells]:
        """Rows of some ids (`None`: all), by id."""
        query = select(self.table)
        parts = [query] if ids is None else [query.where(self.table.c.id.in_(some)) for some in in_parts(sorted(set(ids)))]
        found: list[Cells] = [row for part in parts for row in connection.execute(part).mappings()]
        # Sorted here, not by the database: servers differ in how they order text.
        return sorted(found, key=lambda row: row["id"])


def in_parts(items: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Items in parts that one statement may name."""
    for first in range(0, len(items), MAX_PARAMETERS):
        yield items[first : first + MAX_PARAMETERS]


def windows_text(windows: Iterable[Window]) -> str:
    """Windows as a cell holds them: `28800-36000;57600-64800`."""
    return ";".join(f"{window.start}-{window.end}" for window in windows)


@lru_cache(maxsize=1024)  # 28,000 households have few wishes among them
def _windows(text: str) -> tuple[Window, ...]:
    if not text:
        return ()
    spans = (span.split("-") for span in text.split(";"))
    return tuple(Window(start=int(start), end=int(end)) for start, end in spans)


def _list_text(items: Iterable[object]) -> str:
    texts = list(items)
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")) if texts else ""


def _list(text: str) -> list[Any]:
    return list(json.loads(text)) if text else []


NO_ADDRESS: Cells = dict.fromkeys(("village", "rt", "rw", "detail", "landmark", "latitude", "longitude", "position_source"))
"""Cells of a record without an address of its own."""


def _address_cells(address: Address) -> dict[str, Any]:
    return {
        "village": address.village,
        "rt": address.rt,
        "rw": address.rw,
        "detail": address.detail,
        "landmark": address.landmark,
        "latitude": float(address.latitude),
        "longitude": float(address.longitude),
        "position_source": address.position_source.value,
    }


_SOURCES = {source.value: source for source in PositionSource}
"""A dictionary is several times faster than calling the enum, which counts over 28,000 households."""


def _address(row: Cells) -> Address:
    return Address(
        village=row["village"],
        rt=row["rt"],
        rw=row["rw"],
        detail=row["detail"],
        landmark=row["landmark"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        position_source=_SOURCES[row["position_source"]],
    )


def _household_cells(household: Household) -> dict[str, Any]:
    return {
        "id": household.id,
        **_address_cells(household.address),
        "head_name": household.head_name,
        "last_visit": household.last_visit,
        "num_attempts": household.num_attempts,
        "last_slot": household.last_slot,
        "windows": windows_text(household.windows),
        "is_do_not_visit": household.is_do_not_visit,
    }


def _household(row: Cells) -> Household:
    gone = row["gone"]
    return Household(
        id=row["id"],
        address=_address(row),
        head_name=row["head_name"],
        last_visit=row["last_visit"],
        num_attempts=row["num_attempts"],
        num_weekend_attempts=row["num_weekend_attempts"],
        last_slot=row["last_slot"],
        windows=_windows(row["windows"]),
        is_do_not_visit=row["is_do_not_visit"],
        gone=None if gone is None else Gone(gone),
        follow_up_on=row["follow_up_on"],
    )


def _complaint_cells(complaint: Complaint) -> dict[str, Any]:
    return {
        "id": complaint.id,
        "household": complaint.household,
        **(_address_cells(complaint.address) if complaint.address else NO_ADDRESS),
        "received": complaint.received,
        "due": complaint.due,
        "category": complaint.category,
        "urgency": complaint.urgency.value,
        "status": complaint.status.value,
        "skills": _list_text(sorted(complaint.skills)),
        "windows": windows_text(complaint.windows),
        "is_required": complaint.is_required,
        # Received in confidence: what was said is not kept, whatever the file had.
        "text": "" if complaint.category == SPECIAL_REFERRAL else complaint.text,
    }


def _complaint(row: Cells) -> Complaint:
    return Complaint(
        id=row["id"],
        household=row["household"],
        address=None if row["village"] is None else _address(row),
        received=row["received"],
        due=row["due"],
        category=row["category"],
        urgency=Urgency(row["urgency"]),
        status=ComplaintStatus(row["status"]),
        skills=frozenset(_list(row["skills"])),
        windows=_windows(row["windows"]),
        is_required=row["is_required"],
        text=row["text"],
        followed_up_on=row["followed_up_on"],
        next_contact=row["next_contact"],
    )


def _facility_cells(facility: Facility) -> dict[str, Any]:
    return {
        "id": facility.id,
        "kind": facility.kind,
        "name": facility.name,
        **_address_cells(facility.address),
        "last_inspection": facility.last_inspection,
        "condition": None if facility.condition is None else facility.condition.value,
    }


def _facility(row: Cells) -> Facility:
    condition = row["condition"]
    return Facility(
        id=row["id"],
        kind=row["kind"],
        name=row["name"],
        address=_address(row),
        last_inspection=row["last_inspection"],
        condition=None if condition is None else Condition(condition),
    )


def _team_cells(team: Team) -> dict[str, Any]:
    return {
        "id": team.id,
        "unit": team.unit,
        "officers": _list_text((officer.rank, officer.name, officer.nrp) for officer in team.officers),
        "skills": _list_text(sorted(team.skills)),
        "profile": team.profile,
        "shifts": _list_text(team.shifts),
        "village": team.village,
        "weekdays": _list_text(sorted(team.weekdays)),
        "max_visits": team.max_visits,
    }


def _team(row: Cells) -> Team:
    return Team(
        id=row["id"],
        unit=row["unit"],
        officers=tuple(Officer(rank=rank, name=name, nrp=nrp) for rank, name, nrp in _list(row["officers"])),
        skills=frozenset(_list(row["skills"])),
        profile=row["profile"],
        shifts=tuple(_list(row["shifts"])),
        village=row["village"],
        weekdays=frozenset(_list(row["weekdays"])),
        max_visits=row["max_visits"],
    )


HOUSEHOLDS = Shape(
    table=schema.households,
    to_row=_household_cells,
    from_row=_household,
    bases={name: f"base_{name}" for name in ("last_visit", "num_attempts", "last_slot")},
)
COMPLAINTS = Shape(table=schema.complaints, to_row=_complaint_cells, from_row=_complaint, bases={"status": "base_status"})
FACILITIES = Shape(
    table=schema.facilities,
    to_row=_facility_cells,
    from_row=_facility,
    bases={name: f"base_{name}" for name in ("last_inspection", "condition")},
)
TEAMS = Shape(table=schema.teams, to_row=_team_cells, from_row=_team)
