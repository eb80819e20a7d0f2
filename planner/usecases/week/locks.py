"""What announced RTs bind, in a week and on a day planned alone: their own day to them, other days to leave them alone.

An announced day is offered its own homes and others of its RTs. Other days go elsewhere as long as there are homes enough to
fill them; where not, they are offered homes of announced RTs that no announced day needs.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.candidate import Candidate, Pool
from planner.domain.errors import Fault
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.solving import Result
from planner.improving.warm_start import carried_over
from planner.rules.pool import choose_pool, visits_of_shift
from planner.usecases.on_duty import duty_day
from planner.usecases.progress import Reporter
from planner.usecases.searching import Search, search
from planner.usecases.sheets_out import unread_plan
from planner.usecases.village_names import units_in_words, village_names
from planner.usecases.week.announcing import HOMES, Announced, announced_days, read_day
from planner.usecases.workspace import Workspace

_NEAR = 6
"""Days before and after one that an approved week may hold with it."""
_NAMED = 8
"""RTs named in a note."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Before:
    """A plan that a day has already: it stands, or is the start where something has changed.

    Attributes
    ----------
    is_given_up
        A plan without visits was made since, when nobody was on duty: it cannot stand, for that is the day's newest.
    """

    problem: Problem
    plan: Plan
    is_given_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DayLocks:
    """What approved weeks bind a day to that is planned alone.

    Attributes
    ----------
    date
        The day.
    own
        What was announced for it; `None`: nothing.
    before
        The plan that it has, where it was announced.
    elsewhere
        RTs that were announced for other days.
    unread
        Plans that would have said what was announced, and cannot be read: E4098 for the day's own, E4095 for others.
    names
        Of villages by code, for what is told of RTs.
    """

    date: dt.date
    own: Announced | None = None
    before: Before | None = None
    elsewhere: frozenset[str] = frozenset()
    unread: tuple[Fault, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def pool(self, candidates: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings) -> Pool:
        """What the day's search is given."""
        may, first = self.may(candidates, shifts, settings)
        return choose_pool(may, shifts, settings=settings, kept=first)

    def may(
        self, candidates: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings
    ) -> tuple[Sequence[Candidate], frozenset[str]]:
        """What the day may be given, and the ids of those that come first, where not all are alike."""
        if self.own is not None:
            own = self.own
            may = [one for one in candidates if not own.is_gone_to(one) and (own.is_own(one) or not _is_free_home(one))]
            return may, own.visits
        if not self.elsewhere:
            return candidates, frozenset()
        homes, first = beside(
            [one for one in candidates if _is_free_home(one)],
            self.elsewhere,
            room=sum(visits_of_shift(shift, settings) for shift in shifts),
        )
        ids = {one.visit.id for one in homes}
        return [one for one in candidates if one.visit.id in ids or not _is_free_home(one)], first

    def search(self, problem: Problem, settings: Settings, how: Search, *, reporter: Reporter) -> Result:
        """Search, from the plan that was announced where there is one."""
        return search_near(problem, self.before, settings, how, reporter=reporter)

    def notes(self, problem: Problem, plan: Plan) -> tuple[Fault, ...]:
        """What is not known of announcements, and E4092 for RTs that were announced for the day and get no visit."""
        if self.own is None:
            return self.unread
        made = {stop.visit_id for route in plan.routes for stop in route.stops}
        lost = sorted(self.own.groups - {visit.group for visit in problem.visits if visit.id in made})
        named = units_in_words(lost[:_NAMED], self.names) + ("…" if len(lost) > _NAMED else "")
        values = {"count": len(lost), "date": self.date.isoformat(), "groups": named}
        return (*self.unread, Fault(code="E4092", values=values)) if lost else self.unread


def day_locks(workspace: Workspace, date: dt.date) -> DayLocks:
    """What the weeks that were approved bind a day to; nothing is read where there is none."""
    with workspace.ledger() as ledger:
        weeks = [week for week in ledger.weeks() if week.approved_at is not None]
    today = duty_day(workspace)
    near = [date + dt.timedelta(days=n) for n in range(-_NEAR, _NEAR + 1)]
    days = [day for day in near if day == date or day >= today]
    told = {days[n]: one for n, one in announced_days(workspace, weeks, days).items()} if weeks else {}
    own = told.pop(date, None)
    if own is not None and own.is_known:
        kept = read_day(workspace, date, own.plan_version)
        before = Before(problem=kept.problem, plan=kept.document.plan)
        return DayLocks(date=date, own=own, before=before, unread=own.unread, names=village_names(workspace))
    unread = [note for one in told.values() for note in one.unread]
    if own is not None:
        unread.insert(0, Fault(code="E4098", values=unread_plan(date, own.plan_version).values))
    groups = frozenset[str]().union(*(one.groups for one in told.values()))
    return DayLocks(date=date, elsewhere=groups, unread=tuple(unread))


def beside(homes: Sequence[Candidate], told: Collection[str], *, room: int) -> tuple[Sequence[Candidate], frozenset[str]]:
    """Homes for days that were not announced: of RTs that no day has announced; where these do not fill them, all.

    Returns
    -------
    tuple
        The homes, and the ids of those that come first, where not all are alike.
    """
    first = [one for one in homes if one.visit.group not in told]
    if len(first) == len(homes):
        return homes, frozenset()
    return (first, frozenset()) if len(first) >= room else (homes, frozenset(one.visit.id for one in first))


def search_near(problem: Problem, before: Before | None, settings: Settings, how: Search, *, reporter: Reporter) -> Result:
    """Search from the plan that a day had; changes of an announced one cost what they cost on a running day."""
    if before is None:
        return search(problem, how, reporter=reporter)
    start = carried_over(problem, before.plan, before=before.problem.shifts)
    kept = {stop.visit_id: route.shift_id for route in start.routes for stop in route.stops}
    policy = replace(problem.policy, disruption_penalty=settings.replan.disruption_penalty)
    return search(replace(problem, kept=kept, policy=policy), how, reporter=reporter, start=start)


def _is_free_home(one: Candidate) -> bool:
    """A home that nobody was promised to come back to on that day."""
    return one.visit.kind in HOMES and not one.visit.is_required
