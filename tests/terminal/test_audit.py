"""`dds audit`: who did what, by day, person and kind."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest

from planner.ledger.store import Ledger
from planner.terminal.main import run

ENTRIES = [
    ("2025-08-25T16:59:59", "sari", "import", "households", {"added": 3}),  # 23:59:59 at the station
    ("2025-08-25T17:00:00", "sari", "plan", "2025-08-26/v1", {"seed": 1}),  # midnight
    ("2025-08-26T03:00:00", "budi", "import", "teams", {}),
    ("2025-08-26T17:00:00", "budi", "erase", "household ~0123456789abcdef", {"visits": 2}),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace (UTC+7) with four entries of two persons on three days."""
    assert run(["init", str(tmp_path / "ws")]) == 0
    with Ledger.open(tmp_path / "ws" / "ledger.sqlite") as ledger:
        for at, actor, action, subject, details in ENTRIES:
            now = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
            ledger.audit(now=now, actor=actor, action=action, subject=subject, details=details)
    return tmp_path / "ws"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ("", [0, 1, 2, 3]), ("--day 2025-08-26", [1, 2]), ("--from 2025-08-26", [1, 2, 3]), ("--to 2025-08-25", [0]),
        ("--from 2025-08-26 --to 2025-08-26", [1, 2]), ("--person budi", [2, 3]), ("--kind import", [0, 2]),
        ("--kind import --person sari --day 2025-08-25", [0]), ("--kind nothing", []),
    ],
)  # fmt: skip
def test_filters(arguments: str, wanted: list[int], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Days are the station's, not UTC's; both ends of a span count; filters go together; the newest is last."""
    capsys.readouterr()
    assert run(["audit", *arguments.split(), "--workspace", str(folder), "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    said = [(entry["person"], entry["kind"], entry["subject"], entry["details"]) for entry in entries]
    assert said == [ENTRIES[n][1:] for n in wanted]
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)


def test_text_is_a_line_an_entry(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Moment by the station's clock, person, kind, subject, details, in columns and in words, by which one may ask too."""
    capsys.readouterr()
    assert run(["audit", "--workspace", str(folder), "--day", "2025-08-26"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2025-08-26 00:00:00  sari  rencana  2025-08-26/v1",
        "2025-08-26 10:00:00  budi  impor    tabel tim",
    ]
    assert run(["audit", "--workspace", str(folder), "--kind", "impor", "--day", "2025-08-26"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_nothing_is_said_to_be_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty answer says so, in the language asked for."""
    capsys.readouterr()
    assert run(["audit", "--workspace", str(folder), "--kind", "nothing", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "No entries.\n"


def test_reading_leaves_no_entry(folder: Path) -> None:
    """The trail holds ids and counts only, so reading it is not noted."""
    assert run(["audit", "--workspace", str(folder)]) == 0
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        assert len(ledger.audit_trail()) == len(ENTRIES)


def test_a_day_and_a_span_exclude_each_other(folder: Path) -> None:
    """`--day` with `--from` or `--to` is a usage error."""
    assert run(["audit", "--workspace", str(folder), "--day", "2025-08-26", "--to", "2025-08-27"]) == 2


def test_verify_says_sound_and_finds_what_is_not(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--verify` is content with a sound ledger and its anchors, and ends with 6 and the place where one is not."""
    copy = tmp_path / "copy.sqlite"
    assert run(["backup", str(copy), "--workspace", str(folder)]) == 0
    capsys.readouterr()
    arguments = ["audit", "--verify", "--workspace", str(folder), "--json"]
    assert run([*arguments, "--against", str(copy)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["is_sound"]
    assert data["rows_checked"]
    assert data["anchors"] == 2  # the backup's, and the same in anchors.txt
    assert run([*arguments, "--anchor", data["anchor"]]) == 0
    assert run([*arguments, "--anchor", data["anchor"][:-4] + "0000"]) == 6
    assert "E6047" in capsys.readouterr().err
    assert run([*arguments, "--anchor", "nothing"]) == 3
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        connection.execute("DROP TRIGGER audit_refuses_update")
        connection.execute("DROP TRIGGER sum_audit_update")
        connection.execute("UPDATE audit SET actor = 'sari' WHERE number = 3")
    connection.close()
    capsys.readouterr()
    assert run([*arguments]) == 6
    said = capsys.readouterr().err
    assert all(words in said for words in ("E6044", "audit_refuses_update", "E6045", "E6046", " 3 "))


def test_anchors_and_backups_go_with_verify(folder: Path, tmp_path: Path) -> None:
    """An anchor without `--verify` would be held against nothing: a usage error."""
    assert run(["audit", "--workspace", str(folder), "--anchor", "1-aaaa-aaaa-aaaa"]) == 2
