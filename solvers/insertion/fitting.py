"""Where each of many visits would fit best into one route: all gaps and all visits judged at once with numpy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.visit import Visit
from planner.rules.cost import actions_duration, stop_penalty
from planner.rules.permission import locks_of, may_make
from planner.rules.timing import route_legs, travel_durations
from solvers.insertion.margins import NEVER, Ints, Margins, length_of, margins, supersets

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitArrays:
    """Columns of the visits of a problem, row = position in `Problem.visits`.

    Attributes
    ----------
    window_starts, window_ends
        Shape (visits, most windows); unused ones repeat the last; a visit without windows has one that is always open.
    """

    place: Ints
    service: Ints
    setup: Ints
    window_starts: Ints
    window_ends: Ints

    @classmethod
    def of(cls, visits: Sequence[Visit]) -> "VisitArrays":
        """Columns of some visits."""
        most = max((len(visit.windows) for visit in visits), default=1) or 1
        starts = np.full((len(visits), most), -NEVER, dtype=np.int64)
        ends = np.full((len(visits), most), NEVER, dtype=np.int64)
        for row, visit in enumerate(visits):
            for column in range(most if visit.windows else 0):
                window = visit.windows[min(column, len(visit.windows) - 1)]
                starts[row, column], ends[row, column] = window.start, window.end
        return cls(
            place=np.array([visit.place for visit in visits], dtype=np.int64),
            service=np.array([visit.service_duration for visit in visits], dtype=np.int64),
            setup=np.array([visit.setup_duration for visit in visits], dtype=np.int64),
            window_starts=starts,
            window_ends=ends,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Best gap of a route for each of some visits.

    Attributes
    ----------
    soft
        Added soft cost; `NEVER` where the visit fits nowhere.
    seconds
        Added travel and actions.
    gap
        Where it goes.
    """

    soft: Ints
    seconds: Ints
    gap: Ints


