"""Hides small counts, and as many others as it takes so that no hidden one can be worked out from those shown.

A count below the minimum is hidden. For each of them an integer program seeks, at the least loss of information, another table
of whole, non-negative numbers with the same sums in which that count is larger by the minimum (and one in which it is smaller,
unless it is 0). What differs in that other table is hidden, too. So every hidden count has a table to witness that it could be
another: nobody can compute it, by subtraction or by any other arithmetic on sums, orders and signs. Small counts and counts
inside a table go before large ones and totals.

References
----------
Cox 1980, *Suppression methodology and statistical disclosure control*, doi 10.1080/01621459.1980.10477481 · Fischetti and
Salazar-González 2000, *Models and algorithms for optimizing cell suppression in tabular data with linear constraints*,
doi 10.1080/01621459.2000.10474282
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from planner.domain.arrays import Bools, Floats, Int64s

Cell = TypeVar("Cell", bound=Hashable)

_HIDDEN_COST = 0.001
"""What it costs to change a hidden cell by 1: nothing is lost, but a table without needless changes is found sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """The counts as a vector, and what is known of them: `balance @ values = 0`."""

    values: Int64s
    costs: Floats
    balance: csr_array


def hidden_cells(
    values: Mapping[Cell, int],
    balances: Sequence[Mapping[Cell, int]],
    *,
    below: int,
    totals: frozenset[Cell] = frozenset(),
    unseen: frozenset[Cell] = frozenset(),
) -> frozenset[Cell]:
    """Choose the cells to hide.

    Parameters
    ----------
    values
        Every count, none negative.
    balances
        What everybody knows of them: for each, the sum of factor times count over its cells is 0.
    below
        Counts smaller than this are hidden, 0 among them.
    totals
        Cells that many other numbers are read with: hidden last.
    unseen
        Cells that nobody is shown in any case, such as the difference of two counts of which one is never larger.

    Returns
    -------
    Cells to hide; those of `unseen` are not among them.

    Raises
    ------
    ValueError
        If the counts do not keep the balances.
    """
    cells = list(values)
    system = _system(cells, values, balances, totals=totals)
    hidden = np.array([cell in unseen or values[cell] < below for cell in cells], dtype=bool)
    small = [index for index, cell in enumerate(cells) if hidden[index] and cell not in unseen]
    for index in sorted(small, key=lambda index: (-values[cells[index]], index)):
        hidden |= _other_table(system, hidden, index, below) != 0
        if system.values[index]:
            hidden |= _other_table(system, hidden, index, -1) != 0
    return frozenset(cell for index, cell in enumerate(cells) if hidden[index] and cell not in unseen)


def _system(
    cells: list[Cell], values: Mapping[Cell, int], balances: Sequence[Mapping[Cell, int]], *, totals: frozenset[Cell]
) -> _System:
    place = {cell: index for index, cell in enumerate(cells)}
    vector = np.array([values[cell] for cell in cells], dtype=np.int64)
    dense = np.zeros((len(balances), len(cells)))
    for row, balance in enumerate(balances):
        for cell, factor in balance.items():
            dense[row, place[cell]] += factor
    if (vector < 0).any() or (dense @ vector != 0).any():
        raise ValueError("counts must not be negative, and must keep the balances")
    # A count's logarithm: of two large ones it matters little which goes, but a small one goes first.
    costs = 1.0 + np.log2(1.0 + vector) + np.array([30.0 if cell in totals else 0.0 for cell in cells])
    return _System(values=vector, costs=costs, balance=csr_array(dense))


def _other_table(system: _System, hidden: Bools, index: int, step: int) -> Int64s:
    """Differences of the other table in which one count is `step` larger, changing as little as possible of what is shown.

    Unknowns: by how much each cell is larger, and by how much smaller. Changing what is hidden already costs next to nothing.
    """
    number = len(system.values)
    costs = np.where(hidden, _HIDDEN_COST, system.costs)
    low = np.zeros(2 * number)
    high = np.concatenate([np.full(number, np.inf), system.values])
    side, other = (index, number + index) if step > 0 else (number + index, index)
    low[side] = high[side] = abs(step)
    high[other] = 0
    answer = milp(
        np.concatenate([costs, costs]),
        constraints=LinearConstraint(hstack([system.balance, -system.balance]), 0, 0),
        bounds=Bounds(low, high),
        integrality=np.ones(2 * number, dtype=np.int64),
    )
    if answer.x is None:
        raise ValueError("no other table keeps the balances")
    differences: Int64s = np.rint(answer.x[:number] - answer.x[number:]).astype(np.int64)
    if (system.balance @ differences).any() or differences[index] != step:
        raise ArithmeticError("the other table does not keep the balances")
    return differences
