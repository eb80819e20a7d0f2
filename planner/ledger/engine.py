"""Opens the database: one file with safe settings, or a server by URL; database trouble becomes a coded fault."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import PoolProxiedConnection

from planner.domain.errors import InputError, Where
from planner.ledger.looking import is_looking, looking, may_write, require_unchanged
from planner.ledger.put_back import take_in
from planner.ledger.triggers import dds_sum
from planner.ledger.watching import Watch

_WRITING, _WATCH = "dds_writing", "dds_watch"
"""Options: of a transaction, that it writes; of an engine, the watch of its file."""

_OPEN: ContextVar[tuple[Engine, Connection] | None] = ContextVar("_OPEN", default=None)
"""The transaction that is open here, and the database that it is of."""

_SQLITE_CODES = {
    sqlite3.SQLITE_NOTADB: "E6002",
    sqlite3.SQLITE_CORRUPT: "E6004",
    sqlite3.SQLITE_BUSY: "E6005",
    sqlite3.SQLITE_LOCKED: "E6005",
}
"""SQLite's primary result codes that have a fault of their own; any other is E6006."""


_SERVER_STATES = frozenset({None, "42501", "25006", "3F000"})
"""Where a server refuses and we did nothing wrong: an option of the address (none), a role's rights, a copy only read, a schema
that is not there."""

_SERVER_SAYS = (
    "password authentication failed", "no password supplied", "no pg_hba.conf entry", "Connection refused",
    "failed to resolve host", "timeout expired", "does not exist", "permission denied", "read-only transaction",
    "terminating connection", "starting up", "shutting down", "too many", "No space left", "SSL", "invalid port number",
    "invalid sslmode value", "invalid connection option", "NUL",
)  # fmt: skip
"""What is told of a server's words."""


def location_of(path_or_url: Path | str) -> URL:
    """Read a path or a database URL.

    Raises
    ------
    InputError
        E6009 if the text has the form of a URL and is none.
    """
    if isinstance(path_or_url, str) and "://" in path_or_url:
        try:
            url = make_url(path_or_url)
        except (ArgumentError, ValueError):  # the latter of a port that is no number
            raise InputError.of("E6009", reason="URL") from None
        if "@" in (url.host or ""):  # of a password: what comes after its @ would be told as the server's name
            raise InputError.of("E6009", reason="@ → %40")
        return url
    return URL.create("sqlite", database=str(path_or_url))


def schema_on_server(database: str, schema: str) -> str:
    """The URL of a schema of a PostgreSQL database; the password is known to the environment or the account's password file.

    Raises
    ------
    InputError
        E6009 if the text is no address of such a database; E6206 if it holds a password.
    """
    url = location_of(database)
    if url.get_backend_name() != "postgresql":
        raise InputError.of("E6009", reason="postgresql://HOST/DATABASE")
    if url.password is not None or "password" in url.query:
        raise InputError.of("E6206", database=name_of(url))
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if schema:
        url = url.update_query_dict({"options": f"-csearch_path={schema}"})
    return url.render_as_string(hide_password=False)


def file_of(url: URL) -> Path | None:
    """The database file of a SQLite URL; `None` for a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def name_of(url: URL) -> str:
    """How messages call the database: the file's name, or the server's database; never a password."""
    file = file_of(url)
    return file.name if file else f"{url.get_backend_name()}:{url.database or ''}"


def make_engine(url: URL, *, busy_timeout: float) -> Engine:
    """Make the engine; on SQLite with foreign keys, full durability and a busy timeout.

    Parameters
    ----------
    busy_timeout
        Seconds that a statement waits for another process before E6005.

    Raises
    ------
    InputError
        E6009 if the driver is not there; E6148 if the file is a backup that was put in the place of one that is open.
    """
    file = file_of(url)
    if file is not None and file.is_file():
        take_in(file, may_write=may_write(file))
    try:
        # What people said is in no message of an error.
        # A server may have ended a connection that nobody used.
        watched = {"execution_options": {_WATCH: Watch(file)}} if file else {"pool_pre_ping": True}
        special = looking(file) if file and not may_write(file) else watched
        engine = create_engine(url, hide_parameters=True, **special)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputError.of("E6009", reason=str(error)) from error
    if url.get_backend_name() == "sqlite":
        _guard_sqlite(engine, busy_timeout)
    return engine


def watch_of(engine: Engine) -> Watch | None:
    """The watch of a ledger's file; `None`: it lies on a server, or is only looked at."""
    found: Watch | None = engine.get_execution_options().get(_WATCH)
    return found


