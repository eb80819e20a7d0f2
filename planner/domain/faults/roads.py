"""Faults of road files and travel (E2xxx)."""

from planner.domain.faults.kind import FaultKind

ROAD_FAULTS: dict[str, FaultKind] = {}
