"""Least travel between visits, whoever goes."""

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.rules.timing import travel_durations


def between_visits(problem: Problem) -> Int32s:
    """Least seconds between all visits by any shift; shape (visits, visits)."""
    places = [visit.place for visit in problem.visits]
    grid = np.ix_(places, places)
    least: Int32s = np.minimum.reduce([ways[grid] for ways in _matrices(problem)])
    return least


def least_travel_in(problem: Problem, *, from_starts: bool) -> Int64s:
    """Least seconds to each visit from any other visit (or start place); 0 where nothing leads there."""
    between = between_visits(problem).astype(np.int64)
    np.fill_diagonal(between, UNREACHABLE)
    least: Int64s = between.min(axis=0)
    places = np.array([visit.place for visit in problem.visits])
    for start in {shift.start for shift in problem.shifts if shift.start is not None and from_starts}:
        for ways in _matrices(problem):
            least = np.minimum(least, ways[start, places])
    least[least >= UNREACHABLE] = 0
    return least


class Detours:
    """Least seconds between stations and visits when other visits may be made on the way: matrices need not be metric."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._places = np.array([visit.place for visit in problem.visits], dtype=np.int64)
        self._services = np.array([visit.service_duration for visit in problem.visits], dtype=np.int64)
        self._known: dict[tuple[str, float, int | None, bool], Int64s] = {}

    def to_visits(self, shift: Shift) -> Int64s:
        """From a shift's start place to the start of each action; by position in `Problem.visits`."""
        return self._least(shift, shift.start, is_start=True)

    def from_visits(self, shift: Shift) -> Int64s:
        """From the end of each action to a shift's end place."""
        return self._least(shift, shift.end, is_start=False)

    def _least(self, shift: Shift, station: int | None, *, is_start: bool) -> Int64s:
        key = (shift.travel_name, shift.speed_factor, station, is_start)
        if key not in self._known:
            ways = travel_durations(self._problem, shift).astype(np.int64)
            ways = ways if is_start else ways.T
            least = np.zeros_like(self._places) if station is None else ways[station, self._places]
            between = ways[np.ix_(self._places, self._places)] + self._services[:, None]
            better = np.minimum(least, (least[:, None] + between).min(axis=0, initial=UNREACHABLE))
            while (better < least).any():
                least, better = better, np.minimum(better, (better[:, None] + between).min(axis=0, initial=UNREACHABLE))
            self._known[key] = least
        return self._known[key]


def _matrices(problem: Problem) -> list[Int32s]:
    movers = {(shift.travel_name, shift.speed_factor): shift for shift in problem.shifts}
    return [travel_durations(problem, shift) for shift in movers.values()]
