"""Guards what is due on a day and what is left out, by count."""

import dataclasses
import datetime as dt
import math

import pytest

from planner.domain.door import DoorCount, Pattern
from planner.domain.records import ComplaintStatus, Gone
from planner.domain.settings import DaySettings, Settings
from planner.domain.units import HOUR
from planner.domain.visit import Tier, VisitKind, Window
from planner.learning.openness import estimate_openness
from planner.rules.candidates import due_candidates, routine_windows
from tests.rules.records import TODAY, a_complaint, a_facility, a_household

SETTINGS = Settings()


def due(households=(), complaints=(), facilities=()):  # type: ignore[no-untyped-def]
    return due_candidates(households, complaints, facilities, date=TODAY, settings=SETTINGS)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_kinds_and_visit_numbers() -> None:
    """A home where nobody was met is a first visit, however often its door stayed shut; knocks are no visits."""
    tried = a_household(2, num_attempts=2)
    seen = a_household(3, last_visit=ago(400))
    visits = [candidate.visit for candidate in due([a_household(1), tried, seen]).candidates]
    assert [(visit.kind, visit.visit_number) for visit in visits] == [
        (VisitKind.FIRST, 1),
        (VisitKind.FIRST, 1),
        (VisitKind.REVISIT, None),
    ]
    assert visits[0].group == "A/01/01"


def test_chance_knows_weekday_tries_from_weekend_tries() -> None:
    """A door that stayed shut on a weekday is expected to stay so; one that stayed shut on a weekend is another matter."""
    counts = [
        DoorCount(village="A", group="A/01/01", is_weekend=False, slot=slot, num_tried=200, num_met=met, pattern=pattern)
        for slot in ("pagi", "siang", "sore")
        for pattern, met in ((Pattern("shut", 1, 0), 40), (Pattern("shut", 0, 1), 110))
    ]
    openness = estimate_openness(counts, ("pagi", "siang", "sore"))
    doors = [a_household(1, num_attempts=1), a_household(2, num_attempts=1, num_weekend_attempts=1)]
    found = due_candidates(doors, (), (), date=TODAY, settings=SETTINGS, openness=openness)
    weekday, weekend = (candidate.chances for candidate in found.candidates)
    assert max(weekday) < min(weekend) - 0.2


@pytest.mark.parametrize(
    ("key", "household"),
    [
        ("do_not_visit", a_household(is_do_not_visit=True)),
        ("ask_rt_head", a_household(num_attempts=4)),
        ("not_due", a_household(last_visit=ago(100))),
        ("no_hours", a_household(windows=(Window(start=20 * HOUR, end=21 * HOUR),))),
    ],
)
def test_doors_left_out_are_counted(key: str, household: object) -> None:
    """Every door that is not offered is counted under its reason."""
    found = due([household])
    assert (found.candidates, dict(found.excluded)) == ((), {key: 1})


def test_next_try_is_in_another_slot() -> None:
    """Nobody was home in the morning: the next try is at another time, to the second."""
    day = DaySettings()
    assert routine_windows((), last_slot="pagi", day=day) == (Window(start=13 * HOUR, end=18 * HOUR),)
    assert routine_windows((), last_slot="siang", day=day) == (
        Window(start=8 * HOUR, end=13 * HOUR - 1),
        Window(start=16 * HOUR, end=18 * HOUR),
    )


def test_the_same_slot_stays_where_there_is_no_other() -> None:
    """A door that opens only in the mornings is tried again in the morning; a whole-day slot rules nothing out."""
    morning = (Window(start=9 * HOUR, end=10 * HOUR),)
    assert routine_windows(morning, last_slot="pagi", day=DaySettings()) == morning
    assert routine_windows((), last_slot="hari", day=DaySettings()) == (DaySettings().visit_hours,)


