"""What engines are measured on: problem files, TOPTW instances, or small days of the example area."""

import dataclasses
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inputs.benchmark.best_known import BestKnown, Key, read_best_known
from inputs.benchmark.toptw import read_toptw
from planner.domain.errors import InputError, Where
from planner.domain.problem import Policy, Problem
from planner.domain.problem_ids import ProblemIds
from planner.domain.visit import Tier
from planner.formats.problem_file import read_problem
from planner.usecases.acting import Acting
from planner.usecases.progress import Reporter
from planner.usecases.searching import SearchWish

BEST_KNOWN_FILE = "best_known.csv"
"""Read where it lies beside an instance."""

EXAMPLE_SIZES = ("tiny", "small")

_MAX_PRIORITY = 100
"""Highest priority of a problem file: the days of the example area are measured as such files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchCase:
    """A problem to measure on; `best_known` is the highest sum of priority known from elsewhere, `None`: unknown.

    `ids` turns its prizes into priorities.
    """

    name: str
    problem: Problem
    ids: ProblemIds = ProblemIds()
    best_known: int | None = None


def cases_of(paths: Iterable[Path], *, num_teams: int) -> Iterator[BenchCase]:
    """Read the cases of some files, one after the other.

    Raises
    ------
    InputError
        E3xxx for a file that cannot be read.
    """
    for path in paths:
        if path.suffix == ".json":
            problem, ids = read_problem(path)
            yield BenchCase(name=path.stem, problem=problem, ids=ids)
        elif path.suffix == ".txt":
            best = _best_known(path.parent / BEST_KNOWN_FILE).get((path.stem, num_teams))
            yield BenchCase(
                name=f"{path.stem} m={num_teams}",
                problem=read_toptw(path, num_teams=num_teams),
                best_known=best.profit if best else None,
            )
        else:
            raise InputError.of("E3044", Where(file=path.name), ending=path.suffix or "-")


def example_cases(acting: Acting, *, reporter: Reporter) -> Iterator[BenchCase]:
    """Days of the example area as problem files would say them, each also without breaks and second windows for peers."""
    from planner.usecases.daily import plan_day  # noqa: PLC0415 (roads and tables are not needed for files)
    from planner.usecases.demo import make_demo_workspace  # noqa: PLC0415

    for size in EXAMPLE_SIZES:
        with tempfile.TemporaryDirectory() as folder:
            workspace, date = make_demo_workspace(Path(folder) / "area", acting, size=size, reporter=reporter)
            day = plan_day(workspace, date, SearchWish(engine="insertion"), reporter=reporter).problem
        neutral = as_neutral(day)
        yield BenchCase(name=f"example-{size}", problem=neutral)
        yield BenchCase(name=f"example-{size}-basic", problem=without_breaks(neutral))


def as_neutral(problem: Problem) -> Problem:
    """The same day in the terms of a problem file: one sum of priority, nothing required, no soft wishes but travel."""
    visits = tuple(
        dataclasses.replace(visit, tier=Tier.COVERAGE, prize=min(visit.prize, _MAX_PRIORITY), prize_steps=(), is_required=False)
        for visit in problem.visits
    )
    return dataclasses.replace(problem, visits=visits, policy=Policy())


def without_breaks(problem: Problem) -> Problem:
    """The same day with the first window of each visit alone and no breaks."""
    visits = tuple(dataclasses.replace(visit, windows=visit.windows[:1]) for visit in problem.visits)
    shifts = tuple(dataclasses.replace(shift, breaks=()) for shift in problem.shifts)
    return dataclasses.replace(problem, visits=visits, shifts=shifts)


def _best_known(path: Path) -> dict[Key, BestKnown]:
    return dict(read_best_known(path)) if path.exists() else {}
