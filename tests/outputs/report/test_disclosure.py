"""Guards a public edition as a whole: nothing small, no team, no RT, nothing that its tables together give away."""

import json
import re

import numpy as np
import pytest
from scipy.optimize import linprog

from outputs.report.content import ReportSource, tables_before, tables_of
from outputs.report.data import report_data
from outputs.report.disclosure import ORDERS, protected
from outputs.report.table import HIDDEN, TOTAL, Column, Form, Row, Table
from tests.outputs.report.month import make_source, small_source

Cell = tuple[str, str]
SOURCES = (make_source(is_public=True), small_source(is_public=True))


def _cells(source: ReportSource) -> tuple[dict[Cell, int], list[dict[Cell, int]]]:
    """Numbers shown, and sums over all cells, written down a second time from what a reader sees."""
    shown: dict[Cell, int] = {}
    sums: list[dict[Cell, int]] = []
    for table in tables_of(source).values():
        counts = [column for column in table.columns if column.form is Form.COUNT]
        names = {column.key: column.measure or f"{table.key}.{column.key}" for column in counts}
        for row in table.rows:
            for column in counts:
                value = row.cells[column.key]
                if isinstance(value, int):
                    shown[names[column.key], row.id] = value
                if column.parts:
                    sums.append({(names[column.key], row.id): -1, **{(names[part], row.id): 1 for part in column.parts}})
        for column in counts:
            body = {(names[column.key], row.id): 1 for row in table.rows if row.id != TOTAL}
            sums.append({(names[column.key], TOTAL): -1, **body})
    return shown, sums


@pytest.mark.parametrize("source", SOURCES, ids=["large", "small"])
def test_nothing_hidden_can_be_computed_from_all_tables_together(source: ReportSource) -> None:
    """With all sums, all equal measures, all orders and no negative count, each hidden number could still be another."""
    shown, sums = _cells(source)
    hidden = sorted({cell for balance in sums for cell in balance} - shown.keys())
    assert hidden
    place = {cell: index for index, cell in enumerate(hidden)}

    def row_of(balance: dict[Cell, int]) -> tuple[np.ndarray, float]:  # type: ignore[type-arg]
        row, known = np.zeros(len(hidden)), 0.0
        for cell, factor in balance.items():
            if cell in place:
                row[place[cell]] += factor
            else:
                known += factor * shown[cell]
        return row, -known

    equal = [row_of(balance) for balance in sums]
    groups = {group for _, group in [*shown, *hidden]}
    known = shown.keys() | set(hidden)
    ordered = [
        row_of({(small, group): 1, (large, group): -1})
        for small, large in ORDERS
        for group in groups
        if {(small, group), (large, group)} <= known
    ]
    rules = {
        "A_eq": np.array([row for row, _ in equal]), "b_eq": np.array([right for _, right in equal]),
        "A_ub": np.array([row for row, _ in ordered]), "b_ub": np.array([right for _, right in ordered]),
    }  # fmt: skip
    for index, cell in enumerate(hidden):
        goal = np.zeros(len(hidden))
        goal[index] = 1
        low, high = linprog(goal, **rules), linprog(-goal, **rules)
        assert low.status == 0, cell
        assert high.status == 3 or np.floor(-high.fun + 1e-6) > np.ceil(low.fun - 1e-6), cell


@pytest.mark.parametrize("source", SOURCES, ids=["large", "small"])
def test_a_public_edition_has_no_small_count_no_team_and_no_rt(source: ReportSource) -> None:
    """No count below five, 0 among them, in any table, figure or sentence, and no share that would tell one."""
    for table in (*tables_of(source).values(), *tables_before(source).values()):
        assert table.key not in {"units", "teams", "neighbourhoods", "openings", "visits", "attention"}
        for row in table.rows:
            for column in table.columns:
                if column.form is Form.COUNT:
                    value = row.cells[column.key]
                    assert value is HIDDEN or (isinstance(value, int) and value >= 5), (table.key, row.id, column.key)
                elif column.form is Form.SHARE and HIDDEN in {row.cells.get(key) for key in column.of}:
                    assert row.value(column) is HIDDEN
    text = json.dumps(report_data(source), ensure_ascii=False)
    assert not re.search(r"\bT\d\d\b|RJK|rujukan|\bRT\b", text)


def test_totals_are_the_last_to_go() -> None:
    """A month of nine villages keeps its grand totals."""
    tables = tables_of(SOURCES[0])
    assert all(HIDDEN not in row.cells.values() for table in tables.values() if (row := table.total) is not None)


def test_the_period_before_is_shown_as_its_own_edition_showed_it() -> None:
    """Beside October stands of September what the edition of September says, and no more."""
    source = make_source(is_public=True)
    assert source.before is not None
    september = make_source(is_public=True, figures=source.before, before=None)
    assert tables_before(source) == tables_of(september)


def test_tables_that_contradict_each_other_are_refused() -> None:
    """One measure with two values would hide nothing."""

    def table(key: str, number: int) -> Table:
        column = Column(key="homes", measure="homes")
        return Table(key=key, columns=(column,), rows=(Row(id="a", cells={"homes": number}),))

    with pytest.raises(ValueError, match="another value"):
        protected([table("one", 7), table("two", 8)], below=5)
