"""Guards that a backup writes over nothing and takes back nothing but what it made itself."""

import contextlib
import io
import os
import sys
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.job import Fate, Step
from planner.files import HALF, take_name, write_whole
from planner.terminal.main import run
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


class _Killed(BaseException):
    """The process ends here."""


def test_what_a_killed_writer_left_goes_with_the_next_writing(workspace: Workspace, tmp_path: Path) -> None:
    """A half of a list, and the plain ledger of an opening, are deleted when the name is written again; files in use stay."""
    back_up(workspace, tmp_path / "copy.age", passphrase=PHRASE)
    folder = tmp_path / "out"
    folder.mkdir()
    left = [folder / ".p.sqlite.0123456789abcdef.half", folder / ".l.csv.01234567.half"]
    spared = [folder / ".l.csv.76543210.half", folder / ".other.csv.01234567.half", folder / "l.csv.01234567.half"]
    for path in (*left, *spared):
        path.write_bytes(b"x")
        os.utime(path, (0, 0))
    with spared[0].open("rb") as writing:
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415

            fcntl.flock(writing, fcntl.LOCK_EX)
        write_whole(folder / "l.csv", b"y")
    open_sealed(tmp_path / "copy.age", folder / "p.sqlite", PHRASE)
    assert files(folder) == sorted([*(path.name for path in spared), "l.csv", "p.sqlite"])


def test_an_opening_that_is_stopped_leaves_no_plain_ledger(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between writing and naming."""
    back_up(workspace, tmp_path / "copy.age", passphrase=PHRASE)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.usecases.backing_up.last_entry", stopped)
    with pytest.raises(KeyboardInterrupt):
        open_sealed(tmp_path / "copy.age", tmp_path / "plain.sqlite", PHRASE)
    assert files(tmp_path) == ["copy.age"]


def test_a_sealed_backup_killed_while_it_is_written_takes_back_all_of_it(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft itself is written, and no draft of the draft, of which the job would not know."""
    seen: list[str] = []

    def killed(_: int) -> None:
        seen.extend(files(tmp_path))
        raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr("planner.files.os.fsync", killed)
        with contextlib.suppress(_Killed):
            back_up(workspace, tmp_path / "copy.age", passphrase=PHRASE)
    assert [name.count(HALF) for name in seen] == [1]
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("piped", "is_text"), [(f"{PHRASE}\n", True), (f"{PHRASE}\r\n", True), ("\udcff\udcfe bukan teks\n", False)]
)
def test_a_passphrase_from_a_pipe_is_the_text_of_its_first_line(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piped: str, is_text: bool
) -> None:
    """Whatever ends the line on some system, it opens when it is typed by hand; bytes that are no text are refused."""
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    code = run(["--workspace", str(workspace.folder), "backup", str(tmp_path / "copy.age"), "--encrypt"])
    assert code == (0 if is_text else 3)
    if is_text:
        open_sealed(tmp_path / "copy.age", tmp_path / "plain.sqlite", PHRASE)
