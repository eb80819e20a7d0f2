"""Answers of a benchmark as files: one line for each answer, in CSV or JSON, with the machine that made them."""

import csv
import dataclasses
import io
import json
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from planner import __version__
from planner.files import write_whole
from planner.usecases.benching import BenchReport, BenchRun

PACKAGES = ("ortools", "pyvrp", "pyvroom", "numba", "numpy")


def machine() -> dict[str, object]:
    """What absolute seconds depend on."""
    versions: dict[str, object] = {}
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = None
    return {
        "dds-planner": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        **versions,
    }


def write_runs(path: Path, report: BenchReport) -> None:
    """Write all answers; the ending says how.

    Raises
    ------
    InputError
        E6023 if the disk refuses.
    """
    rows = [dataclasses.asdict(run) for run in report.runs]
    if path.suffix == ".json":
        text = json.dumps({"machine": machine(), "runs": rows}, ensure_ascii=False, indent=1) + "\n"
    else:
        stream = io.StringIO()
        writer = csv.DictWriter(stream, [field.name for field in dataclasses.fields(BenchRun)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        text = stream.getvalue()
    write_whole(path, text.encode())
