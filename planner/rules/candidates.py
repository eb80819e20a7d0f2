"""What is due on a day: households by cycle, open complaints, facilities; and what is not, counted by reason."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.domain.candidate import Candidate, DueList
from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.door import DoorChances
from planner.domain.records import Address, Complaint, Facility, Household
from planner.domain.settings import DaySettings, Settings
from planner.domain.visit import Tier, Visit, VisitKind, Window
from planner.rules.day_slots import is_weekend, slots_of
from planner.rules.door_state import pattern_of
from planner.rules.follow_up import rests_until, why_not_now
from planner.rules.priority import complaint_prize, due_date, facility_prize, inspection_due, routine_prize

_DUE_PART = 2
"""A door that was visited within 1/2 of the cycle is not due: going again so soon takes the place of one who waits."""

_PRESSING_DAYS = 1
"""A complaint that is due in so many days is pressing: it will be tried once more at most."""

_BROAD_PART = 2
"""A slot longer than 1/2 of the visit hours says too little about when the door was tried to rule its hours out."""


def due_candidates(
    households: Sequence[Household],
    complaints: Sequence[Complaint],
    facilities: Sequence[Facility],
    *,
    date: dt.date,
    settings: Settings,
    openness: DoorChances | None = None,
) -> DueList:
    """List the visits that a day could make.

    With an estimate of when doors open each door carries its chances of that kind of day (on a weekend also those of weekdays),
    and how many tries they count as.

    Complaints come first; a household whose complaint is followed up today is not visited a second time as routine.
    Excluded are, by key: `rjk` special referrals, `do_not_visit` doors that want no visit (and complaints there),
    `ask_rt_head` doors tried often enough or whose residents are not found there, `not_due` doors and facilities visited
    recently, `no_hours` doors whose windows lie outside the visit hours, `merged` routine visits that a complaint covers,
    `no_position` complaints without a place, `resting` complaints followed up a few days ago (their homes are left in peace as
    long), `waiting` those that wait until a day, `at_desk` those that the desk has to decide on. A door that a team promised to
    come back to is due at once, and has to be visited from the promised day on.
    """
    excluded: Counter[str] = Counter()
    doors = {household.id: household for household in households}
    chances = _Chances(openness, is_weekend(date, settings.holidays))
    candidates = _complaints(complaints, doors, chances, excluded, date=date, settings=settings)
    covered = {household for item, household in candidates if household}
    resting = {one.household for one in complaints if one.household and _is_resting(one, date, settings)} - covered
    routine = _routine(households, (covered, resting), chances, excluded, date=date, settings=settings)
    inspections = _facilities(facilities, excluded, date=date, settings=settings)
    return DueList(candidates=(*(item for item, _ in candidates), *routine, *inspections), excluded=excluded)


@dataclass(frozen=True, slots=True)
class _Chances:
    """Chances of that day; none where there is no estimate."""

    openness: DoorChances | None
    is_weekend: bool

    def put_into(self, visit: Visit, address: Address, household: Household | None, *, is_pressing: bool = False) -> Candidate:
        """The visit as a candidate at an address, with what is known of the household's door."""
        if self.openness is None or household is None:
            return _at(address, visit, is_pressing=is_pressing)
        village = household.address.village
        area = (visit.group if address is household.address else household.address.group) or village
        pattern = pattern_of(household)
        return Candidate(
            visit=visit,
            latitude=address.latitude,
            longitude=address.longitude,
            chances=self.openness.chances(area, pattern, village=village, is_weekend=self.is_weekend),
            on_weekdays=self.openness.chances(area, pattern, village=village, is_weekend=False) if self.is_weekend else (),
            evidence=self.openness.evidence(area, is_weekend=self.is_weekend),
            is_pressing=is_pressing,
        )


def _complaints(
    complaints: Iterable[Complaint],
    doors: Mapping[str, Household],
    chances: _Chances,
    excluded: Counter[str],
    *,
    date: dt.date,
    settings: Settings,
) -> list[tuple[Candidate, str | None]]:
    found: list[tuple[Candidate, str | None]] = []
    for complaint in complaints:
        if not complaint.status.is_open:
            continue
        door = doors.get(complaint.household) if complaint.household else None
        address = door.address if door else complaint.address
        hours = _within(complaint.windows or (door.windows if door else ()), settings.day.visit_hours)
        if complaint.category == SPECIAL_REFERRAL:
            excluded["rjk"] += 1
        elif door is not None and door.is_do_not_visit:
            excluded["do_not_visit"] += 1
        elif address is None:
            excluded["no_position"] += 1
        elif reason := why_not_now(complaint, settings.programme, date):
            excluded[reason] += 1
        elif not hours:
            excluded["no_hours"] += 1
        else:
            visit = Visit(
                id=complaint.id,
                place=0,
                kind=VisitKind.COMPLAINT,
                tier=Tier.COMPLAINT,
                prize=complaint_prize(complaint, date=date, programme=settings.programme),
                is_required=complaint.is_required,
                service_duration=settings.day.complaint_duration,
                windows=hours,
                skills=complaint.skills,
                village=address.village,
                group=address.group,
                rw=address.rw,
                rt=address.rt,
                subject=complaint.id,
            )
            is_pressing = (due_date(complaint, settings.programme) - date).days <= _PRESSING_DAYS
            found.append((chances.put_into(visit, address, door, is_pressing=is_pressing), complaint.household))
    return found


