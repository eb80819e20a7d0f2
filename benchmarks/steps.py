"""Steps a second, and what as many steps find, here and in another copy: `python -m benchmarks.steps [NAME…] --against FOLDER`.

A NAME is a day of `benchmarks.days`; FOLDER holds another version of this planner. The two take turns, a process each, seed by
seed, so that a busy machine holds up both. Machine code is loaded and the first plan made before the clock runs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.days import DAYS, has_generator, named_day
from benchmarks.shared import print_machine

_MEASURED = """
import json, sys, time
from pathlib import Path
from planner.domain.solving import Limits
try:
    from planner.formats.problem_file import read_problem
except ImportError:  # up to 0.4.0
    from inputs.problem_file import read_problem
from solvers.search.solver import SearchSolver
problem, ids = read_problem(Path(sys.argv[1]))
engine, steps = SearchSolver(), int(sys.argv[2])
engine.prepare()
start = engine.solve(problem, Limits(max_iterations=1)).plan
began = time.process_time()
result = engine.solve(problem, Limits(max_iterations=steps), seed=int(sys.argv[3]), start=start)
scale = getattr(ids, "priority", lambda prize: prize)  # 0.4.0 had no other prizes than those of the file
print(json.dumps([steps / (time.process_time() - began), scale(result.objective.coverage_prize)]))
"""


def measured(folder: Path, day: Path, steps: int, seed: int) -> tuple[float, int]:
    """Steps a second and sum of prizes of one run of the planner in a folder."""
    command = [sys.executable, "-c", _MEASURED, str(day), str(steps), str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    speed, prize = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment).stdout)
    return speed, prize


def main() -> None:
    """Measure and print medians of the speeds, means of the prizes, and the ratios of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(DAYS))
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=60_000)
    parser.add_argument("--seeds", default="1,2,3")
    options = parser.parse_args()
    if not has_generator():
        return
    print_machine()
    folders = [Path(__file__).resolve().parents[1], options.against.resolve()]
    with tempfile.TemporaryDirectory() as folder:
        for name in options.names:
            day = named_day(Path(folder), name)
            runs = [[measured(f, day, options.steps, int(seed)) for f in folders] for seed in options.seeds.split(",")]
            here, there = (statistics.median(run[n][0] for run in runs) for n in (0, 1))
            found, known = (statistics.mean(run[n][1] for run in runs) for n in (0, 1))
            print(
                f"{name:14s} {here:8.0f} steps/s against {there:8.0f}: {here / there:.2f} x; "
                f"prize after {options.steps} steps {found:.0f} against {known:.0f}: {found / known:.5f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
