"""A stable hash of everything in the ledger that a plan can depend on.

Names, addresses in words and complaint texts are left out: they change no plan, and a hash of them would tell about people.
"""

import datetime as dt
import hashlib
import json

from sqlalchemy import Connection, Table, select

from planner.domain.records import ComplaintStatus
from planner.ledger import schema

_BASES = {"base_last_visit", "base_num_attempts", "base_last_slot", "base_last_inspection", "base_condition", "counts_from"}

_IRRELEVANT = {
    schema.households: {"detail", "landmark", "head_name", *_BASES},
    schema.complaints: {
        "detail",
        "landmark",
        "text",
        "status",
        "base_status",
        "closed_on",
        "planned_on",
        "answered_on",
        "waiting_for",
        "decided_at",
        "followed_up_on",
        "next_contact",
    },
    schema.facilities: {"name", "detail", "landmark", *_BASES},
    schema.teams: {"officers"},
}
"""Columns of each table that no plan depends on; of the status of a complaint it matters only whether it is open."""


_BEGINNING = b"villages"
"""Name of a table that was always empty and is gone: fingerprints that old plans carry began with it, and stay comparable."""


def fingerprint(connection: Connection) -> str:
    """SHA-256, 64 hexadecimal digits; the same data give the same text on every database."""
    digest = hashlib.sha256(_BEGINNING)
    for table, irrelevant in _IRRELEVANT.items():
        digest.update(table.name.encode())
        digest.update("".join(f"{line}\n" for line in _lines(connection, table, irrelevant)).encode())
    for line in _team_days(connection):
        digest.update(f"team_days:{line}\n".encode())
    return digest.hexdigest()


def _lines(connection: Connection, table: Table, irrelevant: set[str]) -> list[str]:
    columns = [column for column in table.columns if column.name not in irrelevant]
    lines = [repr(tuple(row)) for row in connection.execute(select(*columns)).all()]
    if table is schema.teams:
        # How many officers a team has decides which visits it may make; who they are does not.
        lines += [f"{team}:{len(officers)}" for team, officers in _officers(connection)]
    if table is schema.complaints:
        names = ("id", "status", "followed_up_on", "next_contact")
        query = select(*(schema.complaints.c[name] for name in names))
        lines += [_open_part(*row) for row in connection.execute(query)]
    return sorted(lines)


def _open_part(id_: str, text: str, followed_up_on: dt.date | None, next_contact: dt.date | None) -> str:
    """Whether a complaint is open, and what keeps it from the next plan; as in older ledgers where nothing does."""
    status = ComplaintStatus(text)
    held = status.value if status in (ComplaintStatus.AT_DESK, ComplaintStatus.WAITING) else ""
    rest = f":{held}:{followed_up_on or ''}:{next_contact or ''}" if held or followed_up_on else ""
    return f"{id_}:{status.is_open}{rest if status.is_open else ''}"


def _team_days(connection: Connection) -> list[str]:
    """What is said of teams on single days, without names; nothing at all where nothing is, as in older ledgers."""
    table = schema.team_days
    names = {"absent", "borrowed", "post_name", "lent_by", "lent_to", "asked_by"}
    told = [column for column in table.columns if column.name not in names]
    rows = connection.execute(select(*told, table.c.absent, table.c.borrowed))
    lists = ((tuple(row)[:-2], [len(json.loads(cell or "[]")) for cell in tuple(row)[-2:]]) for row in rows)
    return sorted(repr(line) for line in lists)


def _officers(connection: Connection) -> list[tuple[str, list[object]]]:
    rows = connection.execute(select(schema.teams.c.id, schema.teams.c.officers))
    return [(team, json.loads(officers) if officers else []) for team, officers in rows]
