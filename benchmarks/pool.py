"""What the pool of a day costs: `python -m benchmarks.pool` searches pools of several sizes on the full example area.

Each pool gets seconds in proportion to its size, so that a larger one is not blamed for a search cut short. `--all` adds
everything that is due in one go, `--rest` lets the pool's plan be improved with everything at hand: what the pool loses. The
matrices take some thirteen gigabytes for a while, which is why the planner does not do that.
"""

import argparse
import dataclasses
import datetime as dt
import tempfile
import time
from pathlib import Path

from benchmarks.shared import print_machine
from inputs.roads.facade import Roads
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Limits, Result
from planner.domain.travel import Travel
from planner.rules.check import check
from planner.rules.cost import breakdown
from planner.rules.pool import choose_pool
from planner.terminal.acting import account_at_work
from planner.usecases.daily import question
from planner.usecases.day_problem import Bases, build_problem, station_position
from planner.usecases.demo import make_demo_workspace
from planner.usecases.progress import Silent
from planner.usecases.workspace import Workspace
from solvers.orders import orders_of, plan_of
from solvers.search.searchers import Searchers
from solvers.search.solver import SearchSolver
from solvers.search.tuning import COLD

MOST_SECONDS = 300.0
"""Longest search of one pool."""

EVERYTHING = 1e6
"""Factor of a pool that leaves nothing out."""

WARM, STEPS = 0.1, 500
"""First temperature of a search that goes on from a good plan, in typical visits, and steps of its rounds."""


class Measure:
    """Pools of one day, searched one after the other."""

    def __init__(self, workspace: Workspace, date: dt.date, *, seconds: float, seed: int) -> None:
        self._workspace, self._date, self._seconds, self._seed = workspace, date, seconds, seed
        self._due, self._shifts, _ = question(workspace, date, workspace.settings)
        self._roads = Roads.load(workspace.roads_folder, workspace.settings.roads)
        self._first: Result | None = None
        print(f"{len(self._due.candidates)} due, {len(self._shifts)} shifts; the planner's own pool is the first line")

    def pool(self, factor: float) -> None:
        """Search a pool so many times as large as the planner's own."""
        problem = self._problem(factor)
        limit = min(MOST_SECONDS, self._seconds * max(1.0, factor))
        result = SearchSolver().solve(problem, Limits(max_runtime=limit), seed=self._seed)
        self._first = self._first or result
        self._tell(problem, result.plan, f"{limit:5.0f} s")

    def rest(self, seconds: float) -> None:
        """Offer everything that is due to the plan of the first pool, and search on from it without heating up."""
        if self._first is None:
            raise ValueError("no pool has been searched")
        problem = self._problem(EVERYTHING)
        orders, began = orders_of(problem, self._first.plan), time.monotonic()
        with Searchers(problem, orders, seed=self._seed, num=2) as searchers:
            while (spent := time.monotonic() - began) < seconds:
                searchers.round(WARM * (COLD / WARM) ** (spent / seconds), STEPS)
            orders = searchers.best_orders
        self._tell(problem, plan_of(problem, orders), f"{seconds:5.0f} s more from the first line's plan")

    def _problem(self, factor: float) -> Problem:
        settings = self._workspace.settings
        plan = dataclasses.replace(settings.plan, pool_factor=settings.plan.pool_factor * factor)
        pool = choose_pool(self._due.candidates, self._shifts, settings=dataclasses.replace(settings, plan=plan))
        bases = Bases(station=station_position(settings, self._due))
        problem, _, _ = build_problem(pool, self._shifts, self._roads, bases=bases, date=self._date, settings=settings)
        # metres weigh nothing here, and gigabytes in memory
        bare = {name: Travel(durations=matrices.durations) for name, matrices in problem.travel.items()}
        return dataclasses.replace(problem, travel=bare)

    def _tell(self, problem: Problem, plan: Plan, how: str) -> None:
        terms, first = breakdown(problem, plan), self._first.objective.coverage_prize if self._first else 0
        print(
            f"  {len(problem.visits):6d} visits {how}: complaints {terms.complaint_prize}, "
            f"coverage {terms.coverage_prize} ({100 * (terms.coverage_prize - first) / first:+.2f} %), "
            f"{plan.num_stops} stops, travel {terms.travel_duration / 3600:.1f} h, laws broken {len(check(problem, plan))}",
            flush=True,
        )


def main() -> None:
    """Make the example area and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="full")
    parser.add_argument("--seconds", type=float, default=15.0, help="search of the planner's own pool")
    parser.add_argument("--factors", default="1,2,4", help="sizes against it")
    parser.add_argument("--all", action="store_true", help="also everything that is due, in one go")
    parser.add_argument("--rest", type=float, default=0, help="seconds to improve the first plan with all that is due at hand")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        workspace, date = make_demo_workspace(Path(folder) / "demo", account_at_work(), size=options.size, reporter=Silent())
        measure = Measure(workspace, date, seconds=options.seconds, seed=options.seed)
        for factor in options.factors.split(","):
            measure.pool(float(factor))
        if options.all:
            measure.pool(EVERYTHING)
        if options.rest:
            measure.rest(options.rest)


if __name__ == "__main__":
    main()
