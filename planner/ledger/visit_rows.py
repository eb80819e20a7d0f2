"""How recorded visits and sheets lie in their tables: record to row and back."""

from typing import Any

from planner.domain.history import SATURDAY, PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.visit import VisitKind
from planner.ledger.rows import CONDITION, Cells, member

_SAME = (
    "number", "date", "plan_version", "household", "complaint", "facility", "village", "rt", "rw", "team", "unit", "slot",
    "is_weekend", "time_in", "time_out", "complaint_taken", "is_answered", "follow_up_on", "recorded_at", "actor",
)  # fmt: skip
"""Columns that hold an attribute of the visit as it is."""

WHEN_AND_WHO = ("recorded_at", "actor")
"""Columns that say who recorded a line and when; a line that differs in nothing else is the same line."""

SHEET_COLUMNS = (
    "id", "date", "plan_version", "shift", "team", "unit", "num_stops", "num_reserves",
    "printed_at", "handed_out_at", "returned_at", "lost_at", "rows_hash", "crew_hash",
    "left_out_by",
)  # fmt: skip


_SPELLED = {"kind": member(VisitKind), "outcome": member(Outcome), "condition": CONDITION}


def visit_row(visit: PastVisit) -> dict[str, Any]:
    """Columns of a recorded visit."""
    row = {name: getattr(visit, name) for name in _SAME} | {"sheet": visit.sheet_id, "visit": visit.visit_id}
    return row | {name: cell.put(getattr(visit, name)) for name, cell in _SPELLED.items()}


def past_visit(row: Cells) -> PastVisit:
    """Read a row of `visits`."""
    values = {name: row[name] for name in _SAME if name != "is_weekend"}
    values |= {name: cell.take(row[name]) for name, cell in _SPELLED.items()}
    is_holiday = row["is_weekend"] and row["date"].weekday() < SATURDAY
    return PastVisit(sheet_id=row["sheet"], visit_id=row["visit"], is_holiday=is_holiday, **values)


def sheet_row(sheet: Sheet) -> dict[str, Any]:
    """Columns of a sheet."""
    return {name: getattr(sheet, name) for name in SHEET_COLUMNS}