def _routine(
    households: Iterable[Household],
    taken: tuple[set[str], set[str]],
    chances: _Chances,
    excluded: Counter[str],
    *,
    date: dt.date,
    settings: Settings,
) -> Iterable[Candidate]:
    cycle = settings.programme.cycle_days
    hours_of: dict[tuple[tuple[Window, ...], str], tuple[Window, ...]] = {}
    for household in households:
        if (key := _reason_not_due(household, *taken, date=date, settings=settings)) is not None:
            excluded[key] += 1
            continue
        last_slot = household.last_slot if household.num_attempts else ""
        wish = (household.windows, last_slot)
        if wish not in hours_of:  # few distinct wishes among many households
            hours_of[wish] = routine_windows(household.windows, last_slot=last_slot, day=settings.day)
        hours, address = hours_of[wish], household.address
        if not hours:
            excluded["no_hours"] += 1
            continue
        is_first = household.last_visit is None  # a shut door is no visit, and no paper tells of it
        visit = Visit(
            id=household.id,
            place=0,
            kind=VisitKind.FIRST if is_first else VisitKind.REVISIT,
            prize=routine_prize(household.last_visit, date=date, cycle_days=cycle),
            is_required=household.follow_up_on is not None and date >= household.follow_up_on,
            service_duration=settings.day.routine_duration,
            windows=hours,
            village=address.village,
            group=address.group,
            rw=address.rw,
            rt=address.rt,
            subject=household.id,
            visit_number=1 if is_first else None,
        )
        yield chances.put_into(visit, address, household)


def _is_resting(complaint: Complaint, date: dt.date, settings: Settings) -> bool:
    """Whether somebody went about an open complaint so lately that its home is left in peace."""
    until = rests_until(complaint, settings.programme)
    return complaint.status.is_open and until is not None and date < until


def _reason_not_due(
    household: Household, covered: set[str], resting: set[str], *, date: dt.date, settings: Settings
) -> str | None:
    if household.is_do_not_visit:
        return "do_not_visit"
    if household.id in covered:
        return "merged"
    is_promised = household.follow_up_on is not None
    is_shut = household.num_attempts >= settings.programme.max_attempts and not is_promised
    if household.gone is not None or is_shut:
        return "ask_rt_head"
    if household.id in resting:  # a promise made there is kept when the rest is over
        return "resting"
    is_recent = _is_recent(household.last_visit, date, settings.programme.cycle_days) and household.num_attempts == 0
    return "not_due" if is_recent and not is_promised else None


def routine_windows(windows: tuple[Window, ...], *, last_slot: str, day: DaySettings) -> tuple[Window, ...]:
    """Times at which a door may be tried: the residents' windows within the visit hours, without the slot last tried.

    The slot is left in where nothing else would remain, and where it covers most of the visit hours.
    """
    allowed = _within(windows, day.visit_hours)
    slot = next((slot.window for slot in slots_of(day) if slot.name == last_slot), None)
    if slot is None or (slot.end - slot.start) * _BROAD_PART > day.visit_hours.end - day.visit_hours.start:
        return allowed
    elsewhere = tuple(piece for window in allowed for piece in _without(window, slot.start, slot.end))
    return elsewhere or allowed


def _facilities(
    facilities: Iterable[Facility], excluded: Counter[str], *, date: dt.date, settings: Settings
) -> Iterable[Candidate]:
    cycle = settings.programme.facility_cycle_days
    for facility in facilities:
        due = inspection_due(facility.last_inspection, cycle_days=cycle)
        if due is not None and date < due:
            excluded["not_due"] += 1
            continue
        visit = Visit(
            id=facility.id,
            place=0,
            kind=VisitKind.FACILITY,
            prize=facility_prize(facility.last_inspection, date=date, cycle_days=cycle),
            service_duration=settings.day.facility_duration,
            windows=(settings.day.visit_hours,),
            village=facility.address.village,
            group=facility.address.group,
            rw=facility.address.rw,
            rt=facility.address.rt,
            subject=facility.id,
        )
        yield _at(facility.address, visit)


def _is_recent(last_visit: dt.date | None, date: dt.date, cycle_days: int) -> bool:
    return last_visit is not None and (date - last_visit).days * _DUE_PART < cycle_days


def _at(address: Address, visit: Visit, *, is_pressing: bool = False) -> Candidate:
    return Candidate(visit=visit, latitude=address.latitude, longitude=address.longitude, is_pressing=is_pressing)


def _within(windows: tuple[Window, ...], hours: Window) -> tuple[Window, ...]:
    spans = windows or (hours,)
    return tuple(
        Window(start=max(window.start, hours.start), end=min(window.end, hours.end))
        for window in spans
        if window.start <= hours.end and window.end >= hours.start
    )


def _without(window: Window, start: int, end: int) -> Iterable[Window]:
    """What is left of a window when the seconds from start to end, both included, are taken out."""
    if window.start < start:
        yield Window(start=window.start, end=min(window.end, start - 1))
    if window.end > end:
        yield Window(start=max(window.start, end + 1), end=window.end)
