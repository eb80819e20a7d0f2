"""What a day brings on average: exact expected values of a route whose doors may stay shut, by convolution on a minute grid.

The time at which a team is free, at each place where it may then be, is a distribution over minutes. A door moves it by the
leg, then splits it: with the chance of the minute of the knock the met duration passes, else the shut duration; what could not
be over by the time to leave goes to the anchor (`planner.rules.walk` is the rule). Legs and durations are rounded to minutes,
as a simulation of the same rule may do, setups at doors are not counted, and the chances of doors are thought independent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Floats, Int64s
from planner.domain.expected import ExpectedDay, ExpectedRoute
from planner.domain.opening import Opening
from planner.domain.plan import Plan
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.units import HOUR, MINUTE
from planner.domain.visit import Visit
from planner.rules.blocks import Block, blocks_of, has_doors
from planner.rules.timing import earliest_in, leg_duration
from planner.rules.walk import knock_time

_AFTER = 4 * HOUR
"""Seconds after the end of duty that the grid still holds: for routes that end late, which no sound one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Expected values of one route.

    Attributes
    ----------
    met, knocked
        Conversations at doors, and doors knocked at; anchors not counted.
    reached
        Per door of the blocks, in order, the chance that it is knocked at.
    run_out
        Per block the chance that its doors are done while there is time for another one.
    end_time
        Mean second of the end.
    """

    met: float
    knocked: float
    reached: tuple[float, ...]
    run_out: tuple[float, ...]
    end_time: float


def expected_day(problem: Problem, plan: Plan) -> ExpectedDay | None:
    """What a plan brings on average, doors *if time allows* among it; `None`: none of its day's doors may stay shut."""
    if not has_doors(problem):
        return None
    shifts = {shift.id: shift for shift in problem.shifts}
    found = []
    for route in plan.routes:
        blocks = blocks_of(problem, shifts[route.shift_id], route)
        mean = expectation(problem, shifts[route.shift_id], blocks)
        found.append(
            ExpectedRoute(
                shift_id=route.shift_id,
                num_doors=sum(len(block.doors) for block in blocks),
                num_anchors=sum(block.visit is not None for block in blocks),
                knocked=mean.knocked,
                met=mean.met,
                run_out=max(mean.run_out, default=0.0),
                end_time=mean.end_time,
            )
        )
    return ExpectedDay(routes=tuple(found))


def expectation(problem: Problem, shift: Shift, blocks: Sequence[Block]) -> Expectation:
    """Expected values of a route in blocks."""
    state = Street(problem, shift)
    run_out = []
    for block in blocks:
        for door in block.doors:
            state.door(door, block.leave_by)
        run_out.append(state.run_out(block))
        state.anchor(block)
    return Expectation(
        met=state.met,
        knocked=sum(state.reached),
        reached=tuple(state.reached),
        run_out=tuple(run_out),
        end_time=state.mean_time(),
    )


