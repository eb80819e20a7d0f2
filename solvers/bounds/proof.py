"""The door of the room: a proved bound for a day, the best that the time allows."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.domain.arrays import Bools, Int64s
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.solving import Bound, Limits
from planner.domain.visit import Tier
from planner.rules.cost import weights
from solvers.bounds.arcs import Neighbourhoods
from solvers.bounds.counting import count
from solvers.bounds.hunt import Hunt
from solvers.bounds.least_travel import between_visits
from solvers.bounds.multipliers import NO_FLOOR, Floor, times_taken
from solvers.bounds.pricing import Pricer
from solvers.bounds.steering import descend, guess, refine
from solvers.bounds.vehicle_classes import cramped, vehicle_classes_of
from solvers.orders import orders_of

_LIKENESS = 0.95
"""Shifts share a class from here on: what a few skills and team sizes forbid is worth less than the work that classes make."""

_DEAREST = 8.0
"""The floor's multiplier is at most so many times what counting makes it."""

OnBound = Callable[[Bound], bool]
"""Called after each step with what is proved so far; returning False asks to stop."""

_HOOD = 8
"""Visits in a neighbourhood: the doors of one node and the nearest ones."""

_DESCENT = 12
"""Steps down the slope before the master has seen enough routes."""

_REFINING = 200
"""Most steps of the master in one round."""

_SEARCHING = (0.5, 0.75, 0.9)
"""Rounds of looking for good multipliers and proving what they are worth: part of the time by which each stops looking."""


