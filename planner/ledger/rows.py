"""How each kind of record lies in its table: record to row and back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

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
    Village,
)
from planner.domain.visit import Window
from planner.ledger import schema

Row = tuple[Any, ...]
Record = TypeVar("Record")

_NO_ADDRESS: Row = (None,) * 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[Record]):
    """How one kind of record lies in its table.

    Attributes
    ----------
    columns
        Names of the columns that an import says, in the order of `to_row`, id first.
    derived
        Columns that only recorded visits say; `from_row` takes them after the others.
    bases
        Column to the column that keeps what the import said, where visits change the former.
    """

    table: Table
    columns: tuple[str, ...]
    to_row: Callable[[Record], Row]
    from_row: Callable[[Sequence[Any]], Record]
    derived: tuple[str, ...] = ()
    bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def imported(self) -> tuple[str, ...]:
        """Where the cells of `to_row` are kept as the import said them."""
        return tuple(self.bases.get(name, name) for name in self.columns)


def _windows_text(windows: Iterable[Window]) -> str:
    return ";".join(f"{window.start}-{window.end}" for window in windows)


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


def _address_row(address: Address) -> Row:
    return (
        address.village,
        address.rt,
        address.rw,
        address.detail,
        address.landmark,
        float(address.latitude),
        float(address.longitude),
        address.position_source.value,
    )


_SOURCES = {source.value: source for source in PositionSource}
"""A dictionary is several times faster than calling the enum, which counts over 28,000 households."""


def _address(cells: Sequence[Any]) -> Address:
    village, rt, rw, detail, landmark, latitude, longitude, source = cells
    return Address(
        village=village,
        rt=rt,
        rw=rw,
        detail=detail,
        landmark=landmark,
        latitude=latitude,
        longitude=longitude,
        position_source=_SOURCES[source],
    )


def _village_row(village: Village) -> Row:
    return village.code, village.name, _list_text(village.outline)


def _village(row: Sequence[Any]) -> Village:
    outline = tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in _list(row[2]))
    return Village(code=row[0], name=row[1], outline=outline)


def _household_row(household: Household) -> Row:
    return (
        household.id,
        *_address_row(household.address),
        household.head_name,
        household.last_visit,
        household.num_attempts,
        household.last_slot,
        _windows_text(household.windows),
        household.is_do_not_visit,
    )


def _household(row: Sequence[Any]) -> Household:
    return Household(
        id=row[0],
        address=_address(row[1:9]),
        head_name=row[9],
        last_visit=row[10],
        num_attempts=row[11],
        last_slot=row[12],
        windows=_windows(row[13]),
        is_do_not_visit=row[14],
        gone=None if row[15] is None else Gone(row[15]),
        follow_up_on=row[16],
        num_weekend_attempts=row[17],
    )


def _complaint_row(complaint: Complaint) -> Row:
    return (
        complaint.id,
        complaint.household,
        *(_address_row(complaint.address) if complaint.address else _NO_ADDRESS),
        complaint.received,
        complaint.due,
        complaint.category,
        complaint.urgency.value,
        complaint.status.value,
        _list_text(sorted(complaint.skills)),
        _windows_text(complaint.windows),
        complaint.is_required,
        # Received in confidence: what was said is not kept, whatever the file had.
        "" if complaint.category == SPECIAL_REFERRAL else complaint.text,
    )


def _complaint(row: Sequence[Any]) -> Complaint:
    return Complaint(
        id=row[0],
        household=row[1],
        address=None if row[2] is None else _address(row[2:10]),
        received=row[10],
        due=row[11],
        category=row[12],
        urgency=Urgency(row[13]),
        status=ComplaintStatus(row[14]),
        skills=frozenset(_list(row[15])),
        windows=_windows(row[16]),
        is_required=row[17],
        text=row[18],
    )


def _facility_row(facility: Facility) -> Row:
    return (
        facility.id,
        facility.kind,
        facility.name,
        *_address_row(facility.address),
        facility.last_inspection,
        facility.condition.value if facility.condition else None,
    )


def _facility(row: Sequence[Any]) -> Facility:
    return Facility(
        id=row[0],
        kind=row[1],
        name=row[2],
        address=_address(row[3:11]),
        last_inspection=row[11],
        condition=None if row[12] is None else Condition(row[12]),
    )


def _team_row(team: Team) -> Row:
    return (
        team.id,
        team.unit,
        _list_text((officer.rank, officer.name, officer.nrp) for officer in team.officers),
        _list_text(sorted(team.skills)),
        team.profile,
        _list_text(team.shifts),
        team.village,
        _list_text(sorted(team.weekdays)),
        team.max_visits,
    )


def _team(row: Sequence[Any]) -> Team:
    return Team(
        id=row[0],
        unit=row[1],
        officers=tuple(Officer(rank=rank, name=name, nrp=nrp) for rank, name, nrp in _list(row[2])),
        skills=frozenset(_list(row[3])),
        profile=row[4],
        shifts=tuple(_list(row[5])),
        village=row[6],
        weekdays=frozenset(_list(row[7])),
        max_visits=row[8],
    )


def _names(table: Table, *, before: str) -> tuple[str, ...]:
    """Columns of a table up to the first that no import says."""
    names = [column.name for column in table.columns]
    return tuple(names[: names.index(before)])


VILLAGES = Shape(table=schema.villages, columns=tuple(schema.villages.columns.keys()), to_row=_village_row, from_row=_village)
HOUSEHOLDS = Shape(
    table=schema.households,
    columns=_names(schema.households, before="base_last_visit"),
    to_row=_household_row,
    from_row=_household,
    derived=("gone", "follow_up_on", "num_weekend_attempts"),
    bases={name: f"base_{name}" for name in ("last_visit", "num_attempts", "last_slot")},
)
COMPLAINTS = Shape(
    table=schema.complaints,
    columns=_names(schema.complaints, before="base_status"),
    to_row=_complaint_row,
    from_row=_complaint,
    bases={"status": "base_status"},
)
FACILITIES = Shape(
    table=schema.facilities,
    columns=_names(schema.facilities, before="base_last_inspection"),
    to_row=_facility_row,
    from_row=_facility,
    bases={name: f"base_{name}" for name in ("last_inspection", "condition")},
)
TEAMS = Shape(table=schema.teams, columns=tuple(schema.teams.columns.keys()), to_row=_team_row, from_row=_team)
