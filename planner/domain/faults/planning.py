"""Faults of planning a day (E4xxx)."""

from planner.domain.faults.kind import FaultKind

PLANNING_FAULTS: dict[str, FaultKind] = {}
