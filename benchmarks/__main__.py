"""The short form of all benchmarks: `python -m benchmarks`; each module's own options make the long form."""

import runpy
import sys

MODULES = {
    "benchmarks.matrix": [],
    "benchmarks.day": [],
    "benchmarks.days": ["--time-limit", "10"],
    "benchmarks.ledger": ["50000"],
    "benchmarks.toptw": ["--short", "--time-limit", "3"],
}

if __name__ == "__main__":
    for name, arguments in MODULES.items():
        print(f"== {name}", flush=True)
        sys.argv = [name, *arguments]
        runpy.run_module(name, run_name="__main__")
