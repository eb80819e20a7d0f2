"""How much any plan of a day could collect, proved after the search, within a limit of its own."""

import dataclasses

from planner.domain.problem import Problem
from planner.domain.solving import Bound, Limits, Result
from planner.usecases.progress import Reporter

_STEPS_PER_SECOND = 10
"""Steps of the progress counter: finer than an eye wants."""


def with_bound(problem: Problem, result: Result, *, seconds: float, reporter: Reporter) -> Result:
    """Add a proved bound to a result; 0 seconds: the result as it is."""
    if seconds <= 0:
        return result
    from solvers.bounds.proof import prove  # noqa: PLC0415 (its compiled parts take a second to load)
    from solvers.bounds.warming import is_warm, warm_up  # noqa: PLC0415

    if not is_warm():
        reporter.phase("compiling the proof (once after installation)")
    warm_up()
    reporter.phase("proving how much is possible")

    def on_progress(bound: Bound) -> bool:
        reporter.step(int(bound.runtime * _STEPS_PER_SECOND), int(seconds * _STEPS_PER_SECOND))
        return not reporter.is_interrupted()

    bound = prove(problem, Limits(max_runtime=seconds), plan=result.plan, on_progress=on_progress)
    return dataclasses.replace(result, bound=bound)
