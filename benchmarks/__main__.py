"""All benchmarks: `python -m benchmarks`."""

import runpy

for name in ("benchmarks.matrix", "benchmarks.day"):
    print(f"== {name}")
    runpy.run_module(name, run_name="__main__")
