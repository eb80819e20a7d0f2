"""The memory that one case takes: the peak of the resident set, begun anew before each where the system can (Linux)."""

import contextlib
import resource
import sys
from pathlib import Path

LIMIT = 1 << 30
"""Bytes that the program may hold while it judges a case."""
_RESET, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def begin_anew() -> None:
    """Let the peak begin at what is held now; elsewhere it stays that of the whole process."""
    with contextlib.suppress(OSError):
        _RESET.write_text("5", encoding="ascii")


def peak() -> int:
    """Bytes at the peak."""
    try:
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) << 10
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << (0 if sys.platform == "darwin" else 10)
