"""Guards the question of a forecast: every household is counted once, and what is not recorded has its prior."""

import datetime as dt

import pytest

from planner.domain.door import NEW_PATTERN, DoorCount, Pattern
from planner.domain.records import Gone
from planner.domain.settings import Settings
from planner.learning.forecast_question import Recorded, forecast_question
from planner.learning.openness import estimate_openness
from tests.rules.records import TODAY, a_household, a_team, an_address

SETTINGS = Settings()
OPENNESS = estimate_openness([], ("pagi", "siang", "sore"))


NOTHING = Recorded()


def question(households, teams=None, recorded=NOTHING):  # type: ignore[no-untyped-def]
    teams = [a_team(1)] if teams is None else teams
    return forecast_question(households, teams, OPENNESS, recorded, today=TODAY, settings=SETTINGS)


def test_every_household_is_counted_once() -> None:
    """By village: visited, whatever was said since, waiting by tries, asked about, barred, gone; together all of them."""
    households = [
        a_household(1),
        a_household(2, num_attempts=2),
        a_household(3, num_attempts=9),
        a_household(4, last_visit=TODAY - dt.timedelta(days=30)),
        a_household(5, last_visit=TODAY - dt.timedelta(days=400)),
        a_household(6, is_do_not_visit=True),
        a_household(7, gone=Gone.MOVED),
        a_household(8, address=an_address("B")),
        a_household(9, is_do_not_visit=True, last_visit=TODAY - dt.timedelta(days=30)),
        a_household(10, gone=Gone.MOVED, last_visit=TODAY - dt.timedelta(days=30)),
    ]
    found = question(households)
    assert found.villages == ("A", "B")
    assert found.num_households.tolist() == [9, 1]
    assert found.waiting.tolist() == [[2, 0, 1, 0], [1, 0, 0, 0]]
    counts = (found.num_visited, found.num_ask_rt_head, found.num_do_not_visit, found.num_gone)
    assert [int(count[0]) for count in counts] == [3, 1, 1, 1]


def test_roster_by_weekday_and_village() -> None:
    """A team that works on Mondays alone has its tries on Mondays, in its own village where it has one."""
    found = question([a_household(1)], [a_team(1, weekdays=frozenset({0}), village="A"), a_team(2)])
    assert (found.own_tries[:, 0] > 0).tolist() == [True] + [False] * 6
    assert found.own_tries[0, 0] == found.shared_tries[0] == 18


def test_chance_falls_with_tries_on_weekdays() -> None:
    """The chance after so many shut tries is that of doors shut on so many weekdays; more than two are as two."""
    counts = [
        DoorCount(village="A", group="A/01/01", is_weekend=False, slot=slot, num_tried=400, num_met=met, pattern=pattern)
        for slot in ("pagi", "siang", "sore")
        for pattern, met in (
            (NEW_PATTERN, 240),
            (Pattern("shut", 1), 160),
            (Pattern("shut", 2), 80),
            (Pattern("shut", 0, 1), 240),
        )
    ]
    openness = estimate_openness(counts, ("pagi", "siang", "sore"))
    found = forecast_question([a_household(1)], [a_team(1)], openness, NOTHING, today=TODAY, settings=SETTINGS)
    first, second, third, fourth = found.openings[0, 0]
    assert first > second + 0.1 > third + 0.2
    assert third == fourth


def test_records_outweigh_the_prior() -> None:
    """Ninety recorded days at half the room pull the fill of a day near one half; none leave the prior."""
    half = Recorded(num_tries=9000, num_lost=900, day_tries=9000, day_capacity=18_000, num_days=90)
    found = question([a_household(1)], recorded=half)
    assert found.fill == pytest.approx(0.54)
    assert found.loss == pytest.approx(0.1, abs=0.001)
    assert question([a_household(1)]).fill == pytest.approx(0.9)


def test_complaints_take_their_time() -> None:
    """Twelve complaints of 25 minutes are worth twenty doors of 15."""
    found = question([a_household(1)], recorded=Recorded(complaints_per_day=12))
    assert found.other_work == pytest.approx(20)


def test_complaints_are_not_taken_off_twice() -> None:
    """The fill of recorded days is what complaints left over, so after ninety days they take next to nothing more."""
    found = question([a_household(1)], recorded=Recorded(complaints_per_day=12, num_days=90, day_tries=90, day_capacity=100))
    assert found.other_work == pytest.approx(2)
