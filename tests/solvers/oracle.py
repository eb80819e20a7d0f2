"""The exact optimum of a tiny problem by enumeration: every order of every subset on every shift."""

import itertools

from planner.domain.problem import Problem
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.orders import plan_of


def lowest_cost(problem: Problem) -> int:
    """Least cost of any plan; meant for at most 6 visits and 2 shifts.

    Soft costs of shifts add up, so the best order of each subset on each shift is found first, then subsets are combined.
    """
    num = len(problem.visits)
    best_of = [_best_by_subset(problem, number) for number in range(len(problem.shifts))]
    best = breakdown(problem, plan_of(problem, [[] for _ in problem.shifts])).cost
    for subsets in itertools.product(*(table for table in best_of)):
        if sum(subset.bit_count() for subset in subsets) <= num and _are_disjoint(subsets):
            orders = [table[subset] for table, subset in zip(best_of, subsets, strict=True)]
            best = min(best, breakdown(problem, plan_of(problem, orders)).cost)
    return best


def _best_by_subset(problem: Problem, number: int) -> dict[int, list[int]]:
    """Subset of visits → its cheapest feasible order on one shift; the empty one always."""
    empty: list[list[int]] = [[] for _ in problem.shifts]
    found: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for size in range(1, len(problem.visits) + 1):
        for order in itertools.permutations(range(len(problem.visits)), size):
            if schedule(problem, problem.shifts[number], order) is not None:
                orders = [*empty[:number], list(order), *empty[number + 1 :]]
                cost = breakdown(problem, plan_of(problem, orders)).cost
                subset = sum(1 << position for position in order)
                if subset not in found or cost < found[subset][0]:
                    found[subset] = cost, list(order)
    return {subset: order for subset, (_, order) in found.items()}


def _are_disjoint(subsets: tuple[int, ...]) -> bool:
    seen = 0
    for subset in subsets:
        if seen & subset:
            return False
        seen |= subset
    return True
