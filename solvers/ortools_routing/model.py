"""A problem as an OR-Tools routing model: one function per law, matrices instead of callbacks.

Every visit is a node of its own, then come the stations and one node for "no such place". The cumul of dimension `time` is
the start of the action; a leg's transit is the action at its tail plus the way. Every visit is optional at its weight: the
weight of a required one is its tier's.

Setup depends on the place before, which a transit cannot know for its tail. It is charged always, and taken back on the leg
between two visits of one place where the later one has no windows. Elsewhere (first stop at the start place itself; windows on
several visits at one place) the model is stricter than the law by one setup: never wrong, at times a few seconds shy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.constraint_solver import pywrapcp

from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.travel import UNREACHABLE
from planner.domain.visit import Window
from planner.rules.cost import fair_shares, is_foreign, weights
from planner.rules.timing import is_able, travel_durations
from solvers.insertion.margins import Ints
from solvers.orders import Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nodes:
    """Places of the nodes: visits in their order, then stations; -1 stands for "no such place"."""

    places: Ints
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, problem: Problem) -> "_Nodes":
        # only places in use: a node where no route starts or ends would be one more visit
        used = {place for shift in problem.shifts for place in (shift.start, shift.end)}
        stations = sorted(-1 if place is None else place for place in used)
        node_of = {place: len(problem.visits) + number for number, place in enumerate(stations)}
        places = [*(visit.place for visit in problem.visits), *stations]
        return cls(
            places=np.array(places, dtype=np.int64),
            starts=[node_of[-1 if shift.start is None else shift.start] for shift in problem.shifts],
            ends=[node_of[-1 if shift.end is None else shift.end] for shift in problem.shifts],
        )


class RoutingModel:
    """The model of one problem, ready to be closed and solved."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._nodes = _Nodes.of(problem)
        self.manager = pywrapcp.RoutingIndexManager(
            len(self._nodes.places), len(problem.shifts), self._nodes.starts, self._nodes.ends
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._num_fillers = len(self._nodes.places) - len(problem.visits)
        windows = [shift.window for shift in problem.shifts]
        self._origin = min(0, *(window.start for window in windows))
        self._horizon = max(window.end for window in windows) - self._origin
        self._evaluators: dict[tuple[object, ...], int] = {}
        self._ways: dict[tuple[object, ...], Ints] = {}
        self._add_costs()
        self._add_time()
        self._add_visit_windows()
        self._add_breaks()
        self._add_abilities()
        self._add_max_visits()
        self._add_max_travel()
        self._add_overload()
        self._add_left_out()

    def indices(self, orders: Orders) -> list[list[int]]:
        """Orders of visits as OR-Tools' indices."""
        return [[self.manager.NodeToIndex(position) for position in order] for order in orders]

    def orders(self, assignment: pywrapcp.Assignment) -> Orders:
        """Orders of visits of a solution."""
        found: Orders = []
        for vehicle in range(len(self.problem.shifts)):
            order, index = [], assignment.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            while not self.routing.IsEnd(index):
                order.append(self.manager.IndexToNode(index))
                index = assignment.Value(self.routing.NextVar(index))
            found.append(order)
        return found

    def _way(self, shift: Shift) -> Ints:
        """Seconds between nodes, shape (nodes, nodes); 0 to and from "no such place"; capped just beyond the horizon."""
        key = (shift.profile, shift.speed_factor)
        if key not in self._ways:
            places = self._nodes.places
            way = travel_durations(self.problem, shift)[np.ix_(places, places)].astype(np.int64)
            way[places < 0, :] = 0
            way[:, places < 0] = 0
            self._ways[key] = np.minimum(way, min(self._horizon + 1, UNREACHABLE))  # small numbers: no overflow in sums
        return self._ways[key]

    def _matrix(self, key: tuple[object, ...], matrix: Ints) -> int:
        """Register a matrix once."""
        if key not in self._evaluators:
            self._evaluators[key] = self.routing.RegisterTransitMatrix(matrix.tolist())
        return self._evaluators[key]

    def _setups(self) -> Ints:
        """Setup of the head of each leg, shape (nodes, nodes)."""
        places = self._nodes.places
        setups = np.array([*(visit.setup_duration for visit in self.problem.visits), *[0] * self._num_fillers])
        charged: Ints = setups[None, :] * (places[:, None] != places[None, :])
        return charged

    def _actions(self) -> Ints:
        """Service and setup at each node, shape (nodes,)."""
        return np.array(
            [*(visit.service_duration + visit.setup_duration for visit in self.problem.visits), *[0] * self._num_fillers],
            dtype=np.int64,
        )

    def _add_costs(self) -> None:
        policy = self.problem.policy
        for vehicle, shift in enumerate(self.problem.shifts):
            village = shift.village if policy.foreign_village_penalty else ""
            key = ("cost", shift.profile, shift.speed_factor, village)
            if key not in self._evaluators:
                foreign = [bool(village) and is_foreign(shift, visit) for visit in self.problem.visits] + [
                    False
                ] * self._num_fillers
                cost = policy.travel_weight * self._way(shift) + policy.foreign_village_penalty * np.array(foreign)[None, :]
                self._matrix(key, cost)
            self.routing.SetArcCostEvaluatorOfVehicle(self._evaluators[key], vehicle)

    def _add_time(self) -> None:
        evaluators = []
        for shift in self.problem.shifts:
            key = ("time", shift.profile, shift.speed_factor)
            if key not in self._evaluators:
                self._matrix(key, self._actions()[:, None] + self._way(shift) - self._setups_taken_back())
            evaluators.append(self._evaluators[key])
        self.routing.AddDimensionWithVehicleTransits(evaluators, self._horizon, self._horizon, False, "time")
        self._time = self.routing.GetDimensionOrDie("time")
        for vehicle, shift in enumerate(self.problem.shifts):
            start, end = shift.window.start - self._origin, shift.window.end - self._origin
            self._time.CumulVar(self.routing.Start(vehicle)).SetRange(start, end)
            self._time.CumulVar(self.routing.End(vehicle)).SetRange(start, end)

    def _setups_taken_back(self) -> Ints:
        """Setup of a windowless head at the tail's place, where the tail's action is long enough, shape (nodes, nodes)."""
        visits, places = self.problem.visits, self._nodes.places
        back = np.zeros((len(places), len(places)), dtype=np.int64)
        loose = np.array([0 if visit.windows else visit.setup_duration for visit in visits], dtype=np.int64)
        if loose.any():
            num = len(visits)
            same = places[:num, None] == places[None, :num]
            np.fill_diagonal(same, val=False)
            possible = same & (loose[None, :] <= self._actions()[:num, None])
            back[:num, :num] = np.where(possible, loose[None, :], 0)
        return back

    def _add_visit_windows(self) -> None:
        for position, visit in enumerate(self.problem.visits):
            if visit.windows:
                index = self.manager.NodeToIndex(position)
                if not self._restrict(self._time.CumulVar(index), visit.windows):
                    self.routing.ActiveVar(index).SetValue(0)

    def _restrict(self, var: pywrapcp.IntVar, windows: Sequence[Window]) -> bool:
        """Keep a time inside windows; `False`: none of them lies in the day, nothing done."""
        inside = [(max(0, w.start - self._origin), min(self._horizon, w.end - self._origin)) for w in windows]
        inside = [(start, end) for start, end in inside if start <= end]
        if not inside:
            return False
        var.SetRange(inside[0][0], inside[-1][1])
        for (_, earlier_end), (later_start, _) in pairwise(inside):
            if later_start - earlier_end > 1:
                var.RemoveInterval(earlier_end + 1, later_start - 1)
        return True

    def _add_breaks(self) -> None:
        actions = self._actions()
        transits = [int(actions[self.manager.IndexToNode(index)]) for index in range(self.routing.Size())]
        self._unusable: set[int] = set()
        for vehicle, shift in enumerate(self.problem.shifts):
            intervals = [self._interval(vehicle, shift, pause) for pause in shift.breaks]
            known = [interval for interval in intervals if interval is not None]
            if len(known) < len(intervals):
                self._unusable.add(vehicle)
            elif known:
                self._time.SetBreakIntervalsOfVehicle(known, vehicle, transits)

    def _interval(self, vehicle: int, shift: Shift, pause: Break) -> pywrapcp.IntervalVar | None:
        """A break inside its shift; `None` where no window of it lies there."""
        first, last = shift.window.start, shift.window.end - pause.duration
        inside = [
            Window(start=max(window.start, first), end=min(window.end, last))
            for window in pause.windows
            if max(window.start, first) <= min(window.end, last)
        ]
        if not inside:
            return None
        low, high = inside[0].start - self._origin, inside[-1].end - self._origin
        name = f"break {vehicle}/{pause.id}"
        interval = self.routing.solver().FixedDurationIntervalVar(low, high, pause.duration, False, name)
        self._restrict(interval.StartExpr().Var(), inside)
        return interval

    def _add_abilities(self) -> None:
        able_of: dict[tuple[object, ...], list[int]] = {}
        for position, visit in enumerate(self.problem.visits):
            key = (visit.skills, visit.min_team_size)
            if key not in able_of:
                shifts = enumerate(self.problem.shifts)
                able_of[key] = [v for v, shift in shifts if v not in self._unusable and is_able(shift, visit)]
            if len(able_of[key]) < len(self.problem.shifts):
                # 9.15: SetAllowedVehiclesForIndex rejects a Python list; -1 stands for "left out"
                self.routing.VehicleVar(self.manager.NodeToIndex(position)).SetValues([-1, *able_of[key]])

    def _add_max_visits(self) -> None:
        limits = [shift.max_visits for shift in self.problem.shifts]
        if any(limit is not None for limit in limits):
            num = len(self.problem.visits)
            counter = self.routing.RegisterUnaryTransitVector([1] * num + [0] * self._num_fillers)
            most = [num if limit is None else limit for limit in limits]
            self.routing.AddDimensionWithVehicleCapacity(counter, 0, most, True, "visits")

    def _add_max_travel(self) -> None:
        limits = [shift.max_travel_duration for shift in self.problem.shifts]
        if any(limit is not None for limit in limits):
            evaluators = [self._matrix(("way", s.profile, s.speed_factor), self._way(s)) for s in self.problem.shifts]
            most = [self._horizon if limit is None else min(limit, self._horizon) for limit in limits]
            self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, most, True, "travel")

    def _add_overload(self) -> None:
        weight = self.problem.policy.overload_weight
        if not weight:
            return
        evaluators = []
        services = np.array([*(visit.service_duration for visit in self.problem.visits), *[0] * self._num_fillers])
        for shift in self.problem.shifts:
            key = ("work", shift.profile, shift.speed_factor)
            if key not in self._evaluators:
                self._matrix(key, self._way(shift) + services[None, :] + self._setups())
            evaluators.append(self._evaluators[key])
        self.routing.AddDimensionWithVehicleTransits(evaluators, 0, self._horizon, True, "work")
        work = self.routing.GetDimensionOrDie("work")
        for vehicle, share in enumerate(fair_shares(self.problem)):
            work.SetCumulVarSoftUpperBound(self.routing.End(vehicle), share, weight)

    def _add_left_out(self) -> None:
        for position, weight in enumerate(weights(self.problem).visits):
            index = self.manager.NodeToIndex(position)
            self.routing.AddDisjunction([index], weight)
            if not weight:
                self.routing.ActiveVar(index).SetValue(0)
