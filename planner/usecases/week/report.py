"""What a week holds, counted from its kept plans: by day, by RT, and where the programme stands when it is over."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.domain.errors import Fault
from planner.domain.plan import Stop
from planner.domain.visit import Visit, VisitKind
from planner.domain.week_record import WeekDay, WeekRecord
from planner.rules.candidates import due_candidates
from planner.rules.day_slots import name_of_slot, slots_of
from planner.rules.door_state import is_covered
from planner.rules.priority import due_date
from planner.usecases.plain import plain
from planner.usecases.reading import Reading, read_kept_plan
from planner.usecases.records import Records, estimate_of, read_records
from planner.usecases.sheets_out import sheets_out, unread_plan
from planner.usecases.unreachable import reach_of_homes
from planner.usecases.week.announcing import HOMES, announced_days, day_as_read, stops_of
from planner.usecases.week.handed_out import outdated_papers
from planner.usecases.workspace import Workspace

Made = tuple[Visit, Stop, str]
"""A visit of a day, when it is made, and by which team."""

_TENTHS = 1.2816
"""Standard deviations from the mean to the tenths of a normal curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourhoodVisit:
    """An RT on a day: when the first door is knocked at and the last one left, and by which teams. No homes."""

    date: dt.date
    group: str
    village: str
    rw: str
    rt: str
    num_homes: int
    start_time: int
    end_time: int
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfWeek:
    """A day of a week.

    Attributes
    ----------
    plan_version
        Of its plan; `None`: it has none yet, or nobody is on duty.
    is_from_before
        The week has not come to it yet: it is shown as the plan has it that it had before.
    newest_version
        Of the plans of that day, where there is a later one than the week's; `None`: there is none.
    num_teams
        Teams with a route.
    num_homes, num_complaints, num_facilities
        Visits of each kind.
    num_in_time
        Complaints visited until the day they are due.
    missed_groups
        RTs that were announced for it and get no visit.
    is_unread
        Its plan is gone or damaged, and nothing of it counts.
    outdated
        Teams whose papers, handed out, do not say what the newest plan of that day says.
    lacking
        Teams of a day on which others have theirs that lack a sheet, as one that has lost it.
    """

    date: dt.date
    plan_version: int | None
    newest_version: int | None
    is_locked: bool
    num_teams: int
    num_homes: int
    num_complaints: int
    num_in_time: int
    num_facilities: int
    neighbourhoods: tuple[NeighbourhoodVisit, ...]
    missed_groups: tuple[str, ...] = ()
    is_unread: bool = False
    outdated: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    is_from_before: bool = False

    @property
    def num_visits(self) -> int:
        """All visits."""
        return self.num_homes + self.num_complaints + self.num_facilities


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Where the programme stands when the week is over.

    Attributes
    ----------
    num_households
        All of the ledger, as in the forecast.
    num_covered
        Visited within the cycle as of today, or of the last day of a week that is over; a refusal is a visit. As the forecast
        counts (`planner.rules.door_state.is_covered`).
    num_left
        Homes that are due on the last day of the week, that teams have a way to, and that no day of it visits and no plan or
        sheet of a day before it has; a complaint's home also where its complaint is followed up.
    num_met, num_met_low, num_met_high
        Homes whose door is expected to open in the week: the mean, and the band of 8 in 10 weeks.
    """

    num_households: int
    num_covered: int
    num_left: int
    num_met: int
    num_met_low: int
    num_met_high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReport:
    """A week as its plans make it; complaints left are those open on a day of it that neither it nor a day near it visits."""

    record: WeekRecord
    days: tuple[DayOfWeek, ...]
    outlook: Outlook
    complaints_left: tuple[str, ...]
    notes: tuple[Fault, ...] = field(default_factory=tuple)

    @property
    def is_announced(self) -> bool:
        """Whether an approved week has announced all of its days that have a plan: nothing of it waits for approval."""
        planned = [day for day in self.days if day.plan_version is not None]
        return bool(planned) and all(day.is_locked for day in planned)

    @property
    def num_groups(self) -> int:
        """RTs that are gone to."""
        return len({one.group for day in self.days for one in day.neighbourhoods})

    def total(self, name: str) -> int:
        """Sum of a number over the days."""
        return sum(getattr(day, name) for day in self.days)

    def as_data(self) -> dict[str, object]:
        """The report for JSON."""
        record = self.record
        return {
            "start": record.start.isoformat(),
            "version": record.version,
            "is_finished": record.is_finished,
            "approved_by": record.approved_by,
            "is_announced": self.is_announced,
            "approved_at": None if record.approved_at is None else record.approved_at.isoformat(),
            "days": [{**plain(day), "num_visits": day.num_visits} for day in self.days],
            "num_visits": self.total("num_visits"),
            "num_groups": self.num_groups,
            "outlook": plain(self.outlook),
            "complaints_left": list(self.complaints_left),
            "notes": [note.text() for note in self.notes],
        }


def week_report(workspace: Workspace, record: WeekRecord, *, reading: Reading = read_kept_plan) -> WeekReport:
    """Count a week from its kept plans; in place of one that is gone or damaged that which was made since, else E4095 is noted.

    A day that an unfinished week has not come to yet counts with the plan that it has.

    Parameters
    ----------
    reading
        Of kept plans; a door that stays open may remember them.

    Raises
    ------
    InputError
        E6xxx for trouble with the ledger.
    """
    records = read_records(workspace, record.start)
    before = _from_before(workspace, record)
    versions = {day.date: day.plan_version for day in record.days if day.plan_version is not None} | before
    read = {date: day_as_read(workspace, date, version, reading=reading) for date, version in versions.items()}
    shown = replace(
        record,
        days=tuple(replace(day, plan_version=read[day.date].version) if day.date in read else day for day in record.days),
    )
    made = {date: list(stops_of(found.kept)) for date, found in read.items() if found.kept is not None}
    unread = tuple(unread_plan(date, found.version) for date, found in read.items() if found.kept is None)
    report = counted(workspace, shown, records, made, reading=reading)
    papers = [outdated_papers(workspace, day.date, reading=reading) for day in report.days]
    days = tuple(
        replace(day, outdated=outdated, lacking=lacking, is_from_before=day.date in before)
        for day, (outdated, lacking) in zip(report.days, papers, strict=True)
    )
    return replace(
        report, record=replace(report.record, days=record.days) if before else report.record, days=days, notes=unread
    )


def _from_before(workspace: Workspace, record: WeekRecord) -> dict[dt.date, int]:
    """The plans that days of an unfinished week have which it has not come to yet."""
    with workspace.ledger() as ledger:
        newest = {day.date: ledger.newest_version(day.date) for day in record.days if not day.is_done}
    return {date: version for date, version in newest.items() if version}


def counted(
    workspace: Workspace,
    record: WeekRecord,
    records: Records,
    made: Mapping[dt.date, Sequence[Made]],
    *,
    reading: Reading = read_kept_plan,
) -> WeekReport:
    """Count a week from the stops of its days, by date; days without a plan are left out of them."""
    with workspace.ledger() as ledger:
        weeks = [week for week in ledger.weeks() if week.approved_at is not None and week.approved_at <= record.created]
        newest = {day.date: ledger.newest_version(day.date) for day in record.days}
    told = announced_days(workspace, weeks, [day.date for day in record.days], reading=reading)
    due = {one.id: due_date(one, workspace.settings.programme) for one in records.complaints}
    days = tuple(
        _day(
            day,
            made.get(day.date, ()),
            newest=newest[day.date],
            due=due,
            told=told[n].groups if day.is_locked and n in told else frozenset(),
            is_unread=day.plan_version is not None and day.date not in made,
        )
        for n, day in enumerate(record.days)
    )
    dates = [day.date for day in record.days]
    done = {visit.id for stops in made.values() for visit, _, _ in stops}
    left = _open_complaints(workspace, records, dates) - done
    others = sheets_out(workspace, dates)
    return WeekReport(
        record=replace(record, approved_at=record.approved_at and record.approved_at.astimezone(workspace.now().tzinfo)),
        days=days,
        outlook=_outlook(workspace, records, record, made, held=others.earlier(dates[0])),
        complaints_left=tuple(sorted(left - others.beside(dates))),
    )


def _open_complaints(workspace: Workspace, records: Records, dates: Sequence[dt.date]) -> set[str]:
    """Complaints that may be followed up on some day, whoever is on duty."""
    homes = {one.household for one in records.complaints}
    asked = [home for home in records.households if home.id in homes]
    return {
        one.visit.id
        for date in dates
        for one in due_candidates(asked, records.complaints, (), date=date, settings=workspace.settings).candidates
        if one.visit.kind is VisitKind.COMPLAINT
    }


def _day(
    day: WeekDay,
    stops: Sequence[Made],
    *,
    newest: int,
    due: Mapping[str, dt.date],
    told: frozenset[str],
    is_unread: bool,
) -> DayOfWeek:
    kinds = [visit.kind for visit, _, _ in stops]
    neighbourhoods = _neighbourhoods(day.date, stops)
    return DayOfWeek(
        date=day.date,
        plan_version=day.plan_version,
        newest_version=newest if day.plan_version is not None and newest > day.plan_version else None,
        is_locked=day.is_locked,
        num_teams=len({team for _, _, team in stops}),
        num_homes=sum(kind in HOMES for kind in kinds),
        num_complaints=kinds.count(VisitKind.COMPLAINT),
        num_in_time=sum(due.get(visit.id, day.date) >= day.date for visit, _, _ in stops if visit.kind is VisitKind.COMPLAINT),
        num_facilities=kinds.count(VisitKind.FACILITY),
        neighbourhoods=neighbourhoods,
        missed_groups=() if is_unread else tuple(sorted(told - {one.group for one in neighbourhoods})),
        is_unread=is_unread,
    )


def _neighbourhoods(date: dt.date, stops: Sequence[Made]) -> tuple[NeighbourhoodVisit, ...]:
    groups: defaultdict[str, list[Made]] = defaultdict(list)
    for one in stops:
        if one[0].kind in HOMES and one[0].group:
            groups[one[0].group].append(one)
    return tuple(
        NeighbourhoodVisit(
            date=date,
            group=group,
            village=found[0][0].village,
            rw=found[0][0].rw,
            rt=found[0][0].rt,
            num_homes=len(found),
            start_time=min(stop.start_time for _, stop, _ in found),
            end_time=max(stop.end_time for _, stop, _ in found),
            teams=tuple(sorted({team for _, _, team in found})),
        )
        for group, found in sorted(groups.items())
    )


def _outlook(
    workspace: Workspace, records: Records, record: WeekRecord, made: Mapping[dt.date, Sequence[Made]], *, held: Collection[str]
) -> Outlook:
    """Expected meetings: the chances of the doors in the slots of their stops, as if each opened for itself.

    Parameters
    ----------
    held
        What days before the week go to, or have in reserve.
    """
    settings = workspace.settings
    last = record.days[-1].date
    seen, cycle = min(last, workspace.now().date()), settings.programme.cycle_days
    may = [home for home in records.households if not home.is_do_not_visit]
    covered = {home.id for home in records.households if is_covered(home, seen, cycle)}
    slots = slots_of(settings.day)
    names = [slot.name for slot in slots]
    openness = estimate_of(records.door_counts, settings)
    mean = variance = 0.0
    for date, stops in made.items():
        times = {visit.id: stop.start_time for visit, stop, _ in stops if visit.kind in HOMES}
        homes = [home for home in may if home.id in times]
        for one in due_candidates(homes, (), (), date=date, settings=settings, openness=openness).candidates:
            if one.visit.id not in covered:
                chance = one.chances[names.index(name_of_slot(times[one.visit.id], slots))]
                mean, variance = mean + chance, variance + chance * (1 - chance)
    door_of = {one.id: one.household for one in records.complaints if one.household}
    planned = {door_of.get(visit.id, visit.id) for stops in made.values() for visit, _, _ in stops}
    due = {one.visit.id for one in due_candidates(may, (), (), date=last, settings=settings).candidates} - planned - set(held)
    no_way = reach_of_homes(workspace, [home for home in may if home.id in due], records.teams).ids
    spread = _TENTHS * math.sqrt(variance)
    return Outlook(
        num_households=len(records.households),
        num_covered=len(covered),
        num_left=len(due - no_way),
        num_met=round(mean),
        num_met_low=max(0, round(mean - spread)),
        num_met_high=round(mean + spread),
    )
