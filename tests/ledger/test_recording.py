"""Guards recorded lines: each is there once, a correction replaces it, and the register follows the visits."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.errors import InputError
from planner.domain.history import PastVisit, TallyBy
from planner.domain.outcome import Outcome
from planner.domain.records import ComplaintStatus, Condition, Gone, Household
from planner.domain.visit import VisitKind
from planner.ledger.records import ImportCount
from planner.ledger.store import Ledger
from tests.ledger.records import FACILITIES, NOW, complaint, household
from tests.ledger.visiting import DAY, a_line, register

LATER = NOW + dt.timedelta(hours=9)
NOTHING = {"households": 0, "complaints": 0, "facilities": 0}


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as opened:
        rows = [household(n, last_visit=None, num_attempts=0, last_slot="") for n in range(1, 6)]
        opened.put_households(rows, source="a.csv", now=NOW - dt.timedelta(days=9), actor="desk")
        register(opened)
        yield opened


def _record(ledger: Ledger, *lines: PastVisit, **options: object) -> ImportCount:
    return ledger.record(lines, now=LATER, actor="desk", **options)  # type: ignore[arg-type]


def _door(ledger: Ledger, id_: str = "H000001") -> Household:
    return next(row for row in ledger.households() if row.id == id_)


def test_line_comes_back_as_it_was_recorded(ledger: Ledger) -> None:
    """Every column of a line survives the ledger."""
    line = a_line(
        3, outcome=Outcome.NOT_HOME, time_in=30_000, time_out=30_900, follow_up_on=DAY + dt.timedelta(days=7),
        kind=VisitKind.FACILITY, household=None, facility="F1", condition=Condition.LIGHT_DAMAGE, is_answered=False,
        is_holiday=True,
    )  # fmt: skip
    _record(ledger, line)
    assert ledger.visits() == (line,)
    assert ledger.visits_of_sheet(line.sheet_id) == (line,)
    assert ledger.visits(DAY + dt.timedelta(days=1)) == ()


def test_same_sheet_twice_changes_nothing(ledger: Ledger) -> None:
    """Entering the same again, by another desk and later, is no second visit and no audit entry."""
    lines = [a_line(1), a_line(2, household="H000002", outcome=Outcome.NOT_HOME)]
    assert _record(ledger, *lines) == ImportCount(added=2, changed=0, unchanged=0)
    before = (ledger.visits(), ledger.households(), ledger.audit_trail())
    again = [dataclasses.replace(line, recorded_at=LATER, actor="other desk") for line in lines]
    assert _record(ledger, *again) == ImportCount(added=0, changed=0, unchanged=2)
    assert (ledger.visits(), ledger.households(), ledger.audit_trail()) == before


def test_lines_of_several_desks_are_folded_once_at_the_end(ledger: Ledger) -> None:
    """Many lines as one transaction leave the register as each alone would; a part that failed leaves nothing."""

    def fails() -> None:
        _record(ledger, a_line(4, household="H000004", outcome=Outcome.NOT_HOME))
        raise ValueError("taken back")

    with ledger.at_once() as apart:
        _record(ledger, a_line(1, outcome=Outcome.NOT_HOME))
        _record(ledger, a_line(2, household="H000002"))
        with pytest.raises(ValueError, match="taken back"), apart():
            fails()
        _record(ledger, a_line(3, household="H000003", outcome=Outcome.NOT_HOME))
        ledger.unrecord(a_line(3).sheet_id, 3, now=LATER, actor="desk")
    assert [_door(ledger, f"H00000{n}").num_attempts for n in (1, 2, 3, 4)] == [1, 0, 0, 0]
    assert _door(ledger, "H000002").last_visit == DAY
    assert ledger.recount() == NOTHING
    assert len(ledger.visits()) == 2


def test_correction_replaces_and_is_in_the_audit(ledger: Ledger) -> None:
    """A corrected line stands in place of the first, whose outcome the audit trail keeps; the register follows."""
    _record(ledger, a_line(outcome=Outcome.NOT_HOME))
    assert (_door(ledger).num_attempts, _door(ledger).last_visit) == (1, None)
    assert _record(ledger, a_line(outcome=Outcome.MET)).changed == 1
    assert (_door(ledger).num_attempts, _door(ledger).last_visit) == (0, DAY)
    entry = ledger.audit_trail()[-1]
    assert (entry.action, entry.details["was"], entry.details["is"]) == ("correct", "not_home", "met")


def test_tries_on_weekends_are_kept_beside_all_tries(ledger: Ledger) -> None:
    """The register says of the tries which were on weekends; asked for anew after a correction, gone when the door opens."""
    saturday, monday = DAY + dt.timedelta(days=4), DAY + dt.timedelta(days=6)
    register(ledger, saturday, monday)
    _record(ledger, a_line(outcome=Outcome.NOT_HOME), a_line(day=saturday, outcome=Outcome.NOT_HOME))
    before = ledger.fingerprint()
    assert (_door(ledger).num_attempts, _door(ledger).num_weekend_attempts) == (2, 1)
    _record(ledger, a_line(outcome=Outcome.NOT_HOME, is_holiday=True))
    assert (_door(ledger).num_attempts, _door(ledger).num_weekend_attempts) == (2, 2)
    assert ledger.fingerprint() != before
    _record(ledger, a_line(day=monday))
    assert (_door(ledger).num_attempts, _door(ledger).num_weekend_attempts) == (0, 0)
    ledger.unrecord(a_line(day=monday).sheet_id, 1, now=LATER, actor="desk")
    ledger.correct_person("H000001", {"landmark": "pos"}, now=LATER, actor="desk")
    assert (_door(ledger).num_attempts, _door(ledger).num_weekend_attempts) == (0, 0)


def test_tries_on_weekends_are_never_imported(ledger: Ledger) -> None:
    """A file that says how often a door was tried says nothing of weekends: its tries count as weekday ones."""
    rows = [household(1, num_attempts=2, num_weekend_attempts=2), household(9, num_attempts=2, num_weekend_attempts=2)]
    ledger.put_households(rows, source="b.csv", now=LATER, actor="desk")
    for id_ in ("H000001", "H000009"):
        assert (_door(ledger, id_).num_attempts, _door(ledger, id_).num_weekend_attempts) == (2, 0)


def test_unknown_sheet_is_refused_whole(ledger: Ledger) -> None:
    """A line of a sheet that was never registered is E6030, and the lines beside it are not kept either."""
    with pytest.raises(InputError, match="E6030"):
        _record(ledger, a_line(1), a_line(2, sheet_id="DDS-X"))
    assert ledger.visits() == ()


def test_undo_leaves_the_ledger_as_before(ledger: Ledger) -> None:
    """A line taken back is gone with what it meant; taking back what is not there says so."""
    before = ledger.households()
    _record(ledger, a_line(outcome=Outcome.MOVED))
    assert ledger.unrecord(a_line().sheet_id, 1, now=LATER, actor="desk")
    assert ledger.households() == before
    assert not ledger.unrecord(a_line().sheet_id, 1, now=LATER, actor="desk")


def test_recording_says_that_the_sheet_is_back(ledger: Ledger) -> None:
    """A sheet that is typed in is in the desk's hands: it counts as returned."""
    assert ledger.sheets(DAY)[0].returned_at is None
    _record(ledger, a_line())
    assert (ledger.sheets(DAY)[0].returned_at, ledger.sheets(DAY)[0].num_recorded) == (LATER, 1)


