"""Guards how a typed line is read."""

import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.domain.outcome import NewComplaint, Outcome, RecordedVisit
from planner.domain.records import Condition, Urgency
from planner.domain.units import clock, parse_clock
from planner.domain.visit import VisitKind, Window
from planner.usecases.recording.entry import EntryProblem, read_entry, read_time
from planner.usecases.recording.planned import PlannedLine


def a_row(*, complaint: str | None = None, facility: str | None = None) -> PlannedLine:
    return PlannedLine(
        number=3, visit_id="H1", kind=VisitKind.FIRST, time=30_000, household="H1", complaint=complaint, facility=facility,
        village="V1", rt="01", rw="02", address=None,
    )  # fmt: skip


def read(text: str, line: PlannedLine | None = None) -> RecordedVisit:
    return read_entry(text, line or a_row(), sheet_id="S")


@pytest.mark.parametrize(("key", "outcome"), [*zip("btmpad", Outcome, strict=True), *zip("123456", Outcome, strict=True)])
def test_one_key_is_enough(key: str, outcome: Outcome) -> None:
    """Each tick box has a letter and a digit, capitals or not."""
    assert read(key).outcome is read(key.upper()).outcome is outcome


def test_everything_beside_the_outcome_in_any_order() -> None:
    """Times, complaint, urgency, promise may stand in any order behind the outcome."""
    expected = NewComplaint(category="CRM", urgency=Urgency.URGENT)
    for text in ("b 0815 8.30 crm! +", "B + CRM! 08:15 0830"):
        entry = read(text)
        assert (entry.time_in, entry.time_out, entry.complaint, entry.needs_follow_up) == (29_700, 30_600, expected, True)


def test_answers_and_conditions_where_they_belong() -> None:
    """A follow-up can be answered, a facility has a condition; on another row both are refused."""
    assert read("b j", a_row(complaint="K1")).is_answered is True
    assert read("b x", a_row(complaint="K1")).is_answered is False
    assert read("b k3", a_row(facility="F1")).condition is Condition.HEAVY_DAMAGE
    assert read("t x", a_row(complaint="K1")).is_answered is False
    for text in ("t j", "m j", "d j"):
        with pytest.raises(EntryProblem, match="nobody was met"):
            read(text, a_row(complaint="K1"))
    for text in ("b j", "b k1"):
        with pytest.raises(EntryProblem):
            read(text)


@pytest.mark.parametrize("text", ["z", "b 2560", "b 0830 0815", "b 0800 0810 0820", "b XYZ", "b !", "b -5"])
def test_what_cannot_be_meant_is_asked_again(text: str) -> None:
    """A line that cannot be read is never guessed at."""
    with pytest.raises(EntryProblem):
        read(text)


def test_a_line_says_one_complaint_one_condition_and_one_answer() -> None:
    """A second one of any is refused with its code, and never takes the place of the first; the same again is none."""
    rows = {
        "E7051": (a_row(), ("b RJK CRM", "b crm RJK", "b CRM NRK", "b CRM CRM!", "b RJK= CRM")),
        "E7052": (a_row(facility="F1"), ("b k1 k3", "b k3 k1")),
        "E7053": (a_row(complaint="K1"), ("b j x", "t x j")),
        "E7054": (a_row(), ("b ?", "b 2560", "b CRMX")),
    }
    for code, (row, lines) in rows.items():
        for text in lines:
            with pytest.raises(EntryProblem) as refused:
                read(text, row)
            assert refused.value.fault is not None
            assert refused.value.fault.code == code, text
    assert read("b CRM crm").complaint == NewComplaint(category="CRM")
    assert read("b k3 k3", a_row(facility="F1")).condition is Condition.HEAVY_DAMAGE
    assert read("b j j", a_row(complaint="K1")).is_answered is True


@given(st.text())
@example("")
def test_no_line_breaks_the_desk(text: str) -> None:
    """Whatever is typed is an entry or a question, never a crash."""
    try:
        read(text)
    except EntryProblem as problem:
        problem.message.format(**problem.values)


def test_times_of_day() -> None:
    """Hours end at 23, minutes at 59."""
    assert [read_time(text) for text in ("815", "23.59", "24:00", "0860", "8")] == [29_700, 86_340, None, None, None]


