"""Why a visit of a kept plan is where it is, or why it is not: asked of the plan, else of the ledger."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.candidate import DueList
from planner.domain.errors import InputError
from planner.domain.explanation import Explanation, Remedy
from planner.domain.out_of_reach import NoWay
from planner.domain.place import Point
from planner.domain.plan import Plan, Reason
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Visit, Window
from planner.improving.explain import explain
from planner.improving.reasons import reason_alone
from planner.improving.remedies import still_possible
from planner.rules.check import check
from planner.rules.follow_up import RESTING
from planner.rules.roster import shifts_of_day, teams_of_day
from planner.rules.timing import schedule
from planner.usecases.adding import with_candidates
from planner.usecases.door_words import worth_sentences
from planner.usecases.plain import plain
from planner.usecases.reading import ReadPlan
from planner.usecases.records import read_about, read_records, why_left_out
from planner.usecases.running_day import moment_meant, open_part
from planner.usecases.sheets_out import ON_SHEET, sheets_out
from planner.usecases.unreachable import why_no_way, within_reach
from planner.usecases.workspace import Workspace
from planner.words.language import Words

_BY_HOURS = frozenset({Reason.OUTSIDE_HOURS, Reason.OUTSIDE_SHIFTS})
"""Reasons of which the hours of the door are a part."""

MOST_DAYS = 7
"""Days ahead on which a place for the visit is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainReport:
    """What is known of a visit.

    Attributes
    ----------
    explanation
        By the plan's own problem; `None`: it does not know the visit.
    excluded
        Why it was not offered to the day: `rjk`, `do_not_visit`, `ask_rt_head`, `not_due`, `no_hours`, `merged`,
        `no_position`, `closed`, `unreachable`, what keeps every shift from it even alone (`outside_hours`, `too_far` …), or
        `not_offered` (due, and not chosen by the pool); empty: it was offered.
    is_done
        The visit was done or under way when the day was planned anew.
    no_way
        Why nobody on duty has a way there; `None`: somebody has one, or it was not asked.
    worth
        Where the worth of a planned routine visit comes from, in sentences; see `planner.usecases.door_words`.
    hours
        When its door may be visited, where that is why nobody makes it.
    """

    visit_id: str
    explanation: Explanation | None = None
    excluded: str = ""
    is_done: bool = False
    no_way: NoWay | None = None
    worth: tuple[str, ...] = ()
    hours: tuple[Window, ...] = ()

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        found = self.explanation
        if found is None:
            why = {"is_planned": False, "reason": self.excluded, "is_offered": False}
            more = {"no_way": plain(self.no_way), "worth": list(self.worth), "hours": plain(self.hours)}
            return {"visit": self.visit_id, **why, **more}
        told = ("reason", "here", "others", "num_unable", "num_full", "displacement", "remedies")
        return {
            "visit": self.visit_id,
            "is_offered": True,
            "is_planned": found.here is not None,
            "is_done": self.is_done,
            **{name: plain(getattr(found, name)) for name in told},
            "no_way": plain(self.no_way),
            "worth": list(self.worth),
            "hours": plain(self.hours),
        }


def explain_visit(workspace: Workspace, read: ReadPlan, visit_id: str, *, say: Words) -> ExplainReport:
    """Explain a visit of a sound plan; what it is worth in words of the reader.

    Raises
    ------
    InputError
        E8106 if nobody knows the visit.
    """
    worth = worth_sentences(workspace, read, visit_id, say=say)
    return dataclasses.replace(_explained(workspace, read, visit_id), worth=worth)


def explain_shown(workspace: Workspace, read: ReadPlan, visit_id: str, *, say: Words) -> ExplainReport:
    """The same for a page: a special referral, or a home that wants no visit, is as if nobody knew it.

    Raises
    ------
    InputError
        E8106 if nobody knows the visit.
    """
    report = explain_visit(workspace, read, visit_id, say=say)
    if report.excluded in {"rjk", "do_not_visit"}:
        raise InputError.of("E8106", id=visit_id[:40])
    return report


def _explained(workspace: Workspace, read: ReadPlan, visit_id: str) -> ExplainReport:
    problem, plan = open_part(read)
    if not any(visit.id == visit_id for visit in problem.visits):
        if any(visit.id == visit_id for visit in read.problem.visits):
            return ExplainReport(
                visit_id=visit_id, explanation=explain(read.problem, read.document.plan, visit_id), is_done=True
            )
        return _not_offered(workspace, read, visit_id)
    found = explain(problem, plan, visit_id, hours=workspace.settings.day.visit_hours)
    time = moment_meant(workspace, read.document.date, read.problem, None)
    found = dataclasses.replace(found, remedies=still_possible(found.remedies, problem.shifts, time=time))
    if found.reason is not None and found.reason not in {Reason.SEARCH_STOPPED, Reason.NOT_WORTH_TRAVEL}:
        other = next(_other_days(workspace, read, visit_id), None)
        found = dataclasses.replace(found, remedies=(*found.remedies, *([other] if other else [])))
    is_lost = found.reason is Reason.UNREACHABLE
    no_way = why_no_way(workspace, read.problem, np.asarray(read.places), visit_id) if is_lost else None
    windows = next(visit.windows for visit in problem.visits if visit.id == visit_id)
    hours = windows if found.reason in _BY_HOURS else ()
    return ExplainReport(visit_id=visit_id, explanation=_held(read, found), no_way=no_way, hours=hours)