@pytest.mark.parametrize(("outcome", "gone"), [(Outcome.MOVED, Gone.MOVED), (Outcome.NO_ADDRESS, Gone.NO_ADDRESS)])
def test_gone_until_an_import_says_something_new(ledger: Ledger, outcome: Outcome, gone: Gone) -> None:
    """Moved and no such address stay until an import brings a row that differs; the same old row changes nothing."""
    _record(ledger, a_line(outcome=outcome))
    assert _door(ledger).gone is gone
    old = household(1, last_visit=None, num_attempts=0, last_slot="")
    ledger.put_households([old], source="a.csv", now=LATER, actor="desk")
    assert _door(ledger).gone is gone
    new = dataclasses.replace(old, head_name="Ibu CONTOH BARU")
    ledger.put_households([new], source="a.csv", now=LATER + dt.timedelta(days=1), actor="desk")
    assert _door(ledger).gone is None


def test_import_of_an_old_file_keeps_what_visits_know(ledger: Ledger) -> None:
    """A file from before the visits does not take the last visit or the tries away."""
    _record(ledger, a_line(1), a_line(2, household="H000002", outcome=Outcome.NOT_HOME))
    rows = [household(n, last_visit=None, num_attempts=0, last_slot="") for n in range(1, 6)]
    assert ledger.put_households(rows, source="a.csv", now=LATER, actor="desk").unchanged == 5
    assert _door(ledger).last_visit == DAY
    assert _door(ledger, "H000002").num_attempts == 1