def test_times_of_a_night_s_duty() -> None:
    """In the small hours of a duty that runs past midnight they are of that night, a time out after it too; else as typed."""
    evening, day = Window(start=16 * 3600, end=26 * 3600), Window(start=8 * 3600, end=16 * 3600)
    for text, duty, times in (
        ("b 2350 0005", evening, ["23:50", "24:05"]),
        ("b 0030", evening, ["24:30"]),
        ("b 0215 0240", evening, ["26:15", "26:40"]),
        ("b 1530 1610", evening, ["15:30", "16:10"]),
        ("b 0700", evening, ["07:00"]),
        ("b 0030", day, ["00:30"]),
        ("b 0030", None, ["00:30"]),
    ):
        entry = read_entry(text, a_row(), sheet_id="S", duty=duty)
        assert [clock(time) for time in (entry.time_in, entry.time_out) if time is not None] == times, text
    with pytest.raises(EntryProblem, match="in before out"):
        read_entry("b 2350 0005", a_row(), sheet_id="S", duty=day)


PLANNED = replace(a_row(), time=29_700 + 20, end_time=30_600 + 20)
"""A row from 8.15 to 8.30, planned with seconds."""


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("b=", ("08:15", "08:30")),
        ("b =", ("08:15", "08:30")),
        ("b 22=", ("08:22", "08:37")),
        ("b 0901=", ("09:01", "09:16")),
        ("b 22 40", ("08:22", "08:40")),
        ("b 55 10", ("07:55", "08:10")),
        ("b 44 02", ("08:44", "09:02")),
        ("b 46", ("07:46", None)),
        ("b 5 20", ("08:05", "08:20")),
        ("b 05 9", ("08:05", "08:09")),
        ("b 22 3", ("08:22", "09:03")),
        ("b 5=", ("08:05", "08:20")),
        ("b=CRM!", ("08:15", "08:30")),
    ],
)
def test_times_near_the_plan_are_few_keys(text: str, times: tuple[str, str | None]) -> None:
    """`=` is as planned; minutes alone are those nearest to the plan, of the time out the next after that in."""
    entry = read(text, PLANNED)
    assert (entry.time_in, entry.time_out) == tuple(None if time is None else parse_clock(time) for time in times)


@pytest.mark.parametrize("text", ["b 8", "b 8 30", "b 9 15", "b 0815 9"])
def test_a_digit_that_may_be_an_hour_is_asked(text: str) -> None:
    """At a quarter past eight `8` may be the hour: the desk is told how each is written, and nothing is guessed."""
    with pytest.raises(EntryProblem, match="hour or a minute") as asked:
        read(text, PLANNED)
    digit = asked.value.values["word"]
    assert read(f"b 0{digit}", PLANNED).time_in == parse_clock(f"08:0{digit}")


@pytest.mark.parametrize("text", ["b=", "b 15="])
def test_a_reserve_has_no_planned_times(text: str) -> None:
    """What was never planned cannot be as planned, and minutes alone mean nothing there."""
    with pytest.raises(EntryProblem):
        read(text, replace(PLANNED, time=None, end_time=None))


def test_an_ordinary_day_takes_half_the_keys() -> None:
    """28 sheets of 15 rows with both times are typed in 2,702 keys at most, half of what whole times take (5,404 and a few)."""
    rng = random.Random(20_251_130)  # noqa: S311 (reproducible test data)
    keys = whole = 0
    for _ in range(28):
        late = 0
        for number in range(15):
            line = replace(PLANNED, time=(8 * 60 + 5 + 18 * number) * 60, end_time=(8 * 60 + 20 + 18 * number) * 60)
            assert line.time is not None
            assert line.end_time is not None
            kind = rng.choice(("as planned", "late", "own"))
            late = max(-10, min(25, late + rng.randint(-3, 4)))
            minute = line.time // 60 + (0 if kind == "as planned" else late)
            stay = 15 if kind != "own" else rng.randint(3, 30)
            typed = {
                "as planned": "b=",
                "late": f"b {minute % 60:02d}=",
                "own": f"b {minute % 60:02d} {(minute + stay) % 60:02d}",
            }
            entry = read(typed[kind], line)
            assert (entry.time_in, entry.time_out) == (minute * 60, (minute + stay) * 60)
            keys += len(typed[kind]) + 1  # Enter
            whole += len(f"b {clock(minute * 60, separator='')} {clock((minute + stay) * 60, separator='')}") + 1
    assert whole >= 5_000
    assert keys <= 2_702, keys
