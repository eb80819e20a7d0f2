"""The most valuable ng-route of a vehicle class, or the proof that none is worth more than a target.

Labels (end of the last action in exact seconds, value, memory) grow forwards in time. One is dropped if the most that it can
still collect keeps it at or below the target, or if another at the same option, with the same breaks taken, ended no
later, is worth no less and remembers no more: whatever follows the one can follow the other.

References
----------
Righini and Salani 2008, doi 10.1002/net.20212; Baldacci, Mingozzi and Roberti 2011, doi 10.1287/opre.1110.0975.
"""

from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Int32s
from solvers.bounds.arcs import COLOURS, Arcs, Masks
from solvers.bounds.tables import CELLS, Table, extend_over_breaks
from solvers.bounds.vehicle_classes import Resources
from solvers.compiled import allocating

CHAMPIONS = 6
"""Labels per shelf that a new one is compared with before it is stored; most new labels are worse than one of them."""


class Labels(NamedTuple):
    """Columns of a store of labels; `follower` chains those on one shelf."""

    end: Int32s
    value: Int32s
    option: Int32s
    memory: Masks
    parent: Int32s
    follower: Int32s


class Shelves(NamedTuple):
    """Heads of chains, and champions, per (stretch, set of breaks, option)."""

    fresh: Int32s
    accepted: Int32s
    top: Int32s
    champion_end: Int32s
    champion_value: Int32s
    champion_memory: Masks


class Search(NamedTuple):
    """What the labelling looks up; `recall[i, q]` is the colour of option *i*'s close visit *q* (64: none)."""

    profit: Int32s
    shift: int
    table: Table
    own: Masks
    recall: Masks
    target: int


def new_labels(capacity: int) -> Labels:
    """Room for labels; memory is taken up only as it fills."""
    return Labels(
        end=np.empty(capacity, dtype=np.int32),
        value=np.empty(capacity, dtype=np.int32),
        option=np.empty(capacity, dtype=np.int32),
        memory=np.empty(capacity, dtype=np.uint64),
        parent=np.empty(capacity, dtype=np.int32),
        follower=np.empty(capacity, dtype=np.int32),
    )


@allocating
def search(resources: Resources, arcs: Arcs, sought: Search, labels: Labels) -> tuple[Int32s, Int32s, int, bool]:
    """Best ng-routes above the target.

    Returns
    -------
    tuple
        Per last option the best value (the target where there is none above it) and its label (-1), the number of labels
        made, and whether the search is whole: if so, no ng-route is worth more than the greatest of these values.
    """
    num, num_sets = len(sought.profit), 1 << len(resources.break_lengths)
    shelves = _new_shelves(CELLS * num_sets * num)
    best, last = np.full(num, sought.target, dtype=np.int32), np.full(num, -1, dtype=np.int32)
    used, is_whole = _extend(resources, arcs, sought, labels, shelves, -1, 0, 0)
    batch = np.empty(1024, dtype=np.int32)
    cell_size = num_sets * num
    cell = 0
    while cell < CELLS and is_whole:
        is_quiet = True
        for shelf in range(cell * cell_size, (cell + 1) * cell_size):
            count, batch = _take(labels, shelves, shelf, batch)
            is_quiet &= count == 0
            _sort(batch, count, labels.end)
            for position in range(count):
                label = batch[position]
                if not is_whole or _is_dominated(labels, shelves, shelf, cell_size, label):
                    continue
                labels.follower[label] = shelves.accepted[shelf]
                shelves.accepted[shelf] = label
                shelves.top[shelf] = max(shelves.top[shelf], labels.value[label])
                taken = shelf // num % num_sets
                _finish(resources, labels, label, taken, best, last)
                used, is_whole = _extend(resources, arcs, sought, labels, shelves, label, taken, used)
        if is_quiet:  # a short step may have put new labels on this stretch's shelves
            cell += 1
    return best, last, used, is_whole


@allocating
def _new_shelves(num: int) -> Shelves:
    return Shelves(
        np.full(num, -1, dtype=np.int32),
        np.full(num, -1, dtype=np.int32),
        np.full(num, -(2**30), dtype=np.int32),
        np.zeros((num, CHAMPIONS), dtype=np.int32),
        np.full((num, CHAMPIONS), -(2**30), dtype=np.int32),
        np.zeros((num, CHAMPIONS), dtype=np.uint64),
    )


@allocating
def _take(labels: Labels, shelves: Shelves, shelf: int, batch: Int32s) -> tuple[int, Int32s]:
    """Take the fresh labels off a shelf."""
    label, count = shelves.fresh[shelf], 0
    shelves.fresh[shelf] = -1
    while label >= 0:
        if count == len(batch):
            wider = np.empty(2 * count, dtype=np.int32)
            for position in range(count):
                wider[position] = batch[position]
            batch = wider
        batch[count] = label
        count += 1
        label = labels.follower[label]
    return count, batch


