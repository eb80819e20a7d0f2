"""Guards that no change of a ledger's file goes unnoticed: rows, triggers, the chain of the audit trail, its anchors."""

import datetime as dt
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from planner.domain.errors import InputError
from planner.domain.outcome import Outcome
from planner.ledger import chain, schema
from planner.ledger.backup import last_entry
from planner.ledger.engine import reading
from planner.ledger.records import Anchor
from planner.ledger.rewriting import RECHAIN
from planner.ledger.store import Ledger
from planner.ledger.triggers import dds_sum
from tests.ledger.records import NOW, household
from tests.ledger.visiting import a_line, a_sheet

DAY = dt.date(2025, 8, 26)
NUM_EDITS = 64


def _filled(place: Path | str) -> Ledger:
    ledger = Ledger.open(place, create=True)
    ledger.put_households([household(n) for n in range(1, 41)], source="warga.csv", now=NOW, actor="sari")
    ledger.register_sheets([a_sheet(DAY)], now=NOW, actor="sari")
    ledger.record([a_line(n, day=DAY, household=f"H{n:06}", outcome=Outcome.MET) for n in range(1, 6)], now=NOW, actor="budi")
    for number in range(8):
        ledger.audit(now=NOW, actor="sari", action="print", subject=f"{DAY}/v{number}", details={"files": number})
    return ledger


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Bytes of a sound ledger that was closed."""
    path = tmp_path_factory.mktemp("whole") / "ledger.sqlite"
    _filled(path).close()
    return path.read_bytes()


def test_a_sound_ledger_has_no_finding(place: Path | str) -> None:
    """Nothing is found in a ledger that only this program wrote; a server has no sums of rows, and says so."""
    with _filled(place) as ledger:
        found = ledger.verify()
        assert found.findings == ()
        assert found.last is not None
        assert found.last.number == len(ledger.audit_trail())
        assert found.has_sums == isinstance(place, Path)


def test_each_entry_carries_the_one_before(tmp_path: Path) -> None:
    """The hash of an entry is over itself and the hash before it; the first has none before."""
    with _filled(tmp_path / "l.sqlite") as ledger, reading(ledger._engine) as connection:
        rows = connection.execute(select(schema.audit).order_by(schema.audit.c.number)).mappings().all()
    before = ""
    for row in rows:
        assert row["hash"] == chain.link(before, row)
        assert row["hash"] != chain.link("", row) or not before
        before = row["hash"]


def _forge(connection: sqlite3.Connection, statement: str, *values: object) -> None:
    """Change something with all guards taken away, and put them back, as somebody would who knows of them."""
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    assert connection.execute(statement, values).rowcount != 0
    for _, sql in guards:
        connection.execute(sql)


def _one_of(dice: random.Random, connection: sqlite3.Connection, table: str, key: str) -> object:
    """Key of a row of a table."""
    return dice.choice(connection.execute(f"SELECT {key} FROM {table} ORDER BY {key}").fetchall())[0]  # noqa: S608


def _change_row(dice: random.Random, connection: sqlite3.Connection) -> None:
    table, column, value = dice.choice(
        [("households", "detail", "Jl. Lain"), ("households", "num_attempts", 77), ("households", "is_do_not_visit", 1),
         ("households", "last_visit", "2020-01-01"), ("visits", "outcome", "refused"), ("sheets", "unit", "Lain"),
         ("households", "latitude", 1.5), ("audit", "actor", "lain"), ("audit", "at", "2024-01-01 00:00:00.000000"),
         ("audit", "details", "{}"), ("audit", "subject", "x"), ("audit", "hash", "0" * 64)]
    )  # fmt: skip
    key = {"households": "id", "visits": "number", "sheets": "id", "audit": "number"}[table]
    chosen = _one_of(dice, connection, table, key)
    _forge(connection, f"UPDATE {table} SET {column} = ? WHERE {key} = ?", value, chosen)  # noqa: S608


def _remove_row(dice: random.Random, connection: sqlite3.Connection) -> None:
    table, key = dice.choice([("households", "id"), ("visits", "number"), ("audit", "number")])
    chosen = _one_of(dice, connection, table, key)
    _forge(connection, f"DELETE FROM {table} WHERE {key} = ?", chosen)  # noqa: S608


def _drop_trigger(dice: random.Random, connection: sqlite3.Connection) -> None:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")]
    connection.execute(f"DROP TRIGGER {dice.choice(names)}")


def _blunt_trigger(dice: random.Random, connection: sqlite3.Connection) -> None:
    name = dice.choice(["audit_refuses_update", "audit_refuses_delete"])
    connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit WHEN 0 BEGIN SELECT 1; END")


def _wipe_trail(dice: random.Random, connection: sqlite3.Connection) -> None:
    _forge(connection, "DELETE FROM audit WHERE number >= ?", dice.randint(1, 5))


def _put_in_row(dice: random.Random, connection: sqlite3.Connection) -> None:
    table, key, number = dice.choice([("households", "id", "H000009"), ("audit", "number", 3)])
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != key]
    cells = ", ".join(names)
    new = "H9x" if table == "households" else dice.randint(900, 999)
    copied = f"INSERT INTO {table} ({key}, {cells}) SELECT ?, {cells} FROM {table} WHERE {key} = ?"  # noqa: S608
    _forge(connection, copied, new, number)


def _change_sums(dice: random.Random, connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE sums SET num_rows = num_rows + 1 WHERE name = ?", (dice.choice(["audit", "households"]),))


EDITS: list[Callable[[random.Random, sqlite3.Connection], None]] = [
    _change_row, _remove_row, _drop_trigger, _blunt_trigger, _wipe_trail, _put_in_row, _change_sums,
]  # fmt: skip


def _flip_bit(dice: random.Random, content: bytes) -> bytes:
    """Flip a bit of a cell that holds a known text."""
    wanted = dice.choice([b"Jl. ", b"pagi", b"given", b"sari", b"budi", b"warga.csv", b"households"])
    places = [at for at in range(len(content)) if content.startswith(wanted, at)]
    at = dice.choice(places or [content.index(b"sari")]) + dice.randrange(len(wanted) if places else 4)
    return content[:at] + bytes([content[at] ^ (1 << dice.randrange(7))]) + content[at + 1 :]


def _is_noticed(path: Path) -> bool:
    try:
        with Ledger.open(path) as ledger:
            return bool(ledger.verify().findings)
    except InputError:
        return True


@pytest.mark.parametrize("part", range(4))
def test_every_edit_of_the_file_is_found(whole: bytes, tmp_path: Path, part: int) -> None:
    """Rows changed, removed, put in; triggers dropped, blunted; the trail cut, wiped; sums changed; bits flipped in cells."""
    path, missed = tmp_path / "ledger.sqlite", []
    for seed in range(part, NUM_EDITS, 4):
        dice = random.Random(seed)  # noqa: S311 (edits that can be made again)
        kind = dice.randrange(len(EDITS) + 1)
        if kind == len(EDITS):
            path.write_bytes(_flip_bit(dice, whole))
        else:
            path.write_bytes(whole)
            connection = sqlite3.connect(path)
            EDITS[kind](dice, connection)
            connection.commit()
            connection.close()
        if not _is_noticed(path):
            missed.append((seed, kind))
        for other in tmp_path.glob("ledger.sqlite-*"):
            other.unlink()
    assert missed == []


def test_a_foreign_program_cannot_change_a_row_in_passing(tmp_path: Path, whole: bytes) -> None:
    """Whoever does not take the guards away first is refused by the database itself."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(whole)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.OperationalError, match="dds_sum"):
        connection.execute("UPDATE households SET num_attempts = 9")
    connection.close()


