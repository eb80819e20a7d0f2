"""What a week's days could visit: due lists, shifts and worths by day, and which days an earlier week has announced."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from inputs.roads.facade import Roads
from planner.domain.candidate import Candidate, DueList
from planner.domain.errors import Fault, InputError, told_once
from planner.domain.place import Point
from planner.domain.settings import Settings
from planner.domain.shift import Shift
from planner.domain.visit import VisitKind
from planner.learning.aiming import aimed
from planner.learning.expecting import with_knocks
from planner.rules.candidates import due_candidates
from planner.rules.pool import could_make
from planner.usecases.day_problem import station_position
from planner.usecases.progress import Reporter
from planner.usecases.records import Records, estimate_of, read_records
from planner.usecases.sheets_out import sheets_out
from planner.usecases.unreachable import station_notes, within_reach
from planner.usecases.week.announcing import Announced
from planner.usecases.workspace import Workspace

NUM_DAYS = 6
"""Days of a week that is planned: a seventh is left for rest, and for what comes between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What a what-if takes away: whole days, and teams, on a day or (`None`) on all; nothing of days that stand as they are."""

    days: frozenset[dt.date] = frozenset()
    teams: frozenset[tuple[str, dt.date | None]] = frozenset()
    standing: frozenset[dt.date] = frozenset()

    def is_away(self, team: str, date: dt.date) -> bool:
        """Whether a team is not on duty on a day."""
        return date not in self.standing and (date in self.days or bool({(team, date), (team, None)} & self.teams))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeekData:
    """A week's question; sequences have one entry a day.

    Attributes
    ----------
    shifts
        Who is on duty; where doors may stay shut, limits are those of knocks.
    due
        Id to what could be visited, in the order of the due list, not yet aimed: somebody able is on duty, and has a way. The
        homes of its complaints are not in it as routine: nobody is visited twice.
    worths
        Id of a home to what visiting it on that day is worth.
    homes
        Complaint to the household where it is followed up.
    notes
        Doors without a way.
    """

    records: Records
    roads: Roads
    station: Point
    dates: tuple[dt.date, ...]
    shifts: tuple[tuple[Shift, ...], ...]
    due: tuple[Mapping[str, Candidate], ...]
    worths: tuple[Mapping[str, float], ...]
    homes: Mapping[str, str]
    notes: tuple[Fault, ...]
    announced: Mapping[int, Announced] = field(default_factory=dict)

    def door_of(self, id_: str) -> str:
        """The door behind a visit."""
        return self.homes.get(id_, id_)


def week_data(workspace: Workspace, start: dt.date, *, without: Without | None = None, reporter: Reporter) -> WeekData:
    """Read the question of the six days from one on.

    Raises
    ------
    InputError
        E4001 if nobody is on duty on any day, E4002 if nothing is due; E6xxx for trouble with the workspace.
    """
    settings = workspace.settings
    reporter.phase("reading the ledger")
    records = read_records(workspace, start)
    settings = records.as_learned(settings)
    dates = tuple(start + dt.timedelta(days=n) for n in range(NUM_DAYS))
    shifts = tuple(_on_duty(records, date, settings, without or Without()) for date in dates)
    if not any(shifts):
        raise InputError([Fault(code="E4001", values={"date": start.isoformat(), "teams": len(records.teams)})])
    reporter.phase("choosing the visits of the week")
    elsewhere = sheets_out(workspace, dates)
    asked = [_due(records, date, settings) if on_duty else () for date, on_duty in zip(dates, shifts, strict=True)]
    lists = [elsewhere.free(day, date) for day, date in zip(asked, dates, strict=True)]
    everything = {one.visit.id: one for day in lists for one in day}
    nowhere = [one for day in asked for one in day if one.visit.id not in everything]
    if not everything:
        raise InputError([Fault(code="E4002", values={"date": start.isoformat(), "households": len(records.households)})])
    whole = DueList(candidates=tuple(everything.values()))
    roads = Roads.load(workspace.roads_folder, settings.roads)
    station = station_position(settings, whole)
    _, reach = within_reach(whole, tuple(shift for day in shifts for shift in day), roads, station)
    homes = {one.id: one.household for one in records.complaints if one.household}
    able = [_servable(day, on_duty, reach.by_profile) for day, on_duty in zip(lists, shifts, strict=True)]
    held = {homes[id_] for day in able for id_ in day if id_ in homes}
    due = tuple({id_: one for id_, one in day.items() if id_ not in held} for day in able)
    shifts = tuple(with_knocks(on_duty, list(day.values()), settings) for day, on_duty in zip(due, shifts, strict=True))
    return WeekData(
        records=records,
        roads=roads,
        station=station,
        dates=dates,
        shifts=shifts,
        due=due,
        worths=tuple(_worths(tuple(day.values()), on_duty, settings) for day, on_duty in zip(due, shifts, strict=True)),
        homes=homes,
        notes=(*station_notes(settings), *elsewhere.notes, *elsewhere.errands_elsewhere(nowhere, dates), *reach.notes()),
    )


def _on_duty(records: Records, date: dt.date, settings: Settings, without: Without) -> tuple[Shift, ...]:
    return tuple(shift for shift in records.shifts_on(date, settings) if not without.is_away(shift.team, date))


def _due(records: Records, date: dt.date, settings: Settings) -> tuple[Candidate, ...]:
    openness = estimate_of(records.door_counts, settings) if settings.programme.door_estimate else None
    found = due_candidates(
        records.households, records.complaints, records.facilities, date=date, settings=settings, openness=openness
    )
    return found.candidates


def _servable(due: Sequence[Candidate], shifts: Sequence[Shift], lost: Mapping[str, Sequence[str]]) -> dict[str, Candidate]:
    """What somebody on duty is able to visit and has a way to."""
    nowhere = set.intersection(*(set(lost.get(shift.profile, ())) for shift in shifts)) if shifts else set()
    crews: dict[object, bool] = {}
    found = {}
    for one in due:
        visit = one.visit
        is_errand = visit.kind is VisitKind.COMPLAINT
        if not is_errand and visit.id in nowhere:
            continue
        wish = (visit.skills, visit.min_team_size, visit.windows, visit.service_duration)
        if wish not in crews:  # few distinct wishes among many doors
            crews[wish] = any(could_make(shift, visit) for shift in shifts)
        if crews[wish]:
            found[visit.id] = one
    return found


def _worths(due: Sequence[Candidate], shifts: Sequence[Shift], settings: Settings) -> dict[str, float]:
    kinds = (VisitKind.FIRST, VisitKind.REVISIT)
    return {one.visit.id: float(one.visit.prize) for one in aimed(due, shifts, settings=settings) if one.visit.kind in kinds}


def with_announced(data: WeekData, announced: Mapping[int, Announced]) -> WeekData:
    """The question of a week of which some days have been announced: they come to no door that their week has gone to.

    A day of which nobody can tell what was announced is left as it is: nothing is asked of it, and its plan is told.
    """
    due, worths, shifts = list(data.due), list(data.worths), list(data.shifts)
    for n, told in announced.items():
        if not told.is_known:
            due[n], worths[n], shifts[n] = {}, {}, ()
            continue
        away = {id_ for id_, one in due[n].items() if told.is_gone_to(one)}
        due[n] = {id_: one for id_, one in due[n].items() if id_ not in away}
        worths[n] = {id_: worth for id_, worth in worths[n].items() if id_ not in away}
    unread = [note for _, told in sorted(announced.items()) for note in told.unread]
    return replace(
        data,
        due=tuple(due),
        worths=tuple(worths),
        shifts=tuple(shifts),
        announced=dict(announced),
        notes=told_once((*data.notes, *unread)),
    )
