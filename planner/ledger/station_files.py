"""Keeps files of a station beside its ledger, for workers that have no folder of it, and what these have made of them."""

import datetime as dt
import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, inspect, select

from planner.domain.errors import InputError
from planner.ledger import schema
from planner.ledger.engine import file_of, reading, writing

_table = schema.station_files


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFile:
    """A file by its path in the station's folder."""

    path: str
    content: bytes
    sha256: str

    @property
    def is_sound(self) -> bool:
        """Whether the content is what was kept."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256


class StationFiles:
    """Files that somebody brought here, and those that wait to be fetched into the station's folder."""

    _engine: Engine

    @property
    def is_on_server(self) -> bool:
        """Whether others can reach this ledger without the station's folder."""
        return file_of(self._engine.url) is None

    def keep_file(self, path: str, content: bytes, *, now: dt.datetime, is_waiting: bool = False) -> None:
        """Keep a file in place of the one of its path.

        Parameters
        ----------
        is_waiting
            A worker made it, and the station's folder lacks it.
        """
        with writing(self._engine) as connection:
            connection.execute(delete(_table).filter_by(path=path))
            sha256 = hashlib.sha256(content).hexdigest()
            cells = {"path": path, "content": content, "sha256": sha256, "kept": now, "is_waiting": is_waiting}
            connection.execute(insert(_table), cells)

    def drop_files(self, paths: Collection[str]) -> None:
        """Keep files no longer."""
        if paths:
            with writing(self._engine) as connection:
                connection.execute(delete(_table).where(_table.c.path.in_(paths)))

    def file_hashes(self) -> dict[str, str]:
        """SHA-256 by path of the files that were brought here."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_table.c.path, _table.c.sha256).filter_by(is_waiting=False))
            return {row.path: row.sha256 for row in rows}

    def files(self, *, waiting_only: bool = False) -> tuple[StationFile, ...]:
        """Files by path: all, or those that wait to be fetched."""
        query = select(_table.c.path, _table.c.content, _table.c.sha256).order_by(_table.c.path)
        if waiting_only:
            query = query.filter_by(is_waiting=True)
        with reading(self._engine) as connection:
            return tuple(StationFile(**row) for row in connection.execute(query).mappings())

    def has_waiting_files(self) -> bool:
        """Whether some wait to be fetched; no, where the ledger cannot say: the command that follows tells what is wrong."""
        query = select(_table.c.path).filter_by(is_waiting=True).limit(1)
        try:
            with reading(self._engine) as connection:
                return inspect(connection).has_table(_table.name) and connection.execute(query).first() is not None
        except InputError:
            return False
