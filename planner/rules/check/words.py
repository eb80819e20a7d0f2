"""The words of violations that several laws use."""

from collections.abc import Iterable
from functools import reduce

from planner.domain.violation import Law, Moment, Phrase, Violation
from planner.domain.visit import Window


def broken(law: Law, where: Phrase, got: Phrase, expected: Phrase) -> Violation:
    """A broken law: which, where, what the plan says, what the law asks for."""
    return Violation(law=law, where=where, got=got, expected=expected)


def at(key: str, time: int) -> Phrase:
    """Words with a `{time}`."""
    return Phrase(key, time=Moment(time))


def span(start: int, end: int) -> Phrase:
    """`08:00:00-10:00:00`."""
    return Phrase("{start}-{end}", start=Moment(start), end=Moment(end))


def any_of(phrases: Iterable[Phrase]) -> Phrase:
    """One or another of some."""
    return reduce(lambda one, other: Phrase("{one} or {other}", one=one, other=other), phrases)


def within(windows: Iterable[Window]) -> Phrase:
    """One of some windows."""
    return any_of(span(window.start, window.end) for window in windows)


def lasting(duration: int) -> Phrase:
    """`900 s`."""
    return Phrase("{seconds} s", seconds=duration)


def far(distance: int | None) -> Phrase:
    """`2400 m`."""
    return Phrase("no distance") if distance is None else Phrase("{metres} m", metres=distance)


def of_visit(id_: str) -> Phrase:
    """`visit H000123`."""
    return Phrase("visit {visit}", visit=id_)
