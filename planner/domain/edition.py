"""A public edition as it was published: every count of its tables, shown or hidden, and the sums that a reader knows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = tuple[str, str]
"""What is counted, and of which group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The counts of one month's public edition.

    Attributes
    ----------
    month
        Its first day.
    values
        Every count when it was published, hidden ones as well.
    hidden
        Cells that the edition does not show.
    balances
        What everybody knows of the counts: for each, the sum of factor times count over its cells is 0.
    days
        How long answers took, by column; empty: too few to say.
    cycle_days, minimum
        The cycle in days and the smallest count shown, as they were set when it was published; `None`: not kept.
    """

    month: dt.date
    values: Mapping[Cell, int]
    hidden: frozenset[Cell]
    balances: tuple[Mapping[Cell, int], ...] = field(default=())
    days: Mapping[str, int] = field(default_factory=dict)
    cycle_days: int | None = None
    minimum: int | None = None
