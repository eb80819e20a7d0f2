"""Questions answered: every plan searched with the same engine, seed and limits from the same start, finished and checked."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from planner.domain.comparison import Measures
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.solving import Limits, Result, StopReason
from planner.domain.violation import Law, Violation
from planner.improving.reasons import insert_remaining, with_reasons
from planner.improving.warm_start import carried_over
from planner.rules.check import check
from planner.rules.compare import measures
from planner.rules.cost import breakdown
from planner.usecases.progress import Reporter
from planner.usecases.refusing import CheckFailedError
from planner.usecases.searching import prepare, run_engine
from planner.usecases.whatif.question import Question
from solvers.registry import make_engine

_INSERTION_SHARE = 0.25
"""Most of the time for filling the baseline's routes before the search: teams that were split have all their day free."""

CORES_A_SEARCH = 2
"""Threads of one search: so many cores less for the next one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A question with its plan.

    Attributes
    ----------
    result
        As the engine gave it, with the finished plan.
    measures
        The plan in numbers.
    broken
        Promised visits left out although some team could make them alone: such a plan is compared, but never kept.
    """

    question: Question
    result: Result
    measures: Measures
    broken: tuple[Violation, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.result.plan

    @property
    def is_cut_short(self) -> bool:
        """Whether somebody stopped the search before its limit."""
        return self.result.stop_reason is StopReason.INTERRUPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What every question is answered with."""

    engine: str
    limits: Limits
    seed: int


def answer_all(
    questions: Sequence[Question], start: Plan, before: Sequence[Shift], search: Search, *, reporter: Reporter
) -> list[Answer]:
    """Answer all questions, as many at once as there are cores for.

    Parameters
    ----------
    start, before
        The baseline's plan and its shifts: what of the plan is lawful on the changed day is where each search begins.

    Raises
    ------
    InputError
        E4003, E4006 or E4007 for the engine.
    CheckFailedError
        If a plan breaks a law other than to make every promised visit.
    """
    prepare(make_engine(search.engine), reporter=reporter)
    counted = _Counted(reporter, len(questions))
    reporter.phase("searching {count} plans", count=len(questions))

    def answer(question: Question) -> Answer:
        engine = make_engine(search.engine)
        begin, limits = _begin(question.problem, start, before, search.limits)
        result = run_engine(engine, question.problem, limits, seed=search.seed, reporter=counted.listener(), start=begin)
        return finished(question, result)

    with ThreadPoolExecutor(max(1, (os.cpu_count() or 1) // CORES_A_SEARCH)) as pool:
        return list(pool.map(answer, questions))


def _begin(problem: Problem, start: Plan, before: Sequence[Shift], limits: Limits) -> tuple[Plan, Limits]:
    """What is left of the baseline, with what else can be inserted in a share of the time; and the limits that remain."""
    began = time.monotonic()
    most = None if limits.max_runtime is None else Limits(max_runtime=_INSERTION_SHARE * limits.max_runtime)
    plan = carried_over(problem, start, before=before)
    plan = make_engine("insertion").solve(problem, most or Limits(), start=plan).plan
    if limits.max_runtime is None:
        return plan, limits
    return plan, replace(limits, max_runtime=max(0.0, limits.max_runtime - (time.monotonic() - began)))


def finished(question: Question, result: Result) -> Answer:
    """A result with its last insertions, its reasons and the checker's word.

    Raises
    ------
    CheckFailedError
        If the plan breaks a law other than to make every promised visit.
    """
    problem = question.problem
    plan = with_reasons(problem, insert_remaining(problem, result.plan))
    broken = _broken(problem, plan)
    result = replace(result, plan=plan, objective=breakdown(problem, plan))
    return Answer(
        question=question,
        result=result,
        measures=measures(problem, plan, days_left=question.days_left),
        broken=broken,
    )


def _broken(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    violations = check(problem, plan)
    others = tuple(violation for violation in violations if violation.law is not Law.REQUIRED_MADE)
    if others:
        raise CheckFailedError(others)
    return tuple(violations)


class _Counted:
    """Progress of several searches as one."""

    def __init__(self, reporter: Reporter, num_searches: int) -> None:
        self._reporter, self._num = reporter, num_searches
        self._parts: list[tuple[int, int]] = []

    def listener(self) -> "_Listener":
        """A reporter for one search."""
        number = len(self._parts)
        self._parts.append((0, 0))

        def told(done: int, total: int | None) -> None:
            self._parts[number] = (min(done, total or done), total or 0)
            whole = max((total for _, total in self._parts), default=0) * self._num
            self._reporter.step(sum(done for done, _ in self._parts), whole or None)

        return _Listener(told, self._reporter.is_interrupted)


class _Listener:
    """A reporter that hands on steps and the wish to stop; phases are the caller's."""

    def __init__(self, told: Callable[[int, int | None], None], is_interrupted: Callable[[], bool]) -> None:
        self._told, self._is_interrupted = told, is_interrupted

    def phase(self, message: str, **values: object) -> None:
        """Say nothing."""

    def step(self, done: int, total: int | None) -> None:
        """Count on."""
        self._told(done, total)

    def is_interrupted(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._is_interrupted()
