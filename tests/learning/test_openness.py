"""Guards the estimate of when doors open: it learns, it shrinks, and it knows nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.door import ANY_PATTERN, MET_PATTERN, NEW_PATTERN, DoorCount, Pattern
from planner.learning.openness import OpennessPrior, estimate_openness
from planner.rules.door_state import attempt_pattern

SLOTS = ("pagi", "siang", "sore")


def count(
    group: str, tried: int, met: int, *, slot: str = "pagi", weekend: bool = False, pattern: Pattern = NEW_PATTERN
) -> DoorCount:
    return DoorCount(
        group=group, village=group[:1], is_weekend=weekend, slot=slot, num_tried=tried, num_met=met, pattern=pattern
    )


def rates_and_chances(num_rts: int, *, seed: int, slot: int) -> tuple[np.ndarray, np.ndarray]:
    """True rates of RTs tried twenty times each in the morning, and the chances estimated for a slot."""
    draw = np.random.default_rng(seed)
    rates = draw.beta(0.45 * 17, 0.55 * 17, size=num_rts)
    counts = [count(f"A/01/{n:03d}", 20, int(draw.binomial(20, rate))) for n, rate in enumerate(rates)]
    openness = estimate_openness(counts, SLOTS)
    found = [openness.chances(f"A/01/{n:03d}", NEW_PATTERN, village="A", is_weekend=False)[slot] for n in range(num_rts)]
    return rates, np.array(found)


def test_before_the_first_try_the_prior_speaks() -> None:
    """Without records every door has the stated chance at every time."""
    openness = estimate_openness([], SLOTS, prior=OpennessPrior(mean=0.4))
    assert openness.chances("A/01/01", NEW_PATTERN, village="A", is_weekend=False) == pytest.approx((0.4,) * 3)
    assert openness.num_tries("", "pagi", is_weekend=False) == 0


def test_few_tries_move_little_many_move_much() -> None:
    """An RT of three tries stays near the rest; one of three hundred speaks for itself."""
    others = [count(f"A/01/{n:02d}", 50, 20 + n % 10) for n in range(20)]
    few, many = (
        estimate_openness([*others, count("B/01/01", *tries)], SLOTS).chances(
            "B/01/01", NEW_PATTERN, village="B", is_weekend=False
        )[0]
        for tries in ((3, 3), (300, 270))
    )
    assert 0.45 < few < 0.7
    assert many > 0.8


def test_unknown_rt_has_its_village_then_all_doors() -> None:
    """A new RT is expected to be as its village; a new village as everywhere."""
    good = [count(f"A/01/{n:02d}", 200, 170 + n) for n in range(4)]
    poor = [count(f"B/01/{n:02d}", 200, 30 + n) for n in range(4)]
    middling = [count(f"C{v}/01/{n:02d}", 200, 100 + v - n) for v in range(6) for n in range(4)]
    openness = estimate_openness([*good, *poor, *middling], SLOTS)
    groups = ("A/09/09", "D/01/01", "B/09/09")
    at = [openness.chances(group, NEW_PATTERN, village=group[:1], is_weekend=False)[0] for group in groups]
    assert at[0] > at[1] > at[2]


def test_weekend_learns_nothing_from_weekdays() -> None:
    """Weekends differ: an RT that is away on weekdays keeps its chance on Sundays."""
    openness = estimate_openness([count("A/01/01", 400, 20), count("A/01/02", 400, 300)], SLOTS)
    assert openness.chances("A/01/01", NEW_PATTERN, village="A", is_weekend=True) == pytest.approx((0.5,) * 3)


def test_pattern_is_learned_over_all_doors() -> None:
    """A door that stayed shut on a weekday is less likely to open on the next, also in an RT without such a try."""
    counts = [count(f"A/01/{n:02d}", 60, 33) for n in range(10)]
    counts += [count(f"A/01/{n:02d}", 40, 8, pattern=Pattern("shut", 1, 0)) for n in range(5)]
    openness = estimate_openness(counts, SLOTS)
    fresh, shut = (
        openness.chances("A/01/09", pattern, village="A", is_weekend=False)[0]
        for pattern in (NEW_PATTERN, Pattern("shut", 1, 0))
    )
    assert shut < fresh - 0.15


def test_chances_of_all_are_not_those_of_the_doors_that_were_chosen() -> None:
    """Where RTs that began well were tried ten times as often, an RT never tried is still expected to be an ordinary one."""
    draw = np.random.default_rng(1)
    rates = draw.beta(0.4 * 12, 0.6 * 12, size=300)
    first = draw.binomial(10, rates)
    more = np.where(first >= 6, 90, 0)
    met = first + draw.binomial(more, rates)
    counts = [count(f"A/01/{n:03d}", int(10 + more[n]), int(met[n])) for n in range(300)]
    plain = sum(c.num_met for c in counts) / sum(c.num_tried for c in counts)
    expected = estimate_openness(counts, SLOTS).chances("A/99/99", NEW_PATTERN, village="A", is_weekend=False)[0]
    assert plain > rates.mean() + 0.08
    assert abs(expected - rates.mean()) < 0.03


def test_strength_is_learned_although_good_rts_were_tried_for_longer() -> None:
    """What an RT counts as before its first try is how much RTs differ, also where those that began well were tried more."""
    draw = np.random.default_rng(3)
    rates = draw.beta(0.45 * 17, 0.55 * 17, size=360)
    first = draw.binomial(6, rates)
    more = np.where(first >= 3, 54, 0)
    counts = [
        count(f"A/01/{n:03d}", int(6 + more[n]), int(first[n] + draw.binomial(more[n], rate))) for n, rate in enumerate(rates)
    ]
    openness = estimate_openness(counts, SLOTS)
    unknown = openness.evidence("A/99/99", is_weekend=False)
    assert 11 < unknown < 26
    assert openness.evidence("A/01/000", is_weekend=False) == unknown + 6 + more[0]


def test_rts_that_do_not_differ_are_believed_alike() -> None:
    """Where all RTs open as often, a few lucky tries say little of an RT."""
    draw = np.random.default_rng(4)
    counts = [count(f"A/01/{n:03d}", 20, int(draw.binomial(20, 0.57)), weekend=True) for n in range(300)]
    openness = estimate_openness(counts, SLOTS)
    assert openness.evidence("A/99/99", is_weekend=True) > 100
    found = [openness.chances(f"A/01/{n:03d}", NEW_PATTERN, village="A", is_weekend=True)[0] for n in range(300)]
    assert max(found) - min(found) < 0.12


def test_pattern_seldom_seen_is_like_the_one_with_a_try_less() -> None:
    """Doors shut twice, of which few were tried again, are expected to open as seldom as those shut once, not as all doors."""
    counts = [count("A/01/01", 400, 240), count("A/01/01", 200, 50, pattern=Pattern("shut", 1, 0))]
    for more in ([], [count("A/01/01", 2, 1, pattern=Pattern("shut", 2, 0))]):
        openness = estimate_openness([*counts, *more], SLOTS)
        new, once, twice, on_weekend = (
            openness.chances("A/01/01", pattern, village="A", is_weekend=False)[0]
            for pattern in (NEW_PATTERN, Pattern("shut", 1, 0), Pattern("shut", 2, 0), Pattern("shut", 1, 1))
        )
        assert once == on_weekend < new - 0.2
        assert abs(twice - once) < 0.05


def test_rt_is_known_in_slots_in_which_it_was_not_tried() -> None:
    """RTs tried in the morning only are known to be good or bad at noon, too."""
    rates, found = rates_and_chances(200, seed=5, slot=1)
    assert np.corrcoef(found, rates)[0, 1] > 0.6
    assert found.std() > 0.05


def test_estimate_is_calibrated() -> None:
    """Of RTs with alike estimates as many doors open as was estimated, also of the best tenth: no winner's curse."""
    rates, found = rates_and_chances(600, seed=2, slot=0)
    best = np.argsort(-found)[:60]
    assert abs(found[best].mean() - rates[best].mean()) < 0.03


