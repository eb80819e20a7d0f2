"""One search: the engine of a name, its refusals as faults, its progress to the reporter, Ctrl-C to the engine."""

from planner.app.progress import Reporter
from planner.domain.errors import Fault, InputError
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Progress, Result, Solver
from solvers.registry import make_engine

_STEPS_PER_SECOND = 10
"""Steps of the progress counter: finer than an eye wants."""


def search(problem: Problem, limits: Limits, *, engine: str, seed: int, reporter: Reporter) -> Result:
    """Let an engine search for the best plan.

    Raises
    ------
    InputError
        E4006 if there is no such engine, E4007 if its package is missing, E4003 if it cannot obey the problem or a limit.
    """
    return run_engine(make_engine(engine), problem, limits, seed=seed, reporter=reporter)


def run_engine(solver: Solver, problem: Problem, limits: Limits, *, seed: int, reporter: Reporter) -> Result:
    """Let a given engine search.

    Raises
    ------
    InputError
        E4003 if it cannot obey the problem or a limit.
    """
    unsupported = solver.unsupported(problem, limits)
    if unsupported:
        raise InputError([Fault(code="E4003", values={"engine": solver.name, "features": ", ".join(unsupported)})])

    def on_progress(progress: Progress) -> bool:
        total = None if limits.max_runtime is None else int(limits.max_runtime * _STEPS_PER_SECOND)
        reporter.step(int(progress.runtime * _STEPS_PER_SECOND), total)
        return not reporter.is_interrupted()

    return solver.solve(problem, limits, seed=seed, on_progress=on_progress)
