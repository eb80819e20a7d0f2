"""All stations of a province planned in one run; jobs that a dying worker took along are handed out again."""

import concurrent.futures
import datetime as dt
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace

from planner.domain.errors import InputError
from planner.domain.province import StationDay, StationState, StationTask, tally
from planner.usecases.acting import Acting
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.province.places import ProvinceFolder
from planner.usecases.province.pushing import push_for
from planner.usecases.province.run_log import last_codes, make_log, note
from planner.usecases.province.station_job import StationJob, kept_work, plan_station
from planner.usecases.province.workers import Workers
from planner.usecases.searching import SearchWish, prepare
from solvers.registry import DEFAULT_ENGINE, make_engine

_PATIENCE = 0.5
"""Seconds between looks whether somebody asked to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceReport:
    """What a run of a province gave, in the order of its list; `date` is the day, or the first one of the week."""

    task: StationTask
    date: dt.date
    days: tuple[StationDay, ...]

    @property
    def has_failed(self) -> bool:
        """Whether some station has no plan that should have one."""
        return any(day.state is StationState.FAILED for day in self.days)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        counts = {state.value: number for state, number in tally(self.days).items()}
        stations = [plain(day) for day in self.days]
        return {"task": self.task.value, "date": self.date.isoformat(), "counts": counts, "stations": stations}


def plan_province(
    place: ProvinceFolder, date: dt.date, wish: SearchWish, *, person: str, workers: Workers, reporter: Reporter
) -> ProvinceReport:
    """Plan a day of every station that has no plan of it.

    A station that fails is named with its code and holds up nobody. Stopped or killed, the same call goes on where it was; two
    runs at once plan no station twice.

    Raises
    ------
    InputError
        E6205 if the workers cannot be reached; what was planned before is kept.
    """
    return _run(_asked(place, StationTask.DAY, date, wish, person), place, workers, reporter)


def plan_province_weeks(
    place: ProvinceFolder, start: dt.date, wish: SearchWish, *, person: str, workers: Workers, reporter: Reporter
) -> ProvinceReport:
    """Plan the six days from one on for every station that has no whole week of them; else as `plan_province`.

    A station's week that was interrupted goes on where it was.
    """
    return _run(_asked(place, StationTask.WEEK, start, wish, person), place, workers, reporter)


def province_status(place: ProvinceFolder, date: dt.date, task: StationTask = StationTask.DAY) -> ProvinceReport:
    """Where each station stands: by its own ledger, and by the log where it has no plan."""
    codes = last_codes(place, task, date)
    days = []
    acting = Acting(person="status", clock=place.clock)
    asked = _asked(place, task, date, SearchWish(), acting.person)
    for station, job in zip(place.province.stations, asked, strict=True):
        day, code = None, codes.get(job.station, "")
        try:
            with place.ledger_open(station, acting) as ledger:
                day = kept_work(job, ledger)
        except InputError as error:
            code = error.faults[0].code
        missing = StationState.FAILED if code else StationState.WAITING
        days.append(day or StationDay(station=job.station, date=date, state=missing, code=code))
    return ProvinceReport(task=task, date=date, days=tuple(days))


def _asked(place: ProvinceFolder, task: StationTask, date: dt.date, wish: SearchWish, person: str) -> tuple[StationJob, ...]:
    return tuple(
        StationJob(
            station=station.name,
            workspace=place.workspace_of(station),
            ledger_url=place.ledger_of(station),
            task=task,
            date=date,
            wish=wish,
            person=person,
        )
        for station in place.province.stations
    )


def _run(asked: Sequence[StationJob], place: ProvinceFolder, workers: Workers, reporter: Reporter) -> ProvinceReport:
    task, date = asked[0].task, asked[0].date
    make_log(place, task, date)
    found = {day.station: day for day in province_status(place, date, task).days if day.state is StationState.KEPT}
    jobs = [job for job in asked if job.station not in found]
    if jobs and workers.are_here:
        prepare(make_engine(jobs[0].wish.engine or DEFAULT_ENGINE), reporter=reporter)  # once for all workers
    elif jobs:
        reporter.phase("bringing settings and roads to the stations' servers")
        codes = {job.station: push_for(job) for job in jobs}
        for job in jobs:
            if codes[job.station]:
                found[job.station] = replace(_without(job, StationState.FAILED), code=codes[job.station])
                note(place, task, found[job.station])
        jobs = [job for job in jobs if not codes[job.station]]
    reporter.phase("planning {stations} stations", stations=len(jobs))
    for num_done, day in enumerate(_days(jobs, workers, reporter) if jobs else (), start=1):
        found[day.station] = day
        note(place, task, day)
        reporter.step(num_done, len(jobs))
    days = (found.get(job.station) or _without(job, StationState.WAITING) for job in asked)
    return ProvinceReport(task=task, date=date, days=tuple(days))


@dataclass(slots=True, kw_only=True)
class _Turn:
    """A job with how often it may still be handed out: after its worker died, and after another run had the station."""

    job: StationJob
    tries: int
    asks: int = 2


def _days(jobs: Sequence[StationJob], workers: Workers, reporter: Reporter) -> Iterator[StationDay]:
    """What becomes of jobs, as they end; no more are handed out than are worked at, so that a stop or a death costs little."""
    left = deque(_Turn(job=job, tries=workers.tries) for job in jobs)
    out: dict[Future[StationDay], _Turn] = {}
    executor = workers.start()
    try:
        while out or (left and not reporter.is_interrupted()):
            while left and len(out) < workers.num(executor) and not reporter.is_interrupted():
                turn = left.popleft()
                out[executor.submit(plan_station, turn.job)] = turn
            if not out:  # there is no worker now
                time.sleep(_PATIENCE)
            ended, _ = concurrent.futures.wait(out, timeout=_PATIENCE, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in ended:
                turn = out.pop(future)
                if future.cancelled():
                    left.appendleft(turn)
                elif (day := _outcome(future, turn)) is not None:
                    yield day
                else:
                    left.append(turn)
            if any(future.cancelled() for future in ended):  # whoever handed out the jobs is gone, with all of them
                left.extendleft(out.values())
                out = {}
                executor.shutdown(wait=False)
                executor = workers.start()
    finally:
        executor.shutdown(wait=not out, cancel_futures=True)


def _outcome(future: Future[StationDay], turn: _Turn) -> StationDay | None:
    """What became of a job; `None`: it is to be handed out again."""
    error = future.exception()
    if isinstance(error, ImportError):  # of a worker without this program
        return replace(_without(turn.job, StationState.FAILED), code=f"worker:{type(error).__name__}")
    if error is not None:  # the job itself lets no error through: its worker is gone
        turn.tries -= 1
        return None if turn.tries else replace(_without(turn.job, StationState.FAILED), code="worker_died")
    day = future.result()
    if (
        day.state is StationState.BUSY
    ):  # perhaps by a worker that was given up too early: it is asked again when the others are done
        turn.asks -= 1
        return day if turn.asks == 0 else None
    return day


def _without(job: StationJob, state: StationState) -> StationDay:
    return StationDay(station=job.station, date=job.date, state=state)
