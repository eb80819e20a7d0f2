"""Guards what is learned of durations: the setting until enough is recorded, then both by their weight."""

from dataclasses import replace

from planner.domain.minutes import DoorTime
from planner.domain.settings import Settings
from planner.domain.visit import VisitKind
from planner.learning.durations import ENOUGH, PRIOR, USUAL_SHUT, learned_durations, with_learned

DAY = Settings().day


def _learned(num: int, each: int, *, kind: VisitKind = VisitKind.FIRST, is_met: bool = True) -> int:
    (found,) = learned_durations([DoorTime(kind=kind, is_met=is_met, num_timed=num, duration=num * each)], DAY)
    return found.learned


def test_setting_holds_until_enough_is_recorded() -> None:
    """One row less than enough changes nothing."""
    assert _learned(ENOUGH - 1, 300) == DAY.routine_duration
    assert _learned(ENOUGH, 300) == round((PRIOR * DAY.routine_duration + ENOUGH * 300) / (PRIOR + ENOUGH))


def test_much_that_is_recorded_outweighs_the_setting() -> None:
    """After twenty thousand rows the recorded mean is what is believed, to a few seconds."""
    assert abs(_learned(20_000, 700) - 700) < 5


def test_each_purpose_has_its_own_setting() -> None:
    """Complaints, facilities and shut doors begin with what the settings say of them."""
    assert _learned(1, 5, kind=VisitKind.COMPLAINT) == DAY.complaint_duration
    assert _learned(1, 5, kind=VisitKind.FACILITY) == DAY.facility_duration
    assert _learned(1, 5, is_met=False) == USUAL_SHUT
    (told,) = learned_durations(
        [DoorTime(kind=VisitKind.FIRST, is_met=False, num_timed=1, duration=5)], replace(DAY, shut_duration=240)
    )
    assert told.learned == 240


def test_plans_take_what_knocks_took() -> None:
    """First visits and later ones are one purpose, together enough; what has too few rows keeps its setting."""
    day = replace(DAY, shut_duration=180)
    times = [
        DoorTime(kind=VisitKind.FIRST, is_met=True, num_timed=150, duration=150 * 600),
        DoorTime(kind=VisitKind.REVISIT, is_met=True, num_timed=50, duration=50 * 600),
        DoorTime(kind=VisitKind.FIRST, is_met=False, num_timed=600, duration=600 * 100),
        DoorTime(kind=VisitKind.COMPLAINT, is_met=True, num_timed=ENOUGH - 1, duration=ENOUGH * 60),
    ]
    assert with_learned(day, times) == replace(day, routine_duration=750, shut_duration=120)


def test_doors_that_are_planned_as_if_they_opened_stay_so() -> None:
    """What shut doors took turns nothing on that the settings have off."""
    times = [DoorTime(kind=VisitKind.FIRST, is_met=False, num_timed=900, duration=900 * 100)]
    assert with_learned(DAY, times) == DAY
