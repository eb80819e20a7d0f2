"""Laws about the times of a route and its stops, roads and breaks aside."""

from collections.abc import Iterator

from planner.domain.violation import Law, Violation
from planner.domain.visit import Visit
from planner.rules.check.reading import ReadRoute, ReadStop
from planner.rules.check.words import at, lasting


def shift_window(route: ReadRoute) -> Iterator[Violation]:
    """A route starts and ends within its shift, and does not end before it starts."""
    if route.shift is None:
        return
    window = route.shift.window
    if route.start < window.start:
        yield _shift_window(route, f"starts {at(route.start)}", f"from {at(window.start)}")
    if route.end > window.end:
        yield _shift_window(route, f"ends {at(route.end)}", f"until {at(window.end)}")
    if route.end < route.start:
        yield _shift_window(route, f"ends {at(route.end)}", f"after its start {at(route.start)}")


def visit_window(route: ReadRoute) -> Iterator[Violation]:
    """Each action starts within one of the visit's windows, ends included."""
    for stop in route.stops:
        windows = stop.visit.windows if stop.visit else ()
        if windows and not any(w.start <= stop.start <= w.end for w in windows):
            expected = " or ".join(f"{at(w.start)}-{at(w.end)}" for w in windows)
            yield Violation(law=Law.VISIT_WINDOW, where=stop.where, got=f"starts {at(stop.start)}", expected=expected)


def service_duration(route: ReadRoute) -> Iterator[Violation]:
    """A stop lasts as long as its service, plus its setup where the team comes from another place.

    Where the stop before is unknown, both lengths are taken as right.
    """
    for before, stop in zip((None, *route.stops), route.stops, strict=False):
        if stop.visit is None:
            continue
        allowed = _action_durations(route, before, stop.visit)
        if stop.end - stop.start not in allowed:
            yield Violation(
                law=Law.SERVICE_DURATION,
                where=stop.where,
                got=lasting(stop.end - stop.start),
                expected=" or ".join(lasting(duration) for duration in sorted(allowed)),
            )


def arrival_before_start(route: ReadRoute) -> Iterator[Violation]:
    """A team is at the door before its action starts there."""
    for stop in route.stops:
        if stop.arrival > stop.start:
            yield Violation(
                law=Law.ARRIVAL_BEFORE_START,
                where=stop.where,
                got=f"arrives {at(stop.arrival)}",
                expected=f"by its start {at(stop.start)}",
            )


def _action_durations(route: ReadRoute, before: ReadStop | None, visit: Visit) -> set[int]:
    with_setup = visit.service_duration + visit.setup_duration
    if before is None:
        if route.shift is None:
            return {visit.service_duration, with_setup}
        return {visit.service_duration if route.shift.start == visit.place else with_setup}
    if before.visit is None:
        return {visit.service_duration, with_setup}
    return {visit.service_duration if before.visit.place == visit.place else with_setup}


def _shift_window(route: ReadRoute, got: str, expected: str) -> Violation:
    return Violation(law=Law.SHIFT_WINDOW, where=route.where, got=got, expected=expected)
