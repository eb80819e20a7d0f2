"""A day of the tiny town at the desk: planned, its sheets registered, and commands run as the desk runs them."""

import functools
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from planner.terminal.main import run
from tests.usecases.town import build_workspace, copied_once, folder_to_the_end

DATE = "2025-08-26"
SHEET = "DDS-20250826-T01-v1"


def make_day(folder: Path) -> Path:
    """A workspace with a plan of one Tuesday, a copy of one made once; its folder."""
    copied_once(_made_once(), folder)
    return folder / "ws"


def build_day(folder: Path) -> Path:
    """The same made anew, where the ledger lies on a server or the process ends at once."""
    workspace = build_workspace(folder)
    options = ("--any-day", "--iterations", "2000", "--prove", "0")  # the same rows on every sheet, however busy the machine is
    assert run(["--workspace", str(workspace.folder), "plan", "--date", DATE, *options]) == 0
    return workspace.folder


def make_running_day(folder: Path) -> Path:
    """That day with its sheets printed and handed out; its folder."""
    made = make_day(folder)
    assert run(["--workspace", str(made), "print", str(made / "plans" / DATE / "plan-v1.json")]) == 0
    assert run(["--workspace", str(made), "handout", DATE]) == 0
    return made


@functools.cache
def _made_once() -> tempfile.TemporaryDirectory[str]:
    made = folder_to_the_end("dds-day-")
    build_day(Path(made.name))
    return made


def sure(*keys: str, yes: str = "ya") -> str:
    """Rows as typed by a desk that is sure of each: where a facility's row is asked about, the answer is yes.

    A row that is not asked about takes the yes for no outcome and asks again.
    """
    return "".join(f"{key}\n{yes}\n" for key in keys)


class DeskRun:
    """Runs commands in a copy of a workspace and gives what they print."""

    def __init__(self, source: Path, folder: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "ws"
        shutil.copytree(source, self.folder)
        self._capsys, self._patch = capsys, patch
        self.err = ""

    def __call__(self, *arguments: str, typed: str = "", code: int = 0) -> Any:
        """Run a command with `--json` and give the result as data; the exit code has to be `code`."""
        text = self.text("--json", *arguments, typed=typed, code=code)
        return json.loads(text[text.index("{") :]) if code == 0 else None

    def text(self, *arguments: str, typed: str = "", code: int = 0) -> str:
        """Run a command and give what it prints."""
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        self._capsys.readouterr()
        found = run(["--workspace", str(self.folder), *arguments])
        out, self.err = self._capsys.readouterr()
        assert found == code, self.err
        return out

    @property
    def plan(self) -> str:
        """The plan file."""
        return str(self.folder / "plans" / DATE / "plan-v1.json")

    def stops(self, team: str = "T01") -> list[str]:
        """Visits of a team's sheet in order."""
        routes = json.loads(Path(self.plan).read_text(encoding="utf-8"))["routes"]
        return next([stop["visit"] for stop in route["stops"]] for route in routes if route["shift"] == team)
