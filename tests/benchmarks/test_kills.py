"""Guards that a command killed at any change leaves nothing half, and that the benchmark which tries it would notice.

The benchmark forks, which a process that has run threads must not: it gets one of its own.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kills.judging import remembered, wrongs
from benchmarks.kills.town import COMMANDS, copied

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills are tried with fork")


def apart(*arguments: str, seconds: int) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, from the root of the code."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603 (our own)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small town to look at."""
    folder = tmp_path_factory.mktemp("kills") / "town"
    making = "import sys; from pathlib import Path; from benchmarks.kills.town import make_town; make_town(Path(sys.argv[1]))"
    done = apart("-c", making, str(folder), seconds=240)
    assert done.returncode == 0, done.stderr
    return folder


def test_what_is_half_is_noticed(town: Path, tmp_path: Path) -> None:
    """A half file, a plan without a line and a name that stayed are each told."""
    town = copied(town, tmp_path / "town")
    assert list(wrongs(town)) == []
    assert any("Rahasia3" in found for found in remembered(town))
    stray = town / "ws" / "plans" / "2025-08-26" / "plan-v9.json"
    stray.write_text("{}", encoding="utf-8")
    half = stray.with_name(".plan-v9.json.0123abcd.half")
    half.write_text("{}", encoding="utf-8")
    assert len(list(wrongs(town))) == 2


def test_killed_anywhere(town: Path) -> None:
    """Killed before one of its changes, the next start puts it in order, and the command given again ends well."""
    names = ("--command", "erase", "--command", "plan")
    done = apart("-m", "benchmarks.kills", "--kills", "4", *names, "--seed", "1", "--town", str(town), seconds=400)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["0 wrongs"]), done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.parametrize("name", list(COMMANDS))
def test_killed_everywhere(name: str) -> None:
    """A tenth of `python -m benchmarks.kills`."""
    done = apart("-m", "benchmarks.kills", "--kills", "8", "--command", name, seconds=1800)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["0 wrongs"]), done.stdout + done.stderr
