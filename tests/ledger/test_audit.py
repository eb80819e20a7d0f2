"""Guards the audit trail: it grows, it never changes, and it knows nobody by name."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from planner.ledger import schema
from planner.ledger.engine import writing
from planner.ledger.store import Ledger
from tests.ledger.records import NOW, household


def test_import_leaves_one_entry_without_names(tmp_path: Path) -> None:
    """An import is one audit entry with the file's kind and counts; neither its name nor anything of the records is in it."""
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        ledger.put_households([household(1)], source="/some/folder/warga.csv", now=NOW, actor="desk")
        (entry,) = ledger.audit_trail()
    assert (entry.at, entry.actor, entry.action, entry.subject) == (NOW, "desk", "import", "households")
    assert entry.at.tzinfo == dt.UTC
    assert entry.details == {"source": ".csv", "added": 1, "changed": 0, "unchanged": 0}


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    """The last import's is kept cut and marked, whatever its signs and length; the trail keeps none but its kind."""
    names = ("x\u202e.csv", "a\nb.XLSX", "n" * 300, "warga.ahmad")
    kept = ["x\ufffd.csv", "a\ufffdb.XLSX", "n" * 120, "warga.ahmad"]
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        for number, name in enumerate(names):
            ledger.put_households([household(number)], source=f"/some/{name}", now=NOW, actor="desk")
            assert ledger.last_imports()["households"].source == kept[number]
        assert [entry.details["source"] for entry in ledger.audit_trail()] == [".csv", ".xlsx", "file", "file"]
        ledger.erase_person(household(3).id, nameless="erased-1", now=NOW, actor="desk")
        assert ledger.last_imports()["households"].source == "file"


def test_nobody_changes_the_past(tmp_path: Path) -> None:
    """The database itself refuses to change or delete an entry."""
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        ledger.audit(now=NOW, actor="desk", action="print", subject="plan 2025-08-26", details={"version": 2})
        before = ledger.audit_trail()
        for statement in (schema.audit.update().values(actor="x"), schema.audit.delete()):
            with pytest.raises(IntegrityError, match="append-only"), writing(ledger._engine) as connection:
                connection.execute(statement)
        assert ledger.audit_trail() == before


@pytest.mark.parametrize("detail", ["x" * 121, "two\nlines"])
def test_details_have_no_room_for_words(tmp_path: Path, detail: str) -> None:
    """A detail is an id, a count or a file name; long or many-line text is refused."""
    with (
        Ledger.open(tmp_path / "l.sqlite", create=True) as ledger,
        pytest.raises(ValueError, match="no id, count or file name"),
    ):
        ledger.audit(now=NOW, actor="desk", action="a", subject="b", details={"note": detail})


def test_moment_needs_a_time_zone(tmp_path: Path) -> None:
    """An audit entry without a time zone would be ambiguous; it is refused."""
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger, pytest.raises(ValueError, match="time zone"):
        ledger.audit(now=NOW.replace(tzinfo=None), actor="desk", action="a", subject="b", details={})


def test_trail_is_read_by_day_person_and_kind(tmp_path: Path) -> None:
    """Filters leave what they name: moments from the first on and before the second, one person, one kind."""
    day = dt.timedelta(days=1)
    with Ledger.open(tmp_path / "l.sqlite", create=True) as ledger:
        for number, (actor, action) in enumerate([("ani", "print"), ("budi", "print"), ("ani", "record")]):
            ledger.audit(now=NOW + number * day, actor=actor, action=action, subject=f"s{number}", details={})

        def subjects(**filters: object) -> list[str]:
            return [entry.subject for entry in ledger.audit_trail(**filters)]  # type: ignore[arg-type]

        assert subjects(since=NOW + day) == ["s1", "s2"]
        assert subjects(since=NOW, until=NOW + day) == ["s0"]
        assert (subjects(actor="ani"), subjects(action="print")) == (["s0", "s2"], ["s0", "s1"])
        assert subjects(actor="ani", action="print", until=NOW + 2 * day) == ["s0"]
