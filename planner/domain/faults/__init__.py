"""The closed catalogue of faults: code to cause and action, in every language of the interface.

One file per room that can find them. Codes: E1xxx tables, E2xxx roads and travel, E3xxx plan,
problem and benchmark files, E4xxx planning, E5xxx settings, E6xxx workspace and ledger, E70xx recording, E80xx scenarios,
E81xx replanning and reasons.
A code never changes its meaning and is never used again.
"""

from types import MappingProxyType

from planner.domain.faults.benchmarks import BENCHMARK_FAULTS
from planner.domain.faults.forecasts import FORECAST_FAULTS
from planner.domain.faults.kind import FaultKind
from planner.domain.faults.ledger import LEDGER_FAULTS
from planner.domain.faults.planning import PLANNING_FAULTS
from planner.domain.faults.plans import PLAN_FAULTS
from planner.domain.faults.recording import RECORDING_FAULTS
from planner.domain.faults.replanning import REPLANNING_FAULTS
from planner.domain.faults.reports import REPORT_FAULTS
from planner.domain.faults.roads import ROAD_FAULTS
from planner.domain.faults.scenarios import SCENARIO_FAULTS
from planner.domain.faults.settings import SETTINGS_FAULTS
from planner.domain.faults.sheets import SHEET_FAULTS
from planner.domain.faults.tables import TABLE_FAULTS
from planner.domain.faults.workspace import WORKSPACE_FAULTS

FAULTS = MappingProxyType(
    {
        **TABLE_FAULTS,
        **ROAD_FAULTS,
        **PLAN_FAULTS,
        **BENCHMARK_FAULTS,
        **PLANNING_FAULTS,
        **FORECAST_FAULTS,
        **REPORT_FAULTS,
        **SETTINGS_FAULTS,
        **SHEET_FAULTS,
        **WORKSPACE_FAULTS,
        **LEDGER_FAULTS,
        **RECORDING_FAULTS,
        **SCENARIO_FAULTS,
        **REPLANNING_FAULTS,
    }
)
"""Every fault that the program can report."""

__all__ = ["FAULTS", "FaultKind"]
