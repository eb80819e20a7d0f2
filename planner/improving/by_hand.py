"""A change that a person asks for, made exactly so and in no other way, or refused with what is in its way.

Only the routes that the change names get other visits, and all other stops keep their order; times follow from the laws. What
is in the way is found by taking it away: skills, locks and limits, the fewest together that let the change be made; where none
does, it is time, or what would keep the team from that door even alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from planner.domain.explanation import Displacement
from planner.domain.hand_move import HandMove, Hindrance, MoveKind, Refusal, Tried
from planner.domain.lock import LockKind
from planner.domain.orders import orders_by_shift, positions
from planner.domain.plan import Plan, Reason, Route, Unassigned
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.visit import Window
from planner.improving.displacing import least_displacement
from planner.improving.offers import cheapest_offers
from planner.improving.reasons import reason_alone
from planner.improving.remedies import remedies
from planner.improving.reserves import within_rows
from planner.rules.open_route import NOWHERE, open_route
from planner.rules.permission import is_able
from planner.rules.timing import schedule

MAX_TRIES = 400
"""Sets of stops of one team that are tried in vain, a tenth of a second: every single stop, and most pairs."""

_LIFTED = (Hindrance.SKILL, Hindrance.LOCK, Hindrance.VISIT_LIMIT, Hindrance.TRAVEL_LIMIT)
_ALONE = {
    **dict.fromkeys((Reason.OUTSIDE_SHIFTS, Reason.OUTSIDE_HOURS), Hindrance.OFF_DUTY),
    Reason.UNREACHABLE: Hindrance.NO_WAY,
    Reason.BREAKS_IMPOSSIBLE: Hindrance.BREAKS,
    Reason.TOO_FAR: Hindrance.TOO_FAR,
}

Order = tuple[int, ...]


def try_move(problem: Problem, plan: Plan, move: HandMove, *, hours: Window | None = None) -> Tried:
    """Make a change, or say why it cannot be made.

    Parameters
    ----------
    problem, plan
        What can still be changed of a day, and a sound plan of it.
    hours
        When doors may be knocked at; see `planner.improving.remedies.remedies`.

    Raises
    ------
    ValueError
        If the problem has no such visit or shift.
    """
    hand = _Hand(problem, plan)
    if move.kind is MoveKind.PUT:
        return hand.put(move, hours)
    if move.kind is MoveKind.SWAP:
        return hand.swap(move, hours)
    if move.kind is MoveKind.TAKE_OUT:
        return hand.take_out(move)
    return hand.lock(move)


def problem_after(problem: Problem, move: HandMove) -> Problem:
    """The day as a change leaves it: with a lock more or less, or a promise waived."""
    locks = problem.locks
    if move.lock is not None and move.lock not in locks:
        return replace(problem, locks=(*locks, move.lock))
    if move.kind is MoveKind.UNLOCK:
        return replace(problem, locks=tuple(lock for lock in locks if move.visit_id not in (lock.visit_id, lock.later_id)))
    if not move.waives:
        return problem
    waived = {move.visit_id, move.other_id}
    visits = (replace(visit, is_required=False) if visit.id in waived else visit for visit in problem.visits)
    return replace(problem, visits=tuple(visits))


class _Hand:
    """A plan as orders, and changes of them."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem, self._plan = problem, plan
        self._position_of = positions(problem)
        self._orders = {
            shift.id: tuple(order) for shift, order in zip(problem.shifts, orders_by_shift(problem, plan), strict=True)
        }
        self._shift_of = {shift.id: shift for shift in problem.shifts}
        self._made_by = {position: id_ for id_, order in self._orders.items() for position in order}

    def put(self, move: HandMove, hours: Window | None) -> Tried:
        """A visit to a team, or to the cheapest one."""
        position = self._position(move.visit_id)
        here = self._made_by.get(position)
        rest = self._orders if here is None else self._orders | {here: _without(self._orders[here], position)}
        left = self._with_orders(rest)
        if left.plan is None:
            return left
        teams = [self._shift(move.shift_id)] if move.shift_id else list(self._problem.shifts)
        best = min((self._cheapest(shift, rest[shift.id], position) for shift in teams), key=lambda found: found[0])
        if move.place is None and best[0] < NOWHERE:
            return self._with_orders(rest | {best[1]: best[2]}, position)
        if move.place is not None:
            order = rest[move.shift_id]
            there = (*order[: move.place], position, *order[move.place :])
            if schedule(self._problem, teams[0], there) is not None:
                return self._with_orders(rest | {move.shift_id: there}, position)
        return Tried(refusal=self._refusal(left.plan, teams, rest, position, has_room=best[0] < NOWHERE, hours=hours))

    def swap(self, move: HandMove, hours: Window | None) -> Tried:
        """Two visits in each other's places."""
        one, other = self._position(move.visit_id), self._position(move.other_id)
        if one not in self._made_by and other not in self._made_by:
            return _refused(Hindrance.NOT_PLANNED, move.visit_id)
        left = {one, other} - self._made_by.keys()
        if left and not move.waives:
            goes = other if one in left else one
            if self._problem.visits[goes].is_required:
                return _refused(Hindrance.PROMISED, self._problem.visits[goes].id)
        place = {one: other, other: one}
        orders = {id_: tuple(place.get(position, position) for position in order) for id_, order in self._orders.items()}
        tried = self._with_orders(orders, one, other)
        return tried if tried.refusal is None else self._with_ways(tried.refusal, (one, other), hours)

    def take_out(self, move: HandMove) -> Tried:
        """A visit made by nobody."""
        position = self._position(move.visit_id)
        if position not in self._made_by:
            return self._without_reserve(move.visit_id)
        if self._problem.visits[position].is_required and not move.waives:
            return _refused(Hindrance.PROMISED, move.visit_id)
        shift_id = self._made_by[position]
        return self._with_orders(self._orders | {shift_id: _without(self._orders[shift_id], position)}, position)

    def _without_reserve(self, visit_id: str) -> Tried:
        """The plan without a reserve."""
        if not any(visit_id in route.reserves for route in self._plan.routes):
            return _refused(Hindrance.NOT_PLANNED, visit_id)
        routes = tuple(_without_reserves(route, {visit_id}) for route in self._plan.routes)
        unassigned = (
            replace(entry, reason=Reason.TAKEN_OUT) if entry.visit_id == visit_id else entry for entry in self._plan.unassigned
        )
        return Tried(plan=replace(self._plan, routes=routes, unassigned=tuple(unassigned)))

    def lock(self, move: HandMove) -> Tried:
        """The plan as it is, if it keeps the promise."""
        position, lock = self._position(move.visit_id), move.lock
        shift_id = self._made_by.get(position)
        if lock is None or shift_id is None:
            return Tried(plan=self._plan)
        if lock.kind is LockKind.SHIFT:
            return Tried(plan=self._plan) if lock.shift_id == shift_id else _refused(Hindrance.LOCK, move.visit_id, shift_id)
        order = self._orders[shift_id]
        later = self._position_of.get(lock.later_id)
        holds = {
            LockKind.FIRST: order[0] == position,
            LockKind.LAST: order[-1] == position,
            LockKind.ORDER: later not in order or order.index(position) < order.index(later),
        }
        return Tried(plan=self._plan) if holds[lock.kind] else _refused(Hindrance.PLACE, move.visit_id, shift_id)

    def _with_orders(self, orders: Mapping[str, Order], *moved: int) -> Tried:
        """The plan with other orders: their routes timed anew, all others left as they are."""
        routes: dict[str, Route] = {route.shift_id: route for route in self._plan.routes}
        for id_, order in orders.items():
            if order == self._orders[id_]:
                continue
            routes.pop(id_, None)
            timed = schedule(self._problem, self._shift_of[id_], order) if order else None
            if timed is not None:
                routes[id_] = timed
            elif order:
                culprit = next((position for position in moved if position in order), order[0])
                return self._refused_order(self._shift_of[id_], order, culprit)
        made = {position for order in orders.values() for position in order}
        ids = {self._problem.visits[position].id for position in made}
        kept = [entry for entry in self._plan.unassigned if entry.visit_id not in ids]
        out = [self._problem.visits[position].id for position in self._made_by if position not in made]
        reserves_of = {route.shift_id: route.reserves for route in self._plan.routes}
        return Tried(
            plan=Plan(
                routes=tuple(
                    within_rows(shift, _without_reserves(_with_reserves(routes[shift.id], reserves_of.get(shift.id, ())), ids))
                    for shift in self._problem.shifts
                    if shift.id in routes
                ),
                unassigned=(*kept, *(Unassigned(visit_id=id_, reason=Reason.TAKEN_OUT) for id_ in out)),
            )
        )

    def _cheapest(self, shift: Shift, order: Order, position: int) -> tuple[int, str, Order]:
        """What the cheapest place in a route costs, and the order with it."""
        number = next(number for number, one in enumerate(self._problem.shifts) if one.id == shift.id)
        route = open_route(self._problem, number, order)
        costs = route.costs(position)
        gap = int(costs.argmin())
        return int(costs[gap]), shift.id, (*order[:gap], position, *order[gap:])

    def _refused_order(self, shift: Shift, order: Order, culprit: int) -> Tried:
        lacks = _lacking(self._problem, shift, [order], culprit)
        visit_id = self._problem.visits[culprit].id
        return Tried(refusal=Refusal(hindrances=lacks, visit_id=visit_id, shift_id=shift.id))

    def _refusal(
        self,
        left: Plan,
        teams: Sequence[Shift],
        rest: Mapping[str, Order],
        position: int,
        *,
        has_room: bool,
        hours: Window | None,
    ) -> Refusal:
        """Why a visit does not go to a team, or to any, and the cheapest ways to let it in."""
        visit_id = self._problem.visits[position].id
        offers = cheapest_offers(self._problem, left, position)
        if has_room:
            own = sorted(offers, key=lambda offer: offer.shift_id != teams[0].id)
            return Refusal(hindrances=(Hindrance.PLACE,), visit_id=visit_id, shift_id=teams[0].id, offers=tuple(own))
        lacks = {shift.id: _lacking(self._problem, shift, list(_gaps(rest[shift.id], position)), position) for shift in teams}
        nearest = min(teams, key=lambda shift: (len(lacks[shift.id]), lacks[shift.id][0] is not Hindrance.TIME))
        return Refusal(
            hindrances=lacks[nearest.id],
            visit_id=visit_id,
            shift_id=nearest.id,
            offers=offers,
            displacement=self._displaced(left, nearest, position, lacks[nearest.id]),
            remedies=remedies(self._problem, left, position, hours=hours, shift_id=nearest.id),
        )

    def _displaced(self, left: Plan, shift: Shift, position: int, lacks: Sequence[Hindrance]) -> Displacement | None:
        """What would have to go from a route for a visit that lacks room in it."""
        if not set(lacks) <= {Hindrance.TIME, Hindrance.VISIT_LIMIT, Hindrance.TRAVEL_LIMIT}:
            return None
        alone = _only(self._problem, shift)
        routes = tuple(route for route in left.routes if route.shift_id == shift.id)
        found = least_displacement(alone, replace(left, routes=routes), position, max_tries=MAX_TRIES)
        return None if found is None else found.displacement

    def _with_ways(self, refusal: Refusal, swapped: Sequence[int], hours: Window | None) -> Tried:
        """What lets the visit in the way into that route, once both have left theirs."""
        rest = {id_: tuple(n for n in order if n not in swapped) for id_, order in self._orders.items()}
        left, position = self._with_orders(rest), self._position_of[refusal.visit_id]
        if left.plan is None or position not in swapped:
            return Tried(refusal=refusal)
        found = self._refusal(left.plan, [self._shift(refusal.shift_id)], rest, position, has_room=False, hours=hours)
        return Tried(refusal=replace(found, hindrances=refusal.hindrances))

    def _position(self, visit_id: str) -> int:
        if visit_id not in self._position_of:
            raise ValueError(f"visit {visit_id!r} is not in the problem")
        return self._position_of[visit_id]

    def _shift(self, shift_id: str) -> Shift:
        if shift_id not in self._shift_of:
            raise ValueError(f"shift {shift_id!r} is not in the problem")
        return self._shift_of[shift_id]


