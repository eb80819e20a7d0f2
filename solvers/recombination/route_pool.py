"""The routes to choose from: each kept once for all shifts that are alike, the cheapest order of each set of visits.

Shifts are *alike* if the laws and the cost treat them alike: everything but id and team is equal. A route found for one of them
can be made by any. A shift that is free to do at least what another is (`covers`) is offered the other's routes, too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.rules.permission import may_make
from solvers.pricing import Pricing
from solvers.seen_routes import SeenRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A route that some shifts could make.

    Attributes
    ----------
    kind
        Number of the kind of shift.
    order
        Positions in `Problem.visits`.
    cost, lost
        What it costs, and what its visits lose by their hours, a part of that.
    """

    kind: int
    order: tuple[int, ...]
    cost: int
    lost: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutePool:
    """The routes to choose from: columns, and the shifts of each kind.

    Attributes
    ----------
    columns
        In the order in which their sets of visits were first seen.
    shifts_of
        Kind → positions in `Problem.shifts`.
    kind_of
        Kind of each shift.
    """

    columns: tuple[Column, ...]
    shifts_of: tuple[tuple[int, ...], ...]
    kind_of: tuple[int, ...]


def route_pool_of(
    problem: Problem, routes: Iterable[SeenRoute], pricing: Pricing, *, keep_on: Callable[[int], bool] = lambda _: True
) -> RoutePool:
    """Gather routes; of equal sets of visits on one kind of shift the cheapest stays, the first among equals.

    `keep_on` is asked before each route, with the number of those before it, whether to take more.
    """
    shifts_of = _kinds(problem)
    kind_of = [0] * len(problem.shifts)
    for kind, numbers in enumerate(shifts_of):
        for number in numbers:
            kind_of[number] = kind
    firsts = [problem.shifts[numbers[0]] for numbers in shifts_of]
    able_kinds = [[other for other, shift in enumerate(firsts) if covers(shift, own)] for own in firsts]
    found: dict[tuple[int, frozenset[int]], Column] = {}
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for count, (number, order) in enumerate(routes):
        kind = kind_of[number]
        if not order or (kind, order) in seen:
            continue
        if not keep_on(count):
            break
        seen.add((kind, order))
        visits = frozenset(order)
        for other in able_kinds[kind]:
            if other != kind and not _may_make(problem, firsts[other], order):
                continue
            lost = pricing.lost(shifts_of[other][0], order)
            cost = pricing.soft_of(shifts_of[other][0], order) + lost
            known = found.get((other, visits))
            if known is None or cost < known.cost:
                found[other, visits] = Column(kind=other, order=order, cost=cost, lost=lost)
    return RoutePool(columns=tuple(found.values()), shifts_of=shifts_of, kind_of=tuple(kind_of))


def covers(shift: Shift, other: Shift) -> bool:
    """Whether a shift can make every route that another can: same way of moving, places and breaks, no tighter limits."""
    same = ("start", "end", "profile", "speed_factor", "breaks")
    return (
        all(getattr(shift, name) == getattr(other, name) for name in same)
        and shift.window.start <= other.window.start
        and other.window.end <= shift.window.end
        and other.skills <= shift.skills
        and other.team_size <= shift.team_size
        and _is_looser(shift.max_visits, other.max_visits)
        and _is_looser(shift.max_travel_duration, other.max_travel_duration)
    )


def _is_looser(limit: int | None, other: int | None) -> bool:
    return limit is None or (other is not None and limit >= other)


def _may_make(problem: Problem, shift: Shift, order: Sequence[int]) -> bool:
    """Whether no lock keeps one of the visits for another shift."""
    return not problem.locks or all(may_make(problem, shift, problem.visits[position]) for position in order)


def _kinds(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Shifts that are alike; locks and a plan that is being changed name shifts, and then none is like another."""
    if problem.locks or problem.kept:
        return tuple((number,) for number in range(len(problem.shifts)))
    alike: dict[Shift, list[int]] = {}
    for number, shift in enumerate(problem.shifts):
        alike.setdefault(replace(shift, id="", team="", name=""), []).append(number)
    return tuple(tuple(numbers) for numbers in alike.values())
