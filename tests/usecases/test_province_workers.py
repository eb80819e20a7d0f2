"""Guards who does the jobs of a province: a process that dies is replaced and takes nobody along; none outlives its command."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from planner.usecases.province.workers import OwnProcesses

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")

_COMMAND = """
import os, time
from planner.usecases.province.workers import OwnProcesses
if __name__ == "__main__":
    workers = OwnProcesses()
    print(workers.submit(os.getpid).result(), flush=True)
    workers.submit(time.sleep, 60).result()
"""


def _is_gone(pid: int, *, within: float) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # no such system, or gone between two looks
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True  # dead, and not yet asked for by whoever takes in orphans
        time.sleep(0.05)
    return False


def _pid_of(workers: OwnProcesses) -> int | None:
    """Process that did the next job; none if it had died before the job came."""
    try:
        return workers.submit(os.getpid).result(timeout=60)
    except BrokenProcessPool:
        return None


def test_a_process_that_dies_is_replaced_and_dies_alone() -> None:
    """Killed at work it fails its own job only; killed while idle, at most the job handed to it before that is noticed."""
    workers = OwnProcesses()
    try:
        first = workers.submit(os.getpid).result()
        at_work = workers.submit(time.sleep, 60)
        other = workers.submit(time.sleep, 1)
        os.kill(first, signal.SIGKILL)  # the idle one was given the first job
        with pytest.raises(BrokenProcessPool):
            at_work.result(timeout=60)
        assert other.result(timeout=60) is None
        idle = workers.submit(os.getpid).result(timeout=60)
        os.kill(idle, signal.SIGKILL)
        assert _is_gone(idle, within=60)
        tried = 0
        while (pid := _pid_of(workers)) is None:
            tried += 1
        assert tried <= 1
        assert pid not in {first, idle}
    finally:
        workers.shutdown(cancel_futures=True)


def test_no_process_outlives_a_killed_command(tmp_path: Path) -> None:
    """Killed without a chance to tidy up, the command leaves no worker behind, neither idle nor at work."""
    script = tmp_path / "command.py"
    script.write_text(_COMMAND, encoding="utf-8")
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(  # noqa: S603
        [sys.executable, str(script)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}, text=True
    ) as command:
        assert command.stdout is not None
        worker = int(command.stdout.readline())
        command.kill()
        command.wait()
    assert _is_gone(worker, within=60)
