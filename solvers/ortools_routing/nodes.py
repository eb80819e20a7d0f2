"""Nodes of a routing model: visits, some of them twice, then the places where routes start and end.

A setup is spent only when the place before is another one, so the length of an action, and with it where a break may lie,
depends on the leg that leads there. OR-Tools wants one length for each node. Where both can happen (a visit with a setup, and
somebody else at its place) the visit therefore has two nodes of which at most one is made: its own, with the setup, and its
*double*, without it and reached from the same place alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem

NOWHERE = -1
"""Stands for "no such place": where a route without a start or an end place begins or ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Shifts and visits that a model is about, as positions in the problem; everything else stays as it is."""

    shifts: tuple[int, ...]
    visits: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nodes:
    """Nodes in this order: visits of the part, doubles, stations.

    Attributes
    ----------
    visits
        Position in `Problem.visits` of each node before the stations.
    num_visits
        Number of nodes that are visits; doubles follow.
    double_of
        Position of a visit → its second node.
    places, services, setups
        By node, shape (nodes,); 0 seconds at stations; a double has no setup.
    starts, ends
        Node where each shift of the part starts and ends.
    """

    visits: tuple[int, ...]
    num_visits: int
    double_of: dict[int, int]
    places: Int64s
    services: Int64s
    setups: Int64s
    starts: list[int]
    ends: list[int]

    @property
    def num_calls(self) -> int:
        """Number of nodes that are visits or doubles."""
        return len(self.visits)

    @classmethod
    def of(cls, problem: Problem, part: Part) -> "Nodes":
        """Nodes of a part of a problem."""
        doubled = _doubled(problem, part)
        visits = (*part.visits, *doubled)
        shifts = [problem.shifts[number] for number in part.shifts]
        # only places in use: a node where no route starts or ends would be one more visit
        used = sorted({_station(place) for shift in shifts for place in (shift.start, shift.end)})
        node_of = {place: len(visits) + number for number, place in enumerate(used)}
        chosen = [problem.visits[position] for position in visits]
        rest = [0] * len(used)
        setups = [problem.visits[position].setup_duration for position in part.visits]
        return cls(
            visits=visits,
            num_visits=len(part.visits),
            double_of={position: len(part.visits) + number for number, position in enumerate(doubled)},
            places=np.array([*(visit.place for visit in chosen), *used], dtype=np.int64),
            services=np.array([*(visit.service_duration for visit in chosen), *rest], dtype=np.int64),
            setups=np.array([*setups, *[0] * len(doubled), *rest], dtype=np.int64),
            starts=[node_of[_station(shift.start)] for shift in shifts],
            ends=[node_of[_station(shift.end)] for shift in shifts],
        )

    def nodes_of(self, problem: Problem, shift: int, order: Sequence[int]) -> list[int]:
        """Nodes of a route: the double wherever the place before is the same."""
        node_of = {position: node for node, position in enumerate(self.visits[: self.num_visits])}
        place, found = problem.shifts[shift].start, []
        for position in order:
            is_same = problem.visits[position].place == place
            found.append(self.double_of.get(position, node_of[position]) if is_same else node_of[position])
            place = problem.visits[position].place
        return found


def _station(place: int | None) -> int:
    return NOWHERE if place is None else place


def _doubled(problem: Problem, part: Part) -> list[int]:
    """Visits whose setup depends on the place before."""
    at_place = Counter(problem.visits[position].place for position in part.visits)
    starts = {problem.shifts[number].start for number in part.shifts}
    at_place.update(place for place in starts if place is not None)
    visits = ((position, problem.visits[position]) for position in part.visits)
    return [position for position, visit in visits if visit.setup_duration and at_place[visit.place] > 1]
