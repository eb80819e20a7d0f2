"""One more visit in a route: in which gaps it is lawful, and what it costs there, for many visits and all gaps at once.

All that the laws ask of it: who may make it, the locks, the sums of work and travel, and by the forward time slack of the route
(`planner.rules.slack`) its times. The answer is exact: tests hold every gap against `planner.rules.timing.schedule`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from planner.domain.arrays import Bools, Int64s, IntMatrix
from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Visit
from planner.rules.cost import available_duration, fair_shares, is_change, is_foreign, stop_penalty
from planner.rules.permission import is_able, locks_of, may_make
from planner.rules.slack import Asked, Columns, RouteSlack
from planner.rules.timing import action_durations, route_legs, schedule, travel_durations

NOWHERE = 2**62
"""Cost of a visit where it is not lawful: as much as all visits left out may cost, and no sum of two leaves 64 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Cheapest lawful gap of a route for each of some visits.

    Attributes
    ----------
    soft
        Added soft cost; `NOWHERE` where the visit fits nowhere.
    seconds
        Added travel and actions.
    gap
        Where it goes; gap *g* lies before stop *g*.
    """

    soft: Int64s
    seconds: Int64s
    gap: Int64s


class OpenRoute:
    """A shift with the visits that it makes, ready for questions about one more.

    Attributes
    ----------
    shift
        Who goes.
    visits
        Positions in `Problem.visits`, in order; empty: the shift is not used so far.
    travel, work
        Seconds of travel, and of travel and actions.
    """

    def __init__(self, duty: "_Duty", visits: Sequence[int]) -> None:
        self._duty, self.shift, self.visits = duty, duty.shift, tuple(visits)
        self._problem = duty.day.problem
        self._stops = [self._problem.visits[position] for position in self.visits]
        self._legs = route_legs(self._problem, self.shift, self._stops) if self.visits else [0]
        self._actions = action_durations(self.shift, self._stops)
        self.travel = sum(self._legs)
        self.work = self.travel + sum(self._actions)
        places = [visit.place for visit in self._stops]
        self._ends = list(zip([self.shift.start, *places], [*places, self.shift.end], strict=True))

    def holding(self, visits: Sequence[int]) -> "OpenRoute":
        """The same shift with other visits."""
        return OpenRoute(self._duty, visits)

    def inserted(self, position: int, gap: int) -> tuple[int, ...]:
        """The visits with one more in a gap."""
        return (*self.visits[:gap], position, *self.visits[gap:])

    def timed(self) -> Route:
        """Times of the route as it stands.

        Raises
        ------
        ValueError
            If it is empty, or breaks a law.
        """
        route = schedule(self._problem, self.shift, self.visits)
        if route is None:
            raise ValueError(f"shift {self.shift.id!r}: the route {self.visits} breaks a law")
        return route

    @property
    def soft_cost(self) -> int:
        """Soft cost of the route as it stands."""
        policy = self._problem.policy
        overload = policy.overload_weight * max(0, self.work - self._duty.share)
        penalty = sum(stop_penalty(self._problem, self.shift, visit) for visit in self._stops)
        return policy.travel_weight * self.travel + overload + penalty

    def fits(self, visits: Sequence[int] | Int64s) -> Fits:
        """Cheapest lawful gap for each of some visits, none of which the route has; the first of equal ones."""
        asked = np.asarray(visits, dtype=np.int64)
        is_able = self._duty.able[asked] if self._is_open else np.zeros(len(asked), dtype=bool)
        if is_able.all() and len(asked):
            return self._best(asked)
        found = Fits(soft=np.full(len(asked), NOWHERE), seconds=np.zeros_like(asked), gap=np.zeros_like(asked))
        if is_able.any():
            best = self._best(asked[is_able])
            found.soft[is_able], found.seconds[is_able], found.gap[is_able] = best.soft, best.seconds, best.gap
        return found

    def _best(self, visits: Int64s) -> Fits:
        may, detour, seconds = self._judged(visits, self._duty.day.columns.only(visits))
        soft = np.where(may, self._added_soft(detour, seconds) + self._duty.penalty[visits], NOWHERE)
        gap, columns = soft.argmin(axis=0), np.arange(len(visits))
        return Fits(soft=soft[gap, columns], seconds=seconds[gap, columns], gap=gap)

    def costs(self, position: int) -> Int64s:
        """Soft cost that a visit adds in each gap, shape (stops + 1,); `NOWHERE` where it is not lawful."""
        may, detour, seconds = self._judged_alone(position)
        penalty = stop_penalty(self._problem, self.shift, self._problem.visits[position])
        return np.where(may, self._added_soft(detour, seconds) + penalty, NOWHERE)[:, 0]

    def gaps(self, position: int) -> list[int]:
        """Gaps in which a visit is lawful."""
        return np.flatnonzero(self._judged_alone(position)[0]).tolist()

    @cached_property
    def _is_open(self) -> bool:
        """Whether the stops so far are the team's, where the locks want them, and fewer than it may make."""
        most = self.shift.max_visits
        is_full = most is not None and len(self.visits) >= most
        is_permitted = all(may_make(self._problem, self.shift, visit) for visit in self._stops)
        return is_permitted and not is_full and locks_of(self._problem).hold(self.visits)

    def _judged_alone(self, position: int) -> tuple[Bools, Int64s, Int64s]:
        visit = self._problem.visits[position]
        if self._is_open and may_make(self._problem, self.shift, visit):
            return self._judged(np.array([position]), Columns.of([visit]))
        nothing = np.zeros((len(self.visits) + 1, 1), dtype=np.int64)
        return nothing.astype(bool), nothing, nothing

    def _judged(self, visits: Int64s, columns: Columns) -> tuple[Bools, Int64s, Int64s]:
        """Whether permitted visits are lawful, added travel, and added travel and actions, shape (gaps, visits)."""
        asked = Asked.of(columns, self._duty.durations, self._ends)
        detour = asked.way_in + asked.way_out - np.array(self._legs)[:, None]
        seconds = detour + asked.action
        if self._has_setups:
            seconds += self._saved_setups(asked)
        available = available_duration(self.shift)
        may = self.work + seconds <= available  # without waiting: cheap, and rules out most
        if self.shift.max_travel_duration is not None:
            may &= self.travel + detour <= self.shift.max_travel_duration
        if available >= UNREACHABLE:
            may &= np.maximum(asked.way_in, asked.way_out) < UNREACHABLE
        if locks_of(self._problem).has_places:
            may &= self._is_unlocked(visits)
        kept = np.flatnonzero(may.any(axis=0))
        if 2 * kept.size > len(visits):
            may &= self._slack.holds(asked)
        elif kept.size:
            may[:, kept] &= self._slack.holds(asked.only(kept))
        return may, detour, seconds

    @property
    def _has_setups(self) -> bool:
        return any(visit.setup_duration for visit in self._stops)

    def _saved_setups(self, asked: Asked) -> Int64s:
        """Seconds by which the setup after each gap changes: needed after another place, not after the same."""
        setup = np.array([*(visit.setup_duration for visit in self._stops), 0])[:, None]
        was_needed = np.array([before != after for before, after in self._ends])[:, None]
        return np.asarray(setup * (asked.leaves_place.astype(np.int64) - was_needed))

    def _added_soft(self, detour: Int64s, seconds: Int64s) -> Int64s:
        """Cost of travel and overload."""
        policy, share = self._problem.policy, self._duty.share
        soft: Int64s = policy.travel_weight * detour
        if policy.overload_weight:
            soft = soft + policy.overload_weight * (np.maximum(0, self.work + seconds - share) - max(0, self.work - share))
        return soft

    def _is_unlocked(self, visits: Int64s) -> Bools:
        """Whether the locks let each visit lie in each gap."""
        locks = locks_of(self._problem)
        bounds = np.array([locks.gaps(self.visits, int(position)) for position in visits]).reshape(-1, 2)
        gap = np.arange(len(self.visits) + 1)[:, None]
        return np.asarray((gap >= bounds[:, 0]) & (gap <= bounds[:, 1]))

    @cached_property
    def _slack(self) -> RouteSlack:
        return RouteSlack.of(self.shift, self._stops, self._legs)


