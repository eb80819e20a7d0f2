"""One more visit in a route: in which gaps it is lawful, and what it costs there, for many visits and all gaps at once.

With the forward time slack of the route (`planner.rules.slack`) an insertion is judged without timing the route again, and
exactly, breaks included:

    fits  ⇔  with some set of breaks taken by then  earliest end of the new action ≤ latest leaving of it.

Tests hold every gap against `planner.rules.timing.schedule`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache, reduce

import numpy as np

from planner.domain.arrays import Bools, Int64s, IntMatrix
from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.travel import UNREACHABLE
from planner.rules.cost import available_duration, fair_shares, stop_penalty
from planner.rules.permission import locks_of, may_make
from planner.rules.slack import Slack, backward_slack, forward_slack
from planner.rules.timing import (
    NEVER,
    action_durations,
    route_legs,
    schedule,
    travel_durations,
)

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
        self._stops = [duty.day.problem.visits[position] for position in self.visits]
        self._legs = route_legs(duty.day.problem, self.shift, self._stops) if self.visits else [0]
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
        route = schedule(self._duty.day.problem, self.shift, self.visits)
        if route is None:
            raise ValueError(f"shift {self.shift.id!r}: the route {self.visits} breaks a law")
        return route

    @property
    def soft_cost(self) -> int:
        """Soft cost of the route as it stands."""
        policy = self._duty.day.problem.policy
        overload = policy.overload_weight * max(0, self.work - self._duty.share)
        return policy.travel_weight * self.travel + overload + int(self._duty.penalty[list(self.visits)].sum())

    def fits(self, visits: Sequence[int] | Int64s) -> Fits:
        """Cheapest lawful gap for each of some visits, none of which the route has; the first of equal ones."""
        asked = np.asarray(visits, dtype=np.int64)
        columns = self._permitted(asked)
        found = Fits(soft=np.full(len(asked), NOWHERE), seconds=np.zeros_like(asked), gap=np.zeros_like(asked))
        if columns.size:
            soft, seconds = self._judged(asked[columns])
            gap = soft.argmin(axis=0)
            best = gap, np.arange(len(columns))
            found.soft[columns], found.seconds[columns], found.gap[columns] = soft[best], seconds[best], gap
        return found

    def costs(self, position: int) -> Int64s:
        """Soft cost that a visit adds in each gap, shape (stops + 1,); `NOWHERE` where it is not lawful."""
        asked = np.array([position])
        return self._judged(asked)[0][:, 0] if self._permitted(asked).size else np.full(len(self.visits) + 1, NOWHERE)

    def _permitted(self, visits: Int64s) -> Int64s:
        """Which of some visits the team may make beside its stops, by number."""
        most = self.shift.max_visits
        is_full = most is not None and len(self.visits) >= most
        return np.flatnonzero(self._duty.able[visits] & (self._is_permitted and not is_full))

    def _judged(self, visits: Int64s) -> tuple[Int64s, Int64s]:
        """Added soft cost, and added travel and actions, shape (gaps, visits)."""
        asked = _Asked.of(self._duty, visits, self._ends)
        detour = asked.way_in + asked.way_out - np.array(self._legs)[:, None]
        seconds = detour + asked.action
        if self._has_setups:
            seconds += self._saved_setups(asked)
        may = self.work + seconds <= available_duration(self.shift)  # without waiting: cheap, and rules out most
        if self.shift.max_travel_duration is not None:
            may &= self.travel + detour <= self.shift.max_travel_duration
        if available_duration(self.shift) >= UNREACHABLE:
            may &= np.maximum(asked.way_in, asked.way_out) < UNREACHABLE
        if locks_of(self._duty.day.problem).has_places:
            may &= self._is_unlocked(visits)
        kept = np.flatnonzero(may.any(axis=0))
        if 2 * kept.size > len(visits):
            may &= self._is_in_time(asked)
        elif kept.size:
            may[:, kept] &= self._is_in_time(asked.only(kept))
        return np.where(may, self._added_soft(visits, detour, seconds), NOWHERE), seconds

    @cached_property
    def _is_permitted(self) -> bool:
        """Whether the stops so far are the team's, where the locks want them: no further stop would mend that."""
        return bool(self._duty.able[list(self.visits)].all()) and locks_of(self._duty.day.problem).hold(self.visits)

    @property
    def _has_setups(self) -> bool:
        return any(visit.setup_duration for visit in self._stops)

    def _saved_setups(self, asked: "_Asked") -> Int64s:
        """Seconds by which the setup after each gap changes: needed after another place, not after the same."""
        setup = np.array([*(visit.setup_duration for visit in self._stops), 0])[:, None]
        was_needed = np.array([before != after for before, after in self._ends])[:, None]
        return np.asarray(setup * (asked.leaves_place.astype(np.int64) - was_needed))

    def _added_soft(self, visits: Int64s, detour: Int64s, seconds: Int64s) -> Int64s:
        policy, share = self._duty.day.problem.policy, self._duty.share
        soft: Int64s = policy.travel_weight * detour + self._duty.penalty[visits]
        if policy.overload_weight:
            soft += policy.overload_weight * (np.maximum(0, self.work + seconds - share) - max(0, self.work - share))
        return soft

    def _is_unlocked(self, visits: Int64s) -> Bools:
        """Whether the locks let each visit lie in each gap."""
        locks = locks_of(self._duty.day.problem)
        bounds = np.array([locks.gaps(self.visits, int(position)) for position in visits]).reshape(-1, 2)
        gap = np.arange(len(self.visits) + 1)[:, None]
        return np.asarray((gap >= bounds[:, 0]) & (gap <= bounds[:, 1]))

    def _is_in_time(self, asked: "_Asked") -> Bools:
        """Whether each visit and the rest of the route hold their times, over all choices of the breaks."""
        everything = (1 << len(self.shift.breaks)) - 1
        in_time = np.zeros(asked.way_in.shape, dtype=bool)
        for taken in range(everything + 1):
            reached = self._forwards.reached(asked.way_in, taken)
            if reached is None:
                continue
            left = self._left(asked, everything ^ taken)
            if left is not None:
                in_time |= asked.started(reached) + asked.action + left <= 0
        return in_time

    def _left(self, asked: "_Asked", remaining: int) -> Int64s | None:
        """The latest leaving of each visit in each gap with so many breaks still to take, mirrored; `None`: never."""
        elsewhere, at_same_place = self._backwards
        left = elsewhere.reached(asked.way_out, remaining)
        if elsewhere is at_same_place or asked.leaves_place.all():
            return left
        at_same = at_same_place.reached(asked.way_out, remaining)
        return at_same if left is None or at_same is None else np.where(asked.leaves_place, left, at_same)

    @cached_property
    def _forwards(self) -> Slack:
        return forward_slack(self.shift, self._stops, self._legs)

    @cached_property
    def _backwards(self) -> tuple[Slack, Slack]:
        return backward_slack(self.shift, self._stops, self._legs)