def _not_offered(workspace: Workspace, read: ReadPlan, visit_id: str) -> ExplainReport:
    """Why a record was not offered; where nobody has a way to it, why not; where its hours keep teams from it, those."""
    records, date = read_records(workspace, read.document.date), read.document.date
    settings = records.as_learned(workspace.settings)
    report, asked = ExplainReport(visit_id=visit_id), records.about(visit_id)
    if asked.is_special_referral:
        return dataclasses.replace(report, excluded="rjk")
    due = asked.due(date, settings, read.problem.shifts)
    if not any(candidate.visit.id == visit_id for candidate in due.candidates):
        return dataclasses.replace(report, excluded=why_left_out(asked, due))
    there = tuple(complaint for complaint in records.complaints if complaint.household == visit_id)
    in_full = dataclasses.replace(asked, complaints=there) if there else asked
    offered = in_full.due(date, settings, read.problem.shifts)
    if not any(one.visit.id == visit_id for one in offered.candidates):
        return dataclasses.replace(report, excluded="merged" if offered.candidates else RESTING)
    is_elsewhere = not sheets_out(workspace, [date]).free(due.candidates, date)
    kind = ON_SHEET if is_elsewhere else "over_quota" if asked.facilities else "not_offered"
    return _out_of_reach(workspace, read, dataclasses.replace(report, excluded=kind), offered)


def _out_of_reach(workspace: Workspace, read: ReadPlan, report: ExplainReport, offered: DueList) -> ExplainReport:
    """The same of what is due and free, where no team could make it even alone: no way, not its hours, too far."""
    try:
        roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
    except InputError:  # imported anew by another version meanwhile: the rest is still known
        return report
    within, reach = within_reach(offered, read.problem.shifts, roads, Point.of_row(read.places[0]))
    here = next((one for one in within.candidates if one.visit.id == report.visit_id), None)
    if here is None:
        return dataclasses.replace(report, excluded=Reason.UNREACHABLE.value, no_way=reach.nobody[0].reason)
    problem, _ = with_candidates(read.problem, read.places, [here], roads)
    alone = reason_alone(problem, len(problem.visits) - 1)
    if alone is None:
        return report
    hours = here.visit.windows if alone in _BY_HOURS else ()
    return dataclasses.replace(report, excluded=alone.value, hours=hours)


def _held(read: ReadPlan, found: Explanation) -> Explanation:
    """What somebody took out is out for that alone; in a plan made during its day only a clear gain changes things."""
    if any(one.visit_id == found.visit_id and one.reason is Reason.TAKEN_OUT for one in read.document.plan.unassigned):
        return dataclasses.replace(found, reason=Reason.TAKEN_OUT)
    if found.reason is Reason.SEARCH_STOPPED and read.document.replanned is not None:
        return dataclasses.replace(found, reason=Reason.HELD_BACK)
    return found


def _other_days(workspace: Workspace, read: ReadPlan, visit_id: str) -> Iterator[Remedy]:
    """Next days on which somebody could make the visit alone, from an empty shift, each planned and checked."""
    visit = next(visit for visit in read.problem.visits if visit.id == visit_id)
    with workspace.ledger() as ledger:
        teams, days = ledger.teams(), ledger.team_days(read.document.date)
    wished = _as_asked(workspace, read, visit)
    for ahead in range(1, MOST_DAYS + 1):
        date = read.document.date + dt.timedelta(days=ahead)
        if date in workspace.settings.holidays:
            continue
        roster = teams_of_day(teams, (day for day in days if day.date == date))
        for shift in shifts_of_day(roster, date=date, settings=workspace.settings, station_place=0):
            if shift.profile not in read.problem.travel:
                continue
            start_time = _alone(read.problem, shift, wished, date)
            if start_time is not None:
                yield Remedy(shift_id=shift.id, start_time=start_time, date=date)
                break


def _as_asked(workspace: Workspace, read: ReadPlan, visit: Visit) -> Visit:
    """The visit with the windows that its record gives it, not those that a running day has cut."""
    if read.document.replanned is None or read.document.replanned.time is None:
        return dataclasses.replace(visit, is_required=False)
    records = read_about(workspace, read.document.date, [visit.id]).about(visit.id)
    due = records.due(read.document.date, records.as_learned(workspace.settings), read.problem.shifts)
    windows = next((one.visit.windows for one in due.candidates if one.visit.id == visit.id), visit.windows)
    return dataclasses.replace(visit, windows=windows, is_required=False)


def _alone(problem: Problem, shift: Shift, visit: Visit, date: dt.date) -> int | None:
    """When a shift would make a visit alone; `None`: it cannot, or the checker objects."""
    alone = Problem(visits=(visit,), shifts=(shift,), travel=problem.travel, date=date, time_zone=problem.time_zone)
    route = schedule(alone, shift, [0])
    if route is None or check(alone, Plan(routes=(route,))):
        return None
    return route.stops[0].start_time
