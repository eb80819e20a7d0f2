"""Guards every engine alike: lawful plans, never better than the optimum, limits, starts, stops, reproducibility."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.plan import Plan
from planner.domain.problem import Policy, Problem
from planner.domain.solving import Limits, Progress, Result, Solver, StopReason
from planner.domain.violation import Law
from planner.rules.check import check
from planner.rules.cost import breakdown
from solvers.orders import TwoReadingsError, orders_of, plan_of
from solvers.registry import engines
from tests.building import random_problem
from tests.solvers.oracle import lowest_cost

FEW = Limits(max_iterations=60)
NAMES = sorted(engines())


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest) -> Solver:
    return engines()[request.param]()


def assert_lawful(problem: Problem, result: Result) -> None:
    """No law is broken; a required visit may be left out here, since no reason has been looked for yet."""
    broken = [violation for violation in check(problem, result.plan) if violation.law is not Law.REQUIRED_MADE]
    assert broken == []
    assert result.objective == breakdown(problem, result.plan)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_every_plan_is_lawful(name: str, seed: int) -> None:
    """A stranger finds no broken law in any plan, with every feature in play."""
    problem = random_problem(seed, num_visits=10, num_shifts=3)
    assert_lawful(problem, engines()[name]().solve(problem, FEW))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10)
@given(seed=st.integers(0, 10**6))
def test_no_plan_beats_the_optimum(name: str, seed: int) -> None:
    """An engine's cost is never below what enumeration proves to be least."""
    problem = random_problem(seed, num_visits=4)
    assert engines()[name]().solve(problem, FEW).objective.cost >= lowest_cost(problem)


@pytest.mark.parametrize("seed", range(8))
def test_ortools_finds_the_optimum_of_simple_days(seed: int) -> None:
    """Without breaks and with at most one window, tiny days are solved to the optimum."""
    problem = random_problem(seed, num_visits=5, policy=Policy())
    visits = tuple(replace(visit, windows=visit.windows[:1], setup_duration=0) for visit in problem.visits)
    shifts = tuple(replace(shift, breaks=()) for shift in problem.shifts)
    simple = replace(problem, visits=visits, shifts=shifts)
    result = engines()["ortools"]().solve(simple, Limits(max_iterations=200))
    assert result.objective.cost == lowest_cost(simple)


def test_same_seed_and_iterations_same_plan(engine: Solver) -> None:
    """With the same seed and iteration limit the plan is the same, twice."""
    problem = random_problem(7, num_visits=15, num_shifts=3)
    first, second = (engine.solve(problem, FEW, seed=5) for _ in range(2))
    assert first.plan == second.plan
    assert (first.engine, first.seed, first.stop_reason) == (engine.name, 5, second.stop_reason)


def test_never_worse_than_the_start(engine: Solver) -> None:
    """A given plan is a floor: what comes back costs no more."""
    problem = random_problem(11, num_visits=12, num_shifts=3)
    start = engines()["ortools"]().solve(problem, Limits(max_iterations=200)).plan
    for limits in (FEW, Limits(max_iterations=0)):
        result = engine.solve(problem, limits, start=start)
        assert_lawful(problem, result)
        assert result.objective.cost <= breakdown(problem, start).cost


def test_broken_starts_are_refused(engine: Solver) -> None:
    """A start that breaks a law or names strangers is a mistake of the caller, never repaired in silence."""
    problem = random_problem(11, num_visits=12, num_shifts=3)
    plan = engine.solve(problem, FEW).plan
    route = plan.routes[0]
    stranger = replace(route.stops[0], visit_id="stranger")
    for routes in (
        (route, route),
        (replace(route, shift_id="nobody"),),
        (replace(route, stops=(stranger,)),),
        (replace(route, stops=()),),
    ):
        with pytest.raises(ValueError, match="start plan"):
            engine.solve(problem, FEW, start=Plan(routes=routes))


def test_stops_when_asked_and_keeps_the_best(engine: Solver) -> None:
    """When the caller says stop, the best plan so far comes back, lawful and with its reason."""
    problem = random_problem(3, num_visits=40, num_shifts=4)
    seen: list[Progress] = []

    def stop_soon(progress: Progress) -> bool:
        seen.append(progress)
        return False

    result = engine.solve(problem, Limits(max_runtime=20), on_progress=stop_soon)
    assert_lawful(problem, result)
    assert result.stop_reason is StopReason.INTERRUPTED
    assert len(seen) == 1


def test_ortools_stops_in_the_middle_of_its_search() -> None:
    """A wish to stop reaches OR-Tools' own search, and an error in the report is raised, not swallowed."""
    problem = random_problem(3, num_visits=8)  # fewer insertions than make a report
    engine = engines()["ortools"]()
    result = engine.solve(problem, Limits(max_runtime=20), on_progress=lambda _: False)
    assert result.stop_reason is StopReason.INTERRUPTED
    assert_lawful(problem, result)

    def fail(_: Progress) -> bool:
        raise RuntimeError("the display broke")

    with pytest.raises(RuntimeError, match="the display broke"):
        engine.solve(problem, Limits(max_runtime=20), on_progress=fail)


def test_limits_are_obeyed_or_refused() -> None:
    """Each limit ends the search with its reason, and one that an engine cannot obey is refused."""
    problem = random_problem(7, num_visits=15, num_shifts=3)
    ortools, insertion = engines()["ortools"](), engines()["insertion"]()
    assert ortools.solve(problem, FEW).num_iterations == 60
    assert ortools.solve(problem, FEW).stop_reason is StopReason.ITERATIONS
    assert ortools.solve(problem, Limits(max_idle_iterations=20)).stop_reason is StopReason.IDLE
    assert ortools.solve(problem, Limits(max_runtime=0.5)).stop_reason is StopReason.RUNTIME
    assert ortools.solve(problem, Limits(max_runtime=0)).stop_reason is StopReason.RUNTIME
    assert insertion.solve(problem, Limits(max_iterations=2)).plan.num_stops == 2
    assert insertion.solve(problem, Limits()).stop_reason is StopReason.COMPLETED
    for engine, limits in ((ortools, Limits()), (insertion, Limits(max_idle_iterations=1))):
        assert engine.unsupported(problem, limits)
        with pytest.raises(ValueError, match="cannot obey"):
            engine.solve(problem, limits)


def test_nothing_to_do(engine: Solver) -> None:
    """Without visits or without shifts the plan is empty, not an error."""
    problem = random_problem(1)
    assert engine.solve(replace(problem, visits=()), FEW).plan == Plan()
    nobody = engine.solve(replace(problem, shifts=()), FEW)
    assert (nobody.plan.routes, len(nobody.plan.unassigned)) == ((), len(problem.visits))


def test_worthless_visits_are_not_made(engine: Solver) -> None:
    """Where a policy gives a tier no weight, its visits stay out."""
    problem = random_problem(5, num_visits=12, policy=Policy(balance=0.0))
    visits = tuple(replace(visit, is_required=False) for visit in problem.visits)
    result = engine.solve(replace(problem, visits=visits), FEW)
    assert result.objective.complaint_prize == 0


def test_two_readings_that_differ_fail_loudly() -> None:
    """An order that the exact schedule refuses never becomes a plan."""
    problem = random_problem(5)
    with pytest.raises(TwoReadingsError, match="no schedule"):
        plan_of(problem, [list(range(8)), []])
    assert orders_of(problem, None) == [[], []]
