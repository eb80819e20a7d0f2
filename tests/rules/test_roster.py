"""Guards who is on duty on a day, and with which breaks."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.settings import DaySettings, Settings, ShiftHours
from planner.domain.shift import Break
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Window
from planner.rules.roster import breaks_of_day, shifts_of_day
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


def test_breaks_that_do_not_fit_are_left_out() -> None:
    """A break has to lie within its shift: windows are cut, and what cannot fit goes."""
    late = Break(id="late", windows=(Window(start=15 * HOUR, end=17 * HOUR),), duration=HOUR)
    gone = Break(id="gone", windows=(Window(start=15 * HOUR + MINUTE, end=17 * HOUR),), duration=HOUR)
    hours = ShiftHours(name="x", window=Window(start=8 * HOUR, end=16 * HOUR), breaks=(late, gone))
    (kept,) = breaks_of_day(hours, date=TODAY, day=DaySettings())
    assert (kept.id, kept.windows) == ("late", (Window(start=15 * HOUR, end=15 * HOUR),))


def test_a_friday_prayer_longer_than_the_rest_of_a_shift_is_left_out() -> None:
    """A morning shift that ends in the prayer cannot hold it; stations set a shift of their own for that day."""
    (shift,) = shifts_of_day([a_team(shifts=("pagi",))], date=FRIDAY, settings=SETTINGS)
    assert shift.breaks == ()


def test_an_unknown_shift_is_refused() -> None:
    """A team that names a shift without hours is a mistake, not a team without duty."""
    with pytest.raises(ValueError, match="'malam' is not one of"):
        shifts_of_day([a_team(shifts=("malam",))], date=TODAY, settings=SETTINGS)


def test_no_friday_break_when_unset() -> None:
    """Where the setting is empty, Friday is like any day."""
    day = replace(DaySettings(), friday_break=None)
    assert [rest.id for rest in breaks_of_day(day.shifts[0], date=FRIDAY, day=day)] == ["isoma"]
