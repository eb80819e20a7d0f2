"""Brings a ledger's schema up to this program's, in the caller's transaction.

Alembic is imported only when there is something to do: opening an up-to-date ledger costs one query.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from planner.ledger.deriving import renew_all
from planner.ledger.triggers import seal, unseal

SCHEMA_VERSIONS = tuple(f"{number:04}" for number in range(1, 21))
"""Every version there has been, oldest first; the last is this program's. The steps lie in `migrations/versions`."""

_MIGRATIONS = Path(__file__).with_name("migrations")


class NewerSchemaError(Exception):
    """The ledger was written by a newer program. Carries its schema version."""


class ForeignDatabaseError(Exception):
    """The database has tables, but is no ledger."""


def current_version(connection: Connection) -> str | None:
    """Version of the schema; `None` for an empty database.

    Raises
    ------
    ForeignDatabaseError
        If the database holds tables of another program.
    """
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "households", "audit"} <= tables:
        raise ForeignDatabaseError
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None:
        raise ForeignDatabaseError
    return str(version)


def migrate(connection: Connection) -> bool:
    """Run the steps that are missing, derive again what follows from the visits; say whether there was anything to do.

    Raises
    ------
    NewerSchemaError
        If the schema is newer than this program.
    ForeignDatabaseError
        If the database is no ledger.
    """
    version = current_version(connection)
    if version == SCHEMA_VERSIONS[-1]:
        return False
    if version is not None and version not in SCHEMA_VERSIONS:
        raise NewerSchemaError(version)
    from alembic import command  # noqa: PLC0415 (only needed when the schema changes)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    unseal(connection)
    command.upgrade(config, "head")
    if version is not None:
        # New columns that follow from the visits begin at their default: the visits say what belongs there.
        renew_all(connection)
    seal(connection)
    return True
