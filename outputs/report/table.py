"""A table of the report: counts that are given, and shares that follow from them, so that a hidden count hides its share."""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Hidden(enum.Enum):
    """In place of a number that a public edition may not show."""

    HIDDEN = "hidden"


HIDDEN = Hidden.HIDDEN

Value = str | int | float | dt.date | Hidden | None
"""What a cell holds; `None` is unknown."""


class Form(enum.Enum):
    """How a column is read."""

    TEXT = "text"
    COUNT = "count"
    DAYS = "days"
    DATE = "date"
    SHARE = "share"
    """One column divided by another, as a part of 1."""
    RATIO = "ratio"
    """One column divided by another, with one decimal."""
    MINUTES = "minutes"
    """Seconds of one column divided by the number in another, as minutes."""


DERIVED = frozenset({Form.SHARE, Form.RATIO, Form.MINUTES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column.

    Attributes
    ----------
    key
        Its heading is the word `report.column_KEY`.
    of
        For derived forms: keys of numerator and denominator.
    parts
        For counts: keys of the columns that add up to this one.
    measure
        What is counted; columns of different tables with the same measure hold the same numbers.
    on_paper
        Whether the PDF has room for it; the other forms always have it.
    is_group
        Rows stand in groups by it: on paper it is written where it changes.
    """

    key: str
    form: Form = Form.COUNT
    of: tuple[str, str] = ("", "")
    parts: tuple[str, ...] = ()
    measure: str = ""
    on_paper: bool = True
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: an id that is the same in every language and table, and a cell for each key; more cells than columns may be."""

    id: str
    cells: Mapping[str, Value]
    is_total: bool = False

    def value(self, column: Column) -> Value:
        """What stands in a column of this row."""
        if column.form not in DERIVED:
            return self.cells.get(column.key)
        above, below = (self.cells.get(key) for key in column.of)
        if above is HIDDEN or below is HIDDEN:
            return HIDDEN
        if not isinstance(above, int | float) or not isinstance(below, int | float) or not below:
            return None
        return above / below / 60 if column.form is Form.MINUTES else above / below


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes
    ----------
    key
        Its title is the word `report.table_KEY`.
    rows
        Groups in a stated order, then the total, if there is one.
    chart
        Keys of the columns that a chart shows; empty: none.
    is_stacked
        The chart's bars stand one behind the other, since they are parts of a whole; else one above the other.
    note
        What has to be known to read it: the word `report.note_NOTE`; empty: of its key, where there is one.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(default=())
    chart: tuple[str, ...] = ()
    is_stacked: bool = False
    note: str = ""

    @property
    def note_key(self) -> str:
        """Key of the note's words."""
        return f"report.note_{self.note or self.key}"

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows but the total."""
        return tuple(row for row in self.rows if not row.is_total)

    @property
    def total(self) -> Row | None:
        """The total, if there is one."""
        return next((row for row in self.rows if row.is_total), None)

    def column(self, key: str) -> Column:
        """Return the column with this key."""
        return next(column for column in self.columns if column.key == key)

    def grid(self) -> list[list[Value]]:
        """All values, row by row."""
        return [[row.value(column) for column in self.columns] for row in self.rows]


TOTAL = "total"
"""Id of the row of totals."""


def with_total(rows: Iterable[Row], *, label_key: str, label: str) -> tuple[Row, ...]:
    """Add the row of totals: the sum of every whole number; nothing where there are no rows."""
    body = tuple(rows)
    if not body:
        return ()
    sums: dict[str, Value] = {label_key: label}
    for row in body:
        for key, value in row.cells.items():
            if isinstance(value, int):
                before = sums.get(key, 0)
                sums[key] = value + (before if isinstance(before, int) else 0)
    return (*body, Row(id=TOTAL, cells=sums, is_total=True))
