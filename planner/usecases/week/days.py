"""The days of a week planned one after the other: what a day leaves is offered to the next ones that have strength to spare.

Announced days come first. Where one of them is planned anew, what all days are offered is asked again with what it goes to now,
until nothing changes: so a week that is rolled twice has the same doors on the same days.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from planner.domain.place import Points
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.settings import Settings
from planner.domain.solving import Result
from planner.domain.visit import VisitKind
from planner.learning.aiming import aimed
from planner.learning.expecting import expecting
from planner.rules.cost import breakdown
from planner.rules.inspections import quota_of_day
from planner.rules.pool import choose_pool
from planner.rules.roster import posts_of
from planner.usecases.day_problem import Bases, build_problem
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.progress import Reporter
from planner.usecases.refusing import RequiredMissedError
from planner.usecases.searching import Search
from planner.usecases.week.locks import Before, search_near
from planner.usecases.week.offering import home_sizes, offers_of
from planner.usecases.week.question import WeekData


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedDay:
    """A day of the week as it was planned now; the promises are those that it could not keep and left to the next day."""

    index: int
    problem: Problem
    places: Points
    result: Result
    waived: frozenset[str]


class WeekPlanner:
    """Plans the days of a week in order and carries on what they leave."""

    def __init__(self, data: WeekData, settings: Settings, how: Search) -> None:
        self._data, self._settings, self._how = data, settings, how
        self._asked = offers_of(data, settings)
        self._sizes = home_sizes(data, settings)
        self._begin()
        self._plans: dict[int, Before] = {}
        self._anew: set[int] = set()

    @property
    def standing(self) -> set[int]:
        """Days whose plan of before stands."""
        return self._plans.keys() - self._anew

    def plan(
        self, before: Callable[[int], Before | None], has_plan: Collection[int] = (), *, reporter: Reporter
    ) -> Iterator[PlannedDay]:
        """Plan each day that has no plan that stands; the iterator ends early when somebody asks to stop.

        A day comes again, with another plan, where days planned after it give it an errand, or what it had was given away.

        Parameters
        ----------
        before
            Index of a day → the plan that it has.
        has_plan
            Days that have a plan with visits: one that is offered nothing, or on which nobody is on duty any more, gets an
            empty plan in its place, since others may have been given what it had.
        """
        for _ in self._data.dates:  # each time as a roll would find the days that are announced; that ends by itself
            yield from self._through(sorted(self._data.announced), before, has_plan, reporter)
            if reporter.is_interrupted() or not self._is_other():
                break
        yield from self._through(range(len(self._data.dates)), before, has_plan, reporter)

    def _begin(self) -> None:
        self.offered = [set(day) for day in self._asked]
        self._spare: set[str] = set()

    def _through(
        self, days: Iterable[int], before: Callable[[int], Before | None], has_plan: Collection[int], reporter: Reporter
    ) -> Iterator[PlannedDay]:
        self._begin()
        for n in days:
            self._fill(n)
            if not self.offered[n] and n not in has_plan:
                continue
            found = self._plans.get(n) or before(n)
            if found is not None and self._stands(n, found):
                self._plans[n] = found
                self._leave(n, found.plan)
                continue
            if reporter.is_interrupted():
                return
            reporter.phase("planning {date}", date=self._data.dates[n].isoformat())
            day = self._planned(n, found, reporter)
            self._anew.add(n)
            self._plans[n] = Before(problem=day.problem, plan=day.result.plan)
            self._leave(n, day.result.plan)
            yield day

    def _stands(self, n: int, found: Before) -> bool:
        """Whether all visits of a plan are still due, its teams on duty, no errand has come up, and what it has in reserve is
        offered to no other day.
        """
        due, offered = self._data.due[n], self.offered[n]
        others = {self._data.door_of(id_) for m, ids in enumerate(self.offered) if m != n for id_ in ids}
        if found.is_given_up or others & reserves_in(found.plan):
            return False
        errands = {id_ for id_ in offered if due[id_].visit.kind is VisitKind.COMPLAINT or due[id_].visit.is_required}
        known = {visit.id for visit in found.problem.visits}
        return made_in(found.plan) <= offered and errands <= known and self._data.shifts[n] == found.problem.shifts

    def _is_other(self) -> bool:
        """Ask again what days are offered, if announced ones do not have what was asked with."""
        now = {
            n: replace(told, visits=made_in(self._plans[n].plan), reserves=reserves_in(self._plans[n].plan))
            for n, told in self._data.announced.items()
            if n in self._plans
        }
        announced = {**self._data.announced, **now}
        if announced == self._data.announced:
            return False
        self._data = replace(self._data, announced=announced)
        self._asked = offers_of(self._data, self._settings)
        return True

    def _fill(self, n: int) -> None:
        """Offer homes that an earlier day left, the best first, as far as the day's search has room."""
        if n in self._data.announced:
            return
        worths = self._data.worths[n]
        room = self._sizes[n] - len(self.offered[n])
        able = sorted((id_ for id_ in self._spare if id_ in worths), key=lambda id_: (-worths[id_], id_))[: max(0, room)]
        self.offered[n].update(able)
        self._spare.difference_update(able)

    def _leave(self, n: int, plan: Plan) -> None:
        """Carry on what a day's plan leaves out."""
        left = self.offered[n] - made_in(plan) - reserves_in(plan)  # who stands in reserve on a sheet is on no other
        quota = [quota_of_day(shifts, self._settings) for shifts in self._data.shifts]
        for id_ in sorted(left):
            kind = self._data.due[n][id_].visit.kind
            later = [m for m in range(n + 1, len(self._data.dates)) if id_ in self._data.due[m]]
            if kind in (VisitKind.COMPLAINT, VisitKind.FACILITY) or self._data.due[n][id_].visit.is_required:
                if kind is VisitKind.FACILITY:
                    later = [m for m in later if self._count(m, VisitKind.FACILITY) < quota[m]]
                if later:
                    self.offered[later[0]].add(id_)
            elif n not in self._data.announced:
                self._spare.add(id_)

    def _count(self, n: int, kind: VisitKind) -> int:
        return sum(self._data.due[n][id_].visit.kind is kind for id_ in self.offered[n])

    def _planned(self, n: int, before: Before | None, reporter: Reporter) -> PlannedDay:
        data, settings, offered = self._data, self._settings, self.offered[n]
        shifts, date = data.shifts[n], data.dates[n]
        raw = [one for id_, one in data.due[n].items() if id_ in offered]
        valued = expecting(raw, aimed(raw, shifts, settings=settings), shifts, settings=settings)
        pool = choose_pool(valued, shifts, settings=settings, kept=offered)
        how = Finish(num_reserves=settings.plan.num_reserves, run_out=settings.plan.run_out)
        bases = Bases(station=data.station, posts=posts_of(data.records.teams_on(date)))
        waived: frozenset[str] = frozenset()
        while True:
            problem, places, _ = build_problem(
                pool.waiving(waived), shifts, data.roads, bases=bases, date=date, settings=settings
            )
            result = search_near(problem, before, settings, self._how, reporter=reporter)
            try:
                plan = finish_plan(problem, result.plan, how).plan
            except RequiredMissedError as error:  # left to the next day, and said
                waived |= frozenset(error.missed)
                before = Before(problem=problem, plan=result.plan)
                continue
            result = replace(result, plan=plan, objective=breakdown(problem, plan))
            return PlannedDay(index=n, problem=problem, places=places, result=result, waived=waived)


def made_in(plan: Plan) -> frozenset[str]:
    """Visits of a plan."""
    return frozenset(stop.visit_id for route in plan.routes for stop in route.stops)


def reserves_in(plan: Plan) -> frozenset[str]:
    """What stands in reserve in a plan."""
    return frozenset(id_ for route in plan.routes for id_ in route.reserves)
