"""Guards the cost of a plan: strict tiers, the trading policy, fair shares and every recomputed term."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.objective import CostBreakdown
from planner.domain.plan import Plan, Route
from planner.domain.problem import Policy, Problem
from planner.domain.shift import Break, Shift
from planner.domain.visit import Tier, Visit, Window
from planner.rules.cost import breakdown, complaint_worth, fair_shares, soft_bound, typical_leg, weights
from planner.rules.timing import schedule
from tests.building import line_travel, random_problem


def small(policy: Policy | None = None, **shift: object) -> Problem:
    """Three doors of coverage and one complaint, five minutes apart on a line."""
    visits = (
        Visit(id="a", place=1, prize=4, service_duration=900, village="A"),
        Visit(id="b", place=2, prize=6, service_duration=900, village="B"),
        Visit(id="c", place=3, prize=5, service_duration=900),
        Visit(id="k", place=4, prize=100, tier=Tier.COMPLAINT, service_duration=1800, village="A"),
    )
    one = Shift(id="s", window=Window(start=0, end=14_400), start=0, end=0, **shift)  # type: ignore[arg-type]
    travel = {"motorcycle": line_travel([0, 5, 10, 15, 20])}
    return Problem(visits=visits, shifts=(one,), travel=travel, policy=policy or Policy())


def plan_of(problem: Problem, *orders: list[int]) -> Plan:
    routes = [schedule(problem, shift, order) for shift, order in zip(problem.shifts, orders, strict=False) if order]
    assert all(routes)
    return Plan(routes=tuple(route for route in routes if route is not None))


def random_plan(problem: Problem, seed: int) -> Plan:
    """Some feasible plan: visits tried in random order at the end of each route."""
    rng = random.Random(seed)  # noqa: S311 (reproducible test data)
    orders: list[list[int]] = [[] for _ in problem.shifts]
    for position in rng.sample(range(len(problem.visits)), rng.randint(0, len(problem.visits))):
        at = rng.randrange(len(orders))
        if schedule(problem, problem.shifts[at], [*orders[at], position]) is not None:
            orders[at].append(position)
    return plan_of(problem, *orders)


def rank(terms: CostBreakdown, policy: Policy) -> tuple[int, int, int, int]:
    """The tiers spelled out: smaller is better."""
    soft = policy.travel_weight * terms.travel_duration + policy.overload_weight * terms.overload_duration
    soft += policy.foreign_village_penalty * terms.num_foreign_stops + policy.disruption_penalty * terms.num_changes
    return terms.num_required_missed, -terms.complaint_prize, -terms.coverage_prize, soft


@settings(max_examples=200)
@given(seed=st.integers(0, 10**6))
def test_cost_orders_plans_by_tier(seed: int) -> None:
    """Of any two plans the cheaper is the one that is better in the first tier in which they differ."""
    problem = random_problem(seed, num_visits=7, with_promises=True)
    first, second = (breakdown(problem, random_plan(problem, seed + number)) for number in (1, 2))
    ranks = rank(first, problem.policy), rank(second, problem.policy)
    assert (first.cost < second.cost) == (ranks[0] < ranks[1])
    assert (first.cost == second.cost) == (ranks[0] == ranks[1])


@given(seed=st.integers(0, 10**6))
def test_changes_are_counted_against_the_plan_that_is_changed(seed: int) -> None:
    """Kept visits left out or moved, and visits made that are not kept; none where no plan is being changed."""
    problem = random_problem(seed, with_promises=True)
    plan = random_plan(problem, seed)
    shift_of = {stop.visit_id: route.shift_id for route in plan.routes for stop in route.stops}
    ids = [visit.id for visit in problem.visits] if problem.kept else []
    expected = sum(problem.kept.get(id_) != shift_of.get(id_) for id_ in ids)
    assert breakdown(problem, plan).num_changes == expected


@given(seed=st.integers(0, 10**6))
def test_no_plan_exceeds_the_soft_bound(seed: int) -> None:
    """The bound that separates the tiers holds for every plan."""
    problem = random_problem(seed, policy=Policy(overload_weight=2, foreign_village_penalty=500), with_promises=True)
    assert rank(breakdown(problem, random_plan(problem, seed)), problem.policy)[3] <= soft_bound(problem)


def test_neutral_problem_ranks_by_prize_then_travel() -> None:
    """With coverage only and the default policy, one unit of prize outweighs all travel, and travel breaks ties."""
    problem = small()
    neutral = replace(problem, visits=tuple(replace(visit, tier=Tier.COVERAGE) for visit in problem.visits))
    near, far, best = ([0], [0, 2], [2])
    costs = [breakdown(neutral, plan_of(neutral, order)).cost for order in (near, far, best, [2, 0])]
    assert costs[1] < costs[2] < costs[0]
    assert costs[1] == costs[3]  # there and back on a line is as long either way


def test_every_term_is_recomputed() -> None:
    """The breakdown trusts no total that is written in the plan."""
    problem = small(Policy(overload_weight=3, foreign_village_penalty=7), village="A")
    plan = plan_of(problem, [1, 3])
    lying = Plan(routes=tuple(replace(route, travel_duration=1, distance=1) for route in plan.routes))
    terms = breakdown(problem, lying)
    assert (terms.complaint_prize, terms.complaint_prize_offered) == (100, 100)
    assert (terms.coverage_prize, terms.coverage_prize_offered) == (6, 15)
    assert (terms.travel_duration, terms.distance, terms.num_foreign_stops, terms.num_required) == (2400, 4000, 1, 0)
    demand = 3 * 900 + 1800 + 4 * 300
    assert terms.overload_duration == max(0, 2400 + 2700 - demand)
    weight = weights(problem)
    assert terms.cost == weight.visits[0] + weight.visits[2] + 2400 + 7


def test_a_visit_counts_by_the_hour_of_its_start() -> None:
    """What is lost by the hour is what the prize falls short, in weights of its tier; what is offered counts by the best."""
    problem = small()
    by_hour = replace(problem.visits[1], prize_steps=((0, 6), (1200, 2)))
    at_hours = replace(problem, visits=(problem.visits[0], by_hour, *problem.visits[2:]))
    early, late = plan_of(at_hours, [1]), plan_of(at_hours, [0, 1])
    assert breakdown(at_hours, early) == breakdown(problem, early)
    terms, even = breakdown(at_hours, late), breakdown(problem, late)
    assert (terms.coverage_prize, even.coverage_prize) == (6, 10)
    assert terms.coverage_prize_offered == even.coverage_prize_offered
    assert terms.cost - even.cost == 4 * (soft_bound(problem) + 1)
    trading = replace(at_hours, policy=Policy(balance=0.5))
    assert breakdown(trading, late).cost - breakdown(replace(problem, policy=trading.policy), late).cost == 4000 * (
        soft_bound(trading) + 1
    )


def test_required_stands_above_everything() -> None:
    """Making one required visit outweighs all complaints and all coverage together."""
    problem = small()
    visits = (replace(problem.visits[0], is_required=True, prize=0), *problem.visits[1:])
    cost = weights(replace(problem, visits=visits)).visits
    assert cost[0] > sum(cost[1:])


def test_empty_plan_and_empty_problem() -> None:
    """Nothing planned costs every weight; nothing asked costs nothing."""
    problem = small()
    terms = breakdown(problem, Plan())
    assert (terms.cost, terms.travel_duration, terms.distance) == (sum(weights(problem).visits), 0, 0)
    empty = Problem(visits=(), shifts=problem.shifts, travel=problem.travel)
    assert (breakdown(empty, Plan()).cost, fair_shares(empty), typical_leg(empty)) == (0, (0,), 0)


def test_balance_half_weighs_an_urgent_complaint_as_the_coverage_it_displaces() -> None:
    """At 0.5 one urgent complaint is worth what a median team collects meanwhile: E = 5 · (1800 + 300) / (900 + 300)."""
    problem = small(Policy(balance=0.5))
    assert complaint_worth(problem) == pytest.approx(8.75)
    unit = soft_bound(problem) + 1
    assert [weight / unit for weight in weights(problem).visits] == [4000, 6000, 5000, 8750]


def test_ends_of_the_balance_drop_a_tier() -> None:
    """0 gives complaints no weight, 1 gives coverage none; a complaint alone still counts at 1."""
    problem = small(Policy(balance=0.0))
    assert [weight > 0 for weight in weights(problem).visits] == [True, True, True, False]
    problem = replace(problem, policy=Policy(balance=1.0))
    assert [weight > 0 for weight in weights(problem).visits] == [False, False, False, True]
    alone = replace(problem, visits=problem.visits[3:])
    assert complaint_worth(alone) == 0
    assert weights(alone).visits[0] > soft_bound(alone)
    no_complaint = replace(problem, visits=problem.visits[:3])
    assert complaint_worth(no_complaint) == 100


def test_travel_may_weigh_nothing() -> None:
    """Policy may ignore travel: the bound is zero and the tiers still hold."""
    problem = small(Policy(travel_weight=0))
    assert soft_bound(problem) == 0
    assert breakdown(problem, plan_of(problem, [3])).cost == 15


def test_fair_shares_split_the_demand_by_available_time() -> None:
    """Shares are proportional to the time without breaks, and whole where demand exceeds capacity."""
    problem = small()
    pause = Break(id="b", windows=(Window(start=0, end=0),), duration=3600)
    longer = Shift(id="t", window=Window(start=0, end=25_200), breaks=(pause,))
    shares = fair_shares(replace(problem, shifts=(*problem.shifts, longer)))
    assert shares == (14_400 * 5700 // 36_000, 21_600 * 5700 // 36_000)
    busy = replace(problem, visits=tuple(replace(visit, service_duration=9000) for visit in problem.visits))
    assert fair_shares(busy) == (14_400,)


def test_tiers_that_do_not_fit_are_refused_with_numbers() -> None:
    """A cost that would overflow 64 bits is an error that names the numbers, never a wrong plan."""
    problem = small()
    visits = tuple(replace(visit, prize=10**15) for visit in problem.visits)
    with pytest.raises(ValueError, match=r"do not fit into 64 bits.*unit weight 14,401"):
        weights(replace(problem, visits=visits))


def test_distance_is_unknown_where_any_profile_has_none() -> None:
    """A sum with an unknown part is unknown, never smaller than the truth."""
    problem = small()
    bare = {"motorcycle": replace(problem.travel["motorcycle"], distances=None)}
    problem = replace(problem, travel=bare)
    assert breakdown(problem, plan_of(problem, [0])).distance is None
    assert isinstance(plan_of(problem, [0]).routes[0], Route)
