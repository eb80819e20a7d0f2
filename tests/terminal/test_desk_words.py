"""Guards what the desk types: read as meant, and every fault with its code, all at once."""

from dataclasses import replace

import pytest

from planner.domain.errors import InputError
from planner.domain.lock import Lock, LockKind
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.replanning import News
from planner.domain.shift import Shift
from planner.domain.visit import Visit, Window
from planner.rules.timing import schedule
from planner.terminal.desk_words import DeskWords, read_locks, read_news, read_time
from planner.usecases.running_day import faults_of_locks, faults_of_visits
from tests.building import line_travel

DUTY = Window(start=8 * 3600, end=16 * 3600)
PROBLEM = Problem(
    visits=tuple(Visit(id=f"H{n}", place=n, service_duration=600) for n in range(1, 5)),
    shifts=(
        Shift(id="T01", team="T01", window=DUTY, start=0, end=0),
        Shift(id="T02-pagi", team="T02", window=DUTY, start=0, end=0),
        Shift(id="T02-sore", team="T02", window=DUTY, start=0, end=0),
    ),
    travel={"motorcycle": line_travel(list(range(5)))},
)
ROUTE = schedule(PROBLEM, PROBLEM.shifts[0], range(4))
PLAN = Plan(routes=() if ROUTE is None else (ROUTE,))
NOON = 12 * 3600


def _codes(error: InputError) -> list[str]:
    return [fault.code for fault in error.faults]


def test_words_are_read_as_meant() -> None:
    """Counts, delays in minutes or hours, teams of one shift or of several."""
    words = DeskWords(
        done=("T01:3",), late=("T02-pagi=20m", "T01=1h"), away=("T02-sore",), untouched=("T02",), done_through="09:30"
    )
    assert read_news(words, PROBLEM, PLAN, time=NOON) == News(
        time=NOON,
        num_done={"T01": 3},
        done_through=9 * 3600 + 1800,
        delays={"T02-pagi": 1200, "T01": 3600},
        away=frozenset({"T02-sore"}),
        untouched=frozenset({"T02-pagi"}),
    )


def test_a_team_away_is_all_its_shifts() -> None:
    """Who is away is away for the day."""
    assert read_news(DeskWords(away=("T02",)), PROBLEM, PLAN, time=NOON).away == {"T02-pagi", "T02-sore"}


def test_the_id_of_a_team_may_have_a_colon() -> None:
    """What stands behind the last colon is the number; the rest is the team, whatever its id looks like."""
    shifts = (replace(PROBLEM.shifts[0], id="T:1"), *PROBLEM.shifts[1:])
    plan = Plan(routes=tuple(replace(route, shift_id="T:1") for route in PLAN.routes))
    assert read_news(DeskWords(done=("T:1:3",)), replace(PROBLEM, shifts=shifts), plan, time=NOON).num_done == {"T:1": 3}


def test_every_fault_is_told_at_once() -> None:
    """Unknown, ambiguous and unreadable words are all in one report."""
    words = DeskWords(done=("T01:9", "T01:x", "T02:1", "T9:1"), late=("T01=soon",), away=("T5",), done_through="late")
    with pytest.raises(InputError) as caught:
        read_news(words, PROBLEM, PLAN, time=NOON)
    assert sorted(_codes(caught.value)) == ["E8101", "E8101", "E8102", "E8102", "E8102", "E8105", "E8113"]


def test_a_moment_that_is_no_time_is_refused() -> None:
    """What is typed is read, or refused with its code."""
    assert read_time("--at", "10:30") == 10 * 3600 + 1800
    assert read_time("--at", "") is None
    with pytest.raises(InputError) as caught:
        read_time("--at", "half past")
    assert _codes(caught.value) == ["E8102"]


def test_a_day_that_is_over_is_refused() -> None:
    """After everybody's duty there is nothing to plan."""
    with pytest.raises(InputError) as caught:
        read_news(DeskWords(), PROBLEM, PLAN, time=17 * 3600)
    assert _codes(caught.value) == ["E8116"]


def test_locks_are_read_as_meant() -> None:
    """Team, first, last and order, in both languages."""
    texts = ("H1=T01", "H2=pertama", "H3=last", "H4<H2")
    assert read_locks(texts, PROBLEM) == (
        Lock(kind=LockKind.SHIFT, visit_id="H1", shift_id="T01"),
        Lock(kind=LockKind.FIRST, visit_id="H2"),
        Lock(kind=LockKind.LAST, visit_id="H3"),
        Lock(kind=LockKind.ORDER, visit_id="H4", later_id="H2"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H1", "E8102"),
        ("H9=T01", "E8104"),
        ("H1<H9", "E8104"),
        ("H1=T7", "E8101"),
        ("H1=T02", "E8105"),
        ("H1<H1", "E8112"),
        ("H3=first", "E8112"),
        ("H1=T02-sore", "E8112"),
    ],
)
def test_locks_that_cannot_be_kept_are_refused(text: str, code: str) -> None:
    """A lock on what is unknown, done, away or itself has its code."""
    news = replace(News(time=NOON), away=frozenset({"T02-sore"}))
    try:
        faults = faults_of_locks(read_locks((text,), PROBLEM), PROBLEM, facts=frozenset({"H3"}), news=news)
    except InputError as error:
        faults = list(error.faults)
    assert [fault.code for fault in faults] == [code]


def test_unknown_visits_are_all_told() -> None:
    """Each unknown id has its own fault."""
    assert [fault.code for fault in faults_of_visits(("H1", "X", "Y"), PROBLEM)] == ["E8104", "E8104"]
