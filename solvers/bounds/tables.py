"""The most that a route can still collect, and has collected: tables over (breaks taken, option, time, memory).

Time is cut into stretches of 2^shift seconds, none longer than the shortest step from the end of an action to the end of the
next. Whatever happens within a stretch is taken to happen at its first second: a later time never allows more, so the tables
bound from above. They find the arcs that no route above a wanted value can use, and prune the labelling.
"""

import numpy as np

from planner.domain.arrays import Bools, Int32s
from solvers.bounds.arcs import Arcs
from solvers.bounds.vehicle_classes import Resources
from solvers.compiled import allocating

Table = Int32s
Alive = Bools

CELLS = 96
"""Stretches of time in a shift by which labels are kept apart."""

HOPELESS = -(2**30)
"""Value where the shift cannot be ended in time; any value added to it stays below 0 and inside 32 bits."""


@allocating
def extend_over_breaks(resources: Resources, order: int, time: int) -> tuple[int, int]:
    """Earliest second at which the breaks can be over in some order (-1: never), and their seconds."""
    over, rest = time, 0
    for number in range(resources.break_orders[order, 2]):
        pause = resources.break_orders[order, 3 + number]
        moment = -1
        for column in range(resources.break_starts.shape[1]):
            if over <= resources.break_ends[pause, column]:
                moment = max(over, resources.break_starts[pause, column])
                break
        if moment < 0:
            return -1, 0
        over = moment + resources.break_lengths[pause]
        rest += resources.break_lengths[pause]
    return (over, rest) if over <= resources.length else (-1, 0)


@allocating
def backward(resources: Resources, arcs: Arcs, profit: Int32s, shift: int, alive: Alive, coarse: int) -> Table:
    """`table[s, i, k, m]`: most that can be had after option *i* ended in stretch *k* with breaks *s* taken, *m* remembered.

    Parameters
    ----------
    alive, coarse
        Where routes above the target can be, `alive[s, i, k]` in stretches of 2^coarse seconds: elsewhere nothing is worked
        out and the table is `HOPELESS`, which only drops what no such route uses.
    """
    num, num_sets, size = len(profit), 1 << len(resources.break_lengths), arcs.onward.shape[1]
    num_rows = (resources.length >> shift) + 1
    table = np.full((num_sets, num, num_rows, size), HOPELESS, dtype=np.int32)
    for row in range(num_rows - 1, -1, -1):
        for order in range(len(resources.break_orders)):
            before, after = resources.break_orders[order, 0], resources.break_orders[order, 1]
            over, rest = extend_over_breaks(resources, order, row << shift)
            if over < 0:
                continue
            leaving = (row << shift) + rest
            for i in range(num):
                if not alive[before, i, (row << shift) >> coarse]:
                    continue
                best = table[before, i, row]
                if best[0] < 0 and after == num_sets - 1 and max(over, leaving + resources.last_travel[i]) <= resources.length:
                    for memory in range(size):
                        best[memory] = max(best[memory], 0)
                if size == 1:
                    best[0] = _most_after(resources, arcs, profit, shift, table[after], i, (leaving, over), best[0])
                else:
                    _collect(resources, arcs, profit, shift, table[after], i, (leaving, over), best)
    return table


@allocating
def _most_after(
    resources: Resources, arcs: Arcs, profit: Int32s, shift: int, table: Table, i: int, moment: tuple[int, int], best: int
) -> int:
    """Most over all successors, without memory; `moment`: when the way begins without waiting, and when the breaks are over."""
    leaving, over = moment
    for arc in range(arcs.first[i], arcs.first[i + 1]):
        j = arcs.successor[arc]
        begin = max(leaving + arcs.travel[arc], over, resources.opens[j])
        if begin <= resources.closes[j] and profit[j] > 0:
            end = begin + arcs.action[arc]
            if end <= resources.length:
                best = max(best, profit[j] + table[j, end >> shift, 0])
    return best


@allocating
def _collect(
    resources: Resources, arcs: Arcs, profit: Int32s, shift: int, table: Table, i: int, moment: tuple[int, int], best: Int32s
) -> None:
    """The same for each small memory."""
    leaving, over = moment
    for arc in range(arcs.first[i], arcs.first[i + 1]):
        j = arcs.successor[arc]
        begin = max(leaving + arcs.travel[arc], over, resources.opens[j])
        if begin <= resources.closes[j] and profit[j] > 0:
            end = begin + arcs.action[arc]
            if end <= resources.length:
                gain, row = profit[j], end >> shift
                for memory in range(len(best)):
                    onward = arcs.onward[arc, memory]
                    if onward >= 0:
                        best[memory] = max(best[memory], gain + table[j, row, onward])


