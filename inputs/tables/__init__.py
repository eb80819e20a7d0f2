"""CSV and XLSX tables to records: households, teams, complaints, facilities.

The readers live in the module of their job (`inputs.tables.households.read_households` …); this file imports none of
them, so that the command line starts without pandas and pydantic.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inputs.tables.complaints import read_complaints
    from inputs.tables.facilities import read_facilities
    from inputs.tables.households import read_households
    from inputs.tables.reading import TableReading
    from inputs.tables.teams import read_teams

_MODULE_OF = {
    "TableReading": "reading",
    "read_complaints": "complaints",
    "read_facilities": "facilities",
    "read_households": "households",
    "read_teams": "teams",
}

__all__ = ["TableReading", "read_complaints", "read_facilities", "read_households", "read_teams"]


def __getattr__(name: str) -> Any:
    """Import a reader when it is first asked for."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 (lazy on purpose)

    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
