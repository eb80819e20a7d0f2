"""Shifts as the bound sees them: those that could do exactly the same work are one *vehicle class*, priced once.

A class keeps windows, ways, setups, skills, team size and breaks as the laws have them. It leaves out `max_travel_duration` and
all breaks but the longest few, which only lets more routes in, so a bound stays a bound.
"""

import itertools
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from planner.domain.arrays import Int32s, Int64s
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.domain.travel import UNREACHABLE
from planner.rules.permission import may_make
from planner.rules.timing import travel_durations
from solvers.bounds.least_travel import Detours, least_travel_in

MOST_BREAKS = 3
"""Breaks of a shift that are modelled, the longest ones: sets of breaks double the work with each."""


ROWS = 2048
"""Most stretches of time in a table: about 15 seconds of a shift of eight hours."""


def finest_shift(length: int) -> int:
    """Stretches of 2^shift seconds cut a shift into no more than `ROWS`."""
    return max(0, math.ceil(math.log2((length + 1) / ROWS)))


class Resources(NamedTuple):
    """What bounds the routes of a vehicle class, as compiled functions take it; n options, times in seconds after its start.

    Attributes
    ----------
    length
        Seconds of the shift.
    first_travel, first_action, last_travel
        Way from the start place, the action then, and the way to the end place; shape (n,).
    opens, closes
        First and last second at which the action may start, reached from the start place and with time for the way to the
        end place, by way of other visits if that is quicker; shape (n,).
    break_starts, break_ends, break_lengths
        Windows of the breaks (breaks, most windows) and seconds of each (breaks,).
    break_orders
        Orders in which breaks can be taken on one leg: rows (set before, set after, number, break, break, break).
    """

    length: int
    first_travel: Int32s
    first_action: Int32s
    last_travel: Int32s
    opens: Int32s
    closes: Int32s
    break_starts: Int32s
    break_ends: Int32s
    break_lengths: Int32s
    break_orders: Int32s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VehicleClass:
    """Shifts with the same work open to them, and that work: *options*, each a visit in one of its windows.

    Attributes
    ----------
    shifts
        Positions in `Problem.shifts`.
    visits
        Position in `Problem.visits` of each option; shape (n,).
    places, services, setups
        Place of each option and seconds of its parts; shape (n,).
    durations
        Seconds between places as these shifts move; shape (places, places).
    most_stops
        Of all its shifts together.
    resources
        Everything else.
    """

    shifts: tuple[int, ...]
    visits: Int32s
    places: Int32s
    services: Int32s
    setups: Int32s
    durations: Int32s
    most_stops: int
    resources: Resources


def vehicle_classes_of(
    problem: Problem, excluded: frozenset[int] = frozenset(), *, likeness: float = 1.0
) -> list[VehicleClass]:
    """Vehicle classes of a day, those without work left out; no option of an excluded visit.

    Parameters
    ----------
    likeness
        Shifts of the same times and ways share a class if the visits open to any of its shifts are at most 1 / `likeness` times
        as many as those open to all: each is then allowed what another is, which lets more routes in and spares work.
    """
    alike: dict[tuple[object, ...], list[tuple[int, frozenset[int]]]] = {}
    for position, shift in enumerate(problem.shifts):
        able = frozenset(n for n, visit in enumerate(problem.visits) if n not in excluded and may_make(problem, shift, visit))
        breaks = tuple((pause.windows, pause.duration) for pause in shift.breaks)
        key = (shift.window, shift.start, shift.end, shift.travel_name, shift.speed_factor, breaks)
        if able and shift.max_visits != 0:
            alike.setdefault(key, []).append((position, able))
    detours = Detours(problem)
    found = [_vehicle_class(problem, *group, detours) for same in alike.values() for group in _grouped(same, likeness)]
    return [vehicle_class for vehicle_class in found if len(vehicle_class.visits)]


def _grouped(shifts: list[tuple[int, frozenset[int]]], likeness: float) -> list[tuple[tuple[int, ...], list[int]]]:
    """Positions of shifts that share a class, and the visits open to any of them."""
    groups: list[tuple[list[int], frozenset[int], frozenset[int]]] = []
    for position, able in shifts:
        for number, (positions, common, whole) in enumerate(groups):
            if len(common & able) >= likeness * len(whole | able):
                groups[number] = ([*positions, position], common & able, whole | able)
                break
        else:
            groups.append(([position], able, able))
    return [(tuple(positions), sorted(whole)) for positions, _, whole in groups]


