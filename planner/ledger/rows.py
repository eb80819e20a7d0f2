"""How each kind of record lies in its table: record to cells by the names of columns, and back; writer and reader together."""

import enum
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Table, select

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.place import Point
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
    TeamDay,
    Urgency,
)
from planner.domain.shift import Break
from planner.domain.visit import Window
from planner.ledger import schema

Cells = Mapping[Any, Any]
"""A row by the names of its columns."""

Record = TypeVar("Record")
Part = TypeVar("Part")

MAX_PARAMETERS = 500
"""Ids asked for in one statement; SQLite takes up to 999 in old versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How a value that is no cell itself is put into one, and taken out again."""

    put: Callable[[Any], Any]
    take: Callable[[Any], Any]


def member(kind: type[enum.Enum]) -> Cell:
    """A member of a closed list, or `None`; a dictionary is several times faster than calling it, over 28,000 households."""
    by_value = {one.value: one for one in kind} | {None: None}
    return Cell(put=lambda one: one and one.value, take=by_value.__getitem__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Generic[Record]):
    """How one kind of record lies in its table: each attribute in the column of its name.

    Attributes
    ----------
    kind
        Its dataclass; an `address` lies in columns of its own.
    cells
        Attribute to how it is kept, where it is no cell itself.
    unsaid
        Attributes that no import says: visits or the desk do.
    bases
        Column to the column that keeps what the import said, where visits change the former.
    said_by
        Column of an imported table to the columns here that it fills, for those that a table may lack.
    columns
        Attributes that have a column of their name.
    """

    table: Table
    kind: type[Record]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    unsaid: Collection[str] = ()
    bases: Mapping[str, str] = field(default_factory=dict)
    said_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = field(init=False)
    has_address: bool = field(init=False)

    def __post_init__(self) -> None:
        names = self.kind.__dataclass_fields__  # type: ignore[attr-defined]
        object.__setattr__(self, "columns", tuple(name for name in names if name in self.table.c))
        object.__setattr__(self, "has_address", "address" in names)

    def to_row(self, record: Record) -> dict[str, Any]:
        """What an import says of a record, by column."""
        names = (name for name in self.columns if name not in self.unsaid)
        row = _put(record, names, self.cells)
        if not self.has_address:
            return row
        address: Address | None = getattr(record, "address")  # noqa: B009 (the kinds of records share no base)
        return row | (NO_ADDRESS if address is None else _put(address, _ADDRESS, _ADDRESS_CELLS))

    def from_row(self, row: Cells) -> Record:
        """The record of a row of the table."""
        values = _taken(row, self.columns, self.cells)
        if self.has_address:
            values["address"] = None if row["village"] is None else Address(**_taken(row, _ADDRESS, _ADDRESS_CELLS))
        return self.kind(**values)

    def imported(self, record: Record) -> dict[str, Any]:
        """What an import says, where it is kept as the import said it."""
        row = {self.bases.get(name, name): cell for name, cell in self.to_row(record).items()}
        # Received in confidence: what was said is not kept, whatever the file had.
        return row | {"text": ""} if row.get("category") == SPECIAL_REFERRAL else row

    def new_row(self, imported: Cells) -> dict[str, Any]:
        """Cells of a record that was not there: the copy that visits change begins as the import says."""
        return {**imported, **{name: imported[base] for name, base in self.bases.items()}}

    def read(self, connection: Connection, ids: Iterable[str] | None = None) -> tuple[Record, ...]:
        """Records of some ids (`None`: all), by id; an id that is not there has none."""
        names = (
            *self.columns,
            *(_ADDRESS if self.has_address else ()),
        )  # of households a third of the cells is for other readers
        return tuple(map(self._taking(names), self._found(connection, ids, names)))

    def rows(self, connection: Connection, ids: Iterable[str] | None = None) -> list[Cells]:
        """Rows of some ids (`None`: all), by id."""
        return [row._mapping for row in self._found(connection, ids, self.table.c.keys())]  # noqa: SLF001 (SQLAlchemy's own name for it)

    def _found(self, connection: Connection, ids: Iterable[str] | None, names: Sequence[str]) -> list[Row[Any]]:
        query = select(*(self.table.c[name] for name in names))
        parts = [query] if ids is None else [query.where(self.table.c.id.in_(some)) for some in in_parts(sorted(set(ids)))]
        found = [row for part in parts for row in connection.execute(part).all()]
        # Sorted here, not by the database: servers differ in how they order text.
        return sorted(found, key=itemgetter(names.index("id")))

    def _taking(self, given: Sequence[str]) -> Callable[[Row[Any]], Record]:
        """As `from_row`, from cells in the order of these columns: twice as fast, for tens of thousands of households."""
        kind: Any = self.kind
        own = _by_place(given, self.columns, self.cells)
        if not self.has_address:
            return lambda row: kind(**own(row))
        address, village = _by_place(given, _ADDRESS, _ADDRESS_CELLS), given.index("village")
        return lambda row: kind(**own(row), address=None if row[village] is None else Address(**address(row)))


