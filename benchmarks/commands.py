"""What commands take beside an older version: `python -m benchmarks.commands --against FOLDER [--rounds N] [--folder WORK]`.

FOLDER holds the code of the other one. Each makes an example area of its own, and then both run each command turn by turn,
so that a busy machine holds up both. Told are the processor's seconds of the whole process and wall seconds, the least of the
rounds, and the ratios; modules are compiled before, as they are where the program is installed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.shared import print_machine

DAY, TEAM = "2026-12-02", "T03"
SEARCH = ("--time-limit", "1")


class Taken(NamedTuple):
    """Seconds of one command."""

    processor: float
    wall: float


class Version:
    """One version of the program with its example area."""

    def __init__(self, checkout: Path, folder: Path, *, size: str) -> None:
        script = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["dds"]
        module, name = script.split(":")
        self._command = [sys.executable, "-c", f"from {module} import {name}; {name}()"]
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        self._environment = {**kept, "PYTHONPATH": str(checkout), "PYTHONPYCACHEPREFIX": str(folder / ".compiled")}
        self.folder = folder / "area"
        if not self.folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self.run(["demo", str(self.folder), "--size", size, *SEARCH], folder)
        self.run(["plan", "--date", DAY, *SEARCH, "--prove", "0"], self.folder)
        self.plan = max(self.folder.glob(f"plans/{DAY}/plan-v*.json"), key=lambda path: path.stat().st_mtime_ns)
        document = json.loads(self.plan.read_text(encoding="utf-8"))
        self.left_out = next(left["visit"] for left in document["unassigned"] if left["reason"] != "too_far")

    def run(self, arguments: Sequence[str], folder: Path | None = None) -> Taken:
        """Run one command in a folder (`None`: the area) and say what it took."""
        began, before = time.perf_counter(), os.times()
        call = [*self._command, *arguments]
        subprocess.run(call, check=True, cwd=folder or self.folder, env=self._environment, capture_output=True)
        after = os.times()
        processor = after.children_user + after.children_system - before.children_user - before.children_system
        return Taken(processor, time.perf_counter() - began)

    def commands(self) -> dict[str, list[str]]:
        """What is measured, by name."""
        plan = str(self.plan.relative_to(self.folder))
        return {
            "plan": ["plan", "--date", DAY, *SEARCH, "--prove", "0"],
            "whatif": ["whatif", plan, "--without", TEAM, *SEARCH],
            "replan": ["replan", plan, "--at", "09:00", "--late", f"{TEAM}=20m", *SEARCH],
            "explain": ["explain", plan, self.left_out],
            "-h": ["-h"],
        }


def main() -> None:
    """Measure and print a line a command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="full", choices=["full", "small", "tiny"])
    parser.add_argument("--folder", type=Path, help="Keep the areas here, and use those that are there.")
    options = parser.parse_args()
    print_machine()
    checkouts = {"here": Path(__file__).resolve().parents[1], "there": options.against.resolve()}
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.folder or Path(temporary)).resolve()
        versions = [Version(checkout, work / name, size=options.size) for name, checkout in checkouts.items()]
        for name in versions[0].commands():
            runs = [[version.run(version.commands()[name]) for version in versions] for _ in range(options.rounds)]
            here, there = (Taken(*(min(values) for values in zip(*(run[n] for run in runs), strict=True))) for n in (0, 1))
            print(
                f"{name:8s} processor {here.processor:5.2f} s against {there.processor:5.2f}: "
                f"{here.processor / there.processor:.2f} x; wall {here.wall:5.2f} s against {there.wall:5.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
