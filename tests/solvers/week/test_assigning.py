"""Guards the days of a week's blocks: no block twice, rooms kept, RTs together, better days taken, against brute force."""

import itertools
import random

import pytest

from planner.domain.week import Block, WeekQuestion
from solvers.week.assigning import assign, greedy, value


def block(group: str, worths: tuple[float, ...], *, doors: int = 4, village: str = "", at: float = 0.0) -> Block:
    return Block(
        group=group, village=village, members=tuple(f"{group}-{n}" for n in range(doors)), worths=worths, middle=(at, 0.0)
    )


def question(blocks: list[Block], rooms: tuple[int, ...], **more: object) -> WeekQuestion:
    return WeekQuestion(blocks=tuple(blocks), rooms=rooms, sizes=tuple(2 * room for room in rooms), **more)  # type: ignore[arg-type]


def loads(asked: WeekQuestion, days: list[int | None]) -> list[int]:
    return [
        sum(len(one.members) for one, at in zip(asked.blocks, days, strict=True) if at == day)
        for day in range(len(asked.rooms))
    ]


def core_of(asked: WeekQuestion) -> list[int | None]:
    answer = assign(asked, effort=1.0)
    return [day if is_core else None for day, is_core in zip(answer.days, answer.is_core, strict=True)]


def random_question(dice: random.Random) -> WeekQuestion:
    num_days = 2
    blocks = [
        block(
            f"RT{dice.randrange(3)}",
            tuple(dice.choice([0.0, 20.0, 30.0, 55.0]) for _ in range(num_days)),
            doors=dice.randrange(1, 5),
            village=dice.choice(["A", "B"]),
        )
        for _ in range(6)
    ]
    return question(blocks, (dice.randrange(1, 9), dice.randrange(1, 9)), own={"A": (2, 0)})


@pytest.mark.parametrize("seed", range(25))
def test_is_the_best_of_all(seed: int) -> None:
    """On tiny weeks nothing that keeps the rooms is worth more (to a rounded tenth of a point a term)."""
    asked = random_question(random.Random(seed))  # noqa: S311
    found = core_of(asked)
    best = 0.0
    for days in itertools.product([None, 0, 1], repeat=len(asked.blocks)):
        allowed = all(day is None or one.worths[day] > 0 for one, day in zip(asked.blocks, days, strict=True))
        if allowed and all(load <= room for load, room in zip(loads(asked, list(days)), asked.rooms, strict=True)):
            best = max(best, value(asked, days))
    assert value(asked, found) == pytest.approx(best, rel=0.003, abs=1.0)
    assert value(asked, greedy(asked)) <= value(asked, found)


def test_rooms_and_sizes_are_kept() -> None:
    """What a day takes fits its room, what it is offered fits its size, and only days on which somebody can come are used."""
    dice = random.Random(3)  # noqa: S311
    blocks = [block(f"RT{n // 4}", (30.0, 0.0 if n % 5 == 0 else 40.0, 35.0), doors=dice.randrange(1, 9)) for n in range(80)]
    asked = question(blocks, (40, 60, 20))
    answer = assign(asked, effort=1.0)
    core = [day if is_core else None for day, is_core in zip(answer.days, answer.is_core, strict=True)]
    assert all(load <= room for load, room in zip(loads(asked, core), asked.rooms, strict=True))
    assert all(load <= size for load, size in zip(loads(asked, list(answer.days)), asked.sizes, strict=True))
    assert all(day is None or one.worths[day] > 0 for one, day in zip(asked.blocks, answer.days, strict=True))
    assert sum(loads(asked, list(answer.days))) > sum(loads(asked, core)), "beside its core a day is offered more"


def test_an_rt_stays_together() -> None:
    """Where days are alike and have room, each RT is gone to on one day."""
    blocks = [block(f"RT{n % 4}", (50.0, 50.0), at=1000.0 * (n % 4)) for n in range(16)]
    asked = question(blocks, (32, 32))
    answer = assign(asked, effort=1.0)
    days_of = {
        group: {day for one, day in zip(asked.blocks, answer.days, strict=True) if one.group == group and day is not None}
        for group in ("RT0", "RT1", "RT2", "RT3")
    }
    assert all(len(days) == 1 for days in days_of.values())


def test_doors_meet_their_better_day() -> None:
    """Doors that are shut on the first day go to the second, the others to the first."""
    shut, free = [block(f"S{n}", (10.0, 60.0)) for n in range(3)], [block(f"F{n}", (45.0, 50.0)) for n in range(3)]
    answer = assign(question([*shut, *free], (12, 12)), effort=1.0)
    assert answer.days == (1, 1, 1, 0, 0, 0)


def test_same_question_same_answer() -> None:
    """An interrupted week goes on with the days that it had."""
    asked = random_question(random.Random(11))  # noqa: S311
    assert assign(asked) == assign(asked)


def test_nothing_to_give() -> None:
    """No doors, or nobody with time, is no fault."""
    assert assign(question([], (4,))).days == ()
    assert assign(question([block("A", (9.0,))], (0,))).days == (None,)


def test_faulty_questions_are_refused() -> None:
    """A question whose parts speak of different numbers of days is refused."""
    with pytest.raises(ValueError, match="worths"):
        question([block("A", (9.0,))], (4, 4))
    with pytest.raises(ValueError, match="no door"):
        block("A", (9.0,), doors=0)
    with pytest.raises(ValueError, match="days"):
        question([], (4,), own={"A": (1, 2)})
