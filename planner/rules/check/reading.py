"""Reads a plan loosely, so that a law can speak about whatever an editor left in it.

A field that is missing or of the wrong kind becomes `None`; an id that the problem does not know
becomes a record without its visit, shift or break.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType

from planner.domain.plan import Plan, Reason
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStop:
    """A stop as found: its place in the route counted from 1, its visit where known, times where given."""

    where: str
    visit_id: str
    visit: Visit | None
    arrival: int | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPause:
    """A pause as found."""

    where: str
    break_id: str
    rest: Break | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRoute:
    """A route as found."""

    where: str
    shift_id: str
    shift: Shift | None
    start: int | None
    end: int | None
    stops: tuple[ReadStop, ...]
    pauses: tuple[ReadPause, ...]
    travel_duration: int | None
    distance: int | None
    reserves: tuple[str, ...]


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
        routes=tuple(_route(route, shifts, visits) for route in _items(plan, "routes")),
        unassigned=tuple((_text(entry, "visit_id"), _reason(entry)) for entry in _items(plan, "unassigned")),
    )


def _route(route: object, shifts: Mapping[str, Shift], visits: Mapping[str, Visit]) -> ReadRoute:
    shift_id = _text(route, "shift_id")
    shift = shifts.get(shift_id)
    where = f"shift {shift_id}"
    rests = {rest.id: rest for rest in shift.breaks} if shift else {}
    return ReadRoute(
        where=where,
        shift_id=shift_id,
        shift=shift,
        start=_number(route, "start_time"),
        end=_number(route, "end_time"),
        stops=tuple(_stop(stop, f"{where}, stop {n}", visits) for n, stop in enumerate(_items(route, "stops"), 1)),
        pauses=tuple(_pause(pause, where, rests) for pause in _items(route, "pauses")),
        travel_duration=_number(route, "travel_duration"),
        distance=_number(route, "distance"),
        reserves=tuple(id_ if isinstance(id_, str) else repr(id_) for id_ in _items(route, "reserves")),
    )


def _stop(stop: object, where: str, visits: Mapping[str, Visit]) -> ReadStop:
    visit_id = _text(stop, "visit_id")
    return ReadStop(
        where=f"{where} (visit {visit_id})",
        visit_id=visit_id,
        visit=visits.get(visit_id),
        arrival=_number(stop, "arrival_time"),
        start=_number(stop, "start_time"),
        end=_number(stop, "end_time"),
    )


def _pause(pause: object, where: str, rests: Mapping[str, Break]) -> ReadPause:
    break_id = _text(pause, "break_id")
    return ReadPause(
        where=f"{where}, break {break_id}",
        break_id=break_id,
        rest=rests.get(break_id),
        start=_number(pause, "start_time"),
        end=_number(pause, "end_time"),
    )


def _reason(entry: object) -> Reason | None:
    reason = getattr(entry, "reason", None)
    return reason if isinstance(reason, Reason) else None


def _items(owner: object, name: str) -> tuple[object, ...]:
    value = getattr(owner, name, None)
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else ()


def _text(owner: object, name: str) -> str:
    value = getattr(owner, name, None)
    return value if isinstance(value, str) else repr(value)


def _number(owner: object, name: str) -> int | None:
    value = getattr(owner, name, None)
    return int(value) if isinstance(value, Integral) else None
