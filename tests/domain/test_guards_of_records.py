"""Guards of what is told of a day: counts, recorded lines, news and faults that cannot be are refused where they are made."""

import datetime as dt

import pytest

from planner.domain.door import DoorCount
from planner.domain.errors import Fault, InputError
from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome, RecordedVisit
from planner.domain.replanning import News
from planner.domain.scenario import Slowdown
from planner.domain.units import parse_clock
from planner.domain.visit import VisitKind

DAY = dt.date(2026, 10, 1)
MOMENT = dt.datetime(2026, 10, 1, 17, tzinfo=dt.UTC)


def _past(number: int, recorded_at: dt.datetime) -> PastVisit:
    return PastVisit(
        sheet_id="s",
        number=number,
        date=DAY,
        plan_version=1,
        visit_id="v",
        kind=VisitKind.FIRST,
        outcome=Outcome.MET,
        recorded_at=recorded_at,
        actor="piket",
    )


@pytest.mark.parametrize("number", [0, -1])
def test_rows_of_a_sheet_count_from_one(number: int) -> None:
    """Row 0 is no row of the paper, neither when it is typed in nor when it is remembered."""
    with pytest.raises(ValueError, match="row number"):
        _past(number, MOMENT)
    with pytest.raises(ValueError, match="row number"):
        RecordedVisit(sheet_id="s", number=number, visit_id="v", outcome=Outcome.MET)
    assert _past(1, MOMENT).number == RecordedVisit(sheet_id="s", number=1, visit_id="v", outcome=Outcome.MET).number == 1


def test_a_recorded_moment_has_a_time_zone() -> None:
    """Otherwise two desks would disagree on which line was first."""
    with pytest.raises(ValueError, match="time zone"):
        _past(1, MOMENT.replace(tzinfo=None))


def test_one_moment_is_a_visit_and_one_time_is_enough() -> None:
    """Times are compared only where both are filled in; in and out in the same minute is what people write."""
    for time_in, time_out in ((36_000, 36_000), (36_000, None), (None, 36_000)):
        line = RecordedVisit(sheet_id="s", number=1, visit_id="v", outcome=Outcome.MET, time_in=time_in, time_out=time_out)
        assert (line.time_in, line.time_out) == (time_in, time_out)


@pytest.mark.parametrize(("tried", "met"), [(2, 3), (2, -1), (-1, -1)])
def test_no_more_doors_open_than_are_tried(tried: int, met: int) -> None:
    """A chance learned from such a count would leave 0 to 1."""
    with pytest.raises(ValueError, match=f"{met} met of {tried} tried"):
        DoorCount(group="36/08/05", village="36", is_weekend=False, slot="pagi", num_tried=tried, num_met=met)


@pytest.mark.parametrize(("tried", "met"), [(0, 0), (2, 0), (2, 2)])
def test_none_and_all_doors_may_open(tried: int, met: int) -> None:
    """Both ends are counts."""
    count = DoorCount(group="36/08/05", village="36", is_weekend=False, slot="pagi", num_tried=tried, num_met=met)
    assert (count.num_tried, count.num_met) == (tried, met)


@pytest.mark.parametrize("what", ["num_done", "delays"])
def test_news_count_from_nought(what: str) -> None:
    """Nobody has done less than nothing or is late by less than nothing."""
    assert News(time=0, **{what: {"T01": 0}}).time == 0
    with pytest.raises(ValueError, match="shift 'T01': -1"):
        News(time=0, **{what: {"T01": -1}})


@pytest.mark.parametrize("factor", [0, -1, 100.5, float("nan")])
def test_a_slowdown_multiplies(factor: float) -> None:
    """Travel takes `factor` times as long: nought would be standing at the door at once."""
    with pytest.raises(ValueError, match="factor is"):
        Slowdown(factor=factor)
    assert Slowdown(factor=100).factor == 100


def test_a_fault_has_a_code_of_the_catalogue() -> None:
    """A misspelt code would be a message without words."""
    with pytest.raises(ValueError, match="'E0000' is not in the catalogue"):
        Fault(code="E0000")


def test_input_is_not_refused_without_a_fault() -> None:
    """Whoever refuses says why."""
    with pytest.raises(ValueError, match="at least one fault"):
        InputError([])


@pytest.mark.parametrize("text", ["", "8", "noon", "8:5", "008:00", "8-00", "48:00", "8:60", "8:00:60", "-1:00"])
def test_a_clock_time_is_hours_and_minutes(text: str) -> None:
    """What is no clock time is refused with the text itself, never read as another time."""
    with pytest.raises(ValueError, match="is not a clock time"):
        parse_clock(text)


def test_clock_times_reach_into_the_next_day() -> None:
    """The last second of each field is one, and the hours go on to 47."""
    assert parse_clock("47:59:59") == 2 * 86_400 - 1
    assert parse_clock(" 8.05 ") == 8 * 3600 + 300