def _lacking(problem: Problem, shift: Shift, orders: Sequence[Order], position: int) -> tuple[Hindrance, ...]:
    """The fewest hindrances without which a shift could make its visits in one of some orders."""
    visit = problem.visits[position]
    if shift.window.start >= shift.window.end:
        return (Hindrance.AWAY,)
    lifts = [one for one in _LIFTED if _may_hinder(one, problem, shift, orders[0])]
    for size in range(1, len(lifts) + 1):
        for lifted in combinations(lifts, size):
            free, team = _freed(problem, shift, orders[0], lifted)
            if any(schedule(free, team, order) is not None for order in _numbered(orders)):
                return lifted
    free, team = _freed(problem, shift, orders[0], lifts)
    number = sorted(orders[0]).index(position)
    alone = reason_alone(free, number)
    lacks = [] if is_able(shift, visit) else [Hindrance.SKILL]
    return (*lacks, Hindrance.TIME if alone is None else _ALONE.get(alone, Hindrance.TIME))


def _may_hinder(one: Hindrance, problem: Problem, shift: Shift, order: Order) -> bool:
    if one is Hindrance.SKILL:
        return not all(is_able(shift, problem.visits[position]) for position in order)
    if one is Hindrance.LOCK:
        return bool(problem.locks)
    if one is Hindrance.VISIT_LIMIT:
        return shift.max_visits is not None and len(order) > shift.max_visits
    return shift.max_travel_duration is not None


