"""Which visits may fit into a route at all: conditions that every feasible insertion meets, for all visits and gaps at once.

The same conditions as those of one visit in `planner.improving.insertions`: the way and the action fit between the earliest end
of what is before a gap and the latest start of what is after it, breaks left aside; all work fits into the shift without its
breaks; the travel stays inside its limit. What passes may fit; what does not, cannot.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Bools, Int64s
from planner.domain.visit import Visit
from planner.improving.insertions import OpenRoute
from planner.rules.cost import available_duration
from planner.rules.permission import may_make
from planner.rules.timing import route_legs, travel_durations

_ALWAYS = 10**10
"""Beyond every time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitColumns:
    """Columns of visits; row = position in `Problem.visits`.

    Attributes
    ----------
    place, service
        Shape (visits,).
    opens, closes
        Windows, shape (most windows, visits); unused ones repeat the last, none at all is one that is always open.
    """

    place: Int64s
    service: Int64s
    opens: Int64s
    closes: Int64s

    @classmethod
    def of(cls, visits: Sequence[Visit]) -> "VisitColumns":
        """Columns of some visits."""
        most = max((len(visit.windows) for visit in visits), default=1) or 1
        opens = np.full((most, len(visits)), -_ALWAYS, dtype=np.int64)
        closes = np.full((most, len(visits)), _ALWAYS, dtype=np.int64)
        for row, visit in enumerate(visits):
            for number in range(most if visit.windows else 0):
                window = visit.windows[min(number, len(visit.windows) - 1)]
                opens[number, row], closes[number, row] = window.start, window.end
        return cls(
            place=np.array([visit.place for visit in visits], dtype=np.int64),
            service=np.array([visit.service_duration for visit in visits], dtype=np.int64),
            opens=opens,
            closes=closes,
        )


def may_fit(route: OpenRoute, columns: VisitColumns) -> Bools:
    """Whether each visit of the problem may fit into some gap of a route, shape (visits,)."""
    problem, shift = route.problem, route.shift
    is_full = shift.max_visits is not None and len(route.visits) >= shift.max_visits
    if is_full or not problem.visits:
        return np.zeros(len(problem.visits), dtype=bool)
    stops = [problem.visits[n] for n in route.visits]
    there, onward = _ways(route, columns, [visit.place for visit in stops])
    legs = np.array(route_legs(problem, shift, stops) if stops else [0], dtype=np.int64)
    detours = there + onward - legs[:, None]
    reached = route.earliest_end[:, None] + there
    starts = np.full(reached.shape, _ALWAYS, dtype=np.int64)
    for opens, closes in zip(columns.opens, columns.closes, strict=True):
        np.minimum(starts, np.where(reached <= closes, np.maximum(reached, opens), _ALWAYS), out=starts)
    most_setup = max((visit.setup_duration for visit in stops), default=0)
    fits = starts + columns.service + onward <= route.latest_start[:, None]
    fits &= route.work + detours + columns.service - most_setup <= available_duration(shift)
    if shift.max_travel_duration is not None:
        fits &= route.travel + detours <= shift.max_travel_duration
    able = np.array([may_make(problem, shift, visit) for visit in problem.visits], dtype=bool)
    return np.asarray(fits.any(axis=0) & able)


def _ways(route: OpenRoute, columns: VisitColumns, stops: Sequence[int]) -> tuple[Int64s, Int64s]:
    """Seconds from what is before each gap to each visit, and on to what is after it, shape (gaps, visits)."""
    durations = travel_durations(route.problem, route.shift)
    before, after = [route.shift.start, *stops], [*stops, route.shift.end]
    there = durations[[place or 0 for place in before]][:, columns.place].astype(np.int64)
    onward = durations[:, [place or 0 for place in after]][columns.place].T.astype(np.int64)
    there[[place is None for place in before]] = 0
    onward[[place is None for place in after]] = 0
    return there, onward
