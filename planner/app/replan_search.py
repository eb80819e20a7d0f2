"""The search for the rest of a running day: several plans are made, and the best that the desk's limits allow is taken.

    least change ──► + what fits ──► engine, kept visits worth more ──► allowed? ──► the best
                 └─► engine, kept stops bound to team and time     ──► allowed? ──►
                 └─► one insertion at a time within --max-changes   (always allowed)

Every candidate is judged by the same cost: that of the problem in which kept visits are worth more, plus the weight of a
change for each stop that is re-timed, which no engine weighs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.app.progress import Reporter
from planner.app.searching import search
from planner.domain.change import ChangeKind
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Result
from planner.rules.cost import breakdown
from planner.rules.disruption import num_by_kind
from planner.rules.few_changes import Budget, insert_within
from planner.rules.loyalty import favouring_kept, keeping_times, timed_anew
from planner.rules.reasons import insert_remaining

_FREE_SHARE = 0.6
"""Part of the limit for the search in which stops may move, where the changes are capped: the rest is for the one without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """How to search: engine by name, limits of the whole search, seed, per cent by which kept visits are worth more."""

    engine: str
    limits: Limits
    seed: int
    kept_bonus: int


def search_rest(problem: Problem, least: Plan, budget: Budget, options: SearchOptions, *, reporter: Reporter) -> Result:
    """Plan the rest of a day.

    Parameters
    ----------
    problem
        What is left of the day, `kept` and the weight of a change included.
    least
        The plan of least change; the answer is never worse by the measure above.
    budget
        What the desk allows.

    Returns
    -------
    Result
        Of the engine that made the plan; terms of the cost recomputed for `problem`.
    """
    judged = favouring_kept(problem, options.kept_bonus)
    best, best_cost = least, _cost(judged, least, budget)
    result: Result | None = None
    for candidate, found in _candidates(judged, least, budget, options, reporter):
        result = found or result
        cost = _cost(judged, candidate, budget)
        if cost < best_cost and budget.allows(candidate):
            best, best_cost = candidate, cost
    assert result is not None  # noqa: S101 (every run lets an engine search)
    return replace(result, plan=best, objective=breakdown(problem, best))


def _candidates(
    judged: Problem, least: Plan, budget: Budget, options: SearchOptions, reporter: Reporter
) -> Iterator[tuple[Plan, Result | None]]:
    is_capped = budget.max_changes is not None
    filled = insert_within(judged, least, budget) if is_capped else insert_remaining(judged, least)
    yield filled, None
    share = _FREE_SHARE if is_capped else 1.0
    start = insert_remaining(judged, least) if is_capped else filled
    yield from _searched(judged, start, options, share, reporter)
    if is_capped:
        bound = keeping_times(judged, least, before=budget.before, tolerance=budget.tolerance)
        for bound_plan, result in _searched(bound, least, options, 1 - share, reporter):
            plan = timed_anew(judged, bound_plan)
            yield plan, result
            yield insert_within(judged, plan, budget) if budget.allows(plan) else plan, None


def _searched(
    problem: Problem, start: Plan, options: SearchOptions, share: float, reporter: Reporter
) -> Iterator[tuple[Plan, Result]]:
    limits = options.limits
    part = Limits(
        max_runtime=None if limits.max_runtime is None else limits.max_runtime * share,
        max_iterations=None if limits.max_iterations is None else int(limits.max_iterations * share),
    )
    result = search(problem, part, engine=options.engine, seed=options.seed, reporter=reporter, start=start)
    yield result.plan, result


def _cost(judged: Problem, plan: Plan, budget: Budget) -> int:
    retimed = num_by_kind(budget.changes(plan))[ChangeKind.RETIMED]
    return breakdown(judged, plan).cost + judged.policy.disruption_penalty * retimed
