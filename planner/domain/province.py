"""A province: stations that each plan their own day, side by side; nothing of a home leaves its station."""

import datetime as dt
import enum
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

STATION_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
"""What a station may be called: it becomes part of file names and of lines in a log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station of a province.

    Attributes
    ----------
    name
        Unique in the province.
    folder
        Its workspace, as the province's file writes it: relative to that file, or absolute.
    schema
        Of the database where its ledger is; empty: the ledger is a file in the folder, or has the database for itself.
    database
        Address of its database, without a password; empty: that of the province.
    """

    name: str
    folder: str
    schema: str = ""
    database: str = ""

    def __post_init__(self) -> None:
        if not STATION_NAME.fullmatch(self.name):
            raise ValueError(f"station {self.name[:40]!r}: expected small letters, digits and hyphens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """Stations planned together; `database` is the address of the one where those with a schema have their ledgers."""

    name: str
    stations: tuple[Station, ...]
    database: str = ""


class StationTask(enum.StrEnum):
    """What is planned for a station in one job."""

    DAY = "day"
    WEEK = "week"
    """The six days from the job's date on."""


class StationState(enum.StrEnum):
    """Where the day of a station stands."""

    PLANNED = "planned"
    """By this run."""
    KEPT = "kept"
    """A plan of the day was there already; it was left as it is."""
    WAITING = "waiting"
    """Its turn has not come."""
    BUSY = "busy"
    """Another run is planning it now."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StationDay:
    """What became of the day or the week of one station; numbers alone, no home and no person.

    Attributes
    ----------
    date
        The day, or the first one of the week.
    code
        Of the fault that it failed of; empty: it did not fail.
    version, num_stops, num_left_out, num_teams
        Of its plan; `None`: it has none, or it was made before this run and `num_teams` is unknown. Of a week the stops of all
        days and the teams of its fullest one; what its days leave out is left to the next one and not counted.
    seconds
        Wall seconds that planning took; `None`: nothing was planned.
    peak
        Most memory of the process that planned it so far, in bytes; `None`: unknown.
    """

    station: str
    date: dt.date
    state: StationState
    code: str = ""
    version: int | None = None
    num_stops: int | None = None
    num_left_out: int | None = None
    num_teams: int | None = None
    seconds: float | None = None
    peak: int | None = None


def tally(days: Iterable[StationDay]) -> dict[StationState, int]:
    """How many stations are in each state."""
    counted = Counter(day.state for day in days)
    return {state: counted[state] for state in StationState}
