"""How recorded visits and sheets lie in their tables: record to row and back."""

from typing import Any

from planner.domain.history import SATURDAY, PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.records import Condition
from planner.domain.visit import VisitKind
from planner.ledger.rows import Cells

_KINDS = {kind.value: kind for kind in VisitKind}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
"""Dictionaries are several times faster than calling the enums, which counts over a million visits."""

_SAME = (
    "number", "date", "plan_version", "household", "complaint", "facility", "village", "rt", "rw", "team", "unit", "slot",
    "is_weekend", "time_in", "time_out", "complaint_taken", "is_answered", "follow_up_on", "recorded_at", "actor",
)  # fmt: skip
"""Columns that hold an attribute of the visit as it is."""

WHEN_AND_WHO = ("recorded_at", "actor")
"""Columns that say who recorded a line and when; a line that differs in nothing else is the same line."""

SHEET_COLUMNS = (
    "id", "date", "plan_version", "shift", "team", "unit", "num_stops", "num_reserves",
    "printed_at", "handed_out_at", "returned_at", "lost_at",
)  # fmt: skip


def visit_row(visit: PastVisit) -> dict[str, Any]:
    """Columns of a recorded visit."""
    row = {name: getattr(visit, name) for name in _SAME}
    row |= {"sheet": visit.sheet_id, "visit": visit.visit_id, "kind": visit.kind.value, "outcome": visit.outcome.value}
    return row | {"condition": None if visit.condition is None else visit.condition.value}


def past_visit(row: Cells) -> PastVisit:
    """Read a row of `visits`."""
    return PastVisit(
        sheet_id=row["sheet"],
        number=row["number"],
        date=row["date"],
        plan_version=row["plan_version"],
        visit_id=row["visit"],
        kind=_KINDS[row["kind"]],
        household=row["household"],
        complaint=row["complaint"],
        facility=row["facility"],
        village=row["village"],
        rt=row["rt"],
        rw=row["rw"],
        team=row["team"],
        unit=row["unit"],
        slot=row["slot"],
        outcome=_OUTCOMES[row["outcome"]],
        time_in=row["time_in"],
        time_out=row["time_out"],
        complaint_taken=row["complaint_taken"],
        is_answered=row["is_answered"],
        follow_up_on=row["follow_up_on"],
        condition=None if row["condition"] is None else Condition(row["condition"]),
        recorded_at=row["recorded_at"],
        actor=row["actor"],
        is_holiday=row["is_weekend"] and row["date"].weekday() < SATURDAY,
    )


def sheet_row(sheet: Sheet) -> dict[str, Any]:
    """Columns of a sheet."""
    return {name: getattr(sheet, name) for name in SHEET_COLUMNS}
