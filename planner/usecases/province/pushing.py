"""What workers without the stations' folders need is brought to the stations' servers."""

import datetime as dt
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.province import StationTask
from planner.usecases.acting import Acting
from planner.usecases.jobs.changing import changing
from planner.usecases.jobs.station_data import bring_data
from planner.usecases.plain import plain
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.station_job import StationJob
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.week.question import NUM_DAYS
from planner.usecases.workspace import Workspace

_PATIENCE = 5.0
"""Seconds to wait for a command of the station: the others are not to wait for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What was brought of one station.

    Attributes
    ----------
    num_files
        Files that its server lacked or had otherwise; `None`: it has no server, or its folder is not here, or it failed.
    code
        Of the fault that it failed of; empty: it did not fail.
    """

    station: str
    num_files: int | None = None
    code: str = ""

    def as_data(self) -> object:
        """The station's line for JSON."""
        return plain(self)


def push_stations(place: ProvinceFolder, *, person: str) -> tuple[Brought, ...]:
    """Bring settings and roads of all stations with a ledger on a server whose folders are here; one that fails is named."""
    found = []
    for station in place.province.stations:
        here = (place.workspace_of(station) / SETTINGS_FILE).is_file()
        one = Brought(station=station.name)
        if here and place.ledger_of(station):
            try:
                number = push(place.open_station(station, Acting(person=person, clock=place.clock)))
                one = Brought(station=station.name, num_files=number)
            except InputError as error:
                one = Brought(station=station.name, code=error.faults[0].code)
        found.append(one)
    return tuple(found)


def push_workspace(workspace: Workspace) -> Brought:
    """Bring what a single station's server lacks.

    Raises
    ------
    InputError
        E6009 if its ledger is no server's; E6110 if another command is writing.
    """
    if "://" not in str(workspace.ledger_place):
        raise InputError.of("E6009", reason="postgresql://HOST/DATABASE")
    return Brought(station=workspace.folder.resolve().name, num_files=push(workspace))


def push(workspace: Workspace, *dates: dt.date) -> int:
    """Bring what a station's server lacks or has otherwise; how many files.

    Parameters
    ----------
    dates
        Days to be planned elsewhere; see `bring_data`.
    """
    with changing(workspace, patience=_PATIENCE) as ledger:
        return bring_data(workspace, ledger, dates)


def push_for(job: StationJob) -> str:
    """Bring what a job needs where its worker may have no folder of the station; the code of the fault, or nothing."""
    if job.ledger_url is None or not (job.workspace / SETTINGS_FILE).is_file():
        return ""
    num_days = NUM_DAYS if job.task is StationTask.WEEK else 1
    acting = Acting(person=job.person, clock=lambda: dt.datetime.now(dt.UTC))
    try:
        workspace = Workspace(job.workspace, acting, ledger_url=job.ledger_url)
        push(workspace, *(job.date + dt.timedelta(days=n) for n in range(num_days)))
    except InputError as error:
        return error.faults[0].code
    return ""
