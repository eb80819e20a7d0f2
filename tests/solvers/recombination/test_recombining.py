"""Guards recombination: lawful, never worse than the incumbent, as good as enumeration, limits kept, the same answer twice."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.solving import Limits, Progress, StopReason
from planner.domain.violation import Law
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.frame import Run
from solvers.insertion.regret import RegretInsertion
from solvers.orders import Orders, plan_of
from solvers.pricing import Pricing
from solvers.recombination.choosing import MAX_OBJECTIVE, _coefficients
from solvers.recombination.exchanging import Exchange
from solvers.recombination.recombining import Recombination, recombine
from solvers.recombination.route_pool import covers, route_pool_of
from solvers.seen_routes import SeenRoute
from tests.building import random_problem, with_hours
from tests.solvers.odd_days import lawful_orders, odd_problem
from tests.solvers.oracle import lowest_cost

STEADY = Limits(max_iterations=5)


def seen_routes(problem: Problem, num_plans: int) -> list[SeenRoute]:
    """Routes of some random lawful plans."""
    plans = [lawful_orders(problem, seed) for seed in range(num_plans)]
    return [(number, tuple(order)) for plan in plans for number, order in enumerate(plan) if order]


def recombined(problem: Problem, num_plans: int = 6, limits: Limits = STEADY) -> tuple[Recombination, Orders]:
    incumbent = lawful_orders(problem, 99)
    return recombine(problem, seen_routes(problem, num_plans), incumbent=incumbent, run=Run(limits), num_workers=1), incumbent


def assert_sound(problem: Problem, found: Recombination) -> None:
    plan = plan_of(problem, found.orders)
    assert [v for v in check(problem, plan) if v.law is not Law.REQUIRED_MADE] == []
    assert found.cost == breakdown(problem, plan).cost


@pytest.mark.parametrize("seed", range(4))
def test_routes_are_chosen_by_what_their_hours_lose_too(seed: int) -> None:
    """Of all lawful routes of a team the choice is the one that enumeration finds, losses by the hour included."""
    problem = with_hours(random_problem(seed, num_visits=4, num_shifts=1, policy=Policy()), seed)
    orders = [order for size in range(1, 5) for order in itertools.permutations(range(4), size)]
    routes = [(0, order) for order in orders if schedule(problem, problem.shifts[0], order) is not None]
    found = recombine(problem, routes, incumbent=[[]], run=Run(STEADY), num_workers=1)
    assert_sound(problem, found)
    assert found.cost == lowest_cost(problem)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_lawful_and_never_worse(seed: int) -> None:
    """A stranger finds no broken law, and the incumbent is a floor, setups and breaks and broken triangles included."""
    problem = odd_problem(seed)
    found, incumbent = recombined(problem)
    assert_sound(problem, found)
    assert found.cost <= breakdown(problem, plan_of(problem, incumbent)).cost


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_at_least_as_good_as_every_compatible_set(seed: int) -> None:
    """No set of the given routes that shares no visit costs less, as enumeration of all of them shows."""
    problem = random_problem(seed, num_visits=7, num_shifts=2, with_promises=True)
    found, _ = recombined(problem)
    assert found.is_proved
    assert found.cost <= cheapest_packing(problem, seen_routes(problem, 6))


def cheapest_packing(problem: Problem, routes: list[SeenRoute]) -> int:
    of_shift = [[(), *{order for number, order in routes if number == n}] for n in range(len(problem.shifts))]
    pricing = Pricing.of(problem)
    choices = (choice for choice in itertools.product(*of_shift) if len(set().union(*choice)) == sum(map(len, choice)))
    return min(pricing.orders(choice) for choice in choices)


def test_routes_that_share_a_visit_are_joined() -> None:
    """Two routes with one visit in common make one plan: one of them drops it. Sets that share none would lose three."""
    problem = roomy(random_problem(3, num_visits=5, num_shifts=2, policy=Policy()))
    found = recombine(problem, [(0, (0, 1, 2)), (1, (2, 3, 4))], incumbent=[[], []], run=Run(STEADY), num_workers=1)
    assert sorted(position for order in found.orders for position in order) == [0, 1, 2, 3, 4]
    assert_sound(problem, found)


def test_twins_share_their_routes() -> None:
    """Two good routes found for one shift are made by it and by its twin."""
    problem = roomy(random_problem(3, num_visits=4, num_shifts=2, policy=Policy()))
    twin = replace(problem.shifts[0], id="twin", team="t2", max_visits=2)
    problem = replace(problem, shifts=(replace(twin, id="first"), twin))
    found = recombine(problem, [(0, (0, 1)), (0, (2, 3))], incumbent=[[], []], run=Run(STEADY), num_workers=1)
    assert sorted(position for order in found.orders for position in order) == [0, 1, 2, 3]


def roomy(problem: Problem) -> Problem:
    """All day, for everybody, without windows."""
    shifts = tuple(
        replace(shift, window=replace(shift.window, start=0, end=86_400), breaks=(), max_visits=None, max_travel_duration=None)
        for shift in problem.shifts
    )
    visits = tuple(replace(visit, windows=(), skills=frozenset(), min_team_size=1) for visit in problem.visits)
    return replace(problem, shifts=shifts, visits=visits)


@settings(max_examples=100)
@given(seed=st.integers(0, 10**6))
def test_a_shift_that_covers_another_can_make_its_routes(seed: int) -> None:
    """Wherever a shift is said to cover another, the exact schedule agrees for every route."""
    problem = random_problem(seed, num_visits=6, num_shifts=1)
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    own = problem.shifts[0]
    other = replace(
        own,
        id="other",
        window=replace(
            own.window, start=own.window.start - rng.choice((0, 600)), end=own.window.end + rng.choice((-600, 0, 600))
        ),
        skills=own.skills | {"polwan"},
        team_size=own.team_size + rng.choice((-1, 0, 1)),
        max_visits=rng.choice((own.max_visits, None, 3)),
        max_travel_duration=rng.choice((own.max_travel_duration, None, 1800)),
    )
    for order in lawful_orders(problem, seed):
        if order and covers(other, own):
            assert schedule(problem, other, order) is not None


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_exchange_counts_right_and_never_loses(seed: int) -> None:
    """After any number of rounds the worth is that of the chosen columns counted anew, and no lower than at first."""
    problem = random_problem(seed, num_visits=10, num_shifts=3, with_promises=True)
    pricing = Pricing.of(problem)
    pool = route_pool_of(problem, seen_routes(problem, 6), pricing)
    exchange = Exchange(pool, pricing.weights, [])
    assert exchange.worth == 0
    exchange.run(random.Random(seed), lambda: True)  # noqa: S311 (reproducible test data)
    columns = [pool.columns[number] for number in exchange.chosen]
    held = {position for column in columns for position in column.order}
    assert exchange.worth == sum(pricing.weights[n] for n in held) - sum(column.cost for column in columns) >= 0
    assert len(columns) <= len(problem.shifts)


def test_cheapest_of_equal_sets_stays() -> None:
    """Of two orders of the same visits on the same shift the cheaper one is kept."""
    problem = roomy(random_problem(3, num_visits=4, num_shifts=1, policy=Policy()))
    pricing = Pricing.of(problem)
    orders = list(itertools.permutations(range(4)))
    pool = route_pool_of(problem, [(0, order) for order in orders], pricing)
    assert [column.cost for column in pool.columns] == [min(pricing.route(0, order) for order in orders)]


def test_objective_stays_small() -> None:
    """However large the tiers' weights, CP-SAT's coefficients stay exact in floating point."""
    problem = random_problem(8, num_visits=12, num_shifts=3)
    visits = tuple(
        replace(visit, prize=visit.prize * 10_000, is_required=number < 2) for number, visit in enumerate(problem.visits)
    )
    problem = replace(problem, visits=visits)
    pricing = Pricing.of(problem)
    assert sum(pricing.weights) > 2**52
    pool = route_pool_of(problem, seen_routes(problem, 6), pricing)
    assert sum(map(abs, _coefficients(problem, pool, pricing.weights, range(12)))) <= MAX_OBJECTIVE
    found, _ = recombined(problem)
    assert_sound(problem, found)


def test_same_input_same_orders() -> None:
    """With one worker and a deterministic limit the answer is the same, twice."""
    problem = random_problem(12, num_visits=14, num_shifts=3)
    assert recombined(problem)[0].orders == recombined(problem)[0].orders


def test_limits_are_kept_and_nothing_is_nothing() -> None:
    """No time, no iterations, no routes or a wish to stop give the incumbent; a limit without meaning is refused."""
    problem = random_problem(12, num_visits=14, num_shifts=3)
    for limits, stop_reason in (
        (Limits(max_runtime=0), StopReason.RUNTIME),
        (Limits(max_iterations=0), StopReason.ITERATIONS),
    ):
        found, incumbent = recombined(problem, limits=limits)
        assert (found.orders, found.stop_reason) == (incumbent, stop_reason)
    nothing: Orders = [[], [], []]
    assert recombine(problem, [], incumbent=nothing, run=Run(STEADY)).orders == nothing
    with pytest.raises(ValueError, match="max_idle_iterations"):
        recombined(problem, limits=Limits(max_idle_iterations=1))
    assert plan_of(problem, nothing).routes == Plan().routes


def test_stops_when_asked_and_raises_what_went_wrong() -> None:
    """A wish to stop ends it with the best so far; an error in the report is raised, not swallowed."""
    problem = random_problem(12, num_visits=14, num_shifts=3)
    incumbent, routes = lawful_orders(problem, 99), seen_routes(problem, 6)
    stopped = recombine(problem, routes, incumbent=incumbent, run=Run(STEADY, on_progress=lambda _: False))
    assert (stopped.orders, stopped.stop_reason) == (incumbent, StopReason.INTERRUPTED)

    def fail(_: Progress) -> bool:
        raise RuntimeError("the display broke")

    with pytest.raises(RuntimeError, match="the display broke"):
        recombine(problem, routes, incumbent=incumbent, run=Run(STEADY, on_progress=fail))


def test_many_routes_are_judged_within_a_limit() -> None:
    """Of twelve thousand routes and one second comes a sound plan, no worse than the best one they were taken from."""
    problem = random_problem(21, num_visits=60, num_shifts=6)
    rng = random.Random(1)  # noqa: S311 (reproducible test data)
    state = RegretInsertion(problem, [[] for _ in problem.shifts])
    state.run(lambda _: True)
    routes: list[SeenRoute] = []
    for number, order in enumerate(state.orders):
        for _ in range(2000):
            kept = tuple(position for position in order if rng.random() < 0.9)
            if kept and schedule(problem, problem.shifts[number], kept) is not None:
                routes.append((number, kept))
    found = recombine(problem, routes, incumbent=state.orders, run=Run(Limits(max_runtime=1)))
    assert found.cost <= state.cost
    assert_sound(problem, found)
