"""Guards who is on duty on a day, and with which breaks."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.errors import InputError
from planner.domain.settings import DaySettings, Settings, ShiftHours
from planner.domain.shift import Break
from planner.domain.units import HOUR, MINUTE, parse_clock
from planner.domain.visit import Window
from planner.rules.roster import duty_of_day, shifts_of_day
from tests.rules.records import TODAY, a_team

SETTINGS = Settings()
FRIDAY = dt.date(2025, 8, 29)


def test_one_shift_per_team_and_named_shift() -> None:
    """A team without shifts serves the default; one with several gets an id for each."""
    shifts = shifts_of_day([a_team(1), a_team(2, shifts=("pagi", "sore"))], date=TODAY, settings=SETTINGS)
    assert [shift.id for shift in shifts] == ["T01", "T02-pagi", "T02-sore"]
    assert [shift.team for shift in shifts] == ["T01", "T02", "T02"]
    assert [shift.name for shift in shifts] == ["hari", "pagi", "sore"]
    assert [len(shift.breaks) for shift in shifts] == [1, 0, 0]


def test_no_two_shifts_share_an_id() -> None:
    """A team may be called as the shift of another one would be; ids that are made keep out of its way."""
    other = replace(a_team(1), id="T02-sore")
    shifts = shifts_of_day([a_team(2, shifts=("pagi", "sore")), other], date=TODAY, settings=SETTINGS)
    assert [(shift.id, shift.team) for shift in shifts] == [("T02-pagi", "T02"), ("T02-sore'", "T02"), ("T02-sore", "T02-sore")]


def test_team_fields_reach_the_shift() -> None:
    """Skills, size, village, profile and the team's own limit count; else the setting's."""
    team = a_team(max_visits=5, village="A", skills=frozenset({"ppa"}), profile="foot")
    own, other = shifts_of_day([team, a_team(2)], date=TODAY, settings=SETTINGS, station_place=3)
    assert (own.max_visits, own.village, own.skills, own.profile, own.team_size) == (5, "A", {"ppa"}, "foot", 2)
    assert (other.max_visits, other.start, other.end) == (18, 3, 3)


def test_teams_off_duty_have_no_shift() -> None:
    """A team works on its weekdays only."""
    assert shifts_of_day([a_team(weekdays=frozenset({0}))], date=TODAY, settings=SETTINGS) == ()


def test_friday_prayer_replaces_the_breaks_it_touches() -> None:
    """On Fridays a day shift rests for the prayer and not for the noon break; an evening shift for neither."""
    shifts = shifts_of_day([a_team(shifts=("hari", "sore"))], date=FRIDAY, settings=SETTINGS)
    assert [[rest.id for rest in shift.breaks] for shift in shifts] == [["jumat"], []]


def test_breaks_that_may_wait_for_the_end_of_duty_are_left_out() -> None:
    """A break has to lie within its shift: windows are cut, and what can only be taken after duty goes."""
    late = Break(id="late", windows=(Window(start=15 * HOUR, end=17 * HOUR),), duration=HOUR)
    gone = Break(id="gone", windows=(Window(start=15 * HOUR + MINUTE, end=17 * HOUR),), duration=HOUR)
    hours = ShiftHours(name="x", window=Window(start=8 * HOUR, end=16 * HOUR), breaks=(late, gone))
    window, (kept,) = duty_of_day(hours, date=TODAY, day=DaySettings())
    assert window == hours.window
    assert (kept.id, kept.windows) == ("late", (Window(start=15 * HOUR, end=15 * HOUR),))


def test_a_shift_that_ends_in_the_friday_prayer_ends_at_its_start() -> None:
    """A morning shift until 12.00 cannot hold the prayer: nobody is on the way or at a door after 11.30."""
    (shift,) = shifts_of_day([a_team(shifts=("pagi",))], date=FRIDAY, settings=SETTINGS)
    assert shift.breaks == ()
    assert shift.window == Window(start=8 * HOUR, end=11 * HOUR + 30 * MINUTE)
    (usual,) = shifts_of_day([a_team(shifts=("pagi",))], date=TODAY, settings=SETTINGS)
    assert usual.window.end == 12 * HOUR


@pytest.mark.parametrize(
    ("start", "end", "window"),
    [
        (8.0, 13.0, (8.0, 13.0)),
        (8.0, 12.75, (8.0, 12.75)),
        (8.0, 12.5, (8.0, 11.75)),
        (8.0, 12.0, (8.0, 11.75)),
        (8.0, 11.75, (8.0, 11.75)),
        (8.0, 11.5, (8.0, 11.5)),
        (12.0, 16.0, (12.75, 16.0)),
        (12.75, 16.0, (12.75, 16.0)),
        (13.5, 16.0, (13.5, 16.0)),
    ],
)
def test_work_ends_and_begins_at_a_break_that_duty_cuts(start: float, end: float, window: tuple[float, float]) -> None:
    """The end of duty cuts a break: work ends at its latest start; the beginning cuts it: work begins at its earliest end."""
    hour = Break(
        id="x", windows=(Window(start=11 * HOUR + 30 * MINUTE, end=11 * HOUR + 45 * MINUTE),), duration=HOUR + 15 * MINUTE
    )
    hours = ShiftHours(name="x", window=Window(start=int(start * HOUR), end=int(end * HOUR)), breaks=(hour,))
    found, breaks = duty_of_day(hours, date=TODAY, day=DaySettings())
    assert (found.start / HOUR, found.end / HOUR) == window
    assert len(breaks) == (end in {12.75, 13.0})


@pytest.mark.parametrize(("start", "end"), [("12:00", "12:50"), ("12:10", "13:05")])
def test_hours_within_the_range_of_a_break_that_they_cannot_hold(start: str, end: str) -> None:
    """Neither begun nor ended there the break fits: duty lasts to its latest start, as everywhere."""
    noon = Break(id="x", windows=(Window(start=11 * HOUR + 30 * MINUTE, end=12 * HOUR + 15 * MINUTE),), duration=HOUR)
    window = Window(start=parse_clock(start), end=parse_clock(end))
    found, breaks = duty_of_day(ShiftHours(name="x", window=window, breaks=(noon,)), date=TODAY, day=DaySettings())
    assert (found, breaks) == (Window(start=window.start, end=12 * HOUR + 15 * MINUTE), ())


def test_what_a_break_leaves_of_a_shift_may_hold_the_others_no_more() -> None:
    """A break that fitted the whole shift and not what is left of it ends the work in its turn."""
    breaks = (
        Break(id="a", windows=(Window(start=10 * HOUR, end=10 * HOUR),), duration=HOUR),
        Break(id="b", windows=(Window(start=10 * HOUR + 30 * MINUTE, end=10 * HOUR + 30 * MINUTE),), duration=2 * HOUR),
    )
    hours = ShiftHours(name="x", window=Window(start=8 * HOUR, end=12 * HOUR), breaks=breaks)
    assert duty_of_day(hours, date=TODAY, day=DaySettings()) == (Window(start=8 * HOUR, end=10 * HOUR), ())


def test_a_shift_within_the_prayer_is_none() -> None:
    """Where a break leaves no minute of a shift, the team is not on duty."""
    noon = ShiftHours(name="x", window=Window(start=12 * HOUR, end=12 * HOUR + 30 * MINUTE))
    settings = replace(SETTINGS, day=replace(SETTINGS.day, shifts=(*SETTINGS.day.shifts, noon)))
    assert shifts_of_day([a_team(shifts=("x",))], date=FRIDAY, settings=settings) == ()
    assert len(shifts_of_day([a_team(shifts=("x",))], date=TODAY, settings=settings)) == 1


def test_the_friday_prayer_is_not_for_teams_of_women_only() -> None:
    """A team named in the settings has a Friday like other days; having a policewoman among others does not free a team."""
    settings = replace(SETTINGS, day=replace(SETTINGS.day, friday_exempt_teams=("T01", "T03")))
    mixed, women = a_team(2, skills=frozenset({"polwan"})), a_team(1)
    part, both = replace(a_team(4), part_of="T01"), replace(a_team(5), joins=("T01", "T03"))
    one_of_two = replace(a_team(6), joins=("T01", "T02"))
    shifts = shifts_of_day([mixed, women, part, both, one_of_two], date=FRIDAY, settings=settings)
    assert [shift.breaks[0].id for shift in shifts] == ["jumat", "isoma", "isoma", "isoma", "jumat"]
    (morning,) = shifts_of_day([a_team(1, shifts=("pagi",))], date=FRIDAY, settings=settings)
    assert morning.window.end == 12 * HOUR


def test_an_unknown_shift_is_refused() -> None:
    """A team that names a shift without hours is a mistake, not a team without duty."""
    with pytest.raises(InputError) as caught:
        shifts_of_day([a_team(shifts=("malam",))], date=TODAY, settings=SETTINGS)
    assert [(fault.code, fault.values["shift"]) for fault in caught.value.faults] == [("E5070", "malam")]


def test_no_friday_break_when_unset() -> None:
    """Where the setting is empty, Friday is like any day."""
    day = replace(DaySettings(), friday_break=None)
    assert [rest.id for rest in duty_of_day(day.shifts[0], date=FRIDAY, day=day)[1]] == ["isoma"]
