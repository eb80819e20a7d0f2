"""A province's folder: the list of its stations and the log of its runs."""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.domain.errors import Fault, InputError, Where, refuse
from planner.domain.province import STATION_NAME, Province, Station, StationTask
from planner.files import is_shared, keep_private, make_folder
from planner.formats.province_file import PROVINCE_FILE, read_province, write_province
from planner.formats.settings_file import read_settings
from planner.ledger.engine import schema_on_server
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.workspace import LEDGER_VARIABLE, LOCK_TIMEOUT, WORD_AFTER, Workspace

LOCK_FILE = ".dds.province.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceFolder:
    """A province, the folder of its file, and the moment."""

    folder: Path
    province: Province
    clock: Callable[[], dt.datetime]

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], dt.datetime]) -> "ProvinceFolder":
        """Open the province of a folder.

        Raises
        ------
        InputError
            E6201 if it has no `province.toml`; E50xx, E6009 or E6206 if that is wrong; E6203 if all stations would write into
            one ledger, E6214 if some are in one folder.
        """
        if not (folder / PROVINCE_FILE).is_file():
            raise InputError.of("E6201", folder=folder.name or str(folder))
        if os.environ.get(LEDGER_VARIABLE):
            raise InputError.of("E6203", variable=LEDGER_VARIABLE)
        place = cls(folder=folder, province=read_province(folder / PROVINCE_FILE), clock=clock)
        for station in place.province.stations:
            place.ledger_of(station)
        place._require_apart()
        return place

    def _require_apart(self) -> None:
        """Refuse stations that are in one folder, by whatever way: it would be counted twice (E6214)."""
        names: dict[Path, list[str]] = {}
        for station in self.province.stations:
            if self.ledger_of(station) is None:
                names.setdefault(self.workspace_of(station).resolve(), []).append(station.name)
        refuse(
            Fault(code="E6214", where=Where(file=PROVINCE_FILE), values={"names": ", ".join(some)})
            for some in names.values()
            if len(some) > 1
        )

    def today(self) -> dt.date:
        """The day it is at the stations, whatever zone this computer is in: as the first says whose settings are here."""
        now = self.clock()
        for station in self.province.stations:
            with contextlib.suppress(InputError):
                settings = read_settings(self.workspace_of(station) / SETTINGS_FILE)
                return now.astimezone(ZoneInfo(settings.day.time_zone)).date()
        return now.astimezone().date()

    def workspace_of(self, station: Station) -> Path:
        """Folder of a station's workspace, whole: a worker may stand elsewhere."""
        return (self.folder / station.folder).absolute()

    def ledger_of(self, station: Station) -> str | None:
        """Where the ledger of a station is on a server; `None`: in its folder.

        Raises
        ------
        InputError
            E6009 if that is no address of a PostgreSQL database; E6206 if it holds a password.
        """
        if not (station.schema or station.database):
            return None
        return schema_on_server(station.database or self.province.database, station.schema)

    def open_station(self, station: Station, acting: Acting) -> Workspace:
        """The workspace of a station in somebody's hands.

        Raises
        ------
        InputError
            As `Workspace` and `ledger_of`.
        """
        return Workspace(self.workspace_of(station), acting, ledger_url=self.ledger_of(station))

    @contextlib.contextmanager
    def ledger_open(self, station: Station, acting: Acting) -> Iterator[Ledger]:
        """The ledger of a station; one on a server is reached without the station's folder.

        Raises
        ------
        InputError
            As `open_station`.
        """
        url = self.ledger_of(station)
        is_here = (self.workspace_of(station) / SETTINGS_FILE).is_file()
        with Ledger.open(url) if url and not is_here else self.open_station(station, acting).ledger() as ledger:
            yield ledger

    @contextlib.contextmanager
    def alone(self, on_wait: Callable[[], object], *, patience: float = LOCK_TIMEOUT) -> Iterator[None]:
        """Hold the province's own lock while something is decided once for all.

        Raises
        ------
        InputError
            E6110 if another command holds it for too long, E6111 if this account may not take it.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 (brings asyncio along)

        lock = FileLock(self.folder / LOCK_FILE, mode=0o660 if is_shared(self.folder) else 0o600)
        try:
            with contextlib.suppress(Timeout):
                lock.acquire(timeout=min(patience, WORD_AFTER))
            if not lock.is_locked:
                on_wait()
                lock.acquire(timeout=patience)
        except Timeout:
            raise InputError.of("E6110", folder=self.folder.name) from None
        except OSError as error:
            raise InputError.of("E6111", Where(file=LOCK_FILE), reason=error.strerror or type(error).__name__) from error
        try:
            yield
        finally:
            lock.release()

    def log_path(self, task: StationTask, date: dt.date) -> Path:
        """Lines of what became of each station's day, or of its week from a day on."""
        kind = "" if task is StationTask.DAY else f"{task.value}-"
        return self.folder / "log" / f"{kind}{date.isoformat()}.jsonl"


def make_province(folder: Path, name: str, workspaces: Sequence[Path], clock: Callable[[], dt.datetime]) -> ProvinceFolder:
    """Write the list of stations, each named as its workspace's folder.

    Raises
    ------
    InputError
        E6202 if the folder has such a list already; E6101 for each folder that is no workspace, E6204 for one whose name will
        not do or stands twice.
    """
    if (folder / PROVINCE_FILE).exists():
        raise InputError.of("E6202", folder=folder.name or str(folder))
    refuse(Fault(code="E6101", values={"folder": path.name}) for path in workspaces if not (path / SETTINGS_FILE).is_file())
    names = [path.resolve().name.lower().replace("_", "-").replace(" ", "-") for path in workspaces]
    refuse(
        Fault(code="E6204", values={"folder": path.name})
        for number, (path, found) in enumerate(zip(workspaces, names, strict=True))
        if found in names[:number] or not STATION_NAME.fullmatch(found)
    )
    stations = [Station(name=found, folder=_as_seen_from(folder, path)) for path, found in zip(workspaces, names, strict=True)]
    make_folder(folder)
    keep_private(folder)
    write_province(folder / PROVINCE_FILE, Province(name=name, stations=tuple(stations)))
    return ProvinceFolder.open(folder, clock)


def _as_seen_from(folder: Path, path: Path) -> str:
    """Relative where the workspace lies below the province, so that both can be moved together."""
    whole, base = path.resolve(), folder.resolve()
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else str(whole)
