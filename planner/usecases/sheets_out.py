"""Homes that stand on a printed sheet of another day of the week: no door is promised to two days of it."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from planner.domain.candidate import Candidate, DueList
from planner.domain.errors import Fault, InputError
from planner.domain.visit import VisitKind
from planner.ledger.store import Ledger
from planner.usecases.reading import read_kept_plan
from planner.usecases.workspace import Workspace

ON_SHEET = "on_sheet"
"""Key of what is left out for that reason."""
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsOut:
    """What printed sheets hold whose outcome is not recorded.

    Attributes
    ----------
    by_date
        Day of a sheet and the visits in its rows.
    notes
        Plans of printed sheets that cannot be read; nothing is known of their rows.
    """

    by_date: tuple[tuple[dt.date, frozenset[str]], ...] = ()
    notes: tuple[Fault, ...] = ()

    def held(self, date: dt.date) -> frozenset[str]:
        """Visits on sheets of the other days of a day's week, Monday to Sunday."""
        monday = monday_of(date)
        days = (ids for day, ids in self.by_date if day != date and monday_of(day) == monday)
        return frozenset().union(*days)

    def free(self, due: Sequence[Candidate], date: dt.date) -> tuple[Candidate, ...]:
        """What a day may be offered of what is due: complaints and promises always."""
        held = self.held(date)
        return tuple(one for one in due if one.visit.id not in held or _comes_anyway(one))

    def left_out(self, due: DueList, date: dt.date) -> DueList:
        """The same of a due list, with the number left out."""
        kept = self.free(due.candidates, date)
        num_left = len(due.candidates) - len(kept)
        return replace(due, candidates=kept, excluded=dict(due.excluded) | {ON_SHEET: num_left}) if num_left else due


def _comes_anyway(one: Candidate) -> bool:
    return one.visit.kind is VisitKind.COMPLAINT or one.visit.is_required


def sheets_out(workspace: Workspace, dates: Sequence[dt.date]) -> SheetsOut:
    """Read the printed sheets of the weeks of some days that are planned now, their own left out.

    A row that is recorded, whatever came of it, is no longer on its sheet: the rules of tries say when its door is due again.
    """
    mondays = sorted({monday_of(date) for date in dates})
    days = [monday + dt.timedelta(days=n) for monday in mondays for n in range(_WEEK)]
    found: list[tuple[dt.date, frozenset[str]]] = []
    notes: list[Fault] = []
    with workspace.ledger() as ledger:
        for day in days:
            if day in dates:
                continue
            try:
                ids = _on_sheets(workspace, ledger, day)
            except InputError as error:  # a damaged plan of another day does not keep this one from being planned, and is told
                notes += error.faults
                continue
            if ids:
                found.append((day, ids))
    return SheetsOut(by_date=tuple(found), notes=tuple(notes))


def monday_of(date: dt.date) -> dt.date:
    """First day of the week of a day."""
    return date - dt.timedelta(days=date.weekday())


def _on_sheets(workspace: Workspace, ledger: Ledger, day: dt.date) -> frozenset[str]:
    """Visits in the rows of a day's printed sheets, the newest of each team, that are not recorded."""
    shifts_of: dict[int, set[str]] = {}
    for sheet in ledger.sheets(day):
        if sheet.printed_at is not None and sheet.replaced_by is None and sheet.num_stops:
            shifts_of.setdefault(sheet.plan_version, set()).add(sheet.shift)
    if not shifts_of:
        return frozenset()
    recorded = {visit.visit_id for visit in ledger.visits(day, day)}
    planned = {id_ for version, shifts in shifts_of.items() for id_ in _rows(workspace, day, version, shifts)}
    return frozenset(planned - recorded)


def _rows(workspace: Workspace, day: dt.date, version: int, shifts: Collection[str]) -> set[str]:
    kept = read_kept_plan(workspace.plan_folder(day) / f"plan-v{version}.json")
    return {stop.visit_id for route in kept.document.plan.routes if route.shift_id in shifts for stop in route.stops}
