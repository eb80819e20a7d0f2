"""Quick good routes: ng-labelling that keeps only the few most promising labels per option and stretch of time."""

import numpy as np

from planner.domain.arrays import Int32s
from solvers.bounds.arcs import Arcs, Masks
from solvers.bounds.tables import CELLS, Table, extend_over_breaks
from solvers.bounds.vehicle_classes import Resources
from solvers.compiled import allocating


@allocating
def sweep(
    resources: Resources, arcs: Arcs, profit: Int32s, shift: int, table: Table, own: Masks, width: int
) -> tuple[Int32s, Int32s, Int32s]:
    """Good routes, one for each last option at most.

    What may still be had by a table makes a label promising; `own` is the colour of each option as a set, `width` the number of
    labels kept per option and stretch.

    Returns
    -------
    tuple
        Per option the best value of a route that ends there (0: none), its last label, and the label before each label; label
        *l* is at option (l // width) % n.
    """
    num, num_sets = len(profit), 1 << len(resources.break_lengths)
    cell = resources.length // CELLS + 1
    size = CELLS * num_sets * num * width
    hope, value, time = np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.int32)
    memory, parent = np.zeros(size, dtype=np.uint64), np.full(size, -1, dtype=np.int32)
    best, last = np.zeros(num, dtype=np.int32), np.full(num, -1, dtype=np.int32)
    for label in range(-1, size):
        if label >= 0 and hope[label] <= 0:
            continue
        i = (label // width) % num if label >= 0 else -1
        before = (label // width // num) % num_sets if label >= 0 else 0
        now = time[label] if label >= 0 else 0
        worth = value[label] if label >= 0 else 0
        for order in range(len(resources.break_orders)):
            if resources.break_orders[order, 0] != before:
                continue
            over, rest = extend_over_breaks(resources, order, now)
            if over < 0:
                continue
            leaving, after = now + rest, resources.break_orders[order, 1]
            if (
                i >= 0
                and after == num_sets - 1
                and worth > best[i]
                and max(over, leaving + resources.last_travel[i]) <= resources.length
            ):
                best[i], last[i] = worth, label
            low, high = (arcs.first[i], arcs.first[i + 1]) if i >= 0 else (0, num)
            for arc in range(low, high):
                j = arcs.successor[arc] if i >= 0 else arc
                if profit[j] <= 0 or (i >= 0 and (arcs.barred[arc] & memory[label]) != 0):
                    continue
                begin = max(over, leaving + (arcs.travel[arc] if i >= 0 else resources.first_travel[j]), resources.opens[j])
                end = begin + (arcs.action[arc] if i >= 0 else resources.first_action[j])
                if begin > resources.closes[j] or end > resources.length or (i >= 0 and end // cell <= now // cell):
                    continue
                promise = worth + profit[j] + table[after, j, end >> shift, 0]
                if promise <= 0:
                    continue
                seen = (memory[label] & arcs.keep[arc] if i >= 0 else np.uint64(0)) | own[j]
                base = ((end // cell * num_sets + after) * num + j) * width
                slot = _slot(hope, memory, base, width, seen)
                if promise > hope[slot]:
                    hope[slot], value[slot], time[slot] = promise, worth + profit[j], end
                    memory[slot], parent[slot] = seen, label
    return best, last, parent


@allocating
def _slot(hope: Int32s, memory: Masks, base: int, width: int, seen: int) -> int:
    """Where a label may go: in place of one with the same memory, or of the least promising."""
    slot = base
    for other in range(base, base + width):
        if memory[other] == seen:
            return other
        if hope[other] < hope[slot]:
            slot = other
    return slot
