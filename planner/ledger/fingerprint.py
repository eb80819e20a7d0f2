"""A stable hash of everything in the ledger that a plan can depend on.

Names, addresses in words and complaint texts are left out: they change no plan, and a hash of them would tell about people.
"""

import hashlib
import json

from sqlalchemy import Connection, Table, select

from planner.domain.records import ComplaintStatus
from planner.ledger import schema

_BASES = {"base_last_visit", "base_num_attempts", "base_last_slot", "base_last_inspection", "base_condition", "counts_from"}

_IRRELEVANT = {
    schema.households: {"detail", "landmark", "head_name", *_BASES},
    schema.complaints: {"detail", "landmark", "text", "status", "base_status", "closed_on", "planned_on", "answered_on"},
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
        for line in _lines(connection, table, irrelevant):
            digest.update(line.encode())
            digest.update(b"\n")
    return digest.hexdigest()


def _lines(connection: Connection, table: Table, irrelevant: set[str]) -> list[str]:
    columns = [column for column in table.columns if column.name not in irrelevant]
    lines = [repr(tuple(row)) for row in connection.execute(select(*columns))]
    if table is schema.teams:
        # How many officers a team has decides which visits it may make; who they are does not.
        lines += [f"{team}:{len(officers)}" for team, officers in _officers(connection)]
    if table is schema.complaints:
        query = select(schema.complaints.c.id, schema.complaints.c.status)
        lines += [f"{id_}:{ComplaintStatus(status).is_open}" for id_, status in connection.execute(query)]
    return sorted(lines)


def _officers(connection: Connection) -> list[tuple[str, list[object]]]:
    rows = connection.execute(select(schema.teams.c.id, schema.teams.c.officers))
    return [(team, json.loads(officers) if officers else []) for team, officers in rows]
