"""Guards that a full or failing disk is told as such, whoever wrote, and leaves things as they were."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.domain.errors import InputError
from planner.terminal.main import run
from planner.usecases.refusing import refusal_of
from tests.usecases.desk import DeskRun
from tests.usecases.town import write_town

FULL = OSError(errno.ENOSPC, "No space left on device")


def _full(*_: Any, **__: Any) -> None:
    raise FULL


@pytest.mark.parametrize(
    ("error", "file"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/a/roads.npz"), "roads.npz"),
        (OSError(errno.EROFS, "Read-only file system"), "disk"),
        (OSError(errno.EIO, "Input/output error", 7), "disk"),
    ],
)
def test_a_disk_that_refuses_is_no_bug(error: OSError, file: str) -> None:
    """Also where a library says it in a failure of its own."""
    wrapped = ValueError("cannot save")
    wrapped.__context__ = error
    for one in (error, wrapped):
        found = refusal_of(one)
        assert isinstance(found, InputError)
        assert [(fault.code, fault.values["file"]) for fault in found.faults] == [("E6023", file)]


def test_other_failures_stay_what_they_are() -> None:
    """A file that is not there, and what is coded already."""
    gone, coded = FileNotFoundError(errno.ENOENT, "No such file"), InputError.of("E6001", ledger="ledger.sqlite")
    coded.__cause__ = FULL
    assert [refusal_of(gone), refusal_of(coded)] == [gone, coded]


def test_roads_stay_as_they_were(running: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that finds no room ends with a code, and keeps the old roads and no half file."""
    desk = DeskRun(running, tmp_path, capsys, monkeypatch)
    folder = desk.folder / "roads"
    before = {path.name: path.read_bytes() for path in folder.glob("*.npz")}
    edges = write_town(tmp_path / "data") / "roads_edges.csv"
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", _full)
        assert run(["--workspace", str(desk.folder), "import", "roads", str(edges)]) == 6
    assert "E6023" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.glob("*.npz")} == before
    assert [path.name for path in folder.rglob("*.half")] == []


def test_a_demonstration_without_room(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made so far is no workspace, and hidden: the same given again begins anew."""
    with monkeypatch.context() as full:
        full.setattr(shutil, "copyfile", _full)
        assert run(["demo", str(tmp_path / "demo"), "--size", "tiny", "--time-limit", "0.1"]) == 6
    assert "E6023" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "demo").iterdir()] == [".demo.half"]
