"""Guards that an account which may read a workspace and not write in it can look, and is told by a code what it cannot do."""

import contextlib
import importlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.files import keep_private
from planner.ledger.store import Ledger
from tests.ledger.records import NOW
from tests.usecases.desk import DATE, DeskRun

READER = 52_001
"""An account and a group that no machine has."""

LATE = (
    "planner.terminal.scenario_words", "planner.terminal.whatif_text", "planner.usecases.whatif.comparing",
    "planner.terminal.desk_words", "planner.usecases.replanning", "planner.usecases.week.planning", "planner.terminal.week",
    "planner.usecases.printing", "planner.usecases.reporting", "planner.usecases.running_day",
)  # fmt: skip
"""Modules that commands load when they need them."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")


@contextlib.contextmanager
def reader(folder: Path) -> Iterator[None]:
    """Let this process be an account that may read a folder and not write in it; where it is root, another account."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o2550 if path.is_dir() else 0o440)
        if os.getuid() == 0:
            shutil.chown(path, group=READER)
    if os.getuid() != 0:
        yield
        return
    above = [path for path in folder.parents if path.stat().st_uid == 0 and not path.stat().st_mode & 0o001]
    for path in above:
        path.chmod(path.stat().st_mode | 0o001)
    os.setegid(READER)
    os.seteuid(READER)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        for path in above:
            path.chmod(path.stat().st_mode & ~0o001)


def test_who_may_only_read_can_look(desk: DeskRun) -> None:
    """Lists, checks, reasons and the trail are shown; what would be noted or changed is refused; nothing beside is made."""
    quick = ("--engine", "insertion", "--iterations", "5", "--prove", "0")
    looks = [
        ("status",), ("check", desk.plan), ("explain", desk.plan, "H003"), ("audit",), ("audit", "--verify"), ("sheets", DATE),
        ("complaint", "list"), ("complaint", "C1"), ("day", "show", DATE), ("reach",), ("forecast",), ("purge", "--dry-run"),
    ]  # fmt: skip
    refused = [("person", "show", "H003"), ("report", "--month", "2025-08")]
    refused += [("plan", "--date", DATE, *quick), ("person", "correct", "H003", "--rt", "1")]
    for arguments in looks:  # as its owner: what is loaded late is loaded
        desk.text(*arguments)
    before = sorted(path.name for path in desk.folder.rglob("*"))
    with reader(desk.folder):
        for arguments in looks:
            desk.text(*arguments)
        for arguments in refused:
            desk.text(*arguments, code=6)
            assert "E6111" in desk.err
    assert sorted(path.name for path in desk.folder.rglob("*")) == before


@pytest.mark.parametrize("why", ["read-only", "a file", "a link to nowhere"])
def test_what_could_not_be_kept_is_refused_before_the_work(desk: DeskRun, why: str) -> None:
    """No search, count or drawing is begun whose result could not be written in the end."""
    quick = ("--engine", "insertion", "--iterations", "5")
    commands = {
        "plans": [
            ("plan", "--date", DATE, "--prove", "0", *quick), ("week", "plan", "--from", "2025-08-27", *quick),
            ("replan", desk.plan, "--at", "09:30", *quick), ("whatif", desk.plan, "--without", "T02", "--keep", "opsi", *quick),
        ],
        "sheets": [("print", desk.plan)],
        "reports": [("report", "--month", "2025-08")],
    }  # fmt: skip
    if why == "read-only":
        for module in LATE:  # the other account may not see where Python lies
            importlib.import_module(module)
        with reader(desk.folder):
            for arguments in (one for some in commands.values() for one in some):
                desk.text(*arguments, code=6)
                assert "E6111" in desk.err
                assert not any(word in desk.err for word in ("mencari", "menghitung bulan", "menggambar")), desk.err
        return
    for name in commands:
        folder, aside = desk.folder / name, desk.folder / f"{name}-aside"
        if folder.exists():
            folder.rename(aside)
        folder.write_text("") if why == "a file" else folder.symlink_to(desk.folder / "nowhere")
        for arguments in commands[name][:2]:  # the others begin with a plan, which is aside
            desk.text(*arguments, code=6)
            assert "E6023" in desk.err
            assert not any(word in desk.err for word in ("mencari", "menghitung bulan", "menggambar")), desk.err
        folder.unlink()
        if aside.exists():
            aside.rename(folder)


def test_who_looks_while_somebody_writes_sees_one_state(desk: DeskRun) -> None:
    """Beside a writer at work the log is shared; a file that was written while it was read without one is refused (E6005)."""
    path = desk.folder / "ledger.sqlite"
    with reader(desk.folder):
        ledger = Ledger.open(path)
    assert len(ledger.households()) > 0
    path.chmod(0o600)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE other (id)")
        other.commit()
    with ledger, pytest.raises(InputError, match="E6005"):
        ledger.households()
    desk.folder.chmod(0o700)
    with Ledger.open(path) as writer:
        writer.audit(now=NOW, actor="desk", action="read", subject="homes", details={})
        with reader(desk.folder), Ledger.open(path) as beside:
            assert beside.audit_trail()[-1].subject == "homes"


def test_a_group_may_look_if_the_owner_says_so(desk: DeskRun) -> None:
    """`chmod 2750` keeps a group that may look in, and everybody else out."""
    plans = desk.folder / "plans"
    desk.folder.chmod(0o2750)
    before = os.umask(0o022)
    try:
        keep_private(desk.folder, ("plans",))
        (plans / "new").write_text("")
        assert os.umask(before) == 0o027
    finally:
        os.umask(before)
    assert desk.folder.stat().st_mode & 0o7777 == 0o2750
    assert (plans / "new").stat().st_mode & 0o777 == 0o640
