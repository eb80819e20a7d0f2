"""Guards the aim: visits go to hours worth it, promises keep their hours, and nobody loses a day for a dream slot."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.candidate import Candidate
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.units import HOUR
from planner.domain.visit import Tier, VisitKind, Window
from planner.learning.aiming import WORTH_SCALE, aimed
from tests.rules.records import a_candidate

SETTINGS = Settings()
DAY = Shift(id="d", window=Window(start=8 * HOUR, end=16 * HOUR), max_visits=18)
EVENING = Shift(id="e", window=Window(start=16 * HOUR, end=18 * HOUR))
ALL_DAY = (Window(start=8 * HOUR, end=18 * HOUR),)
SORE = (Window(start=16 * HOUR, end=18 * HOUR),)


def a_door(number: int, *chances: float, **more: object) -> Candidate:
    return replace(a_candidate(number, **{"prize": 60, "windows": ALL_DAY, **more}), chances=chances)  # type: ignore[arg-type]


def a_complaint(number: int, *chances: float) -> Candidate:
    return a_door(number, *chances, tier=Tier.COMPLAINT, kind=VisitKind.COMPLAINT, prize=95, service_duration=1500)


def test_without_an_estimate_nothing_changes() -> None:
    """Candidates without chances stay what they are, prizes and hours alike."""
    candidates = (a_candidate(1, prize=60), a_candidate(2, prize=20))
    assert aimed(candidates, [DAY], settings=SETTINGS) == candidates


def test_alike_at_all_hours_keeps_all_hours() -> None:
    """A door that opens as often at any time is not tied to one; its prize is its expected worth."""
    (door,) = aimed([a_door(1, 0.4, 0.4, 0.4)], [DAY, EVENING], settings=SETTINGS)
    assert door.visit.windows == ALL_DAY
    assert door.visit.prize == WORTH_SCALE * 24


def test_few_evening_hours_go_to_who_gains_most() -> None:
    """Everybody is home in the evening; the evening team gets the doors that are shut by day, all others keep the day."""
    at_home = [a_door(n, 0.6, 0.6, 0.75) for n in range(200)]
    away = [a_door(n, 0.1, 0.1, 0.75) for n in range(200, 217)]
    found = aimed([*at_home, *away], [DAY, EVENING], settings=SETTINGS)
    assert {door.visit.windows for door in found[200:]} == {SORE}
    assert all(door.visit.windows[0].start == 8 * HOUR for door in found[:200])


def test_many_doors_for_one_slot_do_not_all_wait_for_it() -> None:
    """Of a thousand doors best in the evening only those lose the day that one evening team can be offered."""
    doors = [a_door(n, 0.3, 0.3, 0.6 + 0.0002 * n) for n in range(1000)]
    found = aimed(doors, [DAY, EVENING], settings=SETTINGS)
    assert sum(door.visit.windows == SORE for door in found) <= 18


def test_by_the_hour_a_door_keeps_its_hours_and_has_a_prize_for_each_slot() -> None:
    """The best slot is the prize; one without a team has none, equal ones are one, promises have none."""
    doors = [a_door(1, 0.2, 0.4, 0.8), a_door(2, 0.5, 0.5, 0.5)]
    rare, even = (door.visit for door in aimed(doors, [DAY, EVENING], settings=SETTINGS, by_hour=True))
    assert (rare.windows, even.windows) == (doors[0].visit.windows, doors[1].visit.windows)
    prizes = [prize for _, prize in rare.prize_steps]
    assert prizes == sorted(prizes)
    assert len(prizes) == 3
    assert rare.prize == prizes[-1] > even.prize
    assert even.prize_steps == ()
    (by_day,) = aimed(doors[:1], [DAY], settings=SETTINGS, by_hour=True)
    assert len(by_day.visit.prize_steps) == 2
    required = replace(doors[0], visit=replace(doors[0].visit, is_required=True))
    assert aimed([required], [DAY, EVENING], settings=SETTINGS, by_hour=True)[0].visit.prize_steps == ()


def test_slot_without_a_team_is_not_aimed_at() -> None:
    """Where nobody is on duty in the evening, a door keeps the hours in which somebody is."""
    (door,) = aimed([a_door(1, 0.1, 0.1, 0.9)], [DAY], settings=SETTINGS)
    assert door.visit.windows[0].start == 8 * HOUR
    assert door.visit.prize == WORTH_SCALE * 6


def test_required_visits_keep_their_hours() -> None:
    """A promise is never made harder to keep, whatever the chances are."""
    required = a_door(1, 0.05, 0.05, 0.9, is_required=True)
    complaint = a_door(2, 0.05, 0.05, 0.9, is_required=True, tier=Tier.COMPLAINT, kind=VisitKind.COMPLAINT)
    found = aimed([required, complaint, *(a_door(n, 0.5, 0.5, 0.5) for n in range(3, 9))], [DAY, EVENING], settings=SETTINGS)
    assert found[0].visit.windows == found[1].visit.windows == ALL_DAY


def test_complaints_are_aimed_while_the_slot_has_time() -> None:
    """The first complaints get the evening, prizes as they were; when 7/10 of it is taken, the rest keep the whole day."""
    complaints = [replace(a_complaint(n, 0.3, 0.3, 0.7), is_pressing=True) for n in range(9)]
    found = aimed(complaints, [DAY, EVENING], settings=SETTINGS)
    assert [door.visit.windows for door in found] == [SORE] * 3 + [ALL_DAY] * 6
    assert {door.visit.prize for door in found} == {95}


def test_complaint_that_can_be_tried_again_keeps_its_hours() -> None:
    """Only a pressing complaint takes evening time, and only where the evening is clearly better."""
    patient, pressing = a_complaint(1, 0.3, 0.3, 0.7), replace(a_complaint(2, 0.3, 0.3, 0.7), is_pressing=True)
    hardly = replace(a_complaint(3, 0.6, 0.6, 0.7), is_pressing=True)
    found = aimed([patient, pressing, hardly], [DAY, EVENING], settings=SETTINGS)
    assert [door.visit.windows for door in found] == [ALL_DAY, SORE, ALL_DAY]


def test_complaint_takes_its_better_slot_where_doors_are_planned_to_stay_shut() -> None:
    """A shut door costs minutes then, so a last try goes where it is likelier to succeed, if only by a little."""
    shut = replace(SETTINGS, day=replace(SETTINGS.day, shut_duration=180))
    hardly = replace(a_complaint(1, 0.6, 0.6, 0.7), is_pressing=True)
    alike = replace(a_complaint(2, 0.6, 0.6, 0.61), is_pressing=True)
    found = aimed([hardly, alike], [DAY, EVENING], settings=shut)
    assert [door.visit.windows for door in found] == [SORE, ALL_DAY]


def test_few_doors_of_an_unknown_rt_are_worth_more() -> None:
    """An RT tried less is worth more with the same chances, each further door of it less, and no door more than its prize."""
    known = [replace(a_door(n, 0.5, 0.5, 0.5, group="known"), evidence=500.0) for n in range(3)]
    unknown = [replace(a_door(n, 0.5, 0.5, 0.5, group="unknown"), evidence=8.0) for n in range(3, 30)]
    sure = [replace(a_door(n, 0.99, 0.99, 0.99, group="sure"), evidence=0.0) for n in range(30, 33)]
    prizes = [door.visit.prize for door in aimed([*known, *unknown, *sure], [DAY, EVENING], settings=SETTINGS)]
    assert prizes[0] == round(WORTH_SCALE * 60 * (0.5 + 0.5 / 501**0.5))
    assert prizes[3] == round(WORTH_SCALE * 60 * (0.5 + 0.5 / 9**0.5))
    assert prizes[3] > prizes[4] > prizes[29] > prizes[0]
    assert max(prizes) == WORTH_SCALE * 60


def test_weekend_belongs_to_doors_that_are_shut_on_weekdays() -> None:
    """Of doors that open alike today the one that seldom opens on weekdays is worth more; alike then too, they stay alike."""
    doors = [a_door(n, 0.6, 0.6, 0.6) for n in range(2)]
    away, at_home = (replace(door, on_weekdays=(chance,) * 3) for door, chance in zip(doors, (0.2, 0.8), strict=True))
    found = aimed([away, at_home], [DAY, EVENING], settings=SETTINGS)
    assert [door.visit.prize for door in found] == [round(WORTH_SCALE * 60 * 0.9), round(WORTH_SCALE * 60 * 0.3)]
    alike = [replace(door, on_weekdays=(0.4,) * 3) for door in doors]
    assert aimed(alike, [DAY, EVENING], settings=SETTINGS)[0].visit == aimed(doors, [DAY, EVENING], settings=SETTINGS)[0].visit


def test_no_door_is_worth_nothing() -> None:
    """However much better weekdays are, a door keeps a twentieth of its prize: who waits for long is visited in the end."""
    best_elsewhere = replace(a_door(1, 0.1, 0.1, 0.1), on_weekdays=(0.99,) * 3)
    others = [replace(a_door(n, 0.5, 0.5, 0.5), on_weekdays=(0.1,) * 3) for n in range(2, 12)]
    found = aimed([best_elsewhere, *others], [DAY, EVENING], settings=SETTINGS)
    assert found[0].visit.prize == round(WORTH_SCALE * 60 * 0.05)


def test_facility_keeps_its_rank() -> None:
    """A lamp, which is always at home, does not rise above the doors because they may be shut."""
    lamp = a_candidate(1, prize=20, kind=VisitKind.FACILITY)
    found = aimed([lamp, a_door(2, 0.4, 0.4, 0.4)], [DAY, EVENING], settings=SETTINGS)
    assert found[0].visit.prize * 3 == found[1].visit.prize


def _any_door(rng: random.Random, number: int) -> Candidate:
    windows = rng.choice((ALL_DAY, SORE, (Window(start=8 * HOUR, end=10 * HOUR), Window(start=15 * HOUR, end=17 * HOUR)), ()))
    return a_door(
        number,
        *(rng.random() for _ in range(3)),
        windows=windows,
        prize=rng.randint(0, 100),
        tier=rng.choice((Tier.COVERAGE, Tier.COVERAGE, Tier.COMPLAINT)),
        is_required=rng.random() < 0.1,
        skills=frozenset({"x"}) if rng.random() < 0.1 else frozenset(),
    )


@settings(max_examples=80)
@given(st.randoms(use_true_random=False), st.integers(0, 40), st.integers(0, 3))
def test_aim_keeps_its_promises(rng: random.Random, count: int, num_shifts: int) -> None:
    """Nobody is added or lost, hours only shrink and never vanish, worth is positive where the prize was, order stays."""
    doors = [_any_door(rng, n) for n in range(count)]
    shifts = [replace(rng.choice((DAY, EVENING)), id=f"s{n}") for n in range(num_shifts)]
    found = aimed(doors, shifts, settings=SETTINGS)
    assert [door.visit.id for door in found] == [door.visit.id for door in doors]
    for before, after in zip(doors, found, strict=True):
        asked, kept = before.visit.windows, after.visit.windows
        assert all(any(a.start <= w.start and w.end <= a.end for a in asked or ALL_DAY) for w in kept)
        assert bool(kept) or not asked
        assert bool(after.visit.prize) is bool(before.visit.prize)