def open_routes(problem: Problem, orders: Sequence[Sequence[int]]) -> list[OpenRoute]:
    """Every shift of the day with the visits that it makes, also those that it leaves unused."""
    return [open_route(problem, number, visits) for number, visits in enumerate(orders)]


def open_route(problem: Problem, number: int, visits: Sequence[int]) -> OpenRoute:
    """One shift, by position in `Problem.shifts`, with the visits that it makes."""
    return OpenRoute(_day_of(problem).duties[number], visits)


class _Day:
    """The visits of a problem in columns; row = position in `Problem.visits`, unused windows repeat the last."""

    def __init__(self, problem: Problem) -> None:
        self.problem, visits = problem, problem.visits
        most = max((len(visit.windows) for visit in visits), default=1) or 1
        self.opens = np.full((most, len(visits)), -NEVER, dtype=np.int64)
        self.closes = np.full((most, len(visits)), NEVER, dtype=np.int64)
        for row, visit in enumerate(visits):
            for number in range(most if visit.windows else 0):
                window = visit.windows[min(number, len(visit.windows) - 1)]
                self.opens[number, row], self.closes[number, row] = window.start, window.end
        self.place = np.array([visit.place for visit in visits], dtype=np.int64)
        self.service = np.array([visit.service_duration for visit in visits], dtype=np.int64)
        self.setup = np.array([visit.setup_duration for visit in visits], dtype=np.int64)
        self.duties = [_Duty(self, number) for number in range(len(problem.shifts))]

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
        problem = self.day.problem
        return np.array([may_make(problem, self.shift, visit) for visit in problem.visits], dtype=bool)

    @cached_property
    def penalty(self) -> Int64s:
        """Soft cost of each visit of the problem beside travel and overload."""
        problem, policy = self.day.problem, self.day.problem.policy
        if not (policy.foreign_village_penalty or policy.disruption_penalty):
            return np.zeros(len(problem.visits), dtype=np.int64)
        return np.array([stop_penalty(problem, self.shift, visit) for visit in problem.visits], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Visits that are asked about, beside the gaps of a route; shape (gaps, visits), of windows (windows, visits).

    Attributes
    ----------
    way_in, way_out
        Seconds from what is before each gap, and on to what is after it.
    action
        Seconds of setup and service.
    leaves_place
        Whether what is after the gap is at another place.
    """

    way_in: Int64s
    way_out: Int64s
    action: Int64s
    leaves_place: Bools
    opens: Int64s
    closes: Int64s

    @classmethod
    def of(cls, duty: _Duty, visits: Int64s, ends: Sequence[tuple[int | None, int | None]]) -> "_Asked":
        day, places = duty.day, duty.day.place[visits]
        before, after = (np.array([-1 if end is None else end for end in side])[:, None] for side in zip(*ends, strict=True))
        way_in = duty.durations[before, places].astype(np.int64)
        way_out = duty.durations[places, after].astype(np.int64)
        if before[0, 0] < 0:
            way_in[0] = 0
        if after[-1, 0] < 0:
            way_out[-1] = 0
        return cls(
            way_in=way_in,
            way_out=way_out,
            action=day.service[visits] + day.setup[visits] * (before != places),
            leaves_place=after != places,
            opens=day.opens[:, visits],
            closes=day.closes[:, visits],
        )

    def only(self, columns: Int64s) -> "_Asked":
        """Some of the visits."""
        return _Asked(**{field.name: getattr(self, field.name)[:, columns] for field in fields(self)})

    def started(self, reached: Int64s) -> Int64s:
        """First moment in a window of each visit from when its door is reached."""
        starts = (
            np.where(reached <= closes, np.maximum(reached, opens), NEVER)
            for opens, closes in zip(self.opens, self.closes, strict=True)
        )
        return reduce(np.minimum, starts)
