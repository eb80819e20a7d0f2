"""Makes the tables of a public edition safe together: what one table hides, no other one gives away."""

from collections.abc import Sequence
from dataclasses import replace

from outputs.report.suppression import hidden_cells
from outputs.report.table import HIDDEN, TOTAL, Column, Form, Row, Table

ORDERS = (("homes_met", "homes_covered"), ("homes_covered", "homes"), ("homes_tried", "homes"))
"""Measures of which the first is never larger than the second, in every group: everybody can use that."""

Key = tuple[str, str]
"""Measure and group."""


def protected(tables: Sequence[Table], *, below: int) -> list[Table]:
    """The tables with every count that must not be shown replaced by `HIDDEN`; shares of a hidden count hide themselves.

    Sums over rows, sums over columns, equal measures in different tables and orders between measures are all taken for
    known to the reader.
    """
    values: dict[Key, int] = {}
    balances: list[dict[Key, int]] = []
    for table in tables:
        _gather(table, values, balances)
    unseen = _orders(values, balances)
    totals = frozenset(key for key in values if key[1] == TOTAL)
    hidden = hidden_cells(values, balances, below=below, totals=totals, unseen=unseen)
    return [replace(table, rows=tuple(_hide(table, row, hidden) for row in table.rows), chart=()) for table in tables]


def _counts(table: Table) -> list[Column]:
    return [column for column in table.columns if column.form is Form.COUNT]


def _key(table: Table, column_key: str, row: Row) -> Key:
    return table.column(column_key).measure or f"{table.key}.{column_key}", row.id


def _gather(table: Table, values: dict[Key, int], balances: list[dict[Key, int]]) -> None:
    """Take in a table's counts and its sums."""
    for row in table.rows:
        for column in _counts(table):
            number = row.cells[column.key]
            if not isinstance(number, int):
                raise TypeError(f"table {table.key}, row {row.id}: {column.key} is no count")
            if values.setdefault(_key(table, column.key, row), number) != number:
                raise ValueError(f"table {table.key}, row {row.id}: {column.key} has another value elsewhere")
            if column.parts:
                balances.append({_key(table, column.key, row): -1, **{_key(table, part, row): 1 for part in column.parts}})
    if table.total is not None:
        balances += [
            {_key(table, column.key, table.total): -1, **{_key(table, column.key, row): 1 for row in table.body}}
            for column in _counts(table)
        ]


def _orders(values: dict[Key, int], balances: list[dict[Key, int]]) -> frozenset[Key]:
    """Add the differences of ordered measures as cells that nobody is shown."""
    unseen: dict[Key, int] = {}
    for small, large in ORDERS:
        for measure, group in list(values):
            if measure == small and (large, group) in values:
                rest = (f"{large} - {small}", group)
                unseen[rest] = values[large, group] - values[small, group]
                balances.append({(large, group): -1, (small, group): 1, rest: 1})
    values.update(unseen)
    return frozenset(unseen)


def _hide(table: Table, row: Row, hidden: frozenset[Key]) -> Row:
    cells = {
        column.key: HIDDEN
        if column.form is Form.COUNT and _key(table, column.key, row) in hidden
        else row.cells.get(column.key)
        for column in table.columns
    }
    return replace(row, cells=cells)
