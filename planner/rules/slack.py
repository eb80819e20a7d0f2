"""Forward time slack of a route: whether one more visit in a gap is in time, for many visits and all gaps at once.

How early what is before a gap can be left, and how late what is after it may be reached, is computed once for a route; then an
insertion is judged by a comparison (Savelsbergh 1992). Here both are kept for every set of breaks taken by then:

    in time  ⇔  with some set of breaks taken by then  earliest end of the new action ≤ latest leaving of it.

The latest times are the earliest ones of the route run backwards, with time mirrored (*t* → −*t*) and the sets of breaks
complemented: both sides stand on the arithmetic of `planner.rules.timing`.

References
----------
Savelsbergh, M. W. P. (1992). The vehicle routing problem with time windows: minimizing route duration. ORSA Journal on
Computing 4(2). doi 10.1287/ijoc.4.2.146
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import TypeVar

import numpy as np

from planner.domain.arrays import Bools, Int64s, IntMatrix
from planner.domain.break_sets import BreakSets
from planner.domain.shift import Break, Shift
from planner.domain.units import NEVER
from planner.domain.visit import Visit, Window
from planner.rules.timing import Reached, Taken, Timetable, action_durations, after_leg, breaks_after, latest_in

_Table = TypeVar("_Table", "Columns", "Asked")

_Leaving = dict[int, Taken]
"""What `Timetable.leaving` says of one gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Visits in columns.

    Attributes
    ----------
    opens, closes
        Windows, shape (most windows, visits); unused ones repeat the last, none at all is one that is always open.
    """

    place: Int64s
    service: Int64s
    setup: Int64s
    opens: Int64s
    closes: Int64s

    @classmethod
    def of(cls, visits: Sequence[Visit]) -> "Columns":
        """Lay out visits."""
        most = max((len(visit.windows) for visit in visits), default=1) or 1
        opens = np.full((most, len(visits)), -NEVER)
        closes = np.full((most, len(visits)), NEVER)
        for row, visit in enumerate(visits):
            for number in range(most if visit.windows else 0):
                window = visit.windows[min(number, len(visit.windows) - 1)]
                opens[number, row], closes[number, row] = window.start, window.end
        numbers = [(visit.place, visit.service_duration, visit.setup_duration) for visit in visits]
        place, service, setup = np.array(numbers, dtype=np.int64).reshape(-1, 3).T
        return cls(place=place, service=service, setup=setup, opens=opens, closes=closes)

    def only(self, rows: Int64s) -> "Columns":
        """Some of the visits."""
        return _only(self, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
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
    def of(cls, columns: Columns, durations: IntMatrix, ends: Sequence[tuple[int | None, int | None]]) -> "Asked":
        """Lay visits beside gaps.

        Parameters
        ----------
        durations
            Seconds from place to place as the shift moves.
        ends
            Places before and after each gap; `None`: the route has no such place.
        """
        places = columns.place
        before, after = (np.array([-1 if end is None else end for end in side])[:, None] for side in zip(*ends, strict=True))
        way_in = durations[before, places].astype(np.int64)
        way_out = durations[places, after].astype(np.int64)
        if before[0, 0] < 0:
            way_in[0] = 0
        if after[-1, 0] < 0:
            way_out[-1] = 0
        return cls(
            way_in=way_in,
            way_out=way_out,
            action=columns.service + columns.setup * (before != places),
            leaves_place=after != places,
            opens=columns.opens,
            closes=columns.closes,
        )

    def only(self, columns: Int64s) -> "Asked":
        """Some of the visits."""
        return _only(self, columns)

    def started(self, reached: Int64s) -> Int64s:
        """First moment in a window of each visit from when its door is reached."""
        starts = (
            np.where(reached <= closes, np.maximum(reached, opens), NEVER)
            for opens, closes in zip(self.opens, self.closes, strict=True)
        )
        return reduce(np.minimum, starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """Earliest times on one side of every gap, the other side's being the same mirrored.

    Attributes
    ----------
    over
        `over[g, s, t]`: earliest time at which the breaks of set *t* not in *s* are over, taken after the last action of this
        side with those of *s* taken before; on the diagonal when that action is over. `NEVER` where there is none.
    sets
        The sets of breaks that are told apart, ascending, as bits.
    length
        `length[s]`: sum of the durations of a set of breaks.
    """

    over: Int64s
    sets: tuple[int, ...]
    length: tuple[int, ...]

    @classmethod
    def of(cls, leaving: Sequence[_Leaving], breaks: Sequence[Break], order: BreakSets) -> "Slack":
        """Lay out what `Timetable.leaving` says."""
        over = np.full((len(leaving), len(order.sets), len(order.sets)), NEVER, dtype=np.int64)
        position = {taken: number for number, taken in enumerate(order.sets)}
        for gap, row in enumerate(leaving):
            for before, sets in row.items():
                for taken, (time, _, _) in sets.items():
                    over[gap, position[before], position[taken]] = time
        lengths = (sum(rest.duration for n, rest in enumerate(breaks) if taken >> n & 1) for taken in order.sets)
        return cls(over=over, sets=order.sets, length=tuple(lengths))

    def reached(self, way: Int64s, taken: int) -> Int64s | None:
        """Earliest end of each way, shape (gaps, visits), with a set (its place in `sets`) taken by then; `None`: never."""
        found: Int64s | None = None
        for before in range(taken + 1):
            leaving = self.over[:, before, before, None]
            if self.sets[before] & ~self.sets[taken] or (leaving >= NEVER).all():
                continue
            time = leaving + (self.length[taken] - self.length[before]) + way
            if before != taken:
                np.maximum(time, self.over[:, before, taken, None], out=time)
            found = time if found is None else np.minimum(found, time, out=found)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSlack:
    """Slack of a route on both sides of every gap.

    Attributes
    ----------
    before
        Earliest leaving of what is before each gap.
    after, after_same_place
        Latest arrival at what is after each gap, mirrored, if the place before is another one, and if it is the same; one
        object where no visit has a setup.
    """

    before: Slack
    after: Slack
    after_same_place: Slack

    @classmethod
    def of(cls, shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> "RouteSlack":
        """Slack of a route, which need not be lawful; see `planner.rules.timing.route_legs`."""
        rows, order = _latest_arrivals(shift, visits, legs), BreakSets.of(shift.breaks)
        after = same = Slack.of([row for row, _ in rows], shift.breaks, order.mirrored())
        if any(visit.setup_duration for visit in visits):
            same = Slack.of([row for _, row in rows], shift.breaks, order.mirrored())
        before = Slack.of(Timetable(shift, visits, legs).leaving, shift.breaks, order)
        return cls(before=before, after=after, after_same_place=same)

    def holds(self, asked: Asked) -> Bools:
        """Whether each visit and the rest of the route are in time, over all choices of the breaks, shape (gaps, visits)."""
        last = len(self.before.sets) - 1
        in_time = np.zeros(asked.way_in.shape, dtype=bool)
        for taken in range(last + 1):
            reached = self.before.reached(asked.way_in, taken)
            if reached is None:
                continue
            left = self._left(asked, last - taken)  # the mirrored sets are the complements, in the opposite order
            if left is not None:
                in_time |= asked.started(reached) + asked.action + left <= 0
        return in_time

    def _left(self, asked: Asked, remaining: int) -> Int64s | None:
        """Latest leaving of each visit in each gap, mirrored, with a set of breaks still to take; `None`: never."""
        left = self.after.reached(asked.way_out, remaining)
        if self.after is self.after_same_place or asked.leaves_place.all():
            return left
        at_same = self.after_same_place.reached(asked.way_out, remaining)
        return at_same if left is None or at_same is None else np.where(asked.leaves_place, left, at_same)


def _latest_arrivals(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> list[tuple[_Leaving, _Leaving]]:
    """How late what is after each gap of a route may be reached: the earliest times of the route run backwards.

    All times are mirrored (*t* → −*t*), sets of breaks are those still to take.

    Returns
    -------
    list
        For each gap (before each stop, and before the end) as in `Timetable.leaving`, twice: if the place before is another
        one, or the same, so that no setup is needed.
    """
    mirrored, order = tuple(_mirrored(pause) for pause in shift.breaks), BreakSets.of(shift.breaks).mirrored()

    def leaving(times: Mapping[int, int]) -> _Leaving:
        return {taken: breaks_after(mirrored, order, time, taken) for taken, time in times.items()}

    end = leaving({0: -shift.window.end})
    rows, actual = [(end, end)], end
    for visit, leg, action in zip(visits[::-1], legs[::-1], action_durations(shift, visits)[::-1], strict=False):
        reached = after_leg(actual, leg)
        same = other = leaving(_latest_starts(reached, visit, visit.service_duration))
        if visit.setup_duration:
            other = leaving(_latest_starts(reached, visit, visit.service_duration + visit.setup_duration))
        rows.append((other, same))
        actual = same if action == visit.service_duration else other
    return list(rows[::-1])


def _latest_starts(reached: Mapping[int, Reached], visit: Visit, action: int) -> dict[int, int]:
    starts = {taken: latest_in(visit.windows, -time - action) for taken, (time, _, _) in reached.items()}
    return {taken: -start for taken, start in starts.items() if start is not None}


@lru_cache(maxsize=64)  # few breaks differ among the shifts of a day
def _mirrored(pause: Break) -> Break:
    """A break seen with time run backwards: it begins where it ends."""
    windows = (Window(start=-w.end - pause.duration, end=-w.start - pause.duration) for w in reversed(pause.windows))
    return Break(id=pause.id, windows=tuple(windows), duration=pause.duration)


def _only(table: _Table, numbers: Int64s) -> _Table:
    """Some columns of all arrays, visits being their last axis."""
    return type(table)(**{name: getattr(table, name)[..., numbers] for name in table.__slots__})
