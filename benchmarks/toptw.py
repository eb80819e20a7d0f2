"""TOPTW instances of the literature: 29 with 100 visits, 1 to 4 teams: `python -m benchmarks.toptw`.

Counts the proven optima found for one team, and compares with a published heuristic's best (a lower bound) for all numbers
of teams: how many are reached or beaten, and the average difference in percent. `-o` writes one line for each case, with
the routes where the answer is better than the published best, so that anybody can check them.
"""

import argparse
import csv
import multiprocessing
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.shared import SHARED, print_machine
from inputs.benchmark.best_known import read_best_known, read_published_heuristic
from inputs.benchmark.toptw import read_toptw
from planner.domain.plan import Plan
from planner.domain.solving import Limits
from planner.rules.check import check
from solvers.registry import DEFAULT_ENGINE, make_engine

FOLDER = SHARED / "bench" / "toptw"

SHORT = ("c101", "r105", "rc101")
"""What `make bench` measures."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One case to solve with some seeds."""

    instance: str
    teams: int
    engine: str
    time_limit: float
    seeds: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Best and average profit over the seeds, and what is known from elsewhere; routes where the published best is beaten."""

    instance: str
    m: int
    engine: str
    best: int
    average: float
    worst: int
    seconds: float
    optimum: int | None
    published_best: int | None
    num_violations: int
    routes: str


def solve(job: Job) -> Answer:
    """Solve one case; runs in a process of its own."""
    problem = read_toptw(FOLDER / f"{job.instance}.txt", num_teams=job.teams)
    engine = make_engine(job.engine)
    limits = Limits(max_runtime=job.time_limit)
    results = [engine.solve(problem, limits, seed=seed) for seed in job.seeds]
    profits = [result.objective.coverage_prize for result in results]
    best = max(results, key=lambda result: (result.objective.coverage_prize, -result.objective.travel_duration))
    known = read_best_known(FOLDER / "best_known.csv").get((job.instance, job.teams))
    published = read_published_heuristic(FOLDER / "published_heuristic.csv").get((job.instance, job.teams))
    is_better = published is not None and max(profits) > published.best
    return Answer(
        instance=job.instance,
        m=job.teams,
        engine=job.engine,
        best=max(profits),
        average=round(statistics.mean(profits), 2),
        worst=min(profits),
        seconds=round(statistics.mean(result.runtime for result in results), 2),
        optimum=known.profit if known and known.is_optimal else None,
        published_best=published.best if published else None,
        num_violations=sum(len(check(problem, result.plan)) for result in results),
        routes=routes_text(best.plan) if is_better else "",
    )


def routes_text(plan: Plan) -> str:
    """Numbers of the points in the order of each route: `3 5 7 | 20 24`."""
    return " | ".join(" ".join(stop.visit_id for stop in route.stops) for route in plan.routes)


def print_summary(answers: Iterable[Answer]) -> None:
    """Counts and averages, losses included."""
    answers = list(answers)
    proved = [answer for answer in answers if answer.optimum is not None]
    found = sum(answer.best == answer.optimum for answer in proved)
    print(f"proven optima found: {found} of {len(proved)}; answers above one: {sum(a.best > (a.optimum or 0) for a in proved)}")
    print(f"laws broken: {sum(answer.num_violations for answer in answers)}")
    for teams in sorted({answer.m for answer in answers}):
        known = [(answer, answer.published_best) for answer in answers if answer.m == teams and answer.published_best]
        if not known:
            continue
        gains = [100 * (answer.best - best) / best for answer, best in known]
        of_average = [100 * (answer.average - best) / best for answer, best in known]
        better, equal = sum(gain > 0 for gain in gains), sum(gain == 0 for gain in gains)
        print(
            f"m={teams}: {better} better than the published best, {equal} equal, {len(gains) - better - equal} worse; "
            f"best {statistics.mean(gains):+.2f} %, average over seeds {statistics.mean(of_average):+.2f} %"
        )


def main() -> None:
    """Solve all cases and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="*", help="names without ending; none: all")
    parser.add_argument("--short", action="store_true", help=f"{', '.join(SHORT)} alone")
    parser.add_argument("--teams", default="1,2,3,4")
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--time-limit", type=float, default=3.0)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--workers", type=int, default=1, help="cases at a time; more than cores make every search weaker")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    if not FOLDER.exists():
        print("the real data are not here: set DDS_SHARED to their folder")
        return
    print_machine()
    names = options.instances or (SHORT if options.short else sorted(path.stem for path in FOLDER.glob("*.txt")))
    seeds = tuple(int(seed) for seed in options.seeds.split(","))
    jobs = [
        Job(instance=name, teams=int(teams), engine=options.engine, time_limit=options.time_limit, seeds=seeds)
        for teams in options.teams.split(",")
        for name in names
    ]
    with multiprocessing.get_context("spawn").Pool(options.workers) as pool:
        answers = []
        for answer in pool.imap(solve, jobs):
            answers.append(answer)
            known = f"optimum {answer.optimum}" if answer.optimum else f"published {answer.published_best}"
            print(
                f"  {answer.instance:6s} m={answer.m} best {answer.best:5d} average {answer.average:7.1f}  {known}", flush=True
            )
    print_summary(answers)
    if options.output is not None:
        with options.output.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(asdict(answers[0])), lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(answer) for answer in answers)


if __name__ == "__main__":
    main()