def prove(
    problem: Problem,
    limits: Limits,
    *,
    plan: Plan | None = None,
    seed: int = 0,
    on_progress: OnBound | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Bound:
    """Bound what any plan of a day can be worth.

    Parameters
    ----------
    limits
        `max_runtime` is wall time of everything; one iteration prices all classes once, of each sum of prizes that is bounded.
        `max_idle_iterations` is obeyed by nature: the proof ends when nothing is gained.
    plan
        A good plan; its routes are a start. What is proved of coverage holds for plans that do no less for complaints than this
        one, if `Bound.complaint_floor` says so; all else holds for every plan.
    seed
        Changes nothing: the proof is deterministic.

    Returns
    -------
    Bound
        The least bounds proved when the work or the time was over.

    Raises
    ------
    ValueError
        If `plan` breaks a law.
    """
    return _Proof(problem, limits, plan, on_progress, clock).run()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """One sum of prizes to be bounded for plans above a floor, the part of the time for it, and what the plan at hand makes."""

    name: str
    prizes: Int64s
    part: float
    floor: Floor = NO_FLOOR
    made: int = -1


class _Proof:
    def __init__(
        self, problem: Problem, limits: Limits, plan: Plan | None, on_progress: OnBound | None, clock: Callable[[], float]
    ) -> None:
        self._problem, self._limits, self._on_progress, self._clock = problem, limits, on_progress, clock
        self._began = clock()
        self._orders = orders_of(problem, plan)
        self._weights = weights(problem).visits
        self._values = _plain_values(problem)
        self._makeable = np.zeros(len(problem.visits), dtype=bool)
        for vehicle_class in vehicle_classes_of(problem):
            self._makeable[vehicle_class.visits] = True
        self._sums = self._sums_to_bound()
        self._bounds = {part.name: int(part.prizes.sum()) for part in self._sums}
        self._floor = next((part.floor.least for part in self._sums if part.floor.is_set), None)
        self._steps, self._is_stopped = 0, False

    def run(self) -> Bound:
        complete, share = True, 0.0
        for part in self._sums:
            share += part.part
            complete &= self._bound(part, share)
        return self._so_far(is_complete=complete)

    def _sums_to_bound(self) -> list[_Sum]:
        """Complaints, then coverage given what the plan does for them; under a trading policy the sum in which both trade."""
        visits = self._problem.visits
        prizes = np.array([visit.prize for visit in visits], dtype=np.int64) * self._makeable
        is_complaint = np.array([visit.tier is Tier.COMPLAINT for visit in visits], dtype=bool)
        done = np.zeros(len(visits), dtype=bool)
        done[[position for order in self._orders for position in order]] = True
        tiers = {"complaint": prizes * is_complaint, "coverage": prizes * ~is_complaint}
        made = {name: int(own[done].sum()) if done.any() else -1 for name, own in tiers.items()}
        if self._problem.policy.balance is None:
            floor = Floor(values=tiers["complaint"], least=max(0, made["complaint"]))
            parts = {"complaint": 0.2, "coverage": 0.8} if tiers["complaint"].any() else {"coverage": 1.0}
            floors = {"complaint": NO_FLOOR, "coverage": floor if floor.is_set else NO_FLOOR}
            return [
                _Sum(name=name, prizes=own, part=parts.get(name, 0.0), floor=floors[name], made=made[name])
                for name, own in tiers.items()
            ]
        scale = math.gcd(*self._values) or 1
        traded = np.array([value // scale for value in self._values], dtype=np.int64) * self._makeable
        return [
            _Sum(name="traded", prizes=traded, part=0.6),
            *(_Sum(name=name, prizes=tiers[name], part=0.2, made=made[name]) for name in tiers),
        ]

    def _bound(self, part: _Sum, share: float) -> bool:
        """Hunt for the bound of one sum until its share of the time is over; whether that came to its end."""
        if not part.prizes.any():
            return True
        exact = count(self._problem, vehicle_classes_of(self._problem), part.prizes, floor=part.floor)
        self._bounds[part.name] = min(self._bounds[part.name], exact.bound)
        if self._bounds[part.name] <= part.made:
            return True
        if self._is_stopped or not self._has_time(share, 0, 0.0):
            return False
        counted, floor = part.prizes.copy(), part.floor
        close = cramped(self._problem)  # too close together for the tables: counted in full
        counted[close] = 0
        rest = int(part.prizes.sum() - counted.sum())
        if floor.is_set:
            values = floor.values.copy()
            values[close] = 0
            least = max(0, floor.least - int(floor.values.sum() - values.sum()))
            floor = Floor(values=values, least=least, most_price=_DEAREST * exact.multipliers.floor)
        idle = (counted == 0) & (floor.values == 0 if floor.is_set else True)
        if idle.all():
            return True
        classes = vehicle_classes_of(self._problem, frozenset(np.flatnonzero(idle).tolist()), likeness=_LIKENESS)
        between = between_visits(self._problem)
        hoods = Neighbourhoods.nearest(between, min(_HOOD, len(between)))
        worth = counted + (exact.multipliers.floor * floor.values).astype(np.int64) if floor.is_set else counted
        pricers = [Pricer(vehicle_class, hoods, worth) for vehicle_class in classes]
        steps = 0

        def keep_on(num_steps: int, part_of_share: float, reserve: float) -> bool:
            nonlocal steps
            self._bounds[part.name] = min(self._bounds[part.name], hunt.bound + rest)
            if num_steps > steps and not self._is_stopped:
                self._steps, steps = self._steps + num_steps - steps, num_steps
                self._is_stopped |= self._on_progress is not None and not self._on_progress(self._so_far(is_complete=False))
            is_open = not self._is_stopped and self._bounds[part.name] > part.made
            return is_open and self._has_time(share - (1 - part_of_share) * part.part, num_steps, reserve)

        with Hunt(counted, classes, pricers, floor=floor, keep_on=keep_on, clock=self._clock) as hunt:
            self._seed_routes(hunt, idle)
            guess(hunt, self._problem, times_taken(self._problem, between))
            self._approach(hunt)
            hunt.goes_on()
            return hunt.is_complete

    def _approach(self, hunt: Hunt) -> None:
        if hunt.best is not None:
            descend(hunt, _DESCENT, part=_SEARCHING[0])
        for part in _SEARCHING:
            before = hunt.best
            is_settled = hunt.best is not None and refine(hunt, _REFINING, part=part)
            if hunt.best is None or not hunt.goes_on():
                return
            if part > _SEARCHING[0] and hunt.best is before:
                continue  # nothing new to prove
            bound = hunt.bound
            hunt.close_in()
            hunt.is_complete &= is_settled
            if hunt.bound == bound:
                return

    def _seed_routes(self, hunt: Hunt, idle: Bools) -> None:
        for number, vehicle_class in enumerate(hunt.classes):
            for shift in vehicle_class.shifts:
                hunt.master.add(number, tuple(visit for visit in self._orders[shift] if not idle[visit]))

    def _has_time(self, share: float, num_steps: int, reserve: float) -> bool:
        limit, steps = self._limits.max_runtime, self._limits.max_iterations
        return (limit is None or self._clock() - self._began + reserve < share * limit) and (steps is None or num_steps < steps)

    def _so_far(self, *, is_complete: bool) -> Bound:
        visits, values = self._problem.visits, self._values
        extra = sum(whole - value for whole, value, can in zip(self._weights, values, self._makeable, strict=True) if can)
        if "traded" in self._bounds:
            gained = self._bounds["traded"] * (math.gcd(*values) or 1)
        else:
            gained = sum(
                self._bounds[tier.value]
                * next((w // v.prize for w, v in zip(values, visits, strict=True) if v.tier is tier and v.prize), 0)
                for tier in Tier
            )
        return Bound(
            lower_bound=sum(self._weights) - extra - gained,
            complaint_prize=self._bounds["complaint"],
            coverage_prize=self._bounds["coverage"],
            complaint_floor=self._floor,
            runtime=self._clock() - self._began,
            num_iterations=self._steps,
            is_complete=is_complete,
        )


def _plain_values(problem: Problem) -> tuple[int, ...]:
    """Weight of each visit by its prize alone: what a requirement or a kept visit adds is counted as gained in full."""
    plain = replace(problem, visits=tuple(replace(visit, is_required=False) for visit in problem.visits))
    penalty = problem.policy.disruption_penalty
    weighed = zip(problem.visits, weights(plain).visits, strict=True)
    return tuple(weight - penalty * (visit.id in problem.kept) for visit, weight in weighed)
