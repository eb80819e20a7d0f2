"""Guards that a backup copied over the ledger's file is the ledger from then on, whatever the former one left beside it."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from planner.domain.errors import Fault, InputError
from planner.ledger.store import Ledger
from planner.usecases.acting import Acting
from planner.usecases.backing_up import back_up
from planner.usecases.persons import erase_person
from planner.usecases.status import status
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW, household
from tests.usecases.town import AT_DESK

_KEEPING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("CREATE TABLE other (id)")
print(1, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """With one home in a backup, and another since, which only the ledger's log holds: the power was cut."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    with workspace.ledger() as ledger:
        ledger.put_households([household(7)], source="warga.csv", now=NOW, actor="sari")
    back_up(workspace, tmp_path / "old.sqlite")
    log = tmp_path / "ws" / "ledger.sqlite-wal"
    with workspace.ledger() as ledger:
        ledger.put_households([household(8)], source="warga.csv", now=NOW, actor="sari")
        shutil.copy(log, tmp_path / "log")
    shutil.copy(tmp_path / "log", log)
    shutil.copy(tmp_path / "old.sqlite", tmp_path / "ws" / "ledger.sqlite")
    return workspace


def _homes(workspace: Workspace) -> list[str]:
    with workspace.ledger() as ledger:
        return [home.id for home in ledger.households()]


def test_what_the_former_ledger_left_is_not_laid_over_the_backup(workspace: Workspace) -> None:
    """The backup is the ledger; what lay beside the former one is put aside, and an erasure deletes it."""
    assert _homes(workspace) == [household(7).id]
    left = list(workspace.folder.glob("ledger.sqlite-wal.before-*"))
    assert [household(8).id.encode() in path.read_bytes() for path in left] == [True]
    with workspace.ledger() as ledger:
        ledger.put_households([household(9)], source="warga.csv", now=NOW, actor="sari")
        assert ledger.verify().findings == ()
    assert _homes(workspace) == [household(7).id, household(9).id]
    erase_person(workspace, household(7).id)
    assert not list(workspace.folder.glob("ledger.sqlite-*.before-*"))


def test_it_is_told_once_and_noted(workspace: Workspace) -> None:
    """With the entry at which the backup was made, and not as a backup that was interrupted."""
    told: list[Fault] = []
    for _ in range(2):
        status(Workspace(workspace.folder, Acting(person="sari", clock=AT_DESK.clock, tell=told.append)))
    assert [fault.code for fault in told] == ["E6147", "E6149"]
    with workspace.ledger() as ledger:
        assert [(entry.action, entry.actor) for entry in ledger.audit_trail()][1:] == [("restore", "sari")]
        assert ledger.open_jobs() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be put aside")
def test_a_ledger_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    """The other program would go on writing into the backup: nothing is moved, nothing is opened."""
    file, log = tmp_path / "ledger.sqlite", tmp_path / "ledger.sqlite-wal"
    with Ledger.open(file, create=True) as ledger:
        ledger.backup(tmp_path / "old.sqlite")
    keeping = [sys.executable, "-c", _KEEPING, file]
    with subprocess.Popen(keeping, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:  # noqa: S603 (our own words)
        assert other.stdout is not None
        other.stdout.readline()
        file.write_bytes((tmp_path / "old.sqlite").read_bytes())
        before = log.read_bytes()
        with pytest.raises(InputError) as caught, Ledger.open(file):
            pass
        assert [fault.code for fault in caught.value.faults] == ["E6148"]
        assert log.read_bytes() == before != b""
        other.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of groups")
@pytest.mark.parametrize(("of_folder", "of_file"), [(0o2770, 0o660), (0o700, 0o600)])
def test_in_a_folder_of_a_group_it_is_the_groups(workspace: Workspace, of_folder: int, of_file: int) -> None:
    """As the former ledger was; elsewhere it stays its owner's."""
    workspace.folder.chmod(of_folder)
    (workspace.folder / "ledger.sqlite").chmod(0o600)
    assert _homes(Workspace(workspace.folder, AT_DESK)) == [household(7).id]
    assert (workspace.folder / "ledger.sqlite").stat().st_mode & 0o777 == of_file


def test_who_may_only_look_is_refused(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """While something of the former ledger lies beside the backup; nothing is laid over it, nothing moved."""
    monkeypatch.setattr("planner.ledger.engine.may_write", lambda _: False)
    with pytest.raises(InputError) as caught:
        _homes(workspace)
    assert [fault.code for fault in caught.value.faults] == ["E6111"]
    assert (workspace.folder / "ledger.sqlite-wal").exists()


def test_a_backup_of_a_ledger_in_use_is_no_ledger_in_use(tmp_path: Path) -> None:
    """Each copy bears the mark, a copy of a copy as well; the ledger itself never does."""
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        ledger.backup(tmp_path / "one.sqlite")
    shutil.copy(tmp_path / "one.sqlite", tmp_path / "two.sqlite")
    with Ledger.open(tmp_path / "two.sqlite") as ledger:
        assert ledger.is_put_back()
        ledger.take_note_of_backup()
        assert not ledger.is_put_back()
        ledger.backup(tmp_path / "three.sqlite")
    marks = []
    for name in ("ledger", "one", "two", "three"):
        connection = sqlite3.connect(tmp_path / f"{name}.sqlite")
        marks.append(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.close()
    assert marks == [0, 1, 0, 1]
