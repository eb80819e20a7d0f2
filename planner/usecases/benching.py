"""Engines and peers on the same problems in one run: each answer judged by the checker, scores by median over seeds.

The score of an answer is the sum of priority of the visits made (higher is better), then the travel (lower). The deviation
is what the median lacks of the best known sum: that of the literature, or the best of this run where it is higher.
"""

import csv
import dataclasses
import io
import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner import __version__
from planner.domain.errors import Fault, InputError
from planner.domain.solving import Limits, Solver
from planner.files import write_whole
from planner.rules.check import check
from planner.usecases.bench_cases import BenchCase
from planner.usecases.plain import plain
from planner.usecases.progress import Reporter
from planner.usecases.searching import Search, prepare, run_engine
from solvers.registry import make_engine

PACKAGES = ("ortools", "pyvrp", "pyvroom", "numba", "numpy")
"""Whose versions are told with the results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchRun:
    """One answer.

    Attributes
    ----------
    priority, travel_duration
        Its score.
    runtime
        Wall seconds of the search.
    num_violations
        Laws that the checker found broken: such an answer does not count.
    """

    case: str
    engine: str
    seed: int
    priority: int
    travel_duration: int
    num_visits: int
    runtime: float
    num_violations: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchRow:
    """One engine on one case: medians over its seeds.

    Attributes
    ----------
    deviation
        Part of the best known sum of priority that the median lacks; `None`: nothing to measure against.
    refusal
        Why there is no answer: the package is missing, or the problem has what the engine cannot obey.
    """

    case: str
    engine: str
    num_runs: int = 0
    priority: float | None = None
    best_priority: int | None = None
    travel_duration: float | None = None
    deviation: float | None = None
    runtime: float | None = None
    num_violations: int = 0
    refusal: Fault | None = None

    def as_data(self) -> dict[str, object]:
        """The row for JSON."""
        deviation = None if self.deviation is None else round(self.deviation, 6)
        row = {**plain(self), "deviation": deviation, "refusal": self.refusal.text() if self.refusal else None}
        return {"problem": row.pop("case"), **row}


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchReport:
    """All answers, and their medians."""

    runs: tuple[BenchRun, ...]
    rows: tuple[BenchRow, ...]

    def as_data(self) -> dict[str, object]:
        """The medians for JSON, with what absolute seconds depend on."""
        return {"machine": machine(), "rows": [row.as_data() for row in self.rows]}


def run_bench(
    cases: Iterable[BenchCase], engines: Sequence[str], *, limits: Limits, seeds: Sequence[int], reporter: Reporter
) -> BenchReport:
    """Let each engine answer each case once for each seed, until done or asked to stop.

    Raises
    ------
    InputError
        E4006 if there is no engine of a name; a missing package and a refusal are rows, not errors.
    """
    made = {name: _engine_or_fault(name) for name in engines}
    for engine in made.values():
        if not isinstance(engine, Fault):
            prepare(engine, reporter=reporter)
    runs: list[BenchRun] = []
    rows: list[BenchRow] = []
    for case in cases:
        of_case: dict[str, list[BenchRun]] = {name: [] for name in made}
        refusals = {name: engine for name, engine in made.items() if isinstance(engine, Fault)}
        for name, engine in made.items():
            try:
                of_case[name] = [] if isinstance(engine, Fault) else _runs(case, engine, limits, seeds, reporter)
            except InputError as error:
                refusals[name] = error.faults[0]
        rows += rows_of(case, of_case, refusals)
        runs += [run for found in of_case.values() for run in found]
        if reporter.is_interrupted():
            break
    return BenchReport(runs=tuple(runs), rows=tuple(rows))


def rows_of(case: BenchCase, runs: dict[str, list[BenchRun]], refusals: dict[str, Fault]) -> list[BenchRow]:
    """Medians of each engine on one case."""
    lawful = {name: [run for run in found if not run.num_violations] for name, found in runs.items()}
    known = [run.priority for found in lawful.values() for run in found]
    best = max([*known, *([] if case.best_known is None else [case.best_known])], default=None)
    rows = []
    for name, found in lawful.items():
        broken = sum(run.num_violations for run in runs[name])
        if not found:
            rows.append(BenchRow(case=case.name, engine=name, num_violations=broken, refusal=refusals.get(name)))
            continue
        median = statistics.median(run.priority for run in found)
        rows.append(
            BenchRow(
                case=case.name,
                engine=name,
                num_runs=len(found),
                priority=median,
                best_priority=max(run.priority for run in found),
                travel_duration=statistics.median(run.travel_duration for run in found),
                deviation=(best - median) / best if best else None,
                runtime=statistics.median(run.runtime for run in found),
                num_violations=broken,
            )
        )
    return rows


def _engine_or_fault(name: str) -> Solver | Fault:
    try:
        return make_engine(name)
    except InputError as error:
        if error.faults[0].code != "E4007":
            raise
        return error.faults[0]


def _runs(case: BenchCase, engine: Solver, limits: Limits, seeds: Sequence[int], reporter: Reporter) -> list[BenchRun]:
    runs = []
    for seed in seeds:
        if reporter.is_interrupted():
            break
        reporter.phase("{engine} on {case}, seed {seed}", engine=engine.name, case=case.name, seed=seed)
        result = run_engine(engine, case.problem, Search(engine=engine.name, limits=limits, seed=seed), reporter=reporter)
        runs.append(
            BenchRun(
                case=case.name,
                engine=engine.name,
                seed=seed,
                priority=case.ids.priority(result.objective.complaint_prize + result.objective.coverage_prize),
                travel_duration=result.objective.travel_duration,
                num_visits=result.plan.num_stops,
                runtime=round(result.runtime, 3),
                num_violations=len(check(case.problem, result.plan)),
            )
        )
    return runs


def machine() -> dict[str, object]:
    """What absolute seconds depend on."""
    versions: dict[str, object] = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return {
        "dds-planner": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        **versions,
    }


def write_runs(path: Path, report: BenchReport) -> None:
    """Write all answers; the ending says how.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    rows = [dataclasses.asdict(run) for run in report.runs]
    if path.suffix == ".json":
        text = json.dumps({"machine": machine(), "runs": rows}, ensure_ascii=False, indent=1) + "\n"
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, [field.name for field in dataclasses.fields(BenchRun)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        text = stream.getvalue()
    write_whole(path, text.encode())
