"""What a planned day leaves open without saying so itself: complaints that its plan never weighed, sheets typed in by half."""

import datetime as dt
from collections.abc import Collection

from planner.domain.categories import SPECIAL_REFERRAL
from planner.domain.errors import InputError
from planner.domain.history import Sheet, SheetState
from planner.formats.plan_file import read_plan
from planner.ledger.records import PlanRecord
from planner.rules.candidates import due_candidates
from planner.usecases.sheets_out import elsewhere
from planner.usecases.workspace import Workspace

_LOOKED_BACK = 7
"""Days of which sheets typed in by half are named, today's among them: afterwards nobody remembers the doors."""


def left_out_complaints(workspace: Workspace, plan: PlanRecord) -> tuple[str, ...]:
    """Ids of the open complaints that a kept plan was never offered; see `unweighed`. Of a broken file printing speaks."""
    try:
        found = read_plan(workspace.folder / plan.path).plan
    except InputError:
        return ()
    stops = {id_ for route in found.routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)}
    return unweighed(workspace, plan.date, stops | {left.visit_id for left in found.unassigned})


def unweighed(workspace: Workspace, date: dt.date, offered: Collection[str]) -> tuple[str, ...]:
    """Ids of the open complaints that could be followed up on a day and are not among what its plan was offered.

    They came after it was made. Left out are special referrals (RJK), what another day has, and what a team took down at a door
    that day: it has just been there.
    """
    if date < workspace.now().date():
        return ()
    with workspace.ledger() as ledger:
        taken = {visit.complaint_taken for visit in ledger.visits(date, date)}
        more = [
            one for one in ledger.complaints()
            if one.status.is_open and one.category != SPECIAL_REFERRAL and one.id not in offered and one.id not in taken
        ]  # fmt: skip
        homes = ledger.households({one.household for one in more if one.household}) if more else ()
    due = due_candidates(homes, more, (), date=date, settings=workspace.settings)
    ids = {candidate.visit.id for candidate in due.candidates} & {one.id for one in more}
    return tuple(sorted(ids - elsewhere(workspace, date))) if ids else ()


def half_typed_sheets(workspace: Workspace) -> tuple[Sheet, ...]:
    """Sheets of the last week that came back, of which some rows have a result and some planned ones none; the newest first."""
    today = workspace.now().date()
    days = [today - dt.timedelta(days=n) for n in range(_LOOKED_BACK)]
    with workspace.ledger() as ledger:
        return tuple(
            sheet
            for day in days
            for sheet in ledger.sheets(day)
            if sheet.state is SheetState.RETURNED and sheet.replaced_by is None and 0 < sheet.num_recorded < sheet.num_stops
        )
