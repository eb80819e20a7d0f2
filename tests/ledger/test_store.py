"""Guards the ledger's store: what goes in comes out, imports are whole, plans have versions."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import InputError
from planner.ledger import schema
from planner.ledger.engine import writing
from planner.ledger.records import ImportCount, PlanRecord
from planner.ledger.rows import MAX_PARAMETERS
from planner.ledger.store import Ledger
from tests.ledger.records import FACILITIES, NOW, TEAMS, complaint, household

HOUSEHOLDS = tuple(household(number) for number in range(1, 40))
COMPLAINTS = (*(complaint(number) for number in range(1, 8)), complaint(9, household="H000003", address=None, text=""))


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as opened:
        yield opened


def _put(ledger: Ledger, rows: tuple[object, ...] = HOUSEHOLDS) -> ImportCount:
    return ledger.put_households(rows, source="warga.csv", now=NOW, actor="desk")  # type: ignore[arg-type]


def test_everything_comes_back_as_it_went_in(ledger: Ledger) -> None:
    """Each kind of record survives the ledger field by field, sorted by id, also after reopening."""
    _put(ledger, tuple(reversed(HOUSEHOLDS)))
    ledger.put_complaints(COMPLAINTS, source="k.csv", now=NOW, actor="desk")
    ledger.put_facilities(FACILITIES, source="f.csv", now=NOW, actor="desk")
    ledger.put_teams(TEAMS, source="t.csv", now=NOW, actor="desk")
    assert ledger.households() == HOUSEHOLDS
    assert ledger.complaints() == COMPLAINTS
    assert ledger.facilities() == FACILITIES
    assert ledger.teams() == TEAMS


def test_ledger_answers_for_some_ids(ledger: Ledger) -> None:
    """Records are given for the ids asked for, each once and by id; an id that is not there is left out, no id is no record."""
    _put(ledger)
    ledger.put_complaints(COMPLAINTS, source="k.csv", now=NOW, actor="desk")
    ledger.put_facilities(FACILITIES, source="f.csv", now=NOW, actor="desk")
    ledger.put_teams(TEAMS, source="t.csv", now=NOW, actor="desk")
    many = [f"X{number}" for number in range(MAX_PARAMETERS)]
    assert ledger.households(["H000005", *many, "H000002", "H000005"]) == (HOUSEHOLDS[1], HOUSEHOLDS[4])
    assert ledger.complaints({"K0003"}) == (COMPLAINTS[2],)
    assert (ledger.facilities(["F2"]), ledger.teams(["T2", "T"])) == (FACILITIES[1:], TEAMS[1:])
    assert ledger.households([]) == ()
    assert ledger.household_ids() == {row.id for row in HOUSEHOLDS}


def test_reimport_updates_by_id(ledger: Ledger) -> None:
    """A second import counts what is new, different and the same, and keeps who is not in the file."""
    assert _put(ledger, HOUSEHOLDS[:10]) == ImportCount(added=10, changed=0, unchanged=0)
    moved = dataclasses.replace(HOUSEHOLDS[3], num_attempts=9)
    assert _put(ledger, (HOUSEHOLDS[2], moved, HOUSEHOLDS[20])) == ImportCount(added=1, changed=1, unchanged=1)
    assert ledger.households() == (*HOUSEHOLDS[:3], moved, *HOUSEHOLDS[4:10], HOUSEHOLDS[20])


@pytest.mark.parametrize("kind", ["complaints", "facilities", "teams"])
def test_second_import_of_the_same_changes_nothing(ledger: Ledger, kind: str) -> None:
    """Importing the same file twice is the same as once, for every kind of record."""
    rows = {"complaints": COMPLAINTS[:7], "facilities": FACILITIES, "teams": TEAMS}[kind]
    put = getattr(ledger, f"put_{kind}")
    assert put(rows, source="x.csv", now=NOW, actor="desk").added == len(rows)
    assert put(rows, source="x.csv", now=NOW, actor="desk") == ImportCount(added=0, changed=0, unchanged=len(rows))


def test_repeated_id_is_refused_whole(ledger: Ledger) -> None:
    """An import is all or nothing: two records with one id leave the ledger as it was, audit included."""
    with pytest.raises(ValueError, match="share an id"):
        _put(ledger, (HOUSEHOLDS[0], HOUSEHOLDS[1], HOUSEHOLDS[0]))
    assert ledger.households() == ()
    assert ledger.audit_trail() == ()


def test_failure_late_in_an_import_leaves_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the audit entry fails after the rows are in, the rows are gone too."""

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.ledger.audit.append", fail)
    with pytest.raises(KeyboardInterrupt):
        _put(ledger)
    assert ledger.households() == ()


