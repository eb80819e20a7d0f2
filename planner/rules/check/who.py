"""Laws about who makes which visit: ids, counts, skills, sizes, reserves."""

from collections import Counter
from collections.abc import Iterator

from planner.domain.lock import LockKind
from planner.domain.shift import Shift
from planner.domain.violation import Law, Violation
from planner.domain.visit import Visit
from planner.rules.check.reading import Reading, ReadRoute


def known_ids(reading: Reading) -> Iterator[Violation]:
    """Shifts, visits and breaks named in the plan exist in the problem."""
    for route in reading.routes:
        if route.shift is None:
            yield _unknown(route.where, f"shift {route.shift_id}", "a shift of the problem")
        for stop in route.stops:
            if stop.visit is None:
                yield _unknown(stop.where, f"visit {stop.visit_id}", "a visit of the problem")
        for pause in route.pauses:
            if route.shift is not None and pause.rest is None:
                yield _unknown(pause.where, f"break {pause.break_id}", "a break of the shift")
    for visit_id, _ in reading.unassigned:
        if visit_id not in reading.visits:
            yield _unknown(f"unassigned visit {visit_id}", f"visit {visit_id}", "a visit of the problem")


def one_route_per_shift(reading: Reading) -> Iterator[Violation]:
    """No shift has two routes."""
    counts = Counter(route.shift_id for route in reading.routes)
    for shift_id, count in counts.items():
        if count > 1:
            yield Violation(law=Law.ONE_ROUTE_PER_SHIFT, where=f"shift {shift_id}", got=f"{count} routes", expected="1 route")


def visit_at_most_once(reading: Reading) -> Iterator[Violation]:
    """No visit is a stop twice."""
    counts = Counter(stop.visit_id for route in reading.routes for stop in route.stops)
    for visit_id, count in counts.items():
        if count > 1:
            yield Violation(
                law=Law.VISIT_AT_MOST_ONCE, where=f"visit {visit_id}", got=f"{count} stops", expected="at most 1 stop"
            )


def nothing_forgotten(reading: Reading) -> Iterator[Violation]:
    """Every visit is a stop or is listed as unassigned once, never both."""
    made = {stop.visit_id for route in reading.routes for stop in route.stops}
    left = Counter(visit_id for visit_id, _ in reading.unassigned)
    for visit_id in reading.visits:
        count = (visit_id in made) + left[visit_id]
        if count != 1:
            got = "nowhere" if count == 0 else f"{int(visit_id in made)} as a stop, {left[visit_id]} times unassigned"
            yield Violation(
                law=Law.NOTHING_FORGOTTEN, where=f"visit {visit_id}", got=got, expected="a stop or unassigned, once"
            )


def reserves(reading: Reading) -> Iterator[Violation]:
    """Reserve visits exist, are not planned anywhere, are named once, and suit the team."""
    made = {stop.visit_id for route in reading.routes for stop in route.stops}
    named = Counter(visit_id for route in reading.routes for visit_id in route.reserves)
    for route in reading.routes:
        for visit_id in dict.fromkeys(route.reserves):
            for got, expected in _reserve_faults(reading.visits.get(visit_id), route.shift, visit_id in made, named[visit_id]):
                yield Violation(law=Law.RESERVES, where=f"{route.where}, reserve {visit_id}", got=got, expected=expected)


def _reserve_faults(visit: Visit | None, shift: Shift | None, is_made: bool, count: int) -> Iterator[tuple[str, str]]:
    if visit is None:
        yield "an unknown visit", "a visit of the problem"
    elif shift is not None and not (visit.skills <= shift.skills and visit.min_team_size <= shift.team_size):
        yield "a visit that the team may not make", "a visit within its skills and size"
    if is_made:
        yield "a planned visit", "a visit that no route makes"
    if count > 1:
        yield f"named {count} times", "named once"


def route_not_empty(route: ReadRoute) -> Iterator[Violation]:
    """A route has at least one stop."""
    if not route.stops:
        yield Violation(law=Law.ROUTE_NOT_EMPTY, where=route.where, got="0 stops", expected="at least 1 stop")


def skills(route: ReadRoute) -> Iterator[Violation]:
    """A team has every skill that each of its visits asks for."""
    for stop in route.stops:
        if route.shift and stop.visit and (missing := stop.visit.skills - route.shift.skills):
            yield Violation(
                law=Law.SKILLS,
                where=stop.where,
                got=_listed(route.shift.skills),
                expected=f"{_listed(stop.visit.skills)} (missing: {_listed(missing)})",
            )


def team_size(route: ReadRoute) -> Iterator[Violation]:
    """A team has as many officers as each of its visits asks for."""
    for stop in route.stops:
        if route.shift and stop.visit and stop.visit.min_team_size > route.shift.team_size:
            yield Violation(
                law=Law.TEAM_SIZE,
                where=stop.where,
                got=f"{route.shift.team_size} officers",
                expected=f"at least {stop.visit.min_team_size} officers",
            )


def max_visits(route: ReadRoute) -> Iterator[Violation]:
    """A route has no more visits than its shift allows."""
    most = route.shift.max_visits if route.shift else None
    if most is not None and len(route.stops) > most:
        yield Violation(
            law=Law.MAX_VISITS, where=route.where, got=f"{len(route.stops)} visits", expected=f"at most {most} visits"
        )


def locks(route: ReadRoute) -> Iterator[Violation]:
    """A locked visit is made by its shift, and lies in its route where the lock says."""
    places = {stop.visit_id: number for number, stop in enumerate(route.stops, 1)}
    for lock in route.locks:
        place = places.get(lock.visit_id)
        if place is None:
            continue
        later = places.get(lock.later_id, len(places) + 1)
        wrong = {
            LockKind.SHIFT: (route.shift_id != lock.shift_id, f"made by {route.shift_id}", f"made by {lock.shift_id}"),
            LockKind.FIRST: (place != 1, f"stop {place}", "the first stop"),
            LockKind.LAST: (place != len(route.stops), f"stop {place}", "the last stop"),
            LockKind.ORDER: (place > later, f"stop {place}", f"before visit {lock.later_id}, stop {later}"),
        }
        is_wrong, got, expected = wrong[lock.kind]
        if is_wrong:
            yield Violation(law=Law.LOCKS, where=f"{route.where} (visit {lock.visit_id})", got=got, expected=expected)


def _unknown(where: str, got: str, expected: str) -> Violation:
    return Violation(law=Law.KNOWN_IDS, where=where, got=got, expected=expected)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "no skill"
