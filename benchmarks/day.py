"""From files to PDFs on the full example area: `python -m benchmarks.day` prints seconds by phase and peak memory."""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Run `dds demo` in a process of its own and print what it spent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", default="full")
    parser.add_argument("--time-limit", default="20")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-c",
            "from planner.terminal.main import main; main()",
            "--json",
            "demo",
            str(Path(folder) / "demo"),
        ]
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--size", options.size, "--time-limit", options.time_limit], check=True, capture_output=True, text=True
        )
        wall = time.perf_counter() - started
    report = json.loads(done.stdout)
    for phase, seconds in report["phases"].items():
        print(f"{phase:45s} {seconds:8.2f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'whole process':45s} {wall:8.2f} s, peak {peak:.0f} MiB, {report['num_stops']} stops of {report['num_due']} due")


if __name__ == "__main__":
    main()
