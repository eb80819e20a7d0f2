"""Guards that an import is taken back as a whole, and never from beneath what stands on it."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.errors import InputError
from planner.domain.records import TeamDay
from planner.ledger.store import Ledger
from tests.ledger.records import FACILITIES, NOW, TEAMS, complaint, household
from tests.ledger.visiting import DAY, a_line, register

LATER = NOW + dt.timedelta(hours=1)
HOMES = tuple(household(number) for number in range(1, 8))
CHANGED = (*(dataclasses.replace(home, head_name="LAIN CONTOH", num_attempts=3) for home in HOMES[:3]), *HOMES[3:5])
NEW = (household(20), household(21))


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as opened:
        opened.put_households(HOMES, source="lama.csv", now=NOW, actor="desk")
        yield opened


def bring(ledger: Ledger) -> None:
    ledger.put_households((*CHANGED, *NEW), source="baru.csv", now=LATER, actor="desk")


def refused(ledger: Ledger, kind: str = "households") -> list[tuple[str, object]]:
    with pytest.raises(InputError) as caught:
        ledger.take_back_import(kind, now=LATER, actor="desk")
    return [(fault.code, fault.values.get("id")) for fault in caught.value.faults]


def test_what_was_new_goes_and_what_was_changed_is_as_before(ledger: Ledger) -> None:
    """After taking back the homes are those from before, to the last cell, and the trail says so; once."""
    print_before = ledger.fingerprint()
    bring(ledger)
    ledger.put_households(
        CHANGED, source="sekali lagi.csv", now=LATER, actor="desk"
    )  # changes nothing, so it takes nothing over
    last = ledger.last_imports()["households"]
    assert (last.source, len(last.added), len(last.changed)) == ("baru.csv", 2, 3)
    ledger.take_back_import("households", now=LATER, actor="piket")
    assert ledger.households() == HOMES
    assert ledger.fingerprint() == print_before
    (entry,) = ledger.audit_trail(action="undo_import")
    assert (entry.actor, entry.subject) == ("piket", "households")
    assert entry.details == {"source": ".csv", "removed": 2, "restored": 3}
    assert refused(ledger) == [("E6140", None)]
    assert not ledger.verify().findings


def test_the_other_kinds_are_taken_back_too(ledger: Ledger) -> None:
    """Complaints, facilities and teams of a first import go; the homes stay."""
    ledger.put_complaints([complaint(1), complaint(2)], source="k.csv", now=LATER, actor="desk")
    ledger.put_complaints([complaint(2, category="CRT")], source="k2.csv", now=LATER, actor="desk")
    ledger.put_facilities(FACILITIES, source="f.csv", now=LATER, actor="desk")
    ledger.put_teams(TEAMS, source="t.csv", now=LATER, actor="desk")
    ledger.take_back_import("complaints", now=LATER, actor="desk")
    assert ledger.complaints() == (complaint(1), complaint(2))
    for kind in ("facilities", "teams"):
        ledger.take_back_import(kind, now=LATER, actor="desk")
    assert (ledger.facilities(), ledger.teams()) == ((), ())
    assert ledger.households() == HOMES


def test_nothing_is_pulled_from_beneath_what_stands_on_it(ledger: Ledger) -> None:
    """Visits, corrections and complaints that came since are named, all of them, and nothing is changed."""
    bring(ledger)
    register(ledger, DAY)
    visit = a_line(1, household=HOMES[0].id, recorded_at=LATER)
    ledger.record([visit], now=LATER, actor="desk")
    ledger.correct_person(NEW[0].id, {"detail": "Gg. Lain"}, now=LATER, actor="desk")
    ledger.put_complaints([complaint(9, household=NEW[1].id, address=None)], source="k.csv", now=LATER, actor="desk")
    before = ledger.households()
    assert refused(ledger) == [("E6142", HOMES[0].id), ("E6143", NEW[1].id), ("E6144", NEW[0].id)]
    assert ledger.households() == before


def test_days_of_new_teams_are_in_the_way(ledger: Ledger) -> None:
    """A team whose day was settled is not taken away."""
    ledger.put_teams(TEAMS, source="t.csv", now=LATER, actor="desk")
    ledger.put_team_days([TeamDay(date=DAY, team=TEAMS[0].id, is_off=True)], now=LATER, actor="desk")
    assert refused(ledger, "teams") == [("E6145", TEAMS[0].id)]


def test_what_is_erased_or_purged_does_not_come_back(ledger: Ledger) -> None:
    """Of an erased home nothing is kept from before the import; a purge keeps nothing of any."""
    bring(ledger)
    for home in (HOMES[0], NEW[0]):
        ledger.erase_person(home.id, nameless=f"erased-{home.id[-2:]}", now=LATER, actor="desk")
    ledger.take_back_import("households", now=LATER, actor="desk")
    assert ledger.households() == HOMES[1:]
    bring(ledger)
    ledger.purge(DAY, details={}, now=LATER, actor="desk")
    assert refused(ledger) == [("E6140", None)]
