"""A day held in memory, on which changes are tried and made, each exactly as it is asked for and judged at once."""

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.change import ChangeKind
from planner.domain.errors import Fault, refuse
from planner.domain.hand_move import HandMove, Hindrance, Refusal
from planner.domain.place import Points
from planner.domain.plan import Plan, Unassigned
from planner.domain.plan_document import PlanDocument
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.settings import Settings
from planner.improving.by_hand import problem_after, try_move
from planner.improving.least_change import least_change
from planner.improving.remedies import still_possible
from planner.improving.reserves import within_rows
from planner.rules.check import check
from planner.running.rest_of_day import RestOfDay, joined, rest_of_day, with_places_kept
from planner.running.standing import standings
from planner.running.whole_day import whole_day
from planner.usecases.changing.consequences import MoveReport, report_of
from planner.usecases.closed_doors import without_rows
from planner.usecases.one_door import at_same_door, twice
from planner.usecases.reading import ReadPlan
from planner.usecases.refusing import CheckFailedError
from planner.usecases.running_day import faults_of_visits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayState:
    """The day after some changes.

    Attributes
    ----------
    problem, plan
        What can still be changed.
    whole
        The plan of the whole day.
    rest
        What has happened around it; `None`: nothing yet, `plan` is the whole day's.
    """

    problem: Problem
    plan: Plan
    whole: Plan
    places: Points
    rest: RestOfDay | None = None
    moves: tuple[HandMove, ...] = ()

    @property
    def day(self) -> Problem:
        """The problem of the whole day, as the plan of it keeps its locks."""
        return self.problem if self.rest is None else with_places_kept(self.rest, self.plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known beside the plan of a day, against which changes are held.

    Attributes
    ----------
    homes
        The home of each visit that is made at one; one that is not known is not looked for at the door of another.
    elsewhere
        Says of visits that come in which of them other days have too.
    """

    homes: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Callable[[Collection[str]], tuple[Fault, ...]] = lambda _: ()


class LoadedDay:
    """A kept plan, loaded for changes by hand.

    `attempt` says what a change would do, `make` does it in memory, `undo` takes the last one back; nothing is kept until
    `planner.usecases.changing.keeping.keep_changes` is asked.

    Attributes
    ----------
    read
        The plan that was loaded, with the visits added since.
    time
        Nothing can be changed before it; `None`: the day has not begun.
    as_set
        Teams that serve otherwise than the loaded plan has it, as was set for the day since.
    around
        Homes and other days; `None`: nobody looks whether a door is gone to twice.
    """

    def __init__(
        self,
        read: ReadPlan,
        *,
        settings: Settings,
        time: int | None = None,
        news: News | None = None,
        as_set: tuple[str, ...] = (),
        around: Around | None = None,
    ) -> None:
        self.read = read
        self.time = time
        self.as_set = as_set
        self._settings = settings
        around = around or Around()
        self._homes, self._elsewhere = dict(around.homes), around.elsewhere
        self._news = news or (None if time is None else News(time=time))
        self._states = [self._opened(read)]

    @property
    def document(self) -> PlanDocument:
        """The plan that was loaded."""
        return self.read.document

    @property
    def now(self) -> DayState:
        """The day as it is after the changes so far."""
        return self._states[-1]

    @property
    def first(self) -> DayState:
        """The day as it was loaded; stops of a running day that could not stay are left out already."""
        return self._states[0]

    @property
    def fallen(self) -> tuple[str, ...]:
        """Visits of the loaded plan that had no place any more before anything was changed by hand."""
        made = {stop.visit_id for route in self.first.whole.routes for stop in route.stops}
        return tuple(stop.visit_id for route in self.document.plan.routes for stop in route.stops if stop.visit_id not in made)

    @property
    def as_read(self) -> ReadPlan:
        """What was read with the plan as it is after the changes so far."""
        return replace(self.read, document=replace(self.read.document, plan=self.now.whole))

    @property
    def done(self) -> frozenset[str]:
        """Visits of the day that cannot be changed any more."""
        open_ids = {visit.id for visit in self.now.problem.visits}
        return frozenset(visit.id for visit in self.now.day.visits if visit.id not in open_ids)

    def knows(self, visit_id: str) -> bool:
        """Whether the day offers a visit; what it does not has to be added (`opening.add_visit`)."""
        return any(visit.id == visit_id for visit in (*self.now.problem.visits, *self.now.day.visits))

    def place_before(self, visit_id: str, shift_id: str, *, moved: str) -> int:
        """How many stops, of those that can still be changed, come before a visit in a route without the moved one.

        Before what is done: none, it comes as the next; before a visit that the route does not have, as `end`: all of them.
        """
        done = {stop.visit_id for route in self.now.whole.routes if route.shift_id == shift_id for stop in route.stops}
        order = [stop.visit_id for route in self.now.plan.routes if route.shift_id == shift_id for stop in route.stops]
        rest = [id_ for id_ in order if id_ != moved]
        if visit_id in rest:
            return rest.index(visit_id)
        return 0 if visit_id in done.difference(order) else len(rest)

    def attempt(self, move: HandMove) -> MoveReport:
        """What a change would do; nothing is changed.

        Raises
        ------
        InputError
            E8104 if the day does not have the visit, E8126 if somebody comes to its door already.
        CheckFailedError
            If the checker objects to a change that the laws allow: our bug.
        """
        return self._tried(move)[0]

    def make(self, move: HandMove) -> MoveReport:
        """Make a change, if it can be made; raises as `attempt`."""
        report, after = self._tried(move)
        if after is not None:
            self._states.append(after)
        return report

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if len(self._states) == 1:
            return False
        self._states.pop()
        return True

    def with_read(self, read: ReadPlan, homes: Mapping[str, str] | None = None) -> None:
        """Take in visits that were added to the day's problem, with their homes; changes made so far stay, in memory too.

        Visits that it does not have any more were planned in no state: a reserve, or left out.
        """
        read = replace(read, document=self.read.document)
        gone = {visit.id for visit in self.read.problem.visits} - {visit.id for visit in read.problem.visits}
        read = replace(read, document=replace(read.document, plan=without_rows(read.document.plan, gone)))
        opened = self._opened(read)
        known = {visit.id for visit in self.now.problem.visits}
        new = tuple(Unassigned(visit_id=visit.id) for visit in opened.problem.visits if visit.id not in known)
        self._homes |= homes or {}
        self.read, self._states = read, [_with_visits(one, opened, new, gone) for one in self._states]

    def _opened(self, read: ReadPlan) -> DayState:
        plan = _complete(read.problem, read.document.plan)
        if self._news is None:
            return DayState(problem=read.problem, plan=plan, whole=plan, places=read.places)
        stands = standings(read.problem, plan, self._news)
        day = whole_day(read.problem, plan, stands, time=self._news.time, policy=read.problem.policy)
        rest = rest_of_day(replace(day, kept=read.problem.kept), plan, stands)
        kept = _with_what_was_said(rest.problem, least_change(rest.problem, rest.before), plan)
        rest = _without_lost_promises(rest, kept)
        return DayState(problem=rest.problem, plan=kept, whole=joined(rest, kept), places=read.places, rest=rest)

    def _tried(self, move: HandMove) -> tuple[MoveReport, DayState | None]:
        now = self.now
        open_ids = {visit.id for visit in now.problem.visits}
        for visit_id in filter(None, (move.visit_id, move.other_id)):
            if visit_id not in open_ids:
                refuse(faults_of_visits([visit_id], now.day))
                return MoveReport(move=move, refusal=Refusal(hindrances=(Hindrance.DONE,), visit_id=visit_id)), None
        tried = try_move(now.problem, now.plan, move, hours=self._settings.day.visit_hours)
        if tried.plan is None:
            return MoveReport(move=move, refusal=self._still(tried.refusal)), None
        refuse(self._doors_twice(tried.plan))
        after = self._after(move, tried.plan)
        broken = check(after.day, after.whole)
        if broken:
            raise CheckFailedError(broken)
        tolerance = self._settings.replan.tolerance
        report = report_of(move, now.day, now.whole, after.whole, tolerance=tolerance)
        came = [change.visit_id for change in report.changes if change.kind is ChangeKind.ADDED]
        notes = self._elsewhere(came) if came else ()
        return replace(report, as_set=self.as_set, fallen=self.fallen, notes=notes), after

    def _doors_twice(self, plan: Plan) -> list[Fault]:
        """E8126 for each visit that a change brings to a door where somebody comes already."""
        made, before = ([stop.visit_id for route in one.routes for stop in route.stops] for one in (plan, self.now.plan))
        return [
            twice(visit_id, other, plan)
            for visit_id in made
            if visit_id not in before
            for other in at_same_door(visit_id, made, self._homes)
        ]

    def _still(self, refusal: Refusal | None) -> Refusal | None:
        """A refusal with the ways that can still be taken."""
        if refusal is None or self.time is None:
            return refusal
        ways = still_possible(refusal.remedies, self.now.problem.shifts, time=self.time)
        return replace(refusal, remedies=ways)

    def _after(self, move: HandMove, plan: Plan) -> DayState:
        now = self.now
        problem, moves = problem_after(now.problem, move), (*now.moves, move)
        if now.rest is None:
            return replace(now, problem=problem, plan=plan, whole=plan, moves=moves)
        rest = replace(now.rest, problem=problem, day=problem_after(now.rest.day, move))
        return replace(now, problem=problem, plan=plan, whole=joined(rest, plan), rest=rest, moves=moves)


def _without_lost_promises(rest: RestOfDay, kept: Plan) -> RestOfDay:
    """The rest of a day whose promises that have no place any more are promises no longer: they are told as fallen."""
    made = {stop.visit_id for route in kept.routes for stop in route.stops}
    planned = {stop.visit_id for route in rest.before.routes for stop in route.stops}

    def freed(problem: Problem) -> Problem:
        visits = (replace(one, is_required=False) if one.id in planned - made else one for one in problem.visits)
        return replace(problem, visits=tuple(visits))

    return rest if planned <= made else replace(rest, problem=freed(rest.problem), day=freed(rest.day))


def _complete(problem: Problem, plan: Plan) -> Plan:
    """The plan with every visit of a problem made or left out."""
    told = {entry.visit_id for entry in plan.unassigned} | {stop.visit_id for route in plan.routes for stop in route.stops}
    new = tuple(Unassigned(visit_id=visit.id) for visit in problem.visits if visit.id not in told)
    return replace(plan, unassigned=(*plan.unassigned, *new)) if new else plan


def _with_what_was_said(problem: Problem, plan: Plan, before: Plan) -> Plan:
    """The plan of the rest with the reserves and the reasons of the plan so far, where they hold on."""
    shifts = {shift.id: shift for shift in problem.shifts}
    made = {stop.visit_id for route in plan.routes for stop in route.stops}
    reasons = {entry.visit_id: entry.reason for entry in before.unassigned}
    reserves = {route.shift_id: tuple(id_ for id_ in route.reserves if id_ not in made) for route in before.routes}
    return replace(
        plan,
        routes=tuple(
            within_rows(shifts[route.shift_id], replace(route, reserves=reserves.get(route.shift_id, ()), reserve_after=()))
            for route in plan.routes
        ),
        unassigned=tuple(replace(entry, reason=reasons.get(entry.visit_id)) for entry in plan.unassigned),
    )


def _with_visits(one: DayState, opened: DayState, new: Sequence[Unassigned], gone: Collection[str]) -> DayState:
    """A state of a day to which visits have been added, and others have left."""
    problem = functools.reduce(problem_after, one.moves, opened.problem)
    kept = without_rows(one.plan, gone)
    plan = replace(kept, unassigned=(*kept.unassigned, *new))
    if opened.rest is None:
        return replace(one, problem=problem, plan=plan, whole=plan, places=opened.places)
    rest = replace(opened.rest, problem=problem, day=functools.reduce(problem_after, one.moves, opened.rest.day))
    return replace(one, problem=problem, plan=plan, whole=joined(rest, plan), rest=rest, places=opened.places)
