"""Guards the parts of a bound: each relaxation is worth at least the best lawful route."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.problem import Problem
from planner.rules.timing import schedule
from solvers.bounds.arcs import Neighbourhoods
from solvers.bounds.counting import count
from solvers.bounds.labels import new_labels
from solvers.bounds.least_travel import between_visits
from solvers.bounds.multipliers import Floor
from solvers.bounds.pricing import Pricer
from solvers.bounds.vehicle_classes import VehicleClass, cramped, vehicle_classes_of
from tests.building import random_problem
from tests.solvers.bounds.optimum import most_prize, most_prize_above


def best_route(problem: Problem, vehicle_class: VehicleClass, profit: dict[int, int]) -> int:
    """Most profit of one lawful route, by trying every order."""
    shift, most = problem.shifts[vehicle_class.shifts[0]], 0
    for size in range(1, len(problem.visits) + 1):
        for order in itertools.permutations(range(len(problem.visits)), size):
            worth = sum(profit.get(visit, -(10**6)) for visit in order)
            if worth > most and schedule(problem, shift, order) is not None:
                most = worth
    return most


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), hood=st.sampled_from([1, 3, 8]))
def test_relaxed_routes_are_worth_no_less(seed: int, hood: int) -> None:
    """Tables and searches bound the best lawful route from above at any profits, and found routes are worth what is said."""
    problem = random_problem(seed, num_visits=5)
    hoods = Neighbourhoods.nearest(between_visits(problem), min(hood, 5))
    rng = np.random.default_rng(seed)
    labels = new_labels(50_000)
    for vehicle_class in vehicle_classes_of(problem, frozenset(cramped(problem))):
        worth = rng.integers(-3, 40, len(problem.visits))
        profit = worth[vehicle_class.visits].astype(np.int32)
        exact = best_route(problem, vehicle_class, {int(v): int(worth[v]) for v in vehicle_class.visits if worth[v] > 0})
        pricer = Pricer(vehicle_class, hoods, worth.astype(np.int64))
        known = pricer.quick(profit, width=2)
        assert known.most >= exact
        pricer.begin(profit, known, known.found)
        assert known.most >= exact
        for target in (2 * known.found + 5, known.found + 1, known.found):
            assert pricer.prove(profit, known, target, labels)
            assert known.most >= exact
        assert all(sum(int(worth[visit]) for visit in route) <= known.found for route in known.routes)
        assert known.most == known.found


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6))
def test_full_memory_is_exact(seed: int) -> None:
    """When every neighbourhood holds every visit and no rest of a travel limit is left out, the best ng-route is lawful."""
    problem = random_problem(seed, num_visits=4)
    hoods = Neighbourhoods.nearest(between_visits(problem), 4)
    for vehicle_class in vehicle_classes_of(problem, frozenset(cramped(problem))):
        shift = problem.shifts[vehicle_class.shifts[0]]
        if shift.max_travel_duration is not None or shift.max_visits is not None:
            continue
        profit = np.ones(len(vehicle_class.visits), dtype=np.int32)
        pricer, labels = Pricer(vehicle_class, hoods, np.ones(len(problem.visits), dtype=np.int64)), new_labels(10_000)
        known = pricer.quick(profit)
        pricer.begin(profit, known, 0)
        assert pricer.prove(profit, known, 0, labels)
        assert known.most == best_route(problem, vehicle_class, {int(visit): 1 for visit in vehicle_class.visits})


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), part=st.sampled_from([0.0, 0.5, 0.9, 1.0]))
def test_pruning_loses_nothing(seed: int, part: float) -> None:
    """However high the target below the best route, tables and targets prune no route that is worth more."""
    problem = random_problem(seed, num_visits=22)
    hoods = Neighbourhoods.nearest(between_visits(problem), 8)
    rng, labels = np.random.default_rng(seed), new_labels(400_000)
    for vehicle_class in vehicle_classes_of(problem, frozenset(cramped(problem))):
        profit = rng.integers(1, 40, len(problem.visits))[vehicle_class.visits].astype(np.int32)
        pricer = Pricer(vehicle_class, hoods, np.ones(len(problem.visits), dtype=np.int64))
        known = pricer.quick(profit)
        pricer.begin(profit, known, 0)
        assert pricer.prove(profit, known, 0, labels)
        again = pricer.quick(profit)
        target = min(int(part * known.most), known.most - 1)
        pricer.begin(profit, again, target)
        assert pricer.prove(profit, again, target, labels)
        assert again.most == known.most == known.found


def test_a_target_not_prepared_for_is_refused() -> None:
    """Tables made for high targets say nothing about lower ones."""
    problem = random_problem(2, num_visits=8)
    hoods = Neighbourhoods.nearest(between_visits(problem), 8)
    vehicle_class = vehicle_classes_of(problem, frozenset(cramped(problem)))[0]
    pricer, profit = (
        Pricer(vehicle_class, hoods, np.ones(len(problem.visits), dtype=np.int64)),
        np.full(len(vehicle_class.visits), 10, dtype=np.int32),
    )
    known = pricer.quick(profit)
    with pytest.raises(ValueError, match="prepared"):
        pricer.prove(profit, known, 0, new_labels(1000))


@settings(max_examples=80)
@given(seed=st.integers(0, 10**6))
def test_no_plan_beats_counting(seed: int) -> None:
    """The bound made in no time holds for every plan, and above a floor for every plan that reaches it."""
    problem = random_problem(seed, num_visits=4, with_promises=True)
    prizes = np.array([visit.prize for visit in problem.visits])
    values = np.random.default_rng(seed).integers(0, 9, len(prizes))
    for classes in (vehicle_classes_of(problem), vehicle_classes_of(problem, likeness=0.4)):
        assert count(problem, classes, prizes).bound >= most_prize(problem, prizes)
        for least in (1, 5, int(values.sum())):
            known = most_prize_above(problem, prizes, values, least)
            if known is not None:
                assert count(problem, classes, prizes, floor=Floor(values=values, least=least)).bound >= known


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
def test_classes_of_like_shifts_allow_what_each_allows(seed: int) -> None:
    """A class of several shifts holds every option of each, and their stops together."""
    problem = random_problem(seed, num_visits=8, num_shifts=4)
    exact, alike = vehicle_classes_of(problem), vehicle_classes_of(problem, likeness=0.3)
    assert sorted(n for each in alike for n in each.shifts) == sorted(n for each in exact for n in each.shifts)
    for own in exact:
        (shared,) = [each for each in alike if set(own.shifts) <= set(each.shifts)]
        assert set(own.visits.tolist()) <= set(shared.visits.tolist())
        assert shared.most_stops >= sum(each.most_stops for each in exact if set(each.shifts) <= set(shared.shifts))


@given(seed=st.integers(0, 10**6), size=st.integers(1, 12), spread=st.sampled_from([30, 5000]))
def test_a_colour_means_one_visit_in_a_neighbourhood(seed: int, size: int, spread: int) -> None:
    """No two members of a neighbourhood share a colour, and each visit is in its own; clashes are left out."""
    rng = np.random.default_rng(seed)
    at = rng.integers(0, spread, (90, 2))
    between = np.abs(at[:, None] - at[None, :]).sum(axis=2).astype(np.int32)
    hoods = Neighbourhoods.nearest(between, size)
    for visit, row in enumerate(hoods.members):
        members = row[row >= 0]
        assert members[0] == visit
        assert len(set(hoods.colour[members].tolist())) == len(members)
        assert hoods.holder[visit, hoods.colour[members]].tolist() == members.tolist()
