"""A day put together by hand is the problem that it says."""

import doctest

import numpy as np
import pytest

import planner.domain.day
from planner import Day
from planner.domain.travel import Travel
from planner.domain.visit import Tier, VisitKind, Window

PLACES = {"station": (0.0, 0.0), "blue door": (300.0, 400.0), "red door": (0.0, 400.0)}


def _day() -> Day:
    return (
        Day(places=PLACES, speed=18)
        .add_shift("T01", station="station", hours="08:00-12:00", team_size=3)
        .add_visit("blue door", prize=5, minutes=10, hours=("09:00-10:00", "11.00-11.30"))
        .add_visit("red door", is_complaint=True)
    )


def test_a_day_makes_its_problem() -> None:
    """Names become ids and places, hours windows, minutes seconds; a complaint counts in its tier."""
    problem = _day().problem()
    shift, (blue, red) = problem.shifts[0], problem.visits
    assert (shift.id, shift.start, shift.end, shift.team_size) == ("T01", 0, 0, 3)
    assert shift.window == Window(start=8 * 3600, end=12 * 3600)
    assert (blue.id, blue.place, blue.prize, blue.service_duration) == ("blue door", 1, 5, 600)
    assert [(window.start, window.end) for window in blue.windows] == [(32_400, 36_000), (39_600, 41_400)]
    assert (blue.kind, blue.tier, red.kind, red.tier) == (VisitKind.FIRST, Tier.COVERAGE, VisitKind.COMPLAINT, Tier.COMPLAINT)


def test_places_are_as_far_as_the_straight_line() -> None:
    """500 m at 18 km/h are 100 seconds; travel is rounded up, never down."""
    travel = _day().problem().travel["motorcycle"]
    assert travel.distances is not None
    assert (travel.durations[0, 1], travel.distances[0, 1]) == (100, 500)
    assert Day(places={"a": (0, 0), "b": (1, 0)}).problem().travel["motorcycle"].durations[0, 1] == 1


def test_matrices_may_stand_instead_of_lines() -> None:
    """Whoever has travel of his own gives it, over the places in their order."""
    mine = Travel(durations=np.array([[0, 7], [8, 0]]))
    day = Day(places={"station": (0, 0), "door": (9, 9)}, travel=mine).add_shift("T01", station="station", hours="08:00-09:00")
    assert day.problem().travel["motorcycle"] is mine


def test_a_step_leaves_the_day_before_as_it_was() -> None:
    """Variants of a day can stand side by side."""
    day = _day()
    assert (len(day.add_visit("station").visits), len(day.visits)) == (3, 2)


def test_slips_are_refused_where_they_are_made() -> None:
    """A place without a name, hours that are none, and a speed of nothing."""
    with pytest.raises(ValueError, match="place 'pink door' is not one of"):
        _day().add_visit("pink door")
    with pytest.raises(ValueError, match="place 'nowhere' is not one of"):
        _day().add_shift("T02", station="nowhere", hours="08:00-09:00")
    with pytest.raises(ValueError, match="is not a clock time"):
        _day().add_shift("T02", station="station", hours="08:00")
    for speed in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="km/h, expected > 0"):
            Day(places=PLACES, speed=speed)


def test_the_example_in_the_docstring_runs() -> None:
    """What the API page shows is true."""
    assert doctest.testmod(planner.domain.day).failed == 0
