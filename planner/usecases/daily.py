"""A day's plan: due visits, pool, travel, search, reasons, check; nothing is kept that breaks a law."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from inputs.roads.facade import Roads
from planner.domain.arrays import Bools
from planner.domain.candidate import DueList, Pool
from planner.domain.errors import Fault, InputError, refuse
from planner.domain.expected import ExpectedDay
from planner.domain.limit import LimitTold
from planner.domain.place import Point, Points, points_of
from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.records import TeamDay
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.solving import Result
from planner.domain.travel import Travel
from planner.improving.expectation import expected_day
from planner.improving.limits import limit_told, talks_told
from planner.learning.expecting import with_knocks
from planner.rules.cost import Gaps, breakdown, gaps
from planner.rules.pool import choose_pool
from planner.rules.roster import from_posts, posts_of
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.head_left import head_notes
from planner.usecases.inspecting import InspectionReport, inspection_report
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin
from planner.usecases.keeping_aside import keep_result
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.records import Records, read_records
from planner.usecases.searching import SearchWish, search, with_bound
from planner.usecases.sheets_out import sheets_out
from planner.usecases.unreachable import Reach, station_notes, station_of, with_names, within_reach
from planner.usecases.workspace import Workspace

_MAX_IDS = 5
"""Ids named in a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """Where routes begin: the station, where all end, and the posts of teams that start elsewhere that day."""

    station: Point
    posts: Mapping[str, Point] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """What planning a day gave.

    Attributes
    ----------
    kept
        Where plan and problem were written, and as which version.
    excluded
        Why households and complaints were not offered to the day, with counts.
    notes
        Warnings: places far from any road, doors without a way.
    reach
        All due doors that somebody on duty has no way to.
    inspections
        Facilities due and inspected, and what they cost the homes.
    limit
        Where `max_visits` binds while teams have time; `None`: nowhere.
    expected
        What the sheets bring on average where doors may stay shut; `None`: every door is planned as if it opened.
    """

    kept: KeptPlan
    problem: Problem
    result: Result
    excluded: Mapping[str, int]
    num_due: int
    notes: tuple[Fault, ...]
    inspections: InspectionReport
    reach: Reach
    limit: LimitTold | None = None
    expected: ExpectedDay | None = None

    @property
    def num_shifts(self) -> int:
        """Shifts on duty."""
        return len(self.problem.shifts)

    @property
    def gaps(self) -> Gaps | None:
        """How far the plan may be from the best one; `None`: nothing is proved."""
        objective, bound = self.result.objective, self.result.bound
        return None if bound is None else gaps(self.problem, objective, bound)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        objective = self.result.objective
        return {
            "plan": str(self.kept.path),
            "version": self.kept.version,
            "num_stops": self.result.plan.num_stops,
            "num_unassigned": len(self.result.plan.unassigned),
            "num_due": self.num_due,
            "excluded": dict(self.excluded),
            "inspections": plain(self.inspections),
            "limit": plain(self.limit),
            "expected": None if self.expected is None else self.expected.as_data(),
            "complaint_prize": objective.complaint_prize,
            "coverage_prize": objective.coverage_prize,
            "travel_duration": objective.travel_duration,
            "bound": plain(self.result.bound),
            "gap": plain(self.gaps),
            "notes": [note.text() for note in self.notes],
            **self.reach.as_data(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTerms:
    """What is different for one planning of a day.

    Attributes
    ----------
    balance
        0 coverage only … 1 complaints only; `None`: as the settings say.
    waived
        Ids of required visits that may be left out.
    also
        Said of teams for the day, in place of what the ledger says of them.
    """

    balance: float | None = None
    waived: frozenset[str] = frozenset()
    also: Sequence[TeamDay] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDay:
    """A planned day before it is kept; see `DayReport`."""

    plan: FoundPlan
    excluded: Mapping[str, int]
    num_due: int
    notes: tuple[Fault, ...]
    inspections: InspectionReport
    reach: Reach
    limit: LimitTold | None = None
    expected: ExpectedDay | None = None


def plan_day(
    workspace: Workspace,
    date: dt.date,
    wish: SearchWish,
    *,
    balance: float | None = None,
    waived: frozenset[str] = frozenset(),
    reporter: Reporter,
) -> DayReport:
    """Plan a day and keep the plan; see `find_day`."""
    workspace.require_writable(workspace.plan_folder(date))
    terms = DayTerms(balance=balance, waived=waived)
    return keep_day(workspace, find_day(workspace, date, wish, terms, reporter=reporter), reporter=reporter)


def find_day(workspace: Workspace, date: dt.date, wish: SearchWish, terms: DayTerms, *, reporter: Reporter) -> FoundDay:
    """Plan a day; nothing is kept.

    Parameters
    ----------
    wish
        What is not wished for is as the settings say.

    Raises
    ------
    InputError
        E4xxx if there is nobody on duty or nothing to visit; E6xxx for trouble with the workspace.
    RequiredMissedError
        If a required visit cannot be made.
    CheckFailedError
        If the plan broke a law.
    """
    settings, usual = workspace.settings, workspace.settings.plan
    reporter.phase("reading the ledger")
    due, shifts, records = question(workspace, date, settings, also=terms.also)
    reporter.phase("choosing the visits of the day")
    roads = Roads.load(workspace.roads_folder, settings.roads)
    bases = Bases(station=station_position(settings, due), posts=posts_of(records.teams_on(date)))
    elsewhere = sheets_out(workspace, [date])
    offered, reach = within_reach(elsewhere.left_out(due, date), shifts, roads, bases.station)
    reach = with_names(workspace, reach)
    pool = choose_pool(offered.candidates, shifts, settings=settings)
    reporter.phase("computing travel")
    problem, places, notes = build_problem(pool.waiving(terms.waived), shifts, roads, bases=bases, date=date, settings=settings)
    if terms.balance is not None:
        problem = dataclasses.replace(problem, policy=dataclasses.replace(problem.policy, balance=terms.balance))
    reporter.phase("searching for the best routes")
    how = wish.settled(time_limit=usual.time_limit, engine=usual.engine, seed=usual.seed, proof_limit=usual.proof_limit)
    result = search(problem, how, reporter=reporter)
    reporter.phase("checking the plan")
    result = _finished(problem, result, Finish(num_reserves=usual.num_reserves, run_out=usual.run_out))
    result = with_bound(problem, result, seconds=how.proof_limit, reporter=reporter)
    origin = Origin(limits=how.limits, fingerprint=records.fingerprint)
    return FoundDay(
        plan=FoundPlan(problem=problem, places=places, result=result, origin=origin),
        excluded=offered.excluded,
        num_due=len(due.candidates),
        notes=(*station_notes(settings), *head_notes(settings, bases.station), *elsewhere.notes, *notes, *reach.notes()),
        reach=reach,
        inspections=inspection_report(problem, result.plan, due.candidates),
        limit=_limit(problem, result.plan, records.shifts_on(date, settings), settings),
        expected=expected_day(problem, result.plan),
    )


def keep_day(workspace: Workspace, found: FoundDay, *, reporter: Reporter) -> DayReport:
    """Keep the plan of a day as its newest version."""
    kept = keep_result(workspace, found.plan, reporter=reporter)
    return DayReport(
        kept=kept,
        problem=found.plan.problem,
        result=found.plan.result,
        excluded=found.excluded,
        num_due=found.num_due,
        notes=found.notes,
        reach=found.reach,
        inspections=found.inspections,
        limit=found.limit,
        expected=found.expected,
    )


def _finished(problem: Problem, result: Result, how: Finish) -> Result:
    plan = finish_plan(problem, result.plan, how).plan
    return dataclasses.replace(result, plan=plan, objective=breakdown(problem, plan))


def _limit(problem: Problem, plan: Plan, shifts: tuple[Shift, ...], settings: Settings) -> LimitTold | None:
    """Where the roster's limit of visits binds while teams have time."""
    talks = {shift.id: shift.max_visits for shift in shifts}
    told = (
        limit_told(problem, plan, talks=talks, chance=settings.programme.door_chance),
        talks_told(problem, plan, run_out=settings.plan.run_out),
    )
    return max((one for one in told if one is not None), key=lambda one: one.num_met, default=None)


def build_problem(
    pool: Pool,
    shifts: tuple[Shift, ...],
    roads: Roads,
    *,
    bases: Bases,
    date: dt.date,
    settings: Settings,
) -> tuple[Problem, Points, tuple[Fault, ...]]:
    """Put pool, shifts and roads together; place 0 is the station, posts come last.

    Returns
    -------
    tuple
        The problem; its places; notes about places far from roads.

    """
    points = points_of([bases.station, *pool.chosen, *bases.posts.values()])
    shifts = from_posts(shifts, {team: place for place, team in enumerate(bases.posts, 1 + len(pool.chosen))})
    profiles = sorted({shift.profile for shift in shifts})
    travel: dict[str, Travel] = {}
    is_near = np.zeros(len(points), dtype=bool)
    for profile in profiles:
        travel[profile], is_near_here = profile_travel(roads, profile, points)
        is_near |= is_near_here
        _refuse_far_posts(shifts, profile, is_near_here)
    visits = pool.visits()
    twice = [id_ for id_, count in Counter(visit.id for visit in visits).items() if count > 1]
    refuse([Fault(code="E4017", values={"count": len(twice), "ids": ", ".join(twice[:_MAX_IDS])})] if twice else [])
    notes = tuple(
        Fault(code="E4005", values={"id": visit.subject or visit.id, "metres": settings.roads.max_access_distance})
        for visit in visits
        if not is_near[visit.place]
    )
    policy = Policy(
        balance=settings.plan.balance,
        overload_weight=settings.plan.overload_weight,
        foreign_village_penalty=settings.plan.foreign_village_penalty,
    )
    problem = Problem(visits=visits, shifts=shifts, travel=travel, policy=policy, date=date, time_zone=settings.day.time_zone)
    return problem, points, notes


def _refuse_far_posts(shifts: tuple[Shift, ...], profile: str, is_near: Bools) -> None:
    """Refuse, with E4075, teams that would start far from every road."""
    far = {shift.team: shift.start for shift in shifts if shift.profile == profile and not is_near[shift.start or 0]}
    refuse([Fault(code="E4075", values={"team": team, "mode": profile}) for team in far])


def profile_travel(roads: Roads, profile: str, points: Points) -> tuple[Travel, Bools]:
    """Travel of one profile between points, the first the station; which are near a road.

    Raises
    ------
    InputError
        E4004 if the station is far from every road of the profile.
    """
    places = roads.place(profile, points)
    if not places.is_near[0]:
        metres = round(float(places.access_distance[0]))
        raise InputError.of("E4004", mode=profile, metres=metres)
    return roads.travel(profile, places), places.is_near


def question(
    workspace: Workspace, date: dt.date, settings: Settings, *, also: Sequence[TeamDay] = ()
) -> tuple[DueList, tuple[Shift, ...], Records]:
    """What is due on a day, who is on duty, and the records that say so.

    Raises
    ------
    InputError
        E4001 if nobody is on duty, E4002 if nothing is due, E4070 for an officer in two teams at once.
    """
    records = read_records(workspace, date).saying(also)
    settings = records.as_learned(settings)
    shifts = records.shifts_on(date, settings)
    if not shifts:
        raise InputError.of("E4001", date=date.isoformat(), teams=len(records.teams))
    due = records.due(date, settings, shifts)
    if not due.candidates:
        raise InputError.of("E4002", date=date.isoformat(), households=len(records.households))
    return due, with_knocks(shifts, due.candidates, settings), records


def station_position(settings: Settings, due: DueList) -> Point:
    """Where routes begin and end.

    Without a position in the settings it is the middle of the due doors: good enough to try the
    program, and said on the plan's report.
    """
    return station_of(settings, points_of(due.candidates))
