"""Laws about breaks: each taken once in full, at its time, apart from actions and from each other."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.violation import Law, Phrase, Violation
from planner.rules.check.reading import ReadPause, ReadRoute
from planner.rules.check.words import at, broken, lasting, span, within


def break_taken(route: ReadRoute) -> Iterator[Violation]:
    """Each break of a used shift is taken exactly once, for its full length."""
    if route.shift is None or not route.stops:
        return
    counts = Counter(pause.break_id for pause in route.pauses)
    for rest in route.shift.breaks:
        if counts[rest.id] != 1:
            where = Phrase("{route}, break {break_id}", route=route.where, break_id=rest.id)
            yield broken(Law.BREAK_TAKEN, where, Phrase("taken {count} times", count=counts[rest.id]), Phrase("taken once"))
    for pause in route.pauses:
        length = pause.end - pause.start
        if pause.rest is not None and length != pause.rest.duration:
            yield broken(Law.BREAK_TAKEN, pause.where, lasting(length), lasting(pause.rest.duration))


def break_window(route: ReadRoute) -> Iterator[Violation]:
    """A break starts within one of its windows, ends included."""
    for pause in route.pauses:
        if pause.rest is not None and not any(w.start <= pause.start <= w.end for w in pause.rest.windows):
            yield broken(Law.BREAK_WINDOW, pause.where, at("starts {time}", pause.start), within(pause.rest.windows))


def break_apart(route: ReadRoute) -> Iterator[Violation]:
    """Breaks lie within the route and its shift, and overlap no action and no other break."""
    for position, pause in enumerate(route.pauses):
        for start, end, what in _spans(route):
            if pause.start < start or pause.end > end:
                yield _apart(pause, "within {what} {span}", what, span(start, end))
        for start, end, what in _busy(route, position):
            if pause.start < end and pause.end > start:
                yield _apart(pause, "apart from {what} {span}", what, span(start, end))


def _spans(route: ReadRoute) -> Iterator[tuple[int, int, Phrase]]:
    if route.shift is not None:
        yield route.shift.window.start, route.shift.window.end, Phrase("the shift")
    yield route.start, route.end, Phrase("the route")


def _busy(route: ReadRoute, position: int) -> Iterator[tuple[int, int, Phrase]]:
    """Spans that a pause may not touch: actions, and the pauses listed after it (so each pair is said once)."""
    for number, stop in enumerate(route.stops, 1):
        yield stop.start, stop.end, Phrase("stop {number}", number=number)
    for other in route.pauses[position + 1 :]:
        yield other.start, other.end, Phrase("break {break_id}", break_id=other.break_id)


def _apart(pause: ReadPause, expected: str, what: Phrase, busy: Phrase) -> Violation:
    return broken(Law.BREAK_APART, pause.where, span(pause.start, pause.end), Phrase(expected, what=what, span=busy))
