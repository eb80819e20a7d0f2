"""A lock of a ledger on a server, for those who share no folder; the server lets go of it when the connection ends."""

import enum
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import text

from planner.ledger.engine import faults, location_of, make_engine

_TAKE = text("SELECT pg_try_advisory_lock(hashtext(coalesce(current_schema(), '')), :purpose)")
_PAUSE = 0.1
"""Seconds between tries."""


class Purpose(enum.IntEnum):
    """What a lock is for; numbers of ours, as the server knows no names."""

    WRITING = 17_001
    """As the workspace's own lock: one command changes something."""
    PLANNING = 17_002
    """A run of a province plans the station."""


class ServerLock:
    """One lock of one schema; a context manager that does not wait."""

    def __init__(self, url: str, purpose: Purpose) -> None:
        self._url, self._purpose = url, purpose
        self._held = ExitStack()

    def acquire(self, timeout: float) -> None:
        """Take it, waiting no longer than so many seconds.

        Raises
        ------
        TimeoutError
            If somebody else has it.
        InputError
            E60xx if the server cannot be asked.
        """
        url, end = location_of(self._url), time.monotonic() + timeout
        with ExitStack() as opened, faults(url):
            engine = make_engine(url, busy_timeout=0)
            opened.callback(engine.dispose)
            connection = opened.enter_context(engine.connect().execution_options(isolation_level="AUTOCOMMIT"))
            while not connection.execute(_TAKE, {"purpose": self._purpose.value}).scalar():
                if time.monotonic() >= end:
                    raise TimeoutError
                time.sleep(_PAUSE)
            self._held = opened.pop_all()

    def release(self) -> None:
        """Let go of it."""
        self._held.close()

    def __enter__(self) -> Self:
        self.acquire(0)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def locks_on_server(place: Path | str, purpose: Purpose) -> tuple[ServerLock, ...]:
    """The lock of a ledger on a PostgreSQL server; none for a file, which has a folder of its own."""
    is_server = isinstance(place, str) and "://" in place and location_of(place).get_backend_name() == "postgresql"
    return (ServerLock(str(place), purpose),) if is_server else ()
