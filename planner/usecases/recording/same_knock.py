"""One knock, one line: which recorded lines tell of the same try at a door, and what cannot be true of a line.

A day that is planned anew has two papers for one visit. Two lines are one knock when they are of one day and one visit, from
papers of different versions of its plan; lines of two teams that wrote down two different times are two. A line that was put
off is no knock: it is the same as another one that was put off only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.domain.units import DAY, MINUTE
from planner.domain.visit import Window

_SAID = ("outcome", "time_in", "time_out", "is_answered", "condition")
"""What a line says of a knock; where both lines say it, they have to agree."""

_FILLED_IN = ("time_in", "time_out", "complaint_taken", "is_answered", "follow_up_on", "condition")
"""What one line may leave open and another fill in."""

_MARGIN = 30 * MINUTE
"""Teams begin a little early and come home late; a door half an hour outside their duty is more likely a slip of the pen."""


def is_same_knock(one: PastVisit, other: PastVisit) -> bool:
    """Whether two lines from different papers tell of one try."""
    if (one.date, one.visit_id) != (other.date, other.visit_id) or one.plan_version == other.plan_version:
        return False
    if (one.outcome is Outcome.POSTPONED) is not (other.outcome is Outcome.POSTPONED):
        return False
    is_timed = one.time_in is not None and other.time_in is not None
    return one.team == other.team or not is_timed or one.time_in == other.time_in


def contradictions(known: PastVisit, said: PastVisit) -> tuple[str, ...]:
    """Names of what two lines of one knock say differently."""
    pairs = ((name, getattr(known, name), getattr(said, name)) for name in _SAID)
    return tuple(name for name, was, is_ in pairs if was is not None and is_ is not None and was != is_)


def together(known: PastVisit, said: PastVisit) -> PastVisit:
    """One line of what two that agree say: what the later one leaves open is as the first one said."""
    open_ = [*left_open(known, said), *(["slot"] if said.time_in is None else [])]  # the slot is that of the time
    return replace(said, **{name: getattr(known, name) for name in open_})


def left_open(known: PastVisit, said: PastVisit) -> tuple[str, ...]:
    """Names of what the first of two lines says and the later one does not."""
    return tuple(name for name in _FILLED_IN if getattr(known, name) is not None and getattr(said, name) is None)


def of_the_night(times: Sequence[int], duty: Window | None) -> list[int]:
    """Times of day as they are meant on a sheet: of the night after the day where duty runs into it, and is not on at that hour
    of the day itself; so is a time out after a time in of that night.
    """
    if duty is None or duty.end <= DAY:
        return [*times]
    found: list[int] = []
    for time in times:
        is_early = time < duty.start - _MARGIN
        is_night = is_early and (time + DAY <= duty.end + _MARGIN or max(found, default=0) >= DAY)
        found.append(time + DAY if is_night else time)
    return found


def is_off_duty(visit: PastVisit, duty: Window) -> bool:
    """Whether a line's times lie outside the hours of its team, with half an hour on either side."""
    times = [time for time in (visit.time_in, visit.time_out) if time is not None]
    return any(not duty.start - _MARGIN <= time <= duty.end + _MARGIN for time in times)


def at_two_doors(visit: PastVisit, others: Iterable[PastVisit]) -> PastVisit | None:
    """Of other lines of the day the first that has the same team at another door at the same time; `None`: there is none.

    A complaint and a routine visit of one home are one door. A line without a time out takes a minute.
    """
    if visit.time_in is None or visit.outcome is Outcome.POSTPONED:
        return None
    clashes = (
        other
        for other in others
        if other.time_in is not None
        and other.outcome is not Outcome.POSTPONED
        and other.team == visit.team
        and other.visit_id != visit.visit_id
        and (other.household is None or other.household != visit.household)
        and visit.time_in < _left_at(other)
        and other.time_in < _left_at(visit)
    )
    return min(clashes, key=lambda other: (other.sheet_id, other.number), default=None)


def _left_at(visit: PastVisit) -> int:
    start = visit.time_in or 0
    return max(start + MINUTE, start if visit.time_out is None else visit.time_out)


def is_said_of_people(visit: PastVisit) -> bool:
    """Whether a facility's line has an outcome that only a door can have."""
    return visit.facility is not None and visit.outcome in (Outcome.NOT_HOME, Outcome.REFUSED, Outcome.MOVED)


def is_without_condition(visit: PastVisit) -> bool:
    """Whether a facility was inspected and its line does not say how it was found."""
    return visit.facility is not None and visit.outcome is Outcome.MET and visit.condition is None


def is_before_paper(visit: PastVisit, handed_out: int | None) -> bool:
    """Whether a line's time in is before its team had any paper of the day (seconds since midnight; `None`: not known)."""
    return handed_out is not None and visit.time_in is not None and visit.time_in < handed_out
