"""Which option may follow which, with the way between them and what is remembered on it.

**ng-routes** (Baldacci, Mingozzi and Roberti 2011, doi 10.1287/opre.1110.0975). Each visit has a neighbourhood. A route
remembers a visit as long as it stays at visits whose neighbourhoods hold it, and may not come back to what it remembers.
Every lawful route is an ng-route, so the best ng-route is worth at least as much.

Memories are 64-bit sets of *colours*: visits that share a neighbourhood have different colours, so inside one neighbourhood a
colour means one visit.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Bools, Int8s, Int32s, Uint64s
from solvers.bounds.vehicle_classes import VehicleClass
from solvers.compiled import allocating

Masks = Uint64s

COLOURS = 64
_ONE = np.uint64(1)


class Arcs(NamedTuple):
    """Successors of each option, row by row: those of option *i* are the entries `first[i]` to `first[i + 1]`.

    Attributes
    ----------
    first, successor
        Shape (n + 1,) and (arcs,).
    travel, action
        Seconds of the way, and of setup and service at the successor; shape (arcs,).
    keep, barred
        Colours that stay in memory over the arc, and the successor's own if it can be in memory; shape (arcs,).
    onward
        Small memory: set of close visits remembered before → after, -1 where the successor is among them; (arcs, sets).
    """

    first: Int32s
    successor: Int32s
    travel: Int32s
    action: Int32s
    keep: Masks
    barred: Masks
    onward: Int8s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbourhoods:
    """Who is remembered where; rows follow `Problem.visits`.

    Attributes
    ----------
    members
        Visits in each neighbourhood, nearest first, itself the first; -1: none; shape (visits, most).
    colour
        Colour of each visit; shape (visits,).
    holder
        `holder[v, c]`: the member of *v*'s neighbourhood with colour *c*, -1: none; shape (visits, 64).
    """

    members: Int32s
    colour: Int32s
    holder: Int32s

    @classmethod
    def nearest(cls, between: Int32s, size: int) -> "Neighbourhoods":
        """The nearest visits of each, given seconds between all visits."""
        both = between.astype(np.int64) + between.T
        np.fill_diagonal(both, -1)
        members = np.argsort(both, axis=1, kind="stable")[:, :size].astype(np.int32)
        colour = np.full(len(members), -1, dtype=np.int32)
        _colour(members, colour)
        holder = np.full((len(members), COLOURS), -1, dtype=np.int32)
        for column in range(members.shape[1]):
            rows = np.flatnonzero(members[:, column] >= 0)
            holder[rows, colour[members[rows, column]]] = members[rows, column]
        return cls(members=members, colour=colour, holder=holder)

    def close(self, visits: Int32s, size: int) -> Int32s:
        """The nearest members other than the visit itself; shape (len(visits), size)."""
        chosen = self.members[visits, 1 : size + 1]
        missing = np.full((len(visits), size - chosen.shape[1]), -1, dtype=np.int32)
        return np.ascontiguousarray(np.hstack([chosen, missing]))


@allocating
def _colour(members: Int32s, colour: Int32s) -> None:
    """Colour visits greedily; where no colour is free, leave the neighbours out that clash."""
    num, most = members.shape
    for visit in range(num):
        used = _colours_near(members, colour, visit)
        colour[visit] = 0
        for candidate in range(COLOURS):
            if used[candidate] < used[colour[visit]]:
                colour[visit] = candidate
        if used[colour[visit]] == 0:
            continue
        for owner in range(num):
            for column in range(1, most):
                other = members[owner, column]
                if other < 0 or colour[other] != colour[visit]:
                    continue
                for before in range(column):
                    twin = members[owner, before]
                    if twin >= 0 and twin != other and colour[twin] == colour[visit]:
                        members[owner, column] = -1


@allocating
def _colours_near(members: Int32s, colour: Int32s, visit: int) -> Int32s:
    """How often each colour is used in the neighbourhoods that hold a visit."""
    used = np.zeros(COLOURS, dtype=np.int32)
    for owner in range(len(members)):
        for column in range(members.shape[1]):
            if members[owner, column] == visit:
                for other in members[owner]:
                    if other >= 0 and colour[other] >= 0:
                        used[colour[other]] += 1
    return used


def arcs_of(vehicle_class: VehicleClass, allowed: Bools) -> Arcs:
    """Arcs between options of different visits that can follow each other in time, of those allowed (n, n); no memory yet."""
    way = vehicle_class.durations[np.ix_(vehicle_class.places, vehicle_class.places)]
    resources = vehicle_class.resources
    allowed = allowed & (vehicle_class.visits[:, None] != vehicle_class.visits[None, :]) & (way <= resources.length)
    allowed &= (resources.opens + vehicle_class.services)[:, None] + way <= resources.closes[None, :]
    before, after = np.nonzero(allowed)
    differs = vehicle_class.places[before] != vehicle_class.places[after]
    none = np.zeros(len(after), dtype=np.uint64)
    return Arcs(
        first=np.concatenate([[0], np.cumsum(allowed.sum(axis=1))]).astype(np.int32),
        successor=after.astype(np.int32),
        travel=way[before, after].astype(np.int32),
        action=(vehicle_class.services[after] + vehicle_class.setups[after] * differs).astype(np.int32),
        keep=none,
        barred=none,
        onward=np.zeros((len(after), 1), dtype=np.int8),
    )


def thinned(arcs: Arcs, kept: Bools) -> Arcs:
    """Only some of the arcs."""
    count = np.concatenate([[0], np.cumsum(kept)])
    return Arcs(
        first=count[arcs.first].astype(np.int32),
        successor=arcs.successor[kept],
        travel=arcs.travel[kept],
        action=arcs.action[kept],
        keep=arcs.keep[kept],
        barred=arcs.barred[kept],
        onward=arcs.onward[kept],
    )


def remembering(arcs: Arcs, vehicle_class: VehicleClass, hoods: Neighbourhoods, close: Int32s) -> Arcs:
    """The same arcs with neighbourhoods, and a small memory of the close visits (n, size)."""
    keep, barred = _colours_kept(arcs.first, arcs.successor, vehicle_class.visits, hoods.members, hoods.colour, hoods.holder)
    onward = _sets_kept(arcs.first, arcs.successor, vehicle_class.visits, close)
    return arcs._replace(keep=keep, barred=barred, onward=onward)


@allocating
def _colours_kept(
    first: Int32s, successor: Int32s, visits: Int32s, members: Int32s, colour: Int32s, holder: Int32s
) -> tuple[Masks, Masks]:
    keep = np.zeros(len(successor), dtype=np.uint64)
    barred = np.zeros(len(successor), dtype=np.uint64)
    for i in range(len(first) - 1):
        known = holder[visits[i]]
        for arc in range(first[i], first[i + 1]):
            visit = visits[successor[arc]]
            for member in members[visit]:
                if member >= 0 and known[colour[member]] == member:
                    keep[arc] |= _ONE << np.uint64(colour[member])
            if known[colour[visit]] == visit:
                barred[arc] = _ONE << np.uint64(colour[visit])
    return keep, barred


@allocating
def _sets_kept(first: Int32s, successor: Int32s, visits: Int32s, close: Int32s) -> Int8s:
    num, most = close.shape
    onward = np.zeros((len(successor), 1 << most), dtype=np.int8)
    source = np.empty(most, dtype=np.int64)
    for i in range(num):
        for arc in range(first[i], first[i + 1]):
            j = successor[arc]
            always, bar = 0, -1
            for q in range(most):
                source[q] = -1
                if close[j, q] == visits[i]:
                    always |= 1 << q
                if close[i, q] == visits[j]:
                    bar = q
                for p in range(most):
                    if close[i, p] == close[j, q]:
                        source[q] = p
            for before in range(1 << most):
                after = always
                for q in range(most):
                    if source[q] >= 0 and before >> source[q] & 1:
                        after |= 1 << q
                onward[arc, before] = -1 if bar >= 0 and before >> bar & 1 else after
    return onward
