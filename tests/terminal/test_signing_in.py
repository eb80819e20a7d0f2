"""Who works at a terminal: an account with its password, for as long as a duty lasts; the system's account otherwise."""

import dataclasses
import datetime as dt
import io
import os
import shutil
from pathlib import Path

import pytest

from planner.domain.account import Role
from planner.domain.errors import InputError
from planner.ledger.store import Ledger
from planner.terminal.acting import account_at_work
from planner.terminal.main import run
from planner.usecases.accounts import add_account, change_account, make_first_account, set_password
from planner.usecases.acting import Acting
from planner.usecases.signing_in import _signature, at_work, sign_in, sign_out
from planner.usecases.workspace import Workspace

SECRET = "tiga kata saja"  # noqa: S105 (of invented accounts)
NOW = dt.datetime(2025, 8, 26, 1, tzinfo=dt.UTC)


class Plain:
    """Keeps passwords as they are: what Argon2 does is tested at the desk."""

    def made(self, password: str) -> str:
        return f"plain {password}"

    def is_right(self, kept: str, password: str) -> bool:
        return kept == f"plain {password}"

    def renewed(self, kept: str, password: str) -> str:
        return f"{kept}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a keeper and an officer at the desk."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    workspace = _at(tmp_path / "ws")
    make_first_account(workspace, "Ibu Sari", SECRET, Plain())
    add_account(workspace, "budi", SECRET, [Role.OFFICER], passwords=Plain())
    return tmp_path / "ws"


def _at(folder: Path, *, person: str = "pc", hours: float = 0) -> Workspace:
    return Workspace(folder, Acting(person=person, clock=lambda: NOW + dt.timedelta(hours=hours)))


def _run(folder: Path, *words: str, typed: str = "", patch: pytest.MonkeyPatch) -> int:
    patch.setattr("sys.stdin", io.StringIO(typed))
    return run([*words, "--workspace", str(folder)], passwords=Plain)


def _want_accounts(folder: Path) -> None:
    settings = folder / "dds.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('terminal = "anybody"', 'terminal = "accounts"'), encoding="utf-8")


def test_logname_forges_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's account is asked of the system, not of variables that anybody may set."""
    before = account_at_work().person
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "kapolsek")
    assert account_at_work().person == before


