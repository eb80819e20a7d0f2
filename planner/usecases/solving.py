"""A neutral problem file answered: read, searched, completed, checked and written, all within the time limit.

The limit is wall time from the start of the command to the written file: what reading took is taken off the search, and a
share is kept for what comes after it.
"""

import dataclasses
import time
from dataclasses import dataclass
from pathlib import Path

from planner.domain.errors import InputError, Where
from planner.domain.problem import Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.solving import Limits, Result
from planner.formats.solution_file import write_solution
from planner.improving.reasons import with_limits_named
from planner.rules.cost import breakdown, weights
from planner.rules.timing import can_take_breaks
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.judging_steps import Beside, read_beside, start_of
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish, prepare, run_engine, with_bound
from solvers.brief.solver import is_brief
from solvers.registry import DEFAULT_ENGINE, make_engine

DEFAULT_TIME_LIMIT = 10.0
"""Wall seconds where no limit is given."""

_FINISH_DURATION = 0.05
"""Wall seconds kept for writing the file, and"""

_FINISH_PER_VISIT = 0.0001
"""for each visit, for last insertions, reasons, check and steps (measured: 0.16 s at 2,000 visits)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveReport:
    """The answer: its problem, its result, and the file's content as written."""

    problem: Problem
    ids: ProblemIds
    result: Result
    content: dict[str, object]

    @property
    def priority(self) -> int:
        """Sum of priority over the jobs made."""
        return self.ids.priority(self.result.objective.coverage_prize)

    @property
    def priority_offered(self) -> int:
        """Sum of priority over all jobs."""
        return self.ids.priority(self.result.objective.coverage_prize_offered)

    @property
    def priority_bound(self) -> int | None:
        """Sum of priority that no plan exceeds; `None`: not proved."""
        return None if self.result.bound is None else self.ids.priority(self.result.bound.coverage_prize)

    def homes(self) -> list[tuple[str, str]]:
        """Vehicles that can never take all their breaks, and the ids of these."""
        return [
            (shift.id, ", ".join(pause.id for pause in shift.breaks))
            for shift in self.problem.shifts
            if not can_take_breaks(shift)
        ]

    def as_data(self) -> dict[str, object]:
        """The report for JSON; the answer itself is the file."""
        return {"summary": self.content["summary"]}


def solve_file(
    source: Path,
    target: Path,
    wish: SearchWish,
    *,
    reporter: Reporter,
    began: float,
    beside: Beside | None = None,
) -> SolveReport:
    """Answer a neutral problem file.

    Parameters
    ----------
    wish
        Its time limit runs from the start of the command to the written file: ten seconds where none is wished for, no end
        where only iterations are. The proof comes on top.
    began
        When the command began, on the monotonic clock.
    beside
        What lies beside the file.

    Raises
    ------
    InputError
        E20xx for the road file, E3xxx for the others, E4xxx for engine and limits, E6023 if the answer cannot be written.
    CheckFailedError
        If the plan broke a law; nothing was written.
    """
    if not target.parent.is_dir():  # told before the search, not after it
        raise InputError.of("E6023", Where(file=target.name), file=target.name, reason="no such folder")
    reporter.phase("reading the problem")
    reading = read_beside(source, beside or Beside())
    problem, ids = reading.problem, reading.ids
    _require_room(problem)
    start = start_of(problem, reading.steps)
    how = wish.settled(time_limit=DEFAULT_TIME_LIMIT)
    engine = make_engine(how.engine)
    left = _what_is_left(how.limits, problem, spent=time.monotonic() - began)
    before, loads_nothing = time.monotonic(), how.engine == DEFAULT_ENGINE and is_brief(problem, left)
    if not loads_nothing and prepare(engine, reporter=reporter):  # once after installation: no limit could be kept otherwise
        began += time.monotonic() - before
    reporter.phase("searching for the best routes")
    left = _what_is_left(how.limits, problem, spent=time.monotonic() - began)
    result = run_engine(engine, problem, dataclasses.replace(how, limits=left), reporter=reporter, start=start)
    reporter.phase("checking the plan")
    finish = Finish(
        exchanges=False,
        tells_displacements=False,
        keep_on=lambda: wish.time_limit is None or time.monotonic() < began + wish.time_limit,
    )
    plan = with_limits_named(problem, finish_plan(problem, result.plan, finish).plan)
    result = dataclasses.replace(result, plan=plan, objective=breakdown(problem, plan))
    result = with_bound(problem, result, seconds=how.proof_limit, reporter=reporter)
    reporter.phase("writing the answer")
    content = write_solution(target, problem, result, ids)
    return SolveReport(problem=problem, ids=ids, result=result, content=content)


def _require_room(problem: Problem) -> None:
    try:
        weights(problem)
    except ValueError as error:
        raise InputError.of("E4008") from error


def _what_is_left(limits: Limits, problem: Problem, *, spent: float) -> Limits:
    """Limits of the search itself, after what was spent before it and with a share for what comes after it."""
    if limits.max_runtime is None:
        return limits
    left = limits.max_runtime - spent - _FINISH_DURATION - _FINISH_PER_VISIT * len(problem.visits)
    return dataclasses.replace(limits, max_runtime=max(0.0, left))
