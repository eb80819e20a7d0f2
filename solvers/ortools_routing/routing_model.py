"""A part of a problem as an OR-Tools routing model: one function per law, matrices instead of callbacks.

Every visit is a node, those whose setup depends on the place before have a second one (`solvers.ortools_routing.nodes`), then
come the stations and one node for "no such place". The cumul of dimension `time` is the start of the action; a leg's transit
is the action at its tail plus the way. Every visit is optional at its weight: the weight of a required one is its tier's.

The model says what the laws say: every lawful plan is a solution of it, and every solution is lawful. There is one exception:
breaks of no length, which OR-Tools can not place, are left out, so that a solution may have no moment for one of them.
"""

from collections.abc import Sequence
from itertools import pairwise

from ortools.constraint_solver import pywrapcp

from planner.domain.arrays import Int64s
from planner.domain.plan import Route
from planner.domain.problem import Problem
from planner.domain.shift import Break, Shift
from planner.domain.visit import Window
from planner.rules.permission import locks_of, may_make
from planner.rules.timing import can_take_breaks
from solvers.orders import Orders
from solvers.ortools_routing.locking import add_places
from solvers.ortools_routing.matrices import Matrices
from solvers.ortools_routing.nodes import Nodes, Part
from solvers.pricing import Pricing


