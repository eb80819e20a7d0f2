"""Two invented months before the example's first day: sheets that came back, what they say, and complaints with their answers.

Nothing real is behind it (DATA CONTOH). Doors open with the chances of a made-up world: a home is of workers, of people at
home, or mixed; in the evening and at the weekend more of them open. Days, teams and doors are drawn from a seed: the same
tables and day give the same history.
"""

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.domain.categories import FIELD_OF, SPECIAL_REFERRAL
from planner.domain.history import SATURDAY, PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.records import Complaint, Condition, Facility, Household, Team, Urgency
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import VisitKind

SUNDAY = 6
DOORS_A_SHEET, COMPLAINTS_A_SHEET = 12, 2
HOMES_A_TEAM = 1_300
"""Homes for which one team goes out a day: a small area has more teams than it would need every day."""
NUM_MONTHS = 2
COMPLAINTS_A_DAY = 12 / 28_000
"""For each home."""

_OPENS = {
    "pagi": (0.15, 0.80, 0.45),
    "siang": (0.20, 0.75, 0.45),
    "sore": (0.65, 0.85, 0.70),
}
"""Slot to the chance that a door opens: of workers, of people at home, mixed."""
_WEEKEND = {"pagi": 0.60, "siang": 0.55, "sore": 0.70}
_KINDS = (0.45, 0.35, 0.20)
_ODD = ((Outcome.REFUSED, 0.02), (Outcome.MOVED, 0.012), (Outcome.NO_ADDRESS, 0.006))
"""What else comes of a door that does not stay shut, and how often."""
_CONDITIONS = ((Condition.GOOD, 0.62), (Condition.LIGHT_DAMAGE, 0.22), (Condition.HEAVY_DAMAGE, 0.11), (Condition.ABSENT, 0.05))
_ANSWERED = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDay:
    """One day: complaints received, sheets printed and handed out, and the lines of those that came back."""

    date: dt.date
    complaints: tuple[Complaint, ...]
    sheets: tuple[Sheet, ...]
    visits: tuple[PastVisit, ...]


@dataclass(slots=True)
class _World:
    """What is left to do while days pass."""

    rng: np.random.Generator
    kind_of: dict[str, int]
    doors: dict[str, deque[Household]]
    facilities: deque[Facility]
    owed: deque[Complaint] = field(default_factory=deque)
    num_complaints: int = 0


