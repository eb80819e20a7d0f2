"""A running day: what the ledger has recorded of it, and whether news, locks and wishes can be true of its plan."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from planner.domain.errors import Fault
from planner.domain.lock import Lock
from planner.domain.masking import suggestion
from planner.domain.outcome import Outcome
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.units import DAY, clock
from planner.running.night import as_meant, last_end
from planner.running.rest_of_day import rest_of_day
from planner.running.standing import standings
from planner.usecases.on_duty import seconds_since
from planner.usecases.reading import ReadPlan
from planner.usecases.workspace import Workspace

_FEW = 5000
"""Visits among which the nearest names are looked for; of more it takes too long."""


def recorded_visits(workspace: Workspace, read: ReadPlan) -> frozenset[str]:
    """Ids of the visits of a plan's day that sheets tell of; what was put off is not done."""
    date = read.document.date
    with workspace.ledger() as ledger:
        return frozenset(past.visit_id for past in ledger.visits(date, date) if past.outcome is not Outcome.POSTPONED)


def with_recorded(news: News, problem: Problem, plan: Plan, recorded: Collection[str]) -> News:
    """News in which each team has done at least what is recorded, where the desk has not counted itself."""
    stands = standings(problem, plan, news)
    more = {}
    for route in plan.routes:
        numbers = [number for number, stop in enumerate(route.stops, 1) if stop.visit_id in recorded]
        if route.shift_id not in news.num_done and max(numbers, default=0) > len(stands[route.shift_id].stops):
            more[route.shift_id] = max(numbers)
    return dataclasses.replace(news, num_done={**news.num_done, **more})


def without_recorded(problem: Problem, plan: Plan, recorded: Collection[str]) -> Problem:
    """The day without visits that were made beside the plan (reserves): nobody has to go there again."""
    made = {stop.visit_id for route in plan.routes for stop in route.stops}
    gone = {visit.id for visit in problem.visits if visit.id in recorded and visit.id not in made}
    if not gone:
        return problem
    return dataclasses.replace(
        problem,
        visits=tuple(visit for visit in problem.visits if visit.id not in gone),
        locks=tuple(lock for lock in problem.locks if not gone & {lock.visit_id, lock.later_id}),
        kept={visit_id: shift_id for visit_id, shift_id in problem.kept.items() if visit_id not in gone},
    )


def open_part(read: ReadPlan) -> tuple[Problem, Plan]:
    """The part of a plan that is still open, as a problem and its plan: all of it, unless it was made during its day."""
    replanned, plan = read.document.replanned, read.document.plan
    if replanned is None or replanned.time is None:
        return read.problem, plan
    num_done = {shift.id: replanned.num_facts.get(shift.id, 0) for shift in read.problem.shifts}
    stands = standings(read.problem, plan, News(time=replanned.time, num_done=num_done))
    rest = rest_of_day(read.problem, plan, stands)
    return rest.problem, rest.before


def moment_meant(workspace: Workspace, date: dt.date, problem: Problem, typed: int | None) -> int | None:
    """The moment that somebody means, in seconds since midnight of a planned day.

    Parameters
    ----------
    typed
        The time of day that was said; `None`: now.

    Returns
    -------
    `None` where nothing was said, the day is not today, and none of its duty runs on until now.
    """
    seconds = seconds_since(workspace, date)
    if typed is not None:
        return as_meant(problem, typed, now=seconds)
    return seconds if 0 <= seconds < DAY or DAY <= seconds <= last_end(problem) else None


def moment_or_start(workspace: Workspace, date: dt.date, problem: Problem, typed: int | None) -> int | None:
    """The same, where the day is planned anew: one that has not come is planned from its first duty on; `None`: it is over."""
    time = moment_meant(workspace, date, problem, typed)
    if time is None and seconds_since(workspace, date) < 0:
        return first_start(problem)
    return time


def first_start(problem: Problem) -> int:
    """When the first duty of a day begins."""
    return min((shift.window.start for shift in problem.shifts), default=0)


def faults_of_news(news: News, problem: Problem, plan: Plan) -> list[Fault]:
    """E8116 for a moment after everybody's duty, E8113 for teams that have done more than they were to do."""
    last = last_end(problem)
    if news.time > last:
        return [Fault(code="E8116", values={"time": clock(news.time), "last": clock(last)})]
    num_stops = {route.shift_id: len(route.stops) for route in plan.routes}
    return [
        Fault(code="E8113", values={"shift": shift_id, "stops": num_stops.get(shift_id, 0), "number": number})
        for shift_id, number in news.num_done.items()
        if number > num_stops.get(shift_id, 0)
    ]


def faults_of_visits(ids: Iterable[str], problem: Problem) -> list[Fault]:
    """E8104 for each visit that the problem does not have."""
    known = {visit.id for visit in problem.visits}
    choices = sorted(known) if len(known) < _FEW else []
    return [
        Fault(code="E8104", values={"visit": id_[:40], "near": suggestion(id_, choices) or "–"})
        for id_ in ids
        if id_ not in known
    ]


def faults_of_locks(locks: Iterable[Lock], problem: Problem, *, facts: frozenset[str], news: News) -> list[Fault]:
    """E8104 for unknown visits, E8112 for a lock on what is done (`facts`), or on a team that is away or untouched."""
    found = []
    for lock in locks:
        visits = [lock.visit_id, *([lock.later_id] if lock.later_id else [])]
        unknown = faults_of_visits(visits, problem)
        done = sorted(facts.intersection(visits))
        if unknown:
            found.append(unknown[0])
        elif lock.shift_id in news.away | news.untouched:
            found.append(_refused(lock, lock.shift_id, "is away or untouched"))
        elif done:
            found.append(_refused(lock, ", ".join(done), "is done or under way"))
    return found


def _refused(lock: Lock, who: str, reason: str) -> Fault:
    end = f"<{lock.later_id}" if lock.later_id else f"={lock.shift_id or lock.kind.value}"
    return Fault(code="E8112", values={"lock": f"{lock.visit_id}{end}"[:40], "who": who[:80], "reason": reason})
