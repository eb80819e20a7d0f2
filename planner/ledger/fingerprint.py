"""A stable hash of everything in the ledger that a plan can depend on.

Names, addresses in words and complaint texts are left out: they change no plan, and a hash of them would tell about people.
"""

import hashlib
import json

from sqlalchemy import Connection, Table, select

from planner.ledger import schema

_IRRELEVANT = {
    schema.villages: {"name", "outline"},
    schema.households: {"detail", "landmark", "head_name"},
    schema.complaints: {"detail", "landmark", "text"},
    schema.facilities: {"name", "detail", "landmark"},
    schema.teams: {"officers"},
}
"""Columns of each table that no plan depends on."""


def fingerprint(connection: Connection) -> str:
    """SHA-256, 64 hexadecimal digits; the same data give the same text on every database."""
    digest = hashlib.sha256()
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
    return sorted(lines)


def _officers(connection: Connection) -> list[tuple[str, list[object]]]:
    rows = connection.execute(select(schema.teams.c.id, schema.teams.c.officers))
    return [(team, json.loads(officers) if officers else []) for team, officers in rows]
