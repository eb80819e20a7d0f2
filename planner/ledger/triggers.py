"""Triggers that guard a ledger's file: the past refuses to change, and each change of a row goes into the sum of its table.

The sum of a table is that of a hash of each row, modulo 2¹²⁸: it does not depend on the order of the rows, and a change costs
one hash, however large the table is. The triggers call a function of ours (`dds_sum`), so a foreign program that would change a
row is refused by the database; one that drops the triggers first is found by `verify`, as a flipped bit in a cell is. SQLite
only: a server guards its own files.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from planner.ledger import schema

_VERBS = ("insert", "update", "delete")
_MODULUS = 1 << 128

REFUSALS = {
    f"audit_refuses_{verb.lower()}": f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    for verb in ("UPDATE", "DELETE")
}
"""As the first schema made them."""


def row_hash(cells: tuple[Any, ...]) -> int:
    """Hash of a row as the database gives its cells: whole numbers, fractions, text, nothing."""
    return int.from_bytes(hashlib.blake2b(repr(cells).encode(), digest_size=16).digest())


def dds_sum(total: str, sign: int, *cells: Any) -> str:
    """The sum after a row has come (sign 1) or gone (-1)."""
    return f"{(int(total, 16) + sign * row_hash(cells)) % _MODULUS:032x}"


def seal(connection: Connection) -> None:
    """Make the triggers and the sums of all tables, when the schema is new or was changed."""
    if connection.dialect.name != "sqlite":
        return
    connection.execute(delete(schema.sums))
    for table in summed_tables():
        num_rows, total = sum_of(connection, table)
        connection.execute(insert(schema.sums), {"name": table.name, "num_rows": num_rows, "total": total})
    for statement in expected().values():
        if "audit_refuses" not in statement:
            connection.exec_driver_sql(statement)


def unseal(connection: Connection) -> None:
    """Take the sums' triggers away while the schema is changed."""
    for name in present(connection):
        if name.startswith("sum_"):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


@contextlib.contextmanager
def unsealed(connection: Connection) -> Iterator[None]:
    """Let a step of the schema fill a new column of the audit trail."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER audit_refuses_change")
        yield
        connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER audit_refuses_change")
        return
    for name in REFUSALS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for statement in REFUSALS.values():
        connection.exec_driver_sql(statement)


def summed_tables() -> list[Table]:
    """All tables but the sums themselves."""
    return [table for table in schema.metadata.sorted_tables if table is not schema.sums]


def sum_of(connection: Connection, table: Table) -> tuple[int, str]:
    """Number of rows of a table, and their sum, read from the rows."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    num_rows = total = 0
    for row in connection.exec_driver_sql(f"SELECT {names} FROM {table.name}"):  # noqa: S608 (names of our own schema)
        num_rows += 1
        total += row_hash(tuple(row))
    return num_rows, f"{total % _MODULUS:032x}"


def kept_sums(connection: Connection) -> dict[str, tuple[int, str]]:
    """What the table of sums says, by table."""
    return {row.name: (row.num_rows, row.total) for row in connection.execute(select(schema.sums))}


def present(connection: Connection) -> dict[str, str]:
    """The triggers of a SQLite file and how they were made; none of a server's."""
    if connection.dialect.name != "sqlite":
        return {}
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {row[0]: row[1] for row in rows}


def expected() -> dict[str, str]:
    """The triggers that a file should have."""
    return REFUSALS | {f"sum_{table.name}_{verb}": _trigger(table, verb) for table in summed_tables() for verb in _VERBS}


def _trigger(table: Table, verb: str) -> str:
    old, new = (", ".join(f'{row}."{column.name}"' for column in table.columns) for row in ("OLD", "NEW"))
    total, count = "total", {"insert": "num_rows + 1", "update": "num_rows", "delete": "num_rows - 1"}[verb]
    if verb != "insert":
        total = f"dds_sum({total}, -1, {old})"
    if verb != "delete":
        total = f"dds_sum({total}, 1, {new})"
    return (
        # Names of our own schema, nothing that anybody typed.
        f"CREATE TRIGGER sum_{table.name}_{verb} AFTER {verb.upper()} ON {table.name} BEGIN "  # noqa: S608
        f"UPDATE sums SET num_rows = {count}, total = {total} WHERE name = '{table.name}'; END"
    )
