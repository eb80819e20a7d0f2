"""One search: the engine of a name, its refusals as faults, its progress to the reporter, Ctrl-C to the engine."""

from planner.domain.errors import Fault, InputError
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Preparing, Progress, Result, Solver
from planner.usecases.progress import Reporter
from solvers.registry import make_engine

_STEPS_PER_SECOND = 10
"""Steps of the progress counter: finer than an eye wants."""


def search(
    problem: Problem, limits: Limits, *, engine: str, seed: int, reporter: Reporter, start: Plan | None = None
) -> Result:
    """Let an engine search for the best plan, from a start plan where there is one.

    Raises
    ------
    InputError
        E4006 if there is no such engine, E4007 if its package is missing, E4003 if it cannot obey the problem or a limit.
    """
    solver = make_engine(engine)
    if prepare(solver, reporter=reporter):
        reporter.phase("searching for the best routes")
    return run_engine(solver, problem, limits, seed=seed, reporter=reporter, start=start)


def prepare(solver: Solver, *, reporter: Reporter) -> bool:
    """Let an engine make itself ready, saying so, where it is not; whether it had to."""
    if not isinstance(solver, Preparing) or solver.is_ready():
        return False
    reporter.phase("compiling the search (once after installation)")
    solver.prepare()
    return True


def run_engine(
    solver: Solver, problem: Problem, limits: Limits, *, seed: int, reporter: Reporter, start: Plan | None = None
) -> Result:
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

    return solver.solve(problem, limits, seed=seed, start=start, on_progress=on_progress)
