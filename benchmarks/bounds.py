"""How close the proved bounds come to the plans made, over time, on the days of the benchmark.

`python -m benchmarks.bounds [NAME…] [--search 10] [--time-limit 60]`: each day (`-full` for breaks, second windows and
visit limits) is searched for a while, then bounded; one line for each bound proved.
"""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.days import SHORT, has_generator, named_day
from benchmarks.shared import print_machine
from planner.domain.solving import Bound, Limits
from planner.formats.problem_file import read_problem
from planner.rules.cost import gaps
from solvers.bounds.proof import prove
from solvers.registry import DEFAULT_ENGINE, engines


def measure(name: str, path: Path, *, search: float, limit: float) -> None:
    """Search, then bound, and print each bound when it is proved."""
    problem, ids = read_problem(path)
    result = engines()[DEFAULT_ENGINE]().solve(problem, Limits(max_runtime=search), seed=1)
    made = ids.priority(result.objective.coverage_prize)
    print(f"  {name}: {made} made by {DEFAULT_ENGINE} in {result.runtime:.0f} s", flush=True)
    shown: set[int] = set()

    def show(bound: Bound) -> bool:
        if bound.lower_bound not in shown:
            shown.add(bound.lower_bound)
            most, gap = ids.priority(bound.coverage_prize), gaps(problem, result.objective, bound).coverage
            print(
                f"    {bound.runtime:6.1f} s  {bound.num_iterations:4d}  at most {most}  gap {100 * gap:.2f} %",
                flush=True,
            )
        return True

    began = time.process_time()
    bound = prove(problem, Limits(max_runtime=limit), plan=result.plan, on_progress=show)
    show(bound)
    spent = time.process_time() - began
    ending = "complete" if bound.is_complete else "stopped"
    print(f"    {ending} after {bound.runtime:.1f} s, {spent:.1f} s of processor time")


def main() -> None:
    """Bound the days asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(SHORT))
    parser.add_argument("--search", type=float, default=10, help="seconds of search for the plan")
    parser.add_argument("--time-limit", type=float, default=60, help="seconds of proof")
    options = parser.parse_args()
    if not has_generator():
        return
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            measure(name, named_day(Path(folder), name), search=options.search, limit=options.time_limit)


if __name__ == "__main__":
    main()
