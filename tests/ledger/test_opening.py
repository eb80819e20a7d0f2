"""Guards how a ledger is opened: missing, foreign, newer, damaged and locked files are coded faults; kills leave it whole."""

import contextlib
import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, text

from planner.domain.errors import InputError
from planner.domain.history import Sheet
from planner.domain.outcome import Outcome
from planner.domain.records import ComplaintStatus
from planner.domain.visit import VisitKind
from planner.ledger import migrating, opening, schema
from planner.ledger.engine import location_of, make_engine, reading, writing
from planner.ledger.store import Ledger
from planner.ledger.visit_rows import sheet_row, visit_row
from planner.words.language import words
from tests.ledger.records import NOW, household
from tests.ledger.visiting import a_line, a_sheet


def _code(path: Path | str, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        Ledger.open(path, **options)  # type: ignore[arg-type]
    (fault,) = caught.value.faults
    for language in ("en", "id"):
        assert "{" not in words(language).fault(fault)
    return fault.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with some households."""
    file = tmp_path / "ledger.sqlite"
    with Ledger.open(file, create=True) as ledger:
        ledger.put_households([household(n) for n in range(2000)], source="a.csv", now=NOW, actor="desk")
    return file


def test_file_is_alone_after_closing(path: Path) -> None:
    """A closed ledger is one file: the write-ahead log is folded in, so that people may copy it."""
    assert [file.name for file in path.parent.iterdir()] == ["ledger.sqlite"]


def test_safe_settings(path: Path) -> None:
    """Write-ahead log, foreign keys and full durability are on."""
    with Ledger.open(str(path)) as ledger, reading(ledger._engine) as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys", "synchronous")
        ]
    assert values == ["wal", 1, 2]


def test_migrations_build_the_schema(path: Path) -> None:
    """What the migration steps build is what `schema.py` says, and the newest step is the newest version."""
    with Ledger.open(path) as ledger, reading(ledger._engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    script = ScriptDirectory(str(Path(migrating.__file__).with_name("migrations")))
    assert [step.revision for step in script.walk_revisions()][::-1] == list(migrating.SCHEMA_VERSIONS)


def test_alembic_is_not_loaded_for_an_up_to_date_ledger(path: Path) -> None:
    """Opening a ledger that is up to date must stay quick: no migration machinery."""
    code = (
        "import sys; from planner.ledger.store import Ledger; Ledger.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"


def test_missing(tmp_path: Path) -> None:
    """No file: E6001; nothing is created."""
    assert _code(tmp_path / "none.sqlite") == "E6001"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no database at all " * 100, b"PK\x03\x04" + b"\0" * 5000, b""])
@pytest.mark.parametrize("create", [True, False])
def test_not_a_database(tmp_path: Path, content: bytes, create: bool) -> None:
    """A file that is no database is refused (E6002) and left as it is; an empty one may be made a ledger."""
    file = tmp_path / "ledger.sqlite"
    file.write_bytes(content)
    if create and not content:
        Ledger.open(file, create=True).close()
        return
    assert _code(file, create=create) == "E6002"
    assert file.read_bytes() == content


@pytest.mark.parametrize("table", ["songs", "alembic_version"])
def test_foreign_database(tmp_path: Path, table: str) -> None:
    """Another program's database is refused (E6002), also with create, and gets no tables of ours."""
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
    connection.close()
    assert _code(file, create=True) == "E6002"


def _execute(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_newer_schema(path: Path) -> None:
    """A ledger of a newer program is refused with both versions named (E6003)."""
    _execute(path, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError, match=r"E6003 .*schema 9999.*up to 0020"):
        Ledger.open(path)


@contextlib.contextmanager
def _old_ledger(place: Path | str, version: str) -> Iterator[Connection]:
    """Make a ledger of an older schema, to be filled."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).with_name("migrations")))
    engine = make_engine(location_of(place), busy_timeout=1)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        yield connection
    engine.dispose()


def test_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    """A ledger of the first schema keeps its records, and what the imports said is known apart from what visits will say."""
    file = tmp_path / "old.sqlite"
    with _old_ledger(file, "0001") as connection:
        connection.exec_driver_sql(
            "INSERT INTO households VALUES ('H1', 'V1', '01', '02', '', '', -6.2, 106.4, 'given', NULL, '2025-01-01', 2, "
            "'pagi', '', 0)"
        )
    with Ledger.open(file) as ledger:
        (door,) = ledger.households()
        assert (door.last_visit, door.num_attempts, door.last_slot) == (dt.date(2025, 1, 1), 2, "pagi")
        assert ledger.recount() == {"households": 0, "complaints": 0, "facilities": 0}


def test_older_ledger_learns_which_tries_were_on_weekends(place: Path | str) -> None:
    """A ledger of the second schema knows, once opened, what its visits say of weekends; what an import forgot stays so."""
    monday = dt.date(2025, 8, 25)
    days = [monday + dt.timedelta(days=n) for n in (0, 5, 6)]
    lines = [a_line(n, day=day, household=f"H{n}", outcome=Outcome.NOT_HOME) for day in days for n in (1, 2)]
    door = {"village": "V1", "rt": "01", "rw": "02", "detail": "", "landmark": "", "latitude": -6.2, "longitude": 106.4}
    door |= {"position_source": "given", "num_attempts": 0, "last_slot": "", "windows": "", "is_do_not_visit": False}
    door |= {"base_num_attempts": 0, "base_last_slot": ""}
    with _old_ledger(place, "0002") as connection:
        connection.execute(insert(schema.households), {**door, "id": "H1", "num_attempts": 3, "last_slot": "pagi"})
        connection.execute(insert(schema.households), {**door, "id": "H2", "counts_from": NOW})
        connection.execute(insert(schema.sheets), [_sheet_row(a_sheet(day)) for day in days])
        connection.execute(insert(schema.visits), [visit_row(line) for line in lines])
    with Ledger.open(place) as ledger:
        assert [(row.num_attempts, row.num_weekend_attempts) for row in ledger.households()] == [(3, 2), (0, 0)]
        assert ledger.recount() == {"households": 0, "complaints": 0, "facilities": 0}


@pytest.mark.parametrize("version", migrating.SCHEMA_VERSIONS[:-1])
def test_table_of_villages_goes(place: Path | str, version: str) -> None:
    """A ledger of any older schema loses the table that was never written when it is opened, and nothing else."""
    with _old_ledger(place, version) as connection:
        before = set(inspect(connection).get_table_names())
        entry = {"at": NOW, "actor": "desk", "action": "import", "subject": "teams", "details": "{}"}
        connection.execute(insert(schema.audit), entry)
    with Ledger.open(place) as ledger, reading(ledger._engine) as connection:
        assert before - set(inspect(connection).get_table_names()) == before & {"villages"}
        assert [entry.subject for entry in ledger.audit_trail()] == ["teams"]


@pytest.mark.parametrize("version", migrating.SCHEMA_VERSIONS[1:-1])
def test_older_ledger_learns_the_life_of_complaints(place: Path | str, version: str) -> None:
    """A complaint of any older schema with visits knows, once opened, when it was last followed up and that it was refused."""
    days = [dt.date(2025, 8, 25), dt.date(2025, 8, 26)]
    outcomes = (Outcome.NOT_HOME, Outcome.REFUSED)
    lines = [
        a_line(day=day, household=None, complaint="C1", kind=VisitKind.COMPLAINT, outcome=outcome)
        for day, outcome in zip(days, outcomes, strict=True)
    ]
    cells: dict[str, object] = {
        "id": "C1", "received": days[0], "category": "SAL", "urgency": "normal", "status": "planned", "skills": "",
        "windows": "", "is_required": False, "text": "", "base_status": "open",
    }  # fmt: skip
    with _old_ledger(place, version) as connection:
        names = ", ".join(cells)
        values = ", ".join(f":{name}" for name in cells)
        connection.execute(text(f"INSERT INTO complaints ({names}) VALUES ({values})"), cells)  # noqa: S608
        connection.execute(insert(schema.sheets), [_sheet_row(a_sheet(day)) for day in days])
        connection.execute(insert(schema.visits), [visit_row(line) for line in lines])
    with Ledger.open(place) as ledger:
        (life,) = ledger.complaint_life()
        assert (life.status, life.followed_up_on) == (ComplaintStatus.AT_DESK, days[1])
        assert ledger.recount() == {"households": 0, "complaints": 0, "facilities": 0}
        ledger.set_complaint_status("C1", ComplaintStatus.ACCEPTED, now=NOW + dt.timedelta(days=1), actor="desk")
        assert ledger.complaint_life("C1")[0].status is ComplaintStatus.ACCEPTED


def test_large_file_is_checked_without_its_visits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file that was closed in good order is opened after a check of the register alone, and its damage still found."""
    monkeypatch.setattr(opening, "LARGE_FILE", 1)
    Ledger.open(path).close()
    content = bytearray(path.read_bytes())
    content[4096 * 20 : 4096 * 40] = os.urandom(4096 * 20)
    path.write_bytes(content)
    assert _code(path) == "E6004"


def test_schema_without_a_version(path: Path) -> None:
    """A ledger whose version is lost is not guessed at (E6002)."""
    _execute(path, "DELETE FROM alembic_version")
    assert _code(path) == "E6002"


def test_damaged(path: Path) -> None:
    """Overwritten pages are found on opening (E6004)."""
    content = bytearray(path.read_bytes())
    content[4096 * 20 : 4096 * 40] = os.urandom(4096 * 20)
    path.write_bytes(content)
    assert _code(path) == "E6004"


def test_locked(path: Path) -> None:
    """A ledger that another program keeps busy is E6005 after the timeout, and nothing is changed."""
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Ledger.open(path, busy_timeout=0.05) as ledger:
        with pytest.raises(InputError, match="E6005"):
            ledger.put_households([household(1)], source="a.csv", now=NOW, actor="desk")
        assert len(ledger.households()) == 2000
    holder.close()


def test_unusable_places(tmp_path: Path) -> None:
    """A folder instead of a file, and a folder that is not there, are E6006; addresses without sense E6009."""
    (tmp_path / "folder").mkdir()
    assert _code(tmp_path / "folder", create=True) == "E6006"
    assert _code(tmp_path / "none" / "ledger.sqlite", create=True) == "E6006"
    assert _code("nonsense://host/db") == "E6009"
    assert _code("://") == "E6009"
    assert _code("postgresql+psycopg://dds:word@host:port/db") == "E6009"
    assert _code("postgresql+psycopg://dds:pass@word@host/db") == "E6009"


def test_password_is_not_shown() -> None:
    """A server that cannot be used is reported without the address's password."""
    with pytest.raises(InputError) as caught:
        Ledger.open("nonsense://desk:hunter2@host/db")
    assert "hunter2" not in str(caught.value)


def test_sqlite_url(tmp_path: Path) -> None:
    """A SQLAlchemy URL opens the same ledger as a path."""
    with Ledger.open(f"sqlite:///{tmp_path / 'l.sqlite'}", create=True) as ledger:
        ledger.put_households([household(1)], source="a.csv", now=NOW, actor="desk")
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        assert len(ledger.households()) == 1


_IMPORTER = """
import sys
from planner.ledger.store import Ledger
from tests.ledger.records import NOW, household
with Ledger.open(sys.argv[1], create=True) as ledger:
    print("open", flush=True)
    for number in range(1000):
        ledger.put_households([household(n, num_attempts=number) for n in range(300)], source="a.csv", now=NOW, actor="d")
"""


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.07, 0.15])
def test_kill_leaves_whole_imports(tmp_path: Path, delay: float) -> None:
    """A program killed while it imports leaves a sound ledger with whole imports only."""
    file = tmp_path / "ledger.sqlite"
    with subprocess.Popen([sys.executable, "-c", _IMPORTER, str(file)], stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    with Ledger.open(file) as ledger:
        attempts = {row.num_attempts for row in ledger.households()}
        assert len(attempts) <= 1
        assert len(ledger.audit_trail()) == (attempts.pop() + 1 if attempts else 0)
        ledger.put_households([household(1)], source="b.csv", now=NOW, actor="desk")


def test_two_desks_lose_nothing(path: Path) -> None:
    """Two programs that import at once queue up; both imports are there, each once."""
    code = _IMPORTER.replace("range(1000)", "range(5)")
    desks = [subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) for _ in range(2)]  # noqa: S603
    for desk in desks:
        desk.communicate()
        assert desk.returncode == 0
    with Ledger.open(path) as ledger:
        assert len(ledger.audit_trail()) == 11
        assert len(ledger.households()) == 2000


def _sheet_row(sheet: Sheet) -> dict[str, Any]:
    """A row as schemas before 0011 had it."""
    return {name: cell for name, cell in sheet_row(sheet).items() if name not in ("rows_hash", "crew_hash", "left_out_by")}
