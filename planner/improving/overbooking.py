"""Overbooking: so many doors *if time allows* in each block that running out of doors is rarer than wished.

A block planned with expected durations is done early in half of the days. So doors that the plan leaves out are added behind
its last one, each the best by worth at the end of the block over the time that it takes (way and expected duration), until
the chance that the list is done while there is time for another door is small; never more than the sheet has rows, and none
once the team has as many conversations on average as it may have. They are reserves of that block (`Route.reserve_after`).
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from planner.domain.plan import Plan, Route
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import MINUTE
from planner.domain.visit import Visit
from planner.improving.expectation import Street, expectation
from planner.improving.reserves import NOTHING
from planner.rules.blocks import Block, blocks_of
from planner.rules.permission import may_make
from planner.rules.timing import travel_durations
from planner.rules.walk import knock_time

_MOST = 15
"""Doors added to one block at most: a sheet is carried on a clipboard."""

_LEAST = 0.01
"""A door that never opens is not divided by."""

_FAR = 10 * MINUTE
"""Seconds beyond which a door is no neighbour of the last one."""


def overbooked(problem: Problem, plan: Plan, *, run_out: float, kept: Mapping[str, Collection[str]] = NOTHING) -> Plan:
    """Add doors to the blocks of all routes; the reserves that they had are dropped.

    Parameters
    ----------
    run_out
        Most chance that a block runs out of doors, in (0, 1].
    kept
        As in `with_reserves`.
    """
    left = {entry.visit_id for entry in plan.unassigned}.difference(*kept.values())
    offers = [visit for visit in problem.visits if visit.id in left and visit.opening is not None and visit.prize]
    shifts = {shift.id: shift for shift in problem.shifts}
    taken: set[str] = set()
    routes = []
    for route in plan.routes:
        booking, bare = _Booking(problem, shifts[route.shift_id], offers, taken), replace(route, reserves=(), reserve_after=())
        routes.append(bare if route.shift_id in kept else booking.fill(bare, run_out))
    return replace(plan, routes=tuple(routes))


@dataclass(slots=True)
class _Booking:
    """The doors added to one route."""

    problem: Problem
    shift: Shift
    offers: list[Visit]
    taken: set[str]
    reserves: list[str] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    rows_left: float = math.inf
    talks_left: float = math.inf

    def fill(self, route: Route, run_out: float) -> Route:
        self._measure(route)
        able = [visit for visit in self.offers if visit.id not in self.taken and may_make(self.problem, self.shift, visit)]
        street, num_before = Street(self.problem, self.shift), 0
        for block in blocks_of(self.problem, self.shift, route):
            num_before += block.num_planned
            for door in block.doors:
                street.door(door, block.leave_by)
            self._fill_block(block, street, able, num_before, run_out)
            street.anchor(block)
            num_before += block.visit is not None
        return replace(route, reserves=tuple(self.reserves), reserve_after=tuple(self.after))

    def _measure(self, route: Route) -> None:
        """Rows and conversations that the planned doors leave."""
        if self.shift.max_rows is not None:
            self.rows_left = self.shift.max_rows - len(route.stops)
        if self.shift.max_talks is not None:
            blocks = blocks_of(self.problem, self.shift, route)
            anchors = sum(block.visit is not None for block in blocks)
            self.talks_left = self.shift.max_talks - anchors - expectation(self.problem, self.shift, blocks).met

    def _fill_block(self, block: Block, street: Street, able: list[Visit], num_before: int, run_out: float) -> None:
        if not block.doors:
            return
        last = block.doors[-1]
        for _ in range(_MOST):
            if self.rows_left < 1 or self.talks_left <= 0 or street.run_out(replace(block, doors=(last,))) <= run_out:
                return
            chosen = self._best(last, able, block)
            if chosen is None:
                return
            able.remove(chosen)
            self.taken.add(chosen.id)
            self.reserves.append(chosen.id)
            self.after.append(num_before)
            met = street.met
            street.door(chosen, block.leave_by)
            self.rows_left -= 1
            self.talks_left -= street.met - met
            last = chosen

    def _best(self, last: Visit, able: list[Visit], block: Block) -> Visit | None:
        """The neighbour of a door that is worth most for its time, of those that may be knocked at when the block ends."""
        if not able:
            return None
        ways = travel_durations(self.problem, self.shift)[last.place, [visit.place for visit in able]].astype(np.int64)
        rates = np.array([_rate(visit, way, block.leave_by) for visit, way in zip(able, ways.tolist(), strict=True)])
        best = int(rates.argmax())
        return able[best] if rates[best] > 0 else None


def _rate(visit: Visit, way: int, leave_by: int) -> float:
    """Worth of a door for each second that it takes as the last of a block; 0 where nobody may knock there then.

    The prize is that of the hours which the plan aims at; what the door is worth at other hours is as much less as it opens
    less often then.
    """
    opening = visit.opening
    assert opening is not None  # noqa: S101 (only doors are offered)
    time = leave_by - opening.met_duration
    if way > _FAR or knock_time(opening, time) is None:
        return 0.0
    chance = opening.chance_at(time)
    best = max(chance for _, chance in opening.steps)
    return visit.prize * chance / max(best, _LEAST) / (opening.expected_duration(chance) + way + 1)
