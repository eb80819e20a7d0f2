"""Guards what lies on the disk: a workspace is its owner's alone, backups may be sealed, debug output names nobody."""

import logging
import os
import random
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from planner import files
from planner.desk.serving import Wordless
from planner.domain.errors import InputError
from planner.files import keep_private, read_bytes, write_whole
from planner.formats.json_text import read_json
from planner.ledger.encrypting import decrypted, encrypted
from planner.ledger.store import Ledger
from planner.terminal.main import run
from planner.usecases.backing_up import PLAIN_COPY, back_up, open_sealed
from planner.usecases.workspace import Workspace
from tests.conftest import package
from tests.usecases.desk import DATE, SHEET, make_day
from tests.usecases.town import AT_DESK

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "tiga kata saja"
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """Each test begins with the usual umask, under which everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def _modes(folder: Path) -> dict[str, str]:
    """Files and folders that anybody but the owner may do anything with."""
    paths = [folder, *folder.rglob("*")]
    modes = {path.relative_to(folder).as_posix(): stat.S_IMODE(path.lstat().st_mode) for path in paths if not path.is_symlink()}
    return {name: oct(mode) for name, mode in modes.items() if mode & 0o077}


@POSIX
def test_everything_a_workspace_holds_is_its_owners_alone(tmp_path: Path) -> None:
    """Under umask 022: ledger and its log, plans, sheets, reports, backups, road cache, settings, templates, sessions, list."""
    folder = make_day(tmp_path)
    os.umask(0o022)
    plan = str(folder / "plans" / DATE / "plan-v1.json")
    commands = [
        ["print", plan, "--xlsx", "--csv", "--geojson"], ["report", "--month", "2025-08"],
        ["backup", str(folder / "copy.sqlite")],
        ["record", plan, "--export-list", str(folder / "list.csv")], ["handout", DATE],
        ["replan", plan, "--at", "10:30", "--time-limit", "0.2"],
    ]  # fmt: skip
    for arguments in commands:
        os.umask(0o022)
        assert run(["--workspace", str(folder), *arguments]) == 0, arguments
    with Ledger.open(folder / "ledger.sqlite") as ledger, Workspace(folder, AT_DESK).writing():
        ledger.audit(action="read", subject="x", details={}, **Workspace(folder, AT_DESK).stamp())
        found = {path.name for path in folder.rglob("*")}
        wanted = {"ledger.sqlite-wal", "plan-v1.json", "plan-v2.json", "sheets.pdf", "report-id.pdf", "copy.sqlite", "list.csv"}
        assert wanted <= found
        assert _modes(folder) == {}


@POSIX
def test_a_workspace_of_before_is_shut_when_it_is_opened(tmp_path: Path) -> None:
    """What an older version left open to everybody is shut with all that the workspace holds; what is not ours stays."""
    folder = make_day(tmp_path)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    foreign = folder / "catatan.txt"
    foreign.write_text("bukan milik program", encoding="utf-8")
    foreign.chmod(0o644)
    Workspace(folder, AT_DESK)
    assert set(_modes(folder)) <= {"catatan.txt", "data", ".dds.lock"}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@POSIX
def test_a_file_that_lies_open_in_a_shut_workspace_is_shut(tmp_path: Path) -> None:
    """Outlines that an older version left readable are shut though the folder itself is."""
    folder = Workspace.create(tmp_path / "ws", AT_DESK).folder
    (folder / "desa.geojson").write_text("{}", encoding="utf-8")
    (folder / "desa.geojson").chmod(0o644)
    Workspace(folder, AT_DESK)
    assert _modes(folder) == {}


@POSIX
def test_a_group_may_share_a_workspace_if_its_owner_says_so(tmp_path: Path) -> None:
    """`chmod 2770` lets the group in, `chmod 2750` lets it look; bits that came from the folder above, or let in all, not."""
    above = tmp_path / "above"
    for mask, mode in ((0o022, 0o2755), (0o002, 0o2775), (0o007, 0o2770)):
        above.mkdir(exist_ok=True)
        above.chmod(0o2770)
        os.umask(mask)
        folder = Workspace.create(above / f"{mode:o}", AT_DESK).folder
        assert _modes(folder) == {}
        assert not stat.S_IMODE(folder.stat().st_mode) & stat.S_ISGID
        folder.chmod(mode)
        Workspace(folder, AT_DESK)
        is_said = mode == 0o2770
        assert bool(stat.S_IMODE(folder.stat().st_mode) & 0o077) == is_said
        write_whole(folder / "new.txt", b"x")
        assert stat.S_IMODE((folder / "new.txt").stat().st_mode) == (0o660 if is_said else 0o600)


@POSIX
def test_other_files_follow_the_umask(tmp_path: Path) -> None:
    """A solution of `dds solve` is no workspace's: the umask decides, as everywhere."""
    write_whole(tmp_path / "solution.json", b"{}")
    assert stat.S_IMODE((tmp_path / "solution.json").stat().st_mode) == 0o644
    write_whole(tmp_path / "secret", b"x", is_private=True)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


