"""Guards the frame of all engines: refusals, preparing before the clock, progress, and a result that is recomputed."""

import pytest

from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Progress, Solver, StopReason
from planner.rules.cost import breakdown
from solvers.frame import REPORT_EVERY, Engine, Run, without_limit
from solvers.orders import Orders, TwoReadingsError
from tests.building import random_problem


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


class Stub(Engine):
    """An engine that plans given orders and takes a second for it, after five of preparing."""

    name = "stub"

    def __init__(self, clock: Clock, orders: Orders) -> None:
        super().__init__(clock=clock)
        self._time, self._orders, self._is_ready = clock, orders, False

    def is_ready(self) -> bool:
        return self._is_ready

    def prepare(self) -> None:
        self._time.time += 5
        self._is_ready = True

    def unsupported(self, problem: Problem, limits: Limits) -> list[str]:
        return without_limit(limits)

    def _search(self, problem: Problem, run: Run, start: Plan | None) -> Orders:
        self._time.time += 1
        run.note(10**15)
        return self._orders


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_result_is_timed_and_recomputed(clock: Clock) -> None:
    """Preparing counts for no limit, the cost is the breakdown's, the trace ends with it, and engine and seed are named."""
    problem = random_problem(5)
    engine: Solver = Stub(clock, [[], []])
    result = engine.solve(problem, Limits(max_runtime=9), seed=4)
    assert result.objective == breakdown(problem, result.plan)
    assert (result.runtime, result.seed, result.engine, result.stop_reason) == (1.0, 4, "stub", StopReason.COMPLETED)
    assert [cost for _, cost in result.trace] == [10**15, result.objective.cost]


def test_what_cannot_be_obeyed_is_refused_before_anything_is_done(clock: Clock) -> None:
    """A refusal names engine and reason, and nothing is prepared for it."""
    engine = Stub(clock, [[], []])
    with pytest.raises(ValueError, match="engine 'stub' cannot obey: a search without any limit"):
        engine.solve(random_problem(5), Limits())
    assert not engine.is_ready()


def test_orders_without_a_schedule_never_become_a_result(clock: Clock) -> None:
    """Whatever an engine believes, the exact schedule has the last word."""
    with pytest.raises(TwoReadingsError, match="no schedule"):
        Stub(clock, [list(range(8)), []]).solve(random_problem(5), Limits(max_iterations=1))


def test_progress_is_told_now_and_then_until_the_caller_stops_it(clock: Clock) -> None:
    """No two reports closer than of use; after a no nothing more is told, and the run knows it."""
    told: list[Progress] = []

    def on_progress(progress: Progress) -> bool:
        told.append(progress)
        return len(told) < 2

    run = Run(Limits(max_runtime=3.0), on_progress=on_progress, clock=clock)
    for later, num_told in ((0.0, 0), (1.1, 1), (0.6, 1), (0.6, 2), (5.0, 2)):
        clock.time += later * REPORT_EVERY
        assert run.tell_if_due(num_iterations=1, cost=1, num_stops=1) == (num_told < 2)
        assert len(told) == num_told
    assert run.is_interrupted
    assert run.remaining() == pytest.approx(3.0 - run.runtime())


def test_only_gains_are_noted(clock: Clock) -> None:
    """The trace holds the first cost and each lower one."""
    run = Run(Limits(), clock=clock)
    for cost in (9, 9, 7, 8, 6):
        run.note(cost)
    assert [cost for _, cost in run.trace] == [9, 7, 6]
