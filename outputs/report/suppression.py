"""Hides small counts, and as many others as it takes so that no hidden one can be worked out from those shown.

A count below the minimum is hidden. For each of them an integer program seeks, at the least loss of information, another table
of whole, non-negative numbers with the same sums in which that count is larger by the minimum (and one in which it is smaller,
unless it is 0). What differs in that other table is hidden, too, and of each count hidden so tables witness a span as wide as
the minimum. So nobody can compute a hidden count, nor come near it, by subtraction or by any other arithmetic on sums, orders
and signs. Small counts and counts inside a table go before large ones and totals. What was published of a series stays as it
is: a later table hides more of its own.

References
----------
Cox 1980, *Suppression methodology and statistical disclosure control*, doi 10.1080/01621459.1980.10477481 · Fischetti and
Salazar-González 2000, *Models and algorithms for optimizing cell suppression in tabular data with linear constraints*,
doi 10.1080/01621459.2000.10474282
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack
from scipy.sparse.csgraph import connected_components

from planner.domain.arrays import Bools, Floats, Int64s

Cell = TypeVar("Cell", bound=Hashable)

_HIDDEN_COST = 0.001
"""What it costs to change a hidden cell by 1: nothing is lost, but a table without needless changes is found sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """The counts as a vector, and what is known of them: `balance @ values` never changes."""

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
    settled: Mapping[Cell, bool] = MappingProxyType({}),
) -> frozenset[Cell]:
    """Choose the cells to hide.

    Parameters
    ----------
    values
        Every count, none negative but those that everybody knows.
    balances
        What everybody knows of them: for each, the sum of factor times count over its cells is 0.
    below
        Counts smaller than this are hidden, 0 among them; every hidden count is left a span of as much.
    totals
        Cells that many other numbers are read with: hidden last.
    unseen
        Cells that nobody is shown in any case and that tell nothing by themselves, such as the difference of two counts of
        which one is never larger.
    settled
        Cells that are no longer chosen: `True` for those hidden by an earlier table, which stay so and stay protected, `False`
        for those that everybody knows, such as what an earlier table has shown.

    Returns
    -------
    Cells to hide; those of `unseen` and `settled` are not among them.

    Raises
    ------
    ValueError
        If the counts do not keep the balances.
    """
    free = [cell for cell in values if settled.get(cell, True)]
    _require_balanced(free, values, balances)
    cells = _within_reach(free, balances, settled)
    system = _system(cells, values, balances, totals=totals)
    is_told = np.array([cell not in unseen for cell in cells], dtype=bool)
    hidden = np.array([cell in unseen or cell in settled or values[cell] < below for cell in cells], dtype=bool)
    is_small = system.values < below
    up, down = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
    while True:
        open_ = hidden & is_told & np.where(is_small, (up < below) | ((down < 1) & (system.values > 0)), up + down < below)
        if not open_.any():
            break
        index = int(max(np.flatnonzero(open_), key=lambda place: (system.values[place], -place)))
        step = -1 if is_small[index] and up[index] >= below else below
        found = _widest(system, hidden, index, step)
        up, down = np.maximum(up, found), np.maximum(down, -found)
        hidden |= found != 0
        # What is bounded by something known cannot be given more room than that leaves: it is not asked for again.
        if step < 0:
            down[index] = max(down[index], 1)
        elif found[index] < below:
            up[index] = below
    return frozenset(cell for index, cell in enumerate(cells) if hidden[index] and cell not in unseen and cell not in settled)


def _require_balanced(cells: Sequence[Cell], values: Mapping[Cell, int], balances: Sequence[Mapping[Cell, int]]) -> None:
    is_negative = any(values[cell] < 0 for cell in cells)
    if is_negative or any(sum(factor * values[cell] for cell, factor in balance.items()) for balance in balances):
        raise ValueError("counts must not be negative, and must keep the balances")


def _within_reach(free: Sequence[Cell], balances: Sequence[Mapping[Cell, int]], settled: Mapping[Cell, bool]) -> list[Cell]:
    """Cells that what is to be chosen can tell anything about: tied to it by sums over numbers that are not known."""
    place = {cell: index for index, cell in enumerate(free)}
    ties = [(row, place[cell]) for row, balance in enumerate(balances) for cell in balance if cell in place]
    rows, columns = np.array(ties, dtype=np.int64).reshape(-1, 2).T
    size = len(free) + len(balances)
    graph = csr_array((np.ones(len(rows)), (columns, rows + len(free))), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    reached = {group[index] for index, cell in enumerate(free) if cell not in settled}
    return [cell for index, cell in enumerate(free) if group[index] in reached]


def _system(
    cells: Sequence[Cell], values: Mapping[Cell, int], balances: Sequence[Mapping[Cell, int]], *, totals: frozenset[Cell]
) -> _System:
    place = {cell: index for index, cell in enumerate(cells)}
    vector = np.array([values[cell] for cell in cells], dtype=np.int64)
    entries = [
        (row, place[cell], factor) for row, balance in enumerate(balances) for cell, factor in balance.items() if cell in place
    ]
    rows, columns, factors = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    balance = csr_array((factors.astype(float), (rows, columns)), shape=(len(balances), len(cells)))
    # A count's logarithm: of two large ones it matters little which goes, but a small one goes first.
    costs = 1.0 + np.log2(1.0 + vector) + np.array([30.0 if cell in totals else 0.0 for cell in cells])
    return _System(values=vector, costs=costs, balance=balance)


def _widest(system: _System, hidden: Bools, index: int, step: int) -> Int64s:
    """The other table for a step, or for the largest below it that there is one for."""
    for size in range(abs(step), 0, -1):
        for signed in (size, -size) if step > 0 else (-size,):
            found = _other_table(system, hidden, index, signed)
            if found is not None:
                return found
    return np.zeros(len(system.values), dtype=np.int64)


def _other_table(system: _System, hidden: Bools, index: int, step: int) -> Int64s | None:
    """Differences of the other table in which one count is `step` larger, changing as little as possible of what is shown.

    Unknowns: by how much each cell is larger, and by how much smaller. Changing what is hidden already costs next to nothing.
    `None`: there is none.
    """
    number = len(system.values)
    costs = np.where(hidden, _HIDDEN_COST, system.costs)
    low = np.zeros(2 * number)
    high = np.concatenate([np.full(number, np.inf), system.values])
    if -step > system.values[index]:
        return None
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
        return None
    differences: Int64s = np.rint(answer.x[:number] - answer.x[number:]).astype(np.int64)
    if (system.balance @ differences).any() or differences[index] != step:
        raise ArithmeticError("the other table does not keep the balances")
    return differences