@POSIX
def test_links_out_of_a_workspace_are_left_alone(tmp_path: Path) -> None:
    """A road file shared by link keeps its rights."""
    shared, folder = tmp_path / "shared.pbf", tmp_path / "ws"
    shared.write_bytes(b"roads")
    shared.chmod(0o644)
    (folder / "roads").mkdir(parents=True)
    (folder / "roads" / "link.pbf").symlink_to(shared)
    keep_private(folder, ["roads"])
    assert stat.S_IMODE(shared.stat().st_mode) == 0o644


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A planned day."""
    return Workspace(make_day(tmp_path_factory.mktemp("sealed")), AT_DESK)


def test_a_sealed_backup_tells_nothing_and_opens_by_its_passphrase(town: Workspace, tmp_path: Path) -> None:
    """No word of it can be read; the passphrase gives back the same ledger; no plain copy is left."""
    path = tmp_path / "copy.age"
    report = back_up(town, path, passphrase=PHRASE)
    content = path.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    assert not any(word in content for word in (b"SQLite format", b"Rahasia", b"Jl. Contoh"))
    assert list(town.folder.glob(f".{PLAIN_COPY}*")) == []
    opened = open_sealed(path, tmp_path / "plain.sqlite", PHRASE)
    assert opened.anchor == report.anchor
    with Ledger.open(tmp_path / "plain.sqlite") as copy, town.ledger() as ledger:
        assert copy.households() == ledger.households()
        assert copy.verify([report.anchor]).findings == ()


def test_another_program_opens_what_is_sealed_and_seals_what_we_open(tmp_path: Path) -> None:
    """The age format both ways, whole and broken parts alike; the work is the same on every PC."""
    pyrage = package("pyrage", needs="pyrage")
    content = random.Random(1).randbytes(65_537)  # noqa: S311 (reproducible test data)
    for size in (0, 65_536, 65_537):
        sealed = encrypted(content[:size], PHRASE)
        assert sealed.split(b"\n")[1].endswith(b" 17")
        assert pyrage.passphrase.decrypt(sealed, PHRASE) == content[:size]
    path = tmp_path / "theirs.age"
    path.write_bytes(pyrage.passphrase.encrypt(content, PHRASE))
    assert decrypted(path, PHRASE) == content
    more = sealed.replace(b" 17\n", b" 40\n")
    for broken in (sealed[:-1], sealed[: sealed.index(b"---")], more, sealed + b"x", sealed[:-17]):
        path.write_bytes(broken)
        with pytest.raises(InputError, match="E6093"):
            decrypted(path, PHRASE)


def test_another_passphrase_or_a_bit_flipped_opens_nothing(town: Workspace, tmp_path: Path) -> None:
    """E6093, and no file is left; a short passphrase is refused before anything is written (E6063)."""
    path = tmp_path / "copy.age"
    with pytest.raises(InputError, match="E6063"):
        back_up(town, path, passphrase="short")
    assert not path.exists()
    back_up(town, path, passphrase=PHRASE)
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    (tmp_path / "flipped.age").write_bytes(content)
    (tmp_path / "plain.age").write_bytes(b"SQLite format 3\0")
    for file, phrase in (("copy.age", PHRASE + "!"), ("flipped.age", PHRASE), ("plain.age", PHRASE)):
        with pytest.raises(InputError, match="E6093"):
            open_sealed(tmp_path / file, tmp_path / "out.sqlite", phrase)
    assert not (tmp_path / "out.sqlite").exists()
    with pytest.raises(InputError, match="E6040"):
        back_up(town, path, passphrase=PHRASE)


def test_a_missing_package_is_a_sentence(town: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra `encrypt`: E9001 with the install command, and no plain copy is left."""
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(InputError, match=r"E9001.*dds-planner\[encrypt\]"):
        back_up(town, tmp_path / "copy.age", passphrase=PHRASE)
    assert list(tmp_path.iterdir()) == []
    assert list(town.folder.glob(f".{PLAIN_COPY}*")) == []


