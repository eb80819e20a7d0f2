"""A neutral problem file answered: read, searched, completed, checked and written, all within the time limit.

The limit is wall time from the start of the command to the written file: what reading took is taken off the search, and a
share is kept for what comes after it.
"""

import dataclasses
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import Fault, InputError, Where
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Result
from planner.formats.problem_file import read_problem
from planner.formats.solution_file import write_solution
from planner.improving.reasons import insert_remaining, with_reasons
from planner.rules.check import check
from planner.rules.cost import breakdown, weights
from planner.usecases.progress import Reporter
from planner.usecases.proving import with_bound
from planner.usecases.refusing import CheckFailedError
from planner.usecases.searching import prepare, run_engine
from solvers.registry import DEFAULT_ENGINE, make_engine

DEFAULT_TIME_LIMIT = 10.0
"""Wall seconds where no limit is given."""

_FINISH_DURATION = 0.05
"""Wall seconds kept for writing the file, and"""

_FINISH_PER_VISIT = 0.0001
"""for each visit, for last insertions, reasons, check and steps (measured: 0.16 s at 2,000 visits)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveOptions:
    """What a caller may say.

    Attributes
    ----------
    time_limit
        Wall seconds from the start of the command to the written file; `None`: ten, or none where `max_iterations` is given.
    max_iterations
        Iterations, as the engine counts them.
    proof_limit
        Wall seconds on top, for proving how much any answer could collect; 0: no proof.
    """

    engine: str = DEFAULT_ENGINE
    time_limit: float | None = None
    max_iterations: int | None = None
    seed: int = 0
    proof_limit: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveReport:
    """The answer: its problem, its result, and the file's content as written."""

    problem: Problem
    result: Result
    content: dict[str, object]


def solve_file(
    source: Path,
    target: Path,
    options: SolveOptions,
    *,
    reporter: Reporter,
    began: float,
    clock: Callable[[], float] = time.monotonic,
) -> SolveReport:
    """Answer a neutral problem file.

    Parameters
    ----------
    began
        When the command began, on `clock`.

    Raises
    ------
    InputError
        E3xxx for the file, E4xxx for engine and limits, E6023 if the answer cannot be written.
    CheckFailedError
        If the plan broke a law; nothing was written.
    """
    if not target.parent.is_dir():  # told before the search, not after it
        raise InputError(
            [Fault(code="E6023", where=Where(file=target.name), values={"file": target.name, "reason": "no such folder"})]
        )
    reporter.phase("reading the problem")
    problem, ids = read_problem(source)
    _require_room(problem)
    engine = make_engine(options.engine)
    before = clock()
    if prepare(engine, reporter=reporter):  # once after installation: no limit could be kept otherwise
        began += clock() - before
    reporter.phase("searching for the best routes")
    limits = _limits(options, problem, spent=clock() - began)
    result = run_engine(engine, problem, limits, seed=options.seed, reporter=reporter)
    reporter.phase("checking the plan")
    plan = completed(problem, result.plan, keep_on=lambda: options.time_limit is None or clock() < began + options.time_limit)
    result = dataclasses.replace(result, plan=plan, objective=breakdown(problem, plan))
    result = with_bound(problem, result, seconds=options.proof_limit, reporter=reporter)
    reporter.phase("writing the answer")
    content = write_solution(target, problem, result, ids)
    return SolveReport(problem=problem, result=result, content=content)


def completed(problem: Problem, plan: Plan, *, keep_on: Callable[[], bool]) -> Plan:
    """Insert what still fits (while `keep_on` says so), give the rest their tested reasons, and let the checker judge.

    Raises
    ------
    CheckFailedError
        If a law is broken.
    """
    plan = with_reasons(problem, insert_remaining(problem, plan, keep_on=keep_on))
    violations = check(problem, plan)
    if violations:
        raise CheckFailedError(violations)
    return plan


def _require_room(problem: Problem) -> None:
    try:
        weights(problem)
    except ValueError as error:
        raise InputError([Fault(code="E4008")]) from error


def _limits(options: SolveOptions, problem: Problem, *, spent: float) -> Limits:
    time_limit = options.time_limit
    if time_limit is None and options.max_iterations is None:
        time_limit = DEFAULT_TIME_LIMIT
    if time_limit is not None:
        time_limit = max(0.0, time_limit - spent - _FINISH_DURATION - _FINISH_PER_VISIT * len(problem.visits))
    return Limits(max_runtime=time_limit, max_iterations=options.max_iterations)
