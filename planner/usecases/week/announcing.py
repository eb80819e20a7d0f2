"""What approved weeks have announced for days to come, read from their plans."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.domain.candidate import Candidate
from planner.domain.errors import Fault, InputError
from planner.domain.plan import Plan, Stop
from planner.domain.problem import Problem
from planner.domain.visit import Visit, VisitKind
from planner.domain.week_record import WeekRecord
from planner.usecases.reading import Reading, ReadPlan, read_kept_plan
from planner.usecases.sheets_out import routes_of, unread_plan
from planner.usecases.workspace import Workspace

HOMES = frozenset({VisitKind.FIRST, VisitKind.REVISIT})
"""Visits that are announced: complaints and facilities are nobody else's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What an approved week has announced for a day.

    Attributes
    ----------
    plan_version
        Of the day's plan.
    visits
        Those in it.
    reserves
        Homes that stand in reserve in it.
    groups
        RTs of its homes.
    gone_to
        Homes that stood on a sheet of that week already: it does not come to a door twice, whoever opened.
    is_known
        Whether its plan can be read. Otherwise nothing says what was announced: a week leaves the day as it is.
    unread
        E4095 for plans of it, and of the days before it in its week, that cannot be read.
    """

    plan_version: int
    visits: frozenset[str]
    groups: frozenset[str]
    reserves: frozenset[str] = frozenset()
    gone_to: frozenset[str] = frozenset()
    is_known: bool = True
    unread: tuple[Fault, ...] = ()

    def is_gone_to(self, one: Candidate) -> bool:
        """Whether its week has been at a home already that was not promised to be come back to."""
        return one.visit.id in self.gone_to and not one.visit.is_required

    def is_own(self, one: Candidate) -> bool:
        """Whether a home belongs to the announced day: it was planned for it, or is in one of its RTs."""
        return one.visit.kind in HOMES and (one.visit.id in self.visits or one.visit.group in self.groups)


def announced_days(
    workspace: Workspace, weeks: Sequence[WeekRecord], dates: Sequence[dt.date], *, reading: Reading = read_kept_plan
) -> dict[int, Announced]:
    """By index of a day what the week that was approved last has announced for it.

    Where the day was planned again since, and goes to all RTs of the announced plan, or nobody can tell, the newest plan is the
    day's.
    """
    told: dict[int, tuple[WeekRecord, int]] = {}
    for week in sorted((one for one in weeks if one.approved_at is not None), key=_moment):
        told |= {
            dates.index(day.date): (week, day.plan_version)
            for day in week.days
            if day.date in dates and day.plan_version is not None
        }
    gone_to = {week.start: _gone_to(workspace, week.start, before=min(dates)) for week, _ in told.values()}
    return {
        n: _announced(workspace, dates[n], version, *gone_to[week.start], reading)
        for n, (week, version) in sorted(told.items())
    }


def _moment(week: WeekRecord) -> dt.datetime:
    if week.approved_at is None:
        raise ValueError("the week is not approved")
    return week.approved_at


def _gone_to(workspace: Workspace, since: dt.date, *, before: dt.date) -> tuple[frozenset[str], tuple[Fault, ...]]:
    """Homes that stood on a printed sheet since a day, also where the visit was put off or fell away, or that are recorded.

    With them E4095 for the plans of such sheets that cannot be read.
    """
    stood: set[str] = set()
    unread: list[Fault] = []
    with workspace.ledger() as ledger:
        told = {one.household for one in ledger.visits(since, workspace.now().date()) if one.household}
        days = [since + dt.timedelta(days=n) for n in range((before - since).days)]
        papers = ledger.sheets_by_day(days)
        printed = {(day, sheet.plan_version) for day in days for sheet in papers[day] if sheet.printed_at is not None}
        for day, version in sorted(printed):
            try:
                stood.update(id_ for _, stops, _ in routes_of(workspace, day, version) for id_ in stops)
            except InputError:
                unread.append(unread_plan(day, version))
        return frozenset(told.union(one.id for one in ledger.households(stood))), tuple(unread)


def read_day(workspace: Workspace, date: dt.date, version: int) -> ReadPlan:
    """The plan of a day of a week."""
    return read_kept_plan(plan_path(workspace, date, version))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayRead:
    """The plan of a day of a week as far as it can be read; `kept` is `None` where neither it nor a newer one can be."""

    version: int
    kept: ReadPlan | None


def day_as_read(workspace: Workspace, date: dt.date, version: int, *, reading: Reading = read_kept_plan) -> DayRead:
    """The plan of a day of a week; where its file is gone or damaged, the newest that was made since in its place."""
    with workspace.ledger() as ledger:
        later = [plan.version for plan in ledger.plans(date) if plan.version > version]
    for one in (version, *reversed(later)):
        kept = _readable(workspace, date, one, reading)
        if kept is not None:
            return DayRead(version=one, kept=kept)
    return DayRead(version=version, kept=None)


def _readable(workspace: Workspace, date: dt.date, version: int, reading: Reading) -> ReadPlan | None:
    try:
        return reading(plan_path(workspace, date, version))
    except InputError:
        return None


def plan_path(workspace: Workspace, date: dt.date, version: int) -> Path:
    """File of a version of a day's plan."""
    return workspace.plan_folder(date) / f"plan-v{version}.json"


def _announced(
    workspace: Workspace,
    date: dt.date,
    announced: int,
    gone_to: frozenset[str],
    unread: tuple[Fault, ...],
    reading: Reading,
) -> Announced:
    found = day_as_read(workspace, date, announced, reading=reading)
    kept, version = found.kept, found.version
    if kept is None:
        told = (*unread, unread_plan(date, version))
        return Announced(
            plan_version=version, visits=frozenset(), groups=frozenset(), gone_to=gone_to, is_known=False, unread=told
        )
    groups, newest = _groups(kept), _newest(workspace, date)
    if newest > version:
        later = _readable(workspace, date, newest, reading)
        if later is None:
            unread = (*unread, unread_plan(date, newest))
        elif groups <= _groups(later):
            kept, version = later, newest
    visits = frozenset(visit.id for visit, _, _ in stops_of(kept))
    reserves = frozenset(id_ for route in kept.document.plan.routes for id_ in route.reserves)
    return Announced(plan_version=version, visits=visits, groups=groups, reserves=reserves, gone_to=gone_to, unread=unread)


def _groups(kept: ReadPlan) -> frozenset[str]:
    """RTs of a plan's homes."""
    return frozenset(visit.group for visit, _, _ in stops_of(kept) if visit.kind in HOMES and visit.group)


def _newest(workspace: Workspace, date: dt.date) -> int:
    with workspace.ledger() as ledger:
        return ledger.newest_version(date)


def stops_of(kept: ReadPlan) -> Iterator[tuple[Visit, Stop, str]]:
    """Visits of a kept plan with their stops and teams."""
    return stops_made(kept.problem, kept.document.plan)


def stops_made(problem: Problem, plan: Plan) -> Iterator[tuple[Visit, Stop, str]]:
    """Visits of a plan with their stops and teams."""
    visits = {visit.id: visit for visit in problem.visits}
    teams = {shift.id: shift.team or shift.id for shift in problem.shifts}
    for route in plan.routes:
        for stop in route.stops:
            yield visits[stop.visit_id], stop, teams[route.shift_id]
