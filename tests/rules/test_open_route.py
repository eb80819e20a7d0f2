"""Guards the one reading of one more visit in a route: in every gap it says what the exact schedule says, at its cost."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE, Travel
from planner.rules.cost import breakdown
from planner.rules.open_route import NOWHERE, OpenRoute, open_route, open_routes
from planner.rules.timing import schedule
from solvers.orders import plan_of
from tests.solvers.odd_days import lawful_orders, odd_problem

SEEDS = st.integers(0, 10**6)


def cut_problem(seed: int) -> Problem:
    """A problem with several breaks and windows, locks, setups, few places, and at times pairs without a way."""
    problem, rng = odd_problem(seed), random.Random(seed)  # noqa: S311 (reproducible test data)
    if rng.random() < 0.7:
        return problem
    durations = problem.travel["motorcycle"].durations.copy()
    for _ in range(rng.randint(1, 6)):
        one, other = rng.sample(range(problem.num_places), 2)
        durations[one, other] = UNREACHABLE
    return replace(problem, travel={"motorcycle": Travel(durations=durations)})


def soft(problem: Problem, number: int, order: list[int]) -> int:
    """Soft cost of one route by the breakdown of a plan that has nothing else."""
    orders: list[list[int]] = [[] for _ in problem.shifts]
    orders[number] = order
    terms, policy = breakdown(problem, plan_of(problem, orders)), problem.policy
    made = {problem.visits[position].id for position in order}
    changes = terms.num_changes - len(problem.kept.keys() - made)  # one left out is part of its weight
    cost = policy.travel_weight * terms.travel_duration + policy.overload_weight * terms.overload_duration
    return cost + policy.foreign_village_penalty * terms.num_foreign_stops + policy.disruption_penalty * changes


def exact(problem: Problem, number: int, route: OpenRoute, position: int) -> list[int]:
    """Added soft cost by timing every gap."""
    orders = [[*route.visits[:gap], position, *route.visits[gap:]] for gap in range(len(route.visits) + 1)]
    base = soft(problem, number, list(route.visits))
    is_lawful = [schedule(problem, problem.shifts[number], order) is not None for order in orders]
    return [soft(problem, number, order) - base if lawful else NOWHERE for order, lawful in zip(orders, is_lawful, strict=True)]


@settings(max_examples=150)
@given(SEEDS)
def test_every_gap_is_judged_as_by_the_exact_schedule(seed: int) -> None:
    """A visit is lawful exactly in those gaps in which a schedule exists, at exactly the cost that it adds."""
    problem = cut_problem(seed)
    routes = open_routes(problem, lawful_orders(problem, seed))
    for number, route in enumerate(routes):
        others = [position for position in range(len(problem.visits)) if position not in route.visits]
        fits = route.fits(others)
        for column, position in enumerate(others):
            costs = exact(problem, number, route, position)
            assert route.costs(position).tolist() == costs
            assert fits.soft[column] == min(costs)
            assert fits.gap[column] == costs.index(min(costs))


@settings(max_examples=150)
@given(SEEDS)
def test_any_order_is_judged_as_by_the_exact_schedule(seed: int) -> None:
    """Also where the route as it stands has no schedule: one more visit may mend a missing way, and nothing else."""
    problem, rng = cut_problem(seed), random.Random(seed)  # noqa: S311 (reproducible test data)
    positions = list(range(len(problem.visits)))
    rng.shuffle(positions)
    for number, shift in enumerate(problem.shifts):
        order = positions[: rng.randint(0, 3)]
        route = open_route(problem, number, order)
        for position in set(positions) - set(order):
            tried = [[*order[:gap], position, *order[gap:]] for gap in range(len(order) + 1)]
            lawful = [schedule(problem, shift, one) is not None for one in tried]
            assert (route.costs(position) < NOWHERE).tolist() == lawful


@given(SEEDS)
def test_what_it_adds_is_what_the_route_has_more(seed: int) -> None:
    """Cost, travel and work of a route with one more visit are those before and what was said to be added."""
    problem = odd_problem(seed)
    for number, route in enumerate(open_routes(problem, lawful_orders(problem, seed))):
        others = np.array([position for position in range(len(problem.visits)) if position not in route.visits], dtype=int)
        fits = route.fits(others)
        for column in np.flatnonzero(fits.soft < NOWHERE):
            longer = route.holding(route.inserted(int(others[column]), int(fits.gap[column])))
            assert longer.soft_cost - route.soft_cost == fits.soft[column]
            assert longer.work - route.work == fits.seconds[column]
        assert route.soft_cost == soft(problem, number, list(route.visits))
