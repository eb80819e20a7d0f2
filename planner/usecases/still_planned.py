"""Who asks for no more visits may be in plans and on sheets that were made before, and so may a complaint that the desk ends or
puts off: told at once, with what to do.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.domain.errors import Fault, InputError
from planner.domain.history import Sheet, SheetState
from planner.domain.units import clock
from planner.ledger.store import Ledger
from planner.usecases.closed_doors import subjects_printed
from planner.usecases.on_duty import duty_day
from planner.usecases.reading import read_kept_plan
from planner.usecases.recording.planned import sheet_number
from planner.usecases.running_day import recorded_visits
from planner.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row of a sheet that is out, named by its number, or of a plan, named by day and version; a reserve has no time."""

    date: dt.date
    where: str
    shift: str
    time: int | None
    is_out: bool


def still_planned(workspace: Workspace, ledger: Ledger, homes: Collection[str]) -> tuple[Fault, ...]:
    """E6058 for each home that the newest plan of today or a later day goes to, or a sheet of such a day that is out; E6181 for
    days of which no paper that goes there is out.
    """
    return tuple(
        Fault(code=code, values={"id": home, "where": ", ".join(row.where for row in rows), "date": rows[0].date.isoformat()})
        for home, found in sorted(_rows(workspace, ledger, homes).items())
        for code, rows in zip(("E6058", "E6181"), _by_paper(found), strict=True)
        if rows
    )


def still_followed_up(
    workspace: Workspace, ledger: Ledger, complaint: str, *, until: dt.date | None = None
) -> tuple[Fault, ...]:
    """E6150, or E6180, if such a plan or sheet still goes about a complaint, with the hours; of days before one only (`None`:
    of all).
    """
    found = _rows(workspace, ledger, [complaint]).get(complaint, [])
    notes = []
    for code, rows in zip(("E6150", "E6180"), _by_paper([row for row in found if not until or row.date < until]), strict=True):
        told = [row.where if row.time is None else f"{row.where} ({clock(row.time)})" for row in rows]
        if told:
            notes.append(Fault(code=code, values={"id": complaint, "at": ", ".join(told), "date": rows[0].date.isoformat()}))
    return tuple(notes)


def planned_about(workspace: Workspace, complaint: str) -> tuple[PlannedRow, ...]:
    """Where a complaint is to be followed up, today or later."""
    with workspace.ledger() as ledger:
        return tuple(_rows(workspace, ledger, [complaint]).get(complaint, []))


def _by_paper(rows: Sequence[PlannedRow]) -> tuple[list[PlannedRow], list[PlannedRow]]:
    """Rows of days on which a team goes by a paper that has one, of which it is to be told, and those of the others."""
    out = {row.date for row in rows if row.is_out}
    return [row for row in rows if row.date in out], [row for row in rows if row.date not in out]


def _rows(workspace: Workspace, ledger: Ledger, asked: Collection[str]) -> dict[str, list[PlannedRow]]:
    """Rows that still go to some homes, or about some complaints: of the newest plans from today on, and of sheets that are out
    or will go out. A print that was replaced before anybody took it goes nowhere, and neither does a team with a row that is
    on a paper which it has brought back.
    """
    today = duty_day(workspace)
    plans = [plan for plan in ledger.plans() if plan.date >= today] if asked else []
    newest = {plan.date: plan.version for plan in plans}  # by day and version
    sheets = {sheet.id: sheet for papers in ledger.sheets_by_day(newest).values() for sheet in papers}
    found: dict[str, list[PlannedRow]] = {}
    back: set[tuple[dt.date, str, str]] = set()
    for plan in plans:
        for subject, shift, time in _routes(workspace, plan.path, asked):
            sheet = sheets.get(sheet_number(plan.date, shift, plan.version))
            if sheet is not None and sheet.state is SheetState.RETURNED and not sheet.is_typed_in_part:
                back.add((plan.date, shift, subject))
            elif sheet is not None and _goes(sheet):
                found.setdefault(subject, []).append(
                    PlannedRow(date=plan.date, where=sheet.id, shift=shift, time=time, is_out=True)
                )
            elif plan.version == newest[plan.date] and (plan.date, shift, subject) not in back:
                where = f"{plan.date} v{plan.version}"
                found.setdefault(subject, []).append(
                    PlannedRow(date=plan.date, where=where, shift=shift, time=time, is_out=False)
                )
    return found


def _goes(sheet: Sheet) -> bool:
    """Whether a team goes by this paper, or may while it is typed; one that has lost it knows it all the same."""
    return sheet.is_out or sheet.state is SheetState.LOST or sheet.is_typed_in_part


def _routes(workspace: Workspace, path: str, asked: Collection[str]) -> list[tuple[str, str, int | None]]:
    """Homes and complaints that a plan still goes to, each with the shift that does, and when."""
    try:
        kept = read_kept_plan(workspace.folder / path)
    except InputError:  # told wherever that plan is used
        return []
    subjects, made = subjects_printed(kept), recorded_visits(workspace, kept)
    rows: list[tuple[str, str, int | None]] = []
    for route in kept.document.plan.routes:
        rows += [(stop.visit_id, route.shift_id, stop.start_time) for stop in route.stops]
        rows += [(visit, route.shift_id, None) for visit in route.reserves]
    return [(subjects[id_], shift, time) for id_, shift, time in rows if subjects[id_] in asked and id_ not in made]
