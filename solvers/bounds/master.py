"""The restricted master: which multipliers fit the routes found so far.

    maximise   sum of prizes of the routes taken
    subject to each visit at most once, each class at most as often as it has shifts, stops by its `most_stops`, and the floor

Its duals are where the multipliers go next; the floor may be missed at its highest price, so that there always is an answer.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from ortools.linear_solver import pywraplp

from planner.domain.arrays import Floats
from solvers.bounds.multipliers import Floor, Multipliers, highest
from solvers.bounds.pricing import NgRoute
from solvers.bounds.vehicle_classes import VehicleClass


class Master:
    """Columns are routes; rows are visits, the floor, classes and stops of classes."""

    def __init__(self, prizes: Floats, classes: Sequence[VehicleClass], floor: Floor) -> None:
        self._prizes, self._floor, self._solver = prizes, floor, pywraplp.Solver.CreateSolver("GLOP")
        solver, most = self._solver, self._solver.infinity()
        self._visits = [solver.Constraint(-most, 1.0) for _ in prizes]
        self._lowest = solver.Constraint(-most, -float(floor.least))
        self._classes = [solver.Constraint(-most, float(len(vehicle_class.shifts))) for vehicle_class in classes]
        self._stops = [solver.Constraint(-most, float(vehicle_class.most_stops)) for vehicle_class in classes]
        self._short = solver.NumVar(0.0, most, "")
        self._lowest.SetCoefficient(self._short, -1.0)
        solver.Objective().SetMaximization()
        self._known: set[tuple[int, NgRoute]] = set()

    def add(self, number: int, route: NgRoute) -> bool:
        """Add a route of a vehicle class; False if one of the same visits is known."""
        key = (number, tuple(sorted(route)))
        if key in self._known or not route:
            return False
        self._known.add(key)
        solver = self._solver
        variable = solver.NumVar(0.0, solver.infinity(), "")
        solver.Objective().SetCoefficient(variable, float(self._prizes[list(route)].sum()))
        for visit, count in Counter(route).items():
            self._visits[visit].SetCoefficient(variable, float(count))
        if self._floor.is_set:
            self._lowest.SetCoefficient(variable, -float(self._floor.values[list(route)].sum()))
        self._classes[number].SetCoefficient(variable, 1.0)
        self._stops[number].SetCoefficient(variable, float(len(route)))
        return True

    def solve(self) -> Multipliers | None:
        """Multipliers that fit the routes known; `None` if the solver gives up."""
        floor, most = self._floor, highest(self._prizes, self._floor)
        self._solver.Objective().SetCoefficient(self._short, -floor.most_price)
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        visits = np.array([row.dual_value() for row in self._visits])
        stops = np.array([row.dual_value() for row in self._stops])
        lowest = min(max(0.0, self._lowest.dual_value()), floor.most_price)
        return Multipliers(visits=np.clip(visits, 0.0, most), stops=np.maximum(0.0, stops), floor=lowest)
