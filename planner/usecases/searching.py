"""One search: what may be asked of it, the engine of a name, its refusals as faults, its progress to whoever waits."""

from dataclasses import dataclass, replace

from planner.domain.errors import InputError
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Bound, Limits, PeerRefusalError, Preparing, Progress, Result, Solver
from planner.usecases.progress import Reporter
from solvers.registry import DEFAULT_ENGINE, make_engine

_STEPS_PER_SECOND = 10
"""Steps of the progress counter: finer than an eye wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Engine by name, limits and seed: all that a search is made again with; and seconds on top for a proof, 0: none."""

    engine: str
    limits: Limits
    seed: int
    proof_limit: float = 0.0

    def share(self, part: float) -> "Search":
        """The same search within a part of its limits."""
        seconds, iterations = self.limits.max_runtime, self.limits.max_iterations
        limits = Limits(
            max_runtime=None if seconds is None else seconds * part,
            max_iterations=None if iterations is None else int(iterations * part),
        )
        return replace(self, limits=limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWish:
    """What may be asked of a search; `None`: as the use case does without a word.

    Attributes
    ----------
    engine, seed
        Name of the engine, and the seed of its random numbers.
    time_limit
        Wall seconds.
    max_iterations
        Stop after so many iterations instead, for a plan that can be made again exactly.
    proof_limit
        Wall seconds on top, for proving how much is possible; 0: no proof.
    """

    engine: str | None = None
    seed: int | None = None
    time_limit: float | None = None
    max_iterations: int | None = None
    proof_limit: float | None = None

    def settled(self, *, time_limit: float, engine: str | None = None, seed: int = 0, proof_limit: float = 0.0) -> Search:
        """The search wished for, with what is usual here for whatever was left open.

        Iterations alone, where only they are asked for: a plan that has to be made again cannot have a clock beside them.
        """
        seconds = self.time_limit
        if seconds is None and self.max_iterations is None:
            seconds = time_limit
        return Search(
            engine=self.engine or engine or DEFAULT_ENGINE,
            limits=Limits(max_runtime=seconds, max_iterations=self.max_iterations),
            seed=seed if self.seed is None else self.seed,
            proof_limit=proof_limit if self.proof_limit is None else self.proof_limit,
        )


def search(problem: Problem, how: Search, *, reporter: Reporter, start: Plan | None = None) -> Result:
    """Let an engine search for the best plan, from a start plan where there is one.

    Raises
    ------
    InputError
        E4006 if there is no such engine, E4007 if its package is missing, E4003 if it cannot obey the problem or a limit.
    """
    solver = make_engine(how.engine)
    if prepare(solver, reporter=reporter):
        reporter.phase("searching for the best routes")
    return run_engine(solver, problem, how, reporter=reporter, start=start)


def prepare(solver: Solver, *, reporter: Reporter) -> bool:
    """Let an engine make itself ready, saying so, where it is not; whether it had to."""
    if not isinstance(solver, Preparing) or solver.is_ready():
        return False
    reporter.phase("compiling the search (once after installation)")
    solver.prepare()
    return True


def run_engine(solver: Solver, problem: Problem, how: Search, *, reporter: Reporter, start: Plan | None = None) -> Result:
    """Let a given engine search.

    Raises
    ------
    InputError
        E4003 if it cannot obey the problem or a limit, E4009 if a foreign program behind it refuses the problem.
    """
    limits = how.limits
    unsupported = solver.unsupported(problem, limits)
    if unsupported:
        raise InputError.of("E4003", engine=solver.name, features=", ".join(unsupported))

    def on_progress(progress: Progress) -> bool:
        total = None if limits.max_runtime is None else int(limits.max_runtime * _STEPS_PER_SECOND)
        reporter.step(int(progress.runtime * _STEPS_PER_SECOND), total)
        reporter.best(progress.num_stops)
        return not reporter.is_interrupted()

    try:
        return solver.solve(problem, limits, seed=how.seed, start=start, on_progress=on_progress)
    except PeerRefusalError as error:
        raise InputError.of("E4009", engine=solver.name, reason=str(error)) from error


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

    return replace(result, bound=prove(problem, Limits(max_runtime=seconds), plan=result.plan, on_progress=on_progress))
