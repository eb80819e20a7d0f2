"""Forward time slack of a route: how early what is before each gap can be left, how late what is after it may be reached.

With both at hand, whether one more visit fits into a gap is a comparison (Savelsbergh 1992); here they are kept for every set
of breaks taken by then, so that it is exact with breaks as well. The latest times are the earliest ones of the route run
backwards, with time mirrored (*t* → −*t*) and the sets of breaks complemented: both sides stand on the arithmetic of
`planner.rules.timing`.

References
----------
Savelsbergh, M. W. P. (1992). The vehicle routing problem with time windows: minimizing route duration. ORSA Journal on
Computing 4(2). doi 10.1287/ijoc.4.2.146
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.shift import Break, Shift
from planner.domain.visit import Visit, Window
from planner.rules.timing import NEVER, Reached, Taken, Timetable, action_durations, after_leg, breaks_after, latest_in

_Leaving = dict[int, Taken]
"""What `Timetable.leaving` says of one gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slack:
    """Earliest times on one side of every gap, the other side's being the same mirrored.

    Attributes
    ----------
    over
        `over[g, s, t]`: earliest time at which the breaks of *t* not in *s* are over, taken after the last action of this side
        with those of *s* taken before; on the diagonal when that action is over. `NEVER` where there is none.
    length
        `length[s]`: sum of the durations of a set of breaks.
    """

    over: Int64s
    length: tuple[int, ...]

    @classmethod
    def of(cls, leaving: Sequence[_Leaving], breaks: Sequence[Break]) -> "Slack":
        """Lay out what `Timetable.leaving` says."""
        num_sets = 1 << len(breaks)
        over = np.full((len(leaving), num_sets, num_sets), NEVER, dtype=np.int64)
        for gap, row in enumerate(leaving):
            for before, sets in row.items():
                for taken, (time, _, _) in sets.items():
                    over[gap, before, taken] = time
        lengths = (sum(rest.duration for n, rest in enumerate(breaks) if taken >> n & 1) for taken in range(num_sets))
        return cls(over=over, length=tuple(lengths))

    def reached(self, way: Int64s, taken: int) -> Int64s | None:
        """Earliest end of each way, shape (gaps, visits), with a set of breaks taken by then; `None`: never."""
        found: Int64s | None = None
        for before in range(taken + 1):
            leaving = self.over[:, before, before, None]
            if before & taken != before or (leaving >= NEVER).all():
                continue
            time = leaving + self.length[taken ^ before] + way
            if before != taken:
                np.maximum(time, self.over[:, before, taken, None], out=time)
            found = time if found is None else np.minimum(found, time, out=found)
        return found


def forward_slack(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> Slack:
    """Earliest leaving of what is before each gap: each stop, and the end."""
    return Slack.of(Timetable(shift, visits, legs).leaving, shift.breaks)


def backward_slack(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> tuple[Slack, Slack]:
    """Latest arrival at what is after each gap, mirrored, if the place before is another one, and if it is the same.

    One and the same object where no visit has a setup.
    """
    rows = _latest_arrivals(shift, visits, legs)
    elsewhere = Slack.of([row for row, _ in rows], shift.breaks)
    if not any(visit.setup_duration for visit in visits):
        return elsewhere, elsewhere
    return elsewhere, Slack.of([row for _, row in rows], shift.breaks)


def _latest_arrivals(shift: Shift, visits: Sequence[Visit], legs: Sequence[int]) -> list[tuple[_Leaving, _Leaving]]:
    """How late what is after each gap of a route may be reached: the earliest times of the route run backwards.

    All times are mirrored (*t* → −*t*), sets of breaks are those still to take.

    Returns
    -------
    list
        For each gap (before each stop, and before the end) as in `Timetable.leaving`, twice: if the place before is another
        one, or the same, so that no setup is needed.
    """
    mirrored = tuple(_mirrored(pause) for pause in shift.breaks)

    def leaving(times: Mapping[int, int]) -> _Leaving:
        return {taken: breaks_after(mirrored, time, taken) for taken, time in times.items()}

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
