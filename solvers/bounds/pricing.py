"""One vehicle class's part of the bound: what its best route is worth at given multipliers, guessed or proved from above."""

import math
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Int32s, Int64s
from solvers.bounds.arcs import COLOURS, Arcs, Neighbourhoods, arcs_of, remembering, thinned
from solvers.bounds.labels import Labels, Search, as_masks, options_of, search
from solvers.bounds.sweep import sweep
from solvers.bounds.tables import Alive, Table, backward, everywhere, useful_arcs, value_of
from solvers.bounds.vehicle_classes import VehicleClass, finest_shift, shortest_step

CLOSE = 3
"""Close visits remembered in tables: eight sets, one line of the processor's memory."""

_MANY_ARCS = 60_000
"""Most arcs of quick routes: where there are more, they go to the nearest visits and to those of the highest prizes."""

_MOST_KEPT = 400_000
"""Most arcs kept from one proof to the next; more are made anew each time."""

_MOST_ROUTES = 20
"""Routes handed back at once."""

_MOST_WALKED = 300
"""Routes among which those handed back are chosen."""

_MOST_SHARED = 0.7
"""Part of its visits that a route may share with a better one that is handed back: many alike tell the master little."""

UNKNOWN = 2**30
"""More than any route is worth."""

NgRoute = tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Proved:
    """What is known of a vehicle class at one setting of the multipliers.

    Attributes
    ----------
    most
        No route is worth more.
    found
        Value of the best route found.
    routes
        Good ones, best first, as positions in `Problem.visits`.
    fine
        Arcs and table for targets of at least `least_target`, made once.
    """

    most: int
    found: int
    routes: list[NgRoute]
    least_target: int = UNKNOWN
    fine: tuple[Arcs, Table] | None = None


