"""The ledger as the program holds it: opened, asked, copied, closed."""

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from planner.ledger import audit, backup
from planner.ledger.accounts import Accounts
from planner.ledger.deriving import renewed_together
from planner.ledger.editions import Editions
from planner.ledger.engine import at_once, file_of, location_of, make_engine, name_of, reading, watch_of, writing
from planner.ledger.fingerprint import fingerprint
from planner.ledger.happened import Happened
from planner.ledger.jobs import Jobs
from planner.ledger.opening import prepare, trouble
from planner.ledger.put_back import BACK, IN_USE, put_aside
from planner.ledger.records import Anchor, AuditEntry, Verification
from planner.ledger.register import Register
from planner.ledger.sessions import SignedIn
from planner.ledger.station_files import StationFiles
from planner.ledger.team_days import TeamDays
from planner.ledger.tokens import Tokens
from planner.ledger.verifying import verify
from planner.ledger.weeks import Weeks

BUSY_TIMEOUT = 8.0
"""Seconds to wait, without a word, for another desk: nobody does so for more than ten. The longest transaction, importing
28,000 households, takes about one."""

_USES: ContextVar[tuple[tuple["HeldLedger", Engine], ...]] = ContextVar("_USES", default=())
"""Uses of ledgers that are held open, that are under way here, and the database in which each began."""


class Ledger(Register, Happened, Accounts, SignedIn, Tokens, Weeks, TeamDays, Jobs, Editions, StationFiles):
    """An open ledger; a context manager that closes it.

    Each writing method is one transaction: a program killed at any moment leaves all of it or nothing.
    Every method raises `InputError` with an E6xxx fault when the database is locked, damaged or gone.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, path_or_url: Path | str, *, create: bool = False, busy_timeout: float = BUSY_TIMEOUT) -> Self:
        """Open a ledger, bring its schema up to date and check that the file is sound.

        Parameters
        ----------
        path_or_url
            SQLite file, or any SQLAlchemy URL.
        create
            Make the ledger where there is none.
        busy_timeout
            Seconds to wait for another process.

        Raises
        ------
        InputError
            E6001 missing, E6002 no ledger, E6003 newer schema, E6004 damaged, E6005 locked,
            E6006 cannot be read or written, E6009 unusable URL, E6148 a backup was put in the place of one that is open.
        """
        return cls(_opened(path_or_url, create=create, busy_timeout=busy_timeout))

    @classmethod
    def has_interrupted(cls, path_or_url: Path | str) -> bool:
        """Whether commands have begun and not ended, or plans wait to be fetched; no, where a ledger cannot be read."""
        url = location_of(path_or_url)
        file = file_of(url)
        if file is not None and not file.is_file():
            return False
        engine = make_engine(url, busy_timeout=BUSY_TIMEOUT)
        try:
            ledger = cls(engine)
            return ledger.has_open_jobs() or (file is None and ledger.has_waiting_files())
        finally:
            engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextlib.contextmanager
    def at_once(self) -> Iterator[Callable[[], AbstractContextManager[object]]]:
        """Do what several people want as one transaction; see `planner.ledger.engine.at_once`.

        What recorded lines mean for doors and complaints is renewed once, at its end; that of a person's part at the part's.
        """
        with at_once(self._engine) as apart, renewed_together(self._engine):

            @contextlib.contextmanager
            def part() -> Iterator[None]:
                with apart(), renewed_together(self._engine):
                    yield

            yield part

    def close(self) -> None:
        """Close every connection; SQLite then folds its write-ahead log into the file, unless another has taken its place."""
        _leave(self._engine)

    def is_put_back(self) -> bool:
        """Whether a backup was put in this ledger's place and nobody was told so far."""
        if file_of(self._engine.url) is None:
            return False
        with reading(self._engine) as connection:
            return bool(connection.exec_driver_sql("PRAGMA user_version").scalar() == BACK)

    def take_note_of_backup(self) -> None:
        """Keep that it was told."""
        with writing(self._engine) as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {IN_USE}")

    def put_aside(self) -> tuple[Path, ...]:
        """Files that former ledgers left beside the one that a backup took the place of."""
        file = file_of(self._engine.url)
        return () if file is None else put_aside(file)

    def require_file(self) -> None:
        """Refuse what only a ledger in a file can do, on a server (E6041)."""
        backup.require_file(self._engine)

    def backup(self, path: Path) -> Anchor:
        """Copy the ledger into a new file and check every page of it; the last entry of its audit trail.

        Raises
        ------
        InputError
            E6040 if the file exists, E6041 for a server, E6042 if the copy is not sound, E6023 if the disk refuses.
        """
        return backup.back_up(self._engine, path)

    def audit(self, *, now: dt.datetime, actor: str, action: str, subject: str, details: Mapping[str, int | str]) -> None:
        """Add an entry to the audit trail: ids and counts only, nothing about a person."""
        with writing(self._engine) as connection:
            audit.append(connection, now=now, actor=actor, action=action, subject=subject, details=details)

    def audit_trail(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        actor: str | None = None,
        action: str | None = None,
    ) -> tuple[AuditEntry, ...]:
        """Return the audit trail, oldest first; all of it, or what the filters leave.

        Parameters
        ----------
        since, until
            Moments with their time zone; entries from `since` on and before `until`.
        actor, action
            Exactly these; see `AuditEntry`.
        """
        with reading(self._engine) as connection:
            return audit.read(connection, since=since, until=until, actor=actor, action=action)

    def anchor(self, *, before: dt.datetime) -> Anchor | None:
        """The last entry of the audit trail before a moment; `None`: there is none."""
        with reading(self._engine) as connection:
            return audit.last_before(connection, before)

    def verify(self, anchors: Sequence[Anchor] = (), backups: Sequence[Path] = ()) -> Verification:
        """Say what is not as this program left it: pages, triggers, rows, the chain of the audit trail and its anchors.

        Parameters
        ----------
        backups
            Copies that recorded rows are held against: one that has changed since must have an entry that says so.
        """
        with reading(self._engine) as connection:
            return verify(connection, anchors, backups)

    def fingerprint(self) -> str:
        """Return a hash of all that a plan can depend on, 64 hexadecimal digits."""
        with reading(self._engine) as connection:
            return fingerprint(connection)


