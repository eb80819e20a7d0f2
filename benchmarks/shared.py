"""Where the real data are, and the machine that a measurement was made on."""

import os
from pathlib import Path

from planner.usecases.benching import machine

SHARED = Path(os.environ.get("DDS_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def print_machine() -> None:
    """One line: versions and cores, without which seconds say nothing."""
    print("machine: " + ", ".join(f"{name} {value}" for name, value in machine().items()), flush=True)
