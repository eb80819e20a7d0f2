"""Gets a database ready: is it a ledger, is it sound, is its schema up to date."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from planner.domain.errors import InputError, Where
from planner.ledger import schema
from planner.ledger.engine import file_of, name_of, reading, use_write_ahead_log, writing
from planner.ledger.looking import is_looking
from planner.ledger.migrating import SCHEMA_VERSIONS, ForeignDatabaseError, NewerSchemaError, current_version, migrate

LARGE_FILE = 64_000_000
"""Bytes above which opening checks the register alone: reading years of visits each time would take seconds."""


def prepare(engine: Engine, *, create: bool) -> None:
    """Check the file, make or migrate the schema.

    A file of up to `LARGE_FILE` bytes, and any that a killed program left behind, is checked as a whole; of a larger one
    everything but the recorded visits, which `dds backup` checks.

    Raises
    ------
    InputError
        E6002 no ledger, E6003 newer schema, E6004 damaged.
    """
    name, file = name_of(engine.url), file_of(engine.url)
    is_partial = file is not None and _is_large_and_closed(file)
    try:
        with reading(engine) as connection:
            version = current_version(connection)
            is_sound = file is None or is_ledger_sound(connection, is_partial=is_partial and version == SCHEMA_VERSIONS[-1])
        if version is None and not create:
            raise trouble("E6002", name)
        if not is_sound:
            raise trouble("E6004", name)
        if version != SCHEMA_VERSIONS[-1]:
            with writing(engine) as connection:
                migrate(connection)
        if file is not None and not is_looking(engine):
            use_write_ahead_log(engine)
    except ForeignDatabaseError:
        raise trouble("E6002", name) from None
    except NewerSchemaError as error:
        raise trouble("E6003", name, found=str(error), known=SCHEMA_VERSIONS[-1]) from None


def is_ledger_sound(connection: Connection, *, is_partial: bool = False) -> bool:
    """Ask SQLite whether every page is as it should be."""
    if not is_partial:
        return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok")
    names = [table.name for table in schema.metadata.sorted_tables if table is not schema.visits]
    return all(connection.exec_driver_sql(f"PRAGMA quick_check({name})").scalar() == "ok" for name in names)


def trouble(code: str, name: str, **values: object) -> InputError:
    """Make an error about the ledger as a whole."""
    return InputError.of(code, Where(file=name), ledger=name, **values)


def _is_large_and_closed(file: Path) -> bool:
    """Whether the file is large and was closed in good order: its write-ahead log is gone or empty."""
    log = file.with_name(f"{file.name}-wal")
    return file.is_file() and file.stat().st_size > LARGE_FILE and not (log.exists() and log.stat().st_size)
