"""The hunt for the least bound on one sum of prizes: routes are priced at multipliers, and what is proved is kept.

For multipliers λ >= 0 of the visits, μ >= 0 of the stops of each vehicle class *d*, with m_d shifts of at most q_d stops
in all, and σ >= 0 of a floor *F* under other prizes c,

    bound(λ, μ, σ) = Σ_v λ_v − σ · F + Σ_d ( q_d · μ_d + m_d · max over routes r of Σ_{v in r} (p_v + σ · c_v − λ_v − μ_d) )

is at least what any plan collects that makes *F* or more of c: a plan makes each visit at most once, and its routes are
among those maximised over (Lagrangian relaxation; the empty route is worth 0). Prizes are scaled up to *units* and
multipliers rounded to whole ones first; everything after is integer arithmetic, so no rounding can make the bound too small.
At the end it is rounded down, because prizes are integers.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from solvers.bounds.labels import Labels, new_labels
from solvers.bounds.master import Master
from solvers.bounds.multipliers import Floor, Multipliers, highest
from solvers.bounds.pricing import UNKNOWN, Pricer, Proved
from solvers.bounds.vehicle_classes import VehicleClass

_FINEST_UNIT = 12
"""A unit is 2^-12 of a prize, or more where large prizes need the room."""

_MOST_UNITS = 2**29
"""Most units of all prizes together: values stay inside 32 bits."""

_LABELS = 6_000_000
"""Labels of one search: 170 MB at most, in each of the threads."""

_MARGINS = (0.03, 0.017, 0.009, 0.0025)
"""Targets tried in turn: parts of the best route's value above it."""

KeepOn = Callable[[int, float, float], bool]
"""(steps made, part of the time that may be used, seconds that the next piece of work is likely to take) → whether to go on."""

