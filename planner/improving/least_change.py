"""The least change that what has happened allows: every team keeps its stops in order, less those that no longer fit.

Where stops have to go, the fewest go; among as many, those that cost least to leave out. Locks that the old order breaks are
obeyed by moving the locked stop alone.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from planner.domain.lock import LockKind
from planner.domain.orders import orders_by_shift, plan_of_routes, positions
from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.rules.cost import weights
from planner.rules.permission import may_make
from planner.rules.timing import schedule

MAX_TRIES = 4000
"""Sets of stops tried at most for one team, a second's work: beyond, stops are kept one by one, highest weight first."""


def least_change(problem: Problem, before: Plan) -> Plan:
    """Keep what can be kept of a plan.

    Parameters
    ----------
    problem
        What is left of a day.
    before
        The plan so far; its times do not count, its orders do.
    """
    weight = weights(problem).visits
    routes: list[Route] = []
    for shift, old in zip(problem.shifts, orders_by_shift(problem, before), strict=True):
        order = _with_locks(problem, [n for n in old if may_make(problem, shift, problem.visits[n])])
        route = _most_kept(problem, shift, order, weight)
        if route is not None:
            routes.append(route)
    return plan_of_routes(problem, routes)


def _with_locks(problem: Problem, order: list[int]) -> list[int]:
    """The order with locked stops where their locks want them."""
    position_of = positions(problem) if problem.locks else {}
    for lock in problem.locks:
        position = position_of[lock.visit_id]
        if position not in order:
            continue
        if lock.kind is LockKind.FIRST:
            order = [position, *(n for n in order if n != position)]
        elif lock.kind is LockKind.LAST:
            order = [*(n for n in order if n != position), position]
        elif lock.kind is LockKind.ORDER:
            later = position_of[lock.later_id]
            if later in order and order.index(later) < order.index(position):
                order = [n for n in order if n != position]
                order.insert(order.index(later), position)
    return order


def _most_kept(problem: Problem, shift: Shift, order: Sequence[int], weight: Sequence[int]) -> Route | None:
    """Schedule of the order without the fewest stops; `None`: none can be kept."""
    if not order or shift.max_visits == 0:
        return None
    fewest = 0 if shift.max_visits is None else max(0, len(order) - shift.max_visits)
    for size in range(fewest, len(order)):
        if comb(len(order), size) > MAX_TRIES:
            return _kept_one_by_one(problem, shift, order, weight)
        sets = sorted(combinations(order, size), key=lambda gone: sum(weight[n] for n in gone))
        for gone in sets:
            route = schedule(problem, shift, [n for n in order if n not in gone])
            if route is not None:
                return route
    return None


def _kept_one_by_one(problem: Problem, shift: Shift, order: Sequence[int], weight: Sequence[int]) -> Route | None:
    kept: set[int] = set()
    best = None
    for position in sorted(order, key=lambda n: -weight[n]):
        route = schedule(problem, shift, [n for n in order if n in kept or n == position])
        if route is not None:
            kept.add(position)
            best = route
    return best
