"""Laws about breaks: each taken once in full, at its time, apart from actions and from each other."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.violation import Law, Violation
from planner.rules.check.reading import ReadPause, ReadRoute
from planner.rules.check.words import at, lasting


def break_taken(route: ReadRoute) -> Iterator[Violation]:
    """Each break of a used shift is taken exactly once, for its full length."""
    if route.shift is None or not route.stops:
        return
    counts = Counter(pause.break_id for pause in route.pauses)
    for rest in route.shift.breaks:
        if counts[rest.id] != 1:
            yield Violation(
                law=Law.BREAK_TAKEN,
                where=f"{route.where}, break {rest.id}",
                got=f"taken {counts[rest.id]} times",
                expected="taken once",
            )
    for pause in route.pauses:
        length = pause.end - pause.start
        if pause.rest is not None and length != pause.rest.duration:
            yield Violation(law=Law.BREAK_TAKEN, where=pause.where, got=lasting(length), expected=lasting(pause.rest.duration))


def break_window(route: ReadRoute) -> Iterator[Violation]:
    """A break starts within one of its windows, ends included."""
    for pause in route.pauses:
        if pause.rest is None:
            continue
        if not any(w.start <= pause.start <= w.end for w in pause.rest.windows):
            yield Violation(
                law=Law.BREAK_WINDOW,
                where=pause.where,
                got=f"starts {at(pause.start)}",
                expected=" or ".join(f"{at(w.start)}-{at(w.end)}" for w in pause.rest.windows),
            )


def break_apart(route: ReadRoute) -> Iterator[Violation]:
    """Breaks lie within the route and its shift, and overlap no action and no other break."""
    for position, pause in enumerate(route.pauses):
        for start, end, what in _spans(route):
            if pause.start < start or pause.end > end:
                yield _apart(pause, f"within {what} {at(start)}-{at(end)}")
        for start, end, what in _busy(route, position):
            if pause.start < end and pause.end > start:
                yield _apart(pause, f"apart from {what} {at(start)}-{at(end)}")


def _spans(route: ReadRoute) -> Iterator[tuple[int, int, str]]:
    if route.shift is not None:
        yield route.shift.window.start, route.shift.window.end, "the shift"
    yield route.start, route.end, "the route"


def _busy(route: ReadRoute, position: int) -> Iterator[tuple[int, int, str]]:
    """Spans that a pause may not touch: actions, and the pauses listed after it (so each pair is said once)."""
    for number, stop in enumerate(route.stops, 1):
        yield stop.start, stop.end, f"stop {number}"
    for other in route.pauses[position + 1 :]:
        yield other.start, other.end, f"break {other.break_id}"


def _apart(pause: ReadPause, expected: str) -> Violation:
    return Violation(law=Law.BREAK_APART, where=pause.where, got=f"{at(pause.start)}-{at(pause.end)}", expected=expected)
