"""Plans a week and rolls it on: days already announced keep their RTs, a day is kept as soon as it is planned."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from planner.domain.errors import Fault, InputError, told_once
from planner.domain.job import Step
from planner.domain.week_record import WeekDay, WeekRecord
from planner.ledger.records import PlanRecord
from planner.usecases.jobs.changing import changing
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin
from planner.usecases.keeping_aside import keep_result
from planner.usecases.kept_by_hand import kept_by_hand
from planner.usecases.on_duty import duty_day
from planner.usecases.progress import Reporter
from planner.usecases.searching import Search, SearchWish
from planner.usecases.week.announcing import announced_days, read_day
from planner.usecases.week.days import PlannedDay, WeekPlanner
from planner.usecases.week.handed_out import days_out, without_days_out
from planner.usecases.week.locks import Before
from planner.usecases.week.question import NUM_DAYS, WeekData, week_data, with_announced
from planner.usecases.week.report import WeekReport, week_report
from planner.usecases.workspace import Workspace

_WORSE = 2
"""Times the visits that a plan may have had before a new one is told of, even where both are a week's."""


def plan_week(workspace: Workspace, start: dt.date, wish: SearchWish, *, reporter: Reporter) -> WeekReport:
    """Plan the six days from one on, or go on where that was interrupted; days that an approved week announced keep their RTs.

    Days of which sheets are handed out keep their plan (E4099).

    Each day is kept as an ordinary plan as soon as it is planned. Where the ledger has changed since the interruption the week
    begins anew, as its next version.

    Raises
    ------
    InputError
        E4001 if nobody is on duty, E4002 if nothing is due; E6xxx for trouble with the workspace.
    CheckFailedError
        If a plan broke a law.
    """
    workspace.require_writable(*(workspace.plan_folder(start + dt.timedelta(days=n)) for n in range(NUM_DAYS)))
    how = settled(workspace, wish)
    data = week_data(workspace, start, reporter=reporter)
    with workspace.ledger() as ledger:
        weeks = ledger.weeks()
    data = with_announced(data, announced_days(workspace, weeks, data.dates))
    out = days_out(workspace, data.dates)
    data = without_days_out(data, out)
    reporter.phase("giving each home its day")
    settings = data.records.as_learned(workspace.settings)
    planner = WeekPlanner(data, settings, how)
    record = _unfinished(weeks, data) or _begin(workspace, data, out)
    had = newest_plans(workspace, data.dates)
    reader = WeekPlans(workspace, data, record, had, {data.dates[n]: day.plan_version for n, day in out.items()})
    since = {date: had[n].version if n in had else 0 for n, date in enumerate(data.dates)}
    by_hand = {date: kept_by_hand(workspace, date) for date in data.dates}
    dropped: list[Fault] = []
    gave_way: dict[int, Fault] = {}
    for day in planner.plan(reader.before, reader.to_give_up(), reporter=reporter):
        dropped += by_hand[data.dates[day.index]].dropped()
        before, num_stops = had.get(day.index), day.result.plan.num_stops
        origin = Origin(limits=how.limits, fingerprint=data.records.fingerprint)
        kept = _keep(workspace, record, day, origin, since=since, reporter=reporter)
        record = _with(record, replace(record.days[day.index], plan_version=kept.version))
        dropped += kept.notes
        if not kept.notes:
            since[data.dates[day.index]] = kept.version
        is_told = before is not None and (not _is_of_a_week(weeks, before) or _WORSE * num_stops < before.num_stops)
        gave_way.pop(day.index, None)
        if before is not None and before.num_stops and is_told:
            code = "E4093" if day.problem.shifts else "E4106"
            gave_way[day.index] = _note(code, before, new=record.days[day.index].plan_version, after=num_stops)
    if not reporter.is_interrupted():
        offered = {n for n, ids in enumerate(planner.offered) if ids}
        record = _with_standing(workspace, record, reader.standing(planner.standing), offered)
    report = week_report(workspace, record)
    return replace(report, notes=told_once((*data.notes, *report.notes, *dropped, *gave_way.values())))


def roll_week(workspace: Workspace, wish: SearchWish, *, today: dt.date | None = None, reporter: Reporter) -> WeekReport:
    """Roll on at the end of a day: the six days from tomorrow on, of which those announced keep their RTs.

    Raises
    ------
    InputError
        As `plan_week`.
    """
    return plan_week(workspace, (today or duty_day(workspace)) + dt.timedelta(days=1), wish, reporter=reporter)


def settled(workspace: Workspace, wish: SearchWish) -> Search:
    """The search of each day."""
    usual = workspace.settings.plan
    return wish.settled(time_limit=usual.time_limit, engine=usual.engine, seed=usual.seed)


