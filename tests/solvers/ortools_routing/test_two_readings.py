"""Guards that the routing model and the exact schedule read the laws alike, from both sides."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.domain.violation import Law
from planner.domain.visit import Window
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.timing import schedule
from solvers.orders import Orders, TwoReadingsError, plan_of
from solvers.ortools_routing.improving import _parameters, handed_over
from solvers.ortools_routing.nodes import Nodes, Part
from solvers.ortools_routing.polishing import polish
from solvers.ortools_routing.routing_model import RoutingModel
from solvers.pricing import Pricing
from tests.building import random_problem
from tests.solvers.odd_days import lawful_orders, odd_problem


def everything(problem: Problem) -> Part:
    return Part(shifts=tuple(range(len(problem.shifts))), visits=tuple(range(len(problem.visits))))


def taken(problem: Problem, orders: Orders) -> tuple[Orders, int] | None:
    """What OR-Tools makes of orders without any search, and its cost of them."""
    routes = plan_of(problem, orders).routes
    model = RoutingModel(problem, everything(problem), Pricing.of(problem), led_by=routes)
    parameters = _parameters(60.0, 0, num_shifts=len(orders))
    model.routing.CloseModelWithParameters(parameters)
    assignment = handed_over(model, orders, parameters)
    return None if assignment is None else (model.orders(assignment), int(assignment.ObjectiveValue()))


def assert_alike(seed: int) -> None:
    problem = odd_problem(seed)
    orders = lawful_orders(problem, seed)
    assert taken(problem, orders) == (orders, breakdown(problem, plan_of(problem, orders)).cost)


def assert_lawful_back(seed: int) -> None:
    problem = odd_problem(seed)
    plan = plan_of(problem, lawful_orders(problem, seed))
    result = polish(problem, plan, Limits(max_iterations=15))
    assert [v for v in check(problem, result.plan) if v.law is not Law.REQUIRED_MADE] == []
    assert result.objective.cost <= breakdown(problem, plan).cost


@settings(max_examples=150)
@given(seed=st.integers(0, 10**6))
def test_every_lawful_plan_is_taken_as_it_is(seed: int) -> None:
    """What the exact schedule allows OR-Tools takes, at the same cost: setups, breaks, windows, places, limits."""
    assert_alike(seed)


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_every_plan_that_comes_back_is_lawful(seed: int) -> None:
    """What OR-Tools returns the exact schedule allows, the checker finds sound, and it costs no more than the start."""
    assert_lawful_back(seed)


@pytest.mark.long
def test_ten_thousand_plans_are_taken() -> None:
    """The two readings agree on ten thousand plans, and on a thousand that a search has changed."""
    for seed in range(10_000):
        assert_alike(seed)
    for seed in range(1_000):
        assert_lawful_back(seed)


def test_awkward_breaks_are_led() -> None:
    """Three breaks that OR-Tools left alone would try out for minutes are taken at once, led by the plan's own times."""
    assert_alike(36210)


def test_first_stop_at_the_station_needs_no_setup() -> None:
    """A setup is not spent at the start place, even where it would not fit into the shift."""
    problem = random_problem(1, num_visits=1, num_shifts=1)
    shift = replace(problem.shifts[0], start=0, end=0, breaks=(), window=Window(start=0, end=600), max_visits=None)
    visit = replace(
        problem.visits[0], place=0, service_duration=600, setup_duration=60, windows=(), skills=frozenset(), min_team_size=1
    )
    tight = replace(problem, shifts=(shift,), visits=(visit,))
    found = taken(tight, [[0]])
    assert found is not None
    assert found[0] == [[0]]


def test_doubles_stand_only_where_the_setup_depends() -> None:
    """A second node is made for a visit with a setup and a neighbour at its place, for no other."""
    problem = random_problem(4, num_visits=3, num_shifts=1)
    setups, places = (60, 60, 0), (2, 3, 3)
    visits = tuple(
        replace(visit, setup_duration=setup, place=place)
        for visit, setup, place in zip(problem.visits, setups, places, strict=True)
    )
    assert Nodes.of(replace(problem, visits=visits), everything(problem)).double_of == {1: 3}


def test_a_refused_route_is_named() -> None:
    """If OR-Tools refuses a route the run fails and says which, innocent routes apart."""
    for seed in range(200):
        problem = random_problem(seed, num_visits=8)
        orders = lawful_orders(problem, seed)
        broken = orders[0][::-1]
        if all(orders) and schedule(problem, problem.shifts[0], broken) is None:
            break
    model = RoutingModel(problem, everything(problem), Pricing.of(problem))
    parameters = _parameters(5.0, 0, num_shifts=2)
    model.routing.CloseModelWithParameters(parameters)
    with pytest.raises(TwoReadingsError, match=r"shift 's0'.*refuses") as caught:
        handed_over(model, [broken, orders[1]], parameters)
    assert "'s1'" not in str(caught.value)


def test_a_visit_that_can_never_be_made_is_not_left_out_in_silence() -> None:
    """OR-Tools would skip a visit outside the day when it reads a route; here the route is refused."""
    problem = random_problem(2, num_visits=2, num_shifts=1)
    shift = replace(problem.shifts[0], breaks=(), max_visits=None)
    night = replace(problem.visits[0], windows=(Window(start=10**6, end=10**6),), skills=frozenset(), min_team_size=1)
    late = replace(problem, shifts=(shift,), visits=(night, problem.visits[1]))
    model = RoutingModel(late, everything(late), Pricing.of(late))
    parameters = _parameters(5.0, 0, num_shifts=1)
    model.routing.CloseModelWithParameters(parameters)
    with pytest.raises(TwoReadingsError, match="'v0'"):
        handed_over(model, [[0]], parameters)
