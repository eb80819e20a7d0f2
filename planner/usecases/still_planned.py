"""Who asks for no more visits may be in plans and on sheets that were made before: told at once, with what to do."""

import datetime as dt
from collections.abc import Collection

from planner.domain.errors import Fault, InputError
from planner.ledger.store import Ledger
from planner.usecases.closed_doors import subjects_printed
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.planned import sheet_number
from planner.usecases.running_day import recorded_visits
from planner.usecases.workspace import Workspace


def still_planned(workspace: Workspace, ledger: Ledger, homes: Collection[str]) -> tuple[Fault, ...]:
    """E6058 for each home that the newest plan of today or a later day goes to, or a sheet of such a day that is out."""
    today = workspace.now().date()
    plans = [plan for plan in ledger.plans() if plan.date >= today] if homes else []
    newest = {plan.date: plan.version for plan in plans}  # by day and version
    known = {date: {sheet.id for sheet in ledger.sheets(date) if sheet.returned_at is None} for date in newest}
    where: dict[str, list[str]] = {}
    first: dict[str, dt.date] = {}
    for plan in plans:
        for home, shift in _routes(workspace, plan.path, homes):
            sheet = sheet_number(plan.date, shift, plan.version)
            is_out = sheet in known[plan.date]
            if is_out or plan.version == newest[plan.date]:
                first.setdefault(home, plan.date)
                where.setdefault(home, []).append(sheet if is_out else f"{plan.date} v{plan.version}")
    return tuple(
        Fault(code="E6058", values={"id": home, "where": ", ".join(found), "date": first[home].isoformat()})
        for home, found in sorted(where.items())
    )


def _routes(workspace: Workspace, path: str, homes: Collection[str]) -> list[tuple[str, str]]:
    """Homes that a plan still goes to, each with the shift that does."""
    try:
        kept = read_kept_plan(workspace.folder / path)
    except InputError:  # told wherever that plan is used
        return []
    subjects, made = subjects_printed(kept), recorded_visits(workspace, kept)
    return [
        (subjects[visit], route.shift_id)
        for route in kept.document.plan.routes
        for visit in (*(stop.visit_id for stop in route.stops), *route.reserves)
        if subjects[visit] in homes and visit not in made
    ]
