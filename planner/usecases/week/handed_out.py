"""Days of which sheets are handed out: a week leaves their plan as it is, and says which papers do not say what it says.

Teams go by what they hold. Who wants another plan for such a day makes it by name (`dds plan`, `dds replan`), prints it and
hands it out.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.domain.errors import Fault
from planner.domain.history import SheetState
from planner.domain.shift import Shift
from planner.domain.visit import VisitKind
from planner.usecases.day_state import day_state
from planner.usecases.held_sheets import outdated_sheets
from planner.usecases.on_duty import duty_day
from planner.usecases.reading import Reading, read_kept_plan
from planner.usecases.week.announcing import day_as_read, stops_of
from planner.usecases.week.question import WeekData
from planner.usecases.workspace import Workspace

_OUT = (SheetState.HANDED_OUT, SheetState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOut:
    """A day of which sheets are handed out.

    Attributes
    ----------
    plan_version
        Of its newest plan.
    made
        Visits of it; none where it cannot be read.
    reserves
        Homes and facilities in reserve.
    shifts
        Who was on duty when it was made.
    """

    plan_version: int
    made: frozenset[str] = frozenset()
    reserves: frozenset[str] = frozenset()
    shifts: tuple[Shift, ...] = ()


def days_out(workspace: Workspace, dates: Sequence[dt.date]) -> dict[int, DayOut]:
    """By index those of some days that have a plan and sheets that are handed out, also where these are back."""
    found = {}
    for n, date in enumerate(dates):
        with workspace.ledger() as ledger:
            newest = ledger.newest_version(date)
            sheets = ledger.sheets(date) if newest else ()
        if any(one.handed_out_at is not None and one.state in _OUT and one.num_stops for one in sheets):
            found[n] = _day_out(workspace, date, newest)
    return found


def _day_out(workspace: Workspace, date: dt.date, version: int) -> DayOut:
    kept = day_as_read(workspace, date, version).kept
    if kept is None:
        return DayOut(plan_version=version)
    kinds = {visit.id: visit.kind for visit in kept.problem.visits}
    beside = {id_ for route in kept.document.plan.routes for id_ in route.reserves}
    return DayOut(
        plan_version=version,
        made=frozenset(visit.id for visit, _, _ in stops_of(kept)),
        reserves=frozenset(id_ for id_ in beside if kinds[id_] is not VisitKind.COMPLAINT),
        shifts=kept.problem.shifts,
    )


def stands_note(date: dt.date, day: DayOut) -> Fault:
    """E4099: a day's plan stands as it is."""
    return Fault(code="E4099", values={"date": date.isoformat(), "version": day.plan_version})


def without_days_out(data: WeekData, out: Mapping[int, DayOut]) -> WeekData:
    """The question of a week without days that are out: nothing is asked of them, and other days have no door that they have.

    E4099 tells them, but those announced that nothing has changed about. Who was promised another day is gone to then, too.
    """
    due, worths, shifts = list(data.due), list(data.worths), list(data.shifts)
    notes = []
    for n, day in sorted(out.items()):
        doors = day.made | day.reserves | {data.door_of(id_) for id_ in day.made}
        doors -= _promised_elsewhere(doors, data, n)
        for m in range(len(due)):
            due[m] = {id_: one for id_, one in due[m].items() if id_ not in doors}
            worths[m] = {id_: worth for id_, worth in worths[m].items() if id_ in due[m]}
        is_as_told = n in data.announced and day.made <= data.due[n].keys() and day.shifts == data.shifts[n]
        if not is_as_told:
            notes.append(stands_note(data.dates[n], day))
    for n in out:
        due[n], worths[n], shifts[n] = {}, {}, ()
    return replace(data, due=tuple(due), worths=tuple(worths), shifts=tuple(shifts), notes=(*data.notes, *notes))


def _promised_elsewhere(doors: frozenset[str], data: WeekData, n: int) -> set[str]:
    """Homes that a team promised to come back to on a day after this one."""
    wanted = [one.visit for day in data.due for id_, one in day.items() if id_ in doors and one.visit.is_required]
    return {
        visit.id
        for visit in wanted
        if visit.kind is not VisitKind.COMPLAINT and not (visit.id in data.due[n] and data.due[n][visit.id].visit.is_required)
    }


def outdated_papers(
    workspace: Workspace, date: dt.date, *, reading: Reading = read_kept_plan
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Teams of a day to come whose papers, handed out, do not say what its newest plan says; and those that lack a sheet: it is
    lost or back, or none of theirs was printed.
    """
    if date < duty_day(workspace):
        return (), ()
    day = day_state(workspace, date)
    if day.newest is None or not (day.is_out or day.count(SheetState.LOST)) or day.is_recorded:
        return (), ()
    outdated = sorted(outdated_sheets(workspace, day.newest, day.sheets, reading=reading))
    there = (SheetState.PRINTED, SheetState.HANDED_OUT)
    held = {sheet.shift for sheet in day.sheets if sheet.num_stops and sheet.state in there}
    return tuple(team for team in outdated if team in held), tuple(team for team in outdated if team not in held)