_THREADS = min(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Duties priced quickly at some multipliers: the value is what the bound would be if no better routes exist."""

    value: float
    priced: list[Proved]


class Hunt:
    """Prices classes, and keeps the least bound proved and the most promising multipliers.

    Parameters
    ----------
    prizes
        By position in `Problem.visits`; 0 for what is not to be counted.
    floor
        What the plans that are bounded make at least of other prizes.
    keep_on
        Asked between two pieces of work whether to go on.
    clock
        Seconds of a monotonic clock.
    """

    def __init__(
        self,
        prizes: Int64s,
        classes: Sequence[VehicleClass],
        pricers: Sequence[Pricer],
        *,
        floor: Floor,
        keep_on: KeepOn,
        clock: Callable[[], float],
    ) -> None:
        self.prizes, self.classes, self.pricers, self.floor = prizes, classes, pricers, floor
        self.most = highest(prizes.astype(np.float64), floor)
        self.master = Master(prizes.astype(np.float64), classes, floor)
        self.bound = int(prizes.sum())
        self.num_steps = 0
        self.is_complete = False
        self.best: Multipliers | None = None
        self.least = np.inf
        self._keep_on, self._clock = keep_on, clock
        self._exponent = min(_FINEST_UNIT, int(np.floor(np.log2(_MOST_UNITS / max(1.0, self.most.sum())))))
        self._threads = ThreadPoolExecutor(_THREADS)
        self._stores: list[Labels] = []
        self._look_seconds = self._longest = 0.0

    def __enter__(self) -> "Hunt":
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()

    def goes_on(self, *, part: float = 1.0, reserve: float | None = None) -> bool:
        """Whether another piece of work of some seconds (`None`: as the last look) fits into a part of all time."""
        return self._keep_on(self.num_steps, part, self._look_seconds if reserve is None else reserve)

    def look(self, multipliers: Multipliers, *, width: int = 1) -> Look:
        """Price every class quickly, and show the master the routes."""
        began = self._clock()
        profits, constant = self._profits(multipliers)
        pairs = zip(self.pricers, profits, strict=True)
        priced = list(self._threads.map(lambda pair: pair[0].quick(pair[1], width=width), pairs))
        self.num_steps += 1
        self._keep(constant, priced)
        self._look_seconds = self._clock() - began
        value = self._total(constant, [proved.found for proved in priced])
        if value < self.least:
            self.least, self.best = value, multipliers
        return Look(value=value, priced=priced)

    def close_in(self) -> None:
        """Prove what the best multipliers are worth: every class by tables, then by searches at nearer and nearer targets."""
        assert self.best is not None  # noqa: S101 (there was a look)
        profits, constant = self._profits(self.best)
        known = self.look(self.best, width=4).priced
        likely = 2 * self._look_seconds
        self._each(range(len(known)), lambda n, _: self._begin(profits[n], n, known[n]), likely)
        self._keep(constant, known)
        is_open = np.ones(len(known), dtype=bool)
        for margin in _MARGINS:

            def approach(number: int, store: Labels, margin: float = margin) -> None:
                proved = known[number]
                target = _target(proved.found, margin)
                is_open[number] = proved.most <= target or (
                    proved.fine is not None and self.pricers[number].prove(profits[number], proved, target, store)
                )

            self._each(np.flatnonzero(is_open), approach, likely)
            self._keep(constant, known)
        self.is_complete = all(proved.most <= _target(proved.found, _MARGINS[-1]) for proved in known)

    def _begin(self, profit: Int32s, number: int, proved: Proved) -> None:
        self.pricers[number].begin(profit, proved, _target(proved.found, _MARGINS[-1]))

    def _each(self, numbers: Sequence[int] | Int64s, work: Callable[[int, Labels], None], likely: float) -> None:
        """Work on classes in both threads, the longest first, each with room for labels; skips what there is no time for."""
        self._stores = self._stores or [new_labels(_LABELS) for _ in range(_THREADS)]
        free = list(self._stores)
        self._longest = max(self._longest, likely)

        def one(number: int) -> None:
            if self.goes_on(reserve=self._longest):
                store, began = free.pop(), self._clock()
                work(number, store)
                free.append(store)
                self._longest = max(self._longest, self._clock() - began)

        order = sorted((int(number) for number in numbers), key=lambda n: -self.classes[n].resources.length)
        list(self._threads.map(one, order))

    def _profits(self, multipliers: Multipliers) -> tuple[list[Int32s], int]:
        """Profit of each option of each class, and the rest of the bound, in units."""
        unit = 2.0**self._exponent
        prizes, floor = np.ceil(self.prizes * unit).astype(np.int64), self.floor
        price = int(np.rint(min(multipliers.floor, floor.most_price) * unit))
        prizes = prizes + price * floor.values if floor.is_set else prizes
        visits = np.minimum(prizes, np.rint(multipliers.visits * unit).astype(np.int64))
        stops = np.rint(multipliers.stops * unit).astype(np.int64)
        profits, constant = [], int(visits.sum()) - price * floor.least
        for vehicle_class, stop in zip(self.classes, stops, strict=True):
            profits.append(np.ascontiguousarray((prizes - visits)[vehicle_class.visits] - stop, dtype=np.int32))
            constant += vehicle_class.most_stops * int(stop)
        return profits, constant

    def _keep(self, constant: int, known: Sequence[Proved]) -> None:
        for number, proved in enumerate(known):
            for route in proved.routes:
                self.master.add(number, route)
        most = [proved.most for proved in known]
        if max(most, default=0) < UNKNOWN:
            self.bound = min(self.bound, int(np.floor(self._total(constant, most))))

    def _total(self, constant: int, values: Sequence[int]) -> float:
        total = constant + sum(
            len(vehicle_class.shifts) * value for vehicle_class, value in zip(self.classes, values, strict=True)
        )
        return float(total / 2.0**self._exponent)  # exact: far fewer than 53 bits, divided by a power of two


def _target(found: int, margin: float) -> int:
    return found + max(1, int(margin * found))
