"""What approved weeks have announced for days to come, read from their plans."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from planner.domain.plan import Plan, Stop
from planner.domain.problem import Problem
from planner.domain.visit import Visit, VisitKind
from planner.domain.week_record import WeekRecord
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.week.question import Announced
from planner.usecases.workspace import Workspace

HOMES = frozenset({VisitKind.FIRST, VisitKind.REVISIT})
"""Visits that are announced: complaints and facilities are nobody else's business."""


def announced_days(workspace: Workspace, weeks: Sequence[WeekRecord], dates: Sequence[dt.date]) -> dict[int, Announced]:
    """By index of a day what the week that was approved last has announced for it."""
    found: dict[int, Announced] = {}
    moments: dict[int, dt.datetime] = {}
    gone_to: dict[dt.date, frozenset[str]] = {}
    for week in weeks:
        for day in week.days:
            if week.approved_at is None or day.date not in dates or day.plan_version is None:
                continue
            n = dates.index(day.date)
            if n not in moments or week.approved_at >= moments[n]:
                moments[n] = week.approved_at
                if week.start not in gone_to:
                    gone_to[week.start] = _gone_to(workspace, week.start, before=min(dates))
                told = _announced(read_day(workspace, day.date, day.plan_version), day.plan_version)
                found[n] = replace(told, gone_to=gone_to[week.start])
    return found


def _gone_to(workspace: Workspace, since: dt.date, *, before: dt.date) -> frozenset[str]:
    """Homes that stood on a printed sheet since a day, also where the visit was put off or fell away, or that are recorded."""
    with workspace.ledger() as ledger:
        told = {one.household for one in ledger.visits(since, workspace.now().date()) if one.household}
        days = [since + dt.timedelta(days=n) for n in range((before - since).days)]
        printed = {(day, sheet.plan_version) for day in days for sheet in ledger.sheets(day) if sheet.printed_at is not None}
    stood = {
        visit.subject or visit.id
        for day, version in printed
        for visit, _, _ in stops_of(read_day(workspace, day, version))
        if visit.kind in HOMES
    }
    return frozenset(told | stood)


def read_day(workspace: Workspace, date: dt.date, version: int) -> ReadPlan:
    """The plan of a day of a week."""
    return read_kept_plan(plan_path(workspace, date, version))


def plan_path(workspace: Workspace, date: dt.date, version: int) -> Path:
    """File of a version of a day's plan."""
    return workspace.plan_folder(date) / f"plan-v{version}.json"


def _announced(kept: ReadPlan, version: int) -> Announced:
    made = [visit for visit, _, _ in stops_of(kept)]
    return Announced(
        plan_version=version,
        visits=frozenset(visit.id for visit in made),
        groups=frozenset(visit.group for visit in made if visit.kind in HOMES and visit.group),
    )


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
