"""Doors on printed sheets that nobody may visit any more: said before the sheets go out, and while they are out."""

import datetime as dt
from collections.abc import Collection, Iterable

from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.ledger.store import Ledger
from planner.usecases.closed_doors import closed_doors, facts_printed, subjects_printed
from planner.usecases.no_longer_due import no_longer_due, notes_of
from planner.usecases.on_duty import duty_end, seconds_since
from planner.usecases.reading import Reading, ReadPlan, read_kept_plan
from planner.usecases.workspace import Workspace

_NAMED = 8
"""Visits named in a message."""


def shut_on_sheets(
    workspace: Workspace, ledger: Ledger, day: dt.date, sheets: Iterable[Sheet], *, reading: Reading = read_kept_plan
) -> dict[str, tuple[str, ...]]:
    """By number of a sheet of a day its rows that may not be visited any more; none of what is done or recorded, and none of a
    plan that cannot be read, of which printing speaks.
    """
    versions: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.num_stops:
            versions.setdefault(sheet.plan_version, []).append(sheet)
    told = {visit.visit_id for visit in ledger.visits(day, day)} if versions else set()
    found: dict[str, tuple[str, ...]] = {}
    for plan in ledger.plans(day):
        try:
            kept = reading(workspace.folder / plan.path) if plan.version in versions else None
        except InputError:
            continue
        if kept is not None:
            shut = closed_doors(ledger, kept) - facts_printed(kept) - told
            rows = {sheet.id: tuple(id_ for id_ in _rows(kept, sheet.shift) if id_ in shut) for sheet in versions[plan.version]}
            found |= {id_: shut_rows for id_, shut_rows in rows.items() if shut_rows}
    return found


def shut_before_handing(workspace: Workspace, ledger: Ledger, day: dt.date, ids: Collection[str]) -> list[Fault]:
    """E4120 for each of some sheets that goes to such a door."""
    sheets = [sheet for sheet in ledger.sheets(day) if sheet.id in ids]
    found = shut_on_sheets(workspace, ledger, day, sheets)
    values = {"date": day.isoformat()}
    return [Fault(code="E4120", values={**values, "sheet": id_, "ids": _named(rows)}) for id_, rows in found.items()]


def told_of_waiting(workspace: Workspace, day: dt.date) -> tuple[list[Fault], list[Fault]]:
    """E4120 and E3053 for the day's papers that wait to be handed out."""
    with workspace.ledger() as ledger:
        waiting = [one.id for one in ledger.sheets(day) if one.state is SheetState.PRINTED and one.replaced_by is None]
        shut = shut_before_handing(workspace, ledger, day, waiting)
    return shut, spent_and_waiting(workspace, day, waiting) if waiting else []


def spent_and_waiting(workspace: Workspace, day: dt.date, ids: Collection[str]) -> list[Fault]:
    """E3053 for rows of some sheets that nobody needs to go to any more."""
    with workspace.ledger() as ledger:
        shifts = {(one.plan_version, one.shift) for one in ledger.sheets(day) if one.id in ids and one.num_stops}
        plans = [plan for plan in ledger.plans(day) if plan.version in {version for version, _ in shifts}]
    spent: dict[str, str] = {}
    for plan in plans:
        try:
            kept = read_kept_plan(workspace.folder / plan.path)
        except InputError:
            continue
        rows = {id_ for version, shift in shifts if version == plan.version for id_ in _rows(kept, shift)} - facts_printed(kept)
        spent |= no_longer_due(workspace, kept, {id_: one for id_, one in subjects_printed(kept).items() if id_ in rows})
    return notes_of("E3053", spent, date=day.isoformat())


def shut_and_out(workspace: Workspace, day: dt.date, sheets: Iterable[Sheet], *, reading: Reading) -> tuple[str, ...]:
    """Rows of sheets that teams have with them, or may have while rows are still to be typed, which may not be visited any
    more; none once the day's duty is over.
    """
    end = duty_end(workspace, day)
    if end is not None and seconds_since(workspace, day) >= end:
        return ()
    out = [sheet for sheet in sheets if sheet.state is SheetState.HANDED_OUT or sheet.is_typed_in_part]
    with workspace.ledger() as ledger:
        found = shut_on_sheets(workspace, ledger, day, out, reading=reading)
    return tuple(sorted({id_ for rows in found.values() for id_ in rows}))


def note_of_shut(ids: Collection[str]) -> list[Fault]:
    """E4121, if there are such rows."""
    return [Fault(code="E4121", values={"ids": _named(ids)})] if ids else []


def _named(ids: Collection[str]) -> str:
    return ", ".join([*ids][:_NAMED]) + ("…" if len(ids) > _NAMED else "")


def _rows(kept: ReadPlan, shift: str) -> list[str]:
    """Stops and reserves of a shift."""
    routes = (route for route in kept.document.plan.routes if route.shift_id == shift)
    return [id_ for route in routes for id_ in (*(stop.visit_id for stop in route.stops), *route.reserves)]
