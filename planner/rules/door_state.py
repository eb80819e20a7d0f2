"""What recorded visits make of a door, a complaint and a facility, on top of what an import said of them.

A door that opened, *met* or *refused*, is due again after a full cycle: refusing has no consequence, it makes no difference to
having been met. *Not at home* is a try; the tries since the door last opened count. *Moved* and *no such address* stop the
visits until the RT head was asked. *Postponed* is nothing. See `docs/concepts/recording.md`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.domain.door import MET_PATTERN, NEW_PATTERN, Pattern
from planner.domain.history import PastVisit
from planner.domain.outcome import Outcome
from planner.domain.records import ComplaintStatus, Condition, DoorState, Gone, Household

OPENED = frozenset({Outcome.MET, Outcome.REFUSED})
"""Outcomes of a door that opened."""

TRIED = OPENED | {Outcome.NOT_HOME}
"""Outcomes that say something about the slot in which a door was tried."""

_FOR_THE_DESK = frozenset({Outcome.REFUSED, Outcome.MOVED, Outcome.NO_ADDRESS})
"""Outcomes after which going to a complaint's door again is nobody's decision but the desk's."""

_GONE = {Outcome.MOVED: Gone.MOVED, Outcome.NO_ADDRESS: Gone.NO_ADDRESS}

_MANY_TRIES, _MANY_WEEKEND_TRIES = 2, 1
"""Tries on weekdays, and on weekends, from which on more of them tell little: a door that stayed shut on weekdays is likely to
stay so on the next one, one that stayed shut on a weekend, when most people are about, says next to nothing of weekdays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintState:
    """Status of a complaint, the day of its answer (`None`: open) and of the last visit about it (`None`: none)."""

    status: ComplaintStatus
    answered_on: dt.date | None = None
    followed_up_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionState:
    """As in `Facility`."""

    last_inspection: dt.date | None = None
    condition: Condition | None = None


def in_order(visits: Sequence[PastVisit]) -> list[PastVisit]:
    """By day and time of the visit; lines without a time come first, by sheet and row."""
    return sorted(visits, key=lambda visit: (visit.date, visit.time_in or 0, visit.sheet_id, visit.number))


def door_state(base: DoorState, visits: Sequence[PastVisit], *, counts_from: dt.datetime | None = None) -> DoorState:
    """State of a door after its visits.

    Parameters
    ----------
    base
        What an import said; its `gone` and `follow_up_on` are not used.
    visits
        All recorded visits of the household, in any order.
    counts_from
        Tries recorded up to this moment are forgotten: an import or a correction started anew. The last successful visit stays,
        and so does a promise to come back.
    """
    opened = [visit.date for visit in visits if visit.outcome in OPENED]
    last_visit = max([*opened, *([base.last_visit] if base.last_visit else [])], default=None)
    attempts, weekend, slot, gone, promised = base.num_attempts, base.num_weekend_attempts, base.last_slot, None, None
    for visit in in_order(visits):
        if base.last_visit is not None and visit.date < base.last_visit:  # the import knew more than this try
            continue
        if visit.follow_up_on is not None:
            promised = visit.follow_up_on
        elif visit.outcome in OPENED:
            promised = None
        if counts_from is not None and visit.recorded_at <= counts_from:
            continue
        if visit.outcome in TRIED:
            is_shut = visit.outcome is Outcome.NOT_HOME
            attempts = attempts + 1 if is_shut else 0
            weekend = weekend + visit.is_weekend if is_shut else 0
            slot = visit.slot
        if visit.outcome is not Outcome.POSTPONED:
            gone = _GONE.get(visit.outcome)
    return DoorState(
        last_visit=last_visit,
        num_attempts=attempts,
        num_weekend_attempts=weekend,
        last_slot=slot,
        gone=gone,
        follow_up_on=promised,
    )


def complaint_state(
    base: ComplaintState,
    visits: Sequence[PastVisit],
    *,
    planned_on: dt.date | None = None,
    decided_at: dt.datetime | None = None,
) -> ComplaintState:
    """State of a complaint after the visits about it; what the desk itself said of its end stands above them.

    Parameters
    ----------
    decided_at
        Moment of the desk's last word: it settles what was recorded until then, and visits recorded later go on from it.
    """
    made = [visit for visit in in_order(visits) if visit.outcome is not Outcome.POSTPONED]
    last = made[-1].date if made else None
    if not base.status.is_open:
        return replace(base, followed_up_on=last)
    met = [visit for visit in made if visit.outcome is Outcome.MET]
    answered = next((visit.date for visit in met if visit.is_answered), None)
    if answered is not None:
        return ComplaintState(status=ComplaintStatus.SOLVED, answered_on=answered, followed_up_on=last)
    since = [visit for visit in made if decided_at is None or visit.recorded_at > decided_at]
    if since and since[-1].outcome in _FOR_THE_DESK:
        status = ComplaintStatus.AT_DESK
    elif base.status is ComplaintStatus.WAITING and not any(visit in met for visit in since):
        status = ComplaintStatus.WAITING
    elif met:
        status = ComplaintStatus.VISITED
    elif planned_on is not None:
        status = ComplaintStatus.PLANNED
    else:
        status = base.status
    return ComplaintState(status=status, followed_up_on=last)


def facility_state(
    base: InspectionState, visits: Sequence[PastVisit], *, counts_from: dt.datetime | None = None
) -> InspectionState:
    """State of a facility after its inspections; a condition that an import said later than they were recorded stands."""
    inspected = [visit for visit in in_order(visits) if visit.outcome is Outcome.MET]
    days = [visit.date for visit in inspected]
    last = max([*days, *([base.last_inspection] if base.last_inspection else [])], default=None)
    condition = base.condition
    for visit in inspected:
        if visit.condition is not None and (counts_from is None or visit.recorded_at > counts_from):
            condition = visit.condition
    return InspectionState(last_inspection=last, condition=condition)


def attempt_pattern(*, is_visited: bool, num_attempts: int, num_weekend_attempts: int) -> Pattern:
    """What was found at a door before: two tries or more on weekdays are alike, and so are those on weekends.

    Raises
    ------
    ValueError
        If it is not 0 <= `num_weekend_attempts` <= `num_attempts`.
    """
    if not 0 <= num_weekend_attempts <= num_attempts:
        raise ValueError(f"{num_weekend_attempts} tries on weekends of {num_attempts} in all")
    if num_attempts == 0:
        return MET_PATTERN if is_visited else NEW_PATTERN
    weekdays = min(num_attempts - num_weekend_attempts, _MANY_TRIES)
    return Pattern("shut", weekdays, min(num_weekend_attempts, _MANY_WEEKEND_TRIES))


def pattern_of(door: DoorState) -> Pattern:
    """What was found at a door up to now."""
    return attempt_pattern(
        is_visited=door.last_visit is not None,
        num_attempts=door.num_attempts,
        num_weekend_attempts=door.num_weekend_attempts,
    )


def is_covered(household: Household, date: dt.date, cycle_days: int) -> bool:
    """Whether somebody was met, or refused, at a home within the cycle, seen from a day.

    What has happened counts, whatever was said of the home since (it wants no more visits, it moved): the forecast, the week
    and the report's coverage, which leaves out refusals only, count alike.
    """
    return household.last_visit is not None and (date - household.last_visit).days < cycle_days
