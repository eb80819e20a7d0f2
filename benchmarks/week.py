"""Six days of the full example area planned together: `python -m benchmarks.week [--keep DIR] [--days 0 1 2] [--alone 30]`.

24 teams from 28,000 homes. Measures the wall seconds of the week, then plans each of its days alone, from nothing, with the
same visits offered and a search of its own, and says how far the week's plan of that day is below it. The parts may be run
apart: with `--keep` a week that is there is not planned again, and `--days` chooses the days planned alone. Ends with code 1 if
the week took longer than it may, knocks at a door on two days, or plans a day more than 1.5 % below the day alone.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.shared import print_machine
from planner.domain.objective import CostBreakdown
from planner.domain.plan import Plan
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

MAX_SECONDS = 300
"""That a week may take on two cores that do nothing else."""
MAX_BELOW = 0.015
"""Share of coverage that a day of the week may lie below the day planned alone."""


def too_far_below(date: dt.date, week: CostBreakdown, alone: CostBreakdown) -> list[str]:
    """What a day's plan of the week lacks, complaints before coverage, against that of the day alone."""
    if week.complaint_prize != alone.complaint_prize:
        is_less = week.complaint_prize < alone.complaint_prize
        return [f"{date}: complaints {week.complaint_prize} against {alone.complaint_prize} alone"] if is_less else []
    if week.coverage_prize < (1 - MAX_BELOW) * alone.coverage_prize:
        return [f"{date}: coverage {week.coverage_prize} against {alone.coverage_prize} alone"]
    return []


def knocked_twice(days: Iterable[tuple[Problem, Plan]], homes: Mapping[str, str]) -> list[str]:
    """Doors on two days of a week: homes, whether for themselves or for a complaint (by `homes`), and facilities."""
    found: Counter[str] = Counter()
    for problem, plan in days:
        doors = {visit.id: visit.subject or visit.id for visit in problem.visits}
        doors |= {id_: homes.get(door) or door for id_, door in doors.items()}
        found.update({doors[stop.visit_id] for route in plan.routes for stop in route.stops})
    return [f"{door} on {number} days" for door, number in sorted(found.items()) if number > 1]


def plan_and_count(workspace: Workspace, start: dt.date, seconds: float) -> list[str]:
    """Plan the week and print what it holds; what is wrong with it."""
    began = time.perf_counter()
    report = plan_week(workspace, start, SearchWish(time_limit=seconds), reporter=Silent())
    wall = time.perf_counter() - began
    kept = [read_day(workspace, day.date, day.plan_version) for day in report.record.days if day.plan_version]
    with workspace.ledger() as ledger:
        homes = {one.id: one.household for one in ledger.complaints()}
    twice = knocked_twice(((one.problem, one.document.plan) for one in kept), homes)
    print(f"week: {wall:.0f} s wall, {seconds:g} s of search a day")
    print(f"  {report.total('num_visits')} visits in {report.num_groups} RTs")
    for day in report.days:
        print(f"  {day.date}: {day.num_teams} teams, {day.num_homes} homes, {day.num_complaints} complaints, "
              f"{day.num_facilities} facilities, {len(day.neighbourhoods)} RTs")  # fmt: skip
    print(f"  doors on two days: {len(twice)}", flush=True)
    return twice + ([f"{wall:.0f} s for the week"] if wall > MAX_SECONDS else [])


def hold_against_alone(workspace: Workspace, start: dt.date, days: Sequence[int], seconds: float) -> list[str]:
    """Plan days alone with the visits that the week offered them; print how the week compares; days too far below."""
    usual = workspace.settings.plan
    record = find_week(workspace, start)
    found: list[str] = []
    for number in days:
        day = record.days[number]
        if day.plan_version is None:
            continue
        kept = read_day(workspace, day.date, day.plan_version)
        how = settled(workspace, SearchWish(time_limit=seconds, seed=usual.seed + 1))
        result = search(kept.problem, how, reporter=Silent())
        plan = finish_plan(kept.problem, result.plan, Finish(num_reserves=usual.num_reserves, run_out=usual.run_out)).plan
        both = [breakdown(kept.problem, one) for one in (kept.document.plan, plan)]
        coverage = both[0].coverage_prize / max(1, both[1].coverage_prize) - 1
        print(
            f"  {day.date}: {len(kept.problem.visits)} visits offered, complaints {both[0].complaint_prize} against "
            f"{both[1].complaint_prize}, coverage {both[0].coverage_prize} against {both[1].coverage_prize} ({coverage:+.2%})",
            flush=True,
        )
        found += too_far_below(day.date, *both)
    return found


def main() -> int:
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
            broken = plan_and_count(workspace, start, options.time_limit)
        else:
            broken = []
            print(f"week from {start}, as it was planned: {week_report(workspace, weeks[-1]).total('num_visits')} visits")
        if options.alone:
            print(f"against each day alone, {options.alone:g} s:")
            broken += hold_against_alone(workspace, start, options.days, options.alone)
    print("\n".join(f"BROKEN {line}" for line in broken) or "every goal was met")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
