"""Faults of the workspace and its ledger (E6xxx)."""

from planner.domain.faults.kind import FaultKind

WORKSPACE_FAULTS: dict[str, FaultKind] = {}
