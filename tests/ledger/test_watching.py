"""Guards that a backup in the place of an open ledger is neither written over nor undone, and that ordinary work is let be."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.ledger.store import HeldLedger, Ledger
from planner.usecases.backing_up import back_up
from planner.usecases.persons import erase_person
from planner.usecases.purging import purge
from planner.usecases.workspace import Workspace
from tests.ledger.records import NOW, household
from tests.usecases.town import AT_DESK

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there nobody writes over an open file")

_PUTTING = """
import sys
from pathlib import Path
from planner.ledger.store import Ledger
from tests.ledger.records import NOW, household
with Ledger.open(Path(sys.argv[1])) as ledger:
    print(1, flush=True)
    for line in sys.stdin:
        try:
            ledger.put_households([household(int(line))], source="warga.csv", now=NOW, actor="budi")
            print("kept", flush=True)
        except Exception as error:
            print(error.faults[0].code, flush=True)
"""


def _moved(backup: Path, file: Path) -> None:
    shutil.copy(backup, file.with_name("new"))
    file.with_name("new").replace(file)


def _copied(backup: Path, file: Path) -> None:
    _elsewhere("import shutil, sys; shutil.copyfile(*sys.argv[1:])", backup, file)


def _copied_after_checkpoint(backup: Path, file: Path) -> None:
    _elsewhere("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint')", file)
    _copied(backup, file)


WAYS = [_moved, _copied, _copied_after_checkpoint]
Way = Callable[[Path, Path], None]


def _elsewhere(words: str, *paths: Path) -> None:
    """In another program: this one would give up the locks of its own ledger on closing the file."""
    subprocess.run([sys.executable, "-c", words, *map(str, paths)], check=True)  # noqa: S603 (our own words)


def _put(ledger: Ledger, number: int) -> None:
    ledger.put_households([household(number)], source="warga.csv", now=NOW, actor="sari")


def _homes(ledger: Ledger) -> list[str]:
    return [home.id for home in ledger.households()]


def _alone(file: Path, folder: Path) -> list[str]:
    """The homes of the file itself, without what lies beside it."""
    copy = folder / "alone.sqlite"
    copy.write_bytes(file.read_bytes())
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return [row[0] for row in connection.execute("SELECT id FROM households ORDER BY id")]


def _codes(caught: "pytest.ExceptionInfo[InputError]") -> list[str]:
    return [fault.code for fault in caught.value.faults]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger with home 7 in its backup, `old.sqlite`."""
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as ledger:
        _put(ledger, 7)
        ledger.backup(tmp_path / "old.sqlite")
    return tmp_path / "ledger.sqlite"


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_after_a_backup_took_the_place_is_refused(file: Path, tmp_path: Path, way: Way) -> None:
    """Nothing of it is kept, the backup is as it was, and what was written before lies aside."""
    with Ledger.open(file) as ledger:
        _put(ledger, 8)
        way(tmp_path / "old.sqlite", file)
        for attempt in (lambda: _put(ledger, 9), lambda: _homes(ledger)):
            with pytest.raises(InputError) as caught:
                attempt()
            assert _codes(caught) == ["E6186"]
    assert _alone(file, tmp_path) == [household(7).id]
    (left,) = tmp_path.glob("ledger.sqlite-wal.before-*")
    assert household(9).id.encode() not in left.read_bytes()
    with Ledger.open(file) as ledger:
        assert ledger.is_put_back()
        assert _homes(ledger) == [household(7).id]


@pytest.mark.parametrize("way", WAYS)
def test_closing_does_not_undo_it(file: Path, tmp_path: Path, way: Way) -> None:
    """Nor where nobody did anything in between."""
    with Ledger.open(file) as ledger:
        _put(ledger, 8)
        way(tmp_path / "old.sqlite", file)
    with Ledger.open(file) as ledger:
        assert _homes(ledger) == [household(7).id]


