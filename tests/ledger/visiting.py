"""Invented sheets and recorded lines for the ledger's tests; everybody is DATA CONTOH."""

import datetime as dt

from planner.domain.history import PastVisit, Sheet
from planner.domain.outcome import Outcome
from planner.domain.visit import VisitKind
from planner.ledger.store import Ledger
from tests.ledger.records import NOW

DAY = dt.date(2025, 8, 26)


def a_sheet(day: dt.date = DAY, **changes: object) -> Sheet:
    """A printed sheet of team T1."""
    fields: dict[str, object] = {
        "id": f"DDS-{day:%Y%m%d}-T1-v1", "date": day, "plan_version": 1, "shift": "T1", "team": "T1", "unit": "Reskrim",
        "num_stops": 10, "num_reserves": 2, "printed_at": NOW,
    }  # fmt: skip
    return Sheet(**(fields | changes))  # type: ignore[arg-type]


def a_line(number: int = 1, *, day: dt.date = DAY, household: str | None = "H000001", **changes: object) -> PastVisit:
    """A line at a household: met, in the morning."""
    fields: dict[str, object] = {
        "sheet_id": f"DDS-{day:%Y%m%d}-T1-v1", "number": number, "date": day, "plan_version": 1,
        "visit_id": household or "X", "kind": VisitKind.REVISIT, "household": household, "village": "36.03.01.2001",
        "rt": "02", "rw": "05", "team": "T1", "unit": "Reskrim", "slot": "pagi", "outcome": Outcome.MET,
        "recorded_at": NOW, "actor": "desk",
    }  # fmt: skip
    return PastVisit(**(fields | changes))  # type: ignore[arg-type]


def register(ledger: Ledger, *days: dt.date) -> None:
    """Register a sheet of each day."""
    for day in days or (DAY,):
        ledger.register_sheets([a_sheet(day)], now=NOW, actor="desk")
