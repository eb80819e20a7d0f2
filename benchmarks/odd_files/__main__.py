"""Seeded variants of broken and odd files through every door: read rightly or refused with a code, each in time.

`python -m benchmarks.odd_files [--variants 20000] [--first-seed 0] [--door lists]`: household lists laid out as villages
keep them, other tables, road files, problem files, settings, scenarios and outlines, and commands with odd options, in turn.
A file is wrong that ends in anything but
an import or a coded refusal, that leaves half an import behind, that loses or mistakes a home nobody touched, or that takes
more than 5 s.
"""

import argparse
import random
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.odd_files import commands, jobs, lists, papers, streets
from benchmarks.odd_files.judging import LIMIT, Verdict, judged
from benchmarks.shared import print_machine

MEMORY = 6 << 30
"""Bytes that the program may take; a file that asks for more fails here."""

Variant = Callable[[random.Random, Path], tuple[str, ...]]

DOORS: dict[str, tuple[Variant, ...]] = {
    "lists": (lists.household_variant, lists.household_variant, lists.other_variant),
    "roads": (streets.variant,),
    "problems": (jobs.variant,),
    "papers": (papers.variant,),
    "commands": (commands.variant,),
}
TURNS = ("lists", "lists", "lists", "roads", "problems", "papers", "commands")
"""Of seven, three are lists."""


def verdict_of(seed: int, door: str, workspace: Path) -> Verdict:
    """Make the file of a seed and judge what becomes of it."""
    rng = random.Random(seed)  # noqa: S311 (reproducible benchmark)
    variant = rng.choice(DOORS[door])
    return judged(lambda: variant(rng, workspace))


def prepared(folder: Path) -> Path:
    """A workspace with an empty ledger kept aside."""
    workspace = lists.make_workspace(folder / "ws")
    commands.prepare(folder)
    shutil.copy(workspace / "ledger.sqlite", workspace / "empty.sqlite")
    return workspace


def main() -> None:
    """Judge the files and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=20_000)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--door", choices=tuple(DOORS), help="files of one door alone")
    parser.add_argument("--time-limit", type=float, default=float("inf"), help="seconds for all of them together")
    options = parser.parse_args()
    print_machine()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes: dict[str, Counter[str]] = {door: Counter() for door in DOORS}
    codes: Counter[str] = Counter()
    slowest = (0.0, "")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        workspace = prepared(Path(name))
        for seed in range(options.first_seed, options.first_seed + options.variants):
            door = options.door or TURNS[seed % len(TURNS)]
            verdict = verdict_of(seed, door, workspace)
            outcomes[door][verdict.outcome if verdict.is_right else "WRONG"] += 1
            codes.update(set(verdict.codes))
            slowest = max(slowest, (verdict.seconds, f"seed {seed}, {door}"))
            if not verdict.is_right:
                print(f"    seed {seed}, {door}, {verdict.seconds:.1f} s: {verdict.outcome} {verdict.asked}", flush=True)
            if time.monotonic() - began > options.time_limit:
                print(f"  stopped by the clock after seed {seed}")
                break
    for door, counted in outcomes.items():
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items()))
        print(f"  {door}: {counted.total()} files, {told}")
    often = ", ".join(f"{code} {count}" for code, count in codes.most_common(12))
    print(f"  {len(codes)} codes refused files, most often {often}")
    print(f"  slowest {slowest[0]:.2f} s ({slowest[1]}; limit {LIMIT} s)")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {time.monotonic() - began:.0f} s for all, memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
