"""A ledger's file in the hands of an account that may read and not write it: looked at, and nothing beside it made.

A file with a write-ahead log can be read beside a writer only where the log's index may be shared. While somebody is at work it
lies there and is shared; afterwards it is gone, and who may not make it reads the file as one that nobody changes. That holds
only as long as nobody does: each reading is refused if the file was written meanwhile.
"""

import functools
import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from planner.domain.errors import InputError, Where

_SEEN = "dds_seen"
"""Option of an engine that only looks: the file, and its state when opened; none where a writer shares its index."""

_State = tuple[int, int, int]


def may_write(file: Path) -> bool:
    """Whether this account may write a file and make others beside it; yes for one that is not there."""
    as_it_acts = os.access in os.supports_effective_ids
    return not file.exists() or all(os.access(path, os.W_OK, effective_ids=as_it_acts) for path in (file, file.parent))


def looking(file: Path) -> dict[str, Any]:
    """How an engine that only looks is made."""
    is_shared = file.with_name(f"{file.name}-wal").exists()
    address = f"{file.absolute().as_uri()}?mode=ro{'' if is_shared else '&immutable=1'}"
    connect = functools.partial(sqlite3.connect, address, uri=True, check_same_thread=False)
    return {"creator": connect, "execution_options": {_SEEN: (file, None if is_shared else _state(file))}}


def is_looking(engine: Engine) -> bool:
    """Whether an engine only looks."""
    return _SEEN in engine.get_execution_options()


def require_unchanged(engine: Engine) -> None:
    """Refuse what was read while somebody wrote.

    Raises
    ------
    InputError
        E6005: the command, given again, reads what is there then.
    """
    file, state = engine.get_execution_options().get(_SEEN, (None, None))
    if state is not None and state != _state(file):
        raise InputError.of("E6005", Where(file=file.name), ledger=file.name, reason="")


def _state(file: Path) -> _State:
    known = file.stat()
    return known.st_mtime_ns, known.st_size, known.st_ino
