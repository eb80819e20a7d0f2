"""Faults of plan, problem and benchmark files (E3xxx)."""

from planner.domain.faults.kind import FaultKind

PLAN_FAULTS: dict[str, FaultKind] = {}
