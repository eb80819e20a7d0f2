"""Guards that the audit trail can forget a household although nothing in it ever changes."""

import json
import sqlite3
from pathlib import Path

from sqlalchemy import insert, select

from planner.ledger import chain, schema
from planner.ledger.persons import nameless
from planner.ledger.records import Anchor
from planner.ledger.rewriting import RECHAIN
from planner.ledger.store import Ledger
from planner.ledger.triggers import unsealed
from tests.ledger.records import NOW, household
from tests.ledger.test_opening import _old_ledger

ID, OTHER = "H000007", "H000008"


def _trail(path: Path) -> str:
    """The trail as the file holds it."""
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT subject, details FROM audit ORDER BY number").fetchall()
    connection.close()
    return json.dumps(rows)


def test_the_trail_forgets_an_erased_household(tmp_path: Path) -> None:
    """Its id never stood in the trail; what leads from its alias to it goes with it; the chain and others' entries stay."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        ledger.put_households([household(n) for n in (7, 8)], source="warga.csv", now=NOW, actor="sari")
        for id_ in (ID, OTHER):
            ledger.audit(now=NOW, actor="sari", action="show", subject=f"household {id_}", details={})
        moved = {"change": "order", "visit": ID, "with": "T01", "lock": f"order {OTHER}"}
        ledger.audit(now=NOW, actor="sari", action="change", subject="plan 2025-08-26", details=moved)
        told = ledger.audit_trail()
        assert told[-1].details == moved
        assert [entry.subject for entry in told[1:3]] == [f"household {ID}", f"household {OTHER}"]
        anchor = Anchor(number=told[-1].number, hash=told[-1].hash)
        ledger.erase_person(ID, nameless=nameless(), now=NOW, actor="sari")
        ledger.scrub()
        assert ledger.verify([anchor]).findings == ()
        after = ledger.audit_trail()
    assert ID not in repr(after)
    assert after[1].subject == after[-1].subject == f"household {after[3].details['visit']}"
    assert after[1].subject.startswith("household ~")
    assert (after[2].subject, after[3].details["lock"]) == (f"household {OTHER}", f"order {OTHER}")
    assert not {ID, OTHER} & set(_trail(path).replace('"', " ").replace("\\", " ").split())
    assert ID.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_an_entry_about_nobody_leads_nowhere(tmp_path: Path) -> None:
    """Who was erased between a look and its entry does not stand in the trail, which nothing could take out again."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path, create=True) as ledger:
        ledger.audit(now=NOW, actor="sari", action="show", subject=f"household {ID}", details={})
        assert ledger.audit_trail()[-1].subject.startswith("household ~")
    assert ID not in _trail(path)
    assert ID.encode() not in path.read_bytes()


def test_an_older_trail_is_written_anew_once(tmp_path: Path) -> None:
    """Ids of households, erased ones too, are out of an older trail; it says so, and anchors of before hold no more."""
    path = tmp_path / "ledger.sqlite"
    with _old_ledger(path, "0013") as connection, unsealed(connection):
        cells = schema.households.c
        row = {cell.name: "" for cell in cells if cell.nullable is False} | {
            "id": OTHER, "latitude": 0.0, "longitude": 0.0, "position_source": "given", "is_do_not_visit": False,
            "num_attempts": 0, "base_num_attempts": 0, "num_weekend_attempts": 0,
        }  # fmt: skip
        connection.execute(insert(schema.households), row)
        entry = {"at": NOW, "actor": "sari", "action": "show", "details": "{}"}
        subjects = ("households", f"household {ID}", f"household {OTHER}", "plan 2025-08-26")
        rows = [{**entry, "number": number, "subject": subject} for number, subject in enumerate(subjects, 1)]
        rows[-1]["details"] = json.dumps({"visit": ID, "with": OTHER})
        connection.execute(insert(schema.audit), rows)
        chain.chain_anew(connection)
        before = chain.last(connection)
    with Ledger.open(path) as ledger:
        trail = ledger.audit_trail()
        old, new = Anchor(number=4, hash=before.hash), Anchor(number=trail[-1].number, hash=trail[-1].hash)
        found = ledger.verify([old, new])
        assert [(one.kind, one.subject) for one in found.findings] == [("anchor", old.text())]
        assert (found.num_anchors, found.rewritten_at) == (2, 5)
        assert ledger.verify([Anchor(number=5, hash="0" * 64)]).findings != ()
    assert (trail[-1].action, trail[-1].details["was"], trail[-1].details["entries"]) == (RECHAIN, before.text(), 3)
    assert [one.subject for one in trail[:3:2]] == ["households", f"household {OTHER}"]
    assert trail[3].details["with"] == OTHER
    assert trail[1].subject == f"household {trail[3].details['visit']}"
    assert ID not in repr(trail)
    assert ID not in _trail(path)
    assert OTHER not in _trail(path)
    with Ledger.open(path) as ledger:
        assert len(ledger.audit_trail()) == len(trail)


def test_a_trail_without_ids_keeps_its_hashes(tmp_path: Path) -> None:
    """Where no id of a household is in an older trail, its anchors hold on."""
    path = tmp_path / "ledger.sqlite"
    with _old_ledger(path, "0013") as connection, unsealed(connection):
        entry = {"at": NOW, "actor": "sari", "action": "import", "subject": "teams", "details": "{}", "number": 1}
        connection.execute(insert(schema.audit), entry)
        chain.chain_anew(connection)
        before = connection.execute(select(schema.audit.c.hash)).scalar()
    with Ledger.open(path) as ledger:
        assert [entry.hash for entry in ledger.audit_trail()] == [before]
