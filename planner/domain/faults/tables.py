"""Faults and notes of tables and outline files (E1xxx)."""

from planner.domain.faults.kind import FaultKind
from planner.domain.faults.table_cells import TABLE_CELL_FAULTS
from planner.domain.faults.table_files import TABLE_FILE_FAULTS
from planner.domain.faults.table_places import TABLE_PLACE_FAULTS

TABLE_FAULTS: dict[str, FaultKind] = {**TABLE_FILE_FAULTS, **TABLE_CELL_FAULTS, **TABLE_PLACE_FAULTS}
