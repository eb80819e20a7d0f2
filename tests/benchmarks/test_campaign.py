"""Guards the simulated campaign: it can be made again, its truth stays hidden, its counts add up."""

import ast
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import campaign_book, campaign_policies
from benchmarks.campaign import FIRST_DAY, ground_of, run_campaign, run_field
from benchmarks.campaign_book import Book, Try
from benchmarks.campaign_field import FIELD_POLICIES, bound
from benchmarks.campaign_policies import POLICIES, Ground
from benchmarks.campaign_world import World
from planner.domain.door import NEW_PATTERN, Pattern
from planner.domain.outcome import Outcome
from planner.domain.records import Household
from planner.domain.units import HOUR

Setting = tuple[Ground, Sequence[Household]]


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    return ground_of(tmp_path_factory.mktemp("campaign") / "ws", size="tiny", search_iterations=0)


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_campaign_can_be_made_again_and_adds_up(setting: Setting, policy: str) -> None:
    """The same policy and seed give the same campaign; nobody is met twice, nor more than were tried."""
    ground, households = setting
    first, second = (run_campaign(policy, households, ground, seed=5, num_days=4) for _ in range(2))
    assert {**_numbers(first), "cpu_seconds": 0} == {**_numbers(second), "cpu_seconds": 0}
    assert 0 < first.visited <= min(first.tries, len(households))
    assert first.answered_in_time <= first.tried_in_time <= first.complaints


@pytest.mark.parametrize("policy", sorted(FIELD_POLICIES))
def test_field_can_be_made_again_and_meets_no_more_than_the_bound(setting: Setting, policy: str) -> None:
    """The same policy and seed give the same days on the street; they keep duty, and no clairvoyant meets fewer."""
    ground, households = setting
    first, second = (run_field(policy, households, ground, seed=5, num_days=4) for _ in range(2))
    assert {**_numbers(first), "cpu_seconds": 0} == {**_numbers(second), "cpu_seconds": 0}
    assert 0 < first.visited <= min(first.tries, len(households))
    days = [FIRST_DAY + dt.timedelta(days=number) for number in range(4)]
    most, hours = bound(World(households, seed=5), ground, days=days)
    assert first.visited <= most * 1.05  # the bound is one of expectations
    assert hours == pytest.approx(first.duty_hours, abs=0.1)
    assert first.work_hours <= first.duty_hours


def test_planner_sees_outcomes_only(setting: Setting) -> None:
    """Two worlds of different truth that answered alike lead to the same plans: nothing else crosses the border."""
    ground, households = setting
    days = [FIRST_DAY + dt.timedelta(days=n) for n in range(3)]
    plans = []
    for seed in (1, 2):
        world, book = World(households, seed=seed), Book(households, ground.settings)
        assert world.complaints(days[0]) != []
        plans.append([])
        for date in days:
            made = POLICIES["ours"](book, date, ground, 0)
            plans[-1].append(made)
            for one in made:
                book.record(one, Outcome.MET if hash_of(one) % 2 else Outcome.NOT_HOME, date)
    assert plans[0] == plans[1]


@pytest.mark.parametrize("module", [campaign_policies, campaign_book])
def test_planner_side_does_not_import_the_world(module: object) -> None:
    """What the planner runs in does not even know the module of the truth."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    names = [node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    assert "benchmarks.campaign_world" not in names
    assert "World" not in source


def test_world_is_the_one_that_was_fixed(setting: Setting) -> None:
    """About 44 of 100 doors open on a weekday morning, 73 in the evening, 60 on a Saturday morning."""
    _, households = setting
    saturday = FIRST_DAY + dt.timedelta(days=5)
    shares = []
    for date, time in ((FIRST_DAY, 9 * HOUR), (FIRST_DAY, 17 * HOUR), (saturday, 9 * HOUR)):
        outcomes = [World(households, seed=seed).knock(door.id, date, time) for seed in range(8) for door in households[:100]]
        shares.append(sum(outcome in {Outcome.MET, Outcome.REFUSED} for outcome in outcomes) / len(outcomes))
    assert shares == pytest.approx([0.44, 0.73, 0.60], abs=0.09)


def test_desk_learns_what_the_sheet_says(setting: Setting) -> None:
    """Met is visited, shut is one try more in its slot, refused is due after a cycle, moved is visited no more."""
    ground, households = setting
    book = Book(households[:4], ground.settings)
    outcomes = (Outcome.MET, Outcome.NOT_HOME, Outcome.REFUSED, Outcome.MOVED)
    for door, outcome in zip(households[:4], outcomes, strict=True):
        book.record(Try(visit_id=door.id, household=door.id, time=9 * HOUR), outcome, FIRST_DAY)
    met, shut, refused = book.households
    assert (met.last_visit, refused.last_visit) == (FIRST_DAY, FIRST_DAY)
    assert (shut.num_attempts, shut.num_weekend_attempts, shut.last_slot, shut.last_visit) == (1, 0, "pagi", None)
    assert book.visited == {met.id}
    assert sum(count.num_tried for count in book.counts) == 3
    assert sum(count.num_met for count in book.counts) == 2


def test_desk_knows_weekday_tries_from_weekend_tries(setting: Setting) -> None:
    """A try on a weekend counts as one until the door opens, and each try under what was known before it."""
    ground, households = setting
    book = Book(households[:1], ground.settings)
    made = Try(visit_id=households[0].id, household=households[0].id, time=9 * HOUR)
    for days, outcome in ((0, Outcome.NOT_HOME), (5, Outcome.NOT_HOME), (6, Outcome.NOT_HOME), (7, Outcome.MET)):
        (door,) = book.households
        assert door.num_weekend_attempts == max(0, days - 5)
        book.record(made, outcome, FIRST_DAY + dt.timedelta(days=days))
    assert book.households[0].num_weekend_attempts == 0
    assert {(count.pattern, count.is_weekend) for count in book.counts} == {
        (NEW_PATTERN, False), (Pattern("shut", 1, 0), True), (Pattern("shut", 1, 1), True), (Pattern("shut", 1, 1), False)
    }  # fmt: skip


def hash_of(made: Try) -> int:
    """A number of a door that is the same in every run."""
    return sum(map(ord, made.household))


def _numbers(campaign: object) -> dict[str, object]:
    return {name: getattr(campaign, name) for name in type(campaign).__dataclass_fields__}  # type: ignore[attr-defined]
