"""Guards the peers: what they are told is the problem, what they answer is lawful, what they cannot obey is refused."""

import builtins
import itertools
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.solving import Limits, Progress, Solver, StopReason
from planner.domain.visit import Tier
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.words.language import words
from solvers.peer_prizes import prize_units
from solvers.registry import DEFAULT_ENGINE, engines, make_engine, peers
from tests.building import random_problem
from tests.conftest import package
from tests.solvers.oracle import lowest_cost

SOON = Limits(max_runtime=0.3)


def peer(name: str) -> Solver:
    """A peer; skips the test where its package is not installed."""
    package(name, needs="'dds-planner[peers]'")
    return make_engine(name)


def tame(problem: Problem, *, keep_breaks: bool) -> Problem:
    """A random problem without what both peers refuse, for PyVRP also without breaks and second windows."""
    visits = tuple(
        replace(
            visit, tier=Tier.COVERAGE, is_required=False, place=2 + number,
            windows=visit.windows if keep_breaks else visit.windows[:1],
        )
        for number, visit in enumerate(problem.visits)
    )  # fmt: skip
    shifts = tuple(
        replace(shift, start=0 if shift.start is None else shift.start, breaks=shift.breaks if keep_breaks else ())
        for shift in problem.shifts
    )
    return replace(problem, visits=visits, shifts=shifts, policy=Policy())


def tame_problem(seed: int, *, num_visits: int, keep_breaks: bool) -> Problem:
    """A random problem in which each visit has a place of its own."""
    for number in itertools.count(seed):
        problem = random_problem(number, num_visits=num_visits, num_shifts=2)
        if problem.num_places == num_visits + 2:
            return tame(problem, keep_breaks=keep_breaks)
    raise AssertionError


@pytest.mark.parametrize("name", ["pyvrp", "vroom"])
@pytest.mark.parametrize("seed", range(0, 120, 10))
def test_plans_of_peers_are_lawful(name: str, seed: int) -> None:
    """A stranger finds no broken law: skills, sizes, windows, setups, limits and (VROOM) breaks are told as they are."""
    engine = peer(name)
    problem = tame_problem(seed, num_visits=9, keep_breaks=name == "vroom")
    result = engine.solve(problem, SOON, seed=1)
    assert check(problem, result.plan) == ()
    assert result.objective == breakdown(problem, result.plan)
    assert (result.engine, result.seed) == (name, 1)


@pytest.mark.parametrize("name", ["pyvrp", "vroom"])
def test_peers_find_the_optimum_of_tiny_days(name: str) -> None:
    """On days of four visits the peers find the highest sum of prizes: they are not held back by what they are told."""
    engine = peer(name)
    for seed in range(0, 60, 10):
        problem = tame_problem(seed, num_visits=4, keep_breaks=False)
        visits = tuple(replace(visit, setup_duration=0) for visit in problem.visits)
        problem = replace(problem, visits=visits)
        found = engine.solve(problem, SOON).objective
        assert found.cost // (1 + _soft(problem)) == lowest_cost(problem) // (1 + _soft(problem))


def _soft(problem: Problem) -> int:
    from planner.rules.cost import soft_bound  # noqa: PLC0415

    return soft_bound(problem)


@pytest.mark.parametrize("name", ["pyvrp", "vroom"])
def test_what_peers_cannot_obey_is_refused_by_name(name: str) -> None:
    """Each feature beyond a peer is named, and solving it is an error, never a silent omission."""
    engine = peer(name)
    problem = tame_problem(0, num_visits=6, keep_breaks=False)
    assert engine.unsupported(problem, SOON) == []
    visit, shift = problem.visits[0], problem.shifts[0]
    wild: Mapping[str, tuple[Problem, Limits]] = {
        "required visits": (replace(problem, visits=(replace(visit, is_required=True), *problem.visits[1:])), SOON),
        "overload_weight": (replace(problem, policy=Policy(overload_weight=1)), SOON),
        "foreign_village_penalty": (replace(problem, policy=Policy(foreign_village_penalty=1)), SOON),
        "max_iterations": (problem, Limits(max_runtime=1, max_iterations=5)),
        "max_idle_iterations": (problem, Limits(max_runtime=1, max_idle_iterations=5)),
        "a search without a limit on wall time": (problem, Limits()),
        "travel_weight other than 1": (replace(problem, policy=Policy(travel_weight=2)), SOON),
    }
    for feature, (other, limits) in wild.items():
        assert feature in engine.unsupported(other, limits)
        with pytest.raises(ValueError, match="cannot obey"):
            engine.solve(other, limits)
    nowhere = replace(problem, shifts=(replace(shift, start=None, end=None), *problem.shifts[1:]))
    assert engine.unsupported(nowhere, SOON) == (["shifts without start and end place"] if name == "vroom" else [])


