"""Days on real roads: our engine in a fifth of the peers' wall time, and in all of it, in one run on one machine.

`python -m benchmarks.days [NAME…] [--engines E,F] [--peers pyvrp,vroom] [--time-limit 10,30] [--seeds 1,2,3] [-o FILE.csv]`

A NAME is a day of the table below, with `-full` for breaks, second windows and visit limits; `--roads FILE --visits N --teams N
--day-seed N` makes another. Each peer runs for its whole time, our engine for a fifth of that and for all of it.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.shared import SHARED, print_machine
from planner.domain.solving import Limits
from planner.usecases.bench_cases import BenchCase, cases_of
from planner.usecases.benching import BenchRun, run_bench
from planner.usecases.progress import Silent
from solvers.registry import DEFAULT_ENGINE

DAYS = {
    "day-300": ("jatinegara", 300, 8, 1),
    "day-500": ("buahbatu", 500, 12, 2),
    "day-1000": ("buahbatu", 1000, 20, 3),
    "day-2000": ("buahbatu", 2000, 40, 4),
}
"""Name: roads, visits, teams, seed."""

SHORT = ("day-300", "day-300-full")
"""What `make bench` measures."""

FIFTH = 0.2

GENERATOR = SHARED / "bench" / "make_day.py"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """An engine and its part of the time."""

    engine: str
    share: float

    @property
    def label(self) -> str:
        """What the table calls it."""
        return self.engine if self.share == 1 else f"{self.engine}, a fifth"


def has_generator() -> bool:
    """Whether days can be made; says so where they cannot."""
    if not GENERATOR.exists():
        print("the real data are not here: set DDS_SHARED to their folder")
    return GENERATOR.exists()


def named_day(folder: Path, name: str) -> Path:
    """Make a day of the table."""
    place, *size = DAYS[name.removesuffix("-full")]
    return make_day(folder, name, roads=SHARED / "roads" / f"{place}.graphml", size=tuple(size))


def make_day(folder: Path, name: str, *, roads: Path, size: tuple[int, int, int]) -> Path:
    """Make one day with the generator beside the real data."""
    visits, teams, seed = size
    command = [sys.executable, str(GENERATOR), str(roads)]
    command += [
        "--visits",
        str(visits),
        "--teams",
        str(teams),
        "--seed",
        str(seed),
        *(["--full"] if name.endswith("-full") else []),
    ]
    path = folder / f"{name}.json"
    path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
    return path


def cases(options: argparse.Namespace, folder: Path) -> Iterator[BenchCase]:
    """The days asked for."""
    for name in options.names:
        size = (options.visits, options.teams, options.day_seed)
        day = make_day(folder, name, roads=options.roads, size=size) if options.roads else named_day(folder, name)
        yield from cases_of([day], num_teams=1)


def measure(case: BenchCase, settings: Sequence[Setting], limit: float, seeds: Sequence[int]) -> dict[str, list[BenchRun]]:
    """All answers of all settings on one day, by label; what cannot be measured is said."""
    answers: dict[str, list[BenchRun]] = {}
    for setting in settings:
        limits = Limits(max_runtime=limit * setting.share)
        report = run_bench([case], [setting.engine], limits=limits, seeds=seeds, reporter=Silent())
        answers[setting.label] = list(report.runs)
        for row in report.rows:
            if row.refusal is not None:
                print(f"    {row.refusal.text('en')}")
            if row.num_violations:
                print(f"    {setting.label}: {row.num_violations} LAWS BROKEN")
    return answers


def print_table(answers: dict[str, list[BenchRun]]) -> None:
    """Medians, and the ratio of each median to the best one."""
    medians = {label: statistics.median(run.priority for run in runs) for label, runs in answers.items() if runs}
    best = max(medians.values(), default=0) or 1
    for label, median in medians.items():
        runs = answers[label]
        worst, most = min(run.priority for run in runs), max(run.priority for run in runs)
        travel, wall = (statistics.median(getattr(run, name) for run in runs) for name in ("travel_duration", "runtime"))
        print(f"    {label:20s} {median:8.0f} ({worst}–{most})  travel {travel:7.0f} s  {wall:6.1f} s  {median / best:.4f}")


def write(path: Path, rows: list[dict[str, object]]) -> None:
    """All answers as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]) if rows else ["case"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(SHORT))
    parser.add_argument("--engines", default=DEFAULT_ENGINE, help="of the house, with commas between")
    parser.add_argument("--peers", default="pyvrp,vroom")
    parser.add_argument("--time-limit", default="10", help="seconds, several with commas between")
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--roads", type=Path)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--teams", type=int, default=8)
    parser.add_argument("--day-seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    if not has_generator():
        return
    print_machine()
    ours = [Setting(engine=name, share=share) for name in options.engines.split(",") for share in (FIFTH, 1)]
    settings = [*ours, *(Setting(engine=name, share=1) for name in options.peers.split(",") if name)]
    seeds = [int(seed) for seed in options.seeds.split(",")]
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(options, Path(folder)):
            for limit in map(float, options.time_limit.split(",")):
                print(f"{case.name}, {limit:g} s, seeds {options.seeds}", flush=True)
                answers = measure(case, settings, limit, seeds)
                print_table(answers)
                rows += [{"limit": limit, "setting": label, **asdict(run)} for label, runs in answers.items() for run in runs]
    if options.output is not None:
        write(options.output, rows)


if __name__ == "__main__":
    main()