def everywhere(resources: Resources, num: int, shift: int) -> Alive:
    """No place and time excluded."""
    return np.ones((1 << len(resources.break_lengths), num, (resources.length >> shift) + 1), dtype=np.bool_)


@allocating
def value_of(resources: Resources, profit: Int32s, shift: int, table: Table) -> int:
    """Most that a whole route can collect."""
    best = 0
    for order in range(len(resources.break_orders)):
        if resources.break_orders[order, 0] != 0:
            continue
        over, rest = extend_over_breaks(resources, order, 0)
        if over < 0:
            continue
        for j in range(len(profit)):
            begin = max(rest + resources.first_travel[j], over, resources.opens[j])
            end = begin + resources.first_action[j]
            if profit[j] > 0 and begin <= resources.closes[j] and end <= resources.length:
                best = max(best, profit[j] + table[resources.break_orders[order, 1], j, end >> shift, 0])
    return best


@allocating
def useful_arcs(resources: Resources, arcs: Arcs, profit: Int32s, shift: int, table: Table, target: int) -> tuple[Bools, Alive]:
    """Arcs that may lie on a route above a target, and where such routes can be: no such route uses anything else."""
    reach = np.full(table.shape, HOPELESS, dtype=np.int32)
    useful = np.zeros(len(arcs.successor), dtype=np.bool_)
    _start(resources, profit, shift, table, target, reach)
    for row in range(table.shape[2]):
        for order in range(len(resources.break_orders)):
            over, rest = extend_over_breaks(resources, order, row << shift)
            if over < 0:
                continue
            leaving, after = (row << shift) + rest, resources.break_orders[order, 1]
            for i in range(len(profit)):
                values, is_reached = reach[resources.break_orders[order, 0], i, row], False
                for memory in range(len(values)):
                    is_reached |= values[memory] >= 0
                if not is_reached:
                    continue
                for arc in range(arcs.first[i], arcs.first[i + 1]):
                    j = arcs.successor[arc]
                    begin = max(leaving + arcs.travel[arc], over, resources.opens[j])
                    end = begin + arcs.action[arc]
                    if begin > resources.closes[j] or end > resources.length or profit[j] <= 0:
                        continue
                    follow, there = table[after, j, end >> shift], reach[after, j, end >> shift]
                    for memory in range(len(values)):
                        onward = arcs.onward[arc, memory]
                        value = values[memory] + profit[j]
                        if onward >= 0 and values[memory] >= 0 and value + follow[onward] > target:
                            useful[arc] = True
                            there[onward] = max(there[onward], value)
    return useful, _alive(reach, table, target)


@allocating
def _alive(reach: Table, table: Table, target: int) -> Alive:
    """Where routes above the target can be.

    A true time is never before the stretch that the tables hold it to be in, so what was reached earlier counts later too.
    """
    num_sets, num, num_rows, size = table.shape
    alive = np.zeros((num_sets, num, num_rows), dtype=np.bool_)
    for taken in range(num_sets):
        for i in range(num):
            for memory in range(size):
                most = HOPELESS
                for row in range(num_rows):
                    most = max(most, reach[taken, i, row, memory])
                    if most >= 0 and most + table[taken, i, row, memory] > target:
                        alive[taken, i, row] = True
    return alive


@allocating
def _start(resources: Resources, profit: Int32s, shift: int, table: Table, target: int, reach: Table) -> None:
    for order in range(len(resources.break_orders)):
        if resources.break_orders[order, 0] != 0:
            continue
        over, rest = extend_over_breaks(resources, order, 0)
        if over < 0:
            continue
        for j in range(len(profit)):
            begin = max(rest + resources.first_travel[j], over, resources.opens[j])
            end = begin + resources.first_action[j]
            if profit[j] > 0 and begin <= resources.closes[j] and end <= resources.length:
                after, row = resources.break_orders[order, 1], end >> shift
                if profit[j] + table[after, j, row, 0] > target:
                    reach[after, j, row, 0] = max(reach[after, j, row, 0], profit[j])
