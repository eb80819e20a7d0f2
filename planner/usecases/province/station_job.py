"""The day of one station as a job that may be done anywhere, and again: whoever finds a plan of the day leaves it as it is."""

import datetime as dt
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.domain.province import StationDay, StationState
from planner.usecases.acting import Acting
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.refusing import CheckFailedError, RequiredMissedError
from planner.usecases.searching import SearchWish
from planner.usecases.signing_in import at_work
from planner.usecases.workspace import Workspace

LOCK_FILE = ".dds.province.lock"
"""Held while a run of a province plans the station; the system lets go of it when the process ends, however it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationJob:
    """What a worker is told, and all that it is told.

    Attributes
    ----------
    workspace
        Folder of the station's workspace, as the worker sees it.
    person
        Who asked for the run, for the station's audit trail.
    """

    station: str
    workspace: Path
    date: dt.date
    wish: SearchWish
    person: str


def plan_station(job: StationJob) -> StationDay:
    """Plan the day of a station, unless it has a plan; every fault of the station becomes its code, other stations go on."""
    began = time.perf_counter()
    day = StationDay(station=job.station, date=job.date, state=StationState.FAILED)
    try:
        acting = Acting(person=job.person, clock=lambda: dt.datetime.now(dt.UTC))
        workspace = at_work(Workspace(job.workspace, acting), frozenset({Role.DESK}))
        with FileLock(job.workspace / LOCK_FILE, timeout=0):
            kept = kept_day(job.station, workspace, job.date)
            if kept is not None:
                return kept
            report = plan_day(workspace, job.date, job.wish, reporter=Silent())
    except Timeout:
        return replace(day, state=StationState.BUSY)
    except Exception as error:  # noqa: BLE001 (one station's trouble, a bug of ours too, is its own: it is named, the others go on)
        return replace(day, code=_code_of(error), seconds=time.perf_counter() - began, peak=_peak())
    plan = report.result.plan
    return replace(
        day,
        state=StationState.PLANNED,
        version=report.kept.version,
        num_stops=plan.num_stops,
        num_left_out=len(plan.unassigned),
        num_teams=report.num_shifts,
        seconds=time.perf_counter() - began,
        peak=_peak(),
    )


def kept_day(station: str, workspace: Workspace, date: dt.date) -> StationDay | None:
    """The newest plan that a station has of a day; `None`: it has none."""
    with workspace.ledger() as ledger:
        plans = ledger.plans(date)
    if not plans:
        return None
    newest = max(plans, key=lambda plan: plan.version)
    return StationDay(
        station=station, date=date, state=StationState.KEPT, version=newest.version, num_stops=newest.num_stops,
        num_left_out=newest.num_unassigned,
    )  # fmt: skip


def _code_of(error: Exception) -> str:
    if isinstance(error, InputError):
        return error.faults[0].code
    if isinstance(error, RequiredMissedError):
        return "required_missed"
    if isinstance(error, CheckFailedError):
        return "check_failed"
    return f"bug:{type(error).__name__}"


def _peak() -> int | None:
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 (there is none on Windows)

    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else 1024 * found