class OpenRoute:
    """A route under construction."""

    def __init__(self, problem: Problem, shift: Shift, *, arrays: VisitArrays, share: int) -> None:
        self.shift = shift
        self.visits: list[int] = []
        self.able = np.array([may_make(problem, shift, visit) for visit in problem.visits], dtype=bool)
        self._problem, self._arrays, self._share = problem, arrays, share
        self._durations = travel_durations(problem, shift)
        self._locks = locks_of(problem)
        self._penalty = np.array([stop_penalty(problem, shift, visit) for visit in problem.visits], dtype=np.int64)
        self._refresh()

    def insert(self, position: int, gap: int) -> None:
        """Put a visit into a gap."""
        self.visits.insert(gap, position)
        self._refresh()

    def replace(self, visits: Sequence[int]) -> None:
        """Make the route consist of given visits, known to be feasible."""
        self.visits = list(visits)
        self._refresh()

    @property
    def soft_cost(self) -> int:
        """Soft cost of the route as it stands."""
        policy = self._problem.policy
        overload = policy.overload_weight * max(0, self._work - self._share)
        return policy.travel_weight * self._travel + overload + int(self._penalty[self.visits].sum())

    def fits(self, candidates: Ints) -> Fits:
        """Cheapest feasible gap for each candidate (positions in `Problem.visits`)."""
        if self.shift.max_visits is not None and len(self.visits) >= self.shift.max_visits:
            nowhere = np.full(len(candidates), NEVER)
            return Fits(soft=nowhere, seconds=nowhere, gap=np.zeros(len(candidates), dtype=np.int64))
        way_in, way_out = self._ways(candidates)
        detour = way_in + way_out - self._legs[:, None]
        actions = self._added_actions(candidates)
        policy = self._problem.policy
        soft = policy.travel_weight * detour + self._penalty[candidates][None, :]
        if policy.overload_weight:
            over = np.maximum(0, self._work + detour + actions - self._share) - max(0, self._work - self._share)
            soft = soft + policy.overload_weight * over
        is_open = self._is_feasible(candidates, way_in, way_out) & self.able[candidates][None, :]
        if self.shift.max_travel_duration is not None:
            is_open &= self._travel + detour <= self.shift.max_travel_duration
        if self._locks.has_places:
            is_open &= self._is_unlocked(candidates)
        soft = np.where(is_open, soft, NEVER)
        gap = soft.argmin(axis=0)
        columns = np.arange(len(candidates))
        return Fits(soft=soft[gap, columns], seconds=(detour + actions)[gap, columns], gap=gap)

    def _refresh(self) -> None:
        stops = [self._problem.visits[position] for position in self.visits]
        legs = route_legs(self._problem, self.shift, stops) if stops else [0]
        self._margins: Margins = margins(self.shift, stops, legs)
        self._legs = np.array(legs, dtype=np.int64)
        self._travel = sum(legs)
        self._work = self._travel + actions_duration(self.shift, stops)
        places = [visit.place for visit in stops]
        self._before, self._after = [self.shift.start, *places], [*places, self.shift.end]
        self._setup_after = np.array([*(visit.setup_duration for visit in stops), 0], dtype=np.int64)

    def _ways(self, candidates: Ints) -> tuple[Ints, Ints]:
        """Seconds into each candidate from what is before a gap and out of it to what is after, shape (gaps, candidates)."""
        places = self._arrays.place[candidates]
        before, after = _known(self._before), _known(self._after)
        way_in = self._durations[before[:, None], places[None, :]].astype(np.int64)
        way_out = self._durations[places[None, :], after[:, None]].astype(np.int64)
        if self.shift.start is None:
            way_in[0] = 0
        if self.shift.end is None:
            way_out[-1] = 0
        return way_in, way_out

    def _differs(self, places: Sequence[int | None], candidates: Ints) -> Bools:
        known = np.array([-1 if place is None else place for place in places])
        differs: Bools = known[:, None] != self._arrays.place[candidates][None, :]
        return differs

    def _added_actions(self, candidates: Ints) -> Ints:
        known = [(before, after) for before, after in zip(self._before, self._after, strict=True)]
        was_setup = np.array([before != after for before, after in known])
        setup_after = self._setup_after[:, None] * (self._differs(self._after, candidates) ^ was_setup[:, None])
        sign = np.where(was_setup[:, None], -1, 1)
        added: Ints = self._actions(candidates) + sign * setup_after
        return added

    def _actions(self, candidates: Ints) -> Ints:
        setup = self._arrays.setup[candidates][None, :] * self._differs(self._before, candidates)
        actions: Ints = self._arrays.service[candidates][None, :] + setup
        return actions

    def _is_feasible(self, candidates: Ints, way_in: Ints, way_out: Ints) -> Bools:
        """Whether the rest of the route still holds when a candidate is put into a gap, breaks searched over."""
        room, breaks = self._margins, self.shift.breaks
        num_sets = room.leaving.shape[1]
        latest = np.where(
            self._differs(self._after, candidates)[:, :, None], room.latest[:, None, :], room.latest_same_place[:, None, :]
        )
        feasible = np.zeros(way_in.shape, dtype=bool)
        for taken in range(num_sets):
            done = self._done(candidates, way_in, taken)
            if done is None:
                continue
            for after in supersets(taken, num_sets):
                ready = done + way_out + length_of(breaks, after ^ taken)
                if after != taken:
                    ready = np.maximum(ready, _breaks_over(breaks, done, after ^ taken))
                feasible |= ready <= latest[:, :, after]
        return feasible

    def _is_unlocked(self, candidates: Ints) -> Bools:
        """Whether the locks let each candidate lie in each gap, shape (gaps, candidates)."""
        bounds = np.array([self._locks.gaps(self.visits, int(position)) for position in candidates]).reshape(-1, 2)
        gap = np.arange(len(self.visits) + 1)[:, None]
        is_unlocked: Bools = (gap >= bounds[None, :, 0]) & (gap <= bounds[None, :, 1])
        return is_unlocked

    def _done(self, candidates: Ints, way_in: Ints, taken: int) -> Ints | None:
        """Earliest end of the action of each candidate in each gap with a set of breaks taken; `None`: never."""
        room, ready = self._margins, None
        for before in range(taken + 1):
            if before & taken != before or (room.leaving[:, before] >= NEVER).all():
                continue
            leave = room.leaving[:, before, None] + length_of(self.shift.breaks, taken ^ before)
            time = np.maximum(room.breaks_over[:, before, taken, None], leave + way_in)
            ready = time if ready is None else np.minimum(ready, time)
        if ready is None:
            return None
        start = np.full(ready.shape, NEVER)
        for column in range(self._arrays.window_ends.shape[1]):
            opens = self._arrays.window_starts[candidates, column][None, :]
            closes = self._arrays.window_ends[candidates, column][None, :]
            start = np.minimum(start, np.where(ready <= closes, np.maximum(ready, opens), NEVER))
        done: Ints = start + self._actions(candidates)
        return done


def _known(places: Sequence[int | None]) -> Ints:
    return np.array([0 if place is None else place for place in places], dtype=np.int64)


def _breaks_over(breaks: Sequence[Break], times: Ints, subset: int) -> Ints:
    """Earliest end of a set of breaks taken from each time on, over all orders."""
    if not subset:
        return times
    found = np.full(times.shape, NEVER)
    for index, pause in enumerate(breaks):
        if subset >> index & 1:
            before = _breaks_over(breaks, times, subset & ~(1 << index))
            start = np.full(times.shape, NEVER)
            for window in pause.windows:
                start = np.minimum(start, np.where(before <= window.end, np.maximum(before, window.start), NEVER))
            found = np.minimum(found, start + pause.duration)
    return found