def make_history(
    households: Sequence[Household], teams: Sequence[Team], facilities: Sequence[Facility], *, until: dt.date, seed: int = 1
) -> Iterator[HistoryDay]:
    """Days from the first of the month two months before `until` to the day before it; Sundays are free.

    One sheet of all is never handed back, so that the list of missing sheets is not empty.
    """
    rng = np.random.default_rng(seed)
    open_doors = [household for household in households if not household.is_do_not_visit]
    kinds = rng.choice(len(_KINDS), size=len(open_doors), p=_KINDS)
    by_village: dict[str, deque[Household]] = {}
    for household in sorted(open_doors, key=lambda household: (household.address.group, household.id)):
        by_village.setdefault(household.address.village, deque()).append(household)
    world = _World(
        rng=rng,
        kind_of={household.id: int(kind) for household, kind in zip(open_doors, kinds, strict=True)},
        doors=by_village,
        facilities=deque(sorted(facilities, key=lambda facility: facility.id)),
    )
    first = begins(until)
    days = [first + dt.timedelta(days=number) for number in range((until - first).days)]
    working = [day for day in days if day.weekday() != SUNDAY]
    for day in working:
        yield _day(world, day, teams, households, loses_sheet=day == working[len(working) // 2])


def begins(until: dt.date) -> dt.date:
    """First day of the history that ends before a day."""
    return _months_before(until, NUM_MONTHS)


def _months_before(day: dt.date, number: int) -> dt.date:
    months = day.year * 12 + day.month - 1 - number
    return dt.date(months // 12, months % 12 + 1, 1)


def _day(
    world: _World, day: dt.date, teams: Sequence[Team], households: Sequence[Household], *, loses_sheet: bool
) -> HistoryDay:
    complaints = _complaints(world, day, households)
    world.owed.extend(complaint for complaint in complaints if complaint.category != SPECIAL_REFERRAL)
    able = [team for team in teams if not team.weekdays or day.weekday() in team.weekdays]
    wanted = max(2, len(households) // HOMES_A_TEAM)
    turn = day.toordinal() * wanted
    on_duty = sorted(
        {able[(turn + number) % len(able)].id: able[(turn + number) % len(able)] for number in range(wanted)}.items()
    )
    sheets: list[Sheet] = []
    visits: list[PastVisit] = []
    for number, (_, team) in enumerate(on_duty):
        lines = tuple(_lines(world, day, team, number))
        is_lost = loses_sheet and number == 0
        moment = dt.datetime.combine(day, dt.time(7), tzinfo=dt.UTC)
        sheets.append(
            Sheet(
                id=_sheet_id(day, team), date=day, plan_version=1, shift=f"{team.id}/hari", team=team.id, unit=team.unit,
                num_stops=len(lines) + int(world.rng.integers(0, 3)), printed_at=moment, handed_out_at=moment,
                returned_at=None if is_lost else moment + dt.timedelta(hours=10),
            )
        )  # fmt: skip
        visits += [] if is_lost else lines
    return HistoryDay(date=day, complaints=complaints, sheets=tuple(sheets), visits=tuple(visits))


def _complaints(world: _World, day: dt.date, households: Sequence[Household]) -> tuple[Complaint, ...]:
    """Complaints received on a day; a special referral now and then, without text as always."""
    categories = [category for category in FIELD_OF if category != SPECIAL_REFERRAL]
    found = []
    for _ in range(int(world.rng.poisson(COMPLAINTS_A_DAY * len(households)))):
        world.num_complaints += 1
        is_urgent = world.rng.random() < 0.2
        category = SPECIAL_REFERRAL if world.rng.random() < 0.01 else categories[int(world.rng.integers(len(categories)))]
        found.append(
            Complaint(
                id=f"CTH-R{world.num_complaints:04d}", household=households[int(world.rng.integers(len(households)))].id,
                received=day, due=day + dt.timedelta(days=1 if is_urgent else 7), category=category,
                urgency=Urgency.URGENT if is_urgent else Urgency.NORMAL,
                text="" if category == SPECIAL_REFERRAL else "DATA CONTOH",
            )
        )  # fmt: skip
    return tuple(found)


def _lines(world: _World, day: dt.date, team: Team, number: int) -> Iterator[PastVisit]:
    """What a team's sheet says: a complaint or two, a facility at times, and doors of its village, RT by RT."""
    start = (13 if number % 3 == 2 else 8) * HOUR + int(world.rng.integers(5, 20)) * MINUTE
    tasks: list[tuple[VisitKind, Household | Complaint | Facility]] = []
    while world.owed and world.owed[0].received < day and len(tasks) < COMPLAINTS_A_SHEET:
        tasks.append((VisitKind.COMPLAINT, world.owed.popleft()))
    if world.facilities and (day.toordinal() + number) % 6 == 0:
        tasks.append((VisitKind.FACILITY, world.facilities.popleft()))
    village = team.village or sorted(world.doors)[(number + day.toordinal()) % len(world.doors)]
    doors = world.doors.get(village) or next(iter(world.doors.values()))
    tasks += [(_kind(home), home) for home in (doors.popleft() for _ in range(min(DOORS_A_SHEET - len(tasks), len(doors))))]
    for row, (kind, subject) in enumerate(tasks, start=1):
        time = start + (row - 1) * 35 * MINUTE
        yield _line(world, _Errand(day=day, team=team, row=row, kind=kind, time=time), subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    day: dt.date
    team: Team
    row: int
    kind: VisitKind
    time: int


def _line(world: _World, errand: _Errand, subject: Household | Complaint | Facility) -> PastVisit:
    slot = "pagi" if errand.time < 12 * HOUR else "siang" if errand.time < 16 * HOUR else "sore"
    home = subject.household if isinstance(subject, Complaint) else subject.id if isinstance(subject, Household) else None
    outcome = _outcome(world, home, slot, is_weekend=errand.day.weekday() >= SATURDAY)
    address = subject.address
    is_timed = outcome is not Outcome.POSTPONED and world.rng.random() < 0.8
    duration = int(world.rng.integers(8, 22)) if outcome is Outcome.MET else 3
    line = PastVisit(
        sheet_id=_sheet_id(errand.day, errand.team), number=errand.row, date=errand.day, plan_version=1,
        visit_id=f"{errand.kind.value}-{subject.id}", kind=errand.kind, household=home,
        complaint=subject.id if isinstance(subject, Complaint) else None,
        facility=subject.id if isinstance(subject, Facility) else None,
        village=address.village if address else "", rt=address.rt if address else "", rw=address.rw if address else "",
        team=errand.team.id, unit=errand.team.unit, slot=slot, outcome=outcome,
        time_in=errand.time if is_timed else None, time_out=errand.time + duration * MINUTE if is_timed else None,
        is_answered=world.rng.random() < _ANSWERED if isinstance(subject, Complaint) and outcome is Outcome.MET else None,
        condition=_drawn(world, _CONDITIONS) if isinstance(subject, Facility) else None,
        recorded_at=dt.datetime.combine(errand.day, dt.time(11), tzinfo=dt.UTC), actor="contoh",
    )  # fmt: skip
    _come_again(world, line, subject)
    return line


def _come_again(world: _World, line: PastVisit, subject: Household | Complaint | Facility) -> None:
    """What was not done is done another day: the door near the front of its village's list, the complaint first of all."""
    if isinstance(subject, Complaint) and not line.is_answered:
        world.owed.append(subject)
    elif isinstance(subject, Household) and line.outcome in (Outcome.NOT_HOME, Outcome.POSTPONED):
        doors = world.doors[subject.address.village]
        doors.insert(min(len(doors), 60 + int(world.rng.integers(0, 60))), subject)
    elif isinstance(subject, Facility):
        world.facilities.append(subject)


def _outcome(world: _World, home: str | None, slot: str, *, is_weekend: bool) -> Outcome:
    if home is None:
        return Outcome.MET
    if world.rng.random() < 0.015:
        return Outcome.POSTPONED
    chance = _WEEKEND[slot] if is_weekend else _OPENS[slot][world.kind_of.get(home, 2)]
    if world.rng.random() >= chance:
        return Outcome.NOT_HOME
    drawn = world.rng.random()
    for outcome, share in _ODD:
        drawn -= share
        if drawn < 0:
            return outcome
    return Outcome.MET


def _drawn(world: _World, choices: Sequence[tuple[Condition, float]]) -> Condition:
    return choices[int(world.rng.choice(len(choices), p=[share for _, share in choices]))][0]


def _kind(home: Household) -> VisitKind:
    return VisitKind.FIRST if home.last_visit is None else VisitKind.REVISIT


def _sheet_id(day: dt.date, team: Team) -> str:
    return f"DDS-{day:%Y%m%d}-{team.id}-v1"
