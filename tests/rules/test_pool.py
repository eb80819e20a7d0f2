"""Guards the pool of a day: nobody who must be in is left out, and it is no larger than a search can weigh."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.candidate import Candidate
from planner.domain.settings import PlanSettings, Settings, StationSettings
from planner.domain.shift import Shift
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Tier, Window
from planner.rules.pool import choose_pool, pool_size
from tests.rules.records import a_candidate

SETTINGS = Settings(station=StationSettings(latitude=-6.2, longitude=106.4), plan=PlanSettings(pool_factor=1.0))
DAY = Shift(id="s", window=Window(start=8 * HOUR, end=12 * HOUR), max_visits=4)


LONG = replace(DAY, window=Window(start=8 * HOUR, end=8 * HOUR + 8 * 16 * MINUTE), max_visits=8)
HALF = replace(SETTINGS, plan=PlanSettings(pool_factor=0.5))
"""With `LONG`, a shift without a minute to spare, a pool of 4, as many as a part of an RT has."""


def _any_candidates(rng: random.Random, count: int) -> list[Candidate]:
    return [
        a_candidate(
            n,
            latitude=-6.2 + rng.uniform(-0.05, 0.05),
            longitude=106.4 + rng.uniform(-0.05, 0.05),
            tier=Tier.COMPLAINT if rng.random() < 0.1 else Tier.COVERAGE,
            is_required=rng.random() < 0.05,
            prize=rng.randint(1, 100),
            group=rng.choice(("", "A/1/1", "A/1/2", "B/1/1")),
            village=rng.choice(("", "A", "B")),
            windows=rng.choice(((), (Window(start=17 * HOUR, end=18 * HOUR),))),
        )
        for n in range(count)
    ]


@settings(max_examples=100)
@given(st.randoms(use_true_random=False), st.integers(0, 60), st.integers(0, 4), st.booleans())
def test_pool_keeps_its_promises(rng: random.Random, count: int, num_shifts: int, has_station: bool) -> None:
    """All complaints and required visits are in, the rest stays within the limit, order and choice are stable."""
    chosen_settings = SETTINGS if has_station else replace(SETTINGS, station=StationSettings())
    candidates = _any_candidates(rng, count)
    shifts = [replace(DAY, id=f"s{n}", village=rng.choice(("", "A"))) for n in range(num_shifts)]
    pool = choose_pool(candidates, shifts, settings=chosen_settings)
    must = [c for c in candidates if c.visit.tier is Tier.COMPLAINT or c.visit.is_required]
    assert all(candidate in pool.chosen for candidate in must)
    assert len(pool.chosen) <= max(len(must), pool_size(shifts, chosen_settings))
    assert [c for c in candidates if c in pool.chosen] == list(pool.chosen)
    assert pool.num_left == count - len(pool.chosen)
    assert pool == choose_pool(candidates, shifts, settings=chosen_settings)


def test_size_is_what_the_teams_can_make_times_the_factor() -> None:
    """A shift of four hours holds 15 doors of 16 minutes; its limit of 4 counts where it is lower."""
    assert pool_size([DAY], SETTINGS) == 4
    assert pool_size([replace(DAY, max_visits=None)], SETTINGS) == 15


def test_near_and_overdue_areas_come_first() -> None:
    """Of two RTs equally overdue the nearer is taken; a far one is taken when it is worth much more."""
    near = [a_candidate(n, prize=50, group="near") for n in range(4)]
    far = [a_candidate(n, prize=52, group="far", latitude=-6.15) for n in range(4, 8)]
    overdue = [replace(c, visit=replace(c.visit, prize=99)) for c in far]
    assert choose_pool([*far, *near], [LONG], settings=HALF).chosen == tuple(near)
    assert choose_pool([*overdue, *near], [LONG], settings=HALF).chosen == tuple(overdue)


def test_team_with_time_to_spare_may_go_far() -> None:
    """Where the limit of visits leaves time, a far RT that is worth a little more comes first; worth the same, the nearer."""
    near = [a_candidate(n, prize=50, group="rt-2") for n in range(4)]
    far = [a_candidate(n, prize=52, group="rt-1", latitude=-6.15) for n in range(4, 8)]
    alike = [replace(c, visit=replace(c.visit, prize=50)) for c in far]
    spare = replace(LONG, window=Window(start=8 * HOUR, end=15 * HOUR))
    assert choose_pool([*near, *far], [spare], settings=HALF).chosen == tuple(far)
    assert choose_pool([*near, *alike], [spare], settings=HALF).chosen == tuple(near)


def test_compact_areas_come_first() -> None:
    """Of two RTs equally near and overdue the one with its doors close together is taken."""
    compact = [
        a_candidate(n, prize=50, group="compact", latitude=-6.19 + n * 1e-5, longitude=106.4 + n * 1e-5) for n in range(4)
    ]
    wide = [
        a_candidate(n, prize=50, group="wide", latitude=-6.19 + (n - 5.5) * 0.004, longitude=106.4 + (n - 5.5) * 0.004)
        for n in range(4, 8)
    ]
    assert choose_pool([*wide, *compact], [LONG], settings=HALF).chosen == tuple(compact)


def test_best_doors_of_every_area_come_before_the_rest_of_one() -> None:
    """Of a large RT only the best doors are offered, half of what a shift makes, while another RT has better ones to offer."""
    large = [a_candidate(n, prize=99 if n < 2 else 40, group="large") for n in range(20)]
    other = [a_candidate(n, prize=50, group="other", latitude=-6.19) for n in range(20, 24)]
    chosen = choose_pool([*large, *other], [DAY], settings=SETTINGS).chosen
    assert chosen == (*large[:2], *other[:2])


def test_assigned_villages_get_their_share() -> None:
    """A team with a village of its own finds visits there, also when other RTs are worth more."""
    home = [a_candidate(n, prize=10, group="home", village="A", latitude=-6.1) for n in range(4)]
    rich = [a_candidate(n, prize=90, group="rich", village="B") for n in range(4, 8)]
    pool = choose_pool([*rich, *home], [replace(DAY, village="A")], settings=SETTINGS)
    assert pool.chosen == tuple(home)


def test_doors_that_nobody_could_make_do_not_fill_the_pool() -> None:
    """A door open only when nobody is on duty, or that asks for a missing skill, leaves its place to another."""
    late = [a_candidate(n, prize=99, windows=(Window(start=17 * HOUR, end=18 * HOUR),)) for n in range(4)]
    skilled = [a_candidate(n, prize=99, skills=frozenset({"polwan"})) for n in range(4, 8)]
    plain = [a_candidate(n, prize=1) for n in range(8, 12)]
    assert choose_pool([*late, *skilled, *plain], [DAY], settings=SETTINGS).chosen == tuple(plain)


def test_doors_for_one_team_do_not_fill_the_pool_of_all() -> None:
    """Evening doors, however overdue, take no more room than the evening team can use."""
    late = [a_candidate(n, prize=99, windows=(Window(start=17 * HOUR, end=18 * HOUR),)) for n in range(20)]
    plain = [a_candidate(n, prize=1) for n in range(20, 40)]
    evening = replace(DAY, id="e", window=Window(start=16 * HOUR, end=18 * HOUR))
    pool = choose_pool([*late, *plain], [DAY, evening], settings=SETTINGS)
    assert sum(bool(candidate.visit.windows) for candidate in pool.chosen) == 4
    assert len(pool.chosen) == 8


def test_nothing_due_is_an_empty_pool_without_a_station() -> None:
    """With nothing due there is no middle of the doors to ask for: the pool is empty, not an error."""
    pool = choose_pool((), (), settings=Settings())
    assert (pool.chosen, pool.num_left) == ((), 0)
    shift = Shift(id="s", window=Window(start=0, end=8 * 3600))
    assert choose_pool((), (shift,), settings=Settings()).chosen == ()
