"""Hides small counts, and as many others as it takes so that no hidden one can be worked out from those shown.

A count below the minimum is hidden. For each of them an integer program seeks the least loss of information with which the
numbers shown leave it room: it finds another table of whole, non-negative numbers with the same sums and the same
numbers shown, in which that count is larger by the minimum (and one in which it is smaller, unless it is 0). What differs in
that other table is hidden, too. So every hidden count has a table to witness that it could be another: nobody can
compute it, by subtraction or by any other arithmetic on sums, orders and signs. Small counts and counts inside a table go
before large ones and totals.

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
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

Cell = TypeVar("Cell", bound=Hashable)

_ROOMS = (4, 64, 1_000_000)
"""By how many times the minimum a cell of the other table may differ; the widest always finds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _System:
    """The counts as a vector, and what is known of them: `balance @ values = 0`."""

    values: npt.NDArray[np.int64]
    costs: npt.NDArray[np.float64]
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


def _other_table(system: _System, hidden: npt.NDArray[np.bool_], index: int, step: int) -> npt.NDArray[np.int64]:
    """Differences of the other table in which one count is `step` larger, hiding as little more as possible.

    Unknowns: the difference of each cell, and whether it is not 0.
    """
    number = len(system.values)
    costs = np.concatenate([np.zeros(number), np.where(hidden, 0.0, system.costs)])
    for times in _ROOMS:
        room = float(times * abs(step))
        low = np.concatenate([np.maximum(-system.values, -room), np.zeros(number)])
        high = np.concatenate([np.full(number, room), np.ones(number)])
        low[index] = high[index] = step
        eye = csr_array(np.eye(number))
        rules = vstack([
            hstack([system.balance, csr_array(system.balance.shape)]), hstack([eye, -room * eye]), hstack([-eye, -room * eye]),
        ])  # fmt: skip
        upper = np.zeros(rules.shape[0])
        lower = np.where(np.arange(rules.shape[0]) < system.balance.shape[0], 0.0, -np.inf)
        answer = milp(
            costs, constraints=LinearConstraint(rules, lower, upper), bounds=Bounds(low, high), integrality=np.ones(2 * number)
        )
        if answer.x is not None:
            differences: npt.NDArray[np.int64] = np.rint(answer.x[:number]).astype(np.int64)
            if not (system.balance @ differences).any():  # rounded, it must still be a table
                return differences
    raise ValueError("no other table keeps the balances")
