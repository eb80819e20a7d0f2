"""What an officer has said once of a kind of file, to be remembered for the next of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHabit:
    """A kind of file, known by its headings, and how it is read.

    Attributes
    ----------
    table
        `households`, `teams`, `complaints` or `facilities`.
    headings
        What counts of all headings: letters and digits, no capitals.
    columns
        Heading, written so, to the column of ours that it is.
    dates
        Order of day and month in numbers, `dmy` or `mdy`; empty: nobody has said.
    """

    table: str
    headings: frozenset[str]
    columns: Mapping[str, str]
    dates: str = ""
