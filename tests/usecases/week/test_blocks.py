"""Guards the blocks of a week, and the days of complaints and facilities."""

import datetime as dt
import random

import numpy as np

from planner.usecases.week.blocks import blocks_of
from planner.usecases.week.errands import Errand, days_of_errands, days_of_inspections
from tests.rules.records import a_candidate

DAYS = [dt.date(2026, 11, 30) + dt.timedelta(days=n) for n in range(6)]
HOURS = [8 * 3600] * 6


def errand(name: str, *chances: float, due: int = 5, urgent: bool = False, first: int = 0, minutes: int = 25) -> Errand:
    return Errand(
        ids=(name,),
        chances=dict(enumerate(chances, first)),
        deadline=DAYS[0] + dt.timedelta(days=due),
        is_urgent=urgent,
        duration=minutes * 60,
    )


def test_every_door_is_in_one_block() -> None:
    """No door is lost or twice in the blocks, none is larger than said, and the worths are those of its doors."""
    dice = random.Random(5)  # noqa: S311
    groups = ("", "V/1/1", "V/1/2", "V/2/1", "W/1/1")
    doors = [a_candidate(n, group=dice.choice(groups), village="V") for n in range(90)]
    worths = [{one.visit.id: dice.uniform(1, 60) for one in doors if dice.random() < 0.9} for _ in DAYS]
    metres = np.array([[dice.uniform(0, 3000), dice.uniform(0, 3000)] for _ in doors])
    blocks = blocks_of(doors, worths, metres, size=9)
    members = [id_ for block in blocks for id_ in block.members]
    assert sorted(members) == sorted(one.visit.id for one in doors)
    assert max(len(block.members) for block in blocks) <= 9
    for block in blocks:
        sums = [sum(day.get(id_, 0.0) for id_ in block.members) for day in worths]
        assert np.allclose(block.worths, sums)


def test_small_rts_join_their_neighbours() -> None:
    """Three RTs of two doors within a walk are one errand; a far one stays alone."""
    doors = [a_candidate(n, group=f"V/1/{n // 2}", village="V") for n in range(8)]
    metres = np.array([[100.0 * (n // 2), 0.0] for n in range(6)] + [[9000.0, 0.0]] * 2)
    blocks = blocks_of(doors, [{one.visit.id: 10.0 for one in doors}], metres, size=9)
    assert sorted(len(block.members) for block in blocks) == [2, 6]


def test_complaints_meet_their_days() -> None:
    """Urgent ones go first, others where their door opens, never after they are due while there is a day before."""
    found = days_of_errands(
        [
            errand("late", 0.2, 0.2, 0.2, 0.2, 0.2, 0.9, due=-2, urgent=True),
            errand("weekend", 0.2, 0.2, 0.2, 0.2, 0.2, 0.9, due=5),
            errand("due", 0.2, 0.2, 0.2, 0.2, 0.2, 0.9, due=2),
            errand("rests", 0.5, 0.5, due=1, first=3),
            errand("nobody"),
        ],
        DAYS,
        HOURS,
    )
    assert found == {"late": 0, "weekend": 5, "due": 0, "rests": 3}


def test_complaints_do_not_fill_a_day() -> None:
    """Half a day's hours at most, while another day before they are due has time; with no other day they go all the same."""
    many = [errand(f"C{n:02d}", 0.5, 0.5, due=1) for n in range(18)]
    found = days_of_errands(many, DAYS, HOURS)
    assert [sum(day == one for day in found.values()) for one in (0, 1)] == [9, 9]
    full = [errand(f"C{n:02d}", 0.5, 0.5, due=1, minutes=200) for n in range(5)]
    assert len(days_of_errands(full, DAYS, HOURS)) == 5


def test_complaints_of_a_door_go_together() -> None:
    """Nobody is visited twice in a week, whatever the number of their complaints."""
    one = Errand(ids=("C1", "C2"), chances={2: 0.5, 3: 0.5}, deadline=DAYS[1], is_urgent=False, duration=3000)
    assert days_of_errands([one], DAYS, HOURS) == {"C1": 2, "C2": 2}


def test_facilities_are_spread() -> None:
    """Each goes to the day that is near anyway, no day beyond its share, none where nobody could inspect it."""
    ids = [f"F{n}" for n in range(6)]
    metres = np.array([[0.0, 0.0]] * 6)
    near, far = np.array([[1.0, 0.0]]), np.array([[5000.0, 0.0]])
    open_on = [set(ids)] * 3
    found = days_of_inspections(ids, [9] * 6, metres, open_on=open_on, places=[near, far, far], quotas=[5, 5, 5])
    assert [sum(day == one for day in found.values()) for one in range(3)] == [2, 2, 2]
    assert days_of_inspections(ids, [9] * 6, metres, open_on=open_on, places=[near] * 3, quotas=[0, 0, 0]) == {}
    few = days_of_inspections(ids, [1, 2, 3, 4, 5, 6], metres, open_on=[{"F0"}, set(ids)], places=[near, far], quotas=[1, 2])
    assert few == {"F0": 0, "F5": 1, "F4": 1}
    first = days_of_inspections(ids, [9] * 6, metres, open_on=[set(ids), set(), set()], places=[near] * 3, quotas=[5, 5, 5])
    assert list(first.values()) == [0] * 5, "what no other day may have goes as far as the day's own quota"
