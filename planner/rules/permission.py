"""Who may make a visit, and where in a route it may lie: skills, size of the team, and the locks of the desk.

A lock holds wherever in a route the visit lies. Leaving a stop out never breaks one: routes stay lawful when they shrink.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planner.domain.lock import LockKind
from planner.domain.orders import positions
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """The locks of a problem, by what a search asks; visits are positions in `Problem.visits`.

    Attributes
    ----------
    shifts_of
        Visit id to the ids of the shifts that may make it; a visit without such a lock is missing.
    first, last
        Visits that have to be first, and last, in their route.
    pairs
        (earlier, later): where one route makes both, in this order.
    """

    shifts_of: dict[str, frozenset[str]]
    first: frozenset[int]
    last: frozenset[int]
    pairs: tuple[tuple[int, int], ...]

    @property
    def has_places(self) -> bool:
        """Whether any lock says where in a route a visit lies."""
        return bool(self.first or self.last or self.pairs)

    def gaps(self, visits: Sequence[int], position: int) -> tuple[int, int]:
        """First and last gap of a lawful route that a visit may be put into; gap *g* lies before stop *g*.

        None is allowed where the first is greater than the last.
        """
        first, last = 0, len(visits)
        if visits and visits[0] in self.first:
            first = 1
        if visits and visits[-1] in self.last:
            last -= 1
        if position in self.first:
            last = min(last, 0)
        if position in self.last:
            first = max(first, len(visits))
        for earlier, later in self.pairs:
            if position == later and earlier in visits:
                first = max(first, visits.index(earlier) + 1)
            if position == earlier and later in visits:
                last = min(last, visits.index(later))
        return first, last

    def hold(self, visits: Sequence[int]) -> bool:
        """Whether a route has its visits where the locks say."""
        place = {position: number for number, position in enumerate(visits)}
        return (
            not any(place.get(position, 0) != 0 for position in self.first)
            and not any(place.get(position, len(visits) - 1) != len(visits) - 1 for position in self.last)
            and not any(a in place and b in place and place[a] > place[b] for a, b in self.pairs)
        )


@lru_cache(maxsize=8)  # a day is asked about many times, and few days at once
def locks_of(problem: Problem) -> Locks:
    """Sort the locks of a problem."""
    position_of = positions(problem) if problem.locks else {}
    shifts_of: dict[str, frozenset[str]] = {}
    places: dict[LockKind, set[int]] = {LockKind.FIRST: set(), LockKind.LAST: set()}
    pairs = []
    for lock in problem.locks:
        if lock.kind is LockKind.SHIFT:
            one = frozenset({lock.shift_id})
            shifts_of[lock.visit_id] = shifts_of.get(lock.visit_id, one) & one
        elif lock.kind is LockKind.ORDER:
            pairs.append((position_of[lock.visit_id], position_of[lock.later_id]))
        else:
            places[lock.kind].add(position_of[lock.visit_id])
    return Locks(
        shifts_of=shifts_of,
        first=frozenset(places[LockKind.FIRST]),
        last=frozenset(places[LockKind.LAST]),
        pairs=tuple(pairs),
    )


def is_able(shift: Shift, visit: Visit) -> bool:
    """Whether the team has the skills and the size that the visit asks for."""
    return visit.skills <= shift.skills and visit.min_team_size <= shift.team_size


def may_make(problem: Problem, shift: Shift, visit: Visit) -> bool:
    """Whether the team is able to make a visit and no lock keeps it for another shift."""
    if not is_able(shift, visit):
        return False
    if not problem.locks:
        return True
    shifts = locks_of(problem).shifts_of.get(visit.id)
    return shifts is None or shift.id in shifts
