"""A problem as PyVRP's data: prize-collecting, travel as distance, one profile for each set of visits that a team may make.

PyVRP knows no skills: a profile in which every way to a visit is longer than any day keeps a team from it. Stations that
are missing are a place of its own, no way from anywhere. The most visits of a route are a load of one each. One unit of prize
outweighs all travel of the day, exactly as in `planner.rules.cost`: smaller scales were tried and found less
(`docs/benchmarks.md`).
"""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
import pyvrp

from planner.domain.arrays import Int64s
from planner.domain.problem import Problem
from planner.domain.shift import Shift
from planner.rules.cost import soft_bound
from planner.rules.permission import is_able
from planner.rules.timing import travel_durations
from solvers.orders import Orders
from solvers.peer_prizes import prize_units

MAX_PRIZE = 2**44
"""PyVRP's own bound on its numbers."""


class PyvrpData:
    """Data of one problem, and the way back from PyVRP's routes to orders of visits."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        units = prize_units(problem)
        self._scale = soft_bound(problem) + 1
        self._clients = [position for position, unit in enumerate(units) if unit]
        self._horizon = max(shift.window.end for shift in problem.shifts)
        self._stations = sorted({place for shift in problem.shifts for place in (shift.start, shift.end) if place is not None})
        self._dummy = len(self._stations)
        self._location_of: dict[Hashable, int] = {}
        self._examples: list[int] = []
        """Visits at one place that the same teams may make share a location: one of them for each location."""
        self._locations = [self._location(position) for position in self._clients]
        self._profiles: dict[Hashable, int] = {}
        self._matrices: list[Int64s] = []
        self._depots: dict[int, int] = {}
        types = [self._vehicle(shift) for shift in problem.shifts]
        num_locations = self._dummy + 1 + len(self._examples)
        self.data = pyvrp.ProblemData(
            [pyvrp.Location(0, 0) for _ in range(num_locations)],
            [self._client(number, units[position]) for number, position in enumerate(self._clients)],
            [pyvrp.Depot(place) for place in self._depots],
            types,
            self._matrices,
            self._matrices,
        )

    def orders(self, solution: pyvrp.Solution) -> Orders:
        """Orders of visits of a solution."""
        orders: Orders = [[] for _ in self._problem.shifts]
        for route in solution.routes():
            orders[route.vehicle_type()] = [self._clients[step.idx] for step in route if step.is_client()]
        return orders

    def _client(self, number: int, unit: int) -> pyvrp.Client:
        visit = self._problem.visits[self._clients[number]]
        window = {"tw_early": max(0, visit.windows[0].start), "tw_late": visit.windows[0].end} if visit.windows else {}
        return pyvrp.Client(
            self._locations[number],
            delivery=[1],
            service_duration=visit.service_duration + visit.setup_duration,
            prize=unit * self._scale,
            required=False,
            **window,
        )

    def _depot(self, place: int | None) -> int:
        location = self._dummy if place is None else self._stations.index(place)
        return self._depots.setdefault(location, len(self._depots))

    def _vehicle(self, shift: Shift) -> pyvrp.VehicleType:
        most = {} if shift.max_travel_duration is None else {"max_distance": shift.max_travel_duration}
        return pyvrp.VehicleType(
            1,
            [len(self._clients) if shift.max_visits is None else shift.max_visits],
            start_depot=self._depot(shift.start),
            end_depot=self._depot(shift.end),
            tw_early=shift.window.start,
            tw_late=shift.window.end,
            profile=self._profile(shift),
            **most,
        )

    def _location(self, position: int) -> int:
        visit = self._problem.visits[position]
        key = (visit.place, visit.skills, visit.min_team_size)
        if key not in self._location_of:
            self._location_of[key] = self._dummy + 1 + len(self._examples)
            self._examples.append(position)
        return self._location_of[key]

    def _profile(self, shift: Shift) -> int:
        able = tuple(is_able(shift, self._problem.visits[position]) for position in self._examples)
        key = (shift.travel_name, shift.speed_factor, able)
        if key not in self._profiles:
            self._profiles[key] = len(self._matrices)
            self._matrices.append(self._matrix(shift, able))
        return self._profiles[key]

    def _matrix(self, shift: Shift, able: Sequence[bool]) -> Int64s:
        """Seconds between stations, the missing one, and locations of clients, shape (locations, locations)."""
        visits = [self._problem.visits[position].place for position in self._examples]
        known = np.array([*self._stations, 0, *visits])
        matrix: Int64s = travel_durations(self._problem, shift)[np.ix_(known, known)].astype(np.int64)
        never = self._horizon + 1
        np.minimum(matrix, never, out=matrix)
        matrix[self._dummy, :] = matrix[:, self._dummy] = 0
        first = self._dummy + 1
        matrix[:, first:][:, ~np.array(able, dtype=bool)] = never
        np.fill_diagonal(matrix, 0)
        return matrix


def unsupported_by_data(problem: Problem) -> list[str]:
    """Features that this model cannot express."""
    num_at = Counter(visit.place for visit in problem.visits)
    num_at.update({shift.start for shift in problem.shifts if shift.start is not None})
    units = prize_units(problem)
    refused = {
        "breaks": any(shift.breaks for shift in problem.shifts),
        "several time windows": any(len(visit.windows) > 1 for visit in problem.visits),
        "setup_duration at a place that others share": any(v.setup_duration and num_at[v.place] > 1 for v in problem.visits),
        "prizes of tiers this far apart": max(units, default=0) * (soft_bound(problem) + 1) > MAX_PRIZE,
    }
    return [name for name, is_refused in refused.items() if is_refused]
