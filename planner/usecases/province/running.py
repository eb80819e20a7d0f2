"""All stations of a province planned in one run; jobs that a dying worker took along are handed out again."""

import concurrent.futures
import datetime as dt
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass

from planner.domain.errors import InputError
from planner.domain.province import StationDay, StationState, tally
from planner.files import keep_private
from planner.usecases.acting import Acting
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.station_job import StationJob, kept_day, plan_station
from planner.usecases.searching import SearchWish, prepare
from planner.usecases.workspace import Workspace
from solvers.registry import DEFAULT_ENGINE, make_engine

SEARCHERS = 2
"""Cores that one station's search uses."""

MOST_TRIES = 2
"""How often a job that took its worker along is handed out."""

_PATIENCE = 0.5
"""Seconds between looks whether somebody asked to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceReport:
    """What a run of a province gave, in the order of its list."""

    date: dt.date
    days: tuple[StationDay, ...]

    @property
    def has_failed(self) -> bool:
        """Whether some station has no plan that should have one."""
        return any(day.state is StationState.FAILED for day in self.days)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        counts = {state.value: number for state, number in tally(self.days).items()}
        return {"date": self.date.isoformat(), "counts": counts, "stations": [plain(day) for day in self.days]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Who does the jobs.

    Attributes
    ----------
    start
        Makes an executor; called again when its workers died.
    num
        Jobs handed out at a time.
    """

    start: Callable[[], Executor]
    num: int


def own_processes(num: int | None = None) -> Workers:
    """Processes of this PC; without a word as many as have two cores each for their search."""
    count = num or max(1, (os.cpu_count() or SEARCHERS) // SEARCHERS)
    context = multiprocessing.get_context("spawn")  # a copy of a process with running threads may stand still for ever

    def start() -> Executor:
        return ProcessPoolExecutor(count, mp_context=context, initializer=_leave_stopping_to_the_parent)

    return Workers(start=start, num=count)


def _leave_stopping_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def plan_province(
    place: ProvinceFolder, date: dt.date, wish: SearchWish, *, person: str, workers: Workers, reporter: Reporter
) -> ProvinceReport:
    """Plan a day of every station that has no plan of it.

    A station that fails is named with its code and holds up nobody. Stopped or killed, the same call goes on where it was; two
    runs at once plan no station twice.
    """
    stations = place.province.stations
    found = {day.station: day for day in province_status(place, date).days if day.state is StationState.KEPT}
    jobs = [
        StationJob(station=station.name, workspace=place.workspace_of(station), date=date, wish=wish, person=person)
        for station in stations
        if station.name not in found
    ]
    if jobs:
        prepare(make_engine(wish.engine or DEFAULT_ENGINE), reporter=reporter)  # once for all workers
    reporter.phase("planning {stations} stations", stations=len(jobs))
    for day in _days(jobs, workers, reporter) if jobs else ():
        found[day.station] = day
        _log(place, day)
        reporter.step(len(found), len(stations))
    waiting = (
        StationDay(station=station.name, date=date, state=StationState.WAITING)
        for station in stations
        if station.name not in found
    )
    found |= {day.station: day for day in waiting}
    return ProvinceReport(date=date, days=tuple(found[station.name] for station in stations))


def province_status(place: ProvinceFolder, date: dt.date) -> ProvinceReport:
    """Where the day of each station stands: by its own ledger, and by the log where it has no plan."""
    codes = {row["station"]: str(row["code"]) for row in _logged(place, date)}
    days = []
    for station in place.province.stations:
        day, code = None, codes.get(station.name, "")
        try:
            day = kept_day(
                station.name, Workspace(place.workspace_of(station), Acting(person="status", clock=place.clock)), date
            )
        except InputError as error:
            code = error.faults[0].code
        missing = StationState.FAILED if code else StationState.WAITING
        days.append(day or StationDay(station=station.name, date=date, state=missing, code=code))
    return ProvinceReport(date=date, days=tuple(days))


def _days(jobs: Sequence[StationJob], workers: Workers, reporter: Reporter) -> Iterator[StationDay]:
    """What becomes of jobs, as they end; few are handed out at a time, so that a worker's death is the fault of few."""
    left = [(job, 1) for job in reversed(jobs)]
    out: dict[Future[StationDay], tuple[StationJob, int]] = {}
    executor = workers.start()
    try:
        while out or (left and not reporter.is_interrupted()):
            while left and len(out) < workers.num and not reporter.is_interrupted():
                job, num_try = left.pop()
                out[executor.submit(plan_station, job)] = (job, num_try)
            ended, _ = concurrent.futures.wait(out, timeout=_PATIENCE, return_when=concurrent.futures.FIRST_COMPLETED)
            lost = []
            for future in ended:
                job, num_try = out.pop(future)
                error = future.exception()
                if error is None:
                    yield future.result()
                else:  # the job itself lets no error through: its worker is gone
                    lost.append((job, num_try))
            if lost:
                lost += [out.pop(future) for future in list(out)]
                executor.shutdown(wait=False, cancel_futures=True)
                executor = workers.start()
                left += [(job, num_try + 1) for job, num_try in lost if num_try < MOST_TRIES]
                yield from (_given_up(job) for job, num_try in lost if num_try >= MOST_TRIES)
    finally:
        executor.shutdown(cancel_futures=True)


def _given_up(job: StationJob) -> StationDay:
    return StationDay(station=job.station, date=job.date, state=StationState.FAILED, code="worker_died")


def _log(place: ProvinceFolder, day: StationDay) -> None:
    """One line at the end of the log; of what it says nothing is a home or a person."""
    path = place.log_path(day.date)
    path.parent.mkdir(exist_ok=True)
    keep_private(path.parent)
    line = {"at": place.clock().isoformat(timespec="seconds"), **plain(day)}
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(line) + "\n")


def _logged(place: ProvinceFolder, date: dt.date) -> Iterator[dict[str, object]]:
    path = place.log_path(date)
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # a line that a kill cut short
                continue
