"""Faults of dds.toml (E5xxx)."""

from planner.domain.faults.kind import FaultKind

SETTINGS_FAULTS: dict[str, FaultKind] = {}
