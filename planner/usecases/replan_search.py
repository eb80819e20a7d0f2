"""The search for the rest of a running day: several plans are made, and of each the parts that pay for their changes taken.

    least change ─┬─► + what fits, within --max-changes                    ─► parts that pay ─┐
                  ├─► + what fits, + exchanges for complaints              ─► parts that pay ─┤
                  ├─► engine: stops keep their order, kept ones worth more ─► parts that pay ─┼─► the plan
                  └─► engine: stops keep team and time (if capped)         ─► parts that pay ─┘

Everything is judged by the same cost: that of the problem in which kept visits are worth more, plus the weight of a change for
each stop that is re-timed, which no engine weighs. A part (`planner.improving.adopting`) is taken where it lowers that cost and
the changes stay within the cap, so the answer is never worse than the least change, and never beyond the cap.
"""

from collections.abc import Iterator
from dataclasses import replace

from planner.domain.change import ChangeKind
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Result
from planner.improving.adopting import adopt
from planner.improving.exchanging import make_exchanges
from planner.improving.few_changes import Budget, insert_within
from planner.improving.reasons import insert_remaining
from planner.rules.cost import breakdown
from planner.rules.disruption import num_by_kind
from planner.running.loyalty import favouring_kept, keeping_orders, keeping_times, timed_anew
from planner.usecases.progress import Reporter
from planner.usecases.searching import Search, search
from solvers.pricing import Pricing

_FREE_SHARE = 0.6
"""Part of the limit for the search in which stops may move, where the changes are capped: the rest is for the one without."""


def search_rest(problem: Problem, least: Plan, budget: Budget, how: Search, *, kept_bonus: int, reporter: Reporter) -> Result:
    """Plan the rest of a day.

    Parameters
    ----------
    problem
        What is left of the day, `kept` and the weight of a change included.
    least
        The plan of least change; the answer is never worse by the measure above.
    budget
        What the desk allows.
    kept_bonus
        Per cent by which kept visits are worth more.

    Returns
    -------
    Result
        Of the last engine that worked on the plan; terms of the cost recomputed for `problem`.
    """
    judged = favouring_kept(problem, kept_bonus, plan=least)
    judge = _Judge(judged, budget)
    best, result = least, None
    for candidate, found in _candidates(judged, least, budget, how, reporter):
        result = found or result
        best = adopt(best, candidate, cost=judge.cost, allows=budget.allows)
    best = adopt(best, insert_within(judged, best, budget), cost=judge.cost, allows=budget.allows)
    assert result is not None  # noqa: S101 (every run lets an engine search)
    return replace(result, plan=best, objective=breakdown(problem, best))


def _candidates(
    judged: Problem, least: Plan, budget: Budget, how: Search, reporter: Reporter
) -> Iterator[tuple[Plan, Result | None]]:
    yield insert_within(judged, least, budget), None
    start = make_exchanges(judged, insert_remaining(judged, least))
    yield start, None
    is_capped = budget.max_changes is not None
    share = _FREE_SHARE if is_capped else 1.0
    result = _searched(keeping_orders(judged, least), start, how.share(share), reporter)
    yield timed_anew(judged, result.plan), result
    if is_capped:
        narrow = keeping_times(judged, least, before=budget.before, tolerance=budget.tolerance)
        result = _searched(narrow, least, how.share(1 - share), reporter)
        yield timed_anew(judged, result.plan), result


def _searched(problem: Problem, start: Plan, how: Search, reporter: Reporter) -> Result:
    return search(problem, how, reporter=reporter, start=start if _obeys(problem, start) else None)


def _obeys(problem: Problem, plan: Plan) -> bool:
    """Whether a plan may start a search: exchanges may have put a stop where the order of others forbids it."""
    try:
        timed_anew(problem, plan)
    except ValueError:
        return False
    return True


class _Judge:
    """The cost by which candidates are compared."""

    def __init__(self, judged: Problem, budget: Budget) -> None:
        self._budget, self._pricing = budget, Pricing.of(judged)
        self._penalty = judged.policy.disruption_penalty
        self._position_of = {visit.id: position for position, visit in enumerate(judged.visits)}
        self._shifts = [shift.id for shift in judged.shifts]

    def cost(self, plan: Plan) -> int:
        """Cost of a plan, re-timed stops included."""
        order_of = {route.shift_id: [self._position_of[stop.visit_id] for stop in route.stops] for route in plan.routes}
        retimed = num_by_kind(self._budget.changes(plan))[ChangeKind.RETIMED]
        return self._pricing.orders([order_of.get(id_, []) for id_ in self._shifts]) + self._penalty * retimed
