"""What the operators of the search bring: `python -m benchmarks.operators [NAME…] [--iterations N] [--seeds 1,2,3]`.

A NAME is a day of `benchmarks.days`. For each row of the tables of ruin and recreate it prints the weight, the share of the
steps that drew it, how many of these were kept, how many made the plan cheaper, and why the row is there.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.days import SHORT, has_generator, named_day
from benchmarks.shared import print_machine
from planner.domain.problem import Problem
from planner.domain.solving import Limits
from planner.usecases.bench_cases import cases_of
from solvers.search.operators import RECREATES, RUINS
from solvers.search.solver import SearchSolver


def measure(problem: Problem, *, iterations: int, seeds: list[int]) -> None:
    """Print the counts of one day over all seeds."""
    results = [SearchSolver().solve(problem, Limits(max_iterations=iterations), seed=seed) for seed in seeds]
    rows = [[(c.num_tried, c.num_accepted, c.num_improved) for c in result.operators] for result in results]
    counts = np.sum(rows, axis=0)
    steps = sum(result.num_iterations or 0 for result in results)
    for operator, told, (tried, accepted, improved) in zip((*RUINS, *RECREATES), results[0].operators, counts, strict=True):
        kept, gains = (100 * part / max(1, tried) for part in (accepted, improved))
        print(
            f"    {told.name:28s} weight {told.weight:4.2f}  drawn {100 * tried / steps:5.1f} %  kept {kept:5.1f} %"
            f"  cheaper {gains:5.2f} %  {operator.reason}"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(SHORT))
    parser.add_argument("--iterations", type=int, default=20_000)
    parser.add_argument("--seeds", default="1")
    options = parser.parse_args()
    if not has_generator():
        return
    print_machine()
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            for case in cases_of([named_day(Path(folder), name)], num_teams=1):
                print(f"{case.name}, {options.iterations} steps, seeds {options.seeds}", flush=True)
                measure(case.problem, iterations=options.iterations, seeds=[int(text) for text in options.seeds.split(",")])


if __name__ == "__main__":
    main()