def _vehicle_class(problem: Problem, positions: tuple[int, ...], able: list[int], detours: Detours) -> VehicleClass:
    shift = problem.shifts[positions[0]]
    length = shift.window.end - shift.window.start
    visits, opens, closes = _options(problem, shift, able)
    place = np.array([problem.visits[n].place for n in visits], dtype=np.int64)
    service = np.array([problem.visits[n].service_duration for n in visits], dtype=np.int64)
    setup = np.array([problem.visits[n].setup_duration for n in visits], dtype=np.int64)
    ways = travel_durations(problem, shift)
    first = ways[shift.start, place].astype(np.int64) if shift.start is not None else np.zeros_like(place)
    last = ways[place, shift.end].astype(np.int64) if shift.end is not None else np.zeros_like(place)
    action = service + setup * (place != (-1 if shift.start is None else shift.start))
    before, after = detours.to_visits(shift)[visits], detours.from_visits(shift)[visits]
    opens, closes = np.maximum(opens, before), np.minimum(closes, length - service - after)
    on = opens <= closes
    return VehicleClass(
        shifts=positions,
        visits=_short(visits[on]),
        places=_short(place[on]),
        services=_short(service[on]),
        setups=_short(setup[on]),
        durations=ways,
        most_stops=sum(_most_stops(problem.shifts[position], able) for position in positions),
        resources=Resources(
            length,
            _short(first[on]),
            _short(action[on]),
            _short(last[on]),
            _short(opens[on]),
            _short(closes[on]),
            *_breaks(shift),
        ),
    )


def _most_stops(shift: Shift, able: list[int]) -> int:
    return len(able) if shift.max_visits is None else min(len(able), shift.max_visits)


def _options(problem: Problem, shift: Shift, able: list[int]) -> tuple[Int64s, Int64s, Int64s]:
    """Visit, first and last second of each option."""
    origin, length = shift.window.start, shift.window.end - shift.window.start
    rows = []
    for number in able:
        spans = [(window.start - origin, window.end - origin) for window in problem.visits[number].windows] or [(0, length)]
        rows += [(number, max(0, start), min(length, end)) for start, end in spans if end >= 0 and start <= length]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _breaks(shift: Shift) -> tuple[Int32s, Int32s, Int32s, Int32s]:
    origin = shift.window.start
    pauses = sorted(shift.breaks, key=lambda pause: (-pause.duration, pause.id))[:MOST_BREAKS]
    most = max((len(pause.windows) for pause in pauses), default=1)
    spans = [[pause.windows[min(column, len(pause.windows) - 1)] for column in range(most)] for pause in pauses]
    starts = np.array([[span.start - origin for span in row] for row in spans], dtype=np.int32).reshape(len(pauses), most)
    ends = np.array([[span.end - origin for span in row] for row in spans], dtype=np.int32).reshape(len(pauses), most)
    lengths = np.array([pause.duration for pause in pauses], dtype=np.int32)
    rows = []
    for before in range(1 << len(pauses)):
        free = [index for index in range(len(pauses)) if not before >> index & 1]
        for number in range(len(free) + 1):
            for order in itertools.permutations(free, number):
                after = before | sum(1 << index for index in order)
                rows.append([before, after, number, *order, *[0] * (MOST_BREAKS - number)])
    return starts, ends, lengths, np.array(rows, dtype=np.int32)


def _short(column: Int64s) -> Int32s:
    return np.ascontiguousarray(column, dtype=np.int32)


def shortest_step(vehicle_class: VehicleClass) -> int:
    """Least seconds from the end of an action to the end of the next."""
    ways = vehicle_class.durations[np.ix_(vehicle_class.places, vehicle_class.places)].astype(np.int64)
    ways[vehicle_class.visits[:, None] == vehicle_class.visits[None, :]] = UNREACHABLE
    return int((ways.min(axis=0) + vehicle_class.services).min())


def cramped(problem: Problem) -> list[int]:
    """Visits that can follow another sooner than a table can tell apart: positions in `Problem.visits`."""
    shift = max(finest_shift(shift.window.end - shift.window.start) for shift in problem.shifts)
    service = np.array([visit.service_duration for visit in problem.visits])
    step: list[int] = np.flatnonzero(least_travel_in(problem, from_starts=False) + service < 1 << shift).tolist()
    return step