class Street:
    """Where a team may be, and when it is free there: distributions that doors and anchors move on."""

    def __init__(self, problem: Problem, shift: Shift) -> None:
        self._problem, self._shift = problem, shift
        self._start = shift.window.start
        self._size = (shift.window.end + _AFTER - self._start) // MINUTE + 1
        self._times = self._start + MINUTE * np.arange(self._size)
        begin = np.zeros(self._size)
        begin[0] = 1.0
        self._here: dict[int | None, Floats] = {shift.start: begin}
        """Place to the chance of being free there in each minute, still in the block."""
        self._left: dict[int | None, Floats] = {}
        """The same for those who are on their way to the anchor."""
        self._known: dict[Opening, tuple[Int64s, Bools, Floats]] = {}
        self.met = 0.0
        self.reached: list[float] = []

    def leg(self, origin: int | None, destination: int | None) -> int:
        """Minutes of a leg, rounded half up."""
        return (leg_duration(self._problem, self._shift, origin, destination) + MINUTE // 2) // MINUTE

    def door(self, visit: Visit, leave_by: int) -> None:
        """The next door of the block."""
        opening = visit.opening
        assert opening is not None  # noqa: S101 (only doors lie between anchors)
        arrived = np.zeros(self._size)
        starts, is_knocked, chance = self._knocks(opening)
        is_in_time = starts + opening.met_duration <= leave_by
        for place, mass in self._here.items():
            leg = self.leg(place, visit.place)
            going = np.append(is_in_time[leg:], np.zeros(min(leg, self._size), dtype=bool))[: self._size]
            arrived += _later(mass * going, leg)
            self._left[place] = self._left.get(place, 0.0) + mass * ~going
        knocking = np.bincount((starts - self._start) // MINUTE, weights=arrived * is_knocked, minlength=self._size)[
            : self._size
        ]
        self.met += float(knocking @ chance)
        self.reached.append(float(knocking.sum()))
        met, shut = (round(duration / MINUTE) for duration in (opening.met_duration, opening.shut_duration))
        free = _later(knocking * chance, met) + _later(knocking * (1 - chance), shut) + arrived * ~is_knocked
        self._here = {visit.place: free}

    def _knocks(self, opening: Opening) -> tuple[Int64s, Bools, Floats]:
        """For each minute of arrival: when the team knocks or passes by, whether it knocks, and the chance of that minute."""
        if opening not in self._known:  # neighbours often share one
            times = self._times.tolist()
            knocks = [knock_time(opening, time) for time in times] if opening.hours else times
            starts = np.array([time if knock is None else knock for time, knock in zip(times, knocks, strict=True)])
            since = np.searchsorted([start for start, _ in opening.steps], self._times, side="right") - 1
            chance = np.array([chance for _, chance in opening.steps])[np.maximum(0, since)]
            self._known[opening] = starts, np.array([knock is not None for knock in knocks]), chance
        return self._known[opening]

    def run_out(self, block: Block) -> float:
        """Chance that the doors of the block are done while there is time for another one like the last."""
        if not block.doors:
            return 0.0
        opening = block.doors[-1].opening
        assert opening is not None  # noqa: S101 (only doors lie between anchors)
        is_early = self._times + opening.met_duration <= block.leave_by
        return float(sum((mass @ is_early for mass in self._here.values()), start=np.float64(0)))

    def anchor(self, block: Block) -> None:
        """The anchor of the block."""
        for place, mass in self._left.items():
            self._here[place] = self._here.get(place, 0.0) + mass
        self._left = {}
        if block.rest is not None:
            begun = {place: self._begun(mass, block.rest.windows) for place, mass in self._here.items()}
            self._here = {place: _later(mass, round(block.rest.duration / MINUTE)) for place, mass in begun.items()}
            return
        at = block.visit.place if block.visit else self._shift.end
        mass = np.sum([_later(mass, self.leg(place, at)) for place, mass in self._here.items()], axis=0)
        if block.visit is not None:
            mass = _later(self._begun(mass, block.visit.windows), round(block.visit.service_duration / MINUTE))
        self._here = {at: mass}

    def mean_time(self) -> float:
        """Mean of the time at which the team is free."""
        return float(sum((mass @ self._times for mass in self._here.values()), start=np.float64(0)))

    def _begun(self, mass: Floats, windows: Sequence[object]) -> Floats:
        """Mass moved to where an action with such windows may begin; too late is begun at once."""
        if not windows:
            return mass
        times = self._times.tolist()
        starts = [earliest_in(windows, time) for time in times]  # type: ignore[arg-type]
        index = [((time if start is None else start) - self._start + MINUTE - 1) // MINUTE
                 for time, start in zip(times, starts, strict=True)]  # fmt: skip
        return np.asarray(np.bincount(index, weights=mass, minlength=self._size)[: self._size], dtype=np.float64)


def _later(mass: Floats, minutes: int) -> Floats:
    """The distribution so many minutes later; what falls off the end of the grid stays in its last minute."""
    if minutes == 0:
        return mass
    moved = np.zeros_like(mass)
    minutes = min(minutes, len(mass) - 1)
    moved[minutes:] = mass[: len(mass) - minutes]
    moved[-1] += mass[len(mass) - minutes :].sum()
    return moved