def open_routes(problem: Problem, orders: Sequence[Sequence[int]]) -> list[OpenRoute]:
    """Every shift of the day with the visits that it makes, also those that it leaves unused."""
    return [open_route(problem, number, visits) for number, visits in enumerate(orders)]


def open_route(problem: Problem, number: int, visits: Sequence[int]) -> OpenRoute:
    """One shift, by position in `Problem.shifts`, with the visits that it makes."""
    return OpenRoute(_day_of(problem).duties[number], visits)


class _Day:
    """What all routes of a day share."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.duties = [_Duty(self, number) for number in range(len(problem.shifts))]

    @cached_property
    def columns(self) -> Columns:
        """All visits, row = position in `Problem.visits`."""
        return Columns.of(self.problem.visits)

    @cached_property
    def wishes(self) -> tuple[list[Visit], Int64s]:
        """One visit of each kind that asks for the same team, in the same village; and which of them each visit is like."""
        number_of: dict[tuple[object, ...], int] = {}
        visits = self.problem.visits
        like = [number_of.setdefault((one.skills, one.min_team_size, one.village), len(number_of)) for one in visits]
        _, first = np.unique(np.array(like, dtype=np.int64), return_index=True)
        return [visits[position] for position in first], np.array(like, dtype=np.int64)

    @cached_property
    def shares(self) -> tuple[int, ...]:
        """Fair share of work of each shift."""
        return fair_shares(self.problem) if self.problem.policy.overload_weight else (0,) * len(self.problem.shifts)


@lru_cache(maxsize=8)  # a day is asked about many times, and few days at once
def _day_of(problem: Problem) -> _Day:
    return _Day(problem)


class _Duty:
    """What all routes of a shift share."""

    def __init__(self, day: _Day, number: int) -> None:
        self.day, self.shift, self._number = day, day.problem.shifts[number], number

    @cached_property
    def durations(self) -> IntMatrix:
        """Seconds from place to place."""
        return travel_durations(self.day.problem, self.shift)

    @property
    def share(self) -> int:
        """Fair share of work of the shift; 0 where work above it costs nothing."""
        return self.day.shares[self._number]

    @cached_property
    def able(self) -> Bools:
        """Whether the shift may make each visit of the problem."""
        problem, (kinds, like) = self.day.problem, self.day.wishes
        if problem.locks:
            return np.array([may_make(problem, self.shift, visit) for visit in problem.visits], dtype=bool)
        return np.array([is_able(self.shift, visit) for visit in kinds], dtype=bool)[like]

    @cached_property
    def penalty(self) -> Int64s:
        """Soft cost of each visit of the problem beside travel and overload."""
        problem, (kinds, like) = self.day.problem, self.day.wishes
        foreign = np.array([is_foreign(self.shift, visit) for visit in kinds], dtype=np.int64)[like]
        penalty = problem.policy.foreign_village_penalty * foreign
        if problem.policy.disruption_penalty and problem.kept:
            changes = np.array([is_change(problem, self.shift, visit) for visit in problem.visits], dtype=np.int64)
            penalty = penalty + problem.policy.disruption_penalty * changes
        return penalty
