"""What the ledger has recorded of a running day: visits that are done, whatever the clock says."""

import dataclasses
from collections.abc import Collection

from planner.domain.outcome import Outcome
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.running.standing import standings
from planner.usecases.reading import ReadPlan
from planner.usecases.workspace import Workspace


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