def in_parts(items: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Items in parts that one statement may name."""
    for first in range(0, len(items), MAX_PARAMETERS):
        yield items[first : first + MAX_PARAMETERS]


def windows_text(windows: Iterable[Window]) -> str:
    """Windows as a cell holds them: `28800-36000;57600-64800`."""
    return ";".join(f"{window.start}-{window.end}" for window in windows)


@lru_cache(maxsize=1024)  # 28,000 households have few wishes among them
def _windows(text: str) -> tuple[Window, ...]:
    spans = (span.split("-") for span in text.split(";") if span)
    return tuple(Window(start=int(start), end=int(end)) for start, end in spans)


def _list_text(items: Iterable[object]) -> str:
    texts = list(items)
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":")) if texts else ""


def _list(text: str) -> list[Any]:
    return list(json.loads(text)) if text else []


def _put(record: object, names: Iterable[str], cells: Mapping[str, Cell]) -> dict[str, Any]:
    values = ((name, getattr(record, name)) for name in names)
    return {name: cells[name].put(value) if name in cells else value for name, value in values}


def _taken(row: Cells, names: Iterable[str], cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: cells[name].take(row[name]) if name in cells else row[name] for name in names}


def _by_place(given: Sequence[str], names: Sequence[str], cells: Mapping[str, Cell]) -> Callable[[Row[Any]], dict[str, Any]]:
    """What `_taken` takes out of a row, by the places of its columns."""
    chosen = itemgetter(*(given.index(name) for name in names))
    takes = [(name, cells[name].take) for name in names if name in cells]

    def taken(row: Row[Any]) -> dict[str, Any]:
        values = dict(zip(names, chosen(row), strict=True))
        for name, take in takes:
            values[name] = take(values[name])
        return values

    return taken


_NUMBER = Cell(put=float, take=float)
_POINT = tuple(one.name for one in fields(Point))
_ADDRESS = tuple(one.name for one in fields(Address))
_ADDRESS_CELLS = {"latitude": _NUMBER, "longitude": _NUMBER, "position_source": member(PositionSource)}
CONDITION = member(Condition)
_WINDOWS = Cell(put=windows_text, take=_windows)
_LIST = Cell(put=_list_text, take=lambda text: tuple(_list(text)))
_SET = Cell(put=lambda items: _list_text(sorted(items)), take=lambda text: frozenset(_list(text)))
_OFFICERS = Cell(
    put=lambda officers: _list_text((one.rank, one.name, one.nrp) for one in officers),
    take=lambda text: tuple(Officer(rank=rank, name=name, nrp=nrp) for rank, name, nrp in _list(text)),
)
_BREAKS = Cell(
    put=lambda breaks: _list_text((one.id, one.label, one.duration, windows_text(one.windows)) for one in breaks),
    take=lambda text: tuple(
        Break(id=id_, label=label, duration=seconds, windows=_windows(spans)) for id_, label, seconds, spans in _list(text)
    ),
)


def _if_said(cell: Cell) -> Cell:
    """The same for what may not be said at all."""
    return Cell(
        put=lambda value: None if value is None else cell.put(value),
        take=lambda text: None if text is None else cell.take(text),
    )


NO_ADDRESS: dict[str, Any] = dict.fromkeys(_ADDRESS)
"""Cells of a record without an address of its own."""


_PLACE = {
    "rt": ("rt",), "rw": ("rw",), "address": ("detail",), "landmark": ("landmark",),
    "latitude": ("latitude", "longitude", "position_source"),
}  # fmt: skip

HOUSEHOLDS = Shape(
    table=schema.households,
    kind=Household,
    cells={"windows": _WINDOWS, "gone": member(Gone)},
    unsaid=("num_weekend_attempts", "gone", "follow_up_on"),
    bases={name: f"base_{name}" for name in ("last_visit", "num_attempts", "last_slot")},
    said_by={
        **_PLACE,
        "head_name": ("head_name",),
        "last_visit": ("base_last_visit",),
        "attempts": ("base_num_attempts",),
        "last_slot": ("base_last_slot",),
        "windows": ("windows",),
        "do_not_visit": ("is_do_not_visit",),
    },
)
COMPLAINTS = Shape(
    table=schema.complaints,
    kind=Complaint,
    cells={"urgency": member(Urgency), "status": member(ComplaintStatus), "skills": _SET, "windows": _WINDOWS},
    unsaid=("followed_up_on", "next_contact"),
    bases={"status": "base_status"},
    said_by={
        **_PLACE,
        "village": ("village",),
        "urgency": ("urgency",),
        "status": ("base_status",),
        "skills": ("skills",),
        "windows": ("windows",),
        "promised": ("is_required",),
        "text": ("text",),
    },
)
FACILITIES = Shape(
    table=schema.facilities,
    kind=Facility,
    cells={"condition": CONDITION},
    bases={name: f"base_{name}" for name in ("last_inspection", "condition")},
    said_by={**_PLACE, "last_inspection": ("base_last_inspection",), "condition": ("base_condition",)},
)
TEAM_DAYS = Shape(
    table=schema.team_days,
    kind=TeamDay,
    cells={
        "absent": _LIST,
        "borrowed": _OFFICERS,
        "skills": _if_said(_SET),
        "shifts": _LIST,
        "hours": Cell(
            put=lambda span: windows_text([span]) if span else "",
            take=lambda text: _windows(text)[0] if text else None,
        ),
        "breaks": _if_said(_BREAKS),
        "post": Cell(
            put=lambda point: _list_text(getattr(point, name) for name in _POINT) if point else "",
            take=lambda text: Point(**dict(zip(_POINT, _list(text), strict=True))) if text else None,
        ),
    },
)
TEAMS = Shape(
    table=schema.teams,
    kind=Team,
    cells={"officers": _OFFICERS, "skills": _SET, "shifts": _LIST, "weekdays": _SET},
    said_by={
        "skills": ("skills",),
        "mode": ("profile",),
        "shifts": ("shifts",),
        "village": ("village",),
        "days": ("weekdays",),
        "max_visits": ("max_visits",),
    },
)
