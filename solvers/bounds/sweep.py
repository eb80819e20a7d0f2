"""Quick good routes: ng-labelling that keeps only the few most promising labels per option and stretch of time."""

import numpy as np

from solvers.bounds.arcs import Arcs, Masks
from solvers.bounds.duties import Frame
from solvers.bounds.tables import Table, take_breaks
from solvers.bounds.ways import Ints
from solvers.compiled import allocating

CELLS = 96
"""Stretches of time in a duty."""


@allocating
def sweep(frame: Frame, arcs: Arcs, profit: Ints, shift: int, table: Table, own: Masks, width: int) -> tuple[Ints, Ints, Ints]:
    """Good routes, one for each last option at most.

    What may still be had by a table makes a label promising; `own` is the colour of each option as a set, `width` the number of
    labels kept per option and stretch.

    Returns
    -------
    tuple
        Per option the best value of a route that ends there (0: none), its last label, and the label before each label; label
        *l* is at option (l // width) % n.
    """
    num, num_sets = len(profit), 1 << len(frame.break_lengths)
    cell = frame.length // CELLS + 1
    room = CELLS * num_sets * num * width
    hope, value, time = np.zeros(room, dtype=np.int32), np.zeros(room, dtype=np.int32), np.zeros(room, dtype=np.int32)
    memory, parent = np.zeros(room, dtype=np.uint64), np.full(room, -1, dtype=np.int32)
    best, last = np.zeros(num, dtype=np.int32), np.full(num, -1, dtype=np.int32)
    for label in range(-1, room):
        if label >= 0 and hope[label] <= 0:
            continue
        i = (label // width) % num if label >= 0 else -1
        before = (label // width // num) % num_sets if label >= 0 else 0
        now = time[label] if label >= 0 else 0
        worth = value[label] if label >= 0 else 0
        for way in range(len(frame.ways)):
            if frame.ways[way, 0] != before:
                continue
            over, rest = take_breaks(frame, way, now)
            if over < 0:
                continue
            leaving, after = now + rest, frame.ways[way, 1]
            if (
                i >= 0
                and after == num_sets - 1
                and worth > best[i]
                and max(over, leaving + frame.last_travel[i]) <= frame.length
            ):
                best[i], last[i] = worth, label
            low, high = (arcs.first[i], arcs.first[i + 1]) if i >= 0 else (0, num)
            for arc in range(low, high):
                j = arcs.successor[arc] if i >= 0 else arc
                if profit[j] <= 0 or (i >= 0 and (arcs.barred[arc] & memory[label]) != 0):
                    continue
                begin = max(over, leaving + (arcs.travel[arc] if i >= 0 else frame.first_travel[j]), frame.opens[j])
                end = begin + (arcs.action[arc] if i >= 0 else frame.first_action[j])
                if begin > frame.closes[j] or end > frame.length or (i >= 0 and end // cell <= now // cell):
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
def _slot(hope: Ints, memory: Masks, base: int, width: int, seen: int) -> int:
    """Where a label may go: in place of one with the same memory, or of the least promising."""
    slot = base
    for other in range(base, base + width):
        if memory[other] == seen:
            return other
        if hope[other] < hope[slot]:
            slot = other
    return slot
