"""Guards what is learned of durations: the setting until enough is recorded, then both by their weight."""

from dataclasses import replace

from planner.domain.minutes import DoorTime
from planner.domain.settings import Settings
from planner.domain.visit import VisitKind
from planner.learning.durations import ENOUGH, PRIOR, USUAL_SHUT, learned_durations

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
