"""What a reader of tables gives back: the records, and what has to be said about them."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from planner.domain.errors import Fault

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading(Generic[T]):
    """A table that was accepted as a whole.

    Attributes
    ----------
    rows
        One record a row, in file order.
    notes
        What was read in spite of something worth saying (a column left out, a position guessed), in file order.
    """

    rows: tuple[T, ...]
    notes: tuple[Fault, ...] = ()
