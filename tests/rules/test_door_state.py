"""Guards what recorded visits make of a door: the rules of each outcome."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.outcome import Outcome
from planner.domain.records import DoorState, Gone
from planner.rules.door_state import door_state
from tests.ledger.records import NOW
from tests.ledger.visiting import DAY, a_line

TOMORROW, SATURDAY, SUNDAY = (DAY + dt.timedelta(days=n) for n in (1, 4, 5))


def test_refusing_makes_no_difference_to_being_met() -> None:
    """A refusal has no consequence: the door is in the same state as one that was met."""
    met, refused = (door_state(DoorState(num_attempts=2), [a_line(outcome=o)]) for o in (Outcome.MET, Outcome.REFUSED))
    assert met == refused == DoorState(last_visit=DAY, last_slot="pagi")


def test_tries_count_since_the_door_last_opened() -> None:
    """Each not-at-home is a try and names its slot; one that opens starts anew."""
    shut = [a_line(n, day=DAY + dt.timedelta(days=n), outcome=Outcome.NOT_HOME, slot=f"s{n}") for n in range(1, 4)]
    assert door_state(DoorState(num_attempts=1), shut) == DoorState(num_attempts=4, last_slot="s3")
    opened = a_line(9, day=DAY + dt.timedelta(days=2), slot="sore", time_in=60_000)
    assert door_state(DoorState(num_attempts=1), [*shut, opened]).num_attempts == 1


def test_tries_on_weekends_are_told_apart() -> None:
    """Of the tries since the door last opened those on a Saturday, a Sunday or a holiday count apart; an import's do not."""
    days = ((TOMORROW, True), (SATURDAY, False), (SUNDAY, False), (SUNDAY + dt.timedelta(days=1), False))
    shut = [a_line(1, day=day, is_holiday=holiday, outcome=Outcome.NOT_HOME) for day, holiday in days]
    state = door_state(DoorState(num_attempts=2), shut)
    assert (state.num_attempts, state.num_weekend_attempts) == (6, 3)
    opened = a_line(2, day=SATURDAY, time_in=60_000, outcome=Outcome.REFUSED)
    assert door_state(DoorState(), [*shut, opened]).num_weekend_attempts == 1
    assert door_state(DoorState(), shut, counts_from=NOW) == DoorState()


def test_sheets_may_come_back_late() -> None:
    """The order of recording does not matter, the days of the visits do."""
    lines = [a_line(1, day=TOMORROW, outcome=Outcome.NOT_HOME), a_line(1, outcome=Outcome.MET)]
    assert door_state(DoorState(), lines) == door_state(DoorState(), lines[::-1])
    assert door_state(DoorState(), lines).num_attempts == 1


def test_postponed_is_nothing() -> None:
    """A door that was not tried is due as if nobody had gone."""
    base = DoorState(last_visit=DAY, num_attempts=2, last_slot="pagi")
    assert door_state(base, [a_line(day=SATURDAY, outcome=Outcome.POSTPONED, slot="sore")]) == base


def test_gone_ends_when_somebody_is_found() -> None:
    """Moved stands until a later visit finds somebody there after all, or an import started anew."""
    moved = a_line(1, outcome=Outcome.MOVED)
    assert door_state(DoorState(), [moved]).gone is Gone.MOVED
    assert door_state(DoorState(), [moved, a_line(1, day=TOMORROW)]).gone is None
    assert door_state(DoorState(), [moved], counts_from=NOW).gone is None


def test_promise_stands_until_the_door_opens() -> None:
    """A follow-up promised is owed through shut doors, and kept by the visit that finds somebody."""
    promised = a_line(1, follow_up_on=TOMORROW)
    shut = a_line(1, day=TOMORROW, outcome=Outcome.NOT_HOME)
    assert door_state(DoorState(), [promised, shut]).follow_up_on == TOMORROW
    assert door_state(DoorState(), [promised, shut, a_line(2, day=TOMORROW, time_in=60_000)]).follow_up_on is None


def test_a_promise_outlives_a_correction() -> None:
    """Another address or name makes nobody's word void; a later visit that an import knows of has kept it."""
    promised = a_line(1, follow_up_on=TOMORROW)
    assert door_state(DoorState(), [promised], counts_from=NOW) == DoorState(last_visit=DAY, follow_up_on=TOMORROW)
    assert door_state(DoorState(last_visit=TOMORROW), [promised], counts_from=NOW).follow_up_on is None


@given(st.permutations([a_line(n, outcome=o) for n, o in enumerate(Outcome, 1)]))
def test_order_of_entry_never_matters(lines: list[object]) -> None:
    """Two desks may type the same sheets in any order."""
    assert door_state(DoorState(), lines) == door_state(DoorState(), lines[::-1])  # type: ignore[arg-type]
