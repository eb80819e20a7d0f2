"""The most that a route can still collect, and has collected: tables over (breaks taken, option, time, memory).

Time is cut into stretches of 2^shift seconds, none longer than the shortest step from the end of an action to the end of the
next. Whatever happens within a stretch is taken to happen at its first second: a later time never allows more, so the tables
bound from above. They find the arcs that no route above a wanted value can use, and prune the labelling.
"""

import numpy as np
import numpy.typing as npt

from solvers.bounds.arcs import Arcs, Bools
from solvers.bounds.duties import Frame
from solvers.bounds.ways import Ints
from solvers.compiled import allocating

Table = npt.NDArray[np.int32]
Alive = npt.NDArray[np.bool_]

HOPELESS = -(2**30)
"""Value where the duty cannot be ended in time; any value added to it stays below 0 and inside 32 bits."""


@allocating
def take_breaks(frame: Frame, way: int, time: int) -> tuple[int, int]:
    """Earliest second at which the breaks of a way can be over (-1: never), and their seconds."""
    over, rest = time, 0
    for number in range(frame.ways[way, 2]):
        pause = frame.ways[way, 3 + number]
        moment = -1
        for column in range(frame.break_starts.shape[1]):
            if over <= frame.break_ends[pause, column]:
                moment = max(over, frame.break_starts[pause, column])
                break
        if moment < 0:
            return -1, 0
        over = moment + frame.break_lengths[pause]
        rest += frame.break_lengths[pause]
    return (over, rest) if over <= frame.length else (-1, 0)


@allocating
def backward(frame: Frame, arcs: Arcs, profit: Ints, shift: int, alive: Alive, coarse: int) -> Table:
    """`table[s, i, k, m]`: most that can be had after option *i* ended in stretch *k* with breaks *s* taken, *m* remembered.

    Parameters
    ----------
    alive, coarse
        Where routes above the target can be, `alive[s, i, k]` in stretches of 2^coarse seconds: elsewhere nothing is worked
        out and the table is `HOPELESS`, which only drops what no such route uses.
    """
    num, num_sets, size = len(profit), 1 << len(frame.break_lengths), arcs.onward.shape[1]
    num_rows = (frame.length >> shift) + 1
    table = np.full((num_sets, num, num_rows, size), HOPELESS, dtype=np.int32)
    for row in range(num_rows - 1, -1, -1):
        for way in range(len(frame.ways)):
            before, after = frame.ways[way, 0], frame.ways[way, 1]
            over, rest = take_breaks(frame, way, row << shift)
            if over < 0:
                continue
            leaving = (row << shift) + rest
            for i in range(num):
                if not alive[before, i, (row << shift) >> coarse]:
                    continue
                best = table[before, i, row]
                if best[0] < 0 and after == num_sets - 1 and max(over, leaving + frame.last_travel[i]) <= frame.length:
                    for memory in range(size):
                        best[memory] = max(best[memory], 0)
                if size == 1:
                    best[0] = _most_after(frame, arcs, profit, shift, table[after], i, (leaving, over), best[0])
                else:
                    _collect(frame, arcs, profit, shift, table[after], i, (leaving, over), best)
    return table


@allocating
def _most_after(
    frame: Frame, arcs: Arcs, profit: Ints, shift: int, table: Table, i: int, moment: tuple[int, int], best: int
) -> int:
    """Most over all successors, without memory; `moment`: when the way begins without waiting, and when the breaks are over."""
    leaving, over = moment
    for arc in range(arcs.first[i], arcs.first[i + 1]):
        j = arcs.successor[arc]
        begin = max(leaving + arcs.travel[arc], over, frame.opens[j])
        if begin <= frame.closes[j] and profit[j] > 0:
            end = begin + arcs.action[arc]
            if end <= frame.length:
                best = max(best, profit[j] + table[j, end >> shift, 0])
    return best


@allocating
def _collect(
    frame: Frame, arcs: Arcs, profit: Ints, shift: int, table: Table, i: int, moment: tuple[int, int], best: Ints
) -> None:
    """The same for each small memory."""
    leaving, over = moment
    for arc in range(arcs.first[i], arcs.first[i + 1]):
        j = arcs.successor[arc]
        begin = max(leaving + arcs.travel[arc], over, frame.opens[j])
        if begin <= frame.closes[j] and profit[j] > 0:
            end = begin + arcs.action[arc]
            if end <= frame.length:
                gain, row = profit[j], end >> shift
                for memory in range(len(best)):
                    onward = arcs.onward[arc, memory]
                    if onward >= 0:
                        best[memory] = max(best[memory], gain + table[j, row, onward])


def everywhere(frame: Frame, num: int, shift: int) -> Alive:
    """No place and time excluded."""
    return np.ones((1 << len(frame.break_lengths), num, (frame.length >> shift) + 1), dtype=np.bool_)


@allocating
def value_of(frame: Frame, profit: Ints, shift: int, table: Table) -> int:
    """Most that a whole route can collect."""
    best = 0
    for way in range(len(frame.ways)):
        if frame.ways[way, 0] != 0:
            continue
        over, rest = take_breaks(frame, way, 0)
        if over < 0:
            continue
        for j in range(len(profit)):
            begin = max(rest + frame.first_travel[j], over, frame.opens[j])
            end = begin + frame.first_action[j]
            if profit[j] > 0 and begin <= frame.closes[j] and end <= frame.length:
                best = max(best, profit[j] + table[frame.ways[way, 1], j, end >> shift, 0])
    return best


@allocating
def useful_arcs(frame: Frame, arcs: Arcs, profit: Ints, shift: int, table: Table, target: int) -> tuple[Bools, Alive]:
    """Arcs that may lie on a route above a target, and where such routes can be: no such route uses anything else."""
    reach = np.full(table.shape, HOPELESS, dtype=np.int32)
    useful = np.zeros(len(arcs.successor), dtype=np.bool_)
    _start(frame, profit, shift, table, target, reach)
    for row in range(table.shape[2]):
        for way in range(len(frame.ways)):
            over, rest = take_breaks(frame, way, row << shift)
            if over < 0:
                continue
            leaving, after = (row << shift) + rest, frame.ways[way, 1]
            for i in range(len(profit)):
                values, is_reached = reach[frame.ways[way, 0], i, row], False
                for memory in range(len(values)):
                    is_reached |= values[memory] >= 0
                if not is_reached:
                    continue
                for arc in range(arcs.first[i], arcs.first[i + 1]):
                    j = arcs.successor[arc]
                    begin = max(leaving + arcs.travel[arc], over, frame.opens[j])
                    end = begin + arcs.action[arc]
                    if begin > frame.closes[j] or end > frame.length or profit[j] <= 0:
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
def _start(frame: Frame, profit: Ints, shift: int, table: Table, target: int, reach: Table) -> None:
    for way in range(len(frame.ways)):
        if frame.ways[way, 0] != 0:
            continue
        over, rest = take_breaks(frame, way, 0)
        if over < 0:
            continue
        for j in range(len(profit)):
            begin = max(rest + frame.first_travel[j], over, frame.opens[j])
            end = begin + frame.first_action[j]
            if profit[j] > 0 and begin <= frame.closes[j] and end <= frame.length:
                after, row = frame.ways[way, 1], end >> shift
                if profit[j] + table[after, j, row, 0] > target:
                    reach[after, j, row, 0] = max(reach[after, j, row, 0], profit[j])
