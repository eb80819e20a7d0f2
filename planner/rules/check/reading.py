"""Reads a plan beside its problem, so that a law can speak about whatever an editor left in it.

The form of a plan is its reader's to judge; here an id that the problem does not know becomes a record without its visit, shift
or break, and times may be absurd.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planner.domain.lock import Lock
from planner.domain.plan import Pause, Plan, Reason, Route, Stop
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import Travel
from planner.domain.violation import Phrase
from planner.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStop:
    """A stop as found: its place in the route counted from 1, its visit where known."""

    where: Phrase
    visit_id: str
    visit: Visit | None
    arrival: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPause:
    """A pause as found."""

    where: Phrase
    break_id: str
    rest: Break | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRoute:
    """A route as found, its shift and how that moves where known, and the locks of the problem."""

    where: Phrase
    shift_id: str
    shift: Shift | None
    travel: Travel | None
    locks: tuple[Lock, ...]
    start: int
    end: int
    stops: tuple[ReadStop, ...]
    pauses: tuple[ReadPause, ...]
    travel_duration: int
    distance: int | None
    reserves: tuple[str, ...]
    reserve_after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A plan beside its problem, ready to be judged.

    Attributes
    ----------
    unassigned
        (id, reason) as listed, repeated ones included.
    """

    problem: Problem
    visits: Mapping[str, Visit]
    routes: tuple[ReadRoute, ...]
    unassigned: tuple[tuple[str, Reason | None], ...]


def read(problem: Problem, plan: Plan) -> Reading:
    """Lay a plan beside its problem."""
    visits = MappingProxyType({visit.id: visit for visit in problem.visits})
    shifts = {shift.id: shift for shift in problem.shifts}
    return Reading(
        problem=problem,
        visits=visits,
        routes=tuple(_route(problem, route, shifts.get(route.shift_id), visits) for route in plan.routes),
        unassigned=tuple((entry.visit_id, entry.reason) for entry in plan.unassigned),
    )


def _route(problem: Problem, route: Route, shift: Shift | None, visits: Mapping[str, Visit]) -> ReadRoute:
    where = Phrase("shift {shift}", shift=route.shift_id)
    rests = {rest.id: rest for rest in shift.breaks} if shift else {}
    return ReadRoute(
        where=where,
        shift_id=route.shift_id,
        shift=shift,
        travel=problem.travel[shift.travel_name] if shift else None,
        locks=problem.locks,
        start=route.start_time,
        end=route.end_time,
        stops=tuple(_stop(stop, where, n, visits) for n, stop in enumerate(route.stops, 1)),
        pauses=tuple(_pause(pause, where, rests) for pause in route.pauses),
        travel_duration=route.travel_duration,
        distance=route.distance,
        reserves=route.reserves,
        reserve_after=route.reserve_after,
    )


def _stop(stop: Stop, route: Phrase, number: int, visits: Mapping[str, Visit]) -> ReadStop:
    return ReadStop(
        where=Phrase("{route}, stop {number} (visit {visit})", route=route, number=number, visit=stop.visit_id),
        visit_id=stop.visit_id,
        visit=visits.get(stop.visit_id),
        arrival=stop.arrival_time,
        start=stop.start_time,
        end=stop.end_time,
    )


def _pause(pause: Pause, route: Phrase, rests: Mapping[str, Break]) -> ReadPause:
    return ReadPause(
        where=Phrase("{route}, break {break_id}", route=route, break_id=pause.break_id),
        break_id=pause.break_id,
        rest=rests.get(pause.break_id),
        start=pause.start_time,
        end=pause.end_time,
    )
