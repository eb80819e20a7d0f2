"""Guards what a forecast tells of the limit of visits."""

import datetime as dt
from dataclasses import replace

import pytest

from planner.domain.limit import LimitTold
from planner.domain.records import Team
from planner.domain.settings import Settings
from planner.learning.roster_limit import roster_limit

TODAY = dt.date(2026, 1, 4)
SETTINGS = Settings()
TEAM = Team(id="T01", unit="U", officers=("a", "b"), profile="motorcycle")


def _limit(most: int | None, *, shut: int = 0, fill: float = 0.9) -> LimitTold | None:
    day = replace(SETTINGS.day, max_visits=most, shut_duration=shut)
    return roster_limit([TEAM], today=TODAY, chance=0.5, fill=fill, settings=replace(SETTINGS, day=day))


def test_limit_below_what_the_hours_hold_is_told() -> None:
    """Ten visits in a day of seven hours leave more than half of it, and the limit that fills it is near what fits."""
    told = _limit(10)
    assert told is not None
    assert (told.limit, told.num_shifts) == (10, 1)
    assert 10 < told.enough <= 26
    assert told.num_met == pytest.approx(told.time_left / 960 * 0.5, rel=0.01)


def test_no_limit_and_a_wide_one_are_not_told() -> None:
    """What binds nobody is silent."""
    assert _limit(None) is None
    assert _limit(40) is None
    assert _limit(23, fill=0.5) is None


def test_limit_counts_conversations_where_doors_stay_shut() -> None:
    """At even chances twenty conversations are forty knocks, more than a day holds at ten minutes each; ten are twenty."""
    assert _limit(20, shut=180) is None
    told = _limit(10, shut=180)
    assert told is not None
    assert (told.limit, told.enough) == (10, 19)