def test_what_is_done_after_signing_in_bears_the_account(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The name as the account has it, whatever its case was typed in; after sign-out the system's account again."""
    assert _run(folder, "sign-in", "IBU SARI", typed=f"{SECRET}\n", patch=monkeypatch) == 0
    assert _run(folder, "backup", str(folder / "a.sqlite"), patch=monkeypatch) == 0
    assert _run(folder, "sign-out", patch=monkeypatch) == 0
    assert _run(folder, "backup", str(folder / "b.sqlite"), patch=monkeypatch) == 0
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        done = [(entry.actor, entry.action) for entry in ledger.audit_trail()][-3:]
    assert done == [("Ibu Sari", "sign_in"), ("Ibu Sari", "backup"), (account_at_work().person, "backup")]
    assert SECRET not in capsys.readouterr().err


def test_a_wrong_password_opens_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """E6061, and after five tries the account is locked (E6062), as at the pages."""
    for _ in range(4):
        assert _run(folder, "sign-in", "budi", typed="wrong\n", patch=monkeypatch) == 3
    assert "E6061" in capsys.readouterr().err
    assert _run(folder, "sign-in", "budi", typed="wrong\n", patch=monkeypatch) == 3
    assert _run(folder, "sign-in", "budi", typed=f"{SECRET}\n", patch=monkeypatch) == 3
    assert capsys.readouterr().err.count("E6062") == 2
    assert not list(folder.glob(".session-*"))


def test_settings_may_want_an_account(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `[access] terminal = "accounts"` nothing runs before sign-in (E6091), then what the roles may (E6092)."""
    _want_accounts(folder)
    assert _run(folder, "complaint", "list", patch=monkeypatch) == 3
    assert "E6091" in capsys.readouterr().err
    assert _run(folder, "sign-in", "budi", typed=f"{SECRET}\n", patch=monkeypatch) == 0
    assert _run(folder, "complaint", "list", patch=monkeypatch) == 3
    assert "E6092" in capsys.readouterr().err
    assert _run(folder, "sign-in", "Ibu Sari", typed=f"{SECRET}\n", patch=monkeypatch) == 0
    assert _run(folder, "complaint", "list", patch=monkeypatch) == 0
    assert _run(folder, "purge", "--dry-run", patch=monkeypatch) == 0
    assert _run(folder, "week", "approve", "--by", "x", patch=monkeypatch) == 3
    assert "E6092" in capsys.readouterr().err


@pytest.mark.parametrize(("hours", "person"), [(1.9, "Ibu Sari"), (2.1, "pc")])
def test_a_session_ends_by_itself(folder: Path, hours: float, person: str) -> None:
    """Two hours without a command: the terminal counts as left."""
    sign_in(_at(folder), "Ibu Sari", SECRET, Plain())
    assert at_work(_at(folder, hours=hours), frozenset(Role)).acting.person == person


def test_no_session_outlasts_a_duty(folder: Path) -> None:
    """Twelve hours after signing in it is over, however busy the terminal was."""
    sign_in(_at(folder), "Ibu Sari", SECRET, Plain())
    found = [
        at_work(_at(folder, hours=hour), frozenset(Role)).acting.person for hour in (1.5, 3, 4.5, 6, 7.5, 9, 10.5, 11.9, 12.1)
    ]
    assert found == ["Ibu Sari"] * 8 + ["pc"]


def test_a_changed_account_is_signed_out(folder: Path) -> None:
    """A new password or other roles end the sessions of before."""
    _want_accounts(folder)
    for change in (
        lambda: set_password(_at(folder), "budi", SECRET + "!", Plain()),
        lambda: change_account(_at(folder), "budi", roles=[Role.DESK]),
        lambda: change_account(_at(folder), "budi", is_active=False),
    ):
        with Ledger.open(folder / "ledger.sqlite") as ledger:
            account = ledger.account("budi")
            assert account is not None
            ledger.put_account(dataclasses.replace(account, password=f"plain {SECRET}"), action="changed", now=NOW, actor="x")
        sign_in(_at(folder), "budi", SECRET, Plain())
        assert at_work(_at(folder), frozenset(Role)).acting.person == "budi"
        change()
        with pytest.raises(InputError, match="E6091"):
            at_work(_at(folder), frozenset(Role))


def test_a_session_is_for_one_system_account_and_cannot_be_written_by_hand(folder: Path) -> None:
    """Copied for another system account, or with another name in it, it opens nothing; only its owner may read it."""
    sign_in(_at(folder), "budi", SECRET, Plain())
    (file,) = folder.glob(".session-*")
    if os.name == "posix":
        assert [path.stat().st_mode & 0o777 for path in (file, folder / ".terminal.key")] == [0o600, 0o600]
    content = file.read_text(encoding="utf-8")
    sign_in(_at(folder, person="other"), "budi", SECRET, Plain())
    (other,) = set(folder.glob(".session-*")) - {file}
    other.write_text(content, encoding="utf-8")
    assert at_work(_at(folder, person="other"), frozenset(Role)).acting.person == "other"
    file.write_text(content.replace('"seen": 1', '"seen": 2'), encoding="utf-8")
    assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"
    file.write_bytes(b"\xff\x00 no session")
    assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"


def test_signing_in_over_another_ledger_opens_nothing_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account of the same name in a ledger of one's own, even in a copy of this one, leaves no session of this ledger."""
    other = tmp_path / "other.sqlite"
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.backup(other)
    _want_accounts(folder)
    monkeypatch.setenv("DDS_LEDGER", str(other))
    set_password(_at(folder), "Ibu Sari", "kata sandi lain", Plain())
    sign_in(_at(folder), "Ibu Sari", "kata sandi lain", Plain())
    assert at_work(_at(folder), frozenset(Role)).acting.person == "Ibu Sari"
    monkeypatch.delenv("DDS_LEDGER")
    with pytest.raises(InputError, match="E6091"):
        at_work(_at(folder), frozenset(Role))
    sign_in(_at(folder), "Ibu Sari", SECRET, Plain())
    assert at_work(_at(folder), frozenset(Role)).acting.person == "Ibu Sari"
    shutil.copy(other, folder / "ledger.sqlite")
    with pytest.raises(InputError, match="E6091"):
        at_work(_at(folder), frozenset(Role))


def test_a_new_account_of_the_same_name_has_no_session(folder: Path) -> None:
    """Neither one that was made after the first was taken away, nor one whose row was put there under the same epoch."""
    sign_in(_at(folder), "budi", SECRET, Plain())
    (file,) = folder.glob(".session-*")
    kept = file.read_bytes()
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        account = ledger.account("budi")
        assert account is not None
        ledger.put_account(dataclasses.replace(account, password="plain another"), action="changed", now=NOW, actor="x")
        assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"
        ledger.remove_account("budi", now=NOW, actor="x")
        ledger.put_account(account, action="made", now=NOW, actor="x")
    file.write_bytes(kept)
    assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"


def test_a_copy_of_the_session_ends_with_it(folder: Path) -> None:
    """What was copied before sign-out opens nothing after it; a file of an earlier version is nobody's."""
    sign_in(_at(folder), "budi", SECRET, Plain())
    (file,) = folder.glob(".session-*")
    kept = file.read_bytes()
    sign_out(_at(folder))
    file.write_bytes(kept)
    assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"
    text = '{"name": "budi", "epoch": 1, "began": 1, "seen": 1}'
    file.write_text(f"{text}\n{_signature(_at(folder), text)}", encoding="utf-8")
    assert at_work(_at(folder), frozenset(Role)).acting.person == "pc"