def test_complaint_covers_the_routine_visit() -> None:
    """A household with a complaint today is not visited twice, and takes its place and hours from the household."""
    hours = (Window(start=9 * HOUR, end=10 * HOUR),)
    found = due([a_household(windows=hours)], [a_complaint(is_required=True, skills=frozenset({"polwan"}))])
    (candidate,) = found.candidates
    visit = candidate.visit
    assert (visit.kind, visit.tier, visit.is_required, visit.windows) == (VisitKind.COMPLAINT, Tier.COMPLAINT, True, hours)
    assert visit.skills == {"polwan"}
    assert dict(found.excluded) == {"merged": 1}


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("rjk", a_complaint(category="RJK")),
        ("do_not_visit", a_complaint()),
        ("no_position", a_complaint(household=None)),
        ("no_hours", a_complaint(household="H2", windows=(Window(start=0, end=HOUR),))),
    ],
)
def test_complaints_left_out_are_counted(key: str, complaint: object) -> None:
    """Special referrals, closed doors and complaints without a place are never planned; each is counted."""
    found = due([a_household(1, is_do_not_visit=True), a_household(2)], [complaint])
    assert [candidate.visit.kind for candidate in found.candidates] == [VisitKind.FIRST]
    assert found.excluded[key] == 1 + (key == "do_not_visit")


def test_complaint_is_pressing_on_its_last_two_days() -> None:
    """Due tomorrow, today or overdue presses; due later, or a routine visit, does not."""
    complaints = [a_complaint(n, due=TODAY + dt.timedelta(days=days)) for n, days in enumerate((-3, 0, 1, 2))]
    found = due([a_household(1), a_household(9)], complaints).candidates
    assert [candidate.is_pressing for candidate in found] == [True, True, True, False, False]


def test_chances_come_with_what_they_rest_on() -> None:
    """A door of an RT that was tried often carries more evidence than one of an RT never tried."""
    tries = [DoorCount(village="A", group="A/01/01", is_weekend=False, slot="pagi", num_tried=41, num_met=30)]
    openness = estimate_openness(tries, ("pagi", "siang", "sore"))
    doors = [a_household(1), a_household(2, address=dataclasses.replace(a_household(2).address, rt="02"))]
    known, unknown = due_candidates(doors, (), (), date=TODAY, settings=SETTINGS, openness=openness).candidates
    assert known.evidence == unknown.evidence + 41
    assert known.on_weekdays == ()
    saturday = TODAY + dt.timedelta(days=4)
    (same, _) = due_candidates(doors, (), (), date=saturday, settings=SETTINGS, openness=openness).candidates
    assert same.on_weekdays == known.chances != same.chances
    assert due(doors).candidates[0].evidence == math.inf


def test_closed_complaints_are_not_due() -> None:
    """Only open complaints are followed up; closed ones are nobody's loss."""
    assert due((), [a_complaint(status=ComplaintStatus.CLOSED)]).candidates == ()


def test_facilities_come_by_their_cycle() -> None:
    """A facility inspected within its cycle is not due; one never inspected is, in the coverage tier."""
    found = due((), (), [a_facility(1), a_facility(2, last_inspection=ago(30))])
    assert [(c.visit.subject, c.visit.kind, c.visit.tier) for c in found.candidates] == [
        ("F1", VisitKind.FACILITY, Tier.COVERAGE)
    ]
    assert found.candidates[0].at_place(7).place == 7


def test_gone_doors_are_asked_about_first() -> None:
    """Where residents moved or no such address was found, the RT head is asked before anybody goes again."""
    for gone in Gone:
        assert due([a_household(gone=gone)]).excluded == {"ask_rt_head": 1}


def test_promised_return_is_due_at_once_and_required_in_time() -> None:
    """A promised return is offered however recent the last visit is, and is required from its day on, through shut doors."""
    early = due([a_household(last_visit=ago(1), num_attempts=9, follow_up_on=ago(-1))]).candidates
    late = due([a_household(last_visit=ago(1), num_attempts=9, follow_up_on=TODAY)]).candidates
    assert [item.visit.is_required for item in (*early, *late)] == [False, True]