class HeldLedger(Ledger):
    """A ledger that stays open between uses, for a door that serves many people: leaving it closes nothing, `close` does.

    Where a backup takes its place, what was under way is refused, and the next use opens the backup.

    Attributes
    ----------
    when_reopened
        Called after that.
    """

    def __init__(self, engine: Engine) -> None:
        self._held, self._is_left, self._reopening = engine, False, threading.Lock()
        self.when_reopened: Callable[[], object] = lambda: None

    @property
    def _engine(self) -> Engine:  # type: ignore[override]
        """The database that lies there; what was begun in a former one ends, and is refused, there.

        Raises
        ------
        InputError
            E6186 for a use that began in a former one; as `Ledger.open` if what lies there cannot be opened.
        """
        begun = next((engine for ledger, engine in _USES.get() if ledger is self), self._held)
        watch = watch_of(self._held)
        if watch is None or (begun is self._held and not watch.is_lost):
            return begun
        if _USES.get() or not watch.is_calm:
            raise trouble("E6186", name_of(self._held.url))
        with self._reopening:
            if watch_of(self._held) is watch:  # nobody else was quicker
                if not self._is_left:
                    watch.leave()
                    self._is_left = True
                self._held = _opened(self._held.url.database or "")
                self._is_left = False
                self.when_reopened()
        return self._held

    def close(self) -> None:
        """Close it, whatever lies in its place."""
        if not self._is_left:
            _leave(self._held)

    def __enter__(self) -> Self:
        """Use it: all of the use in one database, or the rest of it is refused."""
        _USES.set((*_USES.get(), (self, self._engine)))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave it open."""
        _USES.set(_USES.get()[:-1])


def _opened(path_or_url: Path | str, *, create: bool = False, busy_timeout: float = BUSY_TIMEOUT) -> Engine:
    url = location_of(path_or_url)
    file = file_of(url)
    if file is not None and not create and not file.is_file():
        raise trouble("E6001", name_of(url))
    engine = make_engine(url, busy_timeout=busy_timeout)
    try:
        prepare(engine, create=create)
    except BaseException:
        engine.dispose()
        raise
    if (watch := watch_of(engine)) is not None:
        watch.begin()
    return engine


def _leave(engine: Engine) -> None:
    watch = watch_of(engine)
    if watch is None or watch.leave():
        engine.dispose()