groups = st.sampled_from(["A/01/01", "A/01/02", "B/01/01", "B", ""])
cells = st.builds(
    lambda group, tried, part, slot, weekend, pattern: count(
        group, tried, round(tried * part), slot=slot, weekend=weekend, pattern=pattern
    ),
    groups,
    st.integers(0, 3000),
    st.floats(0, 1),
    st.sampled_from([*SLOTS, "malam"]),
    st.booleans(),
    st.sampled_from([ANY_PATTERN, NEW_PATTERN, MET_PATTERN, Pattern("shut", 0, 1), Pattern("shut", 2, 0)]),
)


@given(st.lists(cells, max_size=30), groups, st.booleans())
def test_every_chance_is_a_chance(counts: list[DoorCount], group: str, weekend: bool) -> None:
    """Whatever was recorded, also nothing or in slots that are gone, chances lie inside 0 and 1."""
    openness = estimate_openness(counts, SLOTS)
    for pattern in (ANY_PATTERN, NEW_PATTERN, Pattern("shut", 2, 1), Pattern("unheard")):
        assert all(0 < chance < 1 for chance in openness.chances(group, pattern, village=group[:1], is_weekend=weekend))


def test_pattern_says_nothing_about_people() -> None:
    """Visited, and how often tried on weekdays and weekends: nothing else reaches the estimate, and not beyond two and one."""
    assert attempt_pattern(is_visited=False, num_attempts=0, num_weekend_attempts=0) == NEW_PATTERN
    assert attempt_pattern(is_visited=True, num_attempts=0, num_weekend_attempts=0) == MET_PATTERN
    assert attempt_pattern(is_visited=True, num_attempts=1, num_weekend_attempts=0) == Pattern("shut", 1, 0)
    assert attempt_pattern(is_visited=False, num_attempts=1, num_weekend_attempts=1) == Pattern("shut", 0, 1)
    assert attempt_pattern(is_visited=False, num_attempts=9, num_weekend_attempts=4) == Pattern("shut", 2, 1)


@pytest.mark.parametrize(("tries", "on_weekends"), [(1, 2), (1, -1), (-1, -1)])
def test_tries_that_cannot_be_are_refused(tries: int, on_weekends: int) -> None:
    """More tries on weekends than in all, or less than none, are a bug of the caller."""
    with pytest.raises(ValueError, match="on weekends of"):
        attempt_pattern(is_visited=False, num_attempts=tries, num_weekend_attempts=on_weekends)


@pytest.mark.parametrize(("mean", "strength"), [(0.0, 4.0), (1.0, 4.0), (0.5, 0.0)])
def test_impossible_prior_is_refused(mean: float, strength: float) -> None:
    """A prior that no try could move is an error."""
    with pytest.raises(ValueError, match="prior"):
        OpennessPrior(mean=mean, strength=strength)


def test_more_met_than_tried_is_refused() -> None:
    """A count that cannot be is an error, not a chance above one."""
    with pytest.raises(ValueError, match="3 met of 2"):
        count("A", 2, 3)
