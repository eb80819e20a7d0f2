"""Guards the counts that the estimate of open doors rests on: by what was found before, and never by household."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.door import DoorCount
from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.ledger.store import Ledger
from tests.ledger.records import NOW, household
from tests.ledger.visiting import DAY, a_line, register

GROUP = "36.03.01.2001/05/02"
NEXT, THIRD = DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=4)
"""A Wednesday and a Saturday."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", create=True) as opened:
        rows = [household(n, last_visit=None, num_attempts=0, last_slot="") for n in (1, 2)]
        rows.append(household(3, last_visit=None, num_attempts=2, last_slot="pagi"))
        opened.put_households(rows, source="a.csv", now=NOW - dt.timedelta(days=9), actor="desk")
        register(opened, DAY, NEXT, THIRD)
        yield opened


def record(ledger: Ledger, *lines: PastVisit) -> None:
    ledger.record(lines, now=NOW, actor="desk")


def a_count(pattern: str, met: int = 0, *, tried: int = 1, slot: str = "pagi", weekend: bool = False) -> DoorCount:
    return DoorCount(group=GROUP, is_weekend=weekend, slot=slot, pattern=pattern, num_tried=tried, num_met=met)


def test_patterns_follow_the_tries_before(ledger: Ledger) -> None:
    """New, then shut once, then shut again; each try is counted under what was known before it."""
    shut = {"outcome": Outcome.NOT_HOME}
    record(ledger, a_line(1, **shut), a_line(1, day=NEXT, slot="sore", **shut), a_line(1, day=THIRD, slot="siang"))
    assert set(ledger.door_counts()) == {
        a_count("new"),
        a_count("shut1:pagi", slot="sore"),
        a_count("shut2:sore", 1, slot="siang", weekend=True),
    }


def test_opened_door_is_met_before(ledger: Ledger) -> None:
    """After a door has opened, also to refuse, its next try counts as one after a meeting."""
    record(ledger, a_line(1, outcome=Outcome.REFUSED), a_line(1, day=NEXT, outcome=Outcome.NOT_HOME))
    assert set(ledger.door_counts()) == {a_count("new", 1), a_count("met")}


def test_unknown_past_is_not_called_new(ledger: Ledger) -> None:
    """A door that an import says was tried, or tries before the days asked for, have no pattern."""
    record(ledger, a_line(1, household="H000003"))
    assert ledger.door_counts() == (a_count("", 1),)


def test_what_is_no_try_is_not_counted(ledger: Ledger) -> None:
    """Postponed, moved and not found say nothing about opening; facilities have no door; other days are left out."""
    record(
        ledger,
        a_line(1, outcome=Outcome.POSTPONED),
        a_line(2, household="H000002", outcome=Outcome.MOVED),
        a_line(3, household=None, facility="F1"),
    )
    assert ledger.door_counts() == ()
    record(ledger, a_line(1, day=NEXT))
    assert ledger.door_counts(THIRD) == ()
    assert ledger.door_counts(NEXT) == (a_count("new", 1),)
