"""TOPTW instances of the literature, 1 to 4 teams: `python -m benchmarks.toptw [NAME…] [--series c1,pr] [--time-limit 3]`.

Solomon's c1, r1, rc1 (100 visits), half of c2, r2, rc2 (long routes), and Cordeau's pr (48 to 288 visits). Prints the deviation
of each case from the best value known, and the mean for each series and number of teams. That value is a proven optimum, a
collection's best known, or a published heuristic's best: the last two may be beaten, and then the deviation is below 0. `-o`
writes one line for each case, with the routes where the answer is better, so that anybody can check them.
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
    """Best and average profit over the seeds, and what is known from elsewhere; routes where that is beaten.

    Attributes
    ----------
    known, status
        The best value known and what it is: `proven_optimal`, `sourced` (a collection's), `published` (a heuristic's), or "".
    deviation
        Percent of it that the average lacks; `None`: nothing is known.
    """

    instance: str
    series: str
    m: int
    engine: str
    best: int
    average: float
    worst: int
    seconds: float
    known: int | None
    status: str
    deviation: float | None
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
    listed = read_best_known(FOLDER / "best_known.csv").get((job.instance, job.teams))
    published = read_published_heuristic(FOLDER / "published_heuristic.csv").get((job.instance, job.teams))
    values = [(published.best, "published")] if published else []
    values += [(listed.profit, "proven_optimal" if listed.is_optimal else "sourced")] if listed else []
    known, status = max(values, key=lambda value: value[0], default=(None, ""))
    if listed and listed.is_optimal:
        known, status = listed.profit, "proven_optimal"
    average = statistics.mean(profits)
    return Answer(
        instance=job.instance,
        series=series_of(job.instance),
        m=job.teams,
        engine=job.engine,
        best=max(profits),
        average=round(average, 2),
        worst=min(profits),
        seconds=round(statistics.mean(result.runtime for result in results), 2),
        known=known,
        status=status,
        deviation=None if known is None else round(100 * (known - average) / known, 3),
        published_best=published.best if published else None,
        num_violations=sum(len(check(problem, result.plan)) for result in results),
        routes=routes_text(best.plan) if known is not None and max(profits) > known else "",
    )


def series_of(instance: str) -> str:
    """Series of an instance: `c101` is of c1, `rc203` of rc2, `pr01` of pr."""
    letters = instance.rstrip("0123456789")
    return letters if letters == "pr" else instance[: len(letters) + 1]


def routes_text(plan: Plan) -> str:
    """Numbers of the points in the order of each route: `3 5 7 | 20 24`."""
    return " | ".join(" ".join(stop.visit_id for stop in route.stops) for route in plan.routes)


def print_summary(answers: Iterable[Answer]) -> None:
    """Means for each series and number of teams, and counts, losses included."""
    answers = list(answers)
    proved = [answer for answer in answers if answer.status == "proven_optimal"]
    found = sum(answer.best == answer.known for answer in proved)
    print(f"proven optima found: {found} of {len(proved)}; answers above one: {sum(a.best > (a.known or 0) for a in proved)}")
    print(f"laws broken: {sum(answer.num_violations for answer in answers)}")
    for series, teams in sorted({(answer.series, answer.m) for answer in answers}):
        own = [answer for answer in answers if (answer.series, answer.m) == (series, teams)]
        deviations = [answer.deviation for answer in own if answer.deviation is not None]
        if deviations:
            better = sum(answer.best > (answer.known or answer.best) for answer in own)
            print(
                f"{series:4s} m={teams}: mean deviation {statistics.mean(deviations):6.2f} %, worst {max(deviations):6.2f} %; "
                f"{better} of {len(deviations)} better than known"
            )
        else:
            print(f"{series:4s} m={teams}: no values known")
    everything = [answer.deviation for answer in answers if answer.deviation is not None]
    if everything:
        print(
            f"all: mean deviation {statistics.mean(everything):.2f} %, worst {max(everything):.2f} %, {len(everything)} cases"
        )


def main() -> None:
    """Solve all cases and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="*", help="names without ending; none: all")
    parser.add_argument("--series", default="", help="c1, c2, r1, r2, rc1, rc2, pr, with commas between; none: all")
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
    names = [name for name in names if not options.series or series_of(name) in options.series.split(",")]
    if not names:
        parser.error(f"no instance of the series {options.series}")
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
            known = (
                "nothing known"
                if answer.known is None
                else f"{answer.status} {answer.known}, deviation {answer.deviation:.2f} %"
            )
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
