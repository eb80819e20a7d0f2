"""The day or week of one station as a job that may be done anywhere, and again: whoever finds its plan leaves it as it is."""

import contextlib
import datetime as dt
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.domain.province import StationDay, StationState, StationTask
from planner.ledger.server_lock import Purpose, ServerLock
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from planner.usecases.daily import plan_day
from planner.usecases.progress import Silent
from planner.usecases.province.laying_out import laid_out
from planner.usecases.refusing import CheckFailedError, RequiredMissedError, refusal_of
from planner.usecases.rooms import SETTINGS_FILE
from planner.usecases.searching import SearchWish
from planner.usecases.signing_in import at_work
from planner.usecases.week.planning import plan_week
from planner.usecases.workspace import Workspace

LOCK_FILE = ".dds.province.lock"
"""Held while a run of a province plans the station; the system lets go of it when the process ends, however it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationJob:
    """What a worker is told, and all that it is told.

    Attributes
    ----------
    workspace
        Folder of the station's workspace; a worker that does not see it works with what the server of the ledger holds.
    ledger_url
        Where its ledger is on a server, without a password; `None`: in the folder.
    date
        The day, or the first one of the week.
    person
        Who asked for the run, for the station's audit trail.
    """

    station: str
    workspace: Path
    ledger_url: str | None = None
    task: StationTask = StationTask.DAY
    date: dt.date
    wish: SearchWish
    person: str


def plan_station(job: StationJob) -> StationDay:
    """Plan what a station is to plan, unless it has; every fault of the station becomes its code, other stations go on."""
    began = time.perf_counter()
    day = StationDay(station=job.station, date=job.date, state=StationState.FAILED)
    try:
        acting = Acting(person=job.person, clock=lambda: dt.datetime.now(dt.UTC))
        with _opened(job, acting) as opened:
            workspace = at_work(opened, frozenset({Role.DESK}))
            with workspace.ledger() as ledger:
                kept = kept_work(job, ledger)
            if kept is not None:
                return kept
            day = _PLANNING[job.task](job, workspace)
    except TimeoutError:  # of the lock
        return replace(day, state=StationState.BUSY)
    except Exception as error:  # noqa: BLE001 (one station's trouble, a bug of ours too, is its own: it is named, the others go on)
        day = replace(day, code=_code_of(refusal_of(error)))
    return replace(day, seconds=time.perf_counter() - began, peak=_peak())


@contextlib.contextmanager
def _opened(job: StationJob, acting: Acting) -> Iterator[Workspace]:
    """The station while this job alone plans it: its folder, or where there is none what its server holds."""
    url, is_here = job.ledger_url, (job.workspace / SETTINGS_FILE).is_file()
    if url is None:
        workspace = Workspace(job.workspace, acting)
        with FileLock(job.workspace / LOCK_FILE, timeout=0):
            yield workspace
        return
    with ServerLock(url, Purpose.PLANNING):
        if is_here:
            yield Workspace(job.workspace, acting, ledger_url=url)
            return
        with laid_out(url, acting) as workspace:
            yield workspace


def kept_work(job: StationJob, ledger: Ledger) -> StationDay | None:
    """The newest plan that a station has of what it is to plan; `None`: it has none, or a week not planned to its end."""
    kept = StationDay(station=job.station, date=job.date, state=StationState.KEPT)
    if job.task is StationTask.WEEK:
        weeks = ledger.weeks(job.date)
        if not weeks or not weeks[-1].is_finished:
            return None
        plans = [plan for day in weeks[-1].days for plan in ledger.plans(day.date) if plan.version == day.plan_version]
        return replace(kept, version=weeks[-1].version, num_stops=sum(plan.num_stops for plan in plans))
    plans = list(ledger.plans(job.date))
    if not plans:
        return None
    newest = max(plans, key=lambda plan: plan.version)
    return replace(kept, version=newest.version, num_stops=newest.num_stops, num_left_out=newest.num_unassigned)


def _plan_day(job: StationJob, workspace: Workspace) -> StationDay:
    report = plan_day(workspace, job.date, job.wish, reporter=Silent())
    plan = report.result.plan
    return StationDay(
        station=job.station, date=job.date, state=StationState.PLANNED, version=report.kept.version, num_stops=plan.num_stops,
        num_left_out=len(plan.unassigned), num_teams=report.num_shifts,
    )  # fmt: skip


def _plan_week(job: StationJob, workspace: Workspace) -> StationDay:
    report = plan_week(workspace, job.date, job.wish, reporter=Silent())
    return StationDay(
        station=job.station, date=job.date, state=StationState.PLANNED, version=report.record.version,
        num_stops=report.total("num_visits"), num_teams=max(day.num_teams for day in report.days),
    )  # fmt: skip


_PLANNING = {StationTask.DAY: _plan_day, StationTask.WEEK: _plan_week}


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
