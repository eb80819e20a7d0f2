"""Guards that a backup writes over nothing and takes back nothing but what it made itself."""

import contextlib
import os
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.job import Fate, Step
from planner.files import take_name
from planner.usecases.backing_up import back_up, open_sealed
from planner.usecases.jobs.changing import changing
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW
from tests.usecases.town import AT_DESK

PHRASE = "enam kata sandi untuk cadangan ini"
THEIRS = b"of another desk"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace.create(tmp_path / "ws", AT_DESK)


def files(folder: Path) -> list[str]:
    """Files of a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize("passphrase", [None, PHRASE])
def test_a_name_taken_meanwhile_is_left_alone(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str | None
) -> None:
    """A file that takes the name while the backup waits or copies stays, whoever made it: E6040, and no draft is left."""
    target, before = tmp_path / "copy.sqlite", files(workspace.folder)

    def taken(draft: Path, path: Path) -> None:
        target.write_bytes(THEIRS)
        take_name(draft, path)

    with monkeypatch.context() as patched:
        patched.setattr("planner.usecases.backing_up.take_name", taken)
        with pytest.raises(InputError, match="E6040"):
            back_up(workspace, target, passphrase=passphrase)
    assert (target.read_bytes(), files(tmp_path)) == (THEIRS, ["copy.sqlite"])
    assert not [name for name in files(workspace.folder) if "backup" in name and name not in before]
    target.unlink()
    back_up(workspace, target, passphrase=passphrase)
    assert files(tmp_path) == ["copy.sqlite"]
    if passphrase:
        with monkeypatch.context() as patched:
            patched.setattr("planner.usecases.backing_up.take_name", lambda draft, _: taken(draft, tmp_path / "plain"))
            with contextlib.suppress(InputError):
                open_sealed(target, tmp_path / "plain", passphrase)
        assert not [name for name in files(tmp_path) if name.startswith(".")]


def test_a_killed_backup_takes_back_its_drafts_alone(workspace: Workspace, tmp_path: Path) -> None:
    """The next start deletes what bears the job's own mark, and neither a file of the name nor a draft of somebody else."""
    target, mark = tmp_path / "copy.sqlite", "0123456789abcdef"
    target.write_bytes(THEIRS)
    others = tmp_path / f".copy.sqlite.{'f' * 16}.half"
    others.write_bytes(THEIRS)
    for end in ("", "-journal"):
        (tmp_path / f".copy.sqlite.{mark}.half{end}").write_bytes(b"half")
    with workspace.ledger() as ledger:
        undo = [Step(verb="discard", values={"path": target.as_posix(), "mark": mark})]
        ledger.begin_job("backup", "copy.sqlite", Fate.UNDO, undo, now=NOW, actor="somebody")
    with changing(workspace):
        pass
    assert files(tmp_path) == [others.name, "copy.sqlite"]
    assert target.read_bytes() == THEIRS


def test_a_name_is_taken_once_with_links_or_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft gets a free name and leaves a taken one alone, on a disk that knows no links as well."""
    path, draft = tmp_path / "copy", tmp_path / "draft"

    def without(*_: object) -> None:
        raise PermissionError

    for links in (os.link, without):
        monkeypatch.setattr("planner.files.os.link", links)
        path.unlink(missing_ok=True)
        draft.write_bytes(b"first")
        take_name(draft, path)
        draft.write_bytes(b"second")
        with pytest.raises(InputError, match="E6040"):
            take_name(draft, path)
        assert (path.read_bytes(), draft.read_bytes()) == (b"first", b"second")
