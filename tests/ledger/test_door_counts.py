"""Guards the counts that the estimate of open doors rests on: by what was found before, and never by household."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.door import ANY_PATTERN, MET_PATTERN, NEW_PATTERN, DoorCount, Pattern
from planner.domain.history import SATURDAY, PastVisit
from planner.domain.outcome import Outcome
from planner.ledger.store import Ledger
from planner.rules.door_state import attempt_pattern
from tests.ledger.records import NOW, household
from tests.ledger.visiting import DAY, a_line, register

VILLAGE = "36.03.01.2001"
GROUP = f"{VILLAGE}/05/02"
NEXT, THIRD, FOURTH, LAST = (DAY + dt.timedelta(days=n) for n in (1, 4, 5, 6))
"""A Wednesday, a Saturday, a Sunday and a Monday."""

SHUT = {"outcome": Outcome.NOT_HOME}


@pytest.fixture
def ledger(place: Path | str) -> Iterator[Ledger]:
    with Ledger.open(place, create=True) as opened:
        rows = [household(n, last_visit=None, num_attempts=0, last_slot="") for n in (1, 2)]
        rows.append(household(3, last_visit=None, num_attempts=2, last_slot="pagi"))
        rows.append(household(4, last_visit=dt.date(2025, 1, 1), num_attempts=0, last_slot=""))
        opened.put_households(rows, source="a.csv", now=NOW - dt.timedelta(days=9), actor="desk")
        register(opened, DAY, NEXT, THIRD, FOURTH, LAST)
        yield opened


def record(ledger: Ledger, *lines: PastVisit) -> None:
    ledger.record(lines, now=NOW, actor="desk")


def a_count(pattern: Pattern, met: int = 0, *, tried: int = 1, slot: str = "pagi", weekend: bool = False) -> DoorCount:
    return DoorCount(group=GROUP, village=VILLAGE, is_weekend=weekend, slot=slot, pattern=pattern, num_tried=tried, num_met=met)


def test_patterns_follow_the_tries_before(ledger: Ledger) -> None:
    """New, then shut on weekdays, then on a weekend, too; each try is counted under what was known before it."""
    record(
        ledger,
        a_line(1, **SHUT),
        a_line(1, day=NEXT, slot="sore", **SHUT),
        a_line(1, day=THIRD, slot="siang", **SHUT),
        a_line(1, day=LAST),
    )
    assert set(ledger.door_counts()) == {
        a_count(NEW_PATTERN),
        a_count(Pattern("shut", 1, 0), slot="sore"),
        a_count(Pattern("shut", 2, 0), slot="siang", weekend=True),
        a_count(Pattern("shut", 2, 1), 1),
    }


def test_holiday_is_a_weekend(ledger: Ledger) -> None:
    """A try on a holiday is one of a weekend, itself and for those after it, as the next plan takes it."""
    record(ledger, a_line(1, is_holiday=True, **SHUT), a_line(1, day=NEXT))
    assert set(ledger.door_counts()) == {a_count(NEW_PATTERN, weekend=True), a_count(Pattern("shut", 0, 1), 1)}


OUTCOMES = (Outcome.NOT_HOME, Outcome.NOT_HOME, Outcome.NOT_HOME, Outcome.MET, Outcome.REFUSED, Outcome.POSTPONED)
"""Shut doors are half of them, so that long rows of shut tries come up."""


@pytest.mark.parametrize("seed", range(8))
def test_tries_are_counted_as_they_were_planned(ledger: Ledger, seed: int) -> None:
    """The pattern under which a try is counted is the one that the plan of its day gave its chance by."""
    dice, expected = random.Random(seed), Counter[tuple[str, bool, bool]]()  # noqa: S311 (invented data)
    for number, day in enumerate((DAY, NEXT, THIRD, FOURTH), 1):
        for door in ledger.households()[:2]:
            outcome = dice.choice(OUTCOMES)
            if outcome is not Outcome.POSTPONED:
                pattern = attempt_pattern(
                    is_visited=door.last_visit is not None,
                    num_attempts=door.num_attempts,
                    num_weekend_attempts=door.num_weekend_attempts,
                )
                expected[pattern, day.weekday() >= SATURDAY, outcome is not Outcome.NOT_HOME] += 1
            record(ledger, a_line(number * 10 + int(door.id[1:]), day=day, household=door.id, outcome=outcome))
    found: Counter[tuple[str, bool, bool]] = Counter()
    for count in ledger.door_counts():
        found[count.pattern, count.is_weekend, True] += count.num_met
        found[count.pattern, count.is_weekend, False] += count.num_tried - count.num_met
    assert +found == expected


def test_opened_door_is_met_before(ledger: Ledger) -> None:
    """After a door has opened, also to refuse, its next try counts as one after a meeting."""
    record(ledger, a_line(1, outcome=Outcome.REFUSED), a_line(1, day=NEXT, outcome=Outcome.NOT_HOME))
    assert set(ledger.door_counts()) == {a_count(NEW_PATTERN, 1), a_count(MET_PATTERN)}


def test_unknown_past_is_not_called_new(ledger: Ledger) -> None:
    """A door that an import says was tried or visited has no pattern; the former not even after tries of its own."""
    record(ledger, a_line(1, household="H000003", **SHUT), a_line(1, day=NEXT, household="H000003", slot="sore"))
    record(ledger, a_line(2, household="H000004", slot="siang", **SHUT), a_line(2, day=NEXT, household="H000004", slot="siang"))
    assert set(ledger.door_counts()) == {
        a_count(ANY_PATTERN, slot="pagi"),
        a_count(ANY_PATTERN, 1, slot="sore"),
        a_count(ANY_PATTERN, slot="siang"),
        a_count(Pattern("shut", 1, 0), 1, slot="siang"),
    }


def test_tries_before_the_days_asked_for_are_not_called_none(ledger: Ledger) -> None:
    """A door tried before these days is not new in them, nor is it known how often it had stayed shut until it opens."""
    record(ledger, a_line(1, **SHUT), a_line(1, day=NEXT, **SHUT), a_line(1, day=THIRD), a_line(1, day=LAST))
    assert set(ledger.door_counts(NEXT)) == {
        a_count(ANY_PATTERN),
        a_count(ANY_PATTERN, 1, weekend=True),
        a_count(MET_PATTERN, 1),
    }


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
    assert ledger.door_counts(NEXT) == (a_count(NEW_PATTERN, 1),)