def test_complaint_lives(ledger: Ledger) -> None:
    """Received, planned on a printed sheet, visited, solved: each status comes from what happened, with its day."""
    ledger.put_complaints([complaint(1)], source="k.csv", now=NOW, actor="desk")
    assert ledger.complaint_life()[0].status is ComplaintStatus.OPEN
    ledger.register_sheets(ledger.sheets(DAY), planned=["K0001"], now=NOW, actor="desk")
    planned = ledger.complaint_life()[0]
    assert (planned.status, planned.planned_on) == (ComplaintStatus.PLANNED, DAY)
    line = a_line(4, household=None, complaint="K0001", kind=VisitKind.COMPLAINT)
    _record(ledger, line)
    assert ledger.complaint_life()[0].status is ComplaintStatus.VISITED
    _record(ledger, dataclasses.replace(line, is_answered=True))
    life = ledger.complaint_life()[0]
    assert (life.status, life.visited_on, life.answered_on, life.num_visits) == (ComplaintStatus.SOLVED, DAY, DAY, 1)
    assert not ledger.complaints()[0].status.is_open


def test_desk_ends_a_complaint_and_no_old_file_reopens_it(ledger: Ledger) -> None:
    """What the desk referred stays referred when a file that says "open" comes again; the desk itself can take it back."""
    ledger.put_complaints([complaint(1)], source="k.csv", now=NOW, actor="desk")
    ledger.set_complaint_status("K0001", ComplaintStatus.REFERRED, now=LATER, actor="desk")
    ledger.put_complaints([complaint(1)], source="k.csv", now=LATER, actor="desk")
    assert (ledger.complaint_life()[0].status, ledger.complaint_life()[0].answered_on) == (ComplaintStatus.REFERRED, DAY)
    ledger.set_complaint_status("K0001", ComplaintStatus.OPEN, now=LATER, actor="desk")
    assert ledger.complaint_life()[0].answered_on is None
    with pytest.raises(InputError, match="E6031"):
        ledger.set_complaint_status("K9", ComplaintStatus.CLOSED, now=LATER, actor="desk")


def test_complaint_taken_at_a_door(ledger: Ledger) -> None:
    """A complaint taken down is in the ledger once; correcting the line corrects it, taking the line back takes it along."""
    line = a_line(complaint_taken="K-1")
    taken = complaint(7, id="K-1", household="H000001", address=None, text="")
    _record(ledger, line, taken=[taken])
    _record(ledger, line, taken=[taken])
    assert [row.id for row in ledger.complaints()] == ["K-1"]
    _record(ledger, line, a_line(2, household="H000002"), taken=[dataclasses.replace(taken, category="LPJ")])
    _record(ledger, dataclasses.replace(line, time_in=30_000), taken=[dataclasses.replace(taken, category="LPJ")])
    assert ledger.complaints()[0].category == "LPJ"
    ledger.unrecord(line.sheet_id, 1, now=LATER, actor="desk")
    assert ledger.complaints() == ()