def _write_trail_anew(path: Path) -> None:
    """What a forger who has this program's source can do: cut the trail, chain and sum it anew."""
    connection = sqlite3.connect(path)
    connection.create_function("dds_sum", -1, dds_sum)
    for verb in ("update", "delete"):
        connection.execute(f"DROP TRIGGER audit_refuses_{verb}")
    connection.execute("DELETE FROM audit WHERE number > 6")
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
    connection.commit()
    connection.close()


def test_a_forger_with_our_source_meets_the_anchors(tmp_path: Path) -> None:
    """A trail that was cut and made whole again looks sound by itself; a backup and a written anchor of before say no."""
    path = tmp_path / "ledger.sqlite"
    with _filled(path) as ledger:
        ledger.backup(tmp_path / "copy.sqlite")
    _write_trail_anew(path)
    backup = last_entry(tmp_path / "copy.sqlite")
    written = Anchor(number=backup.number, hash=backup.hash[:20])
    with Ledger.open(path) as ledger:
        assert ledger.verify().findings == ()
        for anchor in (backup, written):
            (finding,) = ledger.verify([anchor]).findings
            assert (finding.kind, finding.subject) == ("anchor", anchor.text())
        assert ledger.verify([Anchor(number=6, hash=ledger.audit_trail()[5].hash)]).findings == ()


