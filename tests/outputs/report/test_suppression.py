"""Guards the public edition: small counts are hidden, and nothing hidden can be worked out."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from outputs.report.suppression import hidden_cells

BELOW = 5
Cell = tuple[int, int]
Table = tuple[dict[Cell, int], list[dict[Cell, int]]]


def _table(rows: Sequence[Sequence[int]]) -> Table:
    """A table with sums in row and column -1."""
    height, width = len(rows), len(rows[0])
    values = {(y, x): rows[y][x] for y in range(height) for x in range(width)}
    values |= {(y, -1): sum(rows[y]) for y in range(height)}
    values |= {(-1, x): sum(rows[y][x] for y in range(height)) for x in range(width)}
    values[-1, -1] = sum(map(sum, rows))
    lines = [*range(height), -1]
    balances = [{(y, -1): -1, **{(y, x): 1 for x in range(width)}} for y in lines]
    balances += [{(-1, x): -1, **{(y, x): 1 for y in range(height)}} for x in [*range(width), -1]]
    return values, balances


tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(0, 300)), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


def _hidden_ranges(
    values: Mapping[Cell, int], balances: Sequence[Mapping[Cell, int]], hidden: frozenset[Cell]
) -> dict[Cell, tuple[float, float]]:
    """What anybody can say of each hidden count: the reader's own linear program, independent of how it was hidden."""
    unknown = sorted(hidden)
    matrix = np.array([[balance.get(cell, 0) for cell in unknown] for balance in balances], dtype=float)
    known = np.array([-sum(f * values[c] for c, f in balance.items() if c not in hidden) for balance in balances], dtype=float)
    ranges = {}
    for index, cell in enumerate(unknown):
        goal = np.zeros(len(unknown))
        goal[index] = 1
        low = linprog(goal, A_eq=matrix, b_eq=known)
        high = linprog(-goal, A_eq=matrix, b_eq=known)
        ranges[cell] = (low.fun, np.inf if high.status == 3 else -high.fun)
    return ranges


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_hidden_cell_can_be_derived(rows: list[list[int]]) -> None:
    """With every sum known and no count negative, each hidden count may still be several whole numbers."""
    values, balances = _table(rows)
    hidden = hidden_cells(values, balances, below=BELOW)
    assert {cell for cell, number in values.items() if number < BELOW} <= hidden
    for cell, (low, high) in _hidden_ranges(values, balances, hidden).items():
        assert low <= values[cell] <= high + 1e-6
        assert np.floor(high + 1e-6) - np.ceil(low - 1e-6) >= 1
        if values[cell] < BELOW:
            assert high >= values[cell] + BELOW - 1e-6


@settings(max_examples=40, deadline=None)
@given(tables)
def test_no_hidden_cell_follows_by_subtraction(rows: list[list[int]]) -> None:
    """No sum and difference of numbers shown gives a hidden one: its unit vector is outside the row space."""
    values, balances = _table(rows)
    hidden = sorted(hidden_cells(values, balances, below=BELOW))
    if not hidden:
        return
    matrix = np.array([[balance.get(cell, 0) for cell in hidden] for balance in balances], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    for unit in np.eye(len(hidden)):
        assert np.linalg.matrix_rank(np.vstack([matrix, unit])) == rank + 1


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_whole_numbers_alone_give_nothing_away(rows: list[list[int]]) -> None:
    """Every table of whole numbers that a reader can think of is tried: each hidden count has two values at least."""
    values, balances = _table(rows)
    hidden = sorted(hidden_cells(values, balances, below=BELOW))
    seen: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for numbers in itertools.product(range(13), repeat=4):
        guess, _ = _table([numbers[:2], numbers[2:]])
        if all(guess[cell] == values[cell] for cell in values if cell not in seen):
            for cell in hidden:
                seen[cell].add(guess[cell])
    assert all(len(found) > 1 for found in seen.values())


def test_one_small_cell_takes_the_least_with_it() -> None:
    """A lone small count hides one partner in its row, one in its column, and the corner between; no total."""
    values, balances = _table([[3, 50, 60], [40, 55, 70], [45, 9, 80]])
    hidden = hidden_cells(values, balances, below=BELOW, totals=frozenset(cell for cell in values if -1 in cell))
    assert len(hidden) == 4
    assert (0, 0) in hidden
    assert not any(-1 in cell for cell in hidden)


def test_orders_between_counts_are_used_against_us() -> None:
    """A count between two shown ones that leave it no room makes one of them hidden, too."""
    values = {"part": 4, "whole": 4, "rest": 0}
    balances = [{"whole": -1, "part": 1, "rest": 1}]
    assert hidden_cells(values, balances, below=BELOW, unseen=frozenset({"rest"})) == {"part", "whole"}
    values = {"part": 4, "whole": 6, "rest": 2}
    assert hidden_cells(values, balances, below=BELOW, unseen=frozenset({"rest"})) == {"part", "whole"}
    values = {"part": 4, "whole": 60, "rest": 56}
    assert hidden_cells(values, balances, below=BELOW, unseen=frozenset({"rest"})) == {"part"}


def test_nothing_small_hides_nothing() -> None:
    """Where every count is large enough, everything is shown."""
    values, balances = _table([[5, 6], [7, 8]])
    assert hidden_cells(values, balances, below=BELOW) == frozenset()


def test_counts_that_do_not_add_up_are_refused() -> None:
    """Sums that do not hold would make every promise void."""
    values, balances = _table([[5, 6], [7, 8]])
    with pytest.raises(ValueError, match="balances"):
        hidden_cells({**values, (0, 0): 4}, balances, below=BELOW)