def _freed(problem: Problem, shift: Shift, order: Order, lifted: Iterable[Hindrance]) -> tuple[Problem, Shift]:
    """A small day of one shift and the visits of an order, by position, without some hindrances."""
    visits = tuple(problem.visits[position] for position in sorted(order))
    lifted = set(lifted)
    known = {visit.id for visit in visits}
    team = replace(
        shift,
        skills=shift.skills.union(*(visit.skills for visit in visits)) if Hindrance.SKILL in lifted else shift.skills,
        team_size=max([shift.team_size, *(v.min_team_size for v in visits)]) if Hindrance.SKILL in lifted else shift.team_size,
        max_visits=None if Hindrance.VISIT_LIMIT in lifted else shift.max_visits,
        max_travel_duration=None if Hindrance.TRAVEL_LIMIT in lifted else shift.max_travel_duration,
    )
    held = (lock for lock in problem.locks if lock.visit_id in known and (not lock.later_id or lock.later_id in known))
    others = [one for one in problem.shifts if one.id != shift.id]
    barred = tuple(replace(one, max_visits=0) for one in others)  # locks may name them
    locks = () if Hindrance.LOCK in lifted else tuple(held)
    shifts = (team, *barred) if locks else (team,)
    return replace(problem, visits=visits, shifts=shifts, locks=locks, kept={}), team


