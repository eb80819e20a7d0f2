"""Guards the slots: they cover the visit hours once, and every time has one."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.settings import DaySettings, ShiftHours
from planner.domain.units import HOUR
from planner.domain.visit import Window
from planner.rules.day_slots import is_weekend, name_of_slot, slots_of


def hours(name: str, start: int, end: int) -> ShiftHours:
    return ShiftHours(name=name, window=Window(start=start * HOUR, end=end * HOUR))


def test_slots_of_the_default_day() -> None:
    """The long shift is no slot; a slot ends where the next begins, so the noon break belongs to the morning."""
    slots = slots_of(DaySettings())
    assert [(slot.name, slot.window.start // HOUR, slot.window.end / HOUR) for slot in slots] == [
        ("pagi", 8, 13 - 1 / HOUR),
        ("siang", 13, 16 - 1 / HOUR),
        ("sore", 16, 18),
    ]


def test_without_short_shifts_there_is_a_grid() -> None:
    """A station with one long shift has morning, noon and afternoon."""
    assert [slot.name for slot in slots_of(DaySettings(shifts=(hours("hari", 8, 18),), default_shift="hari"))] == [
        "pagi",
        "siang",
        "sore",
    ]


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(1, 6)), max_size=6), st.integers(0, 12), st.integers(1, 11))
def test_slots_cover_the_visit_hours_once(shifts: list[tuple[int, int]], start: int, length: int) -> None:
    """Whatever the shifts are, the slots follow on each other from the first to the last visit hour."""
    named = tuple(hours(f"s{n}", first, first + long) for n, (first, long) in enumerate(shifts))
    window = Window(start=start * HOUR, end=(start + length) * HOUR)
    slots = slots_of(DaySettings(shifts=named, visit_hours=window))
    assert slots[0].window.start == window.start
    assert slots[-1].window.end == window.end
    assert all(a.window.end + 1 == b.window.start for a, b in pairwise(slots))
    assert len({slot.name for slot in slots}) == len(slots)


def test_every_time_has_a_slot() -> None:
    """A time on the border belongs to the later slot; one outside belongs to the nearest."""
    slots = slots_of(DaySettings())
    times = (7 * HOUR, 12 * HOUR, 13 * HOUR, 16 * HOUR, 19 * HOUR)
    assert [name_of_slot(time, slots) for time in times] == ["pagi", "pagi", "siang", "sore", "sore"]


def test_holidays_count_as_weekend() -> None:
    """People are at home on a holiday as on a Sunday."""
    tuesday = dt.date(2025, 8, 26)
    assert not is_weekend(tuesday)
    assert is_weekend(tuesday, (tuesday,))
    assert is_weekend(dt.date(2025, 8, 30))
