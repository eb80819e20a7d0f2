"""Makes the tables of a public edition safe together, and with all that were published before: none gives away what one hides.

Between two editions that follow each other readers know more than sums. Who is covered at the end of a month was covered at
the end of the month before, or was met in it, but for those whose last visit has grown too old: covered = covered before + met
- lost. The reader is taken to know how many were lost, and how many homes and facilities there are: no real one knows more.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from outputs.report.suppression import hidden_cells
from outputs.report.table import HIDDEN, TOTAL, Column, Form, Row, Table, Value
from planner.domain.edition import Cell, Edition

ORDERS = (("homes_met", "homes_covered"), ("homes_covered", "homes"), ("homes_tried", "homes"))
"""Measures of which the first is never larger than the second, in every group: everybody can use that."""

KNOWN = ("homes", "agencies.facilities")
"""Measures that others publish as well."""

_Dated = tuple[dt.date, str, str]
_REST = " - "
"""In the name of a difference of two measures, which nobody is shown."""


def protected(tables: Sequence[Table], *, below: int) -> list[Table]:
    """The tables of an edition that stands alone; see `edition_of`."""
    return shown(tables, edition_of(dt.date.min, tables, below=below), label=lambda _, group: group)


def edition_of(month: dt.date, tables: Sequence[Table], *, below: int, series: Sequence[Edition] = ()) -> Edition:
    """Choose what an edition hides.

    Sums over rows, sums over columns, equal measures in different tables, orders between measures and what follows from one
    month to the next are all taken for known to the reader.

    Parameters
    ----------
    series
        What was published of other months: it stays as it is, and what it hides stays hidden.
    """
    values: dict[Cell, int] = {}
    balances: list[dict[Cell, int]] = []
    for table in tables:
        _gather(table, values, balances)
    _orders(values, balances)
    made = Edition(month=month, values=values, hidden=frozenset(), balances=tuple(balances))
    hidden = _hidden(made, [one for one in series if one.month != month], below=below)
    return replace(made, hidden=hidden)


def shown(tables: Sequence[Table], edition: Edition, *, label: Callable[[str, str], str]) -> list[Table]:
    """The tables as an edition shows them: its rows and counts, whatever is counted now; hidden counts hide their shares.

    Parameters
    ----------
    label
        What a row is called, given its table's key and what it counts.
    """
    return [replace(table, rows=_rows(table, edition, label), chart=()) for table in tables]


def _rows(table: Table, edition: Edition, label: Callable[[str, str], str]) -> tuple[Row, ...]:
    """The rows of an edition in its order, also of what has no count any more; of what came later it says nothing."""
    counts, name = _counts(table), table.columns[0].key
    measure = _key(table, counts[0].key)
    rows = []
    for group in (group for found, group in edition.values if found == measure):
        cells = {column.key: _shown_value(table, column, group, edition) for column in counts}
        rows.append(Row(id=group, cells={name: label(table.key, group), **cells}, is_total=group == TOTAL))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a reader of several editions knows, and what they have settled.

    Attributes
    ----------
    values, balances
        Every count, and what everybody knows of the counts, from one month to the next as well.
    settled
        Counts that are shown (`False`) or hidden (`True`) for good.
    unseen
        Differences that nobody is shown.
    """

    values: Mapping[_Dated, int]
    balances: Sequence[Mapping[_Dated, int]]
    settled: Mapping[_Dated, bool]
    unseen: frozenset[_Dated]


def known_of(series: Sequence[Edition], made: Edition | None = None) -> Known:
    """Everything in one system: editions that stay as they are, and perhaps one in the making."""
    editions = series if made is None else (*series, made)
    values: dict[_Dated, int] = {}
    balances: list[dict[_Dated, int]] = []
    for edition in editions:
        values |= {(edition.month, *cell): number for cell, number in edition.values.items()}
        balances += [{(edition.month, *cell): factor for cell, factor in one.items()} for one in edition.balances]
    settled = {(one.month, *cell): cell in one.hidden for one in series for cell in one.values if _REST not in cell[0]}
    settled |= dict.fromkeys(_links(editions, values, balances), False)
    unseen = frozenset(cell for cell in values if _REST in cell[1])
    return Known(values=values, balances=balances, settled=settled, unseen=unseen)


def _hidden(made: Edition, series: Sequence[Edition], *, below: int) -> frozenset[Cell]:
    known = known_of(series, made)
    settled = dict(known.settled)
    for measure in KNOWN:
        cells = [cell for cell in made.values if cell[0] == measure]
        if all(made.values[cell] >= below for cell in cells):
            settled |= dict.fromkeys(((made.month, *cell) for cell in cells), False)
    totals = frozenset(cell for cell in known.values if cell[2] == TOTAL)
    found = hidden_cells(known.values, known.balances, below=below, totals=totals, unseen=known.unseen, settled=settled)
    return frozenset((measure, group) for month, measure, group in found if month == made.month)


def _links(editions: Sequence[Edition], values: dict[_Dated, int], balances: list[dict[_Dated, int]]) -> set[_Dated]:
    """Add what follows from each month to the next; the numbers that a reader is taken to know for it."""
    by_month = {edition.month: edition for edition in editions}
    lost = set()
    for month, edition in by_month.items():
        before = by_month.get((month - dt.timedelta(days=1)).replace(day=1)) if month > dt.date.min else None
        for measure, group in edition.values if before else ():
            now, then, met = (month, "homes_covered", group), ("homes_covered", group), (month, "homes_met", group)
            if measure == "homes_covered" and before and then in before.values and met in values:
                rest = (month, "lost", group)
                values[rest] = before.values[then] + values[met] - values[now]
                balances.append({now: 1, (before.month, *then): -1, met: -1, rest: 1})
                lost.add(rest)
    return lost


def _counts(table: Table) -> list[Column]:
    return [column for column in table.columns if column.form is Form.COUNT]


def _key(table: Table, column_key: str) -> str:
    return table.column(column_key).measure or f"{table.key}.{column_key}"


def _cell(table: Table, column_key: str, row: Row) -> Cell:
    return _key(table, column_key), row.id


def _gather(table: Table, values: dict[Cell, int], balances: list[dict[Cell, int]]) -> None:
    """Take in a table's counts and its sums."""
    for row in table.rows:
        for column in _counts(table):
            number = row.cells[column.key]
            if not isinstance(number, int):
                raise TypeError(f"table {table.key}, row {row.id}: {column.key} is no count")
            if values.setdefault(_cell(table, column.key, row), number) != number:
                raise ValueError(f"table {table.key}, row {row.id}: {column.key} has another value elsewhere")
            if column.parts:
                balances.append({_cell(table, column.key, row): -1, **{_cell(table, part, row): 1 for part in column.parts}})
    if table.total is not None:
        balances += [
            {_cell(table, column.key, table.total): -1, **{_cell(table, column.key, row): 1 for row in table.body}}
            for column in _counts(table)
        ]


def _orders(values: dict[Cell, int], balances: list[dict[Cell, int]]) -> None:
    """Add the differences of ordered measures as cells that nobody is shown."""
    rests: dict[Cell, int] = {}
    for small, large in ORDERS:
        for measure, group in values:
            if measure == small and (large, group) in values:
                rest = (f"{large}{_REST}{small}", group)
                rests[rest] = values[large, group] - values[small, group]
                balances.append({(large, group): -1, (small, group): 1, rest: 1})
    values.update(rests)


def _shown_value(table: Table, column: Column, group: str, edition: Edition) -> Value:
    cell = _key(table, column.key), group
    return HIDDEN if cell in edition.hidden or cell not in edition.values else edition.values[cell]