@pytest.mark.parametrize("num_forged", [1, 2])
def test_who_says_that_the_trail_was_written_anew_meets_the_anchors(tmp_path: Path, num_forged: int) -> None:
    """Entries `rechain`, however well forged, excuse no anchor; a second one, and one about another entry, are told."""
    path = tmp_path / "ledger.sqlite"
    with _filled(path) as ledger:
        held = Anchor(number=7, hash=ledger.audit_trail()[6].hash)
    _write_trail_anew(path)
    with Ledger.open(path) as ledger:
        for _ in range(num_forged):
            last = ledger.verify().last
            assert last is not None
            details: dict[str, int | str] = {
                "entries": 1,
                "is": last.text(),
                "was": Anchor(number=last.number, hash="0" * 64).text(),
            }
            ledger.audit(now=NOW, actor="schema 0014", action=RECHAIN, subject="audit", details=details)
        found = ledger.verify([held])
        assert ("anchor", held.text()) in [(one.kind, one.subject) for one in found.findings]
        assert found.rewritten_at > 0
        assert len(found.findings) == num_forged
        ledger.audit(now=NOW - dt.timedelta(days=1), actor="x", action=RECHAIN, subject="audit", details={"was": "1-0"})
        found = ledger.verify()
        assert found.findings[-1].kind == "entry"
        assert found.backwards_at == int(found.findings[-1].subject)


def test_rows_changed_through_our_own_sums_meet_a_backup(tmp_path: Path) -> None:
    """A recorded row changed or taken out by who knows our sums looks sound, but not to a backup; lawful changes do."""
    path, copy = tmp_path / "ledger.sqlite", tmp_path / "copy.sqlite"
    with _filled(path) as ledger:
        ledger.backup(copy)
        assert ledger.verify(backups=[copy]).findings == ()
        (sheet,) = {visit.sheet_id for visit in ledger.visits()}
        corrected = a_line(1, day=DAY, household="H000001", outcome=Outcome.REFUSED)
        ledger.record([corrected, a_line(9, day=DAY, household="H000009", outcome=Outcome.MET)], now=NOW, actor="budi")
        ledger.unrecord(sheet, 2, now=NOW, actor="budi")
        ledger.erase_person("H000003", nameless="erased-00", now=NOW, actor="budi")
        assert ledger.verify(backups=[copy]).findings == ()
    connection = sqlite3.connect(path)
    connection.create_function("dds_sum", -1, dds_sum)
    connection.execute("UPDATE visits SET outcome = 'refused' WHERE number IN (3, 4)")
    connection.execute("DELETE FROM visits WHERE number = 5")
    connection.commit()
    connection.close()
    with Ledger.open(path) as ledger:
        assert ledger.verify().findings == ()
        found = ledger.verify(backups=[copy]).findings
    assert [(one.kind, one.subject) for one in found] == [("row", f"{sheet}/{number}") for number in (3, 4, 5)]


def test_a_backup_is_only_looked_at(tmp_path: Path) -> None:
    """Reading the anchor of a backup leaves its bytes alone; what is no backup is refused (E6049)."""
    with _filled(tmp_path / "ledger.sqlite") as ledger:
        ledger.backup(tmp_path / "copy.sqlite")
        newest = ledger.audit_trail()[-1]
    before = (tmp_path / "copy.sqlite").read_bytes()
    assert last_entry(tmp_path / "copy.sqlite") == Anchor(number=newest.number, hash=newest.hash)
    assert (tmp_path / "copy.sqlite").read_bytes() == before
    (tmp_path / "other.sqlite").write_bytes(b"no ledger at all")
    with pytest.raises(InputError, match="E6049"):
        last_entry(tmp_path / "other.sqlite")