def test_special_referral_keeps_no_text(ledger: Ledger, tmp_path: Path) -> None:
    """The text of an RJK complaint is never stored: not by the import, not in the file, not by hand."""
    words = "KALIMATRAHASIA"
    ledger.put_complaints([complaint(1, category=SPECIAL_REFERRAL, text=words)], source="k.csv", now=NOW, actor="desk")
    assert ledger.complaints()[0].text == ""
    ledger.close()
    assert all(words.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    with pytest.raises(IntegrityError), writing(ledger._engine) as connection:
        connection.execute(schema.complaints.update().values(text=words))


def test_complaint_at_unknown_household_is_refused(ledger: Ledger) -> None:
    """Every complaint that names an unknown household is listed by id (E6007), and none is imported."""
    bad = [complaint(number, household=f"X{number}", address=None) for number in range(1, 131)]
    with pytest.raises(InputError) as caught:
        ledger.put_complaints([complaint(500), *bad], source="folder/k.csv", now=NOW, actor="desk")
    assert {fault.code for fault in caught.value.faults} == {"E6007"}
    assert (len(caught.value.faults), caught.value.num_more) == (100, 30)
    assert caught.value.faults[0].where.file == "k.csv"
    assert ledger.complaints() == ()


def _plan(version: int, day: int = 26) -> PlanRecord:
    return PlanRecord(
        date=dt.date(2025, 8, day),
        version=version,
        created=NOW,
        actor="desk",
        path=f"plans/2025-08-{day}/v{version}.json",
        fingerprint="ab" * 32,
        engine="ortools",
        engine_version="9",
        seed=1,
        num_stops=12,
        num_unassigned=3,
    )


def test_plans_have_versions(ledger: Ledger) -> None:
    """Each plan of a day gets the next number; another day starts at 1; a number is used once."""
    assert ledger.newest_version(dt.date(2025, 8, 26)) == 0
    ledger.record_plan(_plan(1))
    ledger.record_plan(_plan(2))
    ledger.record_plan(_plan(1, day=27))
    assert ledger.newest_version(dt.date(2025, 8, 26)) == 2
    assert ledger.plans(dt.date(2025, 8, 26)) == (_plan(1), _plan(2))
    assert ledger.plans() == (_plan(1), _plan(2), _plan(1, day=27))
    with pytest.raises(InputError, match="E6008"):
        ledger.record_plan(_plan(2))


def test_plan_record_refuses_nonsense() -> None:
    """A version below 1 or a moment without a time zone is a bug of the caller."""
    with pytest.raises(ValueError, match="version"):
        _plan(0)
    with pytest.raises(ValueError, match="time zone"):
        dataclasses.replace(_plan(1), created=NOW.replace(tzinfo=None))


def test_fingerprint_follows_what_plans_depend_on(ledger: Ledger, tmp_path: Path) -> None:
    """Same data, same hash, in any order of import; a name changes nothing; a last visit does."""
    _put(ledger)
    ledger.put_teams(TEAMS, source="t.csv", now=NOW, actor="desk")
    first = ledger.fingerprint()
    assert len(first) == 64
    with Ledger.open(tmp_path / "other.sqlite", create=True) as other:
        other.put_teams(TEAMS, source="t2.csv", now=NOW, actor="someone")
        _put(other, tuple(reversed(HOUSEHOLDS)))
        assert other.fingerprint() == first
    _put(ledger, (dataclasses.replace(HOUSEHOLDS[0], head_name="Ibu CONTOH LAIN"),))
    assert ledger.fingerprint() == first
    ledger.put_teams([dataclasses.replace(TEAMS[0], officers=TEAMS[0].officers[:1])], source="t", now=NOW, actor="desk")
    smaller = ledger.fingerprint()
    assert smaller != first
    _put(ledger, (dataclasses.replace(HOUSEHOLDS[0], last_visit=dt.date(2025, 8, 1)),))
    assert ledger.fingerprint() != smaller
