"""Guards what a day is told of its doors: expected durations, full ones for promises, conversations as knocks."""

from dataclasses import replace

from planner.domain.settings import Settings
from planner.domain.units import MINUTE
from planner.domain.visit import VisitKind
from planner.learning.aiming import aimed
from planner.learning.expecting import expecting, with_knocks
from tests.learning.test_aiming import DAY, a_complaint, a_door

OFF = Settings()
ON = replace(OFF, day=replace(OFF.day, shut_duration=3 * MINUTE))


def test_off_changes_nothing() -> None:
    """Without a shut duration every door is planned as if it opened."""
    doors = (a_door(1, 0.5, 0.5, 0.5), a_complaint(2, 0.5, 0.5, 0.5))
    after = aimed(doors, [DAY], settings=OFF)
    assert expecting(doors, after, [DAY], settings=OFF) == after
    assert with_knocks([DAY], after, OFF) == (DAY,)


def test_routine_doors_take_what_they_take_on_average() -> None:
    """Half of the doors open: nine minutes of fifteen and three; complaints, facilities and promises keep theirs."""
    door = a_door(1, 0.5, 0.5, 0.9, service_duration=900)
    others = (
        a_complaint(2, 0.5, 0.5, 0.5),
        a_door(3, kind=VisitKind.FACILITY, service_duration=600),
        a_door(4, 0.5, 0.5, 0.5, is_required=True, service_duration=900),
    )
    given = (door, *others)
    found = expecting(given, given, [DAY], settings=ON)
    assert found[0].visit.service_duration == 540
    assert found[0].visit.opening is not None
    assert found[0].visit.opening.hours == door.visit.windows
    assert found[1:] == others


def test_a_limit_of_conversations_is_one_of_knocks() -> None:
    """Eighteen conversations are thirty-six knocks where half of the doors open, never more than the sheet has rows."""
    given = tuple(a_door(n, 0.5, 0.5, 0.5, service_duration=900) for n in range(4))
    doors = expecting(given, given, [DAY], settings=ON)
    (shift,) = with_knocks([DAY], doors, ON)
    assert (shift.max_visits, shift.max_rows, shift.max_talks) == (36, ON.day.max_knocks, 18)
    few_rows = replace(ON, day=replace(ON.day, max_knocks=20))
    assert with_knocks([DAY, replace(DAY, max_visits=None)], doors, few_rows)[0].max_visits == 20
    assert with_knocks([replace(DAY, max_visits=None)], doors, few_rows)[0].max_visits == 20