_FALL = """
import sys
from planner.terminal import main
from planner.usecases import persons

def fall(*_):
    try:
        raise KeyError("Rahasia3")
    except KeyError as error:
        raise ValueError("Jl. Contoh 3 of Rahasia3, H003") from error

persons.person = fall
sys.exit(main.run(["--workspace", sys.argv[1], "person", "show", "H003"]))
"""


def test_debug_output_names_nobody(town: Workspace) -> None:
    """With DDS_DEBUG a fault of ours is told by kinds, files and lines; what a library says of its values is left out."""
    environment = {**os.environ, "DDS_DEBUG": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _FALL, str(town.folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 70
    assert "builtins.KeyError" in done.stderr
    assert "builtins.ValueError" in done.stderr
    assert "planner/terminal/person.py:" in done.stderr
    assert "Rahasia" not in done.stdout + done.stderr
    assert "Contoh" not in done.stdout + done.stderr
    assert SHEET not in done.stderr


def test_the_log_of_a_failure_names_nobody() -> None:
    """What the desk logs of a failure is its kinds, files and lines, and not what a library says of its values."""
    try:
        try:
            os.environ["RAHASIA3"]
        except KeyError:
            int("Jl. Contoh 3")
    except ValueError as error:
        raised = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("planner.desk", logging.ERROR, "", 0, "%s %s", ("POST", "/homes"), raised)
    said = Wordless().format(record)
    assert said.startswith("ERROR planner.desk: POST /homes\n")
    assert "builtins.KeyError" in said
    assert "test_the_log_of_a_failure_names_nobody" in said
    assert "RAHASIA" not in said
    assert "Contoh" not in said


@POSIX
@pytest.mark.parametrize("read", [read_bytes, read_json, partial(decrypted, passphrase=PHRASE)])
def test_what_has_no_length_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], object]) -> None:
    """A device that never ends is read up to the limit of a file; a named pipe, which may have no writer, is not waited for."""
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1000)
    endless, pipe = tmp_path / "zero.csv", tmp_path / "pipe.csv"
    endless.symlink_to("/dev/zero")
    os.mkfifo(pipe)
    with pytest.raises(InputError) as caught:
        read(endless)
    assert [fault.code for fault in caught.value.faults] == ["E1010"]
    with pytest.raises(InputError) as caught:
        read(pipe)
    assert [fault.code for fault in caught.value.faults] in (["E1003"], ["E3001"])


def test_errors_of_the_database_carry_no_values(tmp_path: Path) -> None:
    """What was written when the database refused is not in the error."""
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        statement, values = "INSERT INTO teams (id, unit) VALUES (?, ?)", ("Rahasia3", None)
        with pytest.raises(IntegrityError) as caught, ledger._engine.begin() as connection:
            connection.exec_driver_sql(statement, values)
    assert "Rahasia3" not in str(caught.value)
