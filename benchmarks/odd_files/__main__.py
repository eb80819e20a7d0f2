"""Seeded variants of broken and odd files through every door: read rightly or refused with a code, each in time.

`python -m benchmarks.odd_files [--variants 100000] [--first-seed N] [--door lists] [--processes 2]`: household lists laid out
as villages keep them, other tables, road files, problem files, settings, scenarios and outlines, commands with odd options, and
the desk's pages, forms, API and uploads, in turn. Seeds are new in each run unless the first is given.
A case is wrong that ends in anything but an import, an answer or a coded refusal, that leaves half an import behind, that
loses or mistakes a home nobody touched, that takes more than 5 s, or while which the program holds more than 1 GiB.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from benchmarks.odd_files.doors import DOORS, Tally, begin, judge
from benchmarks.odd_files.judging import LIMIT
from benchmarks.odd_files.memory import LIMIT as MOST_HELD
from benchmarks.shared import print_machine

TASK, MOST_TASKS = 100, 30
"""Seeds that a process takes at a time, and how often: it is to hold what the program holds, not what is left of all cases."""


def _judged(seeds: range, door: str | None, processes: int, time_limit: float) -> Iterator[Tally]:
    """Tallies as they come, until the clock stops it."""
    end, spawn = time.monotonic() + time_limit, get_context("spawn")
    of_pool = TASK * MOST_TASKS * processes
    for first in range(0, len(seeds), of_pool):  # a pool that renews its processes itself may wait for ever (Python 3.11)
        some = seeds[first : first + of_pool]
        with (
            tempfile.TemporaryDirectory() as folder,
            ProcessPoolExecutor(processes, mp_context=spawn, initializer=begin, initargs=(folder,)) as pool,
        ):
            tasks = [pool.submit(judge, some[at : at + TASK], door) for at in range(0, len(some), TASK)]
            for task in as_completed(tasks):
                yield task.result()
                if time.monotonic() > end:
                    pool.shutdown(wait=True, cancel_futures=True)
                    return  # nobody waits for what was cancelled: it never completes


def main() -> int:
    """Judge the files and count; 1 if any was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=100_000)
    parser.add_argument("--first-seed", type=int, default=time.time_ns() // 1000 % 10**9 * 1000)
    parser.add_argument("--door", choices=tuple(DOORS), help="files of one door alone")
    parser.add_argument("--time-limit", type=float, default=float("inf"), help="seconds for all of them together")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print_machine()
    print(f"  seeds from {options.first_seed} on, {options.processes} processes", flush=True)
    began, tally = time.monotonic(), Tally()
    seeds = range(options.first_seed, options.first_seed + options.variants)
    for some in _judged(seeds, options.door, options.processes, options.time_limit):
        for line in some.wrong:
            print(f"    {line}", flush=True)
        tally.add(some)
    for door in DOORS:
        counted = {outcome: count for (where, outcome), count in tally.outcomes.items() if where == door}
        print(f"  {door}: {sum(counted.values())} cases, " + ", ".join(f"{n} {what}" for what, n in sorted(counted.items())))
    often = ", ".join(f"{code} {count}" for code, count in tally.codes.most_common(12))
    print(f"  {len(tally.codes)} codes refused cases, most often {often}")
    print(f"  slowest {tally.slowest[0]:.2f} s ({tally.slowest[1]}; limit {LIMIT} s)")
    print(f"  most memory {tally.largest[0] / 1e6:.0f} MB ({tally.largest[1]}; limit {MOST_HELD / 1e6:.0f} MB)")
    print(f"  {tally.outcomes.total()} cases in {time.monotonic() - began:.0f} s, {len(tally.wrong)} wrong")
    return int(bool(tally.wrong))


if __name__ == "__main__":
    raise SystemExit(main())