@pytest.mark.parametrize("way", WAYS)
def test_nor_does_the_end_of_a_program(file: Path, tmp_path: Path, way: Way) -> None:
    """That opened the backup after it, and ends without closing anything."""
    running = [sys.executable, "-c", _PUTTING, file]
    with subprocess.Popen(running, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        said = _asked(other, "8")
        way(tmp_path / "old.sqlite", file)
        assert (said, _asked(other, "9")) == ("kept", "E6186")
        other.communicate()
    with Ledger.open(file) as ledger:
        assert _homes(ledger) == [household(7).id]


def _asked(other: "subprocess.Popen[str]", number: str) -> str:
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.write(f"{number}\n")
    other.stdin.flush()
    return next(line.strip() for line in other.stdout if line != "1\n")


@pytest.mark.parametrize("way", WAYS)
def test_one_that_is_held_opens_the_backup(file: Path, tmp_path: Path, way: Way) -> None:
    """At its next use, and says so; a use that began before is refused to its end, so that no half of it is in the backup."""
    ledger, said = HeldLedger.open(file), []
    ledger.when_reopened = lambda: said.append(_homes(ledger))
    _put(ledger, 8)
    with ledger:
        way(tmp_path / "old.sqlite", file)
        for _ in range(2):
            with pytest.raises(InputError) as caught:
                _put(ledger, 9)
            assert _codes(caught) == ["E6186"]
    _put(ledger, 10)
    assert (_homes(ledger), said) == ([household(7).id, household(10).id], [[household(7).id]])
    assert ledger.verify().findings == ()
    ledger.close()
    with Ledger.open(file) as again:
        assert _homes(again) == [household(7).id, household(10).id]


@pytest.mark.parametrize("way", WAYS)
def test_the_last_of_several_opens_it(file: Path, tmp_path: Path, way: Way) -> None:
    """While another program has the former ledger open, nobody lays anything beside the backup that the other would delete."""
    ledger = HeldLedger.open(file)
    running = [sys.executable, "-c", _PUTTING, file]
    with subprocess.Popen(running, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
        assert _asked(other, "8") == "kept"
        way(tmp_path / "old.sqlite", file)
        for code in ("E6186", "E6148", "E6148"):
            with pytest.raises(InputError) as caught:
                _put(ledger, 9)
            assert _codes(caught) == [code]
        assert _asked(other, "10") == "E6186"
        other.communicate()
    assert _homes(ledger) == [household(7).id]
    _put(ledger, 11)
    ledger.close()
    with Ledger.open(file) as again:
        assert _homes(again) == [household(7).id, household(11).id]


def test_a_copy_without_a_mark_that_is_moved_there_is_seen_too(file: Path, tmp_path: Path) -> None:
    """A file of another number is another file, whoever made it."""
    shutil.copy(file, tmp_path / "unmarked")
    with Ledger.open(file) as ledger:
        _put(ledger, 8)
        _moved(tmp_path / "unmarked", file)
        with pytest.raises(InputError) as caught:
            _put(ledger, 9)
    assert _codes(caught) == ["E6186"]
    with Ledger.open(file) as ledger:
        assert (_homes(ledger), ledger.is_put_back()) == ([household(7).id], True)


def test_what_somebody_works_with_already_is_let_be(file: Path, tmp_path: Path) -> None:
    """A backup that was put back as for one without a mark, and opened by another program before this one looks."""
    with Ledger.open(file) as ledger:
        _put(ledger, 8)
        _moved(tmp_path / "old.sqlite", file)
        for end in ("wal", "shm"):
            file.with_name(f"ledger.sqlite-{end}").unlink()
        running = [sys.executable, "-c", _PUTTING, file]
        with subprocess.Popen(running, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603
            assert _asked(other, "10") == "kept"
            with pytest.raises(InputError) as caught:
                _put(ledger, 9)
            assert _codes(caught) == ["E6186"]
            ledger.close()
            assert _asked(other, "11") == "kept"
            other.communicate()
    with Ledger.open(file) as ledger:
        assert _homes(ledger) == [household(number).id for number in (7, 10, 11)]


def test_a_file_that_is_gone_is_told_and_comes_back(file: Path) -> None:
    """Nothing is written into what has no name; put back as it was, it goes on."""
    with Ledger.open(file) as ledger:
        _put(ledger, 8)
        file.rename(file.with_name("away"))
        with pytest.raises(InputError) as caught:
            _put(ledger, 9)
        assert _codes(caught) == ["E6001"]
        file.with_name("away").rename(file)
        _put(ledger, 10)
    with Ledger.open(file) as ledger:
        assert _homes(ledger) == [household(number).id for number in (7, 8, 10)]


def test_what_is_no_ledger_is_not_written_into(file: Path, tmp_path: Path) -> None:
    """A sealed backup, say, copied there by mistake: it stays as it is, and is told as what it is."""
    (tmp_path / "sealed").write_bytes(b"age-encryption.org/v1" * 5000)
    os.utime(tmp_path / "sealed", (0, 0))
    ledger = HeldLedger.open(file)
    _put(ledger, 8)
    _elsewhere("import shutil, sys; shutil.copy2(*sys.argv[1:])", tmp_path / "sealed", file)
    for code in ("E6186", "E6002"):
        with pytest.raises(InputError) as caught:
            _put(ledger, 9)
        assert _codes(caught) == [code]
    assert file.read_bytes() == (tmp_path / "sealed").read_bytes()
    ledger.close()


def test_one_that_is_still_being_copied_is_waited_for(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a backup is not taken for one, and nothing is kept beside it."""
    monkeypatch.setattr("planner.ledger.watching._PATIENCE", 0.1)
    words = """
import sys
backup, count = open(sys.argv[1], "rb").read(), int(sys.argv[3])
with open(sys.argv[2], "wb" if count else "r+b") as file:
    file.write(backup[:count or None])
"""
    ledger = HeldLedger.open(file)
    _put(ledger, 8)
    for count, codes in (("20000", ["E6005"]), ("0", ["E6186"])):
        _elsewhere(words, tmp_path / "old.sqlite", file, Path(count))
        with pytest.raises(InputError) as caught:
            _put(ledger, 9)
        assert _codes(caught) == codes
    assert _homes(ledger) == [household(7).id]
    ledger.close()


def test_one_whose_copying_has_just_begun_is_waited_for(file: Path, tmp_path: Path) -> None:
    """The file is empty then: what has been written is not laid over what comes."""
    ledger = HeldLedger.open(file)
    _put(ledger, 8)
    _elsewhere("import sys; open(sys.argv[1], 'wb')", file)
    for code in ("E6186", "E6148"):
        with pytest.raises(InputError) as caught:
            _put(ledger, 9)
        assert _codes(caught) == [code]
    _copied(tmp_path / "old.sqlite", file)
    assert _homes(ledger) == [household(7).id]
    ledger.close()


def test_ordinary_work_of_others_is_let_be(tmp_path: Path) -> None:
    """Checkpoints, wiping, erasing, backups and desks that come and go change the file, and are its ledger still."""
    workspace = Workspace.create(tmp_path / "ws", AT_DESK)
    file = tmp_path / "ws" / "ledger.sqlite"
    held = HeldLedger.open(file)
    other = HeldLedger.open(file)
    shared = Workspace(workspace.folder, AT_DESK, held=other)
    for number in range(1, 6):
        _put(held, number)
    _elsewhere("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint(TRUNCATE)')", file)
    _put(held, 10)
    back_up(workspace, tmp_path / "one.sqlite")
    back_up(shared, tmp_path / "two.sqlite")
    _put(other, 11)
    erase_person(workspace, household(1).id)
    erase_person(shared, household(2).id)
    purge(shared, is_dry=False)
    _elsewhere("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM')", file)
    _elsewhere(_PUTTING, file)
    _put(held, 12)
    other.close()
    _put(held, 13)
    assert _homes(held) == [household(number).id for number in (3, 4, 5, 10, 11, 12, 13)]
    held.close()
    assert not list(tmp_path.glob("ws/*.before-*"))


def test_many_at_once_are_not_troubled(file: Path) -> None:
    """Threads of a desk that write while checkpoints go on find their file each time."""
    ledger, failed = HeldLedger.open(file), []

    def work(first: int) -> None:
        try:
            for number in range(first, first + 40):
                _put(ledger, number)
        except InputError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        _elsewhere("import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA wal_checkpoint(TRUNCATE)')", file)
    for thread in threads:
        thread.join()
    assert (failed, len(_homes(ledger))) == ([], 121)
    ledger.close()
