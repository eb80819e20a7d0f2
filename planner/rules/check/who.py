"""Laws about who makes which visit: ids, counts, skills, sizes, reserves."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.lock import LockKind
from planner.domain.shift import Shift
from planner.domain.violation import Law, Phrase, Violation
from planner.domain.visit import Visit
from planner.rules.check.reading import Reading, ReadRoute
from planner.rules.check.words import broken, of_visit


def known_ids(reading: Reading) -> Iterator[Violation]:
    """Shifts, visits and breaks named in the plan exist in the problem."""
    for route in reading.routes:
        if route.shift is None:
            yield broken(Law.KNOWN_IDS, route.where, route.where, Phrase("a shift of the problem"))
        for stop in route.stops:
            if stop.visit is None:
                yield broken(Law.KNOWN_IDS, stop.where, of_visit(stop.visit_id), Phrase("a visit of the problem"))
        for pause in route.pauses:
            if route.shift is not None and pause.rest is None:
                got = Phrase("break {break_id}", break_id=pause.break_id)
                yield broken(Law.KNOWN_IDS, pause.where, got, Phrase("a break of the shift"))
    for visit_id, _ in reading.unassigned:
        if visit_id not in reading.visits:
            where = Phrase("unassigned visit {visit}", visit=visit_id)
            yield broken(Law.KNOWN_IDS, where, of_visit(visit_id), Phrase("a visit of the problem"))


def one_route_per_shift(reading: Reading) -> Iterator[Violation]:
    """No shift has two routes."""
    counts = Counter(route.shift_id for route in reading.routes)
    for shift_id, count in counts.items():
        if count > 1:
            where, got = Phrase("shift {shift}", shift=shift_id), Phrase("{count} routes", count=count)
            yield broken(Law.ONE_ROUTE_PER_SHIFT, where, got, Phrase("1 route"))


def visit_at_most_once(reading: Reading) -> Iterator[Violation]:
    """No visit is a stop twice."""
    counts = Counter(stop.visit_id for route in reading.routes for stop in route.stops)
    for visit_id, count in counts.items():
        if count > 1:
            got = Phrase("{count} stops", count=count)
            yield broken(Law.VISIT_AT_MOST_ONCE, of_visit(visit_id), got, Phrase("at most 1 stop"))


def nothing_forgotten(reading: Reading) -> Iterator[Violation]:
    """Every visit is a stop or is listed as unassigned once, never both."""
    made = {stop.visit_id for route in reading.routes for stop in route.stops}
    left = Counter(visit_id for visit_id, _ in reading.unassigned)
    for visit_id in reading.visits:
        count = (visit_id in made) + left[visit_id]
        if count != 1:
            found = Phrase("{made} as a stop, {left} times unassigned", made=int(visit_id in made), left=left[visit_id])
            got = found if count else Phrase("nowhere")
            yield broken(Law.NOTHING_FORGOTTEN, of_visit(visit_id), got, Phrase("a stop or unassigned, once"))


def reserves(reading: Reading) -> Iterator[Violation]:
    """Reserve visits exist, are not planned anywhere, are named once, and suit the team."""
    made = {stop.visit_id for route in reading.routes for stop in route.stops}
    named = Counter(visit_id for route in reading.routes for visit_id in route.reserves)
    for route in reading.routes:
        for visit_id in dict.fromkeys(route.reserves):
            for got, expected in _reserve_faults(reading.visits.get(visit_id), route.shift, visit_id in made, named[visit_id]):
                where = Phrase("{route}, reserve {visit}", route=route.where, visit=visit_id)
                yield broken(Law.RESERVES, where, got, expected)
        for visit_id, number in zip(route.reserves, route.reserve_after, strict=False):
            if number > len(route.stops):
                where = Phrase("{route}, reserve {visit}", route=route.where, visit=visit_id)
                got, most = Phrase("after stop {number}", number=number), Phrase("a stop up to {most}", most=len(route.stops))
                yield broken(Law.RESERVES, where, got, most)


def _reserve_faults(visit: Visit | None, shift: Shift | None, is_made: bool, count: int) -> Iterator[tuple[Phrase, Phrase]]:
    if visit is None:
        yield Phrase("an unknown visit"), Phrase("a visit of the problem")
    elif shift is not None and not (visit.skills <= shift.skills and visit.min_team_size <= shift.team_size):
        yield Phrase("a visit that the team may not make"), Phrase("a visit within its skills and size")
    if is_made:
        yield Phrase("a planned visit"), Phrase("a visit that no route makes")
    if count > 1:
        yield Phrase("named {count} times", count=count), Phrase("named once")


def route_not_empty(route: ReadRoute) -> Iterator[Violation]:
    """A route has at least one stop."""
    if not route.stops:
        yield broken(Law.ROUTE_NOT_EMPTY, route.where, Phrase("0 stops"), Phrase("at least 1 stop"))


def skills(route: ReadRoute) -> Iterator[Violation]:
    """A team has every skill that each of its visits asks for."""
    for stop in route.stops:
        if route.shift and stop.visit and (missing := stop.visit.skills - route.shift.skills):
            expected = Phrase("{skills} (missing: {missing})", skills=_listed(stop.visit.skills), missing=_listed(missing))
            yield broken(Law.SKILLS, stop.where, _listed(route.shift.skills), expected)


def team_size(route: ReadRoute) -> Iterator[Violation]:
    """A team has as many officers as each of its visits asks for."""
    for stop in route.stops:
        if route.shift and stop.visit and stop.visit.min_team_size > route.shift.team_size:
            got = Phrase("{count} officers", count=route.shift.team_size)
            expected = Phrase("at least {count} officers", count=stop.visit.min_team_size)
            yield broken(Law.TEAM_SIZE, stop.where, got, expected)


def max_visits(route: ReadRoute) -> Iterator[Violation]:
    """A route has no more visits than its shift allows."""
    most = route.shift.max_visits if route.shift else None
    if most is not None and len(route.stops) > most:
        got, expected = Phrase("{count} visits", count=len(route.stops)), Phrase("at most {count} visits", count=most)
        yield broken(Law.MAX_VISITS, route.where, got, expected)


def max_rows(route: ReadRoute) -> Iterator[Violation]:
    """A sheet has no more rows than its shift allows, reserves among them."""
    most, count = route.shift.max_rows if route.shift else None, len(route.stops) + len(route.reserves)
    if most is not None and count > most:
        got, expected = Phrase("{count} rows", count=count), Phrase("at most {count} rows", count=most)
        yield broken(Law.MAX_ROWS, route.where, got, expected)


def locks(route: ReadRoute) -> Iterator[Violation]:
    """A locked visit is made by its shift, and lies in its route where the lock says."""
    places = {stop.visit_id: number for number, stop in enumerate(route.stops, 1)}
    for lock in route.locks:
        place = places.get(lock.visit_id)
        if place is None:
            continue
        later = places.get(lock.later_id, len(places) + 1)
        stop = Phrase("stop {number}", number=place)
        made, wanted = (Phrase("made by {shift}", shift=shift_id) for shift_id in (route.shift_id, lock.shift_id))
        before = Phrase("before visit {visit}, stop {number}", visit=lock.later_id, number=later)
        is_wrong, got, expected = {
            LockKind.SHIFT: (route.shift_id != lock.shift_id, made, wanted),
            LockKind.FIRST: (place != 1, stop, Phrase("the first stop")),
            LockKind.LAST: (place != len(route.stops), stop, Phrase("the last stop")),
            LockKind.ORDER: (place > later, stop, before),
        }[lock.kind]
        if is_wrong:
            where = Phrase("{route} (visit {visit})", route=route.where, visit=lock.visit_id)
            yield broken(Law.LOCKS, where, got, expected)


def _listed(names: frozenset[str]) -> Phrase:
    return Phrase("{names}", names=", ".join(sorted(names))) if names else Phrase("no skill")