def test_facility_follows_its_inspection(ledger: Ledger) -> None:
    """An inspection is the facility's last one and says its condition; an older import does not take it away."""
    ledger.put_facilities(FACILITIES, source="f.csv", now=NOW, actor="desk")
    _record(ledger, a_line(5, household=None, facility="F1", kind=VisitKind.FACILITY, condition=Condition.HEAVY_DAMAGE))
    ledger.put_facilities(FACILITIES, source="f.csv", now=LATER, actor="desk")
    first = ledger.facilities()[0]
    assert (first.last_inspection, first.condition) == (DAY, Condition.HEAVY_DAMAGE)


def test_slots_are_counted_by_neighbourhood(ledger: Ledger) -> None:
    """Met and refused opened, not at home did not, the rest were no tries; facilities are no doors."""
    outcomes = list(Outcome)
    ledger.put_households([household(n) for n in range(1, len(outcomes) + 1)], source="warga.csv", now=NOW, actor="sari")
    lines = [a_line(n, household=f"H{n:06d}", outcome=outcome) for n, outcome in enumerate(outcomes, 1)]
    _record(ledger, *lines, a_line(9, household=None, facility="F1"))
    (count,) = ledger.door_counts(DAY)
    assert (count.group, count.is_weekend, count.slot) == ("36.03.01.2001/05/02", False, "pagi")
    assert (count.num_tried, count.num_met) == (3, 2)
    assert ledger.door_counts(DAY + dt.timedelta(days=1)) == ()


def test_tally_counts_distinct_households(ledger: Ledger) -> None:
    """The same home visited twice is two visits and one household, whatever it is counted by."""
    next_day = DAY + dt.timedelta(days=1)
    register(ledger, next_day)
    _record(ledger, a_line(1), a_line(2, household="H000002"), a_line(1, day=next_day))
    (total,) = ledger.tally()
    assert (total.keys, total.num_visits, total.num_households) == ((), 3, 2)
    by = ledger.tally(DAY, DAY, by=(TallyBy.OUTCOME, TallyBy.DATE))
    assert [(row.keys, row.num_visits) for row in by] == [(("met", DAY.isoformat()), 2)]
    assert ledger.tally(end=DAY - dt.timedelta(days=1)) == ()


DAYS = [DAY + dt.timedelta(days=n) for n in range(4)]


@st.composite
def lines(draw: st.DrawFn) -> PastVisit:
    """A line of one of four sheets at one of three homes."""
    return a_line(
        draw(st.integers(1, 3)),
        day=draw(st.sampled_from(DAYS)),
        household=f"H{draw(st.integers(1, 3)):06d}",
        outcome=draw(st.sampled_from(list(Outcome))),
        time_in=draw(st.none() | st.integers(28_800, 60_000)),
        follow_up_on=draw(st.sampled_from([None, DAYS[3]])),
        is_holiday=draw(st.booleans()),
    )


@cache
def empty_ledger(path: Path) -> bytes:
    """A new ledger's file; making one anew for each example would take most of the time."""
    Ledger.open(path, create=True).close()
    return path.read_bytes()


@settings(max_examples=30)
@given(steps=st.lists(st.tuples(lines(), st.booleans()), max_size=12))
def test_copy_equals_a_recount(steps: list[tuple[PastVisit, bool]], tmp_path_factory: pytest.TempPathFactory) -> None:
    """After any lines, corrections and undos, deriving everything again from the visits changes nothing."""
    path = tmp_path_factory.mktemp("recount") / "l.sqlite"
    path.write_bytes(empty_ledger(tmp_path_factory.getbasetemp() / "empty.sqlite"))
    with Ledger.open(path) as ledger:
        ledger.put_households([household(n) for n in range(1, 4)], source="a", now=NOW - dt.timedelta(days=1), actor="d")
        register(ledger, *DAYS)
        for line, is_undone in steps:
            _record(ledger, line)
            if is_undone:
                ledger.unrecord(line.sheet_id, line.number, now=LATER, actor="desk")
        assert ledger.recount() == NOTHING