class RoutingModel:
    """The model of one part of a problem, ready to be closed and solved.

    Parameters
    ----------
    problem, part, pricing
        What it is about.
    led_by
        Routes whose times OR-Tools is led to where it has a choice. Several breaks it places by trying seconds one by one, in
        milliseconds nearly always, in minutes now and then; led by the times of a lawful plan it need not try.
    """

    def __init__(self, problem: Problem, part: Part, pricing: Pricing, *, led_by: Sequence[Route] = ()) -> None:
        self.problem, self.part, self._pricing = problem, part, pricing
        self._led_by = {route.shift_id: route for route in led_by}
        self._nodes, self._locks = Nodes.of(problem, part), locks_of(problem)
        self._shifts = [problem.shifts[number] for number in part.shifts]
        self.manager = pywrapcp.RoutingIndexManager(
            len(self._nodes.places), len(part.shifts), self._nodes.starts, self._nodes.ends
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._origin = min(0, *(shift.window.start for shift in self._shifts))
        self._horizon = max(shift.window.end for shift in self._shifts) - self._origin
        self._matrices = Matrices(problem, self._nodes, horizon=self._horizon)
        self._evaluators: dict[tuple[object, ...], int] = {}
        self._unusable = {vehicle for vehicle, shift in enumerate(self._shifts) if not can_take_breaks(shift)}
        self._add_costs()
        self._add_time()
        self._add_visit_windows()
        self._add_breaks()
        self._add_abilities()
        if self._locks.has_places:
            add_places(self.routing, self.manager, self._nodes, self._locks)
        self._add_max_visits()
        self._add_max_travel()
        self._add_overload()
        self._add_left_out()

    def indices(self, orders: Orders) -> list[list[int]]:
        """Orders of the part's shifts as OR-Tools' indices."""
        return [
            [self.manager.NodeToIndex(node) for node in self._nodes.nodes_of(self.problem, shift, order)]
            for shift, order in zip(self.part.shifts, orders, strict=True)
        ]

    def orders(self, assignment: pywrapcp.Assignment) -> Orders:
        """Orders of the part's shifts in a solution."""
        found: Orders = []
        for vehicle in range(len(self.part.shifts)):
            order, index = [], assignment.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            while not self.routing.IsEnd(index):
                order.append(self._nodes.visits[self.manager.IndexToNode(index)])
                index = assignment.Value(self.routing.NextVar(index))
            found.append(order)
        return found

    def _matrix(self, key: tuple[object, ...], matrix: Int64s) -> int:
        """Register a matrix once."""
        if key not in self._evaluators:
            self._evaluators[key] = self.routing.RegisterTransitMatrix(matrix.tolist())
        return self._evaluators[key]

    def _add_costs(self) -> None:
        for vehicle, shift in enumerate(self._shifts):
            village = shift.village if self.problem.policy.foreign_village_penalty else ""
            kept_by = shift.id if self.problem.policy.disruption_penalty and self.problem.kept else ""
            key = ("cost", shift.travel_name, shift.speed_factor, village, kept_by)
            if key not in self._evaluators:
                self._matrix(key, self._matrices.cost(shift))
            self.routing.SetArcCostEvaluatorOfVehicle(self._evaluators[key], vehicle)

    def _add_time(self) -> None:
        evaluators = []
        for shift in self._shifts:
            key = ("time", shift.travel_name, shift.speed_factor)
            if key not in self._evaluators:
                self._matrix(key, self._matrices.time(shift))
            evaluators.append(self._evaluators[key])
        self.routing.AddDimensionWithVehicleTransits(evaluators, self._horizon, self._horizon, False, "time")
        self._time = self.routing.GetDimensionOrDie("time")
        for vehicle, shift in enumerate(self._shifts):
            start, end = shift.window.start - self._origin, shift.window.end - self._origin
            self._time.CumulVar(self.routing.Start(vehicle)).SetRange(start, end)
            self._time.CumulVar(self.routing.End(vehicle)).SetRange(start, end)

    def _add_visit_windows(self) -> None:
        for node, position in enumerate(self._nodes.visits):
            index = self.manager.NodeToIndex(node)
            windows = self.problem.visits[position].windows
            if windows and not self._restrict(self._time.CumulVar(index), windows):
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
        actions = (self._nodes.services + self._nodes.setups).tolist()
        lengths = [actions[self.manager.IndexToNode(index)] for index in range(self.routing.Size())]
        for vehicle, shift in enumerate(self._shifts):
            pauses = [pause for pause in shift.breaks if pause.duration]
            if not pauses or vehicle in self._unusable:
                continue
            intervals = [self._interval(vehicle, shift, pause) for pause in pauses]
            self._time.SetBreakIntervalsOfVehicle(intervals, vehicle, lengths)
            if len(intervals) > 1:  # breaks before the start and after the end were seen to overlap without it
                solver = self.routing.solver()
                solver.Add(solver.DisjunctiveConstraint(intervals, f"breaks {vehicle}"))
            route = self._led_by.get(shift.id)
            if route is not None:
                time_of = {pause.break_id: pause.start_time for pause in route.pauses}
                for pause, interval in zip(pauses, intervals, strict=True):
                    self._lead(interval.StartExpr().Var(), time_of[pause.id])

    def _lead(self, var: pywrapcp.IntVar, time: int) -> None:
        self.routing.AddWeightedVariableTargetToFinalizer(var, time - self._origin, 1_000_000)

    def _interval(self, vehicle: int, shift: Shift, pause: Break) -> pywrapcp.IntervalVar:
        """A break inside its shift."""
        first, last = shift.window.start, shift.window.end - pause.duration
        inside = [
            Window(start=max(window.start, first), end=min(window.end, last))
            for window in pause.windows
            if max(window.start, first) <= min(window.end, last)
        ]
        low, high = inside[0].start - self._origin, inside[-1].end - self._origin
        name = f"break {vehicle}/{pause.id}"
        interval = self.routing.solver().FixedDurationIntervalVar(low, high, pause.duration, False, name)
        self._restrict(interval.StartExpr().Var(), inside)
        return interval

    def _add_abilities(self) -> None:
        able_of: dict[tuple[object, ...], list[int]] = {}
        for node, position in enumerate(self._nodes.visits):
            visit = self.problem.visits[position]
            key = (visit.skills, visit.min_team_size, self._locks.shifts_of.get(visit.id))
            if key not in able_of:
                shifts = enumerate(self._shifts)
                able_of[key] = [v for v, shift in shifts if v not in self._unusable and may_make(self.problem, shift, visit)]
            if len(able_of[key]) < len(self._shifts):
                # 9.15: SetAllowedVehiclesForIndex rejects a Python list; -1 stands for "left out"
                self.routing.VehicleVar(self.manager.NodeToIndex(node)).SetValues([-1, *able_of[key]])

    def _add_max_visits(self) -> None:
        limits = [shift.max_visits for shift in self._shifts]
        if any(limit is not None for limit in limits):
            num = self._nodes.num_calls
            counter = self.routing.RegisterUnaryTransitVector([1] * num + [0] * (len(self._nodes.places) - num))
            most = [num if limit is None else limit for limit in limits]
            self.routing.AddDimensionWithVehicleCapacity(counter, 0, most, True, "visits")

    def _add_max_travel(self) -> None:
        limits = [shift.max_travel_duration for shift in self._shifts]
        if any(limit is not None for limit in limits):
            evaluators = [self._matrix(("way", s.travel_name, s.speed_factor), self._matrices.way(s)) for s in self._shifts]
            most = [self._horizon if limit is None else min(limit, self._horizon) for limit in limits]
            self.routing.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, most, True, "travel")

    def _add_overload(self) -> None:
        weight = self.problem.policy.overload_weight
        if not weight:
            return
        evaluators = []
        for shift in self._shifts:
            key = ("work", shift.travel_name, shift.speed_factor)
            if key not in self._evaluators:
                self._matrix(key, self._matrices.work(shift))
            evaluators.append(self._evaluators[key])
        self.routing.AddDimensionWithVehicleTransits(evaluators, 0, self._horizon, True, "work")
        work = self.routing.GetDimensionOrDie("work")
        for vehicle, number in enumerate(self.part.shifts):
            work.SetCumulVarSoftUpperBound(self.routing.End(vehicle), self._pricing.shares[number], weight)

    def _add_left_out(self) -> None:
        for node, position in enumerate(self._nodes.visits[: self._nodes.num_visits]):
            nodes = [node, self._nodes.double_of[position]] if position in self._nodes.double_of else [node]
            self.routing.AddDisjunction([self.manager.NodeToIndex(n) for n in nodes], self._pricing.weights[position])
