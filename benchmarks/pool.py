"""What the pool of a day costs: `python -m benchmarks.pool` searches pools of several sizes on the full example area.

Each pool gets seconds in proportion to its size, so that a larger one is not blamed for a search cut short. `--all` adds
everything that is due in one go: its matrices take some ten gigabytes for a while, which is why the planner does not do that.
"""

import argparse
import dataclasses
import datetime as dt
import tempfile
from pathlib import Path

from benchmarks.shared import print_machine
from inputs.roads.facade import Roads
from planner.app.daily import PlanOptions, build_problem, question
from planner.app.demo import make_demo_workspace
from planner.app.progress import Silent
from planner.app.station import station_position
from planner.app.workspace import Workspace
from planner.domain.solving import Limits
from planner.domain.travel import Travel
from planner.rules.check import check
from planner.rules.pool import choose_pool
from solvers.search.solver import SearchSolver

MOST_SECONDS = 300.0
"""Longest search of one pool."""


def measure(workspace: Workspace, date: dt.date, *, factors: list[float], seconds: float, seed: int) -> None:
    """Print a line for each pool: what it offers, what the plan collects, and the difference to the first in percent."""
    settings = workspace.settings
    due, shifts, _ = question(workspace, date, settings)
    roads = Roads.load(workspace.roads_folder, settings.roads)
    station = station_position(settings, due)
    first: int | None = None
    print(f"{len(due.candidates)} due, {len(shifts)} shifts; the planner's own pool is the first line")
    for factor in factors:
        plan = dataclasses.replace(settings.plan, pool_factor=settings.plan.pool_factor * factor)
        pool = choose_pool(due.candidates, shifts, settings=dataclasses.replace(settings, plan=plan))
        problem, _, _ = build_problem(pool, shifts, roads, station=station, date=date, settings=settings, options=PlanOptions())
        bare = {name: Travel(durations=matrices.durations) for name, matrices in problem.travel.items()}
        problem = dataclasses.replace(problem, travel=bare)  # metres weigh nothing here, and gigabytes in memory
        limit = min(MOST_SECONDS, seconds * max(1.0, factor))
        result = SearchSolver().solve(problem, Limits(max_runtime=limit), seed=seed)
        terms = result.objective
        first = terms.coverage_prize if first is None else first
        print(
            f"  {len(problem.visits):6d} visits {limit:5.0f} s: complaints {terms.complaint_prize}, "
            f"coverage {terms.coverage_prize} ({100 * (terms.coverage_prize - first) / first:+.2f} %), "
            f"{result.plan.num_stops} stops, travel {terms.travel_duration / 3600:.1f} h, "
            f"laws broken {len(check(problem, result.plan))}",
            flush=True,
        )


def main() -> None:
    """Make the example area and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="full")
    parser.add_argument("--seconds", type=float, default=15.0, help="search of the planner's own pool")
    parser.add_argument("--factors", default="1,2,4", help="sizes against it")
    parser.add_argument("--all", action="store_true", help="also everything that is due, in one go")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print_machine()
    factors = [float(factor) for factor in options.factors.split(",")] + ([1e6] if options.all else [])
    with tempfile.TemporaryDirectory() as folder:
        workspace, date = make_demo_workspace(Path(folder) / "demo", size=options.size, reporter=Silent())
        measure(workspace, date, factors=factors, seconds=options.seconds, seed=options.seed)


if __name__ == "__main__":
    main()
