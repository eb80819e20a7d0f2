"""The closed catalogue of faults: code to cause and action in English; other languages translate these sentences.

Codes: E1xxx tables, E2xxx roads and travel, E3xxx plan, problem and benchmark files and papers, E4xxx planning, E5xxx
settings, E6xxx workspace and ledger, E70xx recording, E80xx scenarios, E81xx replanning and reasons, E90xx installation.
`{…}` is filled from `Fault.values`. A code never changes its meaning and is never used again.
"""

from types import MappingProxyType

from planner.domain.faults.days import DAY_FAULTS
from planner.domain.faults.files import FILE_FAULTS
from planner.domain.faults.scenarios import SCENARIO_FAULTS
from planner.domain.faults.tables import TABLE_FAULTS
from planner.domain.faults.workspace import WORKSPACE_FAULTS

FAULTS = MappingProxyType(TABLE_FAULTS | FILE_FAULTS | DAY_FAULTS | SCENARIO_FAULTS | WORKSPACE_FAULTS)
"""Every fault that the program can report."""

__all__ = ["FAULTS"]
