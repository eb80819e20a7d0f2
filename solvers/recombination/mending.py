"""From chosen columns to orders of a plan: who makes which, who drops a visit that two would make, what still fits in."""

from collections.abc import Sequence

from planner.domain.problem import Problem
from planner.rules.timing import schedule
from solvers.insertion.regret import RegretInsertion
from solvers.orders import Orders
from solvers.pricing import Pricing
from solvers.recombination.route_pool import RoutePool


def orders_of_choice(problem: Problem, pool: RoutePool, pricing: Pricing, chosen: Sequence[int]) -> Orders:
    """Orders in which every visit is made at most once."""
    orders: Orders = [[] for _ in problem.shifts]
    free = [list(numbers) for numbers in pool.shifts_of]
    for number in chosen:
        column = pool.columns[number]
        orders[free[column.kind].pop(0)] = list(column.order)
    _drop_repeated(problem, pricing, orders)
    return orders


def filled_up(problem: Problem, orders: Orders) -> Orders:
    """Orders with everything inserted that still fits and pays."""
    insertion = RegretInsertion(problem, orders)
    insertion.run(lambda _: True)
    return insertion.orders


def _drop_repeated(problem: Problem, pricing: Pricing, orders: Orders) -> None:
    """Leave each visit in one route: take it out where that saves most and the rest still has a schedule."""
    holders: dict[int, list[int]] = {}
    for number, order in enumerate(orders):
        for position in order:
            holders.setdefault(position, []).append(number)
    for position, numbers in holders.items():
        while len(numbers) > 1:
            number = max(numbers, key=lambda n: (_saving(pricing, orders, n, position), -n))
            orders[number] = _without(problem, number, orders[number], position)
            numbers.remove(number)


def _saving(pricing: Pricing, orders: Orders, number: int, position: int) -> int:
    rest = [other for other in orders[number] if other != position]
    return pricing.route(number, orders[number]) - pricing.route(number, rest)


def _without(problem: Problem, number: int, order: list[int], position: int) -> list[int]:
    """The route without a visit; where ways are shorter over it than past it, without what follows as well, until it holds."""
    gap = order.index(position)
    for end in range(gap + 1, len(order) + 1):
        rest = order[:gap] + order[end:]
        if not rest or schedule(problem, problem.shifts[number], rest) is not None:
            return rest
    return []
