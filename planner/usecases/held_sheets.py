"""Which sheets teams hold when a plan is printed: what is new is told against the one that each was handed, not the day's."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from outputs.itinerary.context import DayContext, HeldSheet
from outputs.itinerary.held import is_changed
from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.plan import Route
from planner.domain.records import Team
from planner.domain.sheet_rows import crew_mark
from planner.domain.shift import Shift, holds_of
from planner.ledger.records import PlanRecord
from planner.ledger.store import Ledger
from planner.rules.disruption import is_as_before
from planner.rules.roster import teams_of_day
from planner.usecases.on_duty import OnDuty
from planner.usecases.reading import Reading, ReadPlan, read_kept_plan
from planner.usecases.recording.planned import plan_of_sheet, sheet_ids, slip_ids
from planner.usecases.sheets_out import unread_plan
from planner.usecases.workspace import Workspace

_GONE = (SheetState.RETURNED, SheetState.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSheets:
    """Earlier papers of a plan's day.

    Attributes
    ----------
    held
        Shift to the sheet that its team holds: the last one handed out; where none was, and the plan changes another, the last
        one printed. A team that is back and gets nothing new counts as holding what the plan says: no paper is made for it.
    earlier
        Shift to its routes in all versions of which sheets were printed, oldest first.
    unread
        E4095 for earlier versions that cannot be read: what is on their papers is not known.
    """

    held: dict[str, HeldSheet]
    earlier: dict[str, tuple[HeldSheet, ...]]
    unread: tuple[Fault, ...] = ()

    def told(self, context: DayContext, kept: ReadPlan) -> DayContext:
        """What is handed to the papers, with what teams hold."""
        replanned = kept.document.replanned
        return replace(
            context,
            held=self.held,
            earlier=self.earlier,
            num_done=replanned.num_facts if replanned else {},
            since=replanned.time if replanned else None,
        )


def held_sheets(
    workspace: Workspace, kept: ReadPlan, *, is_on_paper: bool = True, reading: Reading = read_kept_plan
) -> HeldSheets:
    """Read what was printed of earlier versions of a plan's day.

    Parameters
    ----------
    is_on_paper
        For papers: a sheet that lies printed at the desk and says what the plan says is as good as held. Otherwise for what is
        told to teams, who know only what was handed to them: then nothing of it may be unknown.

    Raises
    ------
    InputError
        E3xxx, E6105 for a broken plan file, where it is not for papers.
    """
    date, version = kept.document.date, kept.document.plan_version
    with workspace.ledger() as ledger:
        printed = [one for one in ledger.sheets(date) if one.printed_at is not None and one.plan_version < version]
        crews = _crews_of_day(ledger, date)
        done = {visit.visit_id for visit in ledger.visits(date, date)}
    sheets = [one for one in printed if plan_of_sheet(one.id) is not None]
    folder = workspace.plan_folder(date)
    versions: dict[int, ReadPlan] = {}
    for number in sorted({one.plan_version for one in sheets}):
        try:
            versions[number] = reading(folder / f"plan-v{number}.json")
        except InputError:
            if not is_on_paper:
                raise
    unread = sorted({one.plan_version for one in sheets} - versions.keys())
    sheets = [one for one in sheets if one.plan_version in versions]
    routes = {number: _sheets_of(before) for number, before in versions.items()}
    plan, shifts = kept.document.plan, {shift.id: shift for shift in kept.problem.shifts}
    now = {route.shift_id: route for route in plan.routes}

    def paper(sheet: Sheet) -> HeldSheet | None:
        found = routes[sheet.plan_version].get(sheet.shift)
        return None if found is None else replace(found, names_others=_names_others(sheet, crews))

    held: dict[str, HeldSheet] = {}
    for shift_id in dict.fromkeys(one.shift for one in sheets):
        own = sorted((one for one in sheets if one.shift == shift_id), key=lambda one: one.plan_version)
        base, route = _held_of(own, kept), now.get(shift_id)
        found = paper(base) if base is not None else None
        if found is not None and is_on_paper and _is_at_desk(own[-1], version):
            last = paper(own[-1])  # `None`: it tells a team that nothing is left for it
            if last is None or route is None:
                found = found if last is not None or route is not None else None
            elif not is_changed(last, route, plan, shifts[shift_id]):
                found = last
        if found is None and route is not None and (back := _back(own)):
            found = _nothing_new(route, shifts[shift_id], paper(back), done)
        held |= {shift_id: found} if found else {}
    earlier: dict[str, tuple[HeldSheet, ...]] = {}
    for _, before in sorted(routes.items()):
        for shift_id, one in before.items():
            earlier[shift_id] = (*earlier.get(shift_id, ()), one)
    return HeldSheets(held=held, earlier=earlier, unread=tuple(unread_plan(date, number) for number in unread))


def _held_of(own: Sequence[Sheet], kept: ReadPlan) -> Sheet | None:
    """The sheet that a team holds, of those printed of it, oldest first: the last one handed out; where none was, the last one
    at the desk, if the plan changes another.
    """
    out = [one for one in own if one.handed_out_at is not None]
    if out and out[-1].state not in _GONE:
        return out[-1]
    is_there = kept.document.replanned is not None and _is_at_desk(own[-1], kept.document.plan_version)
    return own[-1] if is_there else None


def _back(own: Sequence[Sheet]) -> Sheet | None:
    """The last paper that a team took, if it brought it back."""
    taken = [one for one in own if one.handed_out_at is not None or one.returned_at is not None]
    return taken[-1] if taken and taken[-1].state is SheetState.RETURNED else None


def _nothing_new(route: Route, shift: Shift, back: HeldSheet | None, done: Collection[str]) -> HeldSheet | None:
    """A route of a team that is back as if it held it: all of its stops are recorded, or it is what its last paper said."""
    if back is None:
        return None
    is_done, holds = all(stop.visit_id in done for stop in route.stops), holds_of(shift, back.shift)
    return replace(back, route=route, names_others=False) if is_done or is_as_before(route, back.route, holds=holds) else None


def _is_at_desk(sheet: Sheet, version: int) -> bool:
    """Whether a paper is there to be handed out when a version is printed."""
    return sheet.state not in _GONE and (sheet.left_out_by is None or sheet.left_out_by >= version)


def teams_misnamed(sheets: Iterable[Sheet], teams: Iterable[Team]) -> frozenset[str]:
    """Teams that hold a paper, the newest of theirs, which names others than those who go."""
    out = [one for one in sheets if one.printed_at is not None and one.state not in _GONE and one.replaced_by is None]
    crews = {team.id: team for team in teams}
    return frozenset(one.team for one in out if _names_others(one, crews))


def _crews_of_day(ledger: Ledger, date: dt.date) -> dict[str, Team]:
    return {team.id: team for team in teams_of_day(ledger.teams(), ledger.team_days(date, date))}


def _names_others(sheet: Sheet, crews: Mapping[str, Team]) -> bool:
    """Whether a paper names other officers than those who go, as far as that is known."""
    crew = crews.get(sheet.team)
    return bool(sheet.crew_hash) and crew is not None and crew_mark(sheet.id, crew) != sheet.crew_hash


def outdated_sheets(workspace: Workspace, newest: PlanRecord, sheets: Sequence[Sheet], *, reading: Reading) -> frozenset[str]:
    """Shifts that lack a paper of the newest plan of a day: what its teams hold says something else, or they hold none, also
    because it is lost. A team whose paper is back or lost needs none once its duty is over, nor while nothing is new for it,
    nor for a lost one all of whose rows are recorded.

    Parameters
    ----------
    sheets
        Of each shift its last one.
    """
    out = [one for one in sheets if one.printed_at is not None and one.state not in _GONE]
    with workspace.ledger() as ledger:
        crews = _crews_of_day(ledger, newest.date)
        gone = {one.shift: one.state for one in sheets if one.state in _GONE and one.num_stops}
        duty = OnDuty.read(workspace, ledger, newest.date) if gone else OnDuty()
    away = [one for one in sheets if one.state is SheetState.LOST and one.num_recorded < one.num_stops]
    lost = {one.shift for one in away if duty.is_to_come(one.shift)}
    lacking = {one.shift for one in out if _names_others(one, crews)} | lost
    if any(one.plan_version == newest.version for one in sheets if one.printed_at is not None):
        return frozenset(lacking)
    try:
        kept = reading(workspace.folder / newest.path)
        held = held_sheets(workspace, kept, reading=reading).held
    except InputError:  # printing says what is wrong with a file
        return frozenset(one.shift for one in sheets)
    plan, shifts = kept.document.plan, {shift.id: shift for shift in kept.problem.shifts}
    over = {shift for shift in gone if not duty.is_to_come(shift)}
    changed = {
        route.shift_id
        for route in plan.routes
        if route.shift_id not in over and is_changed(held.get(route.shift_id), route, plan, shifts[route.shift_id])
    }
    return frozenset(lacking | changed | (held.keys() - {route.shift_id for route in plan.routes}))


def _sheets_of(kept: ReadPlan) -> dict[str, HeldSheet]:
    ids, slips = sheet_ids(kept), slip_ids(kept)
    shifts = {shift.id: shift for shift in kept.problem.shifts}
    visits = {visit.id: visit for visit in kept.problem.visits}
    return {
        route.shift_id: HeldSheet(
            version=kept.document.plan_version,
            sheet_id=ids[route.shift_id],
            slip_id=slips.get(route.shift_id, ""),
            shift=shifts[route.shift_id],
            route=route,
            visits=visits,
        )
        for route in kept.document.plan.routes
    }
