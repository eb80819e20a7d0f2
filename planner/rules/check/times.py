"""Laws about the times of a route and its stops, roads and breaks aside."""

from collections.abc import Iterator

from planner.domain.violation import Law, Violation
from planner.domain.visit import Visit
from planner.rules.check.reading import ReadRoute, ReadStop
from planner.rules.check.words import any_of, at, broken, lasting, within


def shift_window(route: ReadRoute) -> Iterator[Violation]:
    """A route starts and ends within its shift, and does not end before it starts."""
    if route.shift is None:
        return
    window = route.shift.window
    if route.start < window.start:
        yield broken(Law.SHIFT_WINDOW, route.where, at("starts {time}", route.start), at("from {time}", window.start))
    if route.end > window.end:
        yield broken(Law.SHIFT_WINDOW, route.where, at("ends {time}", route.end), at("until {time}", window.end))
    if route.end < route.start:
        after = at("after its start {time}", route.start)
        yield broken(Law.SHIFT_WINDOW, route.where, at("ends {time}", route.end), after)


def visit_window(route: ReadRoute) -> Iterator[Violation]:
    """Each action starts within one of the visit's windows, ends included."""
    for stop in route.stops:
        windows = stop.visit.windows if stop.visit else ()
        if windows and not any(w.start <= stop.start <= w.end for w in windows):
            yield broken(Law.VISIT_WINDOW, stop.where, at("starts {time}", stop.start), within(windows))


def service_duration(route: ReadRoute) -> Iterator[Violation]:
    """A stop lasts as long as its service, plus its setup where the team comes from another place.

    Where the stop before is unknown, both lengths are taken as right.
    """
    for before, stop in zip((None, *route.stops), route.stops, strict=False):
        if stop.visit is None:
            continue
        allowed = _action_durations(route, before, stop.visit)
        if stop.end - stop.start not in allowed:
            expected = any_of(lasting(duration) for duration in sorted(allowed))
            yield broken(Law.SERVICE_DURATION, stop.where, lasting(stop.end - stop.start), expected)


def arrival_before_start(route: ReadRoute) -> Iterator[Violation]:
    """A team is at the door before its action starts there."""
    for stop in route.stops:
        if stop.arrival > stop.start:
            by_start = at("by its start {time}", stop.start)
            yield broken(Law.ARRIVAL_BEFORE_START, stop.where, at("arrives {time}", stop.arrival), by_start)


def _action_durations(route: ReadRoute, before: ReadStop | None, visit: Visit) -> set[int]:
    both = {visit.service_duration, visit.service_duration + visit.setup_duration}
    known = before.visit if before else route.shift
    if known is None:
        return both
    place = before.visit.place if before and before.visit else route.shift and route.shift.start
    return {min(both) if place == visit.place else max(both)}