class Pricer:
    """Prices routes of one vehicle class.

    Parameters
    ----------
    hoods
        Neighbourhoods of all visits.
    prizes
        Of all visits; the highest ones are never too far for a quick route.
    shift
        Largest shift of a table: 2^shift seconds are no more than the shortest step.
    """

    def __init__(self, vehicle_class: VehicleClass, hoods: Neighbourhoods, prizes: Int64s) -> None:
        self.vehicle_class, self._hoods = vehicle_class, hoods
        largest = math.floor(math.log2(max(1, shortest_step(vehicle_class))))
        finest = finest_shift(vehicle_class.resources.length)
        if largest < finest:
            raise ValueError(f"vehicle class of shifts {vehicle_class.shifts}: a step is shorter than {1 << finest} seconds")
        self._coarse = min(largest, finest + 2)
        self._middle = min(largest, finest + 1)
        self._hasty = min(largest, finest + 3)
        self._close = hoods.close(vehicle_class.visits, CLOSE)
        self._own = as_masks(hoods.colour[vehicle_class.visits])
        known = np.where(self._close < 0, COLOURS, hoods.colour[np.maximum(self._close, 0)])
        self._recall = known.astype(np.uint64)
        self._all: Arcs | None = None
        self._is_whole = len(vehicle_class.visits) ** 2 <= _MANY_ARCS
        self._quick = self._quick_arcs(prizes[vehicle_class.visits])

    def quick(self, profit: Int32s, *, width: int = 1) -> Proved:
        """Good routes; `most` is proved only where the quick arcs are all arcs."""
        arcs, alive = self._quick._replace(onward=self._blank(self._quick)), self._everywhere(self._hasty)
        table = backward(self.vehicle_class.resources, arcs, profit, self._hasty, alive, self._hasty)
        best, last, parent = sweep(self.vehicle_class.resources, self._quick, profit, self._hasty, table, self._own, width)
        ends = [int(last[option]) for option in np.argsort(-best, kind="stable")[:_MOST_WALKED] if last[option] >= 0]
        routes = _unlike([self._walk(parent, end, width) for end in ends])
        most = value_of(self.vehicle_class.resources, profit, self._hasty, table) if self._is_whole else UNKNOWN
        return Proved(most=most, found=int(best.max()), routes=routes)

    def begin(self, profit: Int32s, known: Proved, least_target: int) -> None:
        """Bound the class by tables, and prepare searches for targets down to a least one."""
        resources, arcs = self.vehicle_class.resources, self._every_arc()
        arcs = arcs._replace(onward=self._blank(arcs))
        table = backward(resources, arcs, profit, self._coarse, self._everywhere(self._coarse), self._coarse)
        known.most = min(known.most, value_of(resources, profit, self._coarse, table))
        if known.most <= least_target:
            return
        useful, alive = useful_arcs(resources, arcs, profit, self._coarse, table, least_target)
        arcs = remembering(thinned(arcs, useful), self.vehicle_class, self._hoods, self._close)
        table = backward(resources, arcs, profit, self._middle, alive, self._coarse)
        known.most = min(known.most, max(least_target, value_of(resources, profit, self._middle, table)))
        known.least_target, known.fine = least_target, (arcs, table)

    def prove(self, profit: Int32s, known: Proved, target: int, labels: Labels) -> bool:
        """Lower `most` to a target or to the best route above it; False where the room for labels does not suffice."""
        if known.most <= target:
            return True
        if known.fine is None or target < known.least_target:
            raise ValueError(f"target {target} is below {known.least_target}, for which this was prepared")
        resources, (arcs, table) = self.vehicle_class.resources, known.fine
        useful, _ = useful_arcs(resources, arcs, profit, self._middle, table, target)
        arcs = thinned(arcs, useful)
        sought = Search(profit, self._middle, table, self._own, self._recall, target)
        best, last, _, is_whole = search(resources, arcs, sought, labels)
        if is_whole:
            known.most = min(known.most, int(best.max()))
        ends = [int(last[option]) for option in np.argsort(-best, kind="stable")[:_MOST_ROUTES] if last[option] >= 0]
        if ends:
            known.found = max(known.found, int(best.max()))
            known.routes = [tuple(int(self.vehicle_class.visits[n]) for n in options_of(labels, end)) for end in ends]
        return is_whole

    def _walk(self, parent: Int32s, label: int, width: int) -> NgRoute:
        order = []
        while label >= 0:
            order.append(int(self.vehicle_class.visits[label // width % len(self.vehicle_class.visits)]))
            label = int(parent[label])
        return tuple(order[::-1])

    def _every_arc(self) -> Arcs:
        arcs = arcs_of(self.vehicle_class, self._everything()) if self._all is None else self._all
        if len(arcs.successor) <= _MOST_KEPT:
            self._all = arcs
        return arcs

    def _everywhere(self, shift: int) -> Alive:
        return everywhere(self.vehicle_class.resources, len(self.vehicle_class.visits), shift)

    def _everything(self) -> Bools:
        num = len(self.vehicle_class.visits)
        return np.ones((num, num), dtype=bool)

    def _quick_arcs(self, prizes: Int64s) -> Arcs:
        allowed = self._everything()
        num = len(allowed)
        if not self._is_whole:
            way = self.vehicle_class.durations[np.ix_(self.vehicle_class.places, self.vehicle_class.places)]
            most = max(1, _MANY_ARCS // num // 3)
            near = np.argpartition(way, 2 * most, axis=1)[:, : 2 * most]
            allowed = np.zeros_like(allowed)
            np.put_along_axis(allowed, near, values=True, axis=1)
            allowed[:, np.argsort(-prizes, kind="stable")[:most]] = True
        return remembering(arcs_of(self.vehicle_class, allowed), self.vehicle_class, self._hoods, self._close)

    @staticmethod
    def _blank(arcs: Arcs) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
        return np.zeros((len(arcs.successor), 1), dtype=np.int8)


def _unlike(routes: list[NgRoute]) -> list[NgRoute]:
    """Good routes, the best first, none of which is nearly another."""
    chosen: list[tuple[NgRoute, frozenset[int]]] = []
    for route in routes:
        visits = frozenset(route)
        if all(len(visits & other) <= _MOST_SHARED * len(visits) for _, other in chosen):
            chosen.append((route, visits))
        if len(chosen) == _MOST_ROUTES:
            break
    return [route for route, _ in chosen]