@allocating
def _sort(batch: Int32s, count: int, end: Int32s) -> None:
    """Earliest first, by Shell's method: a library's sort takes seconds to compile."""
    gap = count // 2
    while gap > 0:
        for position in range(gap, count):
            label, at = batch[position], position
            while at >= gap and end[batch[at - gap]] > end[label]:
                batch[at] = batch[at - gap]
                at -= gap
            batch[at] = label
        gap //= 2


@allocating
def _is_dominated(labels: Labels, shelves: Shelves, shelf: int, cell_size: int, label: int) -> bool:
    end, value, memory = labels.end[label], labels.value[label], labels.memory[label]
    for earlier in range(shelf, -1, -cell_size):
        if shelves.top[earlier] < value:
            continue
        other = shelves.accepted[earlier]
        while other >= 0:
            if labels.value[other] >= value and labels.end[other] <= end and (labels.memory[other] & ~memory) == 0:
                return True
            other = labels.follower[other]
    return False


@allocating
def _finish(resources: Resources, labels: Labels, label: int, taken: int, best: Int32s, last: Int32s) -> None:
    """End the route here if that is the best end at this option and possible in time."""
    i, complete = labels.option[label], (1 << len(resources.break_lengths)) - 1
    for order in range(len(resources.break_orders)):
        if (
            resources.break_orders[order, 0] == taken
            and resources.break_orders[order, 1] == complete
            and labels.value[label] > best[i]
        ):
            over, rest = extend_over_breaks(resources, order, labels.end[label])
            if over >= 0 and max(over, labels.end[label] + rest + resources.last_travel[i]) <= resources.length:
                best[i], last[i] = labels.value[label], label


@allocating
def _extend(
    resources: Resources, arcs: Arcs, sought: Search, labels: Labels, shelves: Shelves, label: int, taken: int, used: int
) -> tuple[int, bool]:
    """Make all labels that follow one (-1: the start of the shift)."""
    num, is_root = len(sought.profit), label < 0
    now, worth, i = (0, 0, -1) if is_root else (labels.end[label], labels.value[label], labels.option[label])
    low, high = (0, num) if is_root else (arcs.first[i], arcs.first[i + 1])
    cell, num_sets = resources.length // CELLS + 1, 1 << len(resources.break_lengths)
    for order in range(len(resources.break_orders)):
        if resources.break_orders[order, 0] != taken:
            continue
        over, rest = extend_over_breaks(resources, order, now)
        if over < 0:
            continue
        for arc in range(low, high):
            j = arc if is_root else arcs.successor[arc]
            if not is_root and (arcs.barred[arc] & labels.memory[label]) != 0:
                continue
            begin = max(over, now + rest + (resources.first_travel[j] if is_root else arcs.travel[arc]), resources.opens[j])
            end = begin + (resources.first_action[j] if is_root else arcs.action[arc])
            if begin > resources.closes[j] or end > resources.length or sought.profit[j] <= 0:
                continue
            memory = (np.uint64(0) if is_root else labels.memory[label] & arcs.keep[arc]) | sought.own[j]
            value, after = worth + sought.profit[j], resources.break_orders[order, 1]
            if value + sought.table[after, j, end >> sought.shift, _recalled(sought, j, memory)] <= sought.target:
                continue
            shelf = (end // cell * num_sets + after) * num + j
            if _is_beaten(shelves, shelf, end, value, memory, used):
                continue
            if used == len(labels.end):
                return used, False
            labels.end[used], labels.value[used], labels.option[used] = end, value, j
            labels.memory[used], labels.parent[used] = memory, label
            labels.follower[used] = shelves.fresh[shelf]
            shelves.fresh[shelf] = used
            used += 1
    return used, True


@allocating
def _recalled(sought: Search, option: int, memory: int) -> int:
    """Which close visits a memory holds."""
    small = 0
    for q in range(sought.recall.shape[1]):
        colour = sought.recall[option, q]
        if colour < COLOURS and (memory >> colour) & np.uint64(1):
            small |= 1 << q
    return small


@allocating
def _is_beaten(shelves: Shelves, shelf: int, end: int, value: int, memory: int, number: int) -> bool:
    """Whether a champion of the shelf dominates a new label; if none does, the label becomes one of them."""
    ends, values, memories = shelves.champion_end, shelves.champion_value, shelves.champion_memory
    slot = -1
    for q in range(CHAMPIONS):
        known = values[shelf, q]
        if known >= value and ends[shelf, q] <= end and (memories[shelf, q] & ~memory) == 0:
            return True
        is_worse = known < 0 or (ends[shelf, q] >= end and (memory & ~memories[shelf, q]) == 0)
        if slot < 0 and known <= value and is_worse:
            slot = q
    if slot < 0:
        slot = number % CHAMPIONS
    ends[shelf, slot], values[shelf, slot], memories[shelf, slot] = end, value, memory
    return False


def options_of(labels: Labels, label: int) -> list[int]:
    """Options of the route that ends with a label."""
    order = []
    while label >= 0:
        order.append(int(labels.option[label]))
        label = int(labels.parent[label])
    return order[::-1]


def as_masks(colours: Int32s) -> Masks:
    """Each colour as a set of one."""
    return np.uint64(1) << colours.astype(np.uint64)
