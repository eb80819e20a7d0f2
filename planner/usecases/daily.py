"""A day's plan: due visits, pool, travel, search, reasons, check; nothing is kept that breaks a law."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inputs.roads.facade import Roads
from planner.domain.candidate import DueList
from planner.domain.errors import Fault, InputError, told_once
from planner.domain.expected import ExpectedDay
from planner.domain.limit import LimitTold
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.records import TeamDay
from planner.domain.settings import PlanSettings, Settings
from planner.domain.shift import Shift
from planner.domain.solving import Result
from planner.improving.expectation import expected_day
from planner.improving.limits import limit_told, talks_told
from planner.learning.expecting import with_knocks
from planner.rules.cost import Gaps, breakdown, gaps
from planner.rules.roster import posts_of
from planner.usecases.day_news import over_midnight
from planner.usecases.day_problem import Bases, build_problem, station_position
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.head_left import head_notes
from planner.usecases.inspecting import InspectionReport, inspection_report
from planner.usecases.keeping import FoundPlan, KeptPlan, Origin
from planner.usecases.keeping_aside import keep_result
from planner.usecases.kept_by_hand import KeptByHand, kept_by_hand, without_locks
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.records import Records, read_records
from planner.usecases.refusing import RequiredMissedError
from planner.usecases.searching import SearchWish, with_bound
from planner.usecases.sheets_out import sheets_out
from planner.usecases.unreachable import Reach, station_notes, with_names, within_reach
from planner.usecases.week.locks import day_locks
from planner.usecases.workspace import Workspace


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
    anew
        Locks and visits taken out by hand in the plan that the day has do not count.
    since
        The day's newest version when planning was asked for: one that is kept meanwhile stays the newest (E8150); `None`:
        the newest as planning begins.
    """

    balance: float | None = None
    waived: frozenset[str] = frozenset()
    also: Sequence[TeamDay] = ()
    anew: bool = False
    since: int | None = None

    def weighed(self, problem: Problem) -> Problem:
        """The problem with complaints and coverage weighed as these terms say."""
        if self.balance is None:
            return problem
        return dataclasses.replace(problem, policy=dataclasses.replace(problem.policy, balance=self.balance))


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
    workspace: Workspace, date: dt.date, wish: SearchWish, terms: DayTerms | None = None, *, reporter: Reporter
) -> DayReport:
    """Plan a day and keep the plan; see `find_day`."""
    workspace.require_writable(workspace.plan_folder(date))
    found = find_day(workspace, date, wish, terms or DayTerms(), reporter=reporter)
    return keep_day(workspace, found, reporter=reporter)


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
        If a required visit cannot be made; it names locks that were kept of the plan before.
    CheckFailedError
        If the plan broke a law.
    """
    settings, usual = workspace.settings, workspace.settings.plan
    how = wish.settled(time_limit=usual.time_limit, engine=usual.engine, seed=usual.seed, proof_limit=usual.proof_limit)
    reporter.phase("reading the ledger")
    since = _newest(workspace, date) if terms.since is None else terms.since
    due, shifts, records = question(workspace, date, settings, also=terms.also)
    reporter.phase("choosing the visits of the day")
    roads = Roads.load(workspace.roads_folder, settings.roads)
    bases = Bases(station=station_position(settings, due), posts=posts_of(records.teams_on(date)))
    elsewhere, locks = sheets_out(workspace, [date]), day_locks(workspace, date)
    offered, reach = within_reach(elsewhere.left_out(due, date), shifts, roads, bases.station)
    reach = with_names(workspace, reach)
    by_hand = KeptByHand(date=date) if terms.anew else kept_by_hand(workspace, date)
    pool = by_hand.rejoined(locks.pool(by_hand.offered(offered.candidates, shifts), shifts, settings), offered.candidates)
    reporter.phase("computing travel")
    problem, places, notes = build_problem(pool.waiving(terms.waived), shifts, roads, bases=bases, date=date, settings=settings)
    reporter.phase("searching for the best routes")
    asked = by_hand.asked(terms.weighed(problem))
    result = locks.search(asked, settings, how, reporter=reporter)
    reporter.phase("checking the plan")
    result = _finished(asked, result, usual, by_hand)
    problem, result = by_hand.whole(problem, asked, result, due.candidates)
    result = with_bound(without_locks(problem), result, seconds=how.proof_limit, reporter=reporter)
    origin = Origin(limits=how.limits, fingerprint=records.fingerprint)
    return FoundDay(
        plan=FoundPlan(problem=problem, places=places, result=result, origin=origin, since=since),
        excluded=offered.excluded,
        num_due=len(due.candidates),
        notes=(
            *station_notes(settings),
            *head_notes(settings, bases.station),
            *over_midnight(workspace, date),
            *told_once((*elsewhere.notes, *locks.notes(problem, result.plan))),
            *elsewhere.errands_elsewhere(due.candidates, [date]),
            *elsewhere.taken_early(date, [stop.visit_id for route in result.plan.routes for stop in route.stops]),
            *(note for note in by_hand.notes(problem) if note.values not in [told.values for told in locks.unread]),
            *notes,
            *reach.notes(),
        ),
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
        notes=(*kept.notes, *found.notes),
        reach=found.reach,
        inspections=found.inspections,
        limit=found.limit,
        expected=found.expected,
    )


def _newest(workspace: Workspace, date: dt.date) -> int:
    with workspace.ledger() as ledger:
        return ledger.newest_version(date)


def _finished(problem: Problem, result: Result, usual: PlanSettings, by_hand: KeptByHand) -> Result:
    try:
        plan = finish_plan(problem, result.plan, Finish(num_reserves=usual.num_reserves, run_out=usual.run_out)).plan
    except RequiredMissedError as error:
        raise by_hand.refusal(error, problem) from error
    return dataclasses.replace(result, plan=plan, objective=breakdown(problem, plan))


def _limit(problem: Problem, plan: Plan, shifts: tuple[Shift, ...], settings: Settings) -> LimitTold | None:
    """Where the roster's limit of visits binds while teams have time."""
    talks = {shift.id: shift.max_visits for shift in shifts}
    told = (
        limit_told(problem, plan, talks=talks, chance=settings.programme.door_chance),
        talks_told(problem, plan, run_out=settings.plan.run_out),
    )
    return max((one for one in told if one is not None), key=lambda one: one.num_met, default=None)


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
