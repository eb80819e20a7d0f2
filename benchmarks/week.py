"""Six days of the full example area planned together: `python -m benchmarks.week [--keep DIR] [--days 0 1 2] [--alone 30]`.

24 teams from 28,000 homes. Measures the wall seconds of the week, then plans each of its days alone, from nothing, with the
same visits offered and a search of its own, and says how far the week's plan of that day is below it. The parts may be run
apart: with `--keep` a week that is there is not planned again, and `--days` chooses the days planned alone.
"""

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.shared import print_machine
from planner.domain.problem import Problem
from planner.rules.cost import breakdown
from planner.terminal.acting import account_at_work
from planner.usecases.demo import make_demo_workspace
from planner.usecases.finishing import Finish, finish_plan
from planner.usecases.progress import Silent
from planner.usecases.searching import SearchWish, search
from planner.usecases.week.announcing import read_day
from planner.usecases.week.planning import find_week, plan_week, settled
from planner.usecases.week.report import week_report
from planner.usecases.workspace import Workspace


def weighed(problem: Problem, complaint_prize: int, coverage_prize: int) -> float:
    """What a plan collects: complaints before coverage, as the day's policy weighs them."""
    most = sum(visit.prize for visit in problem.visits)
    return complaint_prize * most + coverage_prize


def plan_and_count(workspace: Workspace, start: dt.date, seconds: float) -> None:
    """Plan the week and print what it holds."""
    began = time.perf_counter()
    report = plan_week(workspace, start, SearchWish(time_limit=seconds), reporter=Silent())
    wall = time.perf_counter() - began
    homes = [id_ for day in report.record.days if day.plan_version for id_ in _homes(workspace, day.date, day.plan_version)]
    print(f"week: {wall:.0f} s wall, {seconds:g} s of search a day")
    print(f"  {report.total('num_visits')} visits in {report.num_groups} RTs")
    for day in report.days:
        print(f"  {day.date}: {day.num_teams} teams, {day.num_homes} homes, {day.num_complaints} complaints, "
              f"{day.num_facilities} facilities, {len(day.neighbourhoods)} RTs")  # fmt: skip
    print(f"  homes on two days: {len(homes) - len(set(homes))}", flush=True)


def _homes(workspace: Workspace, date: dt.date, version: int) -> list[str]:
    plan = read_day(workspace, date, version).document.plan
    return [stop.visit_id for route in plan.routes for stop in route.stops]


def hold_against_alone(workspace: Workspace, start: dt.date, days: Sequence[int], seconds: float) -> None:
    """Plan days alone with the visits that the week offered them; print how far below the week's own plans are."""
    usual = workspace.settings.plan
    record = find_week(workspace, start)
    for number in days:
        day = record.days[number]
        if day.plan_version is None:
            continue
        kept = read_day(workspace, day.date, day.plan_version)
        how = settled(workspace, SearchWish(time_limit=seconds, seed=usual.seed + 1))
        result = search(kept.problem, how, reporter=Silent())
        plan = finish_plan(kept.problem, result.plan, Finish(num_reserves=usual.num_reserves, run_out=usual.run_out)).plan
        both = [breakdown(kept.problem, one) for one in (kept.document.plan, plan)]
        values = [weighed(kept.problem, one.complaint_prize, one.coverage_prize) for one in both]
        coverage = both[0].coverage_prize / max(1, both[1].coverage_prize) - 1
        print(
            f"  {day.date}: complaints {both[0].complaint_prize} against {both[1].complaint_prize}, coverage "
            f"{both[0].coverage_prize} against {both[1].coverage_prize} ({100 * coverage:+.2f} %), "
            f"whole {100 * (values[0] / max(1.0, values[1]) - 1):+.3f} %",
            flush=True,
        )


def main() -> None:
    """Run both parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", default="full")
    parser.add_argument("--time-limit", type=float, default=20.0, help="Seconds of search of each day of the week.")
    parser.add_argument("--alone", type=float, default=30.0, help="Seconds of search of each day alone; 0: none is.")
    parser.add_argument("--days", type=int, nargs="*", default=list(range(6)), help="Indices of the days planned alone.")
    parser.add_argument("--keep", type=Path, help="Folder of the workspace; used again if it is there.")
    options = parser.parse_args()
    print_machine()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)) / "ws"
        if (folder / "dds.toml").is_file():
            workspace = Workspace(folder, account_at_work())
        else:
            workspace, _ = make_demo_workspace(folder, account_at_work(), size=options.size, reporter=Silent())
        with workspace.ledger() as ledger:
            weeks = ledger.weeks()
        start = weeks[-1].start if weeks else workspace.now().date() + dt.timedelta(days=1)
        if not weeks or not weeks[-1].is_finished:
            plan_and_count(workspace, start, options.time_limit)
        else:
            print(f"week from {start}, as it was planned: {week_report(workspace, weeks[-1]).total('num_visits')} visits")
        if options.alone:
            print(f"against each day alone, {options.alone:g} s:")
            hold_against_alone(workspace, start, options.days, options.alone)


if __name__ == "__main__":
    main()