def test_pyvrp_refuses_breaks_and_second_windows() -> None:
    """PyVRP has neither breaks nor several windows, and no setup that depends on the stop before."""
    engine = peer("pyvrp")
    problems = [random_problem(seed, num_visits=12, num_shifts=3) for seed in range(12)]
    for problem in problems:
        refused = engine.unsupported(problem, SOON)
        assert ("breaks" in refused) == any(shift.breaks for shift in problem.shifts)
        assert ("several time windows" in refused) == any(len(visit.windows) > 1 for visit in problem.visits)


def test_vroom_takes_prizes_up_to_100_or_shortened_to_them() -> None:
    """Prizes that share a factor are shortened to VROOM's 0 to 100; others beyond it are refused."""
    engine = peer("vroom")
    problem = tame_problem(0, num_visits=6, keep_breaks=True)
    for prizes, is_refused in (((300, 600, 900, 300, 300, 0), False), ((301, 600, 900, 300, 300, 0), True)):
        visits = tuple(replace(visit, prize=prize) for visit, prize in zip(problem.visits, prizes, strict=True))
        other = replace(problem, visits=visits)
        assert ("prizes outside 0 to 100" in engine.unsupported(other, SOON)) is is_refused
        assert prize_units(other)[-1] == 0


@pytest.mark.parametrize("name", ["pyvrp", "vroom"])
def test_nothing_to_do_and_starts(name: str) -> None:
    """Without visits or shifts the plan is empty; a given start is a floor."""
    engine = peer(name)
    problem = tame_problem(3, num_visits=6, keep_breaks=False)
    assert engine.solve(replace(problem, visits=()), SOON).plan == Plan()
    assert engine.solve(replace(problem, shifts=()), SOON).plan.routes == ()
    start = engines()[DEFAULT_ENGINE]().solve(problem, Limits(max_runtime=0.5)).plan
    result = engine.solve(problem, SOON, start=start)
    assert result.objective.cost <= breakdown(problem, start).cost


def test_pyvrp_stops_when_asked() -> None:
    """Ctrl-C reaches PyVRP's search and the best plan so far comes back."""
    engine = peer("pyvrp")
    problem = tame_problem(3, num_visits=8, keep_breaks=False)
    seen: list[Progress] = []

    def stop(progress: Progress) -> bool:
        seen.append(progress)
        return len(seen) < 2

    result = engine.solve(problem, Limits(max_runtime=20), on_progress=stop)
    assert (result.stop_reason, len(seen)) == (StopReason.INTERRUPTED, 2)
    assert result.runtime < 10


@pytest.mark.parametrize("name", ["pyvrp", "vroom"])
def test_missing_package_is_said_with_the_install_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its package a peer says how to install it."""
    real = builtins.__import__

    def without(module: str, *arguments: Any, **options: Any) -> Any:
        if module == name:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(module, *arguments, **options)

    for loaded in [loaded for loaded in sys.modules if loaded.startswith(f"solvers.{name}_peer")]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError) as caught:
        peers()[name]()
    assert caught.value.faults[0].code == "E4007"
    assert "pip install 'dds-planner[peers]'" in words("id").fault(caught.value.faults[0])


def test_default_engine_is_one_of_the_house() -> None:
    """Whoever names no engine gets one that obeys every feature."""
    assert DEFAULT_ENGINE in engines()
    with pytest.raises(InputError, match="E4006"):
        make_engine("magic")


def test_pyvrp_finds_plans_on_days_of_even_prizes() -> None:
    """Where PyVRP's own penalties are too small for any feasible plan, the higher ones find one within the time."""
    engine = peer("pyvrp")
    problem = tame_problem(0, num_visits=40, keep_breaks=False)
    visits = tuple(replace(visit, prize=97 if n % 2 else 98, windows=()) for n, visit in enumerate(problem.visits))
    problem = replace(problem, visits=visits)
    result = engine.solve(problem, Limits(max_runtime=2.0))
    assert check(problem, result.plan) == ()
    assert result.plan.num_stops > 5
