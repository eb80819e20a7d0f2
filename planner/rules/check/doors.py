"""The law of doors that may stay shut: whatever they do, anchors, breaks and the end of duty are kept.

The outcome that proves it is the one in which every door is passed by: then the anchors follow each other as early as they can.
Where that fits, a team that leaves each block in time keeps them all, because a door is only begun when there is time for it.
"""

import math
from collections.abc import Iterator

from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE, Travel
from planner.domain.violation import Law, Phrase, Violation
from planner.domain.visit import Window
from planner.rules.check.reading import ReadPause, ReadRoute, ReadStop
from planner.rules.check.words import at, broken


def anchors_kept(route: ReadRoute) -> Iterator[Violation]:
    """With all doors passed by, anchors and breaks start in their windows and the route ends in its shift."""
    shift, travel = route.shift, route.travel
    is_known = all(stop.visit is not None for stop in route.stops) and all(pause.rest is not None for pause in route.pauses)
    if shift is None or travel is None or not is_known or not any(stop.visit and stop.visit.opening for stop in route.stops):
        return
    anchors = [stop for stop in route.stops if stop.visit and stop.visit.opening is None]
    since, rested, place = shift.window.start, 0, shift.start
    over = since
    both: list[ReadStop | ReadPause] = [*anchors, *route.pauses]
    for anchor in sorted(both, key=lambda one: one.start):
        if isinstance(anchor, ReadPause):
            assert anchor.rest is not None  # noqa: S101 (looked at above)
            start = _inside(anchor.rest.windows, over)
            if start is None:
                yield _late(anchor.where, over)
                return
            over, rested = start + anchor.rest.duration, rested + anchor.rest.duration
            continue
        reached = max(over, since + rested + _way(travel, shift, place, _place(anchor)))
        start = _inside(anchor.visit.windows if anchor.visit else (), reached)
        if start is None:
            yield _late(anchor.where, reached)
            return
        place, since, rested = _place(anchor), start + anchor.end - anchor.start, 0
        over = since
    end = max(over, since + rested + _way(travel, shift, place, shift.end))
    if end > shift.window.end:
        yield _late(Phrase("{route}, end of duty", route=route.where), end)


def _place(stop: ReadStop) -> int | None:
    return stop.visit.place if stop.visit else None


def _way(travel: Travel, shift: Shift, start: int | None, end: int | None) -> int:
    if start is None or end is None:
        return 0
    seconds = int(travel.durations[start, end])
    return UNREACHABLE if seconds >= UNREACHABLE else math.ceil(seconds / shift.speed_factor)


def _inside(windows: tuple[Window, ...], time: int) -> int | None:
    return time if not windows else min((max(time, w.start) for w in windows if time <= w.end), default=None)


def _late(where: Phrase, time: int) -> Violation:
    got = at("{time} at the earliest, all doors passed by", time)
    return broken(Law.ANCHORS_KEPT, where, got, Phrase("in time whatever the doors do"))
