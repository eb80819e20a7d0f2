"""The data of one household, by id: shown, corrected, erased. Erasing keeps the counts and nothing that leads back."""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from planner.domain.records import ComplaintStatus, Household
from planner.ledger import aliases, audit, schema
from planner.ledger.deriving import renew
from planner.ledger.records import PersonRecord, SoughtWord
from planner.ledger.rows import COMPLAINTS, HOUSEHOLDS, NO_ADDRESS, Cells
from planner.ledger.sheets import forget_rows
from planner.ledger.taking_back import forget_household
from planner.ledger.unknown_ids import no_household
from planner.ledger.visit_rows import past_visit

CORRECTABLE = frozenset(
    {"head_name", "detail", "landmark", "village", "rt", "rw", "latitude", "longitude", "position_source", "windows",
     "is_do_not_visit"}
)  # fmt: skip
"""Columns that the desk may correct."""

_NAMELESS = "erased-"
_NUM_BYTES = 8
"""Random bytes of the name that takes an erased household's place: 2^64 of them, so no two are the same."""


def find(connection: Connection, words: Sequence[SoughtWord], *, units: Mapping[str, str], most: int) -> tuple[Household, ...]:
    """Households that hold each word in some column, whatever its case, and whose `rt` and `rw` are as given; by id."""
    columns = schema.households.c
    held = ("id", "head_name", "detail", "landmark", "village")
    query = select(schema.households).filter_by(**units).order_by(columns.id).limit(most)
    # SQLite's own comparison minds no case; asked to make both sides small first it takes four times as long.
    minds_case = connection.dialect.name != "sqlite"
    for word in words:
        cells = [(columns[name], spelling) for name in held for spelling in word.spellings]
        holds = [(one.icontains if minds_case else one.contains)(text, autoescape=True) for one, text in cells]
        query = query.where(or_(columns.village.in_(word.villages), *holds))
    return tuple(HOUSEHOLDS.from_row(row) for row in connection.execute(query).mappings())


def show(connection: Connection, id_: str) -> PersonRecord:
    """Everything that the ledger holds of a household."""
    household = HOUSEHOLDS.from_row(_row(connection, id_))
    table = schema.complaints
    query = select(table).where(table.c.household == id_).order_by(table.c.id)
    complaints = [COMPLAINTS.from_row(row) for row in connection.execute(query).mappings()]
    of_door = select(schema.visits).where(schema.visits.c.household == id_).order_by(schema.visits.c.date)
    visits = [past_visit(row) for row in connection.execute(of_door).mappings()]
    return PersonRecord(household=household, complaints=tuple(complaints), visits=tuple(visits))


def correct(connection: Connection, id_: str, values: Mapping[str, Any], *, now: dt.datetime, actor: str) -> None:
    """Change columns of a household; the tries start anew, because somebody has asked. One audit entry, without the values.

    Raises
    ------
    InputError
        E6050 if there is none of that id.
    ValueError
        If a column is not one that may be corrected.
    """
    if unknown := values.keys() - CORRECTABLE:
        raise ValueError(f"{sorted(unknown)} cannot be corrected")
    _row(connection, id_)
    fresh = {"counts_from": now, "base_num_attempts": 0, "base_last_slot": ""}
    connection.execute(update(schema.households).filter_by(id=id_).values({**values, **fresh}))
    renew(connection, schema.households, [id_])
    details: dict[str, int | str] = {"columns": ",".join(sorted(values))[: audit.MAX_DETAIL]}
    audit.append(connection, now=now, actor=actor, action="correct", subject=f"household {id_}", details=details)


def nameless() -> str:
    """A name that takes an erased household's place and leads nowhere."""
    return f"{_NAMELESS}{secrets.token_hex(_NUM_BYTES)}"


def is_nameless(id_: str) -> bool:
    """Whether it is a name of an erased household."""
    return id_.startswith(_NAMELESS)


def erase(connection: Connection, id_: str, *, nameless: str, now: dt.datetime, actor: str) -> int:
    """Take a household out: its row is gone, its visits count under another name, its complaints keep category and days.

    Open complaints there are closed: nobody can be visited about them. Returns how many visits were made nameless.

    """
    _row(connection, id_)
    visits, complaints = schema.visits, schema.complaints
    connection.execute(update(visits).where(visits.c.household == id_, visits.c.visit == id_).values(visit=nameless))
    num_visits = connection.execute(update(visits).where(visits.c.household == id_).values(household=nameless)).rowcount
    here = complaints.c.household == id_
    open_ones = [status.value for status in ComplaintStatus if status.is_open]
    ended: dict[str, object] = {"base_status": ComplaintStatus.CLOSED.value, "status": ComplaintStatus.CLOSED.value}
    ended |= {"closed_on": now.date(), "answered_on": now.date()}
    connection.execute(update(complaints).where(here, complaints.c.status.in_(open_ones)).values(ended))
    connection.execute(update(complaints).where(here).values(household=None, text="", windows="", **NO_ADDRESS))
    details: dict[str, int | str] = {"visits": num_visits}
    audit.append(connection, now=now, actor=actor, action="erase", subject=f"household {id_}", details=details)
    aliases.forget(connection, id_)
    connection.execute(delete(schema.households).filter_by(id=id_))
    forget_rows(connection, id_)
    forget_household(connection, id_)
    return num_visits


def _row(connection: Connection, id_: str) -> Cells:
    for row in HOUSEHOLDS.rows(connection, [id_]):
        return row
    raise no_household(connection, id_)