def _numbered(orders: Iterable[Order]) -> Iterable[Order]:
    """The orders as positions in the small day."""
    for order in orders:
        number_of = {position: number for number, position in enumerate(sorted(order))}
        yield tuple(number_of[position] for position in order)


def _only(problem: Problem, shift: Shift) -> Problem:
    locks = tuple(lock for lock in problem.locks if not lock.shift_id or lock.shift_id == shift.id)
    kept = {visit_id: shift_id for visit_id, shift_id in problem.kept.items() if shift_id == shift.id}
    return replace(problem, shifts=(shift,), locks=locks, kept=kept)


def _gaps(order: Order, position: int) -> Iterable[Order]:
    return ((*order[:gap], position, *order[gap:]) for gap in range(len(order) + 1))


def _without(order: Order, position: int) -> Order:
    return tuple(one for one in order if one != position)


def _with_reserves(route: Route, reserves: tuple[str, ...]) -> Route:
    """The route with the reserves of before; of one that is timed anew all come after its last stop."""
    if route.reserves == reserves:
        return route
    place = dict(zip(route.reserves, route.reserve_after, strict=False))
    places = tuple(place[id_] for id_ in reserves if id_ in place)
    return replace(route, reserves=reserves, reserve_after=places if len(places) == len(reserves) else ())


def _without_reserves(route: Route, ids: Collection[str]) -> Route:
    if not set(route.reserves) & set(ids):
        return route
    kept = [number for number, id_ in enumerate(route.reserves) if id_ not in ids]
    after = tuple(route.reserve_after[number] for number in kept) if route.reserve_after else ()
    return replace(route, reserves=tuple(route.reserves[number] for number in kept), reserve_after=after)


def _refused(hindrance: Hindrance, visit_id: str, shift_id: str = "") -> Tried:
    return Tried(refusal=Refusal(hindrances=(hindrance,), visit_id=visit_id, shift_id=shift_id))