class WeekPlans:
    """The plans that the days of a week have: its own of before an interruption, and announced ones."""

    def __init__(
        self,
        workspace: Workspace,
        data: WeekData,
        record: WeekRecord,
        had: Mapping[int, PlanRecord],
        out: Mapping[dt.date, int],
    ) -> None:
        self._workspace, self._dates, self._had = workspace, data.dates, had
        self._own = {n: day.plan_version for n, day in enumerate(record.days) if day.plan_version is not None}
        self._versions = {n: one.plan_version for n, one in data.announced.items()} | self._own
        unknown = {data.dates[n]: one.plan_version for n, one in data.announced.items() if not one.is_known}
        self._left_alone = unknown | dict(out)

    def to_give_up(self) -> set[int]:
        """Days that have a plan with visits which does not stand whatever comes."""
        return {n for n, plan in self._had.items() if plan.num_stops and self._dates[n] not in self._left_alone}

    def before(self, n: int) -> Before | None:
        """The plan of a day."""
        if n not in self._versions:
            return None
        try:
            kept = read_day(self._workspace, self._dates[n], self._versions[n])
        except InputError:  # of this week's own, from before an interruption: the day is planned anew
            return None
        newest = self._had.get(n)
        is_given_up = newest is not None and newest.version > self._versions[n] and not newest.num_stops
        return Before(problem=kept.problem, plan=kept.document.plan, is_given_up=is_given_up)

    def standing(self, days: Collection[int]) -> dict[dt.date, int]:
        """The plans of days that stand, with those that cannot be read, and those whose sheets are handed out."""
        return self._left_alone | {self._dates[n]: self._versions[n] for n in days}


def newest_plans(workspace: Workspace, dates: Sequence[dt.date]) -> dict[int, PlanRecord]:
    """By index of a day the plan that it has before it is planned."""
    with workspace.ledger() as ledger:
        plans = [ledger.plans(date) for date in dates]
    return {n: found[-1] for n, found in enumerate(plans) if found}


def _is_of_a_week(weeks: Sequence[WeekRecord], plan: PlanRecord) -> bool:
    """Whether a plan was made by a week, as the next one may do better."""
    return any((day.date, day.plan_version) == (plan.date, plan.version) for week in weeks for day in week.days)


def _note(code: str, before: PlanRecord, **more: object) -> Fault:
    values = {"date": before.date.isoformat(), "old": before.version, "before": before.num_stops}
    return Fault(code=code, values=values | more)


def _unfinished(weeks: tuple[WeekRecord, ...], data: WeekData) -> WeekRecord | None:
    """The week that was interrupted, if the question is the same."""
    own = [week for week in weeks if week.start == data.dates[0]]
    if not own or own[-1].is_finished or own[-1].fingerprint != data.records.fingerprint:
        return None
    is_same = tuple((day.date, day.is_locked) for day in own[-1].days) == tuple(
        (date, n in data.announced) for n, date in enumerate(data.dates)
    )
    return own[-1] if is_same else None


def days_to_plan(data: WeekData, out: Collection[int]) -> tuple[WeekDay, ...]:
    """The days of a week before any is planned; free is one that nobody is on duty on and that does not stand as it is.

    Parameters
    ----------
    out
        Days of which sheets are handed out.
    """
    return tuple(
        WeekDay(
            date=date, is_locked=n in data.announced, is_free=not data.shifts[n] and n not in data.announced and n not in out
        )
        for n, date in enumerate(data.dates)
    )


def _begin(workspace: Workspace, data: WeekData, out: Collection[int]) -> WeekRecord:
    with changing(workspace) as ledger:
        days = days_to_plan(data, out)
        return ledger.begin_week(data.dates[0], days, fingerprint=data.records.fingerprint, **workspace.stamp())


def _keep(
    workspace: Workspace,
    record: WeekRecord,
    day: PlannedDay,
    origin: Origin,
    *,
    since: Mapping[dt.date, int],
    reporter: Reporter,
) -> KeptPlan:
    """Keep a day's plan and that it is the week's, before the next day is begun; `since`: the versions that the days had."""
    planned = record.days[day.index]
    values = {"start": record.start.isoformat(), "week": record.version, "date": planned.date.isoformat()}
    also = (Step(verb="week_day", values={**values, "is_locked": planned.is_locked, "is_free": planned.is_free}),)
    found = FoundPlan(
        problem=day.problem,
        places=day.places,
        result=day.result,
        origin=origin,
        kind="week",
        also=also,
        since=since[planned.date],
    )
    return keep_result(workspace, found, reporter=reporter)


def _with_standing(workspace: Workspace, record: WeekRecord, standing: Mapping[dt.date, int], offered: set[int]) -> WeekRecord:
    """Keep which days stand as they were announced, and which have nothing to plan."""
    with changing(workspace) as ledger, ledger.together():
        for n, day in enumerate(record.days):
            if day.plan_version is None:
                done = replace(day, is_free=n not in offered and day.date not in standing, plan_version=standing.get(day.date))
                ledger.keep_week_day(record.start, record.version, done)
                record = _with(record, done)
    return record


def _with(record: WeekRecord, done: WeekDay) -> WeekRecord:
    return replace(record, days=tuple(done if one.date == done.date else one for one in record.days))


def find_week(workspace: Workspace, start: dt.date | None, version: int | None = None) -> WeekRecord:
    """The newest week that begins on a day, or of all; or that of a version.

    Raises
    ------
    InputError
        E6087 if there is none, E6083 if there is none at all.
    """
    with workspace.ledger() as ledger:
        weeks = [week for week in ledger.weeks(start) if version in (None, week.version)]
    if not weeks:
        raise InputError.of("E6083") if start is None else InputError.of("E6087", start=start.isoformat())
    return max(weeks, key=lambda week: (week.created, week.version))
