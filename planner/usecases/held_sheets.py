"""Which sheets teams hold when a plan is printed: what is new is told against the last printed one of each, not of the day."""

from dataclasses import dataclass, replace

from outputs.itinerary.context import DayContext, HeldSheet
from planner.domain.history import SheetState
from planner.usecases.reading import ReadPlan, read_kept_plan
from planner.usecases.recording.planned import plan_of_sheet, sheet_ids, slip_ids
from planner.usecases.workspace import Workspace

_GONE = (SheetState.RETURNED, SheetState.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSheets:
    """Earlier papers of a plan's day.

    Attributes
    ----------
    held
        Shift to the sheet that its team holds: of a plan that changes another, the last one printed; of one that was made
        afresh, the last one handed out.
    earlier
        Shift to its routes in all versions of which sheets were printed, oldest first.
    """

    held: dict[str, HeldSheet]
    earlier: dict[str, tuple[HeldSheet, ...]]

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


def held_sheets(workspace: Workspace, kept: ReadPlan) -> HeldSheets:
    """Read what was printed of earlier versions of a plan's day.

    Raises
    ------
    InputError
        E3xxx, E6105 for a broken plan file.
    """
    date, version = kept.document.date, kept.document.plan_version
    with workspace.ledger() as ledger:
        printed = [one for one in ledger.sheets(date) if one.printed_at is not None and one.plan_version < version]
    sheets = [one for one in printed if plan_of_sheet(one.id) is not None]
    folder = workspace.plan_folder(date)
    versions = {one.plan_version: read_kept_plan(folder / f"plan-v{one.plan_version}.json") for one in sheets}
    held: dict[str, HeldSheet] = {}
    for sheet in sorted(sheets, key=lambda one: one.plan_version):
        routes = _sheets_of(versions[sheet.plan_version])
        is_out = sheet.handed_out_at is not None or kept.document.replanned is not None
        held.pop(sheet.shift, None)
        if is_out and sheet.state not in _GONE and sheet.shift in routes:
            held[sheet.shift] = routes[sheet.shift]
    earlier: dict[str, tuple[HeldSheet, ...]] = {}
    for _, before in sorted(versions.items()):
        for shift_id, one in _sheets_of(before).items():
            earlier[shift_id] = (*earlier.get(shift_id, ()), one)
    return HeldSheets(held=held, earlier=earlier)


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
