"""What a reader of tables is told beside the file, and what it gives back."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from inputs.roads.street_book import StreetBook
from planner.domain.errors import Fault
from planner.domain.file_habit import FileHabit
from planner.domain.place import Point
from planner.domain.records import Complaint, Facility, Household

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the station knows that a table does not say.

    Attributes
    ----------
    station
        Where it stands; `None`: not known.
    today
        The day of the import; `None`: no day is held against it.
    time_zone
        The station's.
    dates
        Order of day and month in numbers, `dmy` or `mdy`; empty: found out from the column, else day first.
    columns
        Heading of the file to column of ours, as an officer says now.
    habits
        What was said of kinds of files before.
    streets
        Gives the streets of the workspace's roads, `None` where there are none; houses without coordinates are put by them.
    homes
        Gives the homes that are known already; asked for where a list has no ids, or no coordinates.
    complaints, facilities
        Give those that are known already; asked for where a table does not say where they are.
    on_kind
        Told the headings, as they count, of a file that was read with columns or dates that somebody has said.
    """

    station: Point | None = None
    today: dt.date | None = None
    time_zone: str = "Asia/Jakarta"
    dates: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    habits: Sequence[FileHabit] = ()
    streets: Callable[[], StreetBook | None] | None = None
    homes: Callable[[], Iterable[Household]] = tuple
    complaints: Callable[[], Iterable[Complaint]] = tuple
    facilities: Callable[[], Iterable[Facility]] = tuple
    on_kind: Callable[[FileHabit], object] | None = None


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading(Generic[T]):
    """A table that was accepted as a whole.

    Attributes
    ----------
    rows
        One record a row, in file order.
    notes
        What was read in spite of something worth saying (a column left out, a position guessed), in file order.
    unsaid
        Columns of ours that the file has not: what is known of its records by them stays.
    """

    rows: tuple[T, ...]
    notes: tuple[Fault, ...] = ()
    unsaid: frozenset[str] = frozenset()