def _inside(engine: Engine, *, is_writing: bool = False) -> AbstractContextManager[None]:
    """A transaction of what is still the file that was opened."""
    watch = watch_of(engine)
    return contextlib.nullcontext() if watch is None else watch.inside(is_writing=is_writing)


def _guard_sqlite(engine: Engine, busy_timeout: float) -> None:
    watch = watch_of(engine)

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: object) -> None:
        # The driver's own transaction handling would commit before schema changes; we begin ourselves.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(busy_timeout * 1000)}")
        connection.execute("PRAGMA foreign_keys = ON")
        # A recorded line must survive a power cut, not only a killed program.
        connection.execute("PRAGMA synchronous = FULL")
        # What is deleted or shortened is overwritten, not only given up.
        connection.execute("PRAGMA secure_delete = ON")
        connection.create_function("dds_sum", -1, dds_sum, deterministic=True)
        if watch is not None:
            watch.connections.add(connection)

    @event.listens_for(engine, "close")
    def _closed(connection: Any, _record: object) -> None:
        if watch is not None:
            watch.connections.discard(connection)

    @event.listens_for(engine, "detach")
    def _detached(connection: Any, _record: object) -> None:
        if watch is not None:
            watch.connections.discard(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock first: two desks queue up instead of failing in the middle.
        is_writing = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def use_write_ahead_log(engine: Engine) -> None:
    """Let desks read while one writes; kept in the file, so done only once it is known to be a ledger."""
    with raw(engine) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


@contextlib.contextmanager
def raw(engine: Engine) -> Iterator[PoolProxiedConnection]:
    """A connection without SQLAlchemy's ways, for what SQLite alone can do."""
    with _inside(engine), faults(engine.url), contextlib.closing(engine.raw_connection()) as connection:
        yield connection


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database; within `writing`, what that transaction sees."""
    if (outer := _OPEN.get()) is not None and outer[0] is engine:
        yield outer[1]
        return
    with _inside(engine), faults(engine.url), engine.connect() as connection, connection.begin():
        yield connection
    require_unchanged(engine)


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing; one within another is part of that."""
    if (outer := _OPEN.get()) is not None and outer[0] is engine:
        yield outer[1]
        return
    if is_looking(engine):
        raise InputError.of("E6111", Where(file=name_of(engine.url)), reason=os.strerror(errno.EACCES))
    with _inside(engine, is_writing=True), faults(engine.url), _beginning(engine) as connection, connection.begin():
        token = _OPEN.set((engine, connection))
        try:
            yield connection
        finally:
            _OPEN.reset(token)


def _beginning(engine: Engine) -> Connection:
    return engine.connect().execution_options(**{_WRITING: True})


@contextlib.contextmanager
def at_once(engine: Engine) -> Iterator[Callable[[], AbstractContextManager[object]]]:
    """One transaction for the work of several people, so that many lines cost one write to the disk.

    Yields
    ------
    Begins one person's part: if it fails, that part alone is taken back. Nothing is kept before the end of all.
    """
    with writing(engine) as connection:
        yield connection.begin_nested


@contextlib.contextmanager
def faults(url: URL) -> Iterator[None]:
    """Turn database trouble into an `InputError` with an E6xxx fault."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:  # the latter from who works without SQLAlchemy: wiping, copying
        code = _code_of(error)
        if code is None:
            raise
        name = name_of(url)
        reason = _reason(error.orig if isinstance(error, DBAPIError) else error) if code == "E6006" else ""
        raise InputError.of(code, Where(file=name), ledger=name, reason=reason) from error


def _code_of(error: DBAPIError | sqlite3.Error) -> str | None:
    """Code of a fault of the world around; `None` for a bug of ours (a broken constraint, wrong SQL)."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    result = getattr(cause, "sqlite_errorcode", None)
    if result is not None:
        primary = result & 0xFF
        is_ours = primary in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
        return None if is_ours else _SQLITE_CODES.get(primary, "E6006")
    # The driver's own kinds are many: each is told by what it is one of.
    is_theirs = isinstance(error, OperationalError | InterfaceError | DataError)
    return "E6006" if is_theirs or getattr(cause, "sqlstate", "") in _SERVER_STATES else None


def _reason(cause: BaseException | None) -> str:
    """What a database said, in words that we know: a server's own hold its address, its account, and what people typed."""
    said = str(cause)
    if isinstance(cause, sqlite3.Error):
        return said.splitlines()[0]
    return next((phrase for phrase in _SERVER_SAYS if phrase in said), type(cause).__name__)
