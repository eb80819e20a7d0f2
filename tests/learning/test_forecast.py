"""Guards the forecast: nobody appears or vanishes, more teams are never slower, and the band is honest."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.forecast import ForecastQuestion
from planner.learning.forecast import LONGEST, chance_of_meeting, forecast, scaled, strength_needed

TODAY = dt.date(2025, 8, 26)


def a_question(
    waiting: tuple[tuple[int, ...], ...] = ((300, 20), (100, 0)), *, chance: float = 0.5, sureness: float = 1e6, **more: object
) -> ForecastQuestion:
    table = np.array(waiting, dtype=np.int64)
    villages = len(table)
    fields: dict[str, object] = {
        "today": TODAY,
        "villages": tuple(f"V{n}" for n in range(villages)),
        "num_households": table.sum(axis=1) + 10,
        "num_visited": np.full(villages, 4),
        "waiting": table,
        "num_ask_rt_head": np.full(villages, 3),
        "num_do_not_visit": np.full(villages, 2),
        "num_gone": np.full(villages, 1),
        "num_no_way": np.full(villages, 0),
        "own_tries": np.zeros((7, villages)),
        "shared_tries": np.full(7, 40.0),
        "openings": np.full((villages, 2, table.shape[1]), chance),
        "sureness": np.full((villages, 2), sureness),
        "loss": 0.03,
        "loss_sureness": 1e6,
        "fill": 0.95,
        "fill_sureness": 1e6,
    }
    return ForecastQuestion(**(fields | more))  # type: ignore[arg-type]


def test_everybody_is_somewhere_at_the_end() -> None:
    """Visited, lost, asked about and unreachable households add up to all of them: "every household" never pretends."""
    question = a_question(loss=1e-9)
    found = forecast(question, num_simulations=20).total
    assert found.num_households == found.num_visited + found.num_waiting + 6 * 2
    assert found.visited.low is not None
    assert found.will_ask_rt_head.high is not None
    together = found.visited.low + found.will_ask_rt_head.high
    assert abs(together - found.num_visited - found.num_waiting) <= 5, "the ends of two bands are of different futures"


def test_certain_doors_take_what_the_teams_can_do() -> None:
    """Where all doors open, 400 households at 38 a day take 11 days: the forecast agrees with a sum by hand."""
    question = a_question(((400,),), chance=0.999, loss=1e-6)
    assert forecast(question, num_simulations=50).total.days.middle in (11, 12)


def test_doors_that_never_open_end_at_the_rt_head() -> None:
    """Doors that stay shut leave the plan after the most tries, and are not called visited."""
    found = forecast(a_question(((100, 0, 0, 0),), chance=0.001), num_simulations=20).total
    assert found.visited.high is not None
    assert found.visited.high <= found.num_visited + 3
    assert found.will_ask_rt_head.low is not None
    assert found.will_ask_rt_head.low >= 97


def test_no_capacity_is_never() -> None:
    """Where complaints take the whole day nobody is reached, and the forecast says so instead of a date."""
    found = forecast(a_question(((30, 0),), other_work=1000.0), num_simulations=10)
    assert found.total.days.middle is None
    assert found.last_day == TODAY + dt.timedelta(days=LONGEST)


def test_nothing_waits() -> None:
    """A programme that is done is done today."""
    found = forecast(a_question(((0, 0),)), num_simulations=10)
    assert (found.total.days.low, found.total.days.high) == (0, 0)


def test_own_village_is_reached_first() -> None:
    """A team with a village of its own finishes it before a village that has to wait for the others."""
    own = np.zeros((7, 2))
    own[:, 0] = 30
    found = forecast(a_question(((200, 0), (200, 0)), own_tries=own, shared_tries=np.full(7, 5.0)), num_simulations=20)
    first, second = (area.days.middle for area in found.villages)
    assert first is not None
    assert second is not None
    assert first < second


def test_little_knowledge_is_a_wide_band() -> None:
    """The same mean resting on four tries has a far wider band than on ten thousand."""
    sure, unsure = (forecast(a_question(sureness=k), num_simulations=100).total.visited for k in (10_000.0, 4.0))
    assert sure.low is not None and sure.high is not None  # noqa: PT018
    assert unsure.low is not None and unsure.high is not None  # noqa: PT018
    assert unsure.high - unsure.low > 3 * (sure.high - sure.low)


def test_same_seed_same_forecast() -> None:
    """A forecast can be made again."""
    assert forecast(a_question(), seed=3, num_simulations=10) == forecast(a_question(), seed=3, num_simulations=10)


def test_strength_that_is_needed_does_it_and_half_does_not() -> None:
    """The strength named meets the day in nine futures of ten; half of it does not; one try a day is a bound for any."""
    question = a_question(((2000, 0, 0, 0),))
    strength = strength_needed(question, num_days=30)
    assert strength is not None
    assert chance_of_meeting(scaled(question, strength), num_days=30) >= 0.9
    assert chance_of_meeting(scaled(question, strength / 2), num_days=30) < 0.9
    assert strength_needed(question, num_days=3) is None


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 200)] * 3), min_size=1, max_size=4),
    st.floats(0.05, 0.95),
    st.floats(0, 60),
    st.integers(1, 60),
)
def test_more_teams_are_never_slower(waiting: list[tuple[int, ...]], chance: float, tries: float, num_days: int) -> None:
    """Twice the strength has not visited fewer on any day, up to the noise of the draw; nothing is ever negative."""
    question = a_question(tuple(waiting), chance=chance, shared_tries=np.full(7, tries))
    plain, double = (forecast(q, num_days=num_days, num_simulations=40).total for q in (question, scaled(question, 2)))
    assert plain.visited.middle is not None and double.visited.middle is not None  # noqa: PT018
    assert double.visited.middle >= plain.visited.middle - 3 - plain.visited.middle // 20
    assert plain.num_visited <= plain.visited.middle <= plain.num_visited + plain.num_waiting


def test_few_simulations_are_refused() -> None:
    """Tenths of five futures would be invented."""
    with pytest.raises(ValueError, match="expected >= 10"):
        forecast(replace(a_question()), num_simulations=5)
