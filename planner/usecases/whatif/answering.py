"""Questions answered: every plan searched with the same engine, seed and limits from the same start, finished and checked."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from planner.domain.comparison import Measures
from planner.domain.plan import Plan
from planner.domain.solving import Limits, Result, StopReason
from planner.domain.violation import Violation
from planner.improving.warm_start import carried_over
from planner.rules.cost import breakdown
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.progress import Reporter, Silent
from planner.usecases.searching import Search, prepare, run_engine
from planner.usecases.whatif.baseline import Baseline
from planner.usecases.whatif.measuring import measures
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


def answer_all(questions: Sequence[Question], baseline: Baseline, search: Search, *, reporter: Reporter) -> list[Answer]:
    """Answer all questions, as many at once as there are cores for.

    What of the baseline's plan is lawful on the changed day is where each search begins, and every plan is finished as a day's
    plan is: two plans that were finished differently could not be compared.

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
    usual = baseline.settings.plan
    finish = Finish(num_reserves=usual.num_reserves, run_out=usual.run_out, refuses_missed=False)

    def answer(question: Question) -> Answer:
        problem = question.problem
        begin, left = _begin(question, baseline, search)
        result = run_engine(make_engine(search.engine), problem, left, reporter=counted.listener(), start=begin)
        done = finish_plan(problem, result.plan, finish)
        return Answer(
            question=question,
            result=replace(result, plan=done.plan, objective=breakdown(problem, done.plan)),
            measures=measures(problem, done.plan, days_left=question.days_left),
            broken=done.broken,
        )

    with ThreadPoolExecutor(max(1, (os.cpu_count() or 1) // CORES_A_SEARCH)) as pool:
        return list(pool.map(answer, questions))


def _begin(question: Question, baseline: Baseline, search: Search) -> tuple[Plan, Search]:
    """What is left of the baseline, with what else can be inserted in a share of the time; and the search that remains."""
    began, limits, problem = time.monotonic(), search.limits, question.problem
    most = None if limits.max_runtime is None else Limits(max_runtime=_INSERTION_SHARE * limits.max_runtime)
    before, kept = baseline.kept.problem.shifts, baseline.kept.document.plan
    plan = carried_over(problem, kept, before=before, teams=question.teams)
    plan = make_engine("insertion").solve(problem, most or Limits(), start=plan).plan
    if limits.max_runtime is None:
        return plan, search
    left = replace(limits, max_runtime=max(0.0, limits.max_runtime - (time.monotonic() - began)))
    return plan, replace(search, limits=left)


class _Counted:
    """Progress of several searches as one."""

    def __init__(self, reporter: Reporter, num_searches: int) -> None:
        self.reporter, self._num = reporter, num_searches
        self._parts: list[tuple[int, int]] = []

    def listener(self) -> Reporter:
        """A reporter for one search."""
        self._parts.append((0, 0))
        return _Part(self, len(self._parts) - 1)

    def told(self, number: int, done: int, total: int | None) -> None:
        """Count on within one search."""
        self._parts[number] = (min(done, total or done), total or 0)
        whole = max(total for _, total in self._parts) * self._num
        self.reporter.step(sum(done for done, _ in self._parts), whole or None)


class _Part(Silent):
    """Hands on the steps of one search, and the wish to stop; phases are the caller's."""

    def __init__(self, whole: _Counted, number: int) -> None:
        self._whole, self._number = whole, number

    def step(self, done: int, total: int | None) -> None:
        """Count on."""
        self._whole.told(self._number, done, total)

    def is_interrupted(self) -> bool:
        """Tell whether somebody asked to stop."""
        return self._whole.reporter.is_interrupted()
