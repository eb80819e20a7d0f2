"""Faults of tables (E1xxx)."""

from planner.domain.faults.kind import FaultKind

TABLE_FAULTS: dict[str, FaultKind] = {}
